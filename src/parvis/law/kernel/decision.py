"""Decisions: what the law answers on a day, and everything that the answer leans on.

A rule writes its decision through a Weighing: each norm it weighs, each parameter it reads, each reading it takes
and each thing it leaves to a person is recorded there, so that nothing can be used without being shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parvis.law.kernel.money import Money
from parvis.law.kernel.norm import Norm, Norms
from parvis.law.kernel.parameter import DatedValue, Parameters, UnknownParameterError, Value
from parvis.law.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One norm that was weighed: whether it holds (None where another norm disposed of it), why, from which facts."""

    norm: Norm
    holds: bool | None
    because: Text
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftToAPerson:
    """What the text leaves to somebody's judgment."""

    norm: str
    why: Text


@dataclass(frozen=True, slots=True)
class Reading:
    """An unclear text with the readings that Parvis knows; the first is taken unless another is chosen."""

    key: str
    alternatives: tuple[str, ...]
    doc: Text


#: What is JSON already.
_AS_IT_IS = (str, int, bool, type(None))


def plain(value: Any) -> Any:
    """A value of an outcome as JSON: dates in ISO 8601, amounts with two decimals, texts in both languages."""
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, dict):
        return {key: each if type(each) in _AS_IT_IS else plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [each if type(each) in _AS_IT_IS else plain(each) for each in value]
    if isinstance(value, Text):
        return value.as_json()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Money):
        return str(value)
    return value


@dataclass(frozen=True)
class Decision:
    """An answer with its sources. It can be shown in either language, stored, and made again from the same facts.

    `used` are the parameters that were read, each in the value that was applied.
    """

    question: str
    on: date
    outcome: Mapping[str, Any]
    findings: tuple[Finding, ...]
    for_a_person: tuple[LeftToAPerson, ...]
    past_horizon: tuple[Mapping[str, Any], ...]
    unconfirmed: tuple[Mapping[str, str], ...]
    readings: tuple[Mapping[str, Any], ...]
    used: tuple[tuple[str, DatedValue], ...] = ()

    @property
    def certain(self) -> bool:
        """False where a parameter was used past the day until which it was confirmed."""
        return not self.past_horizon

    def as_json(self, lang: str) -> dict[str, Any]:
        """The decision as the contract writes it, with its reasons in `lang`."""
        return {
            "question": self.question,
            "on": self.on.isoformat(),
            "certain": self.certain,
            "past_horizon": [plain(each) for each in self.past_horizon],
            "unconfirmed": [dict(each) for each in self.unconfirmed],
            "readings": [plain(each) for each in self.readings],
            "outcome": plain(self.outcome),
            "findings": [
                {
                    "norm": finding.norm.id,
                    "cite": finding.norm.cite.to(lang),
                    "version": finding.norm.version_written,
                    "holds": finding.holds,
                    "because": finding.because.to(lang),
                    "facts": list(finding.facts),
                }
                for finding in self.findings
            ],
            "for_a_person": [{"norm": left.norm, "why": left.why.to(lang)} for left in self.for_a_person],
        }


_NOT_CERTAIN = Text("{because} Ce n'est pas certain.", "{because} This is not certain.")


@dataclass
class Weighing:
    """The scales of one decision: the law in force, the readings chosen, and the record of what was leaned on."""

    question: str
    on: date
    norms: Norms
    parameters: Parameters
    readings: Mapping[str, Reading]
    chosen: Mapping[str, str] = field(default_factory=dict)
    order: Mapping[str, int] = field(default_factory=dict)
    _pointing: Callable[[str], str] = field(default=str)
    _supposing: bool = False
    _findings: dict[str, list[Finding]] = field(default_factory=dict)
    _left: list[LeftToAPerson] = field(default_factory=list)
    _horizon: dict[str, date] = field(default_factory=dict)
    _unconfirmed: dict[tuple[str, str], str] = field(default_factory=dict)
    _readings: dict[str, str] = field(default_factory=dict)
    _used: dict[tuple[str, date], DatedValue] = field(default_factory=dict)

    def weigh(self, norm_id: str, *, day: date, holds: bool | None, because: Text, facts: tuple[str, ...] = ()) -> None:
        """Records that a norm was weighed, in its version of `day`; UnknownNormError where none is in force."""
        norm = self.norms.at(norm_id, day)
        known = self._findings.setdefault(norm_id, [])
        if self._supposing and holds is not None:
            self._lean_on(norm)
            if known:
                return
            holds, because = None, _NOT_CERTAIN.fill(because=because)
        if self._pointing is not str:
            facts = tuple(dict.fromkeys(self._pointing(each) for each in facts))
        elif len(facts) > 1:
            facts = tuple(dict.fromkeys(facts))
        finding = Finding(norm, holds, because, facts)
        if finding not in known:
            known.append(finding)
        if holds is not None:
            self._lean_on(norm)

    @contextmanager
    def pointing(self, to: Callable[[str], str]) -> Iterator[None]:
        """While it lasts, the pointers of a rule written for another question lead into the facts of this one."""
        before, self._pointing = self._pointing, to
        try:
            yield
        finally:
            self._pointing = before

    @contextmanager
    def supposing(self, something: bool = True) -> Iterator[None]:
        """While it lasts, a norm is weighed on what is only supposed: it is shown, and it neither holds nor fails."""
        before, self._supposing = self._supposing, something
        try:
            yield
        finally:
            self._supposing = before

    def lean_on(self, norm_id: str, *, day: date) -> Norm:
        """The version of a norm in force on `day`; it is listed as unconfirmed where it is."""
        norm = self.norms.at(norm_id, day)
        self._lean_on(norm)
        return norm

    def _lean_on(self, norm: Norm) -> None:
        if norm.unconfirmed:
            self._unconfirmed[("norm", norm.id)] = norm.confidence

    def parameter(self, parameter_id: str, *, day: date, known_on: date | None = None) -> Value:
        """The value of a parameter on `day`; it is listed where it is past its horizon or unconfirmed.

        With `known_on`, the value as it was believed on that other day. UnknownParameterError where there is none,
        a stretch declared unknown included: a rule that may meet one asks `parameter_if_known`.
        """
        value = self.parameter_if_known(parameter_id, day=day, known_on=known_on)
        if value is None:
            raise UnknownParameterError(f"{parameter_id} is declared unknown on {day}")
        return value

    def parameter_if_known(self, parameter_id: str, *, day: date, known_on: date | None = None) -> Value | None:
        """The value of a parameter on `day`, or None on a stretch that is declared unknown (listed as such)."""
        dated = self.parameters[parameter_id].at(day, known_on)
        self._used[parameter_id, dated.in_force.first] = dated
        if dated.past_horizon(day):
            self._horizon[parameter_id] = dated.confirmed_until
        if dated.unconfirmed:
            self._unconfirmed[("parameter", parameter_id)] = dated.confidence
        return dated.value

    def lean_on_fact(self, identifier: str, confidence: str) -> None:
        """Records that a dated fact of the law (a day of a roll-out) is leaned on, unconfirmed where it is I or M."""
        if confidence in ("I", "M"):
            self._unconfirmed[("parameter", identifier)] = confidence

    def reading(self, key: str) -> str:
        """The reading taken of an unclear text; it is listed in the decision, with the others."""
        chosen = self.chosen.get(key, self.readings[key].alternatives[0])
        self._readings[key] = chosen
        return chosen

    def leave_to_a_person(self, norm_id: str, why: Text) -> None:
        """Records that the text leaves something to somebody's judgment."""
        left = LeftToAPerson(norm_id, why)
        if left not in self._left:
            self._left.append(left)

    def decide(self, outcome: Mapping[str, Any]) -> Decision:
        """The decision, its findings in the order of the texts."""
        last = len(self.order)
        order = self.order
        weighed = sorted(self._findings.items(), key=lambda entry: order.get(entry[0], last))
        findings = [finding for _, found in weighed for finding in found]
        return Decision(
            question=self.question,
            on=self.on,
            outcome=outcome,
            findings=tuple(findings),
            for_a_person=tuple(self._left),
            past_horizon=tuple(
                {"parameter": name, "confirmed_until": until} for name, until in sorted(self._horizon.items())
            ),
            unconfirmed=tuple(
                {kind: name, "confidence": confidence} for (kind, name), confidence in sorted(self._unconfirmed.items())
            ),
            readings=tuple(
                {"key": key, "chosen": chosen, "alternatives": list(self.readings[key].alternatives)}
                for key, chosen in sorted(self._readings.items())
            ),
            used=tuple((name, dated) for (name, _), dated in sorted(self._used.items(), key=lambda entry: entry[0])),
        )
