"""Deadlines: a time limit of a text as data, and the one function that counts it.

The safe day is shown: the earliest for one's own act, the latest before acting against somebody. Where a text does not
say that a closed day prolongs it, the safe day is the working day before, and the range tells the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from importlib.resources.abc import Traversable
from typing import Any, cast

from parvis.law.kernel.calendar import (
    Holidays,
    LastDay,
    last_day_before,
    name_of_closed_day,
    previous_working_day,
    prolonged,
)
from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.instrument import FaultyTextError, toml_of
from parvis.law.kernel.parameter import UnknownParameterError
from parvis.law.kernel.period import Period, Span, extended
from parvis.law.kernel.text import Text, text_of

COUNTS = ("code", "regulation", "plain", "other", "first_day", "before", "window", "same_day")
PERSONS = ("claimant", "defendant", "both", "clerk", "mediator", "arbitrator", "judge", "garnishee")
#: Each of them reads the acts of the other.
PARTIES = ("claimant", "defendant")
_DAY = timedelta(days=1)
_PROCEDURE = Holidays.CIVIL_PROCEDURE


@dataclass(frozen=True)
class Deadline:
    """One time limit: who acts, from or before which event, for how long, which norm, what follows if missed.

    `act` and `if_missed` speak to the one who acts; `act_other` and `if_missed_other` tell somebody else the same.
    """

    key: str
    stage: str
    who: str
    norm: str
    act: Text
    if_missed: Text
    count: str
    act_other: Text | None = None
    if_missed_other: Text | None = None
    after: str | None = None
    before: str | None = None
    on: str | None = None
    period: str | None = None
    period_default: str | None = None
    periods: Mapping[str, str] | None = None
    reading: str | None = None
    earliest: str | None = None
    more: str | None = None
    capped_after: str | None = None
    capped_period: str | None = None
    strict: bool | None = None
    done_by: tuple[str, ...] = ()
    incidental: bool = False
    optional: bool = False
    requires_mandatory: bool = False
    only_by_default: bool = False

    def __post_init__(self) -> None:
        if self.count not in COUNTS or self.who not in PERSONS:
            raise ValueError(f"count {self.count!r} or who {self.who!r} is unknown")
        if [self.after, self.before, self.on].count(None) != 2:
            raise ValueError("exactly one of after, before, on is needed")
        if self.count != "same_day" and not (self.period or self.periods):
            raise ValueError("a period is needed")
        if self.who in PARTIES and not (self.act_other and self.if_missed_other):
            raise ValueError("act_other and if_missed_other are needed: the other party reads them too")

    @property
    def trigger(self) -> str:
        """The event from which, or back from which, the limit is counted."""
        return cast(str, self.after or self.before or self.on)

    def parameters(self) -> tuple[str, ...]:
        """Every parameter that the deadline reads."""
        named = (self.period, self.period_default, self.earliest, self.more, self.capped_period)
        return tuple(each for each in (*named, *(self.periods or {}).values()) if each)


@dataclass(frozen=True, slots=True)
class Timing:
    """A deadline counted: the safe last day or the first day, its bounds, and how it was counted.

    `closes`: where a closed day brought the safe day forward, the day after which acting is late by any reading.
    """

    days: Text
    from_day: date | None = None
    last_day: date | None = None
    first_day: date | None = None
    bounds: Span | None = None
    counted: date | None = None
    moved_by: Text | None = None
    readings: tuple[tuple[str, date], ...] = ()
    closes: date | None = None


def read_deadlines(folder: Traversable) -> Iterator[Deadline]:
    """The deadlines of an instrument, in the order of its file; FaultyTextError where an entry cannot be right."""
    known = {each.name for each in fields(Deadline)}
    for entry in toml_of(folder, "deadlines.toml").get("deadline", []):
        name = f"{folder.name}/deadlines.toml: {entry.get('key', 'an entry without key')}"
        if unknown := set(entry) - known:
            raise FaultyTextError(f"{name}: unknown keys {sorted(unknown)}")
        try:
            texts = {key: text_of(entry[key]) for key in ("act", "if_missed")}
            texts |= {key: text_of(entry[key]) for key in ("act_other", "if_missed_other") if key in entry}
            yield Deadline(**{**entry, **texts, "done_by": tuple(entry.get("done_by", ()))})
        except (KeyError, TypeError, ValueError) as error:
            raise FaultyTextError(f"{name}: {error}") from error


def time(
    deadline: Deadline,
    events: Mapping[str, Any],
    weighing: Weighing,
    names: Mapping[str, Text],
    suspensions: Iterable[Span] = (),
) -> Timing:
    """The deadline counted on these events; without its trigger, only how it would be counted."""
    happened = cast("date | None", events.get(deadline.trigger))
    law_day = happened or weighing.on
    where = names[deadline.trigger]
    if deadline.count == "same_day":
        return Timing(Text("le jour même", "that very day"), happened, happened, counted=happened)
    if deadline.count == "window":
        return _window(deadline, weighing, happened, law_day, where)
    if deadline.periods:
        return _by_reading(deadline, weighing, happened, law_day, where)
    periods = _periods(deadline, events, weighing, law_day)
    words = Text("{period} après {event}", "{period} after {event}")
    shown = periods[-1] if deadline.count == "first_day" else periods[0]
    days = words.fill(period=shown.text(), event=where)
    if happened is None:
        return Timing(days)
    spans = tuple(suspensions)
    timing = _after(deadline, days, happened, periods, spans)
    if deadline.more is not None and timing.last_day is not None:
        more = cast(Period, weighing.parameter(deadline.more, day=law_day))
        latest = prolonged(more.after(timing.counted or timing.last_day), _PROCEDURE).day
        return replace(timing, bounds=Span(timing.last_day, latest))
    return _capped(deadline, events, weighing, timing, spans)


def _periods(deadline: Deadline, events: Mapping[str, Any], weighing: Weighing, day: date) -> list[Period]:
    """The periods that may apply, shortest first: one by default, another otherwise, both where that is not known."""
    by_default = events.get("judgment_by_default")
    chosen = [deadline.period, deadline.period_default]
    if deadline.period_default is None or by_default is False:
        chosen = [deadline.period]
    elif by_default:
        chosen = [deadline.period_default]
    read = [cast(Period, weighing.parameter(each, day=day)) for each in chosen if each is not None]
    return sorted(read, key=lambda period: period.after(day))


def _end(start: date, period: Period, suspensions: tuple[Span, ...]) -> date:
    extensions = extended(start, period.after(start), suspensions)
    return extensions[-1].last_day if extensions else period.after(start)


def _after(deadline: Deadline, days: Text, start: date, periods: list[Period], suspensions: tuple[Span, ...]) -> Timing:
    shortest, longest = _end(start, periods[0], suspensions), _end(start, periods[-1], suspensions)
    if deadline.count == "first_day":
        latest = prolonged(longest, _PROCEDURE)
        first = latest.day + _DAY
        return Timing(days, start, first_day=first, counted=latest.counted, moved_by=latest.moved_by)
    if deadline.count in ("code", "other"):
        last = prolonged(shortest, _PROCEDURE)
        return Timing(days, start, last.day, counted=last.counted, moved_by=last.moved_by if last.moved else None)
    safe = previous_working_day(shortest, _PROCEDURE)
    latest_day = prolonged(longest, _PROCEDURE).day
    bounds = Span(safe, latest_day) if safe != latest_day else None
    moved_by = name_of_closed_day(shortest, _PROCEDURE)
    closes = prolonged(shortest, _PROCEDURE).day
    return Timing(days, start, safe, bounds=bounds, counted=shortest, moved_by=moved_by, closes=closes)


def _capped(
    deadline: Deadline, events: Mapping[str, Any], weighing: Weighing, timing: Timing, suspensions: tuple[Span, ...]
) -> Timing:
    """The deadline, no later than another limit that bars it in any case; what suspends one suspends the other."""
    start = events.get(deadline.capped_after) if deadline.capped_after else None
    if start is None or deadline.capped_period is None or timing.last_day is None:
        return timing
    period = cast(Period, weighing.parameter(deadline.capped_period, day=start))
    limit = prolonged(_end(start, period, suspensions), _PROCEDURE)
    if limit.day >= timing.last_day:
        return timing
    return Timing(timing.days, timing.from_day, limit.day, counted=limit.counted, moved_by=limit.moved_by)


def _window(deadline: Deadline, weighing: Weighing, event: date | None, law_day: date, where: Text) -> Timing:
    latest = cast(Period, weighing.parameter(cast(str, deadline.period), day=law_day))
    earliest = cast(Period, weighing.parameter(cast(str, deadline.earliest), day=law_day))
    days = Text(
        "au moins {latest} et au plus {earliest} avant {event}",
        "at least {latest} and at most {earliest} before {event}",
    ).fill(latest=latest.text(), earliest=earliest.text(), event=where)
    if event is None:
        return Timing(days)
    bounds = Span(earliest.before(event), latest.before(event))
    return Timing(days, event, bounds.last, bounds=bounds, counted=bounds.last)


def _by_reading(deadline: Deadline, weighing: Weighing, event: date | None, law_day: date, where: Text) -> Timing:
    """A limit before an event that two sources give differently: the reading chosen, with the others beside it."""
    periods: dict[str, Period] = {}
    for reading, parameter in cast("Mapping[str, str]", deadline.periods).items():
        try:
            periods[reading] = cast(Period, weighing.parameter(parameter, day=law_day))
        except UnknownParameterError:
            continue
    chosen = weighing.reading(cast(str, deadline.reading)) if len(periods) > 1 else next(iter(periods))
    words = Text("{period} avant {event}", "{period} before {event}")
    days = words.fill(period=periods[chosen].text(), event=where)
    if event is None:
        return Timing(days)
    timed: dict[str, LastDay] = {key: last_day_before(event, each, _PROCEDURE) for key, each in periods.items()}
    last = timed[chosen]
    bounds = Span(min(each.day for each in timed.values()), max(each.day for each in timed.values()))
    return Timing(
        days,
        event,
        last.day,
        bounds=bounds if len(timed) > 1 else None,
        counted=last.counted,
        moved_by=last.moved_by,
        readings=tuple((key, each.day) for key, each in timed.items()) if len(timed) > 1 else (),
    )
