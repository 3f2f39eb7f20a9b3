"""The fees of mediators, for any ledger: nothing is lost, nothing over three hours is the Ministry's, indexing only adds."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.law.kernel.decision import Weighing
from parvis.law.questions import QUESTIONS, Refusal, answer, decide
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_6.fees import RATES, RULES, tariff_of

QUESTION = "small-claims/mediator-fees"
FIRST_HOURLY, LAST_KNOWN = date(2021, 5, 13), date(2025, 3, 31)

days = st.dates(FIRST_HOURLY, LAST_KNOWN)
minutes = st.integers(1, 400)


def cents(amount: str | None) -> int:
    assert amount is not None
    return round(float(amount) * 100)


def ledger(held: list[tuple[date, int]], work: list[tuple[date, int]], **more: Any) -> dict[str, Any]:
    return {
        "on": "2025-12-31",
        "mandate": "voluntary",
        "sessions": [{"date": str(day), "kind": "held", "minutes": each} for day, each in sorted(held)],
        "out_of_session": [{"date": str(day), "minutes": each} for day, each in sorted(work)],
        **more,
    }


@given(st.lists(st.tuples(days, minutes), max_size=6), st.lists(st.tuples(days, minutes), max_size=6))
def test_every_minute_is_paid_once_and_three_hours_at_most_by_the_ministry(
    held: list[tuple[date, int]], work: list[tuple[date, int]]
) -> None:
    outcome = answer(QUESTION, ledger(held, work))["outcome"]
    by = {payer: [line for line in outcome["lines"] if line["payer"] == payer] for payer in ("ministry", "parties")}
    total = sum(each for _, each in held) + sum(each for _, each in work)
    assert sum(line["minutes"] for line in outcome["lines"]) == total
    assert sum(line["minutes"] for line in by["ministry"]) == min(total, 180)
    assert outcome["minutes_used"] + outcome["minutes_left"] == 180
    for payer, name in (("ministry", "ministry_pays"), ("parties", "parties_pay")):
        assert cents(outcome[name]) == sum(cents(line["amount"]) for line in by[payer])
    assert outcome["unknown"] == [] and outcome["needed"] == []


@given(st.lists(st.tuples(days, minutes), min_size=1, max_size=5), st.integers(0, 400))
def test_what_indexing_adds_is_never_negative_and_never_after_its_notice(
    held: list[tuple[date, int]], later: int
) -> None:
    last = max(day for day, _ in held)
    known_on = min(last + timedelta(days=later), date(2025, 12, 31))
    outcome = answer(QUESTION, ledger(held, [], known_on=str(known_on)))["outcome"]
    added = [cents(amount) for amount in outcome["difference"].values()]
    assert all(each >= 0 for each in added)
    assert cents(outcome["ministry_pays"]) == cents(outcome["then"]["ministry_pays"]) + added[0]
    late = any(date(2022, 4, 1) <= day <= date(2023, 3, 31) for day, _ in held) and known_on < date(2022, 4, 23)
    assert any(added) <= late


@given(st.lists(st.tuples(st.dates(date(2003, 10, 16), date(2026, 11, 22)), minutes), max_size=5))
def test_a_total_is_unknown_exactly_where_a_line_is(held: list[tuple[date, int]]) -> None:
    outcome = answer(QUESTION, ledger(held, [], on="2026-11-22"))["outcome"]
    for payer, total in (("ministry", "ministry_pays"), ("parties", "parties_pay")):
        theirs = [line for line in outcome["lines"] if line["payer"] in (payer, None)]
        assert (outcome[total] is None) == any(line["amount"] is None for line in theirs)


@given(st.booleans(), st.sampled_from([None, True, False]), st.integers(0, 90), minutes)
def test_the_half_hour_of_an_absence_is_paid_after_thirty_minutes_only(
    inside: bool, serious: bool | None, waited: int, length: int
) -> None:
    facts = ledger([], [], on="2024-03-31", mandate="mandatory")
    facts["sessions"] = [
        {"date": "2024-01-10", "kind": "absence", "waited": waited, "serious_reason": serious},
        {"date": "2024-02-10", "kind": "held", "minutes": length},
    ]
    outcome = answer(QUESTION, facts, readings={"r061-absence-time": "inside" if inside else "apart"})["outcome"]
    fee = [line for line in outcome["lines"] if line["for"] == "/sessions/0"]
    assert [line["amount"] for line in fee] == (["65.00"] if waited >= 30 else [])
    ministry = sum(line["minutes"] for line in outcome["lines"] if line["payer"] == "ministry")
    assert ministry <= 180 + (0 if inside else 30)
    assert (outcome["ministry_pays"] is None) == (serious is not True)


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        ("2003-10-16", None),
        ("2021-05-12", None),
        ("2021-05-13", "110.00"),
        ("2022-03-31", "110.00"),
        ("2022-04-01", "114.00"),
        ("2023-03-31", "114.00"),
        ("2023-04-01", "121.00"),
        ("2023-11-22", "121.00"),
        ("2023-11-23", "130.00"),
        ("2024-03-31", "130.00"),
        ("2024-04-01", "135.00"),
        ("2025-03-31", "135.00"),
        ("2025-04-01", None),
        ("2026-11-22", None),
    ],
)
def test_the_rate_of_each_year(day: str, rate: str | None) -> None:
    outcome = answer(QUESTION, {"on": day, "mandate": "voluntary", "sessions": []})["outcome"]
    assert outcome["hour"] == rate
    assert (outcome["last_known_hour"] is None) == (rate is not None or day < "2025")


def test_a_tariff_is_a_function_registered_from_its_first_day() -> None:
    names = {}
    for day in (date(2021, 5, 12), date(2021, 5, 13), date(2023, 11, 22), date(2023, 11, 23)):
        norm_id = RULES.in_force(RATES, day)
        assert norm_id is not None
        names[day] = RULES.at(norm_id, day).__name__
    assert list(names.values()) == ["by_the_session", "by_the_hour", "by_the_hour", "by_the_hour_since_2023"]


def test_the_mediation_route_tells_the_same_rate_and_the_same_time() -> None:
    facts = {"district": "laval", "claim_filed": "2024-01-10", "contested": "2024-02-10", "claim_amount": "4000.00"}
    for day in ("2024-03-31", "2024-04-01", "2026-11-22"):
        route = answer("small-claims/mediation-route", {"on": day, **facts})["outcome"]
        fees = answer(QUESTION, {"on": day, "mandate": "mandatory", "sessions": []})["outcome"]
        assert (route["extra_hour"], route["free_minutes"]) == (fees["hour"], fees["free_minutes"])


def test_a_tariff_before_the_regulation_is_not_known() -> None:
    weighing = Weighing(QUESTION, date(2003, 10, 15), LAW.norms, LAW.parameters, {})
    with pytest.raises(LookupError):
        tariff_of(weighing, date(2003, 10, 15))


@pytest.mark.parametrize("reading", QUESTIONS[QUESTION].readings)
def test_an_unknown_reading_is_refused(reading: Any) -> None:
    with pytest.raises(Refusal):
        decide(QUESTION, {"on": "2024-01-01", "mandate": "voluntary", "sessions": []}, {reading.key: "perhaps"})
