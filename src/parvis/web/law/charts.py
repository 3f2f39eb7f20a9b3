"""The geometry of two pictures: the versions of a norm as a bar over time, the values of a parameter as steps.

Coordinates are strings: a template must not write them with a French comma.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from parvis.law.kernel.norm import Norm
from parvis.law.kernel.parameter import DatedValue, Parameter
from parvis.web.law.words import height_of, value_words

WIDTH = 340
_LEFT, _RIGHT = 6, 334
_BAR_TOP, _BAR_HEIGHT = 6, 22
_TOP, _BOTTOM = 24, 100
#: The most years written under an axis.
_TICKS = 5
#: Room left after the last change, so that what still runs is seen to run.
_AFTER = timedelta(days=365)


@dataclass(frozen=True)
class Axis:
    """Time from left to right, between two days."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day stands, in the units of the picture; days outside stand at the ends."""
        inside = min(max(day, self.first), self.last)
        return _LEFT + (_RIGHT - _LEFT) * (inside - self.first).days / max((self.last - self.first).days, 1)

    def ticks(self) -> list[dict[str, str]]:
        """The first of January of a few years, far enough from one another to be read."""
        years = range(self.first.year, self.last.year + 1)
        step = next(size for size in (1, 2, 5, 10, 20, 50, 100) if len(years) // size <= _TICKS)
        days = [date(year, 1, 1) for year in years if year % step == 0 and date(year, 1, 1) >= self.first]
        return [{"x": _written(self.x(day)), "year": str(day.year)} for day in days]


def _written(number: float) -> str:
    return f"{number:.1f}"


def _axis(firsts: Iterable[date], lasts: Iterable[date | None], day: date, today: date) -> Axis:
    first = min([*firsts, day])
    last = max([each for each in lasts if each] + [day, today])
    return Axis(first, last + _AFTER)


def version_bar(versions: Sequence[Norm], day: date, today: date) -> dict[str, Any]:
    """The versions of a norm over time. `bars`: x, width, whether it is the one of the day, whether it still runs."""
    spans = [each.in_force for each in versions]
    axis = _axis((span.first for span in spans), (span.last for span in spans), day, today)
    bars = []
    for version in versions:
        start, end = axis.x(version.in_force.first), axis.x(version.in_force.last or axis.last)
        bars.append(
            {
                "x": _written(start),
                "width": _written(max(end - start - 1, 2)),
                "here": day in version.in_force,
                "open": version.in_force.last is None,
            }
        )
    return {"bars": bars, "ticks": axis.ticks(), "day": _written(axis.x(day)), "top": _BAR_TOP, "height": _BAR_HEIGHT}


def step_chart(parameter: Parameter, day: date, today: date) -> dict[str, Any]:
    """The values of a parameter over time.

    `steps`: each value as a line at its height, dashed past its horizon; `unknown`: the stretches without a value;
    `levels`: each height with its value in words.
    """
    values = parameter.values
    axis = _axis((each.in_force.first for each in values), (each.in_force.last for each in values), day, today)
    highest = max((height_of(each.value) for each in values), default=0) or 1
    steps, unknown = [], []
    for value in values:
        start, end = axis.x(value.in_force.first), axis.x(value.in_force.last or axis.last)
        if value.unknown:
            unknown.append({"x": _written(start), "width": _written(max(end - start, 2))})
        else:
            steps.append(_step(value, axis, start, end, _y(value, highest)) | {"here": day in value.in_force})
    return {
        "steps": steps,
        "joins": _joins(values, axis, highest),
        "unknown": unknown,
        "levels": _levels(parameter, highest),
        "ticks": axis.ticks(),
        "day": _written(axis.x(day)),
    }


def _y(value: DatedValue, highest: int) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * height_of(value.value) / highest


def _step(value: DatedValue, axis: Axis, start: float, end: float, y: float) -> dict[str, Any]:
    sure = min(max(axis.x(value.confirmed_until), start), end) if value.in_force.last is None else end
    return {"x1": _written(start), "sure": _written(sure), "x2": _written(end), "y": _written(y)}


def _joins(values: Sequence[DatedValue], axis: Axis, highest: int) -> list[dict[str, str]]:
    """The upright line between two values that follow each other."""
    return [
        {
            "x": _written(axis.x(later.in_force.first)),
            "y1": _written(_y(earlier, highest)),
            "y2": _written(_y(later, highest)),
        }
        for earlier, later in itertools.pairwise(values)
        if not earlier.unknown and not later.unknown
    ]


def _levels(parameter: Parameter, highest: int) -> list[dict[str, Any]]:
    """The lowest and the highest value, written at their height; one where they are too close to be read apart."""
    known = sorted((each for each in parameter.values if not each.unknown), key=lambda each: height_of(each.value))
    if not known:
        return []
    ends = [known[0], known[-1]] if _y(known[0], highest) - _y(known[-1], highest) > 24 else [known[-1]]
    return [{"y": _written(_y(each, highest) - 5), "words": value_words(each.value, parameter.unit)} for each in ends]
