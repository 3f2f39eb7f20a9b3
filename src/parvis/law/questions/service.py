"""small-claims/service: weighs what the clerk receives and notifies, and on which day the notification counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.questions.answer_days import as_outcome, counted
from parvis.law.questions.service_facts import FACTS, OUTCOME
from parvis.law.texts.c25_01.application import ADMISSION, CONTENT
from parvis.law.texts.c25_01.application import RULES as APPLICATION
from parvis.law.texts.c25_01.notification import RULES, Arrival

_ACKNOWLEDGED = "ccp/a110-al3-acknowledged"
#: The norms of each method, in the order of the text; the last one with a day gives the day.
_METHODS: Mapping[str, tuple[str, ...]] = {
    "registered_mail": ("ccp/a110-al1-method", "ccp/a131-al2-date"),
    "mail": ("ccp/a110-al1-method",),
    "bailiff": ("ccp/a110-al1-method", "ccp/a111-al1-hours"),
    "courier": ("ccp/a110-al1-method", "ccp/a111-al1-hours", "ccp/a132-al2-date"),
    "technological": ("ccp/a110-al1-method", "ccp/a111-al2-technological", "ccp/a133-al2-consent"),
    "public_notice": ("ccp/a110-al1-method", "ccp/a136-public-notice"),
}
#: What follows a delivery that fails: the norm, and what the clerk does.
_FAILED: Mapping[str, tuple[str, str | None]] = {
    "notice_of_visit": ("ccp/a129-notice-of-visit", None),
    "refused": ("quebec.ca/refused-delivery", "bailiff"),
    "unclaimed": ("quebec.ca/refused-delivery", "bailiff"),
    "wrong_address": ("quebec.ca/cannot-be-found", "new_address"),
    "not_found": ("quebec.ca/cannot-be-found", "public_notice"),
}


@dataclass(frozen=True, slots=True)
class _Notified:
    """When the notification counts, whether it is regular, what follows, and what would settle it."""

    day: date | None = None
    regular: bool | None = None
    next: str | None = None
    needed: tuple[str, ...] = ()


def weigh_service(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on the claim received, the claim notified, and the last days that follow."""
    day = facts["claim_filed"] or facts["on"]
    content = {norm_id: _weighed_condition(weighing, facts, norm_id, day) for norm_id in CONTENT}
    for norm_id in ADMISSION:
        _weighed_condition(weighing, facts, norm_id, day)
    lacking = [pointer for verdict in content.values() if verdict.holds is False for pointer in verdict.facts]
    unknown = [pointer for verdict in content.values() for pointer in verdict.needed]
    refused = facts["admissible"] is False
    review = counted(weighing, "review_inadmissible", facts["inadmissible_notified"], "/inadmissible_notified")
    notified = _Notified() if refused else _notified(weighing, facts)
    where = "/acknowledged" if notified.day == facts["acknowledged"] else "/delivery"
    answer = counted(weighing, "answer", notified.day, where)
    needed = [*unknown, *notified.needed]
    needed += ["/inadmissible_notified"] if refused and review is None else []
    return weighing.decide(
        {
            "complete": False if lacking else None if unknown else True,
            "missing": lacking,
            "opened": facts["admissible"],
            "review": as_outcome(review),
            "notified_by": "clerk",
            "with": ["application", "options", "exhibits"],
            "notified_on": notified.day,
            "regular": notified.regular,
            "answer": as_outcome(answer),
            "next": notified.next,
            "needed": list(dict.fromkeys(needed)),
        }
    )


def _weighed_condition(weighing: Weighing, facts: Mapping[str, Any], norm_id: str, day: date) -> Any:
    verdict = APPLICATION.at(norm_id, day)(weighing, facts, day)
    weighing.weigh(norm_id, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
    return verdict


def _weighed(weighing: Weighing, facts: Mapping[str, Any], norm_id: str, day: date) -> Arrival:
    arrival = RULES.at(norm_id, day)(weighing, facts)
    weighing.weigh(norm_id, day=day, holds=arrival.holds, because=arrival.because, facts=arrival.facts)
    return arrival


def _notified(weighing: Weighing, facts: Mapping[str, Any]) -> _Notified:
    """The day that counts: what the defendant admits or what the method proves, the earlier where both are known."""
    law_day = facts["claim_filed"] or facts["on"]
    admitted = _weighed(weighing, facts, _ACKNOWLEDGED, law_day).day
    proved = _Notified() if facts["delivery"] is None else _by_method(weighing, facts, law_day)
    if admitted is None:
        needed = ("/delivery",) if facts["delivery"] is None else proved.needed
        return _Notified(proved.day, proved.regular, proved.next, needed)
    day = admitted if proved.day is None else min(admitted, proved.day)
    return _Notified(day, True)


def _by_method(weighing: Weighing, facts: Mapping[str, Any], law_day: date) -> _Notified:
    delivery = facts["delivery"]
    if delivery["result"] in _FAILED:
        norm_id, step = _FAILED[delivery["result"]]
        _weighed(weighing, facts, norm_id, law_day)
        return _Notified(next=step)
    if delivery["result"] is None:
        return _Notified(needed=("/delivery/result",))
    found = [_weighed(weighing, facts, norm_id, law_day) for norm_id in _METHODS[delivery["method"]]]
    needed = tuple(pointer for each in found for pointer in each.needed)
    days = [each.day for each in found if each.day is not None]
    day = days[-1] if days and not needed else None
    if any(each.holds is False for each in found):
        # Without consent nothing was notified; at a forbidden time, something was, and a person tells what it is worth.
        return _Notified(None if delivery["method"] == "technological" else day, False)
    return _Notified(day, True if day is not None else None, needed=needed)


QUESTION = Question(
    id="small-claims/service",
    title=Text("La demande est-elle notifiée, et depuis quand?", "Is the claim notified, and since when?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_service,
)
