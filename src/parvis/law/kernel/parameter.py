"""Parameters: the amounts and lengths of time of the law, each with its dates, its source and its horizon.

A value has two dates: from when it is in force, and until when it was last confirmed against a source (its horizon).
Past its horizon it is still used, and the decision says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from parvis.law.kernel.money import Money
from parvis.law.kernel.norm import UNCONFIRMED
from parvis.law.kernel.period import Period, Span

Value = Money | Period | int

_PERIODS = ("days", "weeks", "months", "years")
UNITS = ("money", "count", *_PERIODS)


def value_in(unit: str, written: object) -> Value:
    """A value as written in a data file, in its unit; ValueError where it does not fit the unit."""
    if unit == "money" and isinstance(written, str):
        return Money.parse(written)
    if type(written) is int and written >= 0:
        if unit == "count":
            return written
        if unit in _PERIODS:
            return Period(written, unit)
    raise ValueError(f"{written!r} is no value in {unit}")


@dataclass(frozen=True, slots=True)
class DatedValue:
    """One value of a parameter, with the days it is in force, its horizon, its source and its confidence."""

    value: Value
    in_force: Span
    confirmed_until: date
    confidence: str
    source: str

    def past_horizon(self, on: date) -> bool:
        """Whether the value is used on a day after which nobody checked it; a value that has ended needs no check."""
        return self.in_force.last is None and on > self.confirmed_until

    @property
    def unconfirmed(self) -> bool:
        """Whether the value is an inference or from memory."""
        return self.confidence in UNCONFIRMED


class UnknownParameterError(LookupError):
    """No parameter of that identifier, or no value on that day."""


@dataclass(frozen=True)
class Parameter:
    """A parameter and its values in the order of time, without overlap and without gap."""

    id: str
    norm: str
    values: tuple[DatedValue, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError(f"{self.id}: no value")
        for earlier, later in zip(self.values, self.values[1:], strict=False):
            if earlier.in_force.last is None or earlier.in_force.overlaps(later.in_force):
                raise ValueError(f"{self.id}: two values on {later.in_force.first}")
            if later.in_force.first != earlier.in_force.last + timedelta(days=1):
                raise ValueError(f"{self.id}: no value between {earlier.in_force.last} and {later.in_force.first}")

    def at(self, on: date) -> DatedValue:
        """The value in force on that day; UnknownParameterError where there is none."""
        for dated in self.values:
            if on in dated.in_force:
                return dated
        raise UnknownParameterError(f"{self.id} has no value on {on}")


class Parameters:
    """Every parameter, by identifier."""

    def __init__(self, parameters: Iterable[Parameter] = ()) -> None:
        self._by_id: dict[str, Parameter] = {}
        for parameter in parameters:
            self.add(parameter)

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
