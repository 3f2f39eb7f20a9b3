"""small-claims/timetable: every date that follows from what has happened. The only source of dates of a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from parvis.law.kernel.calendar import Holidays, holidays
from parvis.law.kernel.deadline import Deadline, Timing, time
from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text
from parvis.law.questions import mediation_route_facts
from parvis.law.questions.timetable_facts import EVENTS, FACTS, OUTCOME, READINGS
from parvis.law.questions.timetable_parts import (
    Item,
    award,
    file_claim,
    formal_notice,
    homologation,
    judgment_prescription,
    service,
)
from parvis.law.questions.timetable_stages import STAGES, stage_of, stages_outcome
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_6_1.route import subject_of
from parvis.law.texts.deadlines import deadlines
from parvis.law.texts.orders_2020.suspension import NORM as SUSPENSION
from parvis.law.texts.orders_2020.suspension import ran_then, suspension

RULES: Rulebook[Callable[..., None]] = Rulebook(LAW.norms)
_ROUTE_READINGS = {each.key: each for each in mediation_route_facts.READINGS}


def weigh_timetable(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on every date of the file."""
    events = facts["events"]
    route = _route(weighing, facts)
    items = [
        *formal_notice(weighing, facts),
        *file_claim(weighing, facts),
        *service(weighing, facts),
        *(item for deadline in deadlines() for item in _counted(weighing, facts, deadline, route)),
        *judgment_prescription(weighing, facts),
        *award(weighing, facts),
        *homologation(weighing, facts),
    ]
    order = {stage.key: rank for rank, stage in enumerate(STAGES)}
    items.sort(key=lambda item: order[item.stage])
    stage = stage_of(events, weighing.on, items, route)
    items = [replace(item, over=order[item.stage] < order[stage]) for item in items]
    return weighing.decide(
        {
            "stage": stage,
            "stages": stages_outcome(stage, events),
            "route": route,
            "items": [item.as_outcome(weighing.on) for item in items],
            "next": {person: _next(items, person, stage, weighing.on) for person in ("claimant", "defendant")},
        }
    )


def _route(weighing: Weighing, facts: Mapping[str, Any]) -> str:
    """Whether mediation is mandatory in this file; an event that only mandatory mediation knows settles it.

    Where the readings of the roll-out (the day of filing, or of contestation) disagree, it is not known: the lines of
    mandatory mediation stay, as conditional.
    """
    events = facts["events"]
    if any(events[name] for name in ("mediation_notice", "arbitration_notice_notified", "arbitration_mandate")):
        return "mandatory"
    day = events["claim_filed"] or weighing.on
    told = {
        "district": facts["district"],
        "claim_filed": events["claim_filed"],
        "contested": events["contested"],
        "claim_amount": facts["claim_amount"],
        "on": weighing.on,
    }
    unknown = ("counterclaim_amount", "exclusions", "consumer_contract", "professional_fees")
    told |= dict.fromkeys(unknown)
    # Weighed apart: this question shows the route, and small-claims/mediation-route justifies it.
    found = set()
    for chosen in _ROUTE_READINGS["r061-trigger"].alternatives:
        readings = {"r061-trigger": chosen}
        scales = Weighing(
            weighing.question, weighing.on, weighing.norms, weighing.parameters, _ROUTE_READINGS, readings
        )
        found.add(subject_of(scales, told, day).mandatory)
    mandatory = found.pop() if len(found) == 1 else None
    return "unknown" if mandatory is None else "mandatory" if mandatory else "voluntary"


def _counted(weighing: Weighing, facts: Mapping[str, Any], deadline: Deadline, route: str) -> list[Item]:
    events = facts["events"]
    happened = events[deadline.trigger]
    day = happened or weighing.on
    if not weighing.norms.in_force(deadline.norm, day):
        return []
    if deadline.requires_mandatory and route == "voluntary" and happened is None:
        return []
    if deadline.only_by_default and events["judgment_by_default"] is False:
        return []
    first = events[deadline.capped_after] if deadline.capped_after else None
    if first is not None and not weighing.norms.in_force(deadline.norm, first):
        return []  # a judgment of the former Code: its time limits for revocation were not seen
    timing = time(deadline, _defaults(deadline, events), weighing, EVENTS, (suspension(),))
    norm = weighing.lean_on(deadline.norm, day=day)
    if happened is not None:
        weighing.weigh(
            deadline.norm, day=day, holds=True, because=_because(timing), facts=(f"/events/{deadline.trigger}",)
        )
        _weigh_closed_day(weighing, deadline, timing, day)
        _weigh_suspension(weighing, deadline, timing, day)
    return [
        Item(
            key=deadline.key,
            stage=deadline.stage,
            who=deadline.who,
            act=deadline.act,
            if_missed=deadline.if_missed,
            act_other=deadline.act_other,
            if_missed_other=deadline.if_missed_other,
            timing=timing,
            norm=norm,
            trigger=deadline.trigger if happened is None else None,
            strict=deadline.strict,
            applies=None if deadline.requires_mandatory and route == "unknown" else True,
            done=any(events[name] for name in deadline.done_by),
            incidental=deadline.incidental,
            optional=deadline.optional,
        )
    ]


def _defaults(deadline: Deadline, events: Mapping[str, Any]) -> Mapping[str, Any]:
    """The events, where the shorter period is only for a default for want of an answer: an absence has the longer one."""
    if deadline.period_default == "ccp/a656-execution-default" and events["default_by_absence"]:
        return {**events, "judgment_by_default": False}
    return events


@RULES.encodes("ccp/a83", "i-16/s52")
def _weigh_closed_day(weighing: Weighing, deadline: Deadline, timing: Timing, day: date) -> None:
    """What a Saturday or a holiday does to a last day.

    CCP 83 prolongs a time limit of the Code. Elsewhere only the Interpretation Act (s. 52) was seen: it prolongs for a
    holiday of every Act, and no text that was seen says that it applies to this limit; of a Saturday it says nothing.
    """
    if timing.moved_by is None or deadline.count == "before" or not weighing.norms.in_force("ccp/a83", day):
        return
    pointers = (f"/events/{deadline.trigger}",)
    if deadline.count in ("code", "other", "first_day"):
        words = Text("Le {counted} est {why}: le délai est prolongé.", "{counted} is {why}: the period is prolonged.")
        norm_id, holds = "ccp/a83", True
    elif _is_holiday_of_every_act(timing):
        words = Text(
            "Le {counted} est {why}. La Loi d'interprétation prolonge un délai qui finit un jour férié, mais il n'est "
            "pas sûr qu'elle vise celui-ci: agissez avant.",
            "{counted} is {why}. The Interpretation Act prolongs a period that ends on a holiday, but it is not certain "
            "that it covers this one: act before.",
        )
        norm_id, holds = "i-16/s52", None
    else:
        words = Text(
            "Le {counted} est {why}; les textes vus ne disent pas que ce délai est prolongé: agissez avant.",
            "{counted} is {why}; the texts seen do not say that this period is prolonged: act before.",
        )
        norm_id, holds = "i-16/s52", None
    because = words.fill(counted=timing.counted, why=timing.moved_by)
    weighing.weigh(norm_id, day=day, holds=holds, because=because, facts=pointers)


def _is_holiday_of_every_act(timing: Timing) -> bool:
    """Whether the last day counted is a Sunday or a holiday of the Interpretation Act: a Saturday alone is none."""
    counted = timing.counted
    return counted is not None and (counted in holidays(counted.year, Holidays.EVERY_ACT) or counted.weekday() == 6)


@RULES.encodes(SUSPENSION)
def _weigh_suspension(weighing: Weighing, deadline: Deadline, timing: Timing, start: date) -> None:
    """The orders of 2020, where the limit ran on one of the days that they suspended."""
    if ran_then(start, cast(date, timing.counted)):
        because = Text(
            "Les jours suspendus en 2020 ne sont pas comptés.", "The days suspended in 2020 are not counted."
        )
        facts = (f"/events/{deadline.trigger}",)
        weighing.weigh(SUSPENSION, day=suspension().first, holds=True, because=because, facts=facts)


def _because(timing: Timing) -> Text:
    if timing.first_day is not None:
        words = Text("{days}: à partir du {day}.", "{days}: from {day} on.")
        return words.fill(days=timing.days, day=timing.first_day)
    if timing.from_day == timing.last_day == timing.counted:
        return Text("{days}: le {day}.", "{days}: {day}.").fill(days=timing.days, day=timing.last_day)
    words = Text("{days}: le {day} au plus tard.", "{days}: by {day}.")
    return words.fill(days=timing.days, day=timing.last_day or timing.from_day)


def _next(items: list[Item], person: str, stage: str, on: date) -> str | None:
    """The key of the next act of that person.

    First what may be done at this stage and has no day of its own, then the earliest day to come; an act already
    allowed counts as of today.
    """
    mine = [item for item in items if item.who in (person, "both") and not item.optional]
    mine = [item for item in mine if not item.done and not item.past(on)]
    undated = [item for item in mine if item.stage == stage and item.day is None and item.trigger is None]
    if undated:
        return undated[0].key
    dated = [(max(item.day, on), rank, item) for rank, item in enumerate(mine) if item.day is not None]
    return min(dated)[2].key if dated else None


QUESTION = Question(
    id="small-claims/timetable",
    title=Text("Que faire, et pour quand?", "What is to be done, and by when?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_timetable,
    readings=READINGS,
)
