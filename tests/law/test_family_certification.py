"""family-mediation/certification: the contract's examples, and what must hold of every application."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.law.kernel.period import add_months
from parvis.law.questions import Refusal, answer, decide
from parvis.law.texts.c25_01_r0_7 import application, certification
from parvis.law.texts.c25_01_r0_7.certification import FIVE_ORDERS, INSTITUTION, R07, SIX_ORDERS

QUESTION = "family-mediation/certification"
AGGREGATES = {f"{R07}/s1-cumul", f"{R07}/s2-al1-scope"}
ROUTE_A = {f"{R07}/s1-p1-order", f"{R07}/s4-al1-order"}
ROUTE_B = {f"{R07}/s1-p1-cpej", f"{R07}/s1-p1-cpej-elig", f"{R07}/s4-al1-cpej"}
GROUPS = ("economic_legal_tax", "psychosocial", "process_negotiation", "family_violence")


def test_the_examples_of_the_contract(shared: Path) -> None:
    lines = (shared / "contracts/examples/certification.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        example = json.loads(line)
        if "expect_error" in example:
            with pytest.raises(Refusal) as refusal:
                answer(QUESTION, example["facts"])
            assert {fault.at for fault in refusal.value.faults} == set(example["expect_error"]), example["id"]
            continue
        decision = answer(QUESTION, example["facts"])
        assert {name: decision["outcome"][name] for name in example["expect"]} == example["expect"], example["id"]
        holding = {finding["norm"] for finding in decision["findings"] if finding["holds"]}
        assert set(example.get("norms", [])) <= holding, example["id"]


def near(value: int) -> st.SearchStrategy[int]:
    return st.integers(max(value - 2, 0), value + 2) | st.integers(0, 70)


@st.composite
def applications(draw: st.DrawFn) -> dict[str, Any]:
    on = draw(st.dates(date(2002, 6, 24), date(2030, 12, 31)))
    completed = draw(st.just(on) | st.integers(-62, 1).map(lambda months: add_months(on, months)))
    hours = {
        "economic_legal_tax": draw(near(6) | near(15)),
        "psychosocial": draw(near(6) | near(15)),
        "process_negotiation": draw(near(24) | near(33)),
        "family_violence": draw(near(6)),
    }
    return {
        "on": on.isoformat(),
        "certifier": draw(st.sampled_from((*SIX_ORDERS, INSTITUTION))),
        "memberships": draw(st.lists(st.sampled_from(SIX_ORDERS), max_size=3)),
        "cpej_employee": draw(st.booleans()),
        "eligible_for_order": draw(st.none() | st.booleans()),
        "background": draw(st.sampled_from(("legal", "psychosocial", "both", "other"))),
        "experience_months": draw(near(36)),
        "basic_training": {
            "completed": completed.isoformat(),
            "hours": hours,
            "post_breakup_awareness": draw(st.integers(0, min(hours["psychosocial"], 5))),
        },
        "undertaking_signed": draw(st.booleans()),
        "first_supervisor": {
            "name": draw(st.sampled_from(("Camille Exemple", ""))),
            "certified": draw(st.booleans()),
            "mandates_completed": draw(near(40)),
        },
        "fee_paid": draw(st.sampled_from(("0.00", "64.99", "65.00", "65.01", "130.00"))),
        "supporting_documents": draw(st.booleans()),
        "affidavit": draw(st.booleans()),
    }


@given(applications())
def test_the_outcome_agrees_with_the_findings(facts: dict[str, Any]) -> None:
    decision = answer(QUESTION, facts)
    outcome = decision["outcome"]
    failing = {finding["norm"] for finding in decision["findings"] if finding["holds"] is False}
    assert outcome["unmet"] == sorted(failing - AGGREGATES)
    assert outcome["certify"] is (not outcome["unmet"])
    assert (outcome["undertaking_deadline"] is not None) is outcome["certify"]
    if outcome["certify"]:
        assert outcome["competent_certifier"] and not failing
        assert outcome["undertaking_deadline"] == add_months(date.fromisoformat(facts["on"]), 24).isoformat()
    assert outcome["competent_certifier"] is not bool(failing & {f"{R07}/s4-al1-order", f"{R07}/s4-al1-cpej"})


@given(applications())
def test_the_norms_of_the_other_route_are_not_weighed(facts: dict[str, Any]) -> None:
    holds = {finding["norm"]: finding["holds"] for finding in answer(QUESTION, facts)["findings"]}
    other, own = (ROUTE_A, ROUTE_B) if facts["certifier"] == INSTITUTION else (ROUTE_B, ROUTE_A)
    assert all(holds[norm] is None for norm in other)
    assert all(holds[norm] is not None for norm in own)


@given(applications())
def test_an_exception_and_the_norm_that_it_sets_aside_are_never_both_weighed(facts: dict[str, Any]) -> None:
    holds = {finding["norm"]: finding["holds"] for finding in answer(QUESTION, facts)["findings"]}
    taken = facts["basic_training"]["completed"] <= facts["on"]
    for norm in (f"{R07}/s2-al1-p1", f"{R07}/s2-al1-p2"):
        assert ((holds[norm] is None) + (holds[f"{norm}-exc"] is None)) == (1 if taken else 2)


@given(applications(), st.sampled_from(GROUPS), st.integers(1, 60))
def test_more_hours_never_make_a_norm_fail(facts: dict[str, Any], group: str, more: int) -> None:
    before = set(answer(QUESTION, facts)["outcome"]["unmet"])
    training = facts["basic_training"]
    hours = {**training["hours"], group: training["hours"][group] + more}
    after = set(answer(QUESTION, {**facts, "basic_training": {**training, "hours": hours}})["outcome"]["unmet"])
    assert after <= before


@given(applications(), st.randoms(use_true_random=False))
def test_the_order_of_the_members_and_of_the_memberships_changes_nothing(facts: dict[str, Any], random: Any) -> None:
    names = list(facts)
    random.shuffle(names)
    shuffled = {name: facts[name] for name in names}
    shuffled["memberships"] = list(reversed(facts["memberships"]))
    assert answer(QUESTION, shuffled) == answer(QUESTION, facts)


@given(applications())
def test_findings_are_in_the_order_of_the_text(facts: dict[str, Any]) -> None:
    found = [finding.norm.place for finding in decide(QUESTION, facts).findings]
    assert found == sorted(found)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates().map(date.isoformat),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=200)
@given(applications(), st.data())
def test_no_json_crashes_it(facts: dict[str, Any], data: st.DataObject) -> None:
    broken = dict(facts)
    for name in data.draw(st.lists(st.sampled_from(sorted(facts)), min_size=1, max_size=3, unique=True)):
        broken[name] = data.draw(json_values)
    for tried in (broken, data.draw(json_values)):
        try:
            answer(QUESTION, tried)
        except Refusal as refusal:
            assert refusal.faults


@given(applications(), st.data())
def test_what_is_left_out_is_refused_at_its_pointer(facts: dict[str, Any], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(facts)))
    with pytest.raises(Refusal) as refusal:
        answer(QUESTION, {key: value for key, value in facts.items() if key != name})
    assert [fault.at for fault in refusal.value.faults] == [f"/{name}"]


def test_the_orders_that_are_listed_follow_the_day() -> None:
    before, since = date(2012, 11, 30), date(2012, 12, 1)
    for rules, unit in ((certification.RULES, "s1-p1-order"), (application.RULES, "s4-al1-order")):
        assert rules.at(f"{R07}/{unit}", before) is not rules.at(f"{R07}/{unit}", since)
    assert set(SIX_ORDERS) - set(FIVE_ORDERS) == {"psychoeducateurs"}
