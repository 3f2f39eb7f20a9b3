"""Faults: what is wrong with the facts, where, and what was expected; a Refusal carries all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the facts: where (JSON Pointer), what was found, what was expected."""

    at: str
    found: Any
    expected: str

    def as_json(self) -> dict[str, Any]:
        """The fault as the contract writes it."""
        return {"at": self.at, "found": self.found, "expected": self.expected}

    def line(self) -> str:
        """The fault on one line of standard error."""
        return f"{self.at or '/'}: found {self.found!r}, expected {self.expected}"


class Refusal(ValueError):
    """The facts cannot be weighed; `faults` says everything that is wrong with them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.line() for fault in faults))
        self.faults = tuple(faults)


def shown(value: object) -> Any:
    """A faulty value, cut to a length that can be printed, and safe to write as JSON."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) < 10**15 else "a number of more than 15 digits"
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if isinstance(value, str):
        clean = value.encode("utf-8", "replace").decode("utf-8")
        return clean if len(clean) <= _SHOWN else clean[:_SHOWN] + "…"
    if isinstance(value, Mapping):
        return f"an object of {len(value)} members"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)} elements"
    return f"a value of type {type(value).__name__}"


def pointer(parent: str, name: str | int) -> str:
    """The JSON Pointer of a member (RFC 6901)."""
    return f"{parent}/{str(name).replace('~', '~0').replace('/', '~1')}"


class FoundError(Exception):
    """Something is wrong: the facts are read again, to say everything that is, and where."""


class AtOnce(list[Fault]):
    """A list of faults for a first reading, which stops at the first: nearly all facts have none.

    No pointer is built in such a reading; building them all would cost as much as the rest of it.
    """

    def append(self, fault: Fault) -> None:
        """Stops the reading."""
        raise FoundError

    def extend(self, faults: Iterable[Fault]) -> None:
        """Stops the reading, where there is any."""
        for _ in faults:
            raise FoundError


AT_ONCE = AtOnce()
