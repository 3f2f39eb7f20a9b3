"""Which question comes next, what is read, and what a change of answer leaves standing."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.pathway.catalogue import ASKED, couples
from parvis.pathway.inputs import Unclear
from parvis.pathway.questions import (
    BY_KEY,
    QUESTIONS,
    UNKNOWN,
    applicable,
    goes_elsewhere,
    is_complete,
    next_question,
    progress,
    question_before,
    read_answer,
    shown,
    standing,
    typed_again,
    with_answer,
)
from parvis.pathway.separation.situation import couple_of
from parvis.pathway.situation import situation_of
from tests.pathway.situations import ON, SITUATIONS


def asked_of(answers: dict[str, Any]) -> list[str]:
    return [question.key for question in applicable(answers)]


@pytest.mark.parametrize("name", SITUATIONS)
def test_each_situation_answers_exactly_the_questions_asked(name: str) -> None:
    answers = SITUATIONS[name]
    assert is_complete(answers)
    assert set(asked_of(answers)) == set(answers)
    assert standing(answers) == answers
    assert situation_of(json.loads(json.dumps(answers))) == situation_of(answers)


def test_a_hearing_already_set_is_not_asked_what_need_not_be_known() -> None:
    asked = asked_of(SITUATIONS["convened_in_montreal"])
    assert not {"matter", "employees", "began", "particulars", "other_kind", "filed"} & set(asked)
    assert len(asked) <= 7


def test_somebody_who_was_sued_is_asked_other_things() -> None:
    asked = asked_of(SITUATIONS["sued_in_sept_iles"])
    assert "notified" in asked and not {"particulars", "own_kind", "other_place", "notice_days"} & set(asked)


def test_a_dwelling_lease_ends_early_before_filing_only() -> None:
    assert goes_elsewhere(SITUATIONS["dwelling_lease"]) and is_complete(SITUATIONS["dwelling_lease"])
    sued = {"role": "defendant", "stage": "claim_filed", "matter": "dwelling_lease"}
    assert (
        not goes_elsewhere(sued) and next_question(sued) is BY_KEY["other_kind"]
    )  # the time to answer runs all the same


def test_a_change_keeps_what_still_stands_and_drops_the_rest() -> None:
    before = SITUATIONS["refrigerator_in_laval"]
    changed = with_answer(BY_KEY["stage"], "before_claim", before)
    assert "notice_received" not in changed and "notice_days" not in changed
    assert changed["amount"] == "1722.00" and changed["consumer"] == "yes" and changed["home"] == before["home"]
    sued = with_answer(BY_KEY["role"], "defendant", before)
    assert "own_kind" not in sued and "particulars" not in sued and sued["amount"] == "1722.00"
    company = with_answer(BY_KEY["own_kind"], "company", before)
    assert "consumer" not in company and next_question(company) is BY_KEY["employees"]


def test_a_day_that_is_now_before_another_is_asked_again() -> None:
    answers = SITUATIONS["mandatory_in_trois_rivieres"]
    changed = with_answer(BY_KEY["filed"], "2026-10-15", answers)
    assert "contested_on" not in changed and next_question(changed) is BY_KEY["contested_on"]
    with pytest.raises(Unclear, match="before another date"):
        read_answer(BY_KEY["contested_on"], ["2026-10-01"], changed, on=ON)


def test_unknown_is_said_and_kept_as_unknown() -> None:
    assert read_answer(BY_KEY["amount"], [UNKNOWN], {}, on=ON) is None
    with pytest.raises(Unclear):
        read_answer(BY_KEY["role"], [UNKNOWN], {}, on=ON)
    situation = situation_of(SITUATIONS["kuujjuaq"])
    assert situation.consumer is None and {"consumer", "began", "employees"} <= situation.unknown


def test_values_that_were_not_offered_are_refused() -> None:
    for typed in (["plaintiff"], ["claimant", "defendant"], [""], []):
        with pytest.raises(Unclear):
            read_answer(BY_KEY["role"], typed, {}, on=ON)
    for typed in (["none", "part"], ["nothing"], [], ["fr", UNKNOWN]):
        with pytest.raises(Unclear):
            read_answer(BY_KEY["particulars"], typed, {"role": "claimant"}, on=ON)


def test_progress_counts_and_back_leads_back() -> None:
    answers = SITUATIONS["convened_in_montreal"]
    numbers = [progress(question, answers).number for question in applicable(answers)]
    assert numbers == list(range(1, 8)) and progress(BY_KEY["help"], answers).about == 7
    assert progress(QUESTIONS[0], {}).about >= 7
    assert (
        question_before(BY_KEY["hearing"], answers) is BY_KEY["amount"]
        and question_before(QUESTIONS[0], answers) is None
    )


@pytest.mark.parametrize("name", SITUATIONS)
def test_an_answer_shown_again_in_its_field_is_read_back(name: str) -> None:
    answers = SITUATIONS[name]
    for question in applicable(answers):
        answer = answers[question.key]
        assert shown(question, answer, answers).fr
        if answer is not None and question.kind in ("amount", "number", "day", "time"):
            for lang in ("fr", "en"):
                assert read_answer(question, [typed_again(question, answer, lang)], answers, on=ON) == answer


def test_every_question_has_its_own_address_and_both_languages() -> None:
    for lang in ("fr", "en"):
        slugs = [question.slug.to(lang) for question in QUESTIONS]
        assert len(set(slugs)) == len(slugs) and all(
            slug.replace("-", "").isalpha() and slug.isascii() for slug in slugs
        )
    for question in QUESTIONS:
        assert question.kind in ("one", "several") or not question.options
        assert question.unknown is not None or question.kind == "one"


@st.composite
def paths(draw: st.DrawFn) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    while question := next_question(answers):
        offered = [option.value for option in question.offered(answers)]
        if question.kind == "one":
            value: Any = draw(st.sampled_from([*offered, *([None] if question.unknown else [])]))
        elif question.kind == "several":
            value = [draw(st.sampled_from(offered))]
        elif question.kind == "place":
            value = draw(st.sampled_from([None, {"name": "Laval", "district": "laval", "sure": True}]))
        else:
            value = None
        if not question.kept:
            value = ASKED  # all that is kept of it: that it was asked
        given = with_answer(question, value, answers)
        assert question.key in given, f"{question.key} would be asked for ever: {value!r} does not stand"
        answers = given
    return answers


@settings(max_examples=80, deadline=None)
@given(paths())
def test_every_path_ends_and_can_be_read(answers: dict[str, Any]) -> None:
    assert is_complete(answers) and len(answers) <= 16
    if couples(answers):
        assert couple_of(answers).request == answers["request"]
    else:
        assert situation_of(answers).role in ("claimant", "defendant")
