"""small-claims/pilot-mediation: sections 1 to 5, 15, 21, 26 to 28 of the pilot project of 2015 to 2018."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from parvis.law.kernel.calendar import Holidays, in_time, last_safe_day, next_working_day
from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.period import Period
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions.mediators.pilot_facts import FACTS, OUTCOME
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_6_1.absence import RULES as ABSENCES
from parvis.law.texts.c25_01_r0_6_1.route import PILOT, pilot_project

R1 = "c25.01-r1"
_PROCEDURE = Holidays.CIVIL_PROCEDURE

_ASKED = Text("Demande du {day}; le délai finit le {last}.", "Request of {day}; the time ends on {last}.")
_NOT_ASKED = Text("Aucune demande; le délai finit le {last}.", "No request; the time ends on {last}.")
_COMMENTS = Text("Les observations sont reçues jusqu'au {last}.", "Comments may be sent until {last}.")
_GRANTED = Text("L'exemption est accordée.", "The exemption is granted.")
_REFUSED = Text("L'exemption est refusée.", "The exemption is refused.")
_PENDING = Text("L'exemption n'est pas encore décidée.", "The exemption is not decided yet.")
_JUDGE = Text("Une ou un juge décide si le motif est sérieux.", "A judge decides whether the reason is serious.")
_REVISION = Text(
    "Une ou un juge peut réviser la décision du greffier; la demande est du {day}.",
    "A judge may revise the clerk's decision; the request is of {day}.",
)
_REVISION_LEFT = Text("Une ou un juge décide de la révision.", "A judge decides on the revision.")
_SESSION_BY = Text("Séance à tenir le {last} au plus tard.", "Session to be held by {last}.")
_SESSION_ON = Text("Séance le {day}; à tenir le {last} au plus tard.", "Session on {day}; to be held by {last}.")
_EXTENDED = Text("Le greffier a donné 15 jours de plus.", "The clerk gave 15 more days.")
_NOT_EXTENDED = Text("Aucun jour de plus n'a été donné.", "No more days were given.")
_CLERK_ASKS = Text(
    "Le greffier demande pourquoi, et dit si 15 jours de plus sont donnés.",
    "The clerk asks why, and says whether 15 more days are given.",
)
_HEARD = Text("Le tribunal peut entendre l'affaire.", "The court may hear the case.")
_TOO_SOON = Text(
    "La séance a été annulée avant les 30 minutes d'attente: le greffe dit ce qui suit.",
    "The session was cancelled before the 30 minutes were over: the clerk says what follows.",
)
_DEFAULT = Text("Le constat nomme la partie en défaut.", "The report names the party in default.")
_SANCTION = Text(
    "Le tribunal peut sanctionner la partie en défaut: lui seul dit si, et comment.",
    "The court may penalize the party in default: it alone says whether, and how.",
)
_SENT = Text("Attestation du {day}; à envoyer le {last} au plus tard.", "Attestation of {day}; to be sent by {last}.")
_NOT_SENT = Text("Attestation à envoyer le {last} au plus tard.", "Attestation to be sent by {last}.")
_CLOSED_DAY = Text(
    "Le dernier jour compté est un samedi ou un jour férié; il n'est pas sûr qu'il prolonge ce délai: le greffe le dit.",
    "The last day counted is a Saturday or a holiday; it is not certain that it prolongs this time limit: the clerk says.",
)
_CONSUMER = Text(
    "Le tribunal est celui du domicile ou de la résidence du consommateur.",
    "The court is that of the consumer's domicile or residence.",
)


@dataclass
class _File:
    weighing: Weighing
    facts: Mapping[str, Any]
    day: date
    found: dict[str, Any] = field(default_factory=dict)

    def period(self, unit: str) -> Period:
        return cast(Period, self.weighing.parameter(f"{R1}/{unit}", day=self.day))

    def weigh(self, unit: str, holds: bool | None, because: Text, *facts: str) -> None:
        self.weighing.weigh(f"{R1}/{unit}", day=self.day, holds=holds, because=because, facts=facts)

    def left(self, unit: str, why: Text) -> None:
        self.weighing.leave_to_a_person(f"{R1}/{unit}", why)

    def late(self, last: date) -> bool:
        return bool(self.facts["on"] > next_working_day(last, _PROCEDURE))


RULES: Rulebook[Any] = Rulebook(LAW.norms)


def weigh_pilot(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on a file of the pilot project."""
    subject = pilot_project(weighing, facts, facts["filed"])
    file = _File(weighing, facts, facts["filed"])
    file.found = {
        "subject": subject.mandatory,
        "status": "not_subject" if subject.mandatory is False else "unknown",
        "may_be_heard": True if subject.mandatory is False else None,
        "exemption_last_day": None,
        "comments_last_day": None,
        "session_last_day": None,
        "attestation_last_day": None,
        "sanctions": False,
        "needed": list(subject.needed),
    }
    if facts["filed"] in PILOT:
        if subject.mandatory is not False:
            consumer_court(file)
        revision(file)
    if subject.mandatory:
        file.found["may_be_heard"] = False
        file.found["status"] = _status(file)
    return weighing.decide(file.found)


@RULES.encodes(f"{R1}/s30")
def consumer_court(file: _File) -> None:
    """Section 30: the court of the consumer's domicile or residence, despite any agreement."""
    file.weigh("s30", None, _CONSUMER, "/district")


def _status(file: _File) -> str:
    facts = file.facts
    if facts["notice"] is None:
        return "notice_expected"
    status = exemption(file, facts["notice"], facts["exemption"])
    if status is not None:
        return status
    if facts["mandate_confirmed"] is None:
        return "mandate_expected"
    return session(file, facts["mandate_confirmed"], facts["session"])


@RULES.encodes(f"{R1}/s5")
def revision(file: _File) -> None:
    """Section 5: the clerk's decision may be revised, by the rules of a request for exemption."""
    asked, notice = file.facts["revision_requested"], file.facts["notice"]
    if asked is None:
        return
    timely = None if notice is None else in_time(asked, notice, file.period("s3-request"), _PROCEDURE)
    file.weigh("s5", timely, _REVISION.fill(day=short_date(asked)), "/revision_requested", "/notice")
    file.left("s5", _REVISION_LEFT)


@RULES.encodes(f"{R1}/s2", f"{R1}/s3-request", f"{R1}/s3-comments", f"{R1}/s3-decision")
def exemption(file: _File, notice: date, asked: Mapping[str, Any] | None) -> str | None:
    """Sections 2 and 3: 20 days to ask, 10 days to comment, and a judge decides; None where mediation goes on."""
    period = file.period("s3-request")
    last = period.after(notice)
    file.found["exemption_last_day"] = last_safe_day(notice, period, _PROCEDURE).day
    if asked is None:
        file.weigh("s3-request", None, _NOT_ASKED.fill(last=short_date(last)), "/notice", "/exemption")
        return None
    requested = asked["requested"]
    timely = in_time(requested, notice, period, _PROCEDURE)
    because = _ASKED.fill(day=short_date(requested), last=short_date(last))
    file.weigh("s3-request", timely, because, "/notice", "/exemption/requested")
    if timely is None:
        file.left("s3-request", _CLOSED_DAY)
    if asked["others_informed"] is not None:
        comments = last_safe_day(asked["others_informed"], file.period("s3-comments"), _PROCEDURE).day
        file.found["comments_last_day"] = comments
        because = _COMMENTS.fill(last=short_date(comments))
        file.weigh("s3-comments", True, because, "/exemption/others_informed")
    granted = asked["granted"]
    because = _PENDING if granted is None else _GRANTED if granted else _REFUSED
    file.weigh("s2", granted, because, "/exemption/ground", "/exemption/granted")
    file.weigh("s3-decision", True if granted is not None else None, because, "/exemption/granted")
    if granted is None:
        file.left("s3-decision", _JUDGE)
        return "exemption_pending"
    if granted:
        file.found["may_be_heard"] = True
        return "exempt"
    return None


@RULES.encodes(f"{R1}/s21-al1", f"{R1}/s21-al2")
def session(file: _File, confirmed: date, held: Mapping[str, Any] | None) -> str:
    """Section 21: the session within 30 days of the confirmation, 15 more where the clerk gives them."""
    facts = file.facts
    period = file.period("s21-session")
    last = period.after(confirmed)
    extended = facts["extension_granted"]
    limit = file.period("s21-more").after(last) if extended else last
    file.found["session_last_day"] = limit
    if held is None:
        timely = False if file.late(last) else None
        file.weigh("s21-al1", timely, _SESSION_BY.fill(last=short_date(last)), "/mandate_confirmed", "/session")
    else:
        timely = in_time(held["date"], confirmed, period, _PROCEDURE)
        because = _SESSION_ON.fill(day=short_date(held["date"]), last=short_date(last))
        file.weigh("s21-al1", timely, because, "/mandate_confirmed", "/session/date")
    if extended is not None or timely is False:
        file.weigh("s21-al2", extended, _EXTENDED if extended else _NOT_EXTENDED, "/extension_granted")
    if held is not None:
        return _after(file, held)
    if not file.late(limit):
        return "session_due"
    if extended is None:
        file.left("s21-al2", _CLERK_ASKS)
        file.found["needed"].append("/extension_granted")
    return "to_withdraw"


def _after(file: _File, held: Mapping[str, Any]) -> str:
    outcome = held["outcome"]
    if outcome == "settled":
        attestation(file, held["date"])
        return "settled"
    if outcome == "not_settled":
        file.found["may_be_heard"] = True
        return "not_settled"
    if outcome == "absence":
        waited = ABSENCES.at(f"{R1}/s15-al1", file.day)(file.weighing, held, "/session", file.day)
        again = ABSENCES.at(f"{R1}/s15-al2", file.day)(file.weighing, held, "/session", file.day)
        if waited.payable is False:
            file.left("s15-al1", _TOO_SOON)
            file.found["may_be_heard"] = None
            return "unknown"
        if again.payable:
            return "new_session"
        if needed := (*waited.needed, *again.needed):
            file.found["needed"].extend(needed)
            file.found["may_be_heard"] = None
            return "unknown"
    return in_default(file)


@RULES.encodes(f"{R1}/s26", f"{R1}/s27")
def in_default(file: _File) -> str:
    """Sections 26 and 27: the report names the party in default; the court may hear the case, and may penalize."""
    named = file.facts["session"]["in_default"]
    file.weigh("s26", True if named else None, _DEFAULT if named else _HEARD, "/session/in_default")
    file.weigh("s27", None, _SANCTION, "/session/in_default")
    file.left("s27", _SANCTION)
    if named is None:
        file.found["needed"].append("/session/in_default")
    file.found["may_be_heard"] = True
    file.found["sanctions"] = True
    return "in_default"


@RULES.encodes(f"{R1}/s28")
def attestation(file: _File, held: date) -> None:
    """Section 28: within 10 days of the session, the mediator sends the attestation signed by the parties."""
    sent = file.facts["attestation_sent"]
    period = file.period("s28-attestation")
    last = period.after(held)
    file.found["attestation_last_day"] = last
    if sent is None:
        timely = False if file.late(last) else None
        because = _NOT_SENT.fill(last=short_date(last))
    else:
        timely = in_time(sent, held, period, _PROCEDURE)
        because = _SENT.fill(day=short_date(sent), last=short_date(last))
    file.weigh("s28", timely, because, "/session/date", "/attestation_sent")


QUESTION = Question(
    id="small-claims/pilot-mediation",
    title=Text(
        "Ce dossier de 2015 à 2018 est-il visé par la médiation obligatoire, et où en est-il?",
        "Is this file of 2015 to 2018 subject to mandatory mediation, and where does it stand?",
    ),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_pilot,
)
