"""small-claims/representation: weighs who may act for a party, and says what is missing or who decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Verdict
from parvis.law.kernel.text import Text
from parvis.law.questions.representation_facts import FACTS, OUTCOME, READINGS
from parvis.law.texts.c25_01.representation import BESIDE, CONDITIONS
from parvis.law.texts.c25_01.representation_lawyers import (
    COMPLEX,
    RULES,
    STATE_PAYS,
    by_leave,
    fees_of_a_company,
    left_to_the_judge,
    unsettled,
)

_CONSULT = ("ccp/a542-al3-consult",)


def weigh_representation(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on whether that person may act for the party."""
    day = facts["on"]
    verdicts: dict[str, Verdict] = {}
    for norms in (*CONDITIONS, *BESIDE):
        norm_id = RULES.in_force(norms, day)
        if norm_id is not None:
            verdict = RULES.at(norm_id, day)(weighing, facts, day)
            weighing.weigh(norm_id, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
            verdicts[norm_id] = verdict
    beside = {norm_id for norms in BESIDE for norm_id in norms}
    deciding = {norm_id: verdict for norm_id, verdict in verdicts.items() if norm_id not in beside}
    firm = fees_of_a_company(facts) and "ccp/a542-al3-fees" in verdicts
    unmet = sorted(norm_id for norm_id, verdict in deciding.items() if verdict.holds is False and not firm)
    undetermined = sorted(norm_id for norm_id, each in deciding.items() if each.holds is None and each.needed)
    on_the_day = left_to_the_judge(weighing, facts, day)
    open_to_a_person = firm or unsettled(weighing, facts) or on_the_day
    return weighing.decide(
        {
            "may_represent": False if unmet else None if undetermined or open_to_a_person else True,
            "unmet": unmet,
            "undetermined": undetermined,
            "needed": list(dict.fromkeys(each for verdict in deciding.values() for each in verdict.needed)),
            "form": "SJ-838" if _by_mandate(facts) else None,
            "judge_decides": on_the_day,
            "leave": _leave(facts, verdicts),
            "minister_pays": _holds(verdicts, STATE_PAYS),
            "may_consult_lawyer": _holds(verdicts, _CONSULT),
        }
    )


def _by_mandate(facts: Mapping[str, Any]) -> bool:
    return facts["party"] == "natural_person" and facts["representative"]["kind"] != "self" and not by_leave(facts)


def _holds(verdicts: Mapping[str, Verdict], norms: tuple[str, ...]) -> bool | None:
    return next((verdicts[norm_id].holds for norm_id in norms if norm_id in verdicts), None)


def _leave(facts: Mapping[str, Any], verdicts: Mapping[str, Verdict]) -> str:
    """The leave to have lawyers: granted, or that it may be asked for, or neither."""
    if _holds(verdicts, COMPLEX):
        return "granted"
    return "may_be_asked" if facts["complex_point_of_law"] else "none"


QUESTION = Question(
    id="small-claims/representation",
    title=Text("Qui peut agir pour moi aux petites créances?", "Who may act for me in small claims?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_representation,
    readings=READINGS,
)
