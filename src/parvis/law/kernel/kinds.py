"""What one fact may be: a day, an amount, a number, a yes or no, a word of a list, words, a rate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from parvis.law.kernel import reasons
from parvis.law.kernel.fault import Fault, Reason, shown
from parvis.law.kernel.money import Money

_MOST_PERCENT = 100_00
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)


class Kind:
    """What a fact may be. `read` returns the fact as the rules use it, or appends faults and returns None."""

    @property
    def dated(self) -> bool:
        """Whether a day is in it."""
        return False

    def read(self, value: object, at: str, faults: list[Fault]) -> Any:
        """The fact read from JSON."""
        raise TypeError(f"{type(self).__name__} does not read facts")  # an abstract kind is never in a schema

    def refuse(self, value: object, at: str, faults: list[Fault], reason: Reason, **values: object) -> None:
        """Records that the value is not of this kind."""
        faults.append(reason.at(at, shown(value), **values))

    def known_on(self, fact: Any, on: date) -> Any:
        """The fact as it could be known on that day: what happened later is not weighed."""
        return fact


@dataclass(frozen=True)
class Day(Kind):
    """A date of Québec, ISO 8601. Unless it is `scheduled`, one after the day of the question is not weighed."""

    scheduled: bool = False
    not_before: date = date(1900, 1, 1)
    not_after: date = date(2199, 12, 31)

    @property
    def dated(self) -> bool:
        """A day is."""
        return True

    def read(self, value: object, at: str, faults: list[Fault]) -> date | None:
        """The date."""
        if isinstance(value, str) and _ISO_DAY.match(value):
            try:
                day = date.fromisoformat(value)
            except ValueError:
                day = None
            if day is not None and self.not_before <= day <= self.not_after:
                return day
        self.refuse(value, at, faults, reasons.DATE)
        return None

    def known_on(self, fact: Any, on: date) -> Any:
        """Nothing where it lies after that day, unless it is scheduled."""
        return fact if fact is None or self.scheduled or fact <= on else None


@dataclass(frozen=True)
class Amount(Kind):
    """An amount in dollars with two decimals, as a string."""

    def read(self, value: object, at: str, faults: list[Fault]) -> Money | None:
        """The amount."""
        try:
            return Money.parse(value)  # type: ignore[arg-type]
        except ValueError:
            self.refuse(value, at, faults, reasons.AMOUNT)
            return None


@dataclass(frozen=True)
class Number(Kind):
    """A whole number in a range."""

    least: int = 0
    most: int = 1_000_000

    def read(self, value: object, at: str, faults: list[Fault]) -> int | None:
        """The number."""
        if type(value) is int and self.least <= value <= self.most:
            return value
        self.refuse(value, at, faults, reasons.WHOLE_NUMBER, least=self.least, most=self.most)
        return None


@dataclass(frozen=True)
class Flag(Kind):
    """True or false."""

    def read(self, value: object, at: str, faults: list[Fault]) -> bool | None:
        """The answer."""
        if isinstance(value, bool):
            return value
        self.refuse(value, at, faults, reasons.FLAG)
        return None


@dataclass(frozen=True)
class OneOf(Kind):
    """One word of a closed list."""

    values: tuple[str, ...]

    def read(self, value: object, at: str, faults: list[Fault]) -> str | None:
        """The word."""
        if isinstance(value, str) and value in self.values:
            return value
        self.refuse(value, at, faults, reasons.ONE_OF, values=", ".join(self.values))
        return None


@dataclass(frozen=True)
class Words(Kind):
    """A name or an identifier, as written: no rule reads what it says. With `least` 1, it is not blank."""

    least: int = 0
    most: int = 200

    def read(self, value: object, at: str, faults: list[Fault]) -> str | None:
        """The words."""
        if isinstance(value, str) and len(value) <= self.most and (value.strip() or not self.least):
            return value
        self.refuse(value, at, faults, reasons.WORDS, least=self.least, most=self.most)
        return None


@dataclass(frozen=True)
class Percent(Kind):
    """A rate in percent a year, written with two decimals as a string; read as hundredths of a percent."""

    def read(self, value: object, at: str, faults: list[Fault]) -> int | None:
        """The rate in hundredths of a percent."""
        try:
            rate = Money.parse(value).cents  # type: ignore[arg-type]
        except ValueError:
            rate = _MOST_PERCENT + 1
        if rate <= _MOST_PERCENT:
            return rate
        self.refuse(value, at, faults, reasons.RATE)
        return None
