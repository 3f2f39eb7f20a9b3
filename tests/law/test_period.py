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


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 1), 1), (date(1, 1, 31), -1), (date(1, 1, 1), -13)])
def test_beyond_the_calendar_is_an_error(day: date, months: int) -> None:
    with pytest.raises(ValueError, match="out of the calendar"):
        add_months(day, months)


def test_the_first_and_the_last_month_of_the_calendar_are_in_it() -> None:
    assert add_months(date(9999, 11, 30), 1) == date(9999, 12, 30)
    assert add_months(date(1, 2, 28), -1) == date(1, 1, 28)


@pytest.mark.parametrize(
    ("first", "last", "days", "end"),
    [
        (date(2020, 3, 25), date(2020, 3, 25), [1], date(2020, 4, 1)),  # a single day
        (date(2020, 3, 31), date(2020, 4, 9), [10], date(2020, 4, 10)),  # from the last day on
        (date(2020, 4, 1), date(2020, 4, 9), [], date(2020, 3, 31)),  # the day after the last
        (date(2020, 3, 1), date(2020, 3, 11), [], date(2020, 3, 31)),  # until the day that is not counted
        (date(2020, 3, 1), date(2020, 3, 12), [1], date(2020, 4, 1)),  # until the first day counted
    ],
)
def test_a_suspension_at_either_end_of_a_period(first: date, last: date, days: list[int], end: date) -> None:
    extensions = extended(date(2020, 3, 11), date(2020, 3, 31), [Span(first, last)])
    assert [each.days for each in extensions] == days
    assert (extensions[-1].last_day if extensions else date(2020, 3, 31)) == end


@given(SPANS, SPANS)
def test_spans_overlap_where_a_day_is_in_both(one: Span, other: Span) -> None:
    assert one.last is not None and other.last is not None
    assert one.overlaps(other) == (max(one.first, other.first) <= min(one.last, other.last))


def test_one_day_in_both_is_enough_and_an_open_end_reaches_every_later_day() -> None:
    may, day = Span(date(2026, 5, 1), date(2026, 5, 31)), timedelta(days=1)
    for edge, beyond in ((Span(may.first - day, may.first), may.first - day), (Span(may.last or may.first), None)):
        assert may.overlaps(edge) and edge.overlaps(may)
        apart = Span(may.first - 9 * day, beyond) if beyond else Span(date(2026, 6, 1))
        assert not may.overlaps(apart) and not apart.overlaps(may)


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
