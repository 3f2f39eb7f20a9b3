"""small-claims/formal-notice: whether the formal notice is complete, and to which court it can point.

Facts (null is "not known"):

    {"on": "2026-06-01",
     "in_writing": true,
     "says": ["facts", "demand", "time", "consequence"],      // what the notice states
     "ask": "pay",                                            // pay | refund | repair | deliver | stop
     "amount": "8400.50",                                     // the sum that would be claimed; null: none, or not known
     "days": 10,                                              // the days it gives
     // may be left out:
     "contract_sets_default": null,                           // the contract says that time alone puts in default (1594)
     "by_law": null,                                          // cases of 1597 that are met, [] for none: useful_time_passed
                                                              // | urgent | duty_not_to_do | impossible_by_fault |
                                                              // clear_refusal | repeated_refusal
     "receipt_proven": null,                                  // there is a proof that the notice was received
     "claim_filed": null,                                     // a claim is already filed in court
     "performed_since": null}                                 // since the claim, the debtor did what was owed

Outcome:

    {"valid": true,                     // CCQ 1594-1595 hold; null where a fact is not known
     "missing": [],                     // of what a good notice states in practice (no article lists it)
     "court": "small_claims",           // small_claims | another | unknown, by the amount alone
     "ceiling": "15000.00",
     "interrupts_prescription": false,
     "notice_needed": true,             // false: the contract or the law puts in default; null: not known
     "default_by": ["notice"],          // the ways that put in default on these facts: contract | notice | law | claim
     "keep_proof": true,                // no form is required (hand, email, registered mail, bailiff), but receipt is to be
                                        // proved: true where that is not done yet
     "costs_for_claimant": null}        // CCQ 1596: true where the claim came without default and the debtor then performed

A notice puts in default once the time that it gives is over.

When the time it gives ends is answered by `small-claims/timetable`, the only source of dates.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Amount, Field, Flag, Items, Number, OneOf, Record, Schema
from parvis.law.kernel.money import Money
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.texts.ccq.default import BY_LAW, GOOD_CONTENT, RULEBOOK, RULES

ASKS = ("pay", "refund", "repair", "deliver", "stop")
_NORMS = ("ccq/a1594", "ccq/a1595", "ccq/a1597", "ccq/a2892")

FACTS = Schema(
    Record(
        (
            ON,
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
            Field(
                "contract_sets_default",
                Flag(),
                Text("le contrat dit que le temps seul met en demeure", "the contract says that time puts in default"),
            ),
            Field(
                "by_law",
                Items(OneOf(BY_LAW), most=len(BY_LAW)),
                Text("les cas de l'article 1597 qui sont en cause", "the cases of article 1597 that are met"),
            ),
            Field("receipt_proven", Flag(), Text("la réception est prouvée", "receipt is proved")),
            Field("claim_filed", Flag(), Text("une demande est déposée", "a claim is filed")),
            Field("performed_since", Flag(), Text("la personne s'est exécutée depuis", "the debtor performed since")),
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
    "notice_needed": Text("un avis est nécessaire", "a notice is needed"),
    "default_by": Text("ce qui met en demeure", "what puts in default"),
    "keep_proof": Text("la réception reste à prouver", "receipt is still to be proved"),
    "costs_for_claimant": Text("les frais sont pour qui poursuit", "the costs are for the one who sued"),
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
    valid = False if False in needed else None if None in needed else True
    otherwise = _either(facts["contract_sets_default"], holds["ccq/a1597"])
    costs = RULES.at("ccq/a1596", day)(weighing, facts, _either(valid, otherwise))
    weighing.weigh("ccq/a1596", day=day, holds=costs.holds, because=costs.because, facts=costs.facts)
    ceiling = cast(Money, weighing.parameter("ccp/a536-ceiling", day=day))
    return weighing.decide(
        {
            "valid": valid,
            "missing": [part for part in GOOD_CONTENT if part not in facts["says"]],
            "court": _court(facts, ceiling),
            "ceiling": ceiling,
            "interrupts_prescription": holds["ccq/a2892"],
            "notice_needed": None if otherwise is None else not otherwise,
            "default_by": [way for way, puts in _ways(facts, valid, holds["ccq/a1597"]) if puts],
            "keep_proof": facts["receipt_proven"] is not True,
            "costs_for_claimant": _costs(facts, costs.holds),
        }
    )


def _either(one: bool | None, other: bool | None) -> bool | None:
    """Whether one of two is so; None where that is not known."""
    return True if one or other else None if one is None or other is None else False


def _ways(facts: Mapping[str, Any], valid: bool | None, by_law: bool | None) -> tuple[tuple[str, bool | None], ...]:
    """CCQ 1594: the contract, a notice, a claim, the law."""
    claim = facts["claim_filed"]
    return ("contract", facts["contract_sets_default"]), ("notice", valid), ("claim", claim), ("law", by_law)


def _costs(facts: Mapping[str, Any], without_default: bool | None) -> bool | None:
    """CCQ 1596: only once the debtor performed after a claim filed without default."""
    if facts["claim_filed"] is False or without_default is False:
        return False
    return facts["performed_since"] if without_default else None


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
