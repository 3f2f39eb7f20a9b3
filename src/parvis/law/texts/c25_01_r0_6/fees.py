"""Regulation of 2003, sections 13 to 14, and that of 2023: the rate of a day of mediation, and the time that is free.

One function for each tariff, registered from the day it came in: by the session until 2021, by the hour since. What was
known on a day and what is known now may differ: the rate is indexed on April 1 by a notice that may come out later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.rule import Rulebook
from parvis.law.texts import LAW

R06, R061 = "c25.01-r0.6", "c25.01-r0.6.1"

#: The norms that fix the rate, the newest regulation first.
RATES = (f"{R061}/fees-hour", f"{R06}/s13")


@dataclass(frozen=True, slots=True)
class Tariff:
    """The tariff of a day: the norm, the rate of an hour (None: no source gives it), the free minutes of a file.

    `by_session` is the tariff before 2021-05-13: one session is paid, whatever its minutes. `beyond` is the norm under
    which the parties pay what is over the free time (None: no source says), `indexing` the one that moves the rate, and
    `rate` the parameter in which it is written.
    """

    norm: str
    rate: str
    hour: Money | None
    free_minutes: int
    by_session: bool
    beyond: str | None
    free: str
    indexing: str


Tariffs = Callable[[Weighing, date, "date | None"], Tariff]
RULES: Rulebook[Tariffs] = Rulebook(LAW.norms)


def tariff_of(weighing: Weighing, day: date, known_on: date | None = None) -> Tariff:
    """The tariff of a day of work, as known now, or as it was known on another day.

    UnknownNormError before 2003-10-16.
    """
    norm_id = RULES.in_force(RATES, day) or f"{R06}/s13"
    return RULES.at(norm_id, day)(weighing, day, known_on)


@RULES.encodes(f"{R06}/s13", f"{R06}/s13-indexing")
def by_the_session(weighing: Weighing, day: date, known_on: date | None) -> Tariff:
    """Section 13 before 2021: the Ministry pays one session of about one hour; no source gives the amount."""
    rate = f"{R06}/s13-hour"
    hour = cast("Money | None", weighing.parameter_if_known(rate, day=day, known_on=known_on))
    free = cast(int, weighing.parameter(f"{R06}/s13-minutes", day=day))
    return Tariff(f"{R06}/s13", rate, hour, free, True, None, f"{R06}/s13", f"{R06}/s13-indexing")


@RULES.encodes(f"{R06}/s13", f"{R06}/s13.1", f"{R06}/s13-indexing", since=date(2021, 5, 13))
def by_the_hour(weighing: Weighing, day: date, known_on: date | None) -> Tariff:
    """Sections 13 and 13.1 since 2021: three hours paid by the Ministry, the rest by the parties at the same rate."""
    rate = f"{R06}/s13-hour"
    hour = cast("Money | None", weighing.parameter_if_known(rate, day=day, known_on=known_on))
    free = cast(int, weighing.parameter(f"{R06}/s13-minutes", day=day))
    return Tariff(f"{R06}/s13", rate, hour, free, False, f"{R06}/s13.1", f"{R06}/s13", f"{R06}/s13-indexing")


@RULES.encodes(f"{R061}/fees-hour", f"{R061}/free-time", f"{R061}/fees-indexing")
def by_the_hour_since_2023(weighing: Weighing, day: date, known_on: date | None) -> Tariff:
    """The regulation of 2023: the same three hours, and the same rate for what is over them."""
    rate, free_time = f"{R061}/hour", f"{R061}/free-time"
    hour = cast("Money | None", weighing.parameter_if_known(rate, day=day, known_on=known_on))
    free = cast(int, weighing.parameter(f"{R061}/free-minutes", day=day))
    return Tariff(f"{R061}/fees-hour", rate, hour, free, False, free_time, free_time, f"{R061}/fees-indexing")
