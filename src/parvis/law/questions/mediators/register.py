"""small-claims/register: what the Minister must be told, who leaves the register of mediators and arbitrators, who returns.

Facts (null is "has not happened" or "not known"; what is left out is the same):

    {"on": "2024-09-01",
     "role": "arbitrator",                     // mediator | arbitrator
     "certified": "2024-02-01",
     "told_minister": "2024-02-03",            // the certifier sent the information
     "details": ["name", "domicile", "districts", "telephones", "email", "member_number", "certified_on",
                 "remote_interest", "matters"],        // what was sent
     "entered": "2024-02-10",                  // the name is on the register
     "lost_right": null,                       // {"type": "struck_off", "told_clerk": "2024-06-01"}: the day on which the
                                               // certifier told the clerk; certification_cancelled | struck_off |
                                               // permit_revoked | rights_restricted | rights_suspended
     "mandate_running": true,
     "removal": {"notice": "2024-06-03",       // an arbitrator: the clerk's written prior notice (J-3, s. 5)
                 "reasons_given": true,        // with the intention, its reasons and the complaints
                 "days_given": 15,             // the days given for comments
                 "serious_reason": null},      // what the clerk finds; null: not decided
     "removed": null,                          // the name was taken off
     "reentry_requested": null}

Outcome:

    {"status": "to_decide",    // to_tell | to_enter | entered | to_remove | comments | to_decide | removed | may_return
     "since": "2024-06-19",    // the first day of that status, where it is known
     "missing_details": [],    // of those that the text lists
     "comments_until": "2024-06-18",   // the last day for the arbitrator's comments (latest of the two counts)
     "decision_from": "2024-06-19",    // the first day on which the clerk may decide
     "return_from": null,      // the first day on which an arbitrator who was removed may be entered again
     "to_tell": []}            // who must be told now: minister | certifier | parties | service

A mediator leaves the register by the effect of section 10; an arbitrator for a serious reason, which the clerk weighs: a person
decides. The six months of section 49 are over the day after their last day. "Matters" are sent where the arbitrator has any. The
end of the list of section 3 was not seen: only its first five items are asked for. Before 2023-11-23 only section 3 of the
regulation of 2003 was seen. What becomes of an arbitrator who loses the right to practise (s. 10 speaks of mediators), and
whether the clerk may remove a mediator for a serious reason, was not seen: a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

from parvis.law.kernel.calendar import Holidays, next_working_day
from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Day, Fault, Field, Flag, Items, Number, OneOf, Reason, Record, Schema
from parvis.law.kernel.period import Period
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions.asked import ON
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_6_1.route import REGULATION

R06, R061 = "c25.01-r0.6", "c25.01-r0.6.1"
ROLES = ("mediator", "arbitrator")
LOSSES = ("certification_cancelled", "struck_off", "permit_revoked", "rights_restricted", "rights_suspended")
DETAILS = (
    "name",
    "domicile",
    "districts",
    "telephones",
    "email",
    "member_number",
    "certified_on",
    "remote_interest",
    "matters",
)
#: What is asked for: of a mediator the five items that were seen, of an arbitrator the eight that are always there.
ASKED: Mapping[str, tuple[str, ...]] = {"mediator": DETAILS[:5], "arbitrator": DETAILS[:8]}
_DAY = timedelta(days=1)

_TOLD = Text("Le ministre a été informé le {day}.", "The Minister was told on {day}.")
_NOT_TOLD = Text("Le ministre n'a pas encore été informé.", "The Minister has not been told yet.")
_SENT_UNKNOWN = Text("On ne sait pas ce qui a été transmis au ministre.", "What was sent to the Minister is not known.")
_MISSING = Text("Renseignements qui manquent: {count}.", "Items of information that are missing: {count}.")
_LOST = Text("Le greffier l'a appris le {day}.", "The clerk was told on {day}.")
_KEPT = Text("La personne garde le droit d'exercer.", "The person keeps the right to practise.")
_NOTICE = Text("{days} jours pour répondre; il en faut {least}.", "{days} days for comments; {least} are required.")
_NO_REASONS = Text("Le préavis ne donne pas les motifs.", "The notice does not give the reasons.")
_TOO_SOON = Text(
    "Retrait du {day}, avant la fin du délai pour répondre ({last}).",
    "Removal on {day}, before the time for comments ended ({last}).",
)
_NOTICE_UNKNOWN = Text("Le préavis n'est pas entièrement connu.", "The notice is not fully known.")
_CLERK_FOUND = Text("Le greffier a conclu sur le motif.", "The clerk has decided on the reason.")
_CLERK_DECIDES = Text(
    "Le greffier décide si le motif est sérieux, après avoir lu les observations.",
    "The clerk decides whether the reason is serious, after reading the comments.",
)
_CERTIFIER_TOLD = Text("L'accréditeur est avisé du retrait.", "The certifier is told of the removal.")
_RETURN = Text("Six mois après le retrait du {day}: le {last}.", "Six months after the removal of {day}: {last}.")
_RETURN_LEFT = Text(
    "L'arbitre « peut » être réinscrit: le greffier décide.",
    "The arbitrator “may” be entered again: the clerk decides.",
)
_ARBITRATOR_LOST = Text(
    "L'article 10 parle des médiateurs. Ce qui vaut pour un arbitre n'a pas été vu: le greffier décide.",
    "Section 10 speaks of mediators. What holds for an arbitrator was not seen: the clerk decides.",
)
_MEDIATOR_REMOVED = Text(
    "Le retrait d'un médiateur pour un motif sérieux n'a pas été vu: le greffier dit ce qui s'applique.",
    "The removal of a mediator for a serious reason was not seen: the clerk says what applies.",
)
_OLD_REGISTER = Text(
    "Avant le 23 novembre 2023, seul l'article 3 a été vu: le greffier dit ce qui s'applique.",
    "Before November 23, 2023 only section 3 was seen: the clerk says what applies.",
)

_LOST_RIGHT = Record(
    (
        Field("type", OneOf(LOSSES), Text("ce qui a été perdu", "what was lost"), True, False),
        Field("told_clerk", Day(), Text("le greffier l'a appris le", "the clerk was told on"), True, False),
    ),
    dated_by="told_clerk",
)
_REMOVAL = Record(
    (
        Field("notice", Day(), Text("le préavis écrit", "the written prior notice"), True, False),
        Field("reasons_given", Flag(), Text("avec ses motifs", "with its reasons")),
        Field("days_given", Number(0, 366), Text("les jours donnés pour répondre", "the days given for comments")),
        Field("serious_reason", Flag(), Text("ce que le greffier conclut", "what the clerk finds")),
    ),
    dated_by="notice",
)


_NO_ARBITRATORS = Reason(
    "no_arbitrators_before",
    "a day from {day} on: no arbitrators before",
    Text("Il n’y a pas d’arbitre des petites créances avant le {day}.", "There are no arbitrators before {day}."),
)


def _arbitrators_since_2023(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """There are arbitrators of small claims since the regulation of 2023."""
    if facts["role"] == "arbitrator" and facts["on"] < REGULATION:
        yield _NO_ARBITRATORS.at(f"{at}/on", facts["on"].isoformat(), day=REGULATION)


FACTS = Schema(
    Record(
        (
            ON,
            Field("role", OneOf(ROLES), Text("médiateur ou arbitre", "mediator or arbitrator"), True, False),
            Field("certified", Day(), Text("le jour de l'accréditation", "the day of certification"), True, False),
            Field("told_minister", Day(), Text("le ministre a été informé le", "the Minister was told on")),
            Field("details", Items(OneOf(DETAILS), most=20), Text("ce qui a été transmis", "what was sent")),
            Field("entered", Day(), Text("le nom est au registre depuis", "on the register since")),
            Field("lost_right", _LOST_RIGHT, Text("la perte du droit d'exercer", "the loss of the right to practise")),
            Field("mandate_running", Flag(), Text("un mandat est en cours", "a mandate is under way")),
            Field("removal", _REMOVAL, Text("le retrait envisagé", "the removal that is considered")),
            Field("removed", Day(), Text("le nom a été retiré le", "the name was taken off on")),
            Field("reentry_requested", Day(), Text("la réinscription a été demandée le", "re-entry was asked for on")),
        ),
        order=(
            ("certified", "told_minister"),
            ("certified", "entered"),
            ("entered", "removed"),
            ("removed", "reentry_requested"),
        ),
        checks=(_arbitrators_since_2023,),
    ),
    answers_from=date(2003, 10, 16),
    only_on=True,
)

OUTCOME = {
    "status": Text("où en est l'inscription", "how the entry stands"),
    "since": Text("le premier jour de cet état", "the first day of that status"),
    "missing_details": Text("les renseignements qui manquent", "the information that is missing"),
    "comments_until": Text("le dernier jour pour répondre au préavis", "the last day for comments on the notice"),
    "decision_from": Text("le premier jour où le greffier peut décider", "the first day on which the clerk may decide"),
    "return_from": Text("le premier jour d'une réinscription possible", "the first day of a possible re-entry"),
    "to_tell": Text("qui doit être informé maintenant", "who must be told now"),
}

RULES: Rulebook[Any] = Rulebook(LAW.norms)


@dataclass
class _Entry:
    """The entry being gone through: its status, since when, and who must be told."""

    weighing: Weighing
    facts: Mapping[str, Any]
    day: date
    status: str = "to_tell"
    since: date | None = None
    comments_until: date | None = None
    decision_from: date | None = None
    return_from: date | None = None
    to_tell: list[str] = field(default_factory=list)

    def stands(self, status: str, since: date | None) -> None:
        self.status, self.since = status, since


def weigh_register(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on the entry of a mediator or of an arbitrator on the register."""
    entry = _Entry(weighing, facts, facts["on"])
    missing = _information(entry)
    if RULES.in_force((f"{R061}/s10",), entry.day) is None:
        if facts["lost_right"] or facts["removal"] or facts["removed"]:
            weighing.leave_to_a_person(f"{R06}/s4-s12", _OLD_REGISTER)
    else:
        _leaving(entry)
    return weighing.decide(
        {
            "status": entry.status,
            "since": entry.since,
            "missing_details": missing,
            "comments_until": entry.comments_until,
            "decision_from": entry.decision_from,
            "return_from": entry.return_from,
            "to_tell": entry.to_tell,
        }
    )


def _information(entry: _Entry) -> list[str]:
    """What the Minister was told when the person was certified, by the text of that day or of the question."""
    role = entry.facts["role"]
    ids = (f"{R061}/s3", f"{R06}/s3") if role == "mediator" else (f"{R061}/s35",)
    day = entry.day
    norm_id = cast(str, RULES.in_force(ids, day))
    missing: list[str] = RULES.at(norm_id, day)(entry, norm_id, day)
    told, entered = entry.facts["told_minister"], entry.facts["entered"]
    if entered is not None:
        entry.stands("entered", entered)
    elif told is not None:
        entry.stands("to_enter", told)
    else:
        entry.stands("to_tell", entry.facts["certified"])
        entry.to_tell.append("minister")
    if told is not None and missing:
        entry.to_tell.append("minister")
    return missing


@RULES.encodes(f"{R06}/s3", f"{R061}/s3", f"{R061}/s35")
def information(entry: _Entry, norm_id: str, day: date) -> list[str]:
    """Section 3 of both regulations and section 35: the Minister is told without delay."""
    told, details = entry.facts["told_minister"], entry.facts["details"]
    asked = ASKED[entry.facts["role"]]
    missing = [] if details is None else [each for each in asked if each not in details]
    holds = None if told is None or details is None else not missing
    if told is None:
        because = _NOT_TOLD
    elif details is None:
        because = _SENT_UNKNOWN
    elif missing:
        because = _MISSING.fill(count=len(missing))
    else:
        because = _TOLD.fill(day=short_date(told))
    pointers = ("/told_minister", "/details")
    entry.weighing.weigh(norm_id, day=day, holds=holds, because=because, facts=pointers)
    return missing


def _leaving(entry: _Entry) -> None:
    facts, weighing = entry.facts, entry.weighing
    lost = facts["lost_right"]
    if facts["role"] == "mediator":
        RULES.at(f"{R061}/s10", entry.day)(entry, lost)
        if facts["removal"] is not None:
            weighing.leave_to_a_person(f"{R061}/s4-s9", _MEDIATOR_REMOVED)
    else:
        if lost is not None:
            weighing.leave_to_a_person(f"{R061}/s10", _ARBITRATOR_LOST)
        if facts["removal"] is not None:
            RULES.at(f"{R061}/s49-al1-notice", entry.day)(entry, facts["removal"])
    if facts["removed"] is not None:
        entry.stands("removed", facts["removed"])
        if facts["role"] == "arbitrator" and facts["removal"] is not None:
            RULES.at(f"{R061}/s49-al2", entry.day)(entry, facts["removed"])


@RULES.encodes(f"{R061}/s10")
def lost_right(entry: _Entry, lost: Mapping[str, Any] | None) -> None:
    """Section 10: told of the loss, the clerk takes the name off, tells the certifier, and the parties if need be."""
    if lost is None:
        entry.weighing.weigh(f"{R061}/s10", day=entry.day, holds=None, because=_KEPT, facts=("/lost_right",))
        return
    told = lost["told_clerk"]
    because = _LOST.fill(day=short_date(told))
    day = max(told, REGULATION)
    entry.weighing.weigh(f"{R061}/s10", day=day, holds=True, because=because, facts=("/lost_right",))
    if entry.facts["removed"] is None:
        entry.stands("to_remove", told)
        entry.to_tell.append("certifier")
        if entry.facts["mandate_running"]:
            entry.to_tell.extend(("parties", "service"))


@RULES.encodes(f"{R061}/s49-al1-notice", f"{R061}/s49-al1-reason", f"{R061}/s49-al1-certifier")
def removal(entry: _Entry, considered: Mapping[str, Any]) -> None:
    """Section 49, par. 1: a written notice with its reasons, at least 10 days for comments, then the clerk decides."""
    weighing, notice = entry.weighing, considered["notice"]
    day = max(notice, REGULATION)
    period = cast(Period, weighing.parameter(f"{R061}/s49-comments", day=day))
    given = considered["days_given"]
    counted = notice + timedelta(days=max(period.number, given or period.number))
    entry.comments_until = next_working_day(counted, Holidays.CIVIL_PROCEDURE)
    entry.decision_from = entry.comments_until + _DAY
    removed = entry.facts["removed"]
    holds, because = _notice_holds(considered, period.number, removed, counted)
    pointers = ("/removal/notice", "/removal/reasons_given", "/removal/days_given")
    weighing.weigh(f"{R061}/s49-al1-notice", day=day, holds=holds, because=because, facts=pointers)
    serious = considered["serious_reason"]
    because = _CLERK_DECIDES if serious is None else _CLERK_FOUND
    weighing.weigh(
        f"{R061}/s49-al1-reason", day=day, holds=serious, because=because, facts=("/removal/serious_reason",)
    )
    if serious is None and removed is None:
        weighing.leave_to_a_person(f"{R061}/s49-al1-reason", _CLERK_DECIDES)
        decided = entry.day >= entry.decision_from
        entry.stands("to_decide" if decided else "comments", entry.decision_from if decided else notice)
    if serious and removed is None:
        entry.stands("to_remove", None)
        entry.to_tell.append("certifier")
    weighing.weigh(
        f"{R061}/s49-al1-certifier",
        day=day,
        holds=True if serious or removed else None,
        because=_CERTIFIER_TOLD,
        facts=("/removed",),
    )


def _notice_holds(
    considered: Mapping[str, Any], least: int, removed: date | None, counted: date
) -> tuple[bool | None, Text]:
    given, reasons = considered["days_given"], considered["reasons_given"]
    if reasons is False:
        return False, _NO_REASONS
    if removed is not None and removed <= counted:
        return False, _TOO_SOON.fill(day=short_date(removed), last=short_date(counted))
    if given is None or reasons is None:
        return None, _NOTICE_UNKNOWN
    return given >= least, _NOTICE.fill(days=given, least=least)


@RULES.encodes(f"{R061}/s49-al2")
def may_return(entry: _Entry, removed: date) -> None:
    """Section 49, par. 2: entered again on request, after 6 months."""
    day = max(removed, REGULATION)
    last = cast(Period, entry.weighing.parameter(f"{R061}/s49-reentry", day=day)).after(removed)
    entry.return_from = last + _DAY
    because = _RETURN.fill(day=short_date(removed), last=short_date(last))
    over = entry.day > last
    asked = entry.facts["reentry_requested"] is not None
    holds = over if asked else None
    entry.weighing.weigh(f"{R061}/s49-al2", day=day, holds=holds, because=because, facts=("/reentry_requested",))
    if over:
        entry.stands("may_return", entry.return_from)
    if over and asked:
        entry.weighing.leave_to_a_person(f"{R061}/s49-al2", _RETURN_LEFT)


QUESTION = Question(
    id="small-claims/register",
    title=Text(
        "Cette personne est-elle au registre des médiateurs et des arbitres?",
        "Is this person on the register of mediators and arbitrators?",
    ),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_register,
)
