"""family-mediation/entitlement: whatever the day and the request, an answer that is whole, or that says what it lacks."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.law.questions import Refusal, answer
from parvis.law.questions.family_mediation.couple_facts import REQUESTS

QUESTION = "family-mediation/entitlement"
SITUATIONS = st.fixed_dictionaries(
    {
        "on": st.dates(date(2002, 6, 24), date(2030, 12, 31)).map(date.isoformat),
        "children": st.booleans(),
        "request": st.sampled_from(REQUESTS),
        "earlier_use": st.booleans(),
    }
)


@settings(max_examples=300, deadline=None)
@given(SITUATIONS)
def test_the_answer_is_whole_or_says_what_no_source_gives(facts: dict[str, Any]) -> None:
    outcome = answer(QUESTION, facts)["outcome"]
    if outcome["covered"] is False:
        assert not [key for key, value in outcome.items() if value and key != "covered"]
        return
    counter = {"session": "free_sessions", "hour": "free_minutes"}[outcome["unit"]]
    expected = {"covered", counter, "service_rate", "parties_rate"}
    assert {key for key in expected if outcome[key] is None} == set(outcome["unknown"])
    assert outcome["under"] in ("regulation", "adoption", "programme_2021")


@settings(max_examples=200, deadline=None)
@given(SITUATIONS)
def test_what_is_not_known_is_listed_or_left_to_a_person(facts: dict[str, Any]) -> None:
    decision = answer(QUESTION, facts)
    if decision["outcome"]["unknown"]:
        assert decision["unconfirmed"] or decision["for_a_person"]


@settings(max_examples=100, deadline=None)
@given(SITUATIONS)
def test_an_earlier_use_never_gives_more(facts: dict[str, Any]) -> None:
    first = answer(QUESTION, {**facts, "earlier_use": False})["outcome"]
    again = answer(QUESTION, {**facts, "earlier_use": True})["outcome"]
    for counter in ("free_sessions", "free_minutes"):
        assert (again[counter] or 0) <= (first[counter] or 0)


def test_earlier_use_may_be_left_out() -> None:
    facts = {"on": "2022-06-01", "children": True, "request": "first_agreement"}
    assert answer(QUESTION, facts)["outcome"] == answer(QUESTION, {**facts, "earlier_use": False})["outcome"]


@pytest.mark.parametrize("spoilt", [{"earlier_use": None}, {"children": 1}, {"on": "2022-06-31"}, {"minutes": 3}])
def test_what_is_no_situation_is_refused_at_its_member(spoilt: dict[str, Any]) -> None:
    facts = {"on": "2022-06-01", "children": True, "request": "first_agreement"}
    with pytest.raises(Refusal) as refusal:
        answer(QUESTION, {**facts, **spoilt})
    assert [fault.at for fault in refusal.value.faults] == [f"/{name}" for name in spoilt]
