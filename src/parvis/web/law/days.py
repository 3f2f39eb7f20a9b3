"""The day on which the law is looked at: `?on=2012-10-15`, kept in every link of the page; today where none is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import HttpRequest

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW
from parvis.pathway.inputs import Unclear, read_day

#: The days of which the law can be asked: before the oldest text known, far enough ahead for a long time limit.
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Day:
    """The day looked at, today, what was typed, and what is wrong with it."""

    day: date
    today: date
    typed: str = ""
    fault: Text | None = None

    @property
    def given(self) -> bool:
        """Whether the page shows another day than today."""
        return self.day != self.today

    @property
    def query(self) -> str:
        """What a link adds so that the day is kept; nothing for today."""
        return f"?on={self.day.isoformat()}" if self.given else ""

    @property
    def may_be_kept(self) -> bool:
        """Whether the page is one of few: today, or the first day of a version. Any other day could be asked without end."""
        return self.fault is None and (not self.given or self.day in turning_days())


@lru_cache(maxsize=1)
def turning_days() -> frozenset[date]:
    """Every day on which a norm or a parameter begins."""
    norms = {norm.in_force.first for instrument in LAW.instruments for norm in instrument.norms}
    values = {value.in_force.first for parameter in LAW.parameters for value in parameter.values}
    return frozenset(norms | values)


def day_of(request: HttpRequest) -> Day:
    """The day asked for. What cannot be read is said, and the page is that of today."""
    today = clock.today()
    typed = request.GET.get("on", "").strip()[:60]
    if not typed:
        return Day(today, today)
    try:
        return Day(read_day(typed, on=today, earliest=EARLIEST, latest=LATEST), today, typed)
    except Unclear as unclear:
        return Day(today, today, typed, unclear.text)
