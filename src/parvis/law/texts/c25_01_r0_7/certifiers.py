"""Sections 5 (what a certifier organizes) and 6 (what it tells the Minister of Justice): one rule a norm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from parvis.law.kernel.rule import Rulebook, Verdict
from parvis.law.kernel.text import Text, short_date
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_7.certification import R07


@dataclass(frozen=True, slots=True)
class Act:
    """An act of a certifier: its kind (certified, extended, completed, suspended, …), its day, where it is told."""

    kind: str
    day: date
    pointer: str


#: Rules of section 6: one act.
NOTICES: Rulebook[Callable[[Act], Verdict]] = Rulebook(LAW.norms)
#: Rules of section 5: whether the certifier says that it organizes the thing (None: not stated).
STANDING_DUTIES: Rulebook[Callable[[bool | None, str], Verdict]] = Rulebook(LAW.norms)

#: The norm under which the Minister is told of each kind of act; the text asks for no other notice (A-23).
NOTICE_UNDER = {
    "certified": f"{R07}/s6-al1-cert",
    "extended": f"{R07}/s6-al1-ext",
    "completed": f"{R07}/s6-al1-done",
    "suspended": f"{R07}/s6-al2",
    "revoked": f"{R07}/s6-al2",
    "cancelled": f"{R07}/s6-al2",
}
_WHAT = {
    "certified": Text("accréditation", "certification"),
    "extended": Text("engagement prolongé", "undertaking extended"),
    "completed": Text("engagement complété", "undertaking completed"),
    "suspended": Text("suspension", "suspension"),
    "revoked": Text("révocation", "revocation"),
    "cancelled": Text("annulation", "cancellation"),
}
_TELL = Text(
    "Le {day}, {what}: l'accréditeur en informe sans délai la ou le ministre de la Justice.",
    "On {day}, {what}: the certifier tells the Minister of Justice without delay.",
)


@NOTICES.encodes(*dict.fromkeys(NOTICE_UNDER.values()))
def tells_the_minister(act: Act) -> Verdict:
    """S. 6: each such act calls for a notice; a certification granted again is a certification (A-23)."""
    return Verdict(True, _TELL.fill(day=short_date(act.day), what=_WHAT[act.kind]), (act.pointer,))


_CONTENT = Text(
    "La communication donne le nom, les adresses, les numéros de téléphone et le numéro de membre ou d'employé.",
    "The notice gives the name, addresses, telephone numbers, and the member or employee number.",
)


@NOTICES.encodes(f"{R07}/s6-al1-data")
def says_who_it_is(act: Act) -> Verdict:
    """S. 6, par. 1: what the notice says of the mediator."""
    return Verdict(True, _CONTENT, (act.pointer,))


_DONE = Text("L'accréditeur dit le faire.", "The certifier says that it does so.")
_NOT_DONE = Text("L'accréditeur dit ne pas le faire.", "The certifier says that it does not.")
_NOT_STATED = Text("L'accréditeur ne le dit pas.", "The certifier does not say.")


@STANDING_DUTIES.encodes(f"{R07}/s5-al1-org", f"{R07}/s5-al2")
def organizes(stated: bool | None, pointer: str) -> Verdict:
    """S. 5: training courses, which others may give, and services that give access to supervision."""
    text = _NOT_STATED if stated is None else _DONE if stated else _NOT_DONE
    return Verdict(stated, text, (pointer,))
