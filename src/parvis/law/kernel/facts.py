"""Facts: the schema of what a question may be told, and a reader that refuses anything else.

A schema is strict on purpose: a name that it does not know, a float, a negative amount or an impossible order is
refused, with every fault found at once and each at its JSON Pointer. Nothing is guessed and nothing has a default
but "not known" (null).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from parvis.law.kernel import reasons
from parvis.law.kernel.fault import AT_ONCE, Fault, FoundError, Reason, Refusal, pointer, shown
from parvis.law.kernel.kinds import Amount, Day, Flag, Kind, Number, OneOf
from parvis.law.kernel.text import Text

__all__ = [
    "Amount",
    "Check",
    "Day",
    "Fault",
    "Field",
    "Flag",
    "Items",
    "Kind",
    "Members",
    "Number",
    "OneOf",
    "Reason",
    "Record",
    "Refusal",
    "Schema",
    "dates_in",
    "pointer",
    "shown",
]

ABSENT = "(absent)"
_NOTHING = object()


class Members(dict[str, Any]):
    """The members of a JSON object as they were written; `twice` holds the names that were written more than once."""

    def __init__(self, pairs: Sequence[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        seen: set[str] = set()
        self.twice = [name for name, _ in pairs if name in seen or seen.add(name)]  # type: ignore[func-returns-value]


#: A condition between the members of an object: what is wrong, each at its pointer (the second argument leads there).
Check = Callable[[Mapping[str, Any], str], Iterable[Fault]]


@dataclass(frozen=True)
class Field:
    """One member of an object: its name, kind and meaning; whether it may be left out or be null (not known).

    `with_day` names the member that says when this one became true: it is not weighed before that day either.
    """

    name: str
    kind: Kind
    doc: Text
    required: bool = False
    nullable: bool = True
    with_day: str | None = None


@dataclass(frozen=True)
class Record(Kind):
    """An object with named members.

    `dated_by` names the member that says when it happened; `law_from` is the first day for which the law of these
    members is known, where it is not that of the question. `checks` are the conditions between members; they are run
    once every member is well formed.
    """

    fields: tuple[Field, ...]
    dated_by: str | None = None
    law_from: date | None = None
    order: tuple[tuple[str, str], ...] = ()
    checks: tuple[Check, ...] = ()

    @cached_property
    def dated(self) -> bool:
        """Whether a day is in a member."""
        return bool(self.dated_fields)

    @cached_property
    def dated_fields(self) -> tuple[Field, ...]:
        """The members in which there is a day."""
        return tuple(each for each in self.fields if each.kind.dated)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the members."""
        return frozenset(each.name for each in self.fields)

    def read(self, value: object, at: str, faults: list[Fault]) -> dict[str, Any] | None:
        """The object, every known member present; what is left out is None."""
        if type(value) is not dict and not isinstance(value, Mapping):
            self.refuse(value, at, faults, reasons.OBJECT)
            return None
        twice = value.twice if isinstance(value, Members) else ()
        if twice or not value.keys() <= self.names:
            self._refuse_names(value, twice, at, faults)
        before = len(faults)
        facts = self._members(value, at, faults)
        if self.order:
            self._check_order(facts, at, faults)
        if len(faults) == before:
            for check in self.checks:
                faults.extend(check(facts, at))
        return facts

    def _refuse_names(self, value: Mapping[Any, object], twice: Sequence[str], at: str, faults: list[Fault]) -> None:
        faults.extend(reasons.MEMBER_TWICE.at(pointer(at, shown(name)), "the member twice") for name in twice)
        faults.extend(
            reasons.NO_SUCH_MEMBER.at(pointer(at, shown(name)), shown(value[name]))
            for name in value
            if name not in self.names
        )

    def _members(self, value: Mapping[str, object], at: str, faults: list[Fault]) -> dict[str, Any]:
        # The hottest loop of a decision: no call for a member that is absent or null, no pointer where none will be shown.
        facts: dict[str, Any] = {}
        for each in self.fields:
            name = each.name
            found = value.get(name, _NOTHING)
            if found is _NOTHING:
                facts[name] = None
                if each.required:
                    reason = reasons.MISSING_OR_NULL if each.nullable else reasons.MISSING
                    faults.append(reason.at(pointer(at, name), ABSENT, doc=each.doc))
            elif found is None and each.nullable:
                facts[name] = None
            else:
                facts[name] = each.kind.read(found, "" if faults is AT_ONCE else pointer(at, name), faults)
        return facts

    def _check_order(self, facts: Mapping[str, Any], at: str, faults: list[Fault]) -> None:
        for earlier, later in self.order:
            first, second = facts.get(earlier), facts.get(later)
            if isinstance(first, date) and isinstance(second, date) and second < first:
                faults.append(reasons.NOT_BEFORE.at(pointer(at, later), second.isoformat(), name=earlier, day=first))

    def known_on(self, fact: Any, on: date) -> Any:
        """The members known on that day; nothing where the whole happened later."""
        if fact is None:
            return None
        if not self.dated:
            return fact
        happened = fact.get(self.dated_by) if self.dated_by else None
        if happened is not None and happened > on:
            return None
        known: dict[str, Any] = dict(fact)
        for each in self.dated_fields:
            known[each.name] = each.kind.known_on(fact[each.name], on)
        for each in self.fields:
            if each.with_day is not None:
                day = fact[each.with_day]
                if isinstance(day, date) and day > on:
                    known[each.name] = None
        return known


@dataclass(frozen=True)
class Items(Kind):
    """A list of facts of one kind. What happened after the day of the question keeps its place, as None.

    `ordered_by` names the member by whose day the elements must stand in order; one dated before its neighbour is refused.
    """

    of: Kind
    most: int = 200
    ordered_by: str = ""

    @cached_property
    def dated(self) -> bool:
        """Whether a day is in its elements."""
        return self.of.dated

    def read(self, value: object, at: str, faults: list[Fault]) -> list[Any] | None:
        """The list."""
        if not isinstance(value, list) or len(value) > self.most:
            self.refuse(value, at, faults, reasons.LIST, most=self.most)
            return None
        read = self.of.read
        if faults is AT_ONCE:
            facts = [read(each, "", faults) for each in value]
        else:
            facts = [read(each, pointer(at, index), faults) for index, each in enumerate(value)]
        if self.ordered_by:
            self._check_order(facts, at, faults)
        return facts

    def _check_order(self, facts: Sequence[Any], at: str, faults: list[Fault]) -> None:
        before: date | None = None
        for index, fact in enumerate(facts):
            day = fact.get(self.ordered_by) if isinstance(fact, Mapping) else None
            if not isinstance(day, date):
                continue
            if before is not None and day < before:
                where = pointer(pointer(at, index), self.ordered_by)
                faults.append(reasons.OUT_OF_ORDER.at(where, day.isoformat(), day=before))
            before = day

    def known_on(self, fact: Any, on: date) -> Any:
        """The elements known on that day."""
        if fact is None or not self.dated:
            return fact
        return [self.of.known_on(each, on) for each in fact]


def dates_in(kind: Kind, fact: Any, at: str, law_from: date) -> Iterator[tuple[date, str, date]]:
    """Every date of the facts, its pointer, and the first day for which its law is known."""
    if isinstance(fact, date):
        yield fact, at, law_from
    elif isinstance(kind, Record) and fact is not None:
        for each in kind.fields:
            yield from dates_in(each.kind, fact[each.name], pointer(at, each.name), kind.law_from or law_from)
    elif isinstance(kind, Items) and fact is not None:
        for index, each_fact in enumerate(fact):
            yield from dates_in(kind.of, each_fact, pointer(at, index), law_from)


def _early(kind: Kind, fact: Any, law_from: date) -> bool:
    """Whether a date of the facts lies before the first day for which its law is known."""
    if fact is None or not kind.dated:
        return False
    if isinstance(fact, date):
        return fact < law_from
    if isinstance(kind, Record):
        first = kind.law_from or law_from
        for each in kind.dated_fields:
            if (within := fact[each.name]) is not None and _early(each.kind, within, first):
                return True
    elif isinstance(kind, Items):
        for within in fact:
            if _early(kind.of, within, law_from):
                return True
    return False


@dataclass(frozen=True)
class Schema:
    """The facts of one question, and the first day for which its law is known.

    A fact dated before that day is refused (the earliest one is named), unless `only_on`: then the day of the question
    alone has to be in range.
    """

    record: Record
    answers_from: date
    only_on: bool = False

    def read(self, data: object) -> dict[str, Any]:
        """The facts as known on the day of the question; Refusal with every fault otherwise."""
        try:
            facts = self.record.read(data, "", AT_ONCE)
        except FoundError:
            facts = None
        if facts is None or self._too_early(facts):
            facts = self._read_with_faults(data)
        known: dict[str, Any] = self.record.known_on(facts, facts["on"])
        return known

    def _too_early(self, facts: Mapping[str, Any]) -> bool:
        early: bool = facts["on"] < self.answers_from
        return early or (not self.only_on and _early(self.record, facts, self.answers_from))

    def _read_with_faults(self, data: object) -> dict[str, Any]:
        """The facts read to the end; Refusal with everything that is wrong with them."""
        faults: list[Fault] = []
        facts = self.record.read(data, "", faults)
        if facts is not None and not faults:
            faults.extend(self._out_of_range(facts))
        if facts is None or faults:
            raise Refusal(faults)
        return facts

    def _out_of_range(self, facts: Mapping[str, Any]) -> list[Fault]:
        """The earliest date for which the law is not known; none where every date is in range."""
        dates = [(facts["on"], "/on", self.answers_from)]
        if not self.only_on:
            dates = list(dates_in(self.record, facts, "", self.answers_from))
        early = [(day, at, first) for day, at, first in dates if day < first]
        if not early:
            return []
        day, at, first = min(early, key=lambda each: each[0])
        return [reasons.BEFORE_THE_LAW.at(at, day.isoformat(), day=first)]
