"""The days of 2020 on which prescription and civil time limits did not run."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from importlib import resources

from parvis.law.kernel.instrument import FaultyTextError, toml_of
from parvis.law.kernel.period import Span, extended

NORM = "orders-2020/suspension"


@lru_cache(maxsize=1)
def suspension() -> Span:
    """The days suspended, both included; FaultyTextError where the file does not give exactly one span."""
    entries = toml_of(resources.files(__package__), "suspension.toml").get("suspension", [])
    if [(set(each), each.get("norm")) for each in entries] != [({"first", "last", "norm"}, NORM)]:
        raise FaultyTextError("orders_2020/suspension.toml: expected one suspension with first, last and norm")
    (only,) = entries
    return Span(only["first"], only["last"])


def ran_then(start: date, end: date) -> bool:
    """Whether a time limit that starts on `start` (not counted) and ends on `end` ran on one of the days suspended."""
    return bool(extended(start, end, (suspension(),)))
