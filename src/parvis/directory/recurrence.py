"""On which days a service takes place: pure functions of its schedule's values.

A date that follows from a rule is not an announced date: it is shown as to be confirmed, with the reason. Times are
local to Québec, so that 15:30 stays 15:30 on both sides of a change of clocks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from parvis.law.kernel.calendar import Holidays, holidays
from parvis.law.kernel.text import Text

QUEBEC = ZoneInfo("America/Toronto")
#: How far ahead a next date is looked for: a yearly rule has one, and a rule that never occurs ends the search.
HORIZON = timedelta(days=366 * 3)
#: The parts of RFC 5545 that say days. A rule of hours, minutes or seconds would be walked for ever.
PARTS = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "WKST"})
FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
#: The longest written rule and the largest INTERVAL: beyond them it is a slip of the pen.
LONGEST_RULE = 200
LARGEST_INTERVAL = 366

ANNOUNCED = Text("Date annoncée par l’organisme.", "Date announced by the organization.")
FROM_A_RULE = Text(
    "Date calculée à partir de l’habitude connue. Confirmez-la avant de vous déplacer.",
    "Date worked out from the known routine. Confirm it before you travel.",
)
SITTING_DAYS_ONLY = Text(
    "Seulement si la Cour siège ce jour-là. Confirmez auprès du greffe.",
    "Only if the Court sits that day. Confirm with the court office.",
)
HOLIDAY_NOT_SAID = Text(
    "Ce jour est férié ({holiday}) et rien ne dit si la séance a lieu. Confirmez-la avant de vous déplacer.",
    "This day is a holiday ({holiday}) and nothing says whether the session takes place. Confirm it before you travel.",
)


@dataclass(frozen=True, slots=True)
class Pause:
    """Days, both included, during which the service does not take place."""

    first: date
    last: date
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A schedule's values. `rrule` is an RFC 5545 rule without DTSTART; `dates` are announced days instead of it."""

    certainty: str
    rrule: str = ""
    first: date | None = None
    last: date | None = None
    dates: tuple[date, ...] = ()
    exceptions: frozenset[date] = frozenset()
    starts: time | None = None
    ends: time | None = None
    slot_minutes: int | None = None
    holidays: str = ""
    only_on_sitting_days: bool = False
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One date. `start` and `end` are aware instants, None where the hour is not known (`end` too where only it is)."""

    day: date
    at: time
    start: datetime | None
    end: datetime | None
    certainty: str
    why: Text

    @property
    def confirmed(self) -> bool:
        """Whether the organization announced this very date."""
        return self.certainty == "confirmed"


def days(rule: Rule, first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last` (both included) on which it takes place, exceptions and pauses taken out."""
    for day in _bare_days(rule, first, last):
        if rule.last is not None and day > rule.last:
            return
        closed = rule.holidays == "skip" and holiday_on(day) is not None
        paused = any(pause.first <= day <= pause.last for pause in rule.pauses)
        if day not in rule.exceptions and not closed and not paused:
            yield day


def _bare_days(rule: Rule, first: date, last: date) -> Iterator[date]:
    if rule.dates:
        yield from sorted({day for day in rule.dates if first <= day <= last})
    elif rule.rrule and rule.first is not None:
        for moment in read_rule(rule.rrule, rule.first, last).xafter(datetime.combine(first, time()), inc=True):
            if moment.date() > last:
                return
            yield moment.date()


def read_rule(text: str, first: date, last: date) -> rrule:
    """The rule as dateutil reads it, in whole days from `first`, looked at no further than `last`.

    ValueError where it is not one RFC 5545 rule. Without `last`, a rule such as 30 February is looked for until the year 9999.
    """
    check_parts(text)
    text = f"{text};UNTIL={last:%Y%m%d}T000000"
    found = rrulestr(text, dtstart=datetime.combine(first, time()), ignoretz=True)
    if not isinstance(found, rrule):
        raise ValueError("one rule is expected")
    return found


def check_parts(text: str) -> None:
    """ValueError where the rule has a part that days do not need, or one that would never end."""
    parts = [part.partition("=") for part in text.split(";")]
    values = {name: value for name, _, value in parts}
    if len(text) > LONGEST_RULE or len(values) != len(parts):
        raise ValueError("too long, or a part is written twice")
    if strange := sorted(set(values) - PARTS):
        raise ValueError(f"{strange[0][:20] or 'an empty part'} is not among {', '.join(sorted(PARTS))}")
    if values.get("FREQ") not in FREQUENCIES:
        raise ValueError(f"FREQ is one of {', '.join(sorted(FREQUENCIES))}")
    interval = values.get("INTERVAL", "1")
    if not (interval.isascii() and interval.isdigit() and 1 <= int(interval) <= LARGEST_INTERVAL):
        raise ValueError(f"INTERVAL is a whole number from 1 to {LARGEST_INTERVAL}")


def holiday_on(day: date) -> Text | None:
    """The holiday of civil procedure (CCP 82) that falls on that day, by its name."""
    return holidays(day.year, Holidays.CIVIL_PROCEDURE).get(day)


def occurrences(rule: Rule, first: date, last: date) -> Iterator[Occurrence]:
    """The occurrences from `first` to `last` (both included), in order; none of a schedule that has only words."""
    for day in days(rule, first, last):
        certainty, why = _certainty(rule, day)
        start = None if rule.starts is None else datetime.combine(day, rule.starts, QUEBEC)
        end = None if start is None or rule.ends is None else datetime.combine(day, rule.ends, QUEBEC)
        yield Occurrence(day, rule.starts or time(), start, end, certainty, why)


def _certainty(rule: Rule, day: date) -> tuple[str, Text]:
    if rule.only_on_sitting_days:
        return "rule", SITTING_DAYS_ONLY
    if rule.certainty == "confirmed":
        return "confirmed", ANNOUNCED
    holiday = holiday_on(day)
    if holiday is not None:
        return "rule", HOLIDAY_NOT_SAID.fill(holiday=holiday)
    return "rule", FROM_A_RULE


def slots(rule: Rule, occurrence: Occurrence) -> list[tuple[datetime, datetime]]:
    """The appointments inside an occurrence, whole ones only; none where the service gives none."""
    if not rule.slot_minutes or occurrence.start is None or occurrence.end is None:
        return []
    length = timedelta(minutes=rule.slot_minutes)
    begin, finish = occurrence.start.replace(tzinfo=None), occurrence.end.replace(tzinfo=None)
    count = int((finish - begin) / length)
    local = [begin + length * number for number in range(count + 1)]
    return [(a.replace(tzinfo=QUEBEC), b.replace(tzinfo=QUEBEC)) for a, b in pairwise(local)]


def between(rules: Iterable[Rule], first: date, last: date) -> Iterator[Occurrence]:
    """The occurrences of several schedules, in order."""
    return merge(*(occurrences(rule, first, last) for rule in rules), key=lambda one: (one.day, one.at))


def next_of(rules: Iterable[Rule], on: date, count: int) -> list[Occurrence]:
    """The next occurrences of several schedules from `on` (included)."""
    return list(islice(between(rules, on, on + HORIZON), count))
