"""Faults: the contract's line is what it always was, and each kind of fault has its own words beside it.

`refusals.jsonl` was written by the code before faults carried their reasons: facts, and the faults that answered them.
"""

import ast
import importlib
import json
import pkgutil
from collections import Counter
from pathlib import Path

import pytest

import parvis.law
from parvis.law.cases import cases
from parvis.law.kernel.fault import Reason
from parvis.law.kernel.text import Text
from parvis.law.kernel.written import LONGEST, facts_from
from parvis.law.questions import QUESTIONS, Refusal, answer

_BEFORE = [json.loads(line) for line in (Path(__file__).parent / "refusals.jsonl").read_text("utf-8").splitlines()]


def _reasons() -> list[tuple[str, Reason]]:
    """Every kind of fault of the law, with the module that has it first."""
    found: dict[int, tuple[str, Reason]] = {}
    for module in pkgutil.walk_packages(parvis.law.__path__, "parvis.law."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Reason):
                found.setdefault(id(value), (module.name, value))
    return list(found.values())


def _refused(question: str, facts: object) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        answer(question, facts)
    return refusal.value


def test_the_faults_of_the_contract_are_what_they_were_to_the_byte() -> None:
    for row in _BEFORE:
        now = [fault.as_json() for fault in _refused(row["question"], row["facts"]).faults]
        written = json.dumps(now, ensure_ascii=False, sort_keys=False)
        assert written == json.dumps(row["faults"], ensure_ascii=False), row["question"]


def test_every_kind_of_fault_is_met_by_facts_that_it_refuses() -> None:
    met = {fault.code for row in _BEFORE for fault in _refused(row["question"], row["facts"]).faults}
    met |= {fault.code for case in cases() if case.refused for fault in _refused(case.question, case.facts).faults}
    for asked, lang in (("?", "fr"), (next(iter(QUESTIONS)), "de")):
        with pytest.raises(Refusal) as refusal:
            answer(asked, {}, lang)
        met |= {fault.code for fault in refusal.value.faults}
    for question in QUESTIONS.values():
        with pytest.raises(Refusal) as refusal:
            answer(question.id, {}, readings={"odd": "odd"})
        met |= {fault.code for fault in refusal.value.faults}
    for raw in ("{", "1" * (LONGEST + 1), '{"on": "2026-01-01", "on": "2026-01-01"}'):
        with pytest.raises(Refusal) as refusal:
            answer("small-claims/court-fees", facts_from(raw))
        met |= {fault.code for fault in refusal.value.faults}
    assert {reason.code for _, reason in _reasons()} - met == set()


def test_each_code_is_of_one_kind_and_no_words_are_those_of_a_program() -> None:
    reasons = _reasons()
    assert [code for code, times in Counter(reason.code for _, reason in reasons).items() if times > 1] == []
    for module, reason in reasons:
        for words in filter(None, (reason.asked, reason.written)):
            assert words.fr != words.en, (module, reason.code)
            assert words.fr[-1] == "." and words.en[-1] == ".", (module, reason.code)


def test_the_words_of_a_fault_hold_its_own_values() -> None:
    faults = [fault for row in _BEFORE for fault in _refused(row["question"], row["facts"]).faults]
    for fault in faults:
        told = fault.asked, fault.written
        assert all("{" not in words.fr + words.en for words in told), fault.code
        if fault.code == "before_another_day":
            assert str(fault.values["day"])[:4] in fault.asked.fr
            assert str(fault.values["name"]) in fault.written.en
        if fault.code == "missing":
            doc = fault.values["doc"]
            assert isinstance(doc, Text) and doc.fr in fault.written.fr and doc.en == fault.expected


def test_no_sentence_is_made_from_another_sentence() -> None:
    """What is told of a fault comes from its reason: nothing under `law` reads `expected` back."""
    for path in Path(str(parvis.law.__file__)).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "expected" and path.parent.name != "cases":
                assert path.name == "fault.py", path
