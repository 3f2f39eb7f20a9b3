"""family-mediation/standing: the contract's examples, and what must hold of every course of events."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.law.questions import Refusal, answer
from parvis.law.texts.c25_01_r0_7.standing_course import CANCELLING, PERMANENT, REQUEST, TEMPORARY, TYPES

QUESTION = "family-mediation/standing"
R07 = "c25.01-r0.7"
START = date(2003, 1, 6)


def test_the_examples_of_the_contract(shared: Path) -> None:
    lines = (shared / "contracts/examples/standing.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        example = json.loads(line)
        if "expect_error" in example:
            with pytest.raises(Refusal) as refusal:
                answer(QUESTION, example["facts"])
            assert {fault.at for fault in refusal.value.faults} == set(example["expect_error"]), example["id"]
            continue
        decision = answer(QUESTION, example["facts"])
        expected = {name: value for name, value in example["expect"].items() if not name.endswith("_includes")}
        assert {name: decision["outcome"][name] for name in expected} == expected, example["id"]
        holding = {finding["norm"] for finding in decision["findings"] if finding["holds"]}
        assert set(example.get("norms", [])) <= holding, example["id"]
        left = {each["norm"] for each in decision["for_a_person"]}
        includes = example.get("for_a_person_includes", example["expect"].get("for_a_person_includes", []))
        assert set(includes) <= left, example["id"]


def event(kind: str, day: date, later: int = 0) -> dict[str, Any]:
    made: dict[str, Any] = {"type": kind, "date": day.isoformat()}
    if kind in CANCELLING:
        made["informed"] = (day + timedelta(days=later)).isoformat()
    if kind == REQUEST:
        made["fee_paid"] = "65.00"
    return made


@st.composite
def events(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Events in order of their dates, which may be impossible."""
    day = START
    made = [event("certified", day)] if draw(st.booleans()) else []
    for kind in draw(st.lists(st.sampled_from(TYPES), max_size=9)):
        day += timedelta(days=draw(st.integers(0, 800)))
        made.append(event(kind, day, draw(st.integers(0, 60))))
    return made


@st.composite
def courses(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Events that can have happened: what is impossible is passed over, as a certifier would not record it."""
    made: list[dict[str, Any]] = []
    for each in draw(events()):
        try:
            answer(QUESTION, {"on": "2060-01-01", "events": [*made, each]})
        except Refusal:
            continue
        made.append(each)
    return made


days = st.integers(0, 8000).map(lambda number: START + timedelta(days=number))


def counted(made: list[dict[str, Any]], on: date) -> list[dict[str, Any]]:
    return [each for each in made if each.get("informed", each["date"]) <= on.isoformat()]


@given(courses(), days)
def test_the_standing_agrees_with_the_events(made: list[dict[str, Any]], on: date) -> None:
    outcome = answer(QUESTION, {"on": on.isoformat(), "events": made})["outcome"]
    known = counted(made, on)
    kinds = [notice["kind"] for notice in outcome["notices_to_minister"]]
    assert (outcome["since"] is None) is (outcome["status"] == "none")
    assert outcome["since"] is None or START.isoformat() <= outcome["since"] <= on.isoformat()
    assert kinds.count("certified") == sum(each["type"] == "certified" for each in known)
    assert (outcome["status"] == "none") is ("certified" not in kinds)
    if outcome["status"] in ("suspended", "revoked", "cancelled"):
        assert outcome["status"] in kinds
    assert kinds.count("suspended") <= sum(each["type"] in TEMPORARY for each in known)
    assert kinds.count("revoked") <= sum(each["type"] in PERMANENT for each in known)
    for notice in outcome["notices_to_minister"]:
        assert made[notice["event"]] in known


@given(courses(), days)
def test_a_request_alone_is_answered(made: list[dict[str, Any]], on: date) -> None:
    outcome = answer(QUESTION, {"on": on.isoformat(), "events": made})["outcome"]
    requests = [each for each in counted(made, on) if each["type"] == REQUEST]
    if not requests:
        assert outcome["on_request"] is None
    without = [each for each in made if each["type"] != REQUEST]
    alone = answer(QUESTION, {"on": on.isoformat(), "events": without})["outcome"]
    assert (alone["status"], alone["since"]) == (outcome["status"], outcome["since"])


@given(courses(), days, st.sampled_from(TYPES), st.integers(1, 900), st.integers(0, 30))
def test_what_happens_after_the_day_changes_nothing(
    made: list[dict[str, Any]], on: date, kind: str, after: int, later: int
) -> None:
    before = [each for each in made if each["date"] <= on.isoformat()]
    more = event(kind, on + timedelta(days=after), later)
    question = {"on": on.isoformat(), "events": before}
    assert answer(QUESTION, {**question, "events": [*before, more]}) == answer(QUESTION, question)


@given(courses(), days)
def test_the_order_of_the_members_changes_nothing(made: list[dict[str, Any]], on: date) -> None:
    turned = [dict(reversed(each.items())) for each in made]
    facts = {"events": turned, "on": on.isoformat()}
    assert answer(QUESTION, facts) == answer(QUESTION, {"on": on.isoformat(), "events": made})


@given(courses(), st.sampled_from(sorted(TEMPORARY)))
def test_a_suspended_certification_comes_back_once_every_sanction_has_ended(
    made: list[dict[str, Any]], sanction: str
) -> None:
    today = max((date.fromisoformat(each.get("informed", each["date"])) for each in made), default=START)

    def status() -> str:
        return str(answer(QUESTION, {"on": today.isoformat(), "events": made})["outcome"]["status"])

    if status() not in ("certified", "suspended"):
        made = [*made, event("certified", today)]
    made = [*made, event(sanction, today)]
    assert status() == "suspended"
    for _ in range(len(made)):
        today += timedelta(days=1)
        made = [*made, event("sanction_ended", today)]
        if status() == "certified":
            return
        assert status() == "suspended"
    raise AssertionError("the certification never came back")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(TYPES),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(("type", "date", "x")), inner),
    max_leaves=8,
)


@settings(max_examples=200)
@given(events(), json_values, st.data())
def test_no_json_crashes_it(made: list[dict[str, Any]], anything: Any, data: st.DataObject) -> None:
    broken = list(made)
    if made:
        index = data.draw(st.integers(0, len(made) - 1))
        name = data.draw(st.sampled_from(("type", "date", "informed", "fee_paid")))
        broken[index] = data.draw(st.just(anything) | st.just({**made[index], name: anything}))
    for tried in ({"on": "2012-06-01", "events": broken}, {"on": "2012-06-01", "events": made}, anything):
        try:
            answer(QUESTION, tried)
        except Refusal as refusal:
            assert refusal.faults


@pytest.mark.parametrize(
    ("requested", "answered", "left"),
    [
        ("2012-05-31", "certify_again", set()),
        ("2012-06-01", "certify_again", {f"{R07}/s91-p1-case"}),
        ("2012-06-02", "certify_with_training", set()),
    ],
)
def test_the_five_years_of_the_dossier(requested: str, answered: str, left: set[str]) -> None:
    made = [
        event("certified", date(2004, 1, 5)),
        event("undertaking_completed", date(2005, 12, 5)),
        event("ceased_activities", date(2007, 6, 1)),
        event(REQUEST, date.fromisoformat(requested)),
    ]
    decision = answer(QUESTION, {"on": "2012-06-30", "events": made})
    assert decision["outcome"]["on_request"] == answered
    assert {each["norm"] for each in decision["for_a_person"]} == left
