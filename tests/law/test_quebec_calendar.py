"""The calendar of Québec, and what a last day becomes on a closed day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.law.kernel import calendar
from parvis.law.kernel.calendar import (
    Holidays,
    easter_sunday,
    holidays,
    is_working_day,
    last_day,
    last_day_before,
    last_safe_day,
    next_working_day,
    previous_working_day,
)
from parvis.law.kernel.period import Period
from parvis.law.kernel.text import Text

DAYS = st.dates(date(1994, 1, 1), date(2150, 12, 31))
PERIODS = st.builds(Period, st.integers(0, 400), st.sampled_from(["days", "weeks"]))
EITHER = st.sampled_from(list(Holidays))

# From published tables of the Canadian and Québec governments.
KNOWN = {
    2016: {date(2016, 3, 25), date(2016, 3, 28), date(2016, 5, 23), date(2016, 9, 5), date(2016, 10, 10)},
    2021: {date(2021, 4, 2), date(2021, 4, 5), date(2021, 5, 24), date(2021, 9, 6), date(2021, 10, 11)},
    2025: {date(2025, 4, 18), date(2025, 4, 21), date(2025, 5, 19), date(2025, 9, 1), date(2025, 10, 13)},
    2026: {date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 18), date(2026, 9, 7), date(2026, 10, 12)},
}


@pytest.mark.parametrize("year", sorted(KNOWN))
def test_movable_holidays(year: int) -> None:
    fixed = {date(year, 1, 1), date(year, 6, 24), date(year, 7, 1), date(year, 12, 25)}
    assert set(holidays(year, Holidays.EVERY_ACT)) == KNOWN[year] | fixed


@pytest.mark.parametrize(
    ("year", "easter"),
    [(1994, date(1994, 4, 3)), (2000, date(2000, 4, 23)), (2008, date(2008, 3, 23)), (2038, date(2038, 4, 25))],
)
def test_easter(year: int, easter: date) -> None:
    assert easter_sunday(year) == easter


def by_the_moon(year: int) -> date:
    """Easter by the tables of the calendar reform: the Sunday after the full moon that falls on or after 21 March."""
    century, golden = year // 100 + 1, year % 19 + 1
    epact = (11 * golden + 20 + (8 * century + 5) // 25 - 5 - (3 * century // 4 - 12)) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full_moon = date(year, 3, 1) + timedelta(days=43 - epact if epact <= 23 else 73 - epact)
    return full_moon + timedelta(days=6 - full_moon.weekday() or 7)  # the next Sunday where it is one


def test_easter_of_every_gregorian_year() -> None:
    assert [year for year in range(1583, 4100) if easter_sunday(year) != by_the_moon(year)] == []


def test_a_proclaimed_day_is_a_holiday_of_its_year_only(monkeypatch: pytest.MonkeyPatch) -> None:
    thanks = Text("un jour d’action de grâces publique", "a public day of thanksgiving")
    monkeypatch.setattr(calendar, "proclaimed_days", lambda: {date(2031, 1, 6): thanks})
    undecorated = holidays.__wrapped__
    assert undecorated(2031, Holidays.EVERY_ACT)[date(2031, 1, 6)] is thanks
    assert date(2031, 1, 6) not in undecorated(2030, Holidays.EVERY_ACT)


def test_1_july_on_a_sunday_gives_2_july_only() -> None:
    assert date(2018, 7, 2) in holidays(2018, Holidays.EVERY_ACT)
    assert date(2018, 7, 1) not in holidays(2018, Holidays.EVERY_ACT)
    assert not is_working_day(date(2018, 7, 1), Holidays.EVERY_ACT)  # it is a Sunday


def test_24_june_on_a_sunday_does_not_move() -> None:
    assert is_working_day(date(2018, 6, 25), Holidays.CIVIL_PROCEDURE)


def test_civil_procedure_adds_26_december_and_2_january_and_nothing_else() -> None:
    for year in range(1994, 2060):
        more = set(holidays(year, Holidays.CIVIL_PROCEDURE)) - set(holidays(year, Holidays.EVERY_ACT))
        assert more == {date(year, 1, 2), date(year, 12, 26)}


def test_patriots_day_is_the_monday_before_25_may() -> None:
    for year in range(1994, 2060):
        day = next(d for d, name in holidays(year, Holidays.EVERY_ACT).items() if "patriotes" in name.fr)
        assert day.weekday() == 0
        assert date(year, 5, 18) <= day <= date(year, 5, 24)


def test_christmas_2026_rolls_to_the_28th_for_procedure() -> None:
    last = last_day(date(2026, 12, 5), Period(20, "days"), Holidays.CIVIL_PROCEDURE)
    assert (last.counted, last.day) == (date(2026, 12, 25), date(2026, 12, 28))
    assert last.moved_by is not None
    assert last.moved_by.en == "Christmas Day"


def test_christmas_2025_differs_between_the_two_lists() -> None:
    # Thursday 25 December 2025: the 26th is a Friday, a holiday for civil procedure only.
    start, period = date(2025, 12, 5), Period(20, "days")
    assert last_day(start, period, Holidays.EVERY_ACT).day == date(2025, 12, 26)
    assert last_day(start, period, Holidays.CIVIL_PROCEDURE).day == date(2025, 12, 29)


@given(DAYS, EITHER)
def test_the_next_working_day_is_the_first_one(day: date, which: Holidays) -> None:
    following = next_working_day(day, which)
    assert is_working_day(following, which)
    assert day <= following <= day + timedelta(days=6)
    assert not any(is_working_day(day + timedelta(days=n), which) for n in range((following - day).days))


@given(DAYS, EITHER)
def test_the_previous_working_day_mirrors_the_next(day: date, which: Holidays) -> None:
    before = previous_working_day(day, which)
    assert is_working_day(before, which)
    assert next_working_day(before, which) == before
    assert next_working_day(before + timedelta(days=1), which) > day or before == day


@given(DAYS, PERIODS, EITHER)
def test_the_safe_day_never_comes_after_the_legal_one(start: date, period: Period, which: Holidays) -> None:
    legal, safe = last_day(start, period, which), last_safe_day(start, period, which)
    assert safe.day <= legal.counted <= legal.day
    assert legal.moved == (legal.moved_by is not None)


@given(DAYS, PERIODS, EITHER)
def test_counted_back_there_are_never_fewer_days_than_asked(event: date, period: Period, which: Holidays) -> None:
    limit = last_day_before(event, period, which)
    assert period.after(limit.day) <= event
    assert is_working_day(limit.day, which)
