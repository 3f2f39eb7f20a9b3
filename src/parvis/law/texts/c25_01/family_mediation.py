"""Articles 417 and 421 to 422: who attends the parenting and mediation session, and how long a stay for mediation lasts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.calendar import Holidays, last_day
from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.period import Period
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text, short_date
from parvis.law.texts import LAW

SESSION, EARLIER, VICTIM = "ccp/a417-al1-session", "ccp/a417-al2-earlier", "ccp/a417-al2-victim"
ORDERED, EXCEPTION = "ccp/a417-al2-ordered", "ccp/a417-al3"
STAY, DESIGNATED, CHOSEN = "ccp/a421-stay", "ccp/a422-designated", "ccp/a422-chosen"
FIRST_MEETING = "ccp/a422-first-meeting"
#: The articles that say who attends the session, in the order of the text.
ATTENDANCE = (SESSION, EARLIER, VICTIM, ORDERED)

RULES: Rulebook[ConditionRule] = Rulebook(LAW.norms)

_NO_CHILDREN = Text("Les enfants ne sont pas en cause.", "No children are concerned.")
_NO_DISPUTE = Text("Aucun désaccord n'est à juger.", "No dispute is to be tried.")
_ATTENDED = Text("La séance a été suivie pour ce différend.", "The session was attended for this dispute.")
_TO_ATTEND = Text(
    "Un désaccord touche les enfants: la séance vient avant l'instruction.",
    "A dispute concerns the children: the session comes before the trial.",
)
_DISPUTE_UNKNOWN = Text(
    "On ne sait pas si un désaccord sera à juger.", "Whether a dispute will have to be tried is not known."
)
_EARLIER = Text(
    "Une attestation dit que la séance a été suivie pour un différend antérieur.",
    "A certificate says that the session was attended for an earlier dispute.",
)
_VICTIM = Text(
    "Un service d'aide aux victimes a donné une attestation.", "A victim assistance service gave a certificate."
)
_NOT_THIS_ONE = Text("Aucune attestation de cette sorte.", "No certificate of that kind.")
_CERTIFICATE_UNKNOWN = Text("L'attestation n'est pas connue.", "The certificate is not known.")
_NOTHING_TO_EXEMPT = Text("La séance n'est pas exigée.", "The session is not required.")
_ORDERED = Text("Le tribunal a ordonné de suivre la séance.", "The court ordered attendance at the session.")
_NOT_ORDERED = Text("Aucune ordonnance de suivre la séance.", "No order to attend the session.")
_STAY_ENDS = Text(
    "{period} après la décision du {day}: le {last}, au plus.", "{period} after the decision of {day}: {last}, at most."
)
_MEETING = Text(
    "{period} après la décision du {day}: au plus tard le {last}.", "{period} after the decision of {day}: by {last}."
)
_OTHER_MEDIATOR = Text("Le médiateur vient d'une autre façon.", "The mediator comes in another way.")
_MEDIATOR_UNKNOWN = Text("On ne sait pas qui choisit le médiateur.", "Who chooses the mediator is not known.")


@RULES.encodes(SESSION)
def attends_the_session(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Article 417, par. 1: whether the case goes to trial only once the session was attended."""
    if not facts["children"]:
        return Verdict(False, _NO_CHILDREN, ("/children",))
    if facts["dispute"] is False:
        return Verdict(False, _NO_DISPUTE, ("/dispute",))
    if facts["certificate"] == "this_dispute":
        return Verdict(False, _ATTENDED, ("/certificate",))
    if facts["dispute"] is None:
        return Verdict(None, _DISPUTE_UNKNOWN, ("/dispute",), ("/dispute",))
    return Verdict(True, _TO_ATTEND, ("/children", "/dispute"))


def _exempts(facts: Mapping[str, Any], kind: str, because: Text) -> Verdict:
    if not facts["children"] or facts["dispute"] is False or facts["certificate"] == "this_dispute":
        return Verdict(None, _NOTHING_TO_EXEMPT, ("/children", "/dispute"))
    if facts["certificate"] is None:
        return Verdict(None, _CERTIFICATE_UNKNOWN, ("/certificate",), ("/certificate",))
    if facts["certificate"] == kind:
        return Verdict(True, because, ("/certificate",))
    return Verdict(False, _NOT_THIS_ONE, ("/certificate",))


@RULES.encodes(EARLIER)
def attended_for_an_earlier_dispute(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Article 417, par. 2: the certificate of an earlier session."""
    return _exempts(facts, "earlier_dispute", _EARLIER)


@RULES.encodes(VICTIM)
def went_to_a_victims_service(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Article 417, par. 2: the certificate of a victim assistance service. What happened is no fact of this question."""
    return _exempts(facts, "victim_service", _VICTIM)


@RULES.encodes(ORDERED)
def ordered_all_the_same(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Article 417, par. 2, last sentence: the court ordered an exempt person to attend."""
    if facts["court_ordered"]:
        return Verdict(True, _ORDERED, ("/court_ordered",))
    return Verdict(False, _NOT_ORDERED, () if facts["court_ordered"] is None else ("/court_ordered",))


def stay_ends(weighing: Weighing, decided: date) -> date:
    """The last day of the longest stay: three months, which nothing seen prolongs but the consent of the parties."""
    return cast(Period, weighing.parameter(STAY, day=decided)).after(decided)


def first_meeting_by(weighing: Weighing, decided: date) -> date:
    """The last day for the first meeting: 20 days, prolonged where that day is closed (CCP 83)."""
    period = cast(Period, weighing.parameter(FIRST_MEETING, day=decided))
    return last_day(decided, period, Holidays.CIVIL_PROCEDURE).day


@RULES.encodes(STAY)
def lasts_three_months_at_most(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Article 421, par. 1: the longest stay."""
    period = cast(Period, weighing.parameter(STAY, day=day)).text()
    last = short_date(stay_ends(weighing, day))
    return Verdict(True, _STAY_ENDS.fill(period=period, day=short_date(day), last=last), ("/decided",))


def _begins(weighing: Weighing, facts: Mapping[str, Any], day: date, by: str) -> Verdict:
    if facts["mediator"] is None:
        return Verdict(None, _MEDIATOR_UNKNOWN, ("/mediator",), ("/mediator",))
    if facts["mediator"] != by:
        return Verdict(None, _OTHER_MEDIATOR, ("/mediator",))
    period = cast(Period, weighing.parameter(FIRST_MEETING, day=day)).text()
    last = short_date(first_meeting_by(weighing, day))
    return Verdict(True, _MEETING.fill(period=period, day=short_date(day), last=last), ("/decided", "/mediator"))


@RULES.encodes(DESIGNATED)
def service_sets_the_first_meeting(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Article 422: the Service designates the mediator and sets the first meeting."""
    return _begins(weighing, facts, day, "designated")


@RULES.encodes(CHOSEN)
def chosen_mediator_acts_in_the_same_time(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Article 422: the mediator whom the parties choose acts in the same time."""
    return _begins(weighing, facts, day, "chosen")
