"""From filing to answer: what holds for every case, not only for those of the files of cases."""

import json
import time
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.law.questions import QUESTIONS, Refusal, answer, decide
from parvis.law.texts.c25_01.answer import ACTS, CHOICES, OPTIONS, WITH_A_CONTESTATION
from parvis.law.texts.c25_01_r13.tariff import seen

OURS = ("representation", "court-fees", "service", "answer", "counterclaim")
days = st.dates(min_value=date(2016, 1, 1), max_value=date(2035, 12, 31))
cents = st.integers(min_value=0, max_value=3_000_000)
flags = st.sampled_from((True, False, None))

FRIEND: dict[str, Any] = {
    "on": "2026-06-01",
    "party": "natural_person",
    "representative": {"kind": "friend", "profession": "none", "paid": False},
    "mandate": {"in_writing": True, "names_mandatary": True, "gives_reasons": True, "signed": True},
}
COUNTERCLAIM: dict[str, Any] = {
    "on": "2026-06-01",
    "asks": ["money"],
    "source": "same",
    "amount": "100.00",
    "matter": "ordinary",
}


def outcome(question: str, facts: dict[str, Any]) -> Any:
    return decide(f"small-claims/{question}", facts).outcome


def notified(day: date, on: date) -> Any:
    return outcome("answer", {"on": on.isoformat(), "claim_notified": day.isoformat()})


@given(days)
@settings(max_examples=150, deadline=None)
def test_the_last_day_to_answer_never_comes_earlier_for_a_later_notification(day: date) -> None:
    on = day + timedelta(days=400)
    first, second = notified(day, on), notified(day + timedelta(days=1), on)
    assert first["last_day"] <= second["last_day"]
    assert first["last_day"] >= day + timedelta(days=20)
    assert first["default_from"] > first["last_day"]
    assert first["last_day"].weekday() < 5


@given(days)
@settings(max_examples=80, deadline=None)
def test_the_answer_has_the_same_last_day_here_as_in_the_timetable(day: date) -> None:
    on = day + timedelta(days=1)
    events = {"claim_filed": day.isoformat(), "claim_notified": day.isoformat()}
    items = outcome("timetable", {"on": on.isoformat(), "events": events})["items"]
    shown = {item["key"]: item for item in items}
    assert shown["answer"]["last_day"] == notified(day, on)["last_day"]
    assert shown["default_judgment_possible"]["first_day"] == notified(day, on)["default_from"]


@given(days, st.integers(min_value=0, max_value=60))
@settings(max_examples=100, deadline=None)
def test_in_time_is_to_answer_by_the_last_day(day: date, later: int) -> None:
    answered = day + timedelta(days=later)
    facts = {"on": "2036-12-31", "claim_notified": day.isoformat(), "answered": answered.isoformat()}
    found = outcome("answer", facts)
    assert found["in_time"] is (answered <= found["last_day"])
    assert found["status"] == ("answered" if found["in_time"] else "answered_late")


@given(cents)
def test_a_counterclaim_is_admissible_up_to_the_limit_and_not_above(amount: int) -> None:
    found = outcome("counterclaim", {**COUNTERCLAIM, "amount": str(Money(amount))})
    assert found["admissible"] is (amount <= 1_500_000)


@given(cents, cents)
def test_a_payment_includes_exactly_the_claim_and_what_filing_cost(amount: int, costs: int) -> None:
    facts = {
        "on": "2026-06-01",
        "claim_notified": "2026-05-16",
        "claim_amount": str(Money(amount)),
        "claimant_costs": str(Money(costs)),
    }
    assert outcome("answer", facts)["to_pay"] == Money(amount + costs)


@given(st.fixed_dictionaries(dict.fromkeys(("in_writing", "names_mandatary", "gives_reasons", "signed"), flags)))
def test_a_mandate_is_good_only_with_each_of_its_parts(mandate: dict[str, bool | None]) -> None:
    found = outcome("representation", {**FRIEND, "mandate": mandate})["may_represent"]
    assert found is (False if False in mandate.values() else None if None in mandate.values() else True)


@given(
    st.sampled_from(("lawyer", "collection_agent")), flags, st.sampled_from(("friend", "spouse", "officer", "other"))
)
def test_no_lawyer_represents_a_natural_person_without_leave(profession: str, paid: bool | None, kind: str) -> None:
    who = {"kind": kind, "profession": profession, "paid": paid}
    assert outcome("representation", {**FRIEND, "representative": who})["may_represent"] is False


@pytest.mark.parametrize("option", [each for each in OPTIONS if each.needs], ids=lambda option: option.key)
def test_an_option_is_complete_exactly_when_nothing_is_missing(option: Any) -> None:
    choice = "contest" if option.with_contestation else option.key
    facts = {"on": "2026-06-01", "claim_notified": "2026-05-16", "choice": choice}
    facts["also"] = [option.key] if option.with_contestation else []
    for left_out in (None, *option.needs):
        done = [act for act in option.needs if act != left_out]
        shown = {each["key"]: each for each in outcome("answer", {**facts, "done": done})["options"]}[option.key]
        assert shown["complete"] is (left_out is None)
        assert [each["act"] for each in shown["missing"]] == ([] if left_out is None else [left_out])


def test_every_option_of_the_facts_is_shown_once() -> None:
    assert [option.key for option in OPTIONS] == [*CHOICES, *WITH_A_CONTESTATION]
    assert {act for option in OPTIONS for act in option.needs} == set(ACTS)


def test_an_amount_that_no_source_gives_is_never_told() -> None:
    for person in ("natural_person", "legal_person"):
        for year in range(2016, 2027):
            found = outcome("court-fees", {"on": f"{year}-06-30", "person": person, "last_resort_assistance": False})
            assert found["filing"]["amount"] is None
            assert found["filing"]["lowest"] is None
            assert found["filing"]["seen"]


def test_what_was_seen_elsewhere_keeps_its_order_and_its_source() -> None:
    for fee in ("filing", "execution_notice"):
        for person in ("natural_person", "legal_person"):
            orders = [each.order for each in seen() if each.fee == fee and each.person == person]
            assert orders == sorted(orders) != []
    assert all(each.source.fr and each.when.fr for each in seen())


def texts_in(value: Any) -> list[Text]:
    if isinstance(value, Text):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts_in(each)]
    return [text for each in value for text in texts_in(each)] if isinstance(value, list | tuple) else []


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("representation", FRIEND),
        ("court-fees", {"on": "2026-06-01", "person": "natural_person"}),
        ("service", {"on": "2026-06-01", "claim_filed": "2026-05-04", "acknowledged": "2026-05-16"}),
        ("answer", {"on": "2026-06-01", "claim_notified": "2026-05-16", "choice": "contest"}),
        ("counterclaim", COUNTERCLAIM),
    ],
)
def test_texts_for_people_keep_the_house_voice(question: str, facts: dict[str, Any]) -> None:
    decision = decide(f"small-claims/{question}", facts)
    texts = [*texts_in(dict(decision.outcome)), *(finding.because for finding in decision.findings)]
    assert texts
    for text in texts:
        assert "!" not in text.fr + text.en and "veuillez" not in text.fr.lower(), text.fr
        assert "'" not in text.fr, text.fr
        assert text.en, text.fr
    json.dumps(decision.as_json("en"), ensure_ascii=False)


@pytest.mark.parametrize("question", OURS)
@pytest.mark.parametrize("told", [None, [], 3, "x", {}, {"on": None}, {"on": "2026-06-01", "nothing": 1}])
def test_what_is_not_an_object_of_the_facts_is_refused(question: str, told: object) -> None:
    with pytest.raises(Refusal) as refusal:
        answer(f"small-claims/{question}", told)
    assert all(fault.at == "" or fault.at.startswith("/") for fault in refusal.value.faults)


@given(
    st.dictionaries(
        st.sampled_from(
            ["on", "party", "representative", "asks", "matter", "choice", "also", "done", "delivery", "person"]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=12),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
            max_leaves=6,
        ),
    ),
    st.sampled_from(OURS),
)
@settings(max_examples=200, deadline=None)
def test_no_facts_crash_a_question(facts: dict[str, Any], question: str) -> None:
    try:
        answer(f"small-claims/{question}", {"on": "2026-06-01"} | facts)
    except Refusal as refusal:
        assert refusal.faults


def test_an_explained_decision_is_quick() -> None:
    facts = {"on": "2026-06-01", "claim_notified": "2026-05-16", "choice": "contest", "done": ["grounds_given"]}
    decide("small-claims/answer", facts)
    start = time.perf_counter()
    for _ in range(100):
        decide("small-claims/answer", facts).as_json("fr")
    assert (time.perf_counter() - start) / 100 < 0.01


def test_the_questions_are_listed() -> None:
    assert {f"small-claims/{name}" for name in OURS} <= set(QUESTIONS)
