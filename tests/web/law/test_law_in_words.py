"""Whatever a rule refuses is told to people in both languages: no sentence of a program reaches a French page."""

import pytest

from parvis.law.cases import Case, cases
from parvis.law.questions import Refusal, answer, decide
from parvis.web.law.sentences import sentence


@pytest.mark.parametrize("case", [pytest.param(case, id=case.key) for case in cases() if case.refused])
def test_a_refusal_of_a_case_is_told_in_words_of_each_language(case: Case) -> None:
    with pytest.raises(Refusal) as refusal:
        answer(case.question, case.facts, readings=case.choose)
    for fault in refusal.value.faults:
        for text in (fault.asked, fault.written):
            assert fault.expected not in text.fr, fault.code
            assert text.fr != text.en


@pytest.mark.parametrize("case", [pytest.param(case, id=case.key) for case in cases() if not case.refused])
def test_the_sentence_of_an_answer_never_shows_a_value_that_is_not_known(case: Case) -> None:
    said = sentence(decide(case.question, case.facts, case.choose))
    if said is not None:
        assert "None" not in said.fr and "None" not in said.en
        assert "True" not in said.en and "False" not in said.en
