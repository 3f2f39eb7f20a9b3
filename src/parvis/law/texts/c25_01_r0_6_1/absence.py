"""A party does not come: regulation of 2023, s. 28, pilot project, ss. 12 and 15, regulation of 2003, s. 14.

The mediator waits, notes the default and cancels the session. What that is worth, and whether a new session may be set and
paid as well, differs in each regulation. Whether a reason is serious is for the mediator, who states it as a fact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW

R06, R061, PILOT = "c25.01-r0.6", "c25.01-r0.6.1", "c25.01-r1"


@dataclass(frozen=True, slots=True)
class Due:
    """What an absence, or the session that follows it, gives the mediator.

    `payable` is None where it is not known; `minutes` of fees (None: no text that was seen says how much); the norm of
    the amount; the facts that would settle it.
    """

    payable: bool | None
    minutes: int | None
    norm: str
    needed: tuple[str, ...] = ()


AbsenceRule = Callable[[Weighing, Mapping[str, Any], str, date], Due]
#: The rules of the cancelled session, and those of the session that follows it.
RULES: Rulebook[AbsenceRule] = Rulebook(LAW.norms)

#: By the kind of mandate: the norm that pays the cancelled session, where it is not that of the wait.
FEES: Mapping[str, str] = {"pilot": f"{PILOT}/s12-al2"}
#: By the kind of mandate: the norm of the wait, and that of the new session.
WAIT: Mapping[str, str] = {
    "mandatory": f"{R061}/s28-al1-wait",
    "pilot": f"{PILOT}/s15-al1",
    "voluntary": f"{R06}/s14",
}
AGAIN: Mapping[str, str] = {"mandatory": f"{R061}/s28-al2", "pilot": f"{PILOT}/s15-al2"}

_WAITED = Text(
    "Le médiateur a attendu {waited} minutes; il en faut {least}.",
    "The mediator waited {waited} minutes; {least} are required.",
)
_WAIT_UNKNOWN = Text("L'attente du médiateur n'est pas connue.", "How long the mediator waited is not known.")
_AGAIN = Text(
    "L'absence a un motif sérieux: la nouvelle séance est payée, en plus de la séance annulée.",
    "The absence has a serious reason: the new session is paid as well as the cancelled one.",
)
_NOT_AGAIN = Text("L'absence n'a pas de motif sérieux.", "The absence has no serious reason.")
_AGAIN_UNKNOWN = Text(
    "On ne sait pas si l'absence a un motif sérieux.", "Whether the absence has a serious reason is not known."
)
_NO_CONSENT = Text(
    "Les autres parties n'acceptent pas de nouvelle séance.", "The other parties do not consent to a new session."
)
_CONSENT_UNKNOWN = Text(
    "On ne sait pas si les autres parties acceptent une nouvelle séance.",
    "Whether the other parties consent to a new session is not known.",
)
_LEFT = Text(
    "La séance a suivi une absence sans motif sérieux, ou sans l'accord des autres: le service dit si elle est payée.",
    "The session followed an absence without serious reason, or without the others' consent: the service says whether it "
    "is paid.",
)
_HALF_HOUR = Text(
    "La séance annulée vaut {minutes} minutes d'honoraires.",
    "The cancelled session is worth {minutes} minutes of fees.",
)
_UNSEEN = Text("Le montant payé pour une absence n'a pas été vu.", "The amount paid for an absence was not seen.")
_BOTH_PAID = Text(
    "La séance annulée est payée, et la seconde aussi si l'absence est justifiée.",
    "The cancelled session is paid, and so is the second one where the absence is justified.",
)


def _waited(
    weighing: Weighing, session: Mapping[str, Any], at: str, day: date, norm_id: str, least: int
) -> bool | None:
    waited = session["waited"]
    pointers = (f"{at}/waited",)
    if waited is None:
        weighing.weigh(norm_id, day=day, holds=None, because=_WAIT_UNKNOWN, facts=pointers)
        return None
    because = _WAITED.fill(waited=waited, least=least)
    weighing.weigh(norm_id, day=day, holds=waited >= least, because=because, facts=pointers)
    return bool(waited >= least)


@RULES.encodes(f"{R061}/s28-al1-wait", f"{R061}/s28-al1-fee")
def absence_since_2023(weighing: Weighing, session: Mapping[str, Any], at: str, day: date) -> Due:
    """Section 28, par. 1: 30 minutes of fees, once the mediator has waited 30 minutes."""
    least = cast(int, weighing.parameter(f"{R061}/s28-wait", day=day))
    minutes = cast(int, weighing.parameter(f"{R061}/s28-fee", day=day))
    waited = _waited(weighing, session, at, day, f"{R061}/s28-al1-wait", least)
    fee = f"{R061}/s28-al1-fee"
    weighing.weigh(fee, day=day, holds=waited, because=_HALF_HOUR.fill(minutes=minutes), facts=(at,))
    return Due(waited, minutes, fee, (f"{at}/waited",) if waited is None else ())


@RULES.encodes(f"{R061}/s28-al2")
def new_session_since_2023(weighing: Weighing, session: Mapping[str, Any], at: str, day: date) -> Due:
    """Section 28, par. 2: where the absence has a serious reason, a new session, paid as well."""
    norm_id, serious = f"{R061}/s28-al2", session["serious_reason"]
    pointers = (f"{at}/serious_reason",)
    because = _AGAIN if serious else _AGAIN_UNKNOWN if serious is None else _NOT_AGAIN
    weighing.weigh(norm_id, day=day, holds=serious, because=because, facts=pointers)
    if serious is False:
        weighing.leave_to_a_person(norm_id, _LEFT)
    return Due(True if serious else None, None, norm_id, pointers if serious is None else ())


@RULES.encodes(f"{PILOT}/s15-al1")
def absence_in_the_pilot(weighing: Weighing, session: Mapping[str, Any], at: str, day: date) -> Due:
    """Pilot, s. 15, par. 1: after a wait of 30 minutes the default is noted and the session cancelled."""
    least = cast(int, weighing.parameter(f"{PILOT}/s15-wait", day=day))
    waited = _waited(weighing, session, at, day, f"{PILOT}/s15-al1", least)
    return Due(waited, None, f"{PILOT}/s12-al2", (f"{at}/waited",) if waited is None else ())


@RULES.encodes(f"{PILOT}/s12-al2")
def fee_in_the_pilot(weighing: Weighing, session: Mapping[str, Any], at: str, day: date) -> Due:
    """Pilot, s. 12, par. 2: the fees of the regulation of 2003, for both sessions; their amount was not seen."""
    norm_id = f"{PILOT}/s12-al2"
    weighing.weigh(norm_id, day=day, holds=True, because=_BOTH_PAID, facts=(at,))
    weighing.lean_on(f"{R06}/s14", day=day)
    weighing.parameter_if_known(f"{R06}/s14-fee", day=day)
    return Due(True, None, norm_id)


@RULES.encodes(f"{PILOT}/s15-al2")
def new_session_in_the_pilot(weighing: Weighing, session: Mapping[str, Any], at: str, day: date) -> Due:
    """Pilot, s. 15, par. 2: a serious reason, and the other parties' consent."""
    norm_id = f"{PILOT}/s15-al2"
    serious, consent = session["serious_reason"], session["others_consent"]
    holds = False if serious is False or consent is False else True if serious and consent else None
    if serious is not True:
        because = _AGAIN_UNKNOWN if serious is None else _NOT_AGAIN
    else:
        because = _AGAIN if consent else _CONSENT_UNKNOWN if consent is None else _NO_CONSENT
    needed = tuple(f"{at}/{name}" for name in ("serious_reason", "others_consent") if session[name] is None)
    pointers = (f"{at}/serious_reason", f"{at}/others_consent")
    weighing.weigh(norm_id, day=day, holds=holds, because=because, facts=pointers)
    if holds is False:
        weighing.leave_to_a_person(norm_id, _LEFT)
    return Due(True if holds else None, None, norm_id, needed if holds is None else ())


@RULES.encodes(f"{R06}/s14")
def absence_since_2003(weighing: Weighing, session: Mapping[str, Any], at: str, day: date) -> Due:
    """Section 14 of the regulation of 2003: something is paid for an absence; its text was not seen."""
    norm_id = f"{R06}/s14"
    weighing.parameter_if_known(f"{R06}/s14-fee", day=day)
    weighing.lean_on(norm_id, day=day)
    weighing.weigh(norm_id, day=day, holds=None, because=_UNSEEN, facts=(at,))
    return Due(True, None, norm_id)
