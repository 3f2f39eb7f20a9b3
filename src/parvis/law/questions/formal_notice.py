"""small-claims/formal-notice: whether the formal notice is complete, and to which court it can point.

Facts (null is "not known"):

    {"on": "2026-06-01",
     "in_writing": true,
     "says": ["facts", "demand", "time", "consequence"],      // what the notice states
     "ask": "pay",                                            // pay | refund | repair | deliver | stop
     "amount": "8400.50",                                     // the sum that would be claimed; null: none, or not known
     "days": 10}                                              // the days it gives

Outcome:

    {"valid": true,                     // CCQ 1594-1595 hold; null where a fact is not known
     "missing": [],                     // of what a good notice states in practice (no article lists it)
     "court": "small_claims",           // small_claims | another | unknown, by the amount alone
     "ceiling": "15000.00",
     "interrupts_prescription": false}

When the time it gives ends is answered by `small-claims/timetable`, the only source of dates.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Amount, Day, Field, Flag, Items, Number, OneOf, Record, Schema
from parvis.law.kernel.money import Money
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.texts.ccq.default import GOOD_CONTENT, RULEBOOK

ASKS = ("pay", "refund", "repair", "deliver", "stop")
_NORMS = ("ccq/a1594", "ccq/a1595", "ccq/a2892")

FACTS = Schema(
    Record(
        (
            Field("on", Day(scheduled=True), Text("le jour de la question", "the day of the question"), True, False),
            Field("in_writing", Flag(), Text("l'avis est écrit", "the notice is in writing"), True),
            Field(
                "says",
                Items(OneOf(GOOD_CONTENT), most=4),
                Text("ce que dit l'avis", "what the notice states"),
                True,
                False,
            ),
            Field("ask", OneOf(ASKS), Text("ce qui est demandé", "what is demanded"), True, False),
            Field("amount", Amount(), Text("la somme qui serait réclamée", "the sum that would be claimed")),
            Field("days", Number(0, 3650), Text("les jours que donne l'avis", "the days that the notice gives"), True),
        )
    ),
    answers_from=date(2002, 1, 1),
)

OUTCOME = {
    "valid": Text("les articles 1594 et 1595 sont respectés", "articles 1594 and 1595 are respected"),
    "missing": Text(
        "ce qui manque d'un bon avis selon la pratique", "what is missing of a good notice, as practice holds it"
    ),
    "court": Text(
        "le tribunal selon la somme seule: small_claims, another ou unknown",
        "the court by the sum alone: small_claims, another or unknown",
    ),
    "ceiling": Text("le plafond des petites créances ce jour-là", "the ceiling of small claims on that day"),
    "interrupts_prescription": Text("l'avis interrompt la prescription", "the notice interrupts prescription"),
}


def weigh_formal_notice(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on a formal notice: what it needs, what it lacks, what it does not do."""
    day = facts["on"]
    holds: dict[str, bool | None] = {}
    for norm_id in _NORMS:
        verdict = RULEBOOK.at(norm_id, day)(weighing, facts, day)
        weighing.weigh(norm_id, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
        holds[norm_id] = verdict.holds
    needed = (holds["ccq/a1594"], holds["ccq/a1595"])
    ceiling = cast(Money, weighing.parameter("ccp/a536-ceiling", day=day))
    return weighing.decide(
        {
            "valid": False if False in needed else None if None in needed else True,
            "missing": [part for part in GOOD_CONTENT if part not in facts["says"]],
            "court": _court(facts, ceiling),
            "ceiling": ceiling,
            "interrupts_prescription": holds["ccq/a2892"],
        }
    )


def _court(facts: Mapping[str, Any], ceiling: Money) -> str:
    """By the amount alone (CCP 536, par. 1); an order to stop is not a claim for a sum, so nothing is said of it."""
    if facts["amount"] is None or facts["ask"] == "stop":
        return "unknown"
    return "small_claims" if facts["amount"] <= ceiling else "another"


QUESTION = Question(
    id="small-claims/formal-notice",
    title=Text("Ma mise en demeure est-elle complète?", "Is my formal notice complete?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_formal_notice,
)
