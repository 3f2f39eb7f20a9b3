"""Refusals: whatever is not in the contract is refused, every fault at once, each at its JSON Pointer."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.law.kernel.facts import Amount, Day, Field, Flag, Items, Kind, Number, OneOf, Record
from parvis.law.kernel.kinds import Percent, Words
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.law.questions import QUESTIONS, Refusal, answer, catalogue

FACTS: dict[str, Any] = {
    "on": "2026-06-01",
    "claimant": {"kind": "natural_person", "capacity": "own"},
    "defendant": "business",
    "matter": "money",
    "amount": "8400.50",
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.sampled_from(["2026-06-01", "95.00", "own"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=12,
)


def faults(facts: object, question: str = "small-claims/jurisdiction", **options: Any) -> list[tuple[str, Any]]:
    with pytest.raises(Refusal) as refusal:
        answer(question, facts, **options)
    return [(fault.at, fault.found) for fault in refusal.value.faults]


@pytest.mark.parametrize(
    ("change", "at", "found"),
    [
        ({"amount": 8400.5}, "/amount", 8400.5),
        ({"amount": 8400}, "/amount", 8400),
        ({"amount": "-1.00"}, "/amount", "-1.00"),
        ({"amount": "8400.5"}, "/amount", "8400.5"),
        ({"amount": True}, "/amount", True),
        ({"on": "2026-02-29"}, "/on", "2026-02-29"),
        ({"on": "2026-6-1"}, "/on", "2026-6-1"),
        ({"on": "20260601"}, "/on", "20260601"),
        ({"on": None}, "/on", None),
        ({"matter": "Money"}, "/matter", "Money"),
        ({"matter": ["money"]}, "/matter", "a list of 1 elements"),
        ({"claimant": "natural_person"}, "/claimant", "natural_person"),
        (
            {"claimant": {"kind": "legal_person", "capacity": "own", "most_employees": -1}},
            "/claimant/most_employees",
            -1,
        ),
        (
            {"claimant": {"kind": "legal_person", "capacity": "own", "most_employees": True}},
            "/claimant/most_employees",
            True,
        ),
        ({"acquired_for_payment": "no"}, "/acquired_for_payment", "no"),
        ({"a/b~c": 1}, "/a~1b~0c", 1),
    ],
)
def test_a_fault_is_named_where_it_is(change: dict[str, Any], at: str, found: Any) -> None:
    assert faults({**FACTS, **change}) == [(at, found)]


def test_a_fact_that_is_needed_and_missing_is_refused_and_one_that_is_unknown_is_not() -> None:
    without = {key: value for key, value in FACTS.items() if key != "amount"}
    assert faults(without) == [("/amount", "(absent)")]
    assert answer("small-claims/jurisdiction", {**FACTS, "amount": None})["outcome"]["small_claim"] is None


def test_all_faults_at_once() -> None:
    wrong = {"on": "today", "claimant": {"kind": "person"}, "matter": "money", "amount": 1, "colour": "red"}
    assert {at for at, _ in faults(wrong)} == {
        "/on",
        "/claimant/kind",
        "/claimant/capacity",
        "/defendant",
        "/amount",
        "/colour",
    }


@pytest.mark.parametrize("facts", [None, [], "x", 3, True])
def test_what_is_not_an_object(facts: object) -> None:
    assert [at for at, _ in faults(facts)] == [""]


def test_a_long_value_is_shown_cut() -> None:
    ((_, found),) = faults({**FACTS, "matter": "x" * 100_000})
    assert len(found) < 200


def test_a_huge_number_is_not_echoed() -> None:
    claimant = {"kind": "legal_person", "capacity": "own", "most_employees": 10**40}
    assert faults({**FACTS, "claimant": claimant}) == [("/claimant/most_employees", "a number of more than 15 digits")]


def test_a_list_beyond_reason_is_refused() -> None:
    many = [{"date": "2025-01-01", "kind": "oral", "confirmed": None}] * 51
    facts = {"on": "2026-06-01", "claim": "general", "right_arose": None, "acknowledgements": many}
    assert faults(facts, "limits/prescription") == [("/acknowledgements", "a list of 51 elements")]


def test_unknown_question_language_and_reading() -> None:
    assert faults(FACTS, "small-claims/fees")[0][0] == "/question"
    assert faults(FACTS, lang="de")[0][0] == "/lang"
    assert faults(FACTS, readings={"r061-trigger": "filed"})[0][0] == "/readings/r061-trigger"
    facts = {"on": "2026-06-01", "district": "laval", "claim_amount": None}
    assert faults(facts, "small-claims/mediation-route", readings={"r061-trigger": "x"}) == [
        ("/readings/r061-trigger", "x")
    ]


@given(st.sampled_from(sorted(QUESTIONS)), JSON)
def test_anything_at_all_is_answered_or_refused(question: str, facts: Any) -> None:
    try:
        answer(question, facts)
    except Refusal as refusal:
        assert refusal.faults
        assert all(fault.at == "" or fault.at.startswith("/") for fault in refusal.faults)


@given(
    st.fixed_dictionaries(
        {"on": st.dates().map(str), "claim": st.sampled_from([None, "general", "municipality", "judgment"])},
        optional={
            "bodily_injury": st.sampled_from([None, True, False]),
            "claim_filed": st.dates().map(str),
            "acknowledgements": st.lists(
                st.fixed_dictionaries(
                    {
                        "date": st.dates().map(str),
                        "kind": st.just("written"),
                        "confirmed": st.sampled_from([None, True]),
                    }
                ),
                max_size=3,
            ),
        },
    ),
    st.dates().map(str),
)
def test_any_well_formed_facts_are_answered_or_refused(facts: dict[str, Any], arose: str) -> None:
    facts = {**facts, "right_arose": {"not_before": arose, "not_after": arose}}
    try:
        outcome = answer("limits/prescription", facts)["outcome"]
    except Refusal as refusal:
        assert refusal.faults
        return
    if outcome["range"]:
        assert outcome["range"]["not_before"] == outcome["safe_day"] < outcome["range"]["not_after"]
    elif outcome["safe_day"]:
        assert outcome["last_day"] == outcome["safe_day"]


def test_a_decision_is_the_same_in_both_languages_but_for_its_reasons() -> None:
    french, english = (answer("small-claims/jurisdiction", FACTS, lang) for lang in ("fr", "en"))
    assert french["outcome"] == english["outcome"]
    assert french["findings"][0]["because"] != english["findings"][0]["because"]
    strip = ("cite", "because")
    for one, other in zip(french["findings"], english["findings"], strict=True):
        assert {k: v for k, v in one.items() if k not in strip} == {k: v for k, v in other.items() if k not in strip}


def test_pointers_of_a_decision_lead_into_its_facts() -> None:
    facts = {
        "on": "2026-06-01",
        "claim": {"claim": "general", "right_arose": {"not_before": "2019-05-02", "not_after": "2019-05-02"}},
        "events": {"claim_filed": "2022-05-04", "judgment": "2023-01-09", "judgment_by_default": True},
    }
    for finding in answer("small-claims/timetable", facts)["findings"]:
        for pointer in finding["facts"]:
            assert pointer.split("/")[1] in ("claim", "events"), pointer


def test_the_catalogue_tells_every_fact_and_every_outcome_in_both_languages() -> None:
    for lang in ("fr", "en"):
        for question in catalogue(lang):
            assert question["facts"]
            assert question["outcome"]
            assert {fact["name"] for fact in question["facts"]} >= {"on"}


def strategy_of(kind: Kind) -> st.SearchStrategy[Any]:
    """Facts of that kind, as a person could tell them."""
    if isinstance(kind, Day):
        return st.dates(date(2001, 1, 1), date(2032, 12, 31)).map(str)
    if isinstance(kind, Amount):
        return st.integers(0, 2_000_000).map(lambda cents: str(Money(cents)))
    if isinstance(kind, Number):
        return st.integers(kind.least, min(kind.most, 400))
    if isinstance(kind, Flag):
        return st.booleans()
    if isinstance(kind, OneOf):
        return st.sampled_from(kind.values)
    if isinstance(kind, Words):
        return st.text(min_size=kind.least, max_size=8).filter(lambda text: not kind.least or bool(text.strip()))
    if isinstance(kind, Percent):
        return st.integers(0, 100_00).map(lambda cents: str(Money(cents)))
    if isinstance(kind, Items):
        return st.lists(strategy_of(kind.of), max_size=2)
    assert isinstance(kind, Record)
    required = {each.name: optional_of(each) for each in kind.fields if each.required}
    optional = {each.name: optional_of(each) for each in kind.fields if not each.required}
    return st.fixed_dictionaries(required, optional=optional).map(lambda facts: in_order(kind, facts))


def optional_of(each: Field) -> st.SearchStrategy[Any]:
    return st.none() | strategy_of(each.kind) if each.nullable else strategy_of(each.kind)


def in_order(kind: Record, facts: dict[str, Any]) -> dict[str, Any]:
    """The same facts, without the members that would be in an impossible order."""
    for earlier, later in kind.order:
        if facts.get(earlier) and facts.get(later) and facts[later] < facts[earlier]:
            facts = {**facts, later: facts[earlier]}
    return facts


@pytest.mark.parametrize("question", sorted(QUESTIONS))
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_can_be_told_is_decided_or_refused(question: str, data: st.DataObject) -> None:
    """No facts that the schema allows make a rule fail: it decides, in JSON, or the facts are refused with pointers."""
    facts = data.draw(strategy_of(QUESTIONS[question].facts.record))
    try:
        decision = answer(question, facts)
    except Refusal as refusal:
        assert all(fault.at.startswith("/") for fault in refusal.faults)
        return
    assert json.loads(json.dumps(decision, allow_nan=False)) == decision
    assert set(decision["outcome"]) == set(QUESTIONS[question].outcome)
    assert all(finding["because"] and finding["cite"] for finding in decision["findings"])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1900-01-01", date(1900, 1, 1)),
        ("2199-12-31", date(2199, 12, 31)),
        ("1899-12-31", None),
        ("2200-01-01", None),
        ("2023-02-29", None),
        ("2024-02-29", date(2024, 2, 29)),
        ("20240229", None),
    ],
)
def test_the_days_that_can_be_told(written: str, read: date | None) -> None:
    found: list[Any] = []
    assert Day().read(written, "/on", found) == read
    assert [fault.at for fault in found] == ([] if read else ["/on"])


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"amount": "8,400"}, 'an amount such as "95.00", not negative'),
        ({"matter": "lease"}, "one of money, "),
        ({"claimant": {"kind": "legal_person", "capacity": "own", "most_employees": -1}}, "a whole number from 0 to "),
        ({"acquired_for_payment": 1}, "true or false"),
        ({"on": "tomorrow"}, "a date such as 2026-03-15, from 1900 to 2199"),
        ({"colour": "red"}, "no member of that name"),
    ],
)
def test_a_refusal_says_what_was_expected(told: dict[str, Any], expected: str) -> None:
    with pytest.raises(Refusal) as refusal:
        answer("small-claims/jurisdiction", {**FACTS, **told})
    (fault,) = refusal.value.faults
    assert fault.expected.startswith(expected)


def test_what_must_be_told_says_whether_it_may_be_unknown() -> None:
    with pytest.raises(Refusal) as refusal:
        answer("small-claims/jurisdiction", {})
    said = {fault.at: fault.expected.endswith(" (null where it is not known)") for fault in refusal.value.faults}
    assert said["/amount"] and not said["/on"]


@pytest.mark.parametrize(
    ("kind", "told", "read"),
    [
        (Number(), 0, True),
        (Number(), -1, False),
        (Number(), 1_000_000, True),
        (Number(), 1_000_001, False),
        (Words(), "", True),
        (Words(least=1), "  ", False),
        (Words(least=1), "a", True),
        (Words(), "x" * 200, True),
        (Words(), "x" * 201, False),
        (Words(), 5, False),
        (Words(), None, False),
        (Words(most=3), "abcd", False),
        (Items(Flag()), [True] * 200, True),
        (Items(Flag()), [True] * 201, False),
    ],
)
def test_the_bounds_of_what_can_be_told(kind: Kind, told: Any, read: bool) -> None:
    found: list[Any] = []
    assert kind.read(told, "/x", found) == (told if read else None)
    least, most = getattr(kind, "least", ""), getattr(kind, "most", "")
    usual = {Number: f"a whole number from {least} to {most}", Words: f"text of {least} to {most} characters"}
    expected = usual.get(type(kind), f"a list of at most {most} elements")
    assert [(fault.at, fault.expected) for fault in found] == ([] if read else [("/x", expected)])


@pytest.mark.parametrize(
    ("told", "read"), [("0.00", 0), ("24.50", 2450), ("100.00", 10000), ("100.01", None), ("24", None), (24, None)]
)
def test_a_rate_is_told_with_two_decimals_and_is_never_more_than_the_whole(told: object, read: int | None) -> None:
    found: list[Any] = []
    assert Percent().read(told, "/rate", found) == read
    assert [fault.at for fault in found] == ([] if read is not None else ["/rate"])


@pytest.mark.parametrize(("number", "read"), [(0, 0), (5, 5), (6, None), (-1, None), (True, None), ("1", None)])
def test_the_numbers_that_can_be_told(number: object, read: int | None) -> None:
    found: list[Any] = []
    assert Number(0, 5).read(number, "/n", found) == read
    assert bool(found) is (read is None)


def test_a_list_is_no_longer_than_allowed_and_in_order() -> None:
    kind = Items(Record((Field("day", Day(), Text("le jour", "the day")),)), most=3, ordered_by="day")
    days = [{"day": "2026-01-02"}, {"day": "2026-01-02"}, {"day": "2026-01-01"}]
    faulty = [days[0], {"day": "soon"}, days[2]]  # one that is no day hides no order
    for told, pointers in (
        (days[:2], []),
        (days, ["/x/2/day"]),
        ([*days, days[0]], ["/x"]),
        (faulty, ["/x/1/day", "/x/2/day"]),
    ):
        found: list[Any] = []
        kind.read(told, "/x", found)
        assert [fault.at for fault in found] == pointers


def test_what_happens_later_is_not_known_yet() -> None:
    kind = Record(
        (
            Field("day", Day(), Text("le jour", "the day")),
            Field("set_for", Day(scheduled=True), Text("fixé au", "set for")),
            Field("granted", Flag(), Text("accordé", "granted"), with_day="day"),
        )
    )
    told = {"day": date(2026, 1, 2), "set_for": date(2026, 3, 1), "granted": True}
    assert kind.known_on(told, date(2026, 1, 2)) == told
    assert kind.known_on(told, date(2026, 1, 1)) == {"day": None, "set_for": date(2026, 3, 1), "granted": None}
    whole = Record(kind.fields, dated_by="day")
    assert Items(whole).known_on([told, told], date(2026, 1, 1)) == [None, None]
    assert Items(whole).known_on([told], date(2026, 1, 2)) == [told]
