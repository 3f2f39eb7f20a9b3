"""Faults: what is wrong with the facts, where, and why; a Refusal carries all of them.

Why is a `Reason`, which has its own words for everybody who meets it: the English line of the contract (`expected`), what is
said at the question of a form, and what is said to who writes the facts as JSON. It stands where the fault is raised, so that a
new fault cannot be told in one place and be unknown in another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any

from parvis.law.kernel.text import Text, short_date

_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Reason:
    """A kind of fault. `code`: its name; `line`: what was expected, in the English of the contract; `asked`: what is said at the
    question of a form; `written`: what is said to who writes the facts as JSON, where that is not `asked`. Each with `{gaps}`.
    """

    code: str
    line: str
    asked: Text
    written: Text | None = None

    def at(self, where: str, found: Any, **values: object) -> Fault:
        """A fault of this kind at a JSON Pointer, and what fills the gaps of its words: days, numbers, texts."""
        return Fault(where, found, self, values)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the facts: where (JSON Pointer), what was found, why it is refused."""

    at: str
    found: Any
    reason: Reason
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def code(self) -> str:
        """The name of its kind."""
        return self.reason.code

    @property
    def expected(self) -> str:
        """What was expected, as the contract writes it; KeyError where a gap has no value."""
        return self.reason.line.format_map({name: _plain(value) for name, value in self.values.items()})

    @property
    def asked(self) -> Text:
        """What is said of it at the question of a form."""
        return self._filled(self.reason.asked)

    @property
    def written(self) -> Text:
        """What is said of it to who writes the facts as JSON."""
        return self._filled(self.reason.written or self.reason.asked)

    def as_json(self) -> dict[str, Any]:
        """The fault as the contract writes it."""
        return {"at": self.at, "found": self.found, "expected": self.expected}

    def line(self) -> str:
        """The fault on one line of standard error."""
        return f"{self.at or '/'}: found {self.found!r}, expected {self.expected}"

    def _filled(self, words: Text) -> Text:
        if not self.values:
            return words
        return words.fill(
            **{name: short_date(each) if isinstance(each, date) else each for name, each in self.values.items()}
        )


def _plain(value: object) -> str:
    """A value as a line of the contract repeats it: a text in English, a day in ISO 8601."""
    return value.en if isinstance(value, Text) else str(value)


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
