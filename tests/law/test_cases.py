"""Every case of src/parvis/law/cases/*.toml: a situation in, a decision out, in words that a jurist can read and add to."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import parvis.law.cases
from parvis.law.questions import QUESTIONS, Refusal, answer

CASES = Path(parvis.law.cases.__file__).parent
KEYS = {
    "name", "facts", "choose", "expect", "holds", "fails", "null", "for_a_person", "unconfirmed", "past_horizon",
    "readings", "certain", "norm", "norms", "forums", "steps", "items", "absent", "refused",
}  # fmt: skip


def from_toml(value: Any) -> Any:
    """TOML has no null: "?" stands for what is not known."""
    if isinstance(value, dict):
        return {key: from_toml(each) for key, each in value.items()}
    if isinstance(value, list):
        return [from_toml(each) for each in value]
    return None if value == "?" else value


def cases() -> Iterator[Any]:
    for file in sorted(CASES.glob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        for case in table["case"]:
            yield pytest.param(table["question"], table.get("base", {}), case, id=f"{file.stem}: {case['name']}")


def assert_includes(found: Any, expected: Any, where: str) -> None:
    if isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            assert key in found, f"{where}/{key} is not in the answer"
            assert_includes(found[key], value, f"{where}/{key}")
    else:
        assert found == expected, f"{where}: found {found!r}, expected {expected!r}"


@pytest.mark.parametrize(("question", "base", "case"), list(cases()))
def test_the_case_is_decided_as_written(question: str, base: dict[str, Any], case: dict[str, Any]) -> None:
    assert set(case) <= KEYS, f"unknown keys {set(case) - KEYS}"
    facts = from_toml({**base, **case.get("facts", {})})
    if "refused" in case:
        with pytest.raises(Refusal) as refusal:
            answer(question, facts, readings=case.get("choose", {}))
        assert sorted(fault.at for fault in refusal.value.faults) == sorted(case["refused"])
        return
    decision = answer(question, facts, readings=case.get("choose", {}))
    assert_includes(decision["outcome"], from_toml(case.get("expect", {})), "outcome")
    holding = {value: {f["norm"] for f in decision["findings"] if f["holds"] is value} for value in (True, False, None)}
    for key, value in (("holds", True), ("fails", False), ("null", None)):
        assert set(case.get(key, [])) <= holding[value], f"{key}: {decision['findings']}"
    assert set(case.get("for_a_person", [])) <= {left["norm"] for left in decision["for_a_person"]}
    listed = {each.get("norm") or each.get("parameter") for each in decision["unconfirmed"]}
    assert set(case.get("unconfirmed", [])) <= listed
    assert set(case.get("past_horizon", [])) <= {each["parameter"] for each in decision["past_horizon"]}
    assert set(case.get("readings", [])) <= {each["key"] for each in decision["readings"]}
    assert decision["certain"] is case.get("certain", decision["certain"])
    if "forums" in case:
        assert [each["forum"] for each in decision["outcome"]["instead"]] == case["forums"]
    if "steps" in case:
        assert [each["step"] for each in decision["outcome"]["account"]] == case["steps"]
    items = {item["key"]: item for item in decision["outcome"].get("items", [])}
    for key, expected in case.get("items", {}).items():
        assert_includes(items[key], from_toml(expected), f"items/{key}")
    assert not set(case.get("absent", [])) & set(items)


def test_every_question_of_this_folder_has_cases() -> None:
    asked = {tomllib.loads(file.read_text(encoding="utf-8"))["question"] for file in CASES.glob("*.toml")}
    ours = {
        "small-claims/jurisdiction",
        "small-claims/mediation-route",
        "limits/prescription",
        "small-claims/timetable",
    }
    assert ours <= asked <= set(QUESTIONS)
