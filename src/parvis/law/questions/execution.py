"""small-claims/execution: weighs what lets execution start, what bars a measure, who takes it, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.period import Period
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text
from parvis.law.questions.execution_facts import AWARD_EXECUTION, FACTS, OUTCOME
from parvis.law.questions.judgment_conditions import Weighed, weigh_norms
from parvis.law.questions.timetable_parts import limit_of_judgment
from parvis.law.texts import LAW
from parvis.law.texts.c25_01 import instalments
from parvis.law.texts.c25_01.execution import MEASURE, RULES, START, WAIT, executed_from
from parvis.law.texts.c25_01.judgment import last_day_of
from parvis.law.texts.c25_01_r13.tariff import ONCE
from parvis.law.texts.c25_01_r13.tariff import RULES as TARIFF

_PRESCRIPTION = "ccq/a2924"
_RESIDENCE = "ccp/a700-residence"
_ONCE = "c25.01-r13/s4-al2-once"
_FIRST_NOTICE = ("c25.01-r13/s4-al1-notice", "c25.01-r13/s4-al1-soquij")
_AGREEMENT = "h-4.1-r13.1/s31-instalments"
_NOTHING = Money.parse("0.00")
_DECLARES = Text("Déclaration du tiers saisi: au plus tard le {day}.", "The garnishee declares by {day}.")

GARNISHEE: Rulebook[Any] = Rulebook(LAW.norms)


def weigh_execution(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on the execution of a judgment or an award."""
    on = facts["on"]
    start = weigh_norms(weighing, RULES, START, facts, on).with_(
        weigh_norms(weighing, RULES, WAIT, facts, _judged(facts))
    )
    measure = weigh_norms(weighing, RULES, MEASURE, facts, on)
    plan = _instalments(weighing, facts)
    last = limit_of_judgment(weighing, _runs_from(facts), "/last_seizure" if facts["last_seizure"] else "/judgment")
    barred = [*start.unmet, *([plan["norm"]] if plan and plan["stand"] else [])]
    if measure.holds(_RESIDENCE) is False:
        barred.append(_RESIDENCE)
    if last is not None and on > last.latest:
        barred.append(_PRESCRIPTION)
    days = executed_from(weighing, facts)
    return weighing.decide(
        {
            "may_execute": _may_execute(facts, barred, start, measure, plan, days),
            "first_day": days and days[1],
            "earliest_day": days and days[0],
            "by": _by(facts, measure),
            "barred_by": sorted(barred),
            "court_cost": _court_cost(weighing, facts),
            "instalment_fee": _instalment_fee(weighing, facts),
            "ministry_pays_bailiff": bool(measure.holds("ccp/modest-claims")),
            "movables_kept": _movables_kept(weighing, facts),
            "instalments": plan and {key: plan[key] for key in ("stand", "cure_by", "no_later_than")},
            "garnishee_declares_by": garnishee_declares(weighing, facts),
            "prescribed_after": last and last.safe,
            "undetermined": sorted(
                {*start.undetermined, *measure.undetermined, *(plan["undetermined"] if plan else [])}
            ),
            "needed": list(dict.fromkeys([*start.needed, *measure.needed, *(plan["needed"] if plan else [])])),
        }
    )


def _judged(facts: Mapping[str, Any]) -> date:
    """The day whose law fixes how long execution waits: that of the judgment; an award is of the present Code."""
    return cast(date, facts["on"] if facts["kind"] == "award" else facts["judgment"])


def _runs_from(facts: Mapping[str, Any]) -> date | None:
    """The day from which the ten years run: the judgment or the homologation, or the last seizure."""
    first = facts["homologated"] if facts["kind"] == "award" else facts["judgment"]
    return cast("date | None", facts["last_seizure"] or first)


def _may_execute(
    facts: Mapping[str, Any],
    barred: list[str],
    start: Weighed,
    measure: Weighed,
    plan: Mapping[str, Any] | None,
    days: tuple[date, date] | None,
) -> bool | None:
    """False where a norm bars it; None where a fact is missing, or the days of an award are not certain."""
    if barred:
        return False
    unsettled = start.undetermined or _RESIDENCE in measure.undetermined
    if unsettled or (plan is not None and plan["stand"] is None):
        return None
    return days is not None and facts["on"] >= days[1]


def _by(facts: Mapping[str, Any], measure: Weighed) -> str | None:
    """Who takes the measure; None where it is not chosen, or where what decides is not known."""
    if facts["measure"] is None or "ccp/a566-income" in measure.undetermined:
        return None
    return "creditor" if measure.holds("ccp/a566-income") else "bailiff"


def _instalments(weighing: Weighing, facts: Mapping[str, Any]) -> dict[str, Any] | None:
    """Whether the instalments stand (execution then waits), until when a default is cured, and their last day."""
    plan = facts["instalments"]
    if plan is None:
        return None
    by_court = plan["granted_by"] == "court"
    norms = instalments.BY_COURT if by_court else instalments.BY_BAILIFF
    weighed = weigh_norms(weighing, instalments.RULES, norms, facts, plan["from"])
    missed = plan["missed"]
    stand = None if None in (weighed.holds(each) for each in norms) else weighed.all_hold
    return {
        "norm": "ccp/a565-instalments" if by_court else "ccp/a663-agreement",
        "stand": False if weighed.unmet else stand,
        "cure_by": instalments.last_day_to_cure(weighing, missed) if by_court and missed is not None else None,
        "no_later_than": None if by_court else instalments.longest(weighing, plan["from"]),
        "undetermined": weighed.undetermined,
        "needed": weighed.needed,
    }


def _court_cost(weighing: Weighing, facts: Mapping[str, Any]) -> dict[str, Any] | None:
    """R. 13, s. 4: what the clerk charges for the first notice of execution; null amounts where it was not seen."""
    first, creditor, on = facts["first_notice"], facts["creditor"], facts["on"]
    if first is None or creditor is None:
        return None
    once = ONCE.at(_ONCE, on)(first)
    weighing.weigh(_ONCE, day=on, holds=True, because=once.because, facts=("/first_notice",))
    if not first:
        return {"due": False, "notice": _NOTHING, "search": _NOTHING}
    notice, search = (_fee(weighing, norm_id, creditor, on, "/creditor") for norm_id in _FIRST_NOTICE)
    return {"due": True, "notice": notice, "search": search}


def _fee(weighing: Weighing, norm_id: str, person: str, day: date, where: str) -> Money | None:
    """A fee of a tariff on that day; None where no source gives it."""
    fee = TARIFF.at(norm_id, day)(weighing, person, day)
    holds = None if fee.amount is None else True
    weighing.weigh(norm_id, day=day, holds=holds, because=fee.because, facts=(where,))
    return fee.amount


def _instalment_fee(weighing: Weighing, facts: Mapping[str, Any]) -> Money | None:
    """H-4.1, r. 13.1, s. 31: the bailiff's fee for an agreement by instalments; null where it was not seen."""
    plan = facts["instalments"]
    if plan is None or plan["granted_by"] != "bailiff":
        return None
    return _fee(weighing, _AGREEMENT, facts["creditor"] or "natural_person", plan["from"], "/instalments/from")


def _movables_kept(weighing: Weighing, facts: Mapping[str, Any]) -> Any:
    if facts["measure"] != "movables":
        return None
    return weighing.parameter("ccp/a694-movables", day=facts["on"])


@GARNISHEE.encodes("ccp/a566-declaration")
def garnishee_declares(weighing: Weighing, facts: Mapping[str, Any]) -> date | None:
    """CCP 566: the last day of the garnishee to declare, 10 days from the notice; None where it was not notified."""
    notified = facts["garnishee_notified"]
    if notified is None:
        return None
    period = cast(Period, weighing.parameter("ccp/a566-declaration", day=notified))
    last = last_day_of(weighing, notified, period, "/garnishee_notified").day
    because = _DECLARES.fill(day=last)
    weighing.weigh("ccp/a566-declaration", day=notified, holds=True, because=because, facts=("/garnishee_notified",))
    return last


QUESTION = Question(
    id="small-claims/execution",
    title=Text("Quand et comment faire exécuter le jugement?", "When and how may the judgment be executed?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_execution,
    readings=(AWARD_EXECUTION,),
)
