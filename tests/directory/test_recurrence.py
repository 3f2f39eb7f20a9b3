"""Dates: against dateutil, around changes of clocks, holidays, pauses and seasons."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from parvis.directory.recurrence import (
    QUEBEC,
    Pause,
    Rule,
    between,
    days,
    holiday_on,
    next_of,
    occurrences,
    read_rule,
    slots,
)

LAVAL = Rule(
    "rule",
    "FREQ=MONTHLY;BYDAY=-1TH;BYMONTH=1,2,3,4,5,6,8,9,10,11",
    date(2024, 1, 25),
    starts=time(15, 30),
    ends=time(17),
    holidays="unknown",
)
MONDAYS = Rule("rule", "FREQ=WEEKLY;BYDAY=MO", date(2024, 1, 29), starts=time(9), ends=time(12), holidays="skip")

day = st.dates(date(2015, 1, 1), date(2035, 12, 31))
weekdays = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, unique=True)
weekly = st.builds(
    lambda days, step: f"FREQ=WEEKLY;INTERVAL={step};BYDAY={','.join(days)}", weekdays, st.integers(1, 4)
)
monthly = st.builds(
    lambda rank, name, months: f"FREQ=MONTHLY;BYDAY={rank}{name};BYMONTH={','.join(map(str, sorted(months)))}",
    st.sampled_from([-1, 1, 2, 3, 4]),
    st.sampled_from(["MO", "TH", "SA"]),
    st.sets(st.integers(1, 12), min_size=1),
)
by_day_of_month = st.builds(lambda number: f"FREQ=MONTHLY;BYMONTHDAY={number}", st.integers(1, 28))
daily = st.builds(
    lambda step, months: f"FREQ=DAILY;INTERVAL={step};BYMONTH={','.join(map(str, sorted(months)))}",
    st.integers(1, 9),
    st.sets(st.integers(1, 12), min_size=1),
)
#: Rules that mean the day on which they begin, and those that count days of a week, a month or a year.
bare = st.builds(
    lambda text, step: f"{text};INTERVAL={step}",
    st.sampled_from(
        [
            "FREQ=DAILY",
            "FREQ=WEEKLY",
            "FREQ=WEEKLY;WKST=SU",
            "FREQ=MONTHLY",
            "FREQ=YEARLY",
            "FREQ=YEARLY;BYMONTH=2,5",
            "FREQ=WEEKLY;BYDAY=MO,WE,SA;BYSETPOS=-1;WKST=WE",
            "FREQ=YEARLY;BYDAY=-1SU,53MO",
            "FREQ=YEARLY;BYWEEKNO=1,53",
        ]
    ),
    st.integers(1, 4),
)
rules = st.one_of(weekly, monthly, by_day_of_month, daily, bare)


def test_laval_has_ten_dates_in_2024() -> None:
    """The dates of the inventory, part d: the last Thursday, except in July and December."""
    found = [one.day.strftime("%m-%d") for one in occurrences(LAVAL, date(2024, 1, 1), date(2024, 12, 31))]
    assert found == ["01-25", "02-29", "03-28", "04-25", "05-30", "06-27", "08-29", "09-26", "10-31", "11-28"]


@given(text=rules, first=day, start=day, length=st.integers(0, 900))
def test_the_days_are_those_of_dateutil(text: str, first: date, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    known = rrulestr(text, dtstart=datetime.combine(first, time()))
    expected = [
        one.date() for one in known.between(datetime.combine(start, time()), datetime.combine(end, time()), inc=True)
    ]
    assert list(days(Rule("rule", text, first), start, end)) == expected


@given(text=rules, first=day, start=day, taken=st.sets(day, max_size=5), pause=st.tuples(day, st.integers(0, 60)))
def test_nothing_is_given_on_an_exception_in_a_pause_or_on_a_skipped_holiday(
    text: str, first: date, start: date, taken: set[date], pause: tuple[date, int]
) -> None:
    closed = Pause(pause[0], pause[0] + timedelta(days=pause[1]))
    plain = Rule("rule", text, first)
    rule = Rule("rule", text, first, exceptions=frozenset(taken), pauses=(closed,), holidays="skip")
    end = start + timedelta(days=400)
    kept, all_days = list(days(rule, start, end)), list(days(plain, start, end))
    assert kept == sorted(set(kept))
    for one in all_days:
        away = one in taken or closed.first <= one <= closed.last or holiday_on(one) is not None
        assert (one in kept) is not away


@given(text=rules, first=day, on=day, count=st.integers(1, 6))
def test_the_next_ones_are_the_first_of_those_that_follow(text: str, first: date, on: date, count: int) -> None:
    rule = Rule("rule", text, first)
    found = next_of([rule], on, count)
    assert found == list(between([rule], on, on + timedelta(days=366 * 3)))[:count]
    assert all(one.day >= on and one.day >= first for one in found)


@pytest.mark.parametrize(
    ("day_", "offset"), [(date(2026, 10, 29), -4), (date(2026, 11, 26), -5), (date(2027, 3, 25), -4)]
)
def test_half_past_three_stays_half_past_three_on_both_sides_of_a_change_of_clocks(day_: date, offset: int) -> None:
    (one,) = occurrences(LAVAL, day_, day_)
    assert one.start == datetime.combine(day_, time(15, 30), QUEBEC)
    assert one.start.utcoffset() == timedelta(hours=offset)


def test_a_date_from_a_rule_is_to_confirm_and_an_announced_one_is_not() -> None:
    (one,) = next_of([LAVAL], date(2026, 11, 22), 1)
    assert (one.certainty, one.confirmed) == ("rule", False)
    assert "Confirmez" in one.why.fr
    announced = Rule("confirmed", dates=(date(2027, 3, 2), date(2027, 3, 1)))
    first, second = next_of([announced], date(2027, 1, 1), 5)
    assert [first.day, second.day] == [date(2027, 3, 1), date(2027, 3, 2)]
    assert first.confirmed and first.start is None


def test_a_date_on_a_holiday_about_which_nothing_is_said_names_it() -> None:
    rule = Rule("rule", "FREQ=WEEKLY;BYDAY=MO", date(2026, 1, 5), holidays="unknown")
    (one,) = occurrences(rule, date(2026, 9, 7), date(2026, 9, 7))
    assert "Labour Day" in one.why.en
    assert "fête du Travail" in one.why.fr


def test_a_date_that_depends_on_the_court_sitting_is_never_confirmed() -> None:
    rule = Rule("confirmed", dates=(date(2027, 3, 1),), only_on_sitting_days=True)
    (one,) = next_of([rule], date(2027, 1, 1), 1)
    assert not one.confirmed
    assert "greffe" in one.why.fr


def test_the_last_day_is_the_last() -> None:
    rule = Rule("rule", "FREQ=WEEKLY;BYDAY=MO", date(2026, 1, 5), last=date(2026, 1, 19))
    assert [one.day.day for one in between([rule], date(2026, 1, 1), date(2026, 12, 31))] == [5, 12, 19]


def test_slots_are_whole_appointments_inside_the_window() -> None:
    rule = Rule("rule", "FREQ=WEEKLY;BYDAY=MO", date(2026, 1, 5), starts=time(12), ends=time(13, 50), slot_minutes=20)
    (one,) = occurrences(rule, date(2026, 1, 5), date(2026, 1, 5))
    found = slots(rule, one)
    assert len(found) == 5
    assert found[0][0].time() == time(12) and found[-1][1].time() == time(13, 40)
    assert all(end - start == timedelta(minutes=20) for start, end in found)
    assert slots(MONDAYS, next_of([MONDAYS], date(2026, 1, 5), 1)[0]) == []


def test_a_rule_that_never_occurs_is_looked_for_no_further_than_asked() -> None:
    rule = Rule("rule", "FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2", date(2026, 1, 5))
    assert next_of([rule], date(2026, 1, 1), 1) == []


def test_words_alone_give_no_date() -> None:
    assert next_of([Rule("unknown")], date(2026, 1, 1), 3) == []


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=1,2",
        "FREQ=DAILY;COUNT=99999999",
        "FREQ=DAILY;FREQ=SECONDLY",
        "INTERVAL=2",
        "",
    ],
)
def test_a_rule_that_would_be_walked_for_ever_is_refused(text: str) -> None:
    rule = Rule("rule", text, date(2026, 1, 5))
    with pytest.raises(ValueError, match=r"FREQ|INTERVAL|among|twice"):
        read_rule(text, date(2026, 1, 5), date(2026, 12, 31))
    if text:
        with pytest.raises(ValueError, match=r"FREQ|INTERVAL|among|twice"):
            list(days(rule, date(2026, 1, 5), date(2026, 1, 9)))
