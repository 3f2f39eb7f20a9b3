"""consumer/warranty: which warranties may be relied on, against whom, and what is left to a judge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Verdict
from parvis.law.kernel.text import Text
from parvis.law.questions.warranty_facts import FACTS, OUTCOME
from parvis.law.texts.p_40_1.warranty import (
    FACTORS,
    RULES,
    WEAR,
    GoodWorkingOrder,
    additional_warranty,
    from_a_merchant,
    good_working_order,
)

_OF_THE_ACT = ("cpa/s37", "cpa/s38", "cpa/s53-al1", "cpa/s53-al2", "cpa/s53-al3")
_OF_A_LATER_BUYER = ("cpa/s53-al1", "cpa/s53-al2", "cpa/s53-al3", "cpa/s53-al4")
_OF_THE_CODE = ("ccq/a1726",)
_GROUNDS = {
    "unfit": ("cpa/s37",),
    "short_life": ("cpa/s38",),
    "latent_defect": ("cpa/s53-al1", "ccq/a1726"),
    "missing_instructions": ("cpa/s53-al2",),
}


def weigh_warranty(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on what the buyer may rely on."""
    day = facts["bought"]
    weighed = {norm_id: _weighed(weighing, facts, norm_id, day) for norm_id in _norms(facts)}
    notice = _notice(weighing, facts, weighed, day)
    order = _good_working_order(weighing, facts)
    grounds = [{"norm": each, "holds": weighed[each].holds} for each in _grounds(facts) if each in weighed]
    if order is not None:
        grounds.append({"norm": "cpa/s38-repair", "holds": order.free_repair})
    known = [ground["holds"] for ground in grounds]
    missing = _needed_for_good_order(weighing, facts, order)
    needed = [pointer for verdict in weighed.values() for pointer in verdict.needed]
    return weighing.decide(
        {
            "covered": True if True in known else None if None in known or missing else False,
            "grounds": grounds,
            "against": _against(facts, grounds),
            "factors": [*FACTORS, *([WEAR] if facts["new"] is False else [])]
            if facts["problem"] == "short_life"
            else [],
            "good_working_order": None if order is None else {"until": order.until, "free_repair": order.free_repair},
            "notice": notice,
            "additional_warranty": _additional(weighing, facts),
            "prescription": {"question": "limits/prescription", "claim": _claim(grounds)},
            "needed": [*dict.fromkeys(needed), *missing],
        }
    )


def _norms(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The warranties to weigh: those of the Act with a merchant, those of a later buyer, those of every sale."""
    if from_a_merchant(facts):
        return (*_OF_THE_ACT, *_OF_THE_CODE)
    return (*_OF_A_LATER_BUYER, *_OF_THE_CODE) if facts["consumer"] else _OF_THE_CODE


def _grounds(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The warranties that the problem calls for; outside the Act, goods that failed leave the warranty of every sale."""
    problem = facts["problem"]
    outside = not from_a_merchant(facts) and problem in ("unfit", "short_life")
    return _OF_THE_CODE if outside else _GROUNDS[problem]


def _weighed(weighing: Weighing, facts: Mapping[str, Any], norm_id: str, day: date) -> Verdict:
    verdict: Verdict = RULES.at(norm_id, day)(weighing, facts, day)
    weighing.weigh(norm_id, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
    return verdict


def _notice(
    weighing: Weighing, facts: Mapping[str, Any], weighed: dict[str, Verdict], day: date
) -> dict[str, Any] | None:
    """CCQ 1739: only a latent defect calls for it."""
    if facts["problem"] != "latent_defect":
        return None
    for norm_id in ("ccq/a1739", "ccq/a1739-al2"):
        weighed[norm_id] = _weighed(weighing, facts, norm_id, day)
    excused = weighed["ccq/a1739-al2"].holds
    lateness = None if excused is None else not excused
    return {"needed": True, "given": facts["notice_given"] is not None, "lateness_matters": lateness}


def _first_delivery(facts: Mapping[str, Any]) -> date | None:
    """The day from which the warranty of good working order runs; not known for a later buyer who was not told it."""
    delivered: date | None = facts["delivered"]
    return facts["bought"] if delivered is None and facts["seller"] == "merchant" else delivered


def _good_working_order(weighing: Weighing, facts: Mapping[str, Any]) -> GoodWorkingOrder | None:
    day = _first_delivery(facts)
    if day is None or not weighing.norms.in_force("cpa/s38-1-goods", day):
        return None
    return good_working_order(weighing, facts, day)


def _against(facts: Mapping[str, Any], grounds: list[dict[str, Any]]) -> list[str]:
    """Who may be sued on the grounds that hold or that a judge may find to hold."""
    found = set()
    for ground in grounds:
        if ground["holds"] is False:
            continue
        norm, merchant = ground["norm"], from_a_merchant(facts)
        if norm == "cpa/s38-repair":
            found |= {"merchant", "manufacturer"}  # the warranty follows the goods
        elif norm == "ccq/a1726":
            found.add("merchant" if facts["seller"] == "merchant" else "seller")
        elif norm in ("cpa/s37", "cpa/s38"):
            found.add("merchant")
        else:
            found |= {"merchant", "manufacturer"} if merchant else {"manufacturer"}
    return [each for each in ("merchant", "manufacturer", "seller") if each in found]


def _additional(weighing: Weighing, facts: Mapping[str, Any]) -> dict[str, Any] | None:
    extra = facts["additional_warranty"]
    if extra is None or not weighing.norms.in_force("cpa/s228-3-cancel", extra["contract"]):
        return None
    return additional_warranty(weighing, facts, extra["contract"])


def _claim(grounds: list[dict[str, Any]]) -> str:
    """Which time to sue is asked about: that of the Act where it gives a ground, else that of a latent defect."""
    return "consumer_act" if any(ground["norm"].startswith("cpa/") for ground in grounds) else "latent_defect"


def _needed_for_good_order(weighing: Weighing, facts: Mapping[str, Any], order: GoodWorkingOrder | None) -> list[str]:
    """The facts on which the warranty of good working order turns, where they are not known."""
    if order is not None:
        return ["/abusive_use"] if order.free_repair is None else []
    day = _first_delivery(facts)
    in_force = weighing.norms.in_force("cpa/s38-1-goods", day or facts["bought"])
    if not in_force or not facts["consumer"] or facts["goods"] == "other" or facts["new"] is False:
        return []
    return [*(["/new"] if facts["new"] is None else []), *(["/delivered"] if day is None else [])]


QUESTION = Question(
    id="consumer/warranty",
    title=Text("Mon bien est brisé: quelle garantie ai-je?", "My goods failed: which warranty have I?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_warranty,
)
