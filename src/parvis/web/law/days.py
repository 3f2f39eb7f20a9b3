"""The day on which the law is looked at: `?on=2012-10-15`, kept in every link of the page; today where none is given.

What else an address asks is named, so that nothing typed is passed over in silence.
"""

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
#: Other names by which people ask for a day in an address; the page's own links say `on`.
ALSO_CALLED = ("le", "jour", "date", "day")
#: What other sites add to an address that they lead to; it asks for nothing.
_ADDED_BY_OTHERS = ("utm_", "fbclid", "gclid", "mc_", "ref")
#: So many names that the page does not know are shown, each cut to so many signs.
_MOST_UNKNOWN, _LONGEST_SHOWN = 5, 60


@dataclass(frozen=True)
class Day:
    """The day looked at, today, what was typed, and what is wrong with it."""

    day: date
    today: date
    typed: str = ""
    fault: Text | None = None
    unknown: tuple[str, ...] = ()

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
        return self.fault is None and not self.unknown and (not self.given or self.day in turning_days())


@lru_cache(maxsize=1)
def turning_days() -> frozenset[date]:
    """Every day on which a norm or a parameter begins."""
    norms = {norm.in_force.first for instrument in LAW.instruments for norm in instrument.norms}
    values = {value.in_force.first for parameter in LAW.parameters for value in parameter.values}
    return frozenset(norms | values)


def day_of(request: HttpRequest, *known: str) -> Day:
    """The day asked for. What cannot be read is said, and the page is that of today.

    `known` are the other names that the page reads in its address; any other is in `unknown`, as it was typed.
    """
    today = clock.today()
    name = next((each for each in ("on", *ALSO_CALLED) if request.GET.get(each, "").strip()), "on")
    typed = request.GET.get(name, "").strip()[:60]
    unknown = _unknown(request, {name, "on", *known})
    if not typed:
        return Day(today, today, unknown=unknown)
    try:
        return Day(read_day(typed, on=today, earliest=EARLIEST, latest=LATEST), today, typed, unknown=unknown)
    except Unclear as unclear:
        return Day(today, today, typed, unclear.text, unknown)


def _unknown(request: HttpRequest, known: set[str]) -> tuple[str, ...]:
    """What the address asks that the page does not know: "name=words", as typed."""
    asked = [name for name in request.GET if name not in known and not name.startswith(_ADDED_BY_OTHERS)]
    return tuple(f"{name}={request.GET[name]}"[:_LONGEST_SHOWN] for name in asked[:_MOST_UNKNOWN])
