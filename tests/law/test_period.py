"""Periods: months that clamp, suspensions that are not counted."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.law.kernel.period import Period, Span, add_months, extended, merged

DAYS = st.dates(date(1994, 1, 1), date(2150, 12, 31))
SPANS = st.builds(lambda day, length: Span(day, day + timedelta(days=length)), DAYS, st.integers(0, 400))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 1, 15), -13, date(2022, 12, 15)),
    ],
)
def test_months_keep_the_day_or_clamp(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(DAYS, st.integers(-600, 600))
def test_months_land_in_the_right_month(day: date, months: int) -> None:
    result = add_months(day, months)
    assert (result.year * 12 + result.month) - (day.year * 12 + day.month) == months
    assert result.day == min(day.day, monthrange(result.year, result.month)[1])


@given(DAYS, DAYS, st.integers(0, 120))
def test_months_keep_the_order_of_days(first: date, second: date, months: int) -> None:
    early, late = sorted((first, second))
    assert add_months(early, months) <= add_months(late, months)


@given(DAYS, st.integers(0, 1000))
def test_days_go_there_and_back(day: date, number: int) -> None:
    period = Period(number, "days")
    assert period.before(period.after(day)) == day


def test_beyond_the_calendar_is_an_error() -> None:
    with pytest.raises(ValueError, match="out of the calendar"):
        add_months(date(9999, 12, 1), 1)


@pytest.mark.parametrize(("number", "unit"), [(-1, "days"), (1, "fortnights"), (True, "days"), (1.0, "days")])
def test_what_is_not_a_period(number: int, unit: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        Period(number, unit)


@given(DAYS, st.integers(1, 2000), st.lists(SPANS, max_size=4))
def test_suspended_days_are_not_counted(start: date, length: int, suspensions: list[Span]) -> None:
    """Day by day: the extended period holds exactly as many days that are not suspended as the period had days."""
    end = start + timedelta(days=length)
    extensions = extended(start, end, suspensions)
    last = extensions[-1].last_day if extensions else end
    days = [start + timedelta(days=n) for n in range(1, (last - start).days + 1)]
    assert sum(not any(day in span for span in suspensions) for day in days) == length
    assert not any(last in span for span in suspensions) or last == start


@given(st.lists(SPANS, max_size=6))
def test_merged_spans_are_apart_and_lose_no_day(spans: list[Span]) -> None:
    result = merged(spans)
    for earlier, later in pairwise(result):
        assert earlier.last is not None
        assert later.first > earlier.last + timedelta(days=1)
    assert all(any(day in span for span in result) for each in spans for day in (each.first, each.last))


def test_an_open_suspension_cannot_be_counted() -> None:
    with pytest.raises(ValueError, match="must have an end"):
        merged([Span(date(2026, 1, 1))])


def test_a_span_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Span(date(2026, 1, 2), date(2026, 1, 1))
