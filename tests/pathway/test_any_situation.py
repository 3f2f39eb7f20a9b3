"""Whatever is answered, a plan comes out, or the page that asks to check days that contradict each other."""

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.law.questions import Refusal
from parvis.pathway.calendar import calendar_of
from parvis.pathway.catalogue import Question
from parvis.pathway.inputs import Unclear
from parvis.pathway.offers import Directory
from parvis.pathway.plan import plan_of
from parvis.pathway.questions import is_complete, next_question, read_answer, with_answer
from tests.pathway.situations import ON

NAMES = {"laval": "Laval", "abitibi": "Abitibi", "montreal": "Montréal"}
DIRECTORY = Directory((), {}, NAMES)


def _typed(question: Question, answers: dict[str, Any]) -> st.SearchStrategy[list[str]]:
    if question.kind in ("one", "several"):
        return st.sampled_from([[option.value] for option in question.offered(answers)])
    if question.kind == "amount":
        return st.sampled_from(["0,01", "3000", "5000", "5 000,01", "15000", "15,000.01", "74 999,99", "250000"]).map(
            lambda each: [each]
        )
    if question.kind == "number":
        return st.integers(question.least, min(question.most, 400)).map(lambda each: [str(each)])
    recent = st.dates(date(2026, 1, 1), date(2027, 3, 1) if question.may_be_later else ON)
    return (recent | st.dates(question.earliest, ON)).map(lambda each: [each.isoformat()])


@st.composite
def situations(draw: st.DrawFn) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    while question := next_question(answers):
        if question.unknown is not None and draw(st.integers(0, 5)) == 0:
            value: Any = None
        elif question.kind == "place":
            slug = draw(st.sampled_from([*NAMES, None]))
            value = {"name": NAMES.get(slug or "", "Ailleurs"), "district": slug, "sure": draw(st.booleans())}
        else:
            try:
                value = read_answer(question, draw(_typed(question, answers)), answers, on=ON)
            except Unclear:
                value = None  # the day was before another: the person skips
        answers = with_answer(question, value, answers)
    return answers


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(situations())
def test_any_situation_has_its_plan(answers: dict[str, Any]) -> None:
    assert is_complete(answers)
    try:
        plan = plan_of(answers, ON, DIRECTORY)
    except Refusal as refusal:
        assert all("/events" in fault.at or "/claim" in fault.at for fault in refusal.faults), refusal
        return
    assert plan.summary.fr and plan.summary.en
    assert plan.steps
    if plan.deadline is not None:
        days = {step.last_day for step in plan.steps if step.key == plan.deadline.step}
        if plan.prescription is not None and plan.prescription.prescribed:
            days.add(plan.prescription.safe_day)
        assert plan.deadline.day in days
        assert plan.deadline.past == (plan.deadline.day < ON)
    for lang in ("fr", "en"):
        assert calendar_of(plan, lang).startswith(b"BEGIN:VCALENDAR")
