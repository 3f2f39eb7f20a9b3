"""Amounts of money: whole cents of a Canadian dollar, never a float, with one stated rounding rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import total_ordering

_WRITTEN = re.compile(r"(0|[1-9][0-9]{0,11})\.([0-9]{2})\Z", re.ASCII)


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in cents. Only whole numbers are accepted; TypeError for anything else, True and False included."""

    cents: int

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            raise TypeError(f"cents must be a whole number, found {self.cents!r}")

    @classmethod
    def parse(cls, written: str) -> Money:
        """The amount written "95.00". ValueError where it has not two decimals, or is negative."""
        found = _WRITTEN.match(written) if isinstance(written, str) else None
        if found is None:
            raise ValueError(f"expected an amount such as 95.00, found {written!r}")
        return cls(int(found[1]) * 100 + int(found[2]))

    @classmethod
    def dollars(cls, dollars: int) -> Money:
        """A whole number of dollars."""
        return cls(dollars * 100)

    def __str__(self) -> str:
        sign = "-" if self.cents < 0 else ""
        return f"{sign}{abs(self.cents) // 100}.{abs(self.cents) % 100:02d}"

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents) if isinstance(other, Money) else NotImplemented

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents) if isinstance(other, Money) else NotImplemented

    def __mul__(self, times: int) -> Money:
        return Money(self.cents * times) if type(times) is int else NotImplemented

    def __lt__(self, other: Money) -> bool:
        return self.cents < other.cents if isinstance(other, Money) else NotImplemented

    def share(self, numerator: int, denominator: int) -> Money:
        """The fraction numerator/denominator of the amount, rounded to the nearest cent, half a cent away from zero."""
        if denominator <= 0 or numerator < 0:
            raise ValueError("a share is a fraction of whole numbers, not negative")
        whole = abs(self.cents) * numerator
        rounded = (2 * whole + denominator) // (2 * denominator)
        return Money(rounded if self.cents >= 0 else -rounded)
