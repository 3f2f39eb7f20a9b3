"""The course of one certification: what each recorded event does to it (ss. 7, 9 and 9.1), as a table and a replay.

    none → certified → suspended ↔ certified → revoked | cancelled → certified again

No norm is weighed here. An event that finds no certification to act on (a striking off after a cancellation) changes
nothing; one that cannot have happened (a sanction that ends where none runs) is told as impossible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parvis.law.kernel.fault import Reason
from parvis.law.kernel.text import Text

TEMPORARY = {
    "struck_off_temporarily": "s7-al1-p1-temp",
    "mediation_suspended": "s7-al1-p1-susp",
    "institution_total_suspension": "s7-al1-p2-total",
    "institution_mediation_suspension": "s7-al1-p2-susp",
    "suspended_by_decision": "s7-al1-p3",
}
PERMANENT = {
    "struck_off_permanently": "s7-al1-p1-perm",
    "permit_revoked": "s7-al1-p1-permit",
    "dismissed": "s7-al1-p2-dism",
    "revoked_by_decision": "s7-al1-p3",
}
CANCELLING = {
    "ceased_activities": "s9-al1-cease",
    "left_institution": "s9-al1-employ",
    "resigned_from_order": "s9-al1-resign",
}
#: The unit of section 7 or 9 on which each event rests.
GROUNDS: Mapping[str, str] = {**TEMPORARY, **PERMANENT, **CANCELLING}
#: What a person decided after an undertaking was not shown to be performed (s. 7, par. 1, subpar. 3).
DECISIONS = ("suspended_by_decision", "revoked_by_decision")
REQUEST = "certification_requested"
TYPES = (
    "certified",
    "undertaking_extended",
    "undertaking_completed",
    "struck_off_temporarily",
    "struck_off_permanently",
    "permit_revoked",
    "mediation_suspended",
    "institution_total_suspension",
    "institution_mediation_suspension",
    "dismissed",
    "sanction_ended",
    "undertaking_unmet",
    "suspended_by_decision",
    "revoked_by_decision",
    "ceased_activities",
    "left_institution",
    "resigned_from_order",
    REQUEST,
)
#: What is entered of an undertaking, and the notice that it calls for.
_OF_THE_UNDERTAKING = {
    "undertaking_extended": "extended",
    "undertaking_completed": "completed",
    "undertaking_unmet": "",
}
_HELD = ("certified", "suspended")
_NEVER_GRANTED = Reason(
    "never_granted",
    "a decision on a certification that was granted",
    Text("Aucune accréditation n’a été accordée avant cette date.", "No certification was granted before this date."),
)
_ALREADY_IN_FORCE = Reason(
    "already_in_force",
    "no certification where one is already in force",
    Text("Une accréditation est déjà en vigueur à cette date.", "A certification is already in force on this date."),
)
_NOT_IN_FORCE = Reason(
    "not_in_force",
    "an undertaking of a certification in force",
    Text("Aucune accréditation n’est en vigueur à cette date.", "No certification is in force on this date."),
)
_NO_SANCTION = Reason(
    "no_sanction_running",
    "a temporary sanction that has not ended",
    Text("Aucune sanction n’est en cours à cette date.", "No sanction is running on this date."),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One event that counts: its place in the facts, its type, its day, and what it did.

    `effect` is the kind of notice that the act calls for (certified, suspended, …), "lifted" or "left" (to a person),
    or empty where nothing changed.
    """

    index: int
    type: str
    day: date
    effect: str

    @property
    def pointer(self) -> str:
        """Where it is in the facts."""
        return f"/events/{self.index}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for certification, with what there was on its day."""

    index: int
    day: date
    fee_paid: Any
    status: str
    cancelled: date | None
    completed: bool
    sanctioned: bool


@dataclass
class Course:
    """The course of a certification up to a day.

    `running` has one entry for each temporary sanction that has not ended, oldest first: whether the certification is
    suspended for it. `barred` says that a permanent sanction stands. `impossible` holds the events that cannot have
    happened, by their place, and why.
    """

    status: str = "none"
    since: date | None = None
    completed: bool = False
    cancelled: date | None = None
    barred: bool = False
    running: list[bool] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    requests: list[Asked] = field(default_factory=list)
    impossible: list[tuple[int, Reason]] = field(default_factory=list)

    @property
    def held(self) -> bool:
        """Whether there is a certification to act on."""
        return self.status in _HELD

    def become(self, status: str, day: date) -> None:
        """Takes a status; the day is kept where the status is the one already there."""
        if status != self.status:
            self.status, self.since = status, day


def day_of(event: Mapping[str, Any]) -> date | None:
    """The day that counts: the certifier's decision or, for a cancellation, the day it was informed (s. 9, par. 2)."""
    day: date | None = event["informed"] if event["type"] in CANCELLING else event["date"]
    return day


def replayed(events: Iterable[Mapping[str, Any] | None], on: date) -> Course:
    """The course of a certification, from the events whose day is not after `on`, in the order of those days."""
    counted = []
    for index, event in enumerate(events):
        day = None if event is None else day_of(event)
        if event is not None and day is not None and day <= on:
            counted.append((day, index, event))
    counted.sort(key=lambda each: each[:2])
    course = Course()
    for day, index, event in counted:
        effect = _entered(course, event, index, day)
        course.steps.append(Step(index, event["type"], day, effect))
    return course


def _entered(course: Course, event: Mapping[str, Any], index: int, day: date) -> str:
    kind = event["type"]
    if kind == "certified":
        return _certified(course, index, day)
    if kind == REQUEST:
        asked = Asked(
            index, day, event["fee_paid"], course.status, course.cancelled, course.completed, _sanctioned(course)
        )
        course.requests.append(asked)
        return ""
    if kind in _OF_THE_UNDERTAKING:
        return _undertaking(course, kind, index)
    if kind == "sanction_ended":
        return _lifted(course, index, day)
    if course.status == "none" and kind in DECISIONS:
        course.impossible.append((index, _NEVER_GRANTED))
    if kind in TEMPORARY:
        course.running.append(course.held)
        if course.held:
            course.become("suspended", day)
            return "suspended"
        return ""
    course.barred = course.barred or kind in PERMANENT
    if not course.held:
        return ""
    if kind in CANCELLING:
        course.cancelled = day
    effect = "cancelled" if kind in CANCELLING else "revoked"
    course.become(effect, day)
    return effect


def _sanctioned(course: Course) -> bool:
    return course.barred or bool(course.running)


def _certified(course: Course, index: int, day: date) -> str:
    """A certification; one that follows a revocation starts a new undertaking, one under s. 9.1 does not."""
    if course.held:
        course.impossible.append((index, _ALREADY_IN_FORCE))
        return ""
    if course.status == "revoked":
        course.completed = False
    course.barred = False
    course.running = [False] * len(course.running)
    course.become("certified", day)
    return "certified"


def _undertaking(course: Course, kind: str, index: int) -> str:
    if not course.held and (kind != "undertaking_unmet" or course.status == "none"):
        course.impossible.append((index, _NOT_IN_FORCE))
        return ""
    if kind == "undertaking_unmet":
        return "left" if course.held else ""
    course.completed = course.completed or kind == "undertaking_completed"
    return _OF_THE_UNDERTAKING[kind]


def _lifted(course: Course, index: int, day: date) -> str:
    """The end of the oldest sanction that suspends the certification, else of one from before it was granted."""
    if not course.running:
        course.impossible.append((index, _NO_SANCTION))
        return ""
    course.running.remove(True in course.running)
    if course.status == "suspended" and True not in course.running:
        course.become("certified", day)
        return "lifted"
    return ""
