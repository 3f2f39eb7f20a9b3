"""small-claims/counterclaim: weighs article 550, with the exclusions of article 537 and the time to have it reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Verdict
from parvis.law.kernel.text import Text
from parvis.law.questions.answer_days import as_outcome, counted
from parvis.law.questions.counterclaim_facts import FACTS, OUTCOME
from parvis.law.texts.c25_01.counterclaim import CONDITIONS, RULES, ceiling, too_valuable
from parvis.law.texts.c25_01.small_claims import RULEBOOK

_EMPLOYEES = "ccp/a550-employees"
#: The exclusion of CCP 537 that answers to each matter.
_EXCLUSIONS: Mapping[str, str] = {
    "residential_lease": "ccp/a537-lease",
    "land_lease": "ccp/a537-lease",
    "support": "ccp/a537-support",
    "class_action": "ccp/a537-class-action",
    "defamation": "ccp/a537-defamation",
    "acquired": "ccp/a537-acquired",
}


def weigh_counterclaim(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on whether the defendant may claim in turn."""
    day = facts["on"]
    verdicts = {norm_id: _weighed(weighing, facts, norm_id) for norm_id in CONDITIONS}
    _weighed(weighing, facts, _EMPLOYEES)
    excluded = _excluded(weighing, facts)
    unmet = sorted(norm_id for norm_id, verdict in verdicts.items() if verdict.holds is False)
    undetermined = sorted(norm_id for norm_id, each in verdicts.items() if each.holds is None and each.needed)
    open_to_a_person = too_valuable(weighing, facts, day)
    review = counted(weighing, "counterclaim_review", facts["inadmissible_notified"], "/inadmissible_notified")
    answer = counted(weighing, "answer", facts["claim_notified"], "/claim_notified")
    return weighing.decide(
        {
            "admissible": False if unmet else None if undetermined or open_to_a_person else True,
            "ceiling": ceiling(weighing, day),
            "unmet": sorted([*unmet, *excluded]),
            "undetermined": undetermined,
            "needed": list(dict.fromkeys(each for verdict in verdicts.values() for each in verdict.needed)),
            "form": "SJ-871E",
            "with_answer_by": as_outcome(answer),
            "review": as_outcome(review),
        }
    )


def _weighed(weighing: Weighing, facts: Mapping[str, Any], norm_id: str) -> Verdict:
    day = facts["on"]
    verdict = RULES.at(norm_id, day)(weighing, facts, day)
    weighing.weigh(norm_id, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
    return verdict


def _excluded(weighing: Weighing, facts: Mapping[str, Any]) -> list[str]:
    """The exclusion of CCP 537 that keeps the matter out, weighed by the rule of jurisdiction itself."""
    norm_id, day = _EXCLUSIONS.get(facts["matter"] or ""), facts["on"]
    if norm_id is None:
        return []
    told = {"matter": facts["matter"], "acquired_for_payment": facts["matter"] == "acquired"}
    verdict: Verdict = RULEBOOK.at(norm_id, day)(weighing, told, day)
    weighing.weigh(norm_id, day=day, holds=verdict.holds, because=verdict.because, facts=("/matter",))
    return [norm_id] if verdict.holds is False else []


QUESTION = Question(
    id="small-claims/counterclaim",
    title=Text("Puis-je réclamer à mon tour?", "May I claim in turn?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_counterclaim,
)
