"""One undertaking on one day: its period, what it asks, what has been done of it. The rules of sections 1 to 3 read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.text import Text
from parvis.law.texts.c25_01_r0_7.extension import Term, term_of
from parvis.law.texts.c25_01_r0_7.undertaking_measure import (
    COMPLEMENT,
    IN,
    Hours,
    Mandate,
    Required,
    Tally,
    completed_in,
    hours_of,
    lacking,
    mandates_of,
    required_of,
    tallied,
    trained,
)

_NO_RULE = Text(
    "Le texte ne dit pas quels sujets complètent cette formation universitaire: l'accréditeur les choisit.",
    "The text does not say which subjects complement this university education: the certifier chooses them.",
)


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules weigh. `in_period` are the mandates completed in the period, those that do not count included.

    `subject` is that of the 30 hours ("either" for both, None where a person says); `ended` are the mandates closed
    since certification, even after the period; `missing` gathers the units that do not hold.
    """

    facts: Mapping[str, Any]
    on: date
    certified: date
    subject: str | None
    term: Term
    required: Required
    mandates: tuple[Mandate, ...]
    ended: tuple[Mandate, ...]
    in_period: tuple[Mandate, ...]
    tally: Tally
    hours: Hours
    completed_on: date | None
    missing: set[str] = field(default_factory=set)

    @property
    def status(self) -> str:
        """open, completed or lapsed. The last day of the period is inside it."""
        if self.completed_on is not None:
            return "completed"
        return "lapsed" if self.term.deadline < self.on else "open"

    @property
    def supervision_met(self) -> bool:
        """Whether the mandates required are counted, and every place of the tiers is filled."""
        return len(self.tally.mandates) >= self.required.mandates and None not in self.tally.filled

    @property
    def objects_met(self) -> bool:
        """Whether each object was dealt with often enough."""
        return all(number >= self.required.each_object for number in self.tally.dealt)

    def places(self, tier: str) -> int:
        """The places of a tier of supervision."""
        return sum(1 for slot in self.required.slots if slot.tier == tier)

    def would_help(self, mandates: Iterable[Mandate]) -> bool:
        """Whether something lacking would be less so, had these mandates counted."""
        more = tallied([*self.tally.mandates, *mandates], self.required)
        now, then = lacking(self.tally, self.required), lacking(more, self.required)
        return any(fewer < many for fewer, many in zip(then, now, strict=True))

    def weigh(
        self,
        weighing: Weighing,
        unit: str,
        holds: bool | None,
        because: Text,
        facts: tuple[str, ...],
        *,
        missing: bool = True,
    ) -> None:
        """Records the verdict on a unit; one that does not hold is missing, unless it leaves nothing lacking."""
        weighing.weigh(IN + unit, day=self.certified, holds=holds, because=because, facts=facts)
        if holds is False and missing:
            self.missing.add(IN + unit)


def subject_of(weighing: Weighing, background: str) -> str | None:
    """The subject that the 30 hours are about; None where the text names none and a person has to say (A-10)."""
    if background in COMPLEMENT:
        return COMPLEMENT[background]
    chosen = weighing.reading("complementary_subject")
    if chosen != "a_person":
        return chosen
    weighing.leave_to_a_person(IN + "s2-al2-p2", _NO_RULE)
    return None


def case_of(weighing: Weighing, facts: Mapping[str, Any]) -> Case:
    """The undertaking as it stands on the day of the question."""
    certified, on = facts["certified"], facts["on"]
    subject = subject_of(weighing, facts["background"])
    required = required_of(weighing, certified, reduced=False)
    term = term_of(weighing, facts, required, subject)
    if term.reduced:
        required = required_of(weighing, certified, reduced=True)
    last = min(on, term.deadline)
    mandates = mandates_of(facts, required.supervisor)
    in_period = completed_in(mandates, certified, last)
    tally = tallied((each for each in in_period if each.sessions and each.qualified), required)
    hours = hours_of(facts, certified, last, subject)
    done = met(tally, hours, required)
    case = Case(
        facts=facts,
        on=on,
        certified=certified,
        subject=subject,
        term=term,
        required=required,
        mandates=mandates,
        ended=tuple(completed_in(mandates, certified, on)),
        in_period=tuple(in_period),
        tally=tally,
        hours=hours,
        completed_on=_day_completed(facts, tally, required, certified, last, subject) if done else None,
    )
    case.missing.update(IN + unit for unit in term.failed)
    return case


def met(tally: Tally, hours: Hours, required: Required) -> bool:
    """Whether every requirement of the undertaking is met."""
    return (
        not any(lacking(tally, required)) and trained(hours, required) is True and hours.practical >= required.practical
    )


def _day_completed(
    facts: Mapping[str, Any], tally: Tally, required: Required, certified: date, last: date, subject: str | None
) -> date:
    """The day on which the last requirement was met, all of them being met by `last`."""
    courses = (*facts["complementary_training"], *(facts["practical_training"] or ()))
    days = {each["date"] for each in courses if each is not None and certified <= each["date"] <= last}
    days.update(each.closed for each in tally.mandates if each.closed is not None)
    known = sorted(days)
    # No sooner than the day on which the last of the mandates required is completed.
    soonest = cast(date, tally.mandates[required.mandates - 1].closed)
    first, end = known.index(soonest), len(known) - 1
    while first < end:
        middle = (first + end) // 2
        by_then = [each for each in tally.mandates if each.closed is not None and each.closed <= known[middle]]
        if met(tallied(by_then, required), hours_of(facts, certified, known[middle], subject), required):
            end = middle
        else:
            first = middle + 1
    return known[first]
