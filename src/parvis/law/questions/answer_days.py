"""Last days from filing to answer, counted by the one function that counts deadlines, as the timetable does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, cast

from parvis.law.kernel.deadline import Deadline, Timing, time
from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text
from parvis.law.questions.timetable_facts import EVENTS
from parvis.law.texts import LAW
from parvis.law.texts.deadlines import deadlines
from parvis.law.texts.orders_2020.suspension import NORM as SUSPENSION
from parvis.law.texts.orders_2020.suspension import ran_then, suspension

RULES: Rulebook[Any] = Rulebook(LAW.norms)

_BY = Text("{days}: le {day} au plus tard.", "{days}: by {day}.")
_FROM = Text("{days}: à partir du {day}.", "{days}: from {day} on.")
_PROLONGED = Text("Le {counted} est {why}: le délai est prolongé.", "{counted} is {why}: the period is prolonged.")
_SUSPENDED = Text("Les jours suspendus en 2020 ne sont pas comptés.", "The days suspended in 2020 are not counted.")


@lru_cache(maxsize=16)
def _deadline(key: str) -> Deadline:
    return next(each for each in deadlines() if each.key == key)


@RULES.encodes("ccp/a83", SUSPENSION)
def counted(weighing: Weighing, key: str, start: date | None, pointer: str) -> Timing | None:
    """The deadline of that key, counted from `start`, with its norm weighed; None where it has not started.

    The keys are those of deadlines.toml; a closed day (CCP 83) and the orders of 2020 are weighed where they bear.
    """
    if start is None:
        return None
    deadline = _deadline(key)
    timing = time(deadline, {deadline.trigger: start}, weighing, EVENTS, (suspension(),))
    words, day = (_FROM, timing.first_day) if timing.first_day else (_BY, timing.last_day)
    because = words.fill(days=timing.days, day=day)
    if timing.first_day is None:
        weighing.weigh(deadline.norm, day=start, holds=True, because=because, facts=(pointer,))
        if timing.moved_by is not None:
            because = _PROLONGED.fill(counted=timing.counted, why=timing.moved_by)
            weighing.weigh("ccp/a83", day=start, holds=True, because=because, facts=(pointer,))
        if ran_then(start, cast(date, timing.counted)):
            weighing.weigh(SUSPENSION, day=suspension().first, holds=True, because=_SUSPENDED, facts=(pointer,))
    return timing


def last_day(timing: Timing | None) -> date | None:
    """The last day to act; None where the period has not started."""
    return None if timing is None else timing.last_day


def as_outcome(timing: Timing | None) -> Mapping[str, Any] | None:
    """The last day as an answer shows it: how it is counted, from when, and what moved it."""
    if timing is None:
        return None
    return {
        "last_day": timing.last_day,
        "days": timing.days,
        "from_day": timing.from_day,
        "counted": timing.counted,
        "moved_by": timing.moved_by,
    }
