"""The account of a family mediation file: what each tariff adds to it, and the rulebook of the tariffs.

A file is cut into parts, one a tariff: the sessions of its days, with the work done outside them. Amounts are whole
cents here (no object for each sum in the one pass over the sessions); they become Money where they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from parvis.law.kernel.money import Money
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import NO_BREAK_SPACE, Text, counted
from parvis.law.texts import LAW

#: The rules of sections 10 to 12. A rule of section 10 adds its part of the file to the account.
RULES: Rulebook[Callable[..., Any]] = Rulebook(LAW.norms)

SERVICE, PARTIES = "service", "parties"
INDIVIDUAL, GROUP, MEDIATION = "information_individual", "information_group", "mediation"
DESIGNATED, VOLUNTARY = "court_designated", "voluntary"
#: The reports for which the individual information session was missed.
MISSED = ("absence", "declaration")
NONE_HELD = "none_held"

#: At most so many sessions in a file.
MOST = 200
#: The JSON Pointers of the sessions and of the work outside them.
SESSION = tuple(f"/sessions/{index}" for index in range(MOST))
OUTSIDE = tuple(f"/out_of_session/{index}" for index in range(MOST))
#: "7 séances", "7 sessions"; "7 séances de médiation", "7 mediation sessions".
SESSIONS = tuple(counted(n, Text("séance", "session"), Text("séances", "sessions")) for n in range(MOST + 1))
MEDIATION_SESSIONS = tuple(
    counted(n, Text("séance de médiation", "mediation session"), Text("séances de médiation", "mediation sessions"))
    for n in range(MOST + 1)
)

Sessions = list[tuple[int, Mapping[str, Any]]]


def mediation_listed(facts: Mapping[str, Any]) -> bool:
    """Whether a mediation session is in the file, under either tariff: a report that none was held contradicts it."""
    return any(session is not None and session["kind"] == MEDIATION for session in facts["sessions"])


@dataclass(slots=True)
class Part:
    """What one tariff governs: its sessions and the work outside them, each with its place in the facts.

    `day` is the first day of the part; `report` whether the reduced fee that the mediator's report may give falls in
    it; `counts` whether its counter is given: not for work alone, unless it is the tariff of the day of the question.
    """

    day: date
    last: date
    sessions: Sessions = field(default_factory=list)
    outside: Sessions = field(default_factory=list)
    report: bool = False
    counts: bool = True

    def in_turn(self, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The lines of its sessions and of its work, by day; on one day the sessions come before the work."""
        turn = {SESSION[index]: (session["date"], False, index) for index, session in self.sessions}
        turn.update({OUTSIDE[index]: (work["date"], True, index) for index, work in self.outside})
        return sorted(lines, key=lambda line: turn[line["for"]])


@dataclass(slots=True)
class Account:
    """Who pays what, in cents; None where a text that was not seen would say. `lines` in the order in which they fall.

    `ceiling` is the most that additional mediators may charge the parties; `sessions` and `minutes` are those that the
    Service pays, None where no part of the file is under that tariff; `held` the sessions that took place.
    """

    service: int | None = 0
    parties: int | None = 0
    ceiling: int | None = 0
    sessions: int | None = None
    minutes: int | None = None
    held: int = 0
    lines: list[dict[str, Any]] = field(default_factory=list)

    def charge(self, payer: str, where: str, amount: Money | None, norm: str) -> None:
        """Adds one line; an amount that is not known makes the total of its payer unknown."""
        self.lines.append({"for": where, "payer": payer, "amount": amount, "norm": norm})
        cents = None if amount is None else amount.cents
        if payer == SERVICE:
            self.service = None if self.service is None or cents is None else self.service + cents
        else:
            self.parties = None if self.parties is None or cents is None else self.parties + cents


@lru_cache(maxsize=2048)
def duration(minutes: int) -> Text:
    """A length of time in words: "1 h 15", "50 min"; "1 h 15 min" in English."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return Text(f"{rest}{NO_BREAK_SPACE}min", f"{rest}{NO_BREAK_SPACE}min")
    if not rest:
        return Text(f"{hours}{NO_BREAK_SPACE}h", f"{hours}{NO_BREAK_SPACE}h")
    return Text(
        f"{hours}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{rest:02d}",
        f"{hours}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{rest:02d}{NO_BREAK_SPACE}min",
    )
