"""Interest: exact, growing with the days and the sum, additive up to the stated rounding, unknown where a quarter is."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from parvis.law.kernel.money import Money
from parvis.law.questions import answer
from parvis.law.texts.ccq.interest import cost

SUMS = st.integers(0, 10**9).map(Money)
RATES = st.integers(0, 10_000)
DAYS = st.dates(date(1994, 1, 1), date(2060, 12, 31))
LENGTHS = st.integers(0, 6000)
CONVENTIONS = st.booleans()


def asked(**facts: Any) -> dict[str, Any]:
    base = {"on": "2026-01-01", "sum": "1000.00", "obligation": "money", "default": "2020-01-01"}
    outcome: dict[str, Any] = answer("limits/interest", base | facts)["outcome"]
    return outcome


@given(SUMS, RATES, DAYS, LENGTHS, LENGTHS, CONVENTIONS)
def test_more_days_never_cost_less(sum_: Money, rate: int, since: date, few: int, more: int, leap: bool) -> None:
    until = since + timedelta(days=few)
    assert cost(sum_, rate, since, until, leap_years=leap) <= cost(
        sum_, rate, since, until + timedelta(days=more), leap_years=leap
    )


@given(SUMS, SUMS, RATES, DAYS, LENGTHS, CONVENTIONS)
def test_a_greater_sum_never_costs_less(one: Money, two: Money, rate: int, since: date, days: int, leap: bool) -> None:
    until = since + timedelta(days=days)
    assert cost(min(one, two), rate, since, until, leap_years=leap) <= cost(
        max(one, two), rate, since, until, leap_years=leap
    )


@given(SUMS, RATES, DAYS, LENGTHS, LENGTHS, CONVENTIONS)
def test_two_adjacent_stretches_make_the_whole_to_a_cent(
    sum_: Money, rate: int, since: date, first: int, second: int, leap: bool
) -> None:
    middle, until = since + timedelta(days=first), since + timedelta(days=first + second)
    parts = cost(sum_, rate, since, middle, leap_years=leap) + cost(sum_, rate, middle, until, leap_years=leap)
    assert abs(parts.cents - cost(sum_, rate, since, until, leap_years=leap).cents) <= 1


@given(SUMS, RATES, DAYS, LENGTHS)
def test_it_is_the_exact_fraction_rounded_to_the_nearest_cent(sum_: Money, rate: int, since: date, days: int) -> None:
    exact = Fraction(sum_.cents * rate * days, 10_000 * 365)
    assert abs(cost(sum_, rate, since, since + timedelta(days=days)).cents - exact) <= Fraction(1, 2)


@given(st.integers(1994, 2059), st.integers(1, 60), SUMS, RATES)
def test_with_the_other_reading_whole_years_are_whole(year: int, years: int, sum_: Money, rate: int) -> None:
    found = cost(sum_, rate, date(year, 12, 31), date(year + years, 12, 31), leap_years=True)
    assert found == sum_.share(rate * years, 10_000)


@given(DAYS, LENGTHS)
def test_every_day_is_in_one_line_of_the_indemnity_and_the_lines_add_up(since: date, days: int) -> None:
    until = since + timedelta(days=days)
    assume(since <= date(2026, 1, 1))
    outcome = asked(default=since.isoformat(), until=until.isoformat())
    more = [line for line in outcome["lines"] if line["of"] == "indemnity"]
    assert sum(line["days"] for line in more) == outcome["days"] == days
    known, unknown = outcome["indemnity"]["days_known"], outcome["indemnity"]["days_unknown"]
    assert known + unknown == days
    assert (outcome["indemnity"]["total"] is None) == (unknown > 0)
    for of, total in (("interest", outcome["interest"]), ("indemnity", outcome["indemnity"]["known"])):
        cents = [Money.parse(line["amount"]).cents for line in outcome["lines"] if line["of"] == of and line["amount"]]
        assert Money(sum(cents)) == Money.parse(total)


def test_the_sum_and_its_interest_never_hold_the_indemnity() -> None:
    outcome = asked(default="2023-09-30", until="2023-12-31")
    assert outcome["indemnity"]["total"] == "12.60"
    assert outcome["sum_and_interest"] == "1012.60"


def test_a_rate_is_said_as_each_language_writes_it() -> None:
    facts = {"on": "2026-01-01", "sum": "100.00", "obligation": "money", "default": "2025-01-01"}
    for percent, fr, en in (("3.50", "3,5 %", "3.5%"), ("4.00", "4 %", "4%"), ("0.25", "0,25 %", "0.25%")):
        told = {**facts, "agreed_rate": {"percent": percent, "written_by_the_year": None}}
        for lang, said in (("fr", fr), ("en", en)):
            finding = next(
                each for each in answer("limits/interest", told, lang)["findings"] if each["norm"] == "i-15/s4"
            )
            assert f": {said}" in finding["because"].replace("\u00a0", " ")
