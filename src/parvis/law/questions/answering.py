"""small-claims/answer: every option of a person sued, with its last day, what it still needs, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.questions.answer_days import as_outcome, counted, last_day
from parvis.law.questions.answer_facts import FACTS, OUTCOME
from parvis.law.texts.c25_01.answer import ACTS, EFFECTS, NORMS, OPTIONS, RULES, Option, option_verdict
from parvis.law.texts.c25_01.answer_default import JUDGE_DECIDES, Course
from parvis.law.texts.c25_01.answer_default import RULES as DEFAULT

_DAY = timedelta(days=1)
_CONDITIONS = (
    *NORMS,
    *EFFECTS,
    "ccp/a549-al1-grounds",
    "quebec.ca/payment-includes-fees",
    "quebec.ca/contestation-fees",
)
_SILENCE = Text(
    "Sans réponse à temps, un jugement peut être rendu contre vous, sans autre avis et sans délai de plus.",
    "Without an answer in time, judgment may be rendered against you, without further notice or extension.",
)


def weigh_answer(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on what may be answered, by when, and what silence brings."""
    told = {**facts, "also": facts["also"] or [], "done": facts["done"] or []}
    notified, answered = facts["claim_notified"], facts["answered"]
    timing = counted(weighing, "answer", notified, "/claim_notified")
    first = counted(weighing, "default_judgment_possible", notified, "/claim_notified")
    by = last_day(timing)
    then = _then(weighing, facts)
    course = Course(weighing.on, by, answered, facts["judgment"], _grounds_by(told, then))
    _weigh_conditions(weighing, told, notified or weighing.on)
    _weigh_course(weighing, course, notified or weighing.on)
    to_pay = _to_pay(facts)
    return weighing.decide(
        {
            "status": course.status,
            "last_day": by,
            "days": None if timing is None else timing.days,
            "moved_by": None if timing is None else timing.moved_by,
            "default_from": course.grounds_by + _DAY
            if course.grounds_by and course.lacks_grounds
            else first and first.first_day,
            "in_time": None if answered is None or by is None else answered <= by,
            "silence": _SILENCE,
            "to_pay": to_pay,
            "options": [_shown(weighing, option, told, by) for option in OPTIONS],
            "then": then,
            "form": "SJ-871E",
            "needed": _needed(facts, to_pay),
        }
    )


def _weigh_conditions(weighing: Weighing, facts: Mapping[str, Any], day: date) -> None:
    for norm_id in _CONDITIONS:
        verdict = RULES.at(norm_id, day)(weighing, facts, day)
        weighing.weigh(norm_id, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)


def _weigh_course(weighing: Weighing, course: Course, day: date) -> None:
    for norm_id in ("ccp/a546-al2-default", "ccp/a552-default", "quebec.ca/late-answer"):
        verdict = DEFAULT.at(norm_id, day)(course)
        weighing.weigh(norm_id, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
    if course.status == "answered_late":
        weighing.leave_to_a_person("quebec.ca/late-answer", JUDGE_DECIDES)


def _shown(weighing: Weighing, option: Option, facts: Mapping[str, Any], by: date | None) -> dict[str, Any]:
    verdict = option_verdict(option, facts)
    missing = option.missing(facts) if option.taken(facts) else list(option.needs)
    return {
        "key": option.key,
        "norm": option.norm,
        "cite": weighing.norms.at(option.norm, weighing.on).cite,
        "how": option.how,
        "effect": option.effect,
        "effect_norm": option.effect_norm,
        "last_day": by,
        "only_with_contestation": option.with_contestation,
        "taken": option.taken(facts),
        "complete": verdict.holds,
        "missing": [{"act": act, "is": ACTS[act]} for act in missing],
    }


def _to_pay(facts: Mapping[str, Any]) -> Money | None:
    """What a payment includes: the amount claimed and what the other party paid to file (CCP 547, justice.gouv.qc.ca)."""
    amount, costs = facts["claim_amount"], facts["claimant_costs"]
    return None if amount is None or costs is None else amount + costs


#: The time limits that an answer may start: the deadline, who acts, its norm, and the fact from which it runs.
_THEN = (
    ("grounds", "defendant", "ccp/a549-grounds", "grounds_asked"),
    ("transfer_comments", "claimant", "ccp/a548-transfer", "referral_notified"),
)


def _then(weighing: Weighing, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The grounds that the clerk asks for, the comments on a referral: each with its last day, null where not started."""
    found: dict[str, Any] = {}
    for key, who, norm, start in _THEN:
        shown = as_outcome(counted(weighing, key, facts[start], f"/{start}"))
        found[key] = None if shown is None else {"who": who, "norm": norm, **shown}
    return found


def _grounds_by(facts: Mapping[str, Any], then: Mapping[str, Any]) -> date | None:
    """The last day for grounds that were asked for and are not given (CCP 549, par. 2)."""
    if facts["choice"] != "contest" or "grounds_given" in facts["done"] or then["grounds"] is None:
        return None
    found: date | None = then["grounds"]["last_day"]
    return found


def _needed(facts: Mapping[str, Any], to_pay: Money | None) -> list[str]:
    needed = [] if facts["claim_notified"] else ["/claim_notified"]
    if to_pay is None and facts["choice"] in ("pay_court_office", "pay_claimant"):
        needed += [f"/{name}" for name in ("claim_amount", "claimant_costs") if facts[name] is None]
    return needed


QUESTION = Question(
    id="small-claims/answer",
    title=Text("On me poursuit: que puis-je répondre?", "I am being sued: what may I answer?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_answer,
)
