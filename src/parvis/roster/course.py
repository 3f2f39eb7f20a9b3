"""The course of a certification: its acts told to the law, and what the law makes of them.

A family certification is asked of `family-mediation/standing`; one of small claims of `small-claims/register` (r. 0.6.1,
ss. 3, 10, 35 and 49), act after act. Nothing of the law is decided here: acts become facts, answers become periods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from parvis.law.kernel.decision import Decision
from parvis.law.kernel.facts import Refusal
from parvis.law.kernel.money import Money
from parvis.law.questions import QUESTIONS, decide
from parvis.law.texts.c25_01_r0_7.certification import R07
from parvis.law.texts.c25_01_r0_7.standing_course import CANCELLING, GROUNDS
from parvis.people.refused import Refused
from parvis.roster.models import StandingAct
from parvis.roster.small_claims import NOTICE_OF_LOSS, SmallClaims, asked_of_register

FAMILY = "family-mediation/standing"
#: The acts whose day is the one on which the certifier was informed (s. 9, par. 2).
INFORMED_ACTS = tuple(CANCELLING)
#: The norm that must leave a decision open (s. 7, par. 1, subpar. 3) before one is recorded.
UNMET = f"{R07}/s7-al1-p3"


@dataclass(frozen=True, slots=True)
class Called:
    """A notice that an act calls for: its kind, and whether a text that was seen asks for it."""

    kind: str
    mandated: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A status from a day to the day before another (None: until now), and the act that led to it."""

    status: str
    begins: date
    ends: date | None
    act: StandingAct


@dataclass(slots=True)
class Course:
    """What the law makes of the acts: the periods, the notices and the norm of each act (by its place), the last decision."""

    acts: Sequence[StandingAct]
    periods: list[Held] = field(default_factory=list)
    notices: dict[int, Called] = field(default_factory=dict)
    norms: dict[int, str] = field(default_factory=dict)
    decision: Decision | None = None

    @property
    def status(self) -> str:
        """The present status, `none` where there is no certification."""
        return self.periods[-1].status if self.periods else "none"

    @property
    def request(self) -> str | None:
        """What the last request for certification leads to (s. 9.1); None where there is none, or nothing to answer."""
        return None if self.decision is None else self.decision.outcome.get("on_request")


def course_of(kind: str, acts: Sequence[StandingAct]) -> Course:
    """The course of a certification of a kind, from the acts that count, oldest first; `Refused` where it cannot be."""
    if not acts:
        return Course(acts)
    return _family(acts) if kind == "family_mediation" else _small_claims(kind, acts)


def first_day(kind: str) -> date:
    """The first day on which the law is known for a kind of certification."""
    return QUESTIONS[FAMILY if kind == "family_mediation" else "small-claims/register"].facts.answers_from


def _event(act: StandingAct) -> dict[str, object]:
    event: dict[str, object] = {"type": act.kind, "date": act.day.isoformat()}
    if act.informed is not None:
        event["informed"] = act.informed.isoformat()
    if act.fee_cents is not None:
        event["fee_paid"] = str(Money(act.fee_cents))
    return event


def _asked(acts: Sequence[StandingAct], on: date) -> Decision:
    try:
        return decide(FAMILY, {"on": on.isoformat(), "events": [_event(act) for act in acts]})
    except Refusal as refusal:
        fault = refusal.faults[0]
        raise Refused(fault.asked, norm="", field="informed" if fault.at.endswith("informed") else "day") from refusal


def _family(acts: Sequence[StandingAct]) -> Course:
    first = first_day("family_mediation")
    days = sorted({max(act.counts_from, first) for act in acts})
    course = Course(acts, decision=_asked(acts, days[-1]))
    for day in days:
        known = [act for act in acts if act.counts_from <= day]
        outcome = _asked(known, day).outcome
        if outcome["status"] != "none":
            _enter(course, outcome["status"], outcome["since"], lambda known=known: _author(known, first))
    _notices_of_family(course)
    return course


def _enter(course: Course, status: str, since: date, author: object) -> None:
    """Close what was, open what is; two changes on one day leave the second."""
    held = course.periods
    if held and held[-1].status == status:
        return
    if held and held[-1].begins >= since:
        since = held.pop().begins
        if held and held[-1].status == status:
            return
    elif held:
        last = held.pop()
        held.append(Held(last.status, last.begins, since, last.act))
    held.append(Held(status, since, None, author() if callable(author) else course.acts[-1]))


def _author(known: Sequence[StandingAct], first: date) -> StandingAct:
    """The act that led to the present status: the last one without which it would not be."""
    order = sorted(range(len(known)), key=lambda place: (known[place].counts_from, place))
    status = ""
    for count in range(len(order), 0, -1):
        kept = [known[place] for place in sorted(order[:count])]
        found = _asked(kept, max(known[order[count - 1]].counts_from, first)).outcome["status"]
        if status and found != status:
            return known[order[count]]
        status = found
    return known[order[0]]


def _notices_of_family(course: Course) -> None:
    decision = course.decision
    if decision is None:
        return
    for told_of in decision.outcome["notices_to_minister"]:
        course.notices[told_of["event"]] = Called(told_of["kind"], True)
    for place, act in enumerate(course.acts):
        mine = [one.norm.id for one in decision.findings if f"/events/{place}" in _events_of(one.facts)]
        course.norms[place] = _ground(act.kind, mine)
        if act.kind == "sanction_ended" and place not in course.notices and _lifts(course, act):
            course.notices[place] = Called("lifted", False)


def _ground(kind: str, mine: Sequence[str]) -> str:
    """The norm on which an act rests, of those that the law weighed for it: its own unit first, the notice's last."""
    own = [norm for norm in mine if norm.rsplit("/", 1)[1] == GROUNDS.get(kind)]
    others = [norm for norm in mine if "/s6-" not in norm]
    return (own or others or [*mine, UNMET])[0]


def _events_of(facts: Sequence[str]) -> set[str]:
    """The events that a finding speaks of: `/events/3/fee_paid` is event 3."""
    return {"/".join(fact.split("/")[:3]) for fact in facts}


def _lifts(course: Course, act: StandingAct) -> bool:
    return any(period.act is act and period.status == "certified" for period in course.periods)


def _small_claims(kind: str, acts: Sequence[StandingAct]) -> Course:
    course = Course(acts)
    following = SmallClaims(kind)
    for place, act in sorted(enumerate(acts), key=lambda each: (each[1].counts_from, each[0])):
        following.enter(act)
        course.decision = asked_of_register(following, act.counts_from)
        status = following.status(course.decision)
        if status != "none":
            _enter(course, status, act.counts_from, lambda act=act: act)
        course.norms[place] = following.norm(act, course.decision)
        if act.kind == "certified":
            course.notices[place] = Called("certified", "minister" in course.decision.outcome["to_tell"])
        elif act.kind in NOTICE_OF_LOSS:
            course.notices[place] = Called(NOTICE_OF_LOSS[act.kind], False)
    return course
