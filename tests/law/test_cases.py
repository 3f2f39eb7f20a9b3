"""Every case of src/parvis/law/cases/*.toml: a situation in, a decision out, in words that a jurist can read and add to."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from parvis.law.cases import Case, FaultyCaseError, _cases_in, by_norm, cases
from parvis.law.questions import QUESTIONS, Refusal, answer
from parvis.law.texts import LAW


def assert_includes(found: Any, expected: Any, where: str) -> None:
    if isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            assert key in found, f"{where}/{key} is not in the answer"
            assert_includes(found[key], value, f"{where}/{key}")
    else:
        assert found == expected, f"{where}: found {found!r}, expected {expected!r}"


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.file}: {case.title.en}") for case in cases()])
def test_the_case_is_decided_as_written(case: Case) -> None:
    if case.refused is not None:
        with pytest.raises(Refusal) as refusal:
            answer(case.question, case.facts, readings=case.choose)
        assert sorted(fault.at for fault in refusal.value.faults) == sorted(case.refused)
        return
    decision = answer(case.question, case.facts, "en", readings=case.choose)
    assert_decided(decision, case.expected)
    assert_reasons_fit(decision)
    assert_pointers_lead_to_facts(case, decision)


def assert_decided(decision: dict[str, Any], expected: Any) -> None:
    assert_includes(decision["outcome"], expected.get("expect", {}), "outcome")
    holding = {value: {f["norm"] for f in decision["findings"] if f["holds"] is value} for value in (True, False, None)}
    for key, value in (("holds", True), ("fails", False), ("null", None)):
        assert set(expected.get(key, [])) <= holding[value], f"{key}: {decision['findings']}"
    assert set(expected.get("for_a_person", [])) <= {left["norm"] for left in decision["for_a_person"]}
    assert not set(expected.get("not_weighed", [])) & {each["norm"] for each in decision["findings"]}
    left_to_nobody = set(expected.get("not_for_a_person", []))
    assert not left_to_nobody & {left["norm"] for left in decision["for_a_person"]}
    for norm, words in expected.get("because", {}).items():
        said = [each["because"].replace("\u00a0", " ") for each in decision["findings"] if each["norm"] == norm]
        assert any(words in each for each in said), f"because of {norm}: found {said}, expected {words!r}"
    for norm, words in expected.get("why", {}).items():
        told = [left["why"].replace("\u00a0", " ") for left in decision["for_a_person"] if left["norm"] == norm]
        assert any(words in each for each in told), f"why a person decides {norm}: found {told}, expected {words!r}"
    for norm, pointers in expected.get("founded_on", {}).items():
        assert pointers in [each["facts"] for each in decision["findings"] if each["norm"] == norm], norm
    listed = {each.get("norm") or each.get("parameter") for each in decision["unconfirmed"]}
    assert set(expected.get("unconfirmed", [])) <= listed
    assert not listed or expected.get("unconfirmed", listed), f"expected all confirmed: {listed}"
    assert set(expected.get("past_horizon", [])) <= {each["parameter"] for each in decision["past_horizon"]}
    assert set(expected.get("readings", [])) <= {each["key"] for each in decision["readings"]}
    assert not set(expected.get("not_read", [])) & {each["key"] for each in decision["readings"]}
    assert decision["certain"] is expected.get("certain", decision["certain"])
    if "forums" in expected:
        assert [each["forum"] for each in decision["outcome"]["instead"]] == expected["forums"]
    if "steps" in expected:
        assert [each["step"] for each in decision["outcome"]["account"]] == expected["steps"]
    items = {item["key"]: item for item in decision["outcome"].get("items", [])}
    for key, value in expected.get("items", {}).items():
        assert_includes(items[key], value, f"items/{key}")
    assert not set(expected.get("absent", [])) & set(items)


REASONS = tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8"))
VERDICTS = {True: "holds", False: "fails", None: "null"}


@cache
def _reasons(norm: str, verdict: str) -> re.Pattern[str]:
    """What is said of a norm where it holds, fails or is null; a gap is filled by anything."""
    sentences = REASONS.get(norm, {}).get(verdict, [])
    return re.compile(
        "|".join(re.sub(r"\\\{\w+\\\}", ".+", re.escape(each)) for each in sentences) or r"(?!)", re.DOTALL
    )


def assert_reasons_fit(decision: dict[str, Any]) -> None:
    """A norm that holds is not given the reason of one that fails: each sentence stands in reasons.toml."""
    for finding in decision["findings"]:
        verdict, said = VERDICTS[finding["holds"]], finding["because"].removesuffix(" This is not certain.")
        unread = f"{finding['norm']} {verdict}: {said!r} is not in tests/law/reasons.toml: read it, then add it there"
        assert _reasons(finding["norm"], verdict).fullmatch(said), unread


def _leads(pointer: str, facts: Any, absent: bool) -> bool:
    """Whether a pointer leads to something that was told, or (where that is allowed) to a member that could have been."""
    *parents, last = pointer.split("/")[1:]
    for part in parents:
        facts = facts[int(part)] if isinstance(facts, list) else facts.get(part, {})
    return int(last) < len(facts) if isinstance(facts, list) else absent or last in facts


def assert_pointers_lead_to_facts(case: Case, decision: dict[str, Any]) -> None:
    """What a verdict was founded on was told; elsewhere than in the family questions, its absence may be the ground."""
    absent = not case.question.startswith("family-mediation/") or case.question.endswith("/entitlement")
    for finding in decision["findings"]:
        astray = [each for each in finding["facts"] if not _leads(each, case.facts, absent or finding["holds"] is None)]
        assert not astray, f"{finding['norm']} is founded on {astray}, which nobody told"


def test_every_question_has_cases_and_no_case_asks_another() -> None:
    assert {case.question for case in cases()} == set(QUESTIONS)


def test_every_case_names_a_norm_that_exists() -> None:
    unnamed = [f"{case.file}: {case.title.en}" for case in cases() if not case.norms]
    assert not unnamed, f"{len(unnamed)} cases name no norm: {unnamed}"
    assert not [norm for norm in by_norm() if norm not in LAW.norms]


def test_every_case_is_called_in_french_as_well() -> None:
    english = re.compile(
        r"\b(the|of|is|are|was|were|and|not|known|judge|days?|hours?|years?|before|after|with|without|dollars?"
        r"|by|to|from|who|that|this|may|asked|claim|award|answer|notice)\b"
    )
    for case in cases():
        where = f"{case.file}: {case.title.en}"
        assert case.title.fr != case.title.en, where
        assert not english.search(case.title.fr), f"{where}: {case.title.fr}"
        assert not re.search(r"\d,\d{3}|\$\d|\d{4}-\d{2}-\d{2}", case.title.fr), f"{where}: {case.title.fr}"


def _named(name: str, nom: str) -> str:
    return f'[[case]]\nname = "{name}"\nnom = "{nom}"\n'


def test_a_case_that_cannot_be_right_is_refused_with_its_file_and_name() -> None:
    head = 'question = "small-claims/territory"\n'
    for text, reason in (
        (head + '[[case]]\nname = "a"\nhold = []\n', "x.toml: a: unknown keys \\['hold'\\]"),
        (head + _named("a", "un") + _named("a", "deux"), "x.toml: a: each case needs a name of its own"),
        (head + _named("a", "un") + _named("b", "un"), "x.toml: b: each case needs a name of its own"),
        (head + "[[case]]\nfacts = {}\n", "a case without a name"),
        (head + '[[case]]\nname = "a"\n', "x.toml: a: no name in French"),
        (head + '[[case]]\nname = "a"\nnom = ""\n', "x.toml: a: no name in French"),
        ("[[case", "x.toml: "),
    ):
        with pytest.raises(FaultyCaseError, match=reason):
            list(_cases_in("x.toml", text))
