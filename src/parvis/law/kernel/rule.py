"""Rules: one pure function for a norm, registered from a day on, so that a change of the law is a new function.

A rule says whether its norm holds on the facts. The rulebook finds, among an article and the article it replaced, the
one in force on the day to which the text ties it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.norm import Norms, UnknownNormError
from parvis.law.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of its norm: it holds, it does not, or None.

    None with `needed` is "not known": those facts would settle it. None without is "not weighed": another norm, or the
    very nature of the case, disposed of it.
    """

    holds: bool | None
    because: Text
    facts: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()


ConditionRule = Callable[[Weighing, Mapping[str, Any], date], Verdict]

R = TypeVar("R", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Registered(Generic[R]):
    """One rule: the norm that it encodes, the first day from which it does, and the function."""

    norm: str
    since: date
    rule: R


class Rulebook(Generic[R]):
    """The rules by norm, each from a day on. A change of the law is a new function, registered from its first day."""

    def __init__(self, norms: Norms) -> None:
        self._norms = norms
        self._rules: dict[str, list[Registered[R]]] = {}

    def encodes(self, *norm_ids: str, since: date | None = None) -> Callable[[R], R]:
        """Registers a rule for norms, from `since` on or else from their first version; ValueError where taken."""

        def register(rule: R) -> R:
            for norm_id in norm_ids:
                first = since or self._norms.versions(norm_id)[0].in_force.first
                rules = self._rules.setdefault(norm_id, [])
                if any(each.since == first for each in rules):
                    raise ValueError(f"{norm_id}: two rules from {first} on")
                rules.append(Registered(norm_id, first, rule))
                rules.sort(key=lambda each: each.since)
            return rule

        return register

    def __iter__(self) -> Iterator[Registered[R]]:
        for rules in self._rules.values():
            yield from rules

    def in_force(self, norm_ids: tuple[str, ...], day: date) -> str | None:
        """The one of these norms (an article and those it replaced) in force on that day; None where none is."""
        return next((norm_id for norm_id in norm_ids if self._norms.in_force(norm_id, day)), None)

    def at(self, norm_id: str, day: date) -> R:
        """The rule of the norm on that day; UnknownNormError where none is registered by then."""
        for each in reversed(self._rules.get(norm_id, ())):
            if each.since <= day:
                return each.rule
        raise UnknownNormError(f"no rule for {norm_id} on {day}")
