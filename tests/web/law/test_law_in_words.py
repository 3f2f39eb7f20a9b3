"""Whatever a rule refuses is told to people in both languages: no sentence of a program reaches a French page."""

import pytest

from parvis.law.cases import Case, cases
from parvis.law.kernel.facts import Fault
from parvis.law.questions import Refusal, answer, decide
from parvis.web.law.faults import told
from parvis.web.law.sentences import sentence


@pytest.mark.parametrize("case", [pytest.param(case, id=case.key) for case in cases() if case.refused])
def test_a_refusal_of_a_case_is_told_in_words_of_each_language(case: Case) -> None:
    with pytest.raises(Refusal) as refusal:
        answer(case.question, case.facts, readings=case.choose)
    for fault in refusal.value.faults:
        if fault.expected.startswith(
            ("a date", "an amount", "a whole number", "true or false", "no member", "text of", "a list", "an object")
        ):
            continue  # a form never sends what is not of its kind, nor a name that it does not have
        text = told(fault)
        assert "en anglais" not in text.fr, fault.expected
        assert text.fr != text.en


def test_what_has_no_words_yet_is_said_with_what_was_expected() -> None:
    text = told(Fault("/x", "y", "something else"))
    assert "something else" in text.en and "something else" in text.fr


@pytest.mark.parametrize("case", [pytest.param(case, id=case.key) for case in cases() if not case.refused])
def test_the_sentence_of_an_answer_never_shows_a_value_that_is_not_known(case: Case) -> None:
    said = sentence(decide(case.question, case.facts, case.choose))
    if said is not None:
        assert "None" not in said.fr and "None" not in said.en
        assert "True" not in said.en and "False" not in said.en
