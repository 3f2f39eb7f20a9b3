"""Parameters: the amounts and lengths of time of the law, each with its dates, its source and its horizon.

A value has two dates: from when it is in force, and until when it was last confirmed against a source (its horizon).
Past its horizon it is still used, and the decision says so. A third date is there where a value was published after
the day from which it is in force (`known_from`): what somebody could know on a day before is the value that ran until
then. A stretch of time that no source covers is declared unknown: it has no value, and nothing is made up for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from parvis.law.kernel.money import Money
from parvis.law.kernel.norm import UNCONFIRMED
from parvis.law.kernel.period import Period, Span

Value = Money | Period | int

_PERIODS = ("days", "weeks", "months", "years")
#: Whole numbers: a rate is in hundredths of a percent (5 % is 500), a length of time in minutes or hours.
_NUMBERS = ("count", "basis_points", "minutes", "hours")
UNITS = ("money", *_NUMBERS, *_PERIODS)


def value_in(unit: str, written: object) -> Value:
    """A value as written in a data file, in its unit; ValueError where it does not fit the unit."""
    if unit == "money" and isinstance(written, str):
        return Money.parse(written)
    if type(written) is int and written >= 0:
        if unit in _NUMBERS:
            return written
        if unit in _PERIODS:
            return Period(written, unit)
    raise ValueError(f"{written!r} is no value in {unit}")


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One value of a parameter, with the days it is in force, its horizon, its source and its confidence.

    `value` is None where the stretch is declared unknown; `known_from` is the day it was published, where that came
    after the first day it is in force.
    """

    value: Value | None
    in_force: Span
    confirmed_until: date
    confidence: str
    source: str
    known_from: date | None = None

    @property
    def unknown(self) -> bool:
        """Whether no source covers this stretch."""
        return self.value is None

    def past_horizon(self, on: date) -> bool:
        """Whether the value is used on a day after which nobody checked it; a value that has ended needs no check."""
        return self.value is not None and self.in_force.last is None and on > self.confirmed_until

    @property
    def unconfirmed(self) -> bool:
        """Whether the value is an inference, from memory, or declared unknown."""
        return self.value is None or self.confidence in UNCONFIRMED


class UnknownParameterError(LookupError):
    """No parameter of that identifier, or no value on that day."""


@dataclass(frozen=True)
class Parameter:
    """A parameter and its values in the order of time, without overlap and without gap."""

    id: str
    norm: str
    values: tuple[DatedValue, ...]
    unit: str = "count"

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError(f"{self.id}: no value")
        for earlier, later in zip(self.values, self.values[1:], strict=False):
            if earlier.in_force.last is None or earlier.in_force.overlaps(later.in_force):
                raise ValueError(f"{self.id}: two values on {later.in_force.first}")
            if later.in_force.first != earlier.in_force.last + timedelta(days=1):
                raise ValueError(f"{self.id}: no value between {earlier.in_force.last} and {later.in_force.first}")

    def at(self, on: date, known_on: date | None = None) -> DatedValue:
        """The value in force on that day; UnknownParameterError where there is none.

        With `known_on`, the value that was believed on that other day: one published later is passed over, and the one
        before it was believed to run on.
        """
        believed_on = False
        for dated in reversed(self.values):
            if dated.in_force.first > on:
                continue
            if known_on is not None and dated.known_from is not None and known_on < dated.known_from:
                believed_on = believed_on or on in dated.in_force
                continue
            if believed_on or on in dated.in_force:
                return dated
            break
        raise UnknownParameterError(f"{self.id} has no value on {on}")


class Parameters:
    """Every parameter, by identifier."""

    def __init__(self) -> None:
        self._by_id: dict[str, Parameter] = {}

    def add(self, parameter: Parameter) -> None:
        """Adds a parameter; ValueError where the identifier is taken."""
        if parameter.id in self._by_id:
            raise ValueError(f"{parameter.id}: given twice")
        self._by_id[parameter.id] = parameter

    def __contains__(self, parameter_id: object) -> bool:
        return parameter_id in self._by_id

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self._by_id.values())

    def __getitem__(self, parameter_id: str) -> Parameter:
        try:
            return self._by_id[parameter_id]
        except KeyError:
            raise UnknownParameterError(f"no parameter {parameter_id}") from None
