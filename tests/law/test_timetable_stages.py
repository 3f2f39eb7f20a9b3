"""The stages of a claim: one of them is the present one, and it is among those reached."""

import pytest

from parvis.law.cases import Case, by_question
from parvis.law.questions import answer

TOLD = [case for case in by_question()["small-claims/timetable"] if case.refused is None]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.key) for case in TOLD])
def test_one_stage_is_the_present_one(case: Case) -> None:
    outcome = answer(case.question, case.facts, readings=case.choose)["outcome"]
    current = [each["stage"] for each in outcome["stages"] if each["current"]]
    assert current == [outcome["stage"]]
    assert {*current, "before_claim"} <= {each["stage"] for each in outcome["stages"] if each["reached"]}
