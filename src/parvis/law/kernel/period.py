"""Spans of days and periods of time: how days, months and years are added, and what a suspension does.

Code of Civil Procedure, a. 83: the day from which a period runs is not counted, the last day is; a period in months
ends on the same day of the last month or, for want of one, on the last day of that month. The same is done for years.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from parvis.law.kernel.text import Text, counted

_DAY = timedelta(days=1)
_UNITS = {
    "days": (Text("jour", "day"), Text("jours", "days")),
    "weeks": (Text("semaine", "week"), Text("semaines", "weeks")),
    "months": (Text("mois", "month"), Text("mois", "months")),
    "years": (Text("an", "year"), Text("ans", "years")),
}


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later (or earlier where negative), clamped to the end of the month.

    ValueError outside the years 1 to 9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"{months} months from {day} is out of the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included; an open end is None."""

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise ValueError(f"a span cannot end ({self.last}) before it starts ({self.first})")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day and (self.last is None or day <= self.last)

    def overlaps(self, other: Span) -> bool:
        """Whether a day is in both."""
        return (self.last is None or other.first <= self.last) and (other.last is None or self.first <= other.last)


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in one unit of the text: days, weeks, months or years."""

    number: int
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in _UNITS or type(self.number) is not int or self.number < 0:
            raise ValueError(f"not a period: {self.number!r} {self.unit!r}")

    def after(self, start: date) -> date:
        """The last day of the period that starts on `start`, before any holiday is considered."""
        return self._moved(start, self.number)

    def before(self, end: date) -> date:
        """The day that lies this period before `end`."""
        return self._moved(end, -self.number)

    def _moved(self, day: date, number: int) -> date:
        if self.unit == "days":
            return day + timedelta(days=number)
        if self.unit == "weeks":
            return day + timedelta(weeks=number)
        return add_months(day, number * 12 if self.unit == "years" else number)

    def text(self) -> Text:
        """The period in words: "20 jours", "20 days"."""
        one, many = _UNITS[self.unit]
        return counted(self.number, one, many)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same closed spans, in order, with those that touch or overlap made one."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda each: each.first):
        if span.last is None:
            raise ValueError("a suspension must have an end to be counted")
        previous = result[-1] if result else None
        if previous is not None and previous.last is not None and span.first <= previous.last + _DAY:
            result[-1] = Span(previous.first, max(previous.last, span.last))
        else:
            result.append(span)
    return result


@dataclass(frozen=True, slots=True)
class Extension:
    """What one suspension adds to a period: the days of the suspension that fell in it, and the new last day."""

    span: Span
    days: int
    last_day: date


def extended(start: date, last_day: date, suspensions: Iterable[Span]) -> list[Extension]:
    """What each suspension adds to the period that starts on `start` (not counted) and ends on `last_day`.

    A suspended day is not counted: the days of the period that were left resume after the suspension.
    """
    extensions: list[Extension] = []
    for span in merged(suspensions):
        first = max(span.first, start + _DAY)
        if span.last is None or first > span.last or first > last_day:
            continue
        days = (span.last - first).days + 1
        last_day = last_day + timedelta(days=days)
        extensions.append(Extension(span, days, last_day))
    return extensions
