"""The holidays of Québec, and what a last day becomes when it falls on one.

Two lists, because the texts have two. The Interpretation Act (I-16, s. 61(23)) names the holidays of every Act; the
Code of Civil Procedure (a. 82) adds 26 December and 2 January, for civil procedure only. Saturday is no holiday in
either, but a period that ends on a Saturday runs on to the next working day (CCP 83; Civil Code 2879).
"""

from __future__ import annotations

import enum
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources

from parvis.law.kernel.period import Period
from parvis.law.kernel.text import Text, text_of

_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY, _MONDAY = 5, 6, 0


class Holidays(enum.Enum):
    """Which list of holidays a period follows."""

    EVERY_ACT = "every_act"
    CIVIL_PROCEDURE = "civil_procedure"


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus)."""
    century = year // 100
    golden = year % 19
    correction = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = correction - (correction // 28) * (1 - (29 // (correction + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def _nth_monday(year: int, month: int, rank: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(_MONDAY - first.weekday()) % 7 + 7 * (rank - 1))


def _monday_before(day: date) -> date:
    return day - timedelta(days=day.weekday() or 7)


@lru_cache(maxsize=1)
def proclaimed_days() -> Mapping[date, Text]:
    """Days proclaimed public holidays or days of thanksgiving (I-16, s. 61(23)(j)), from the data file here."""
    source = resources.files(__package__).joinpath("proclaimed_days.toml").read_text(encoding="utf-8")
    return {entry["day"]: text_of(entry["name"]) for entry in tomllib.loads(source).get("day", [])}


@lru_cache(maxsize=512)
def holidays(year: int, which: Holidays) -> Mapping[date, Text]:
    """The holidays of the year other than Sundays, each with its name."""
    easter = easter_sunday(year)
    canada_day = date(year, 7, 1)
    if canada_day.weekday() == _SUNDAY:
        canada_day += _DAY
    named = {
        date(year, 1, 1): Text("le jour de l'An", "New Year's Day"),
        easter - 2 * _DAY: Text("le Vendredi saint", "Good Friday"),
        easter + _DAY: Text("le lundi de Pâques", "Easter Monday"),
        _monday_before(date(year, 5, 25)): Text("la Journée nationale des patriotes", "National Patriots' Day"),
        date(year, 6, 24): Text("la fête nationale", "the National Holiday"),
        canada_day: Text("la fête du Canada", "Canada Day"),
        _nth_monday(year, 9, 1): Text("la fête du Travail", "Labour Day"),
        _nth_monday(year, 10, 2): Text("l'Action de grâces", "Thanksgiving"),
        date(year, 12, 25): Text("Noël", "Christmas Day"),
    }
    if which is Holidays.CIVIL_PROCEDURE:
        named[date(year, 1, 2)] = Text("le 2 janvier", "January 2")
        named[date(year, 12, 26)] = Text("le 26 décembre", "December 26")
    named.update({day: name for day, name in proclaimed_days().items() if day.year == year})
    return named


def name_of_closed_day(day: date, which: Holidays) -> Text | None:
    """Why nothing can be filed on that day (Saturday, Sunday, the name of the holiday); None for a working day."""
    named = holidays(day.year, which).get(day)
    if named is not None:
        return named
    if day.weekday() == _SUNDAY:
        return Text("un dimanche", "a Sunday")
    if day.weekday() == _SATURDAY:
        return Text("un samedi", "a Saturday")
    return None


def is_working_day(day: date, which: Holidays) -> bool:
    """Neither a Saturday, nor a Sunday, nor a holiday of that list."""
    return name_of_closed_day(day, which) is None


def next_working_day(day: date, which: Holidays) -> date:
    """The day itself where it is a working day, else the first one that follows."""
    while not is_working_day(day, which):
        day += _DAY
    return day


def previous_working_day(day: date, which: Holidays) -> date:
    """The day itself where it is a working day, else the last one before it."""
    while not is_working_day(day, which):
        day -= _DAY
    return day


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of a period: as counted, and as it becomes once holidays are considered."""

    counted: date
    day: date
    moved_by: Text | None

    @property
    def moved(self) -> bool:
        """Whether a Saturday or a holiday moved it."""
        return self.day != self.counted


def last_day(start: date, period: Period, which: Holidays) -> LastDay:
    """The last day of a period that starts on `start` (not counted): CCP 83, Civil Code 2879."""
    return prolonged(period.after(start), which)


def prolonged(counted: date, which: Holidays) -> LastDay:
    """A last day already counted, prolonged to the next working day where it falls on a Saturday or a holiday."""
    return LastDay(counted, next_working_day(counted, which), name_of_closed_day(counted, which))


def last_safe_day(start: date, period: Period, which: Holidays) -> LastDay:
    """The last working day of the period, for a text that does not say that a holiday prolongs it."""
    counted = period.after(start)
    return LastDay(counted, previous_working_day(counted, which), name_of_closed_day(counted, which))


def last_day_before(event: date, period: Period, which: Holidays) -> LastDay:
    """The last working day that lies at least `period` before `event`.

    Counted backwards, a closed day moves the limit earlier: later would leave less than the period.
    """
    counted = period.before(event)
    return LastDay(counted, previous_working_day(counted, which), name_of_closed_day(counted, which))


def in_time(act: date, start: date, period: Period, which: Holidays) -> bool | None:
    """Whether an act came within a period that no text seen prolongs to the next working day.

    None where the last day is a closed day and the act came after it, but not later than the next working day.
    """
    counted = period.after(start)
    if act <= counted:
        return True
    return None if act <= next_working_day(counted, which) else False
