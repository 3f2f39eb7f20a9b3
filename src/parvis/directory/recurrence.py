"""On which days a service takes place: pure functions of its schedule's values.

A date that follows from a rule is not an announced date: it is shown as to be confirmed, with the reason. Times are
local to Québec, so that 15:30 stays 15:30 on both sides of a change of clocks.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time, timedelta
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
#: What each part that lists numbers may hold: the largest, and whether it is also counted from the end.
_NUMBERS = {
    "BYMONTH": (12, False),
    "BYMONTHDAY": (31, True),
    "BYYEARDAY": (366, True),
    "BYWEEKNO": (53, True),
    "BYSETPOS": (366, True),
}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,3}", re.ASCII)
#: What names days by itself: without any of it, a rule means the day, the weekday or the date on which it begins.
_NAMES_DAYS = frozenset({"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"})
#: The days of 400 years, after which the calendar begins again on the same weekday.
_CYCLE = timedelta(days=146_097)
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
        for day in _walked(rule.rrule, rule.first, first, last):
            if day > last:
                return
            yield day


def _walked(text: str, begins: date, first: date, last: date) -> Iterator[date]:
    """The days of a rule that begins on `begins`, from `first`: what came before is leapt over, not walked.

    dateutil looks for a first day until the year 9999, whatever `last` is. Dates come again every 400 years on the same
    weekdays: the walk is done in the last of those cycles, so that a rule without any day ends soon.
    """
    check_parts(text)
    parts = dict(part.split("=", 1) for part in text.split(";"))
    frequency, interval = parts["FREQ"], int(parts.get("INTERVAL", "1"))
    first = max(first, begins)
    _name_days(parts, begins)
    week = begins - timedelta(days=(begins.weekday() - _WEEKDAYS.index(parts.get("WKST", "MO"))) % 7)
    if "BYSETPOS" in parts:
        start, step = _leapt(frequency, interval, begins, week, first), 1
    else:
        start, step = date(first.year, 1, 1), interval
        parts |= {"FREQ": "YEARLY", "INTERVAL": "1"}
    later = _CYCLE * ((MAXYEAR - last.year) // 400)
    plain = ";".join(f"{name}={value}" for name, value in parts.items())
    since = datetime.combine(first + later, time())
    for moment in read_rule(plain, start + later, last + later).xafter(since, inc=True):
        day = moment.date() - later
        if _steps(frequency, begins, week, day) % step == 0:
            yield day


def _name_days(parts: dict[str, str], begins: date) -> None:
    """Write out what a rule means by the day on which it begins, so that it may be walked from another."""
    frequency = parts["FREQ"]
    if not _NAMES_DAYS & parts.keys():
        if frequency in ("DAILY", "WEEKLY"):
            parts["BYDAY"] = ",".join(_WEEKDAYS) if frequency == "DAILY" else _WEEKDAYS[begins.weekday()]
        else:
            parts["BYMONTHDAY"] = str(begins.day)
            if frequency == "YEARLY":
                parts.setdefault("BYMONTH", str(begins.month))
    if frequency == "MONTHLY":  # the last Thursday is that of each month, not of the year
        parts.setdefault("BYMONTH", ",".join(map(str, range(1, 13))))


def _steps(frequency: str, begins: date, week: date, day: date) -> int:
    """How many days, weeks, months or years after the first of them a day is; `week`: the day on which that week began."""
    if frequency == "DAILY":
        return (day - begins).days
    if frequency == "WEEKLY":
        return (day - week).days // 7
    years = day.year - begins.year
    return years if frequency == "YEARLY" else 12 * years + day.month - begins.month


def _leapt(frequency: str, interval: int, begins: date, week: date, first: date) -> date:
    """The start of the week, month or year, in step with the first one, from which `first` is found."""
    steps = _steps(frequency, begins, week, first) // interval * interval
    if steps == 0:
        return begins
    if frequency == "WEEKLY":
        return week + timedelta(days=7 * steps)
    if frequency == "YEARLY":
        return date(begins.year + steps, 1, 1)
    years, month = divmod(begins.month - 1 + steps, 12)
    return date(begins.year + years, month + 1, 1)


def read_rule(text: str, first: date, last: date) -> rrule:
    """The rule as dateutil reads it, in whole days from `first`, looked at no further than `last`.

    ValueError where it is not one RFC 5545 rule.
    """
    check_parts(text)
    text = f"{text};UNTIL={last.year:04d}{last:%m%d}T000000"
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
    for name, value in values.items():
        if name in _NUMBERS:
            _check_numbers(name, value)
    if values.get("WKST", "MO") not in _WEEKDAYS:
        raise ValueError("WKST is a day of the week")
    among = {"DAILY": 0, "WEEKLY": 7, "MONTHLY": 31}.get(values["FREQ"], 366)
    if "BYSETPOS" in values and any(abs(int(one)) > among for one in values["BYSETPOS"].split(",")):
        raise ValueError(f"BYSETPOS: there are at most {among} days to count")
    if "BYDAY" in values:
        _check_weekdays(values)


def _check_numbers(name: str, value: str) -> None:
    largest, from_the_end = _NUMBERS[name]
    for one in value.split(","):
        number = int(one) if _NUMBER.fullmatch(one) else 0
        if not 1 <= (abs(number) if from_the_end else number) <= largest:
            raise ValueError(f"{name} lists numbers from 1 to {largest}")


def _check_weekdays(values: dict[str, str]) -> None:
    """The fifth Monday of a month and the 53rd of a year may be; a sixth or a 99th, or the second of a week, never."""
    most = {"MONTHLY": 5, "YEARLY": 5 if "BYMONTH" in values else 53}.get(values["FREQ"], 0)
    for one in values["BYDAY"].split(","):
        found = _WEEKDAY.fullmatch(one)
        if found is None or (found[1] is not None and not 1 <= abs(int(found[1])) <= most):
            raise ValueError(f"BYDAY: {one[:20]} is not a day of the week, or not one that there is")


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
