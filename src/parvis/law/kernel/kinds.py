"""Two more kinds of fact: words that no rule reads, and a rate."""

from __future__ import annotations

from dataclasses import dataclass

from parvis.law.kernel import reasons
from parvis.law.kernel.facts import Kind
from parvis.law.kernel.fault import Fault
from parvis.law.kernel.money import Money

_MOST_PERCENT = 100_00


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
