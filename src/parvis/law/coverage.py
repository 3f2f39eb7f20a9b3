"""Coverage: each unit of the law, what encodes it, and the cases that pin it; what is missing, and what is stale.

A unit in force has a rule, or is only there to be read. A rule has a unit. The values of a parameter follow one
another without overlap and without gap; what no source covers is declared unknown. Whatever breaks this is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from parvis.law import registry
from parvis.law.cases import by_norm, cases
from parvis.law.kernel.norm import Norm
from parvis.law.kernel.parameter import Parameter
from parvis.law.questions import Refusal, decide
from parvis.law.texts import LAW

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Unit:
    """One version of one unit: what encodes it on its first day (or on the day asked), and the cases that pin it."""

    norm: Norm
    encoded_by: tuple[str, ...]
    pinned_by: tuple[str, ...]

    @property
    def state(self) -> str:
        """encoded, document (only there to be read), or missing."""
        if self.encoded_by:
            return "encoded"
        return "document" if self.norm.only_shown else "missing"


def units(on: date | None = None) -> Iterator[Unit]:
    """Every unit in force on a day, in the order of the texts; every version ever in force without a day."""
    for instrument in LAW.instruments:
        for norm in instrument.norms:
            if on is None or on in norm.in_force:
                day = on or norm.in_force.first
                encoded = tuple(each.where for each in registry.in_force(norm.id, day))
                yield Unit(norm, encoded, tuple(case.key for case in by_norm().get(norm.id, ())))


def faults() -> list[str]:
    """Everything that breaks the promise of this module, each in a line that says what to do; none when it is kept."""
    found = [*_units_without_rule(), *_rules_without_unit()]
    for parameter in LAW.parameters:
        found.extend(gaps(parameter))
    return found


def _units_without_rule() -> Iterator[str]:
    for unit in units():
        if not unit.norm.software:
            yield f"{unit.norm.id} ({unit.norm.version}): says nothing of what the program does with it (software = …)"
        elif unit.state == "missing":
            yield (
                f"{unit.norm.id}, in force from {unit.norm.in_force.first}: no rule is registered for it by that day, "
                'and it is not document only (register a rule with encodes(…), or say software = ["document"])'
            )
        elif unit.norm.only_shown and unit.encoded_by:
            yield f"{unit.norm.id}: document only, and yet encoded by {', '.join(unit.encoded_by)}"


def _rules_without_unit() -> Iterator[str]:
    for norm_id, encodings in registry.encodings().items():
        if norm_id not in LAW.norms:
            yield f"{norm_id}: encoded by {encodings[0].where}, and there is no such unit"
            continue
        first = LAW.norms.versions(norm_id)[0].in_force.first
        for encoding in encodings:
            if encoding.since < first:
                yield f"{norm_id}: {encoding.where} is registered from {encoding.since}, before its first day ({first})"
            elif not LAW.norms.in_force(norm_id, encoding.since):
                yield f"{norm_id}: {encoding.where} is registered from {encoding.since}, when the unit is not in force"


def gaps(parameter: Parameter) -> Iterator[str]:
    """Where the values of a parameter overlap or leave a gap, from the first day to the horizon."""
    for earlier, later in zip(parameter.values, parameter.values[1:], strict=False):
        last = earlier.in_force.last
        if last is None or last >= later.in_force.first:
            yield f"{parameter.id}: two values on {later.in_force.first}"
        elif last + _DAY != later.in_force.first:
            yield f"{parameter.id}: no value from {last + _DAY} to {later.in_force.first - _DAY}; declare it unknown"


@dataclass(frozen=True, slots=True)
class Stale:
    """Something past its horizon on a day, or leaned on without its source having been seen."""

    parameter: str
    norm: str
    confirmed_until: date
    days: int
    source: str


def stale(on: date) -> list[Stale]:
    """Every value in force on that day that nobody confirmed up to it, the oldest first."""
    found = []
    for parameter in LAW.parameters:
        for dated in parameter.values:
            if on in dated.in_force and not dated.unknown and dated.past_horizon(on):
                days = (on - dated.confirmed_until).days
                found.append(Stale(parameter.id, parameter.norm, dated.confirmed_until, days, dated.source))
    return sorted(found, key=lambda each: (each.confirmed_until, each.parameter))


def unknown_stretches() -> list[tuple[str, date, date | None, str]]:
    """Every stretch declared unknown: the parameter, its first and last day, and what was looked for."""
    return [
        (parameter.id, dated.in_force.first, dated.in_force.last, dated.source)
        for parameter in LAW.parameters
        for dated in parameter.values
        if dated.unknown
    ]


def weighed_without_rule() -> list[str]:
    """Norms that the decision of some case weighs although no rule is registered for them on the day of their version."""
    found: set[str] = set()
    for case in cases():
        try:
            decision = decide(case.question, case.facts, case.choose)
        except Refusal:
            continue
        for finding in decision.findings:
            if not registry.encodings().get(finding.norm.id) and not finding.norm.only_shown:
                found.add(f"{finding.norm.id}: weighed by {case.question}, and no rule is registered for it")
    return sorted(found)
