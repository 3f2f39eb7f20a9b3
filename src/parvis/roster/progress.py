"""How an undertaking stands: its facts, gathered from what was recorded, and what the law answers. Nothing is typed or kept.

`facts_of` gives the facts of `family-mediation/undertaking` on a day; `progress_of` the picture of that day: what is done, what
is missing, which mandates fill what, by when (r. 0.7, ss. 1 to 4.1), or the training to do again of section 9.1, subpar. 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Decision, Finding
from parvis.law.kernel.money import Money
from parvis.law.kernel.period import Period
from parvis.law.questions import decide
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_7.standing_course import CANCELLING, REQUEST
from parvis.roster.models import (
    Certification,
    ExtensionRequest,
    Mandate,
    StandingAct,
    StandingPeriod,
    SupervisionSession,
    TimeLeft,
    Training,
)
from parvis.roster.supervising import Supervised, family_mandates, supervision_of
from parvis.roster.unrecorded import period_ends, unrecorded

R07 = "c25.01-r0.7/"
#: No compliant supervision: none at all, or by somebody who does not qualify.
UNSUPERVISED, UNQUALIFIED = f"{R07}s3-al3-proh", f"{R07}s1-p4-supervisor"
_TRAINING = (f"{R07}s2-al2-p1", f"{R07}s2-al2-p2")
_AGAIN, _FEE = f"{R07}training-again-period", f"{R07}examination-fee"
#: Where nobody has said what somebody studied, the certifier says which courses complement it (dossier A-10).
UNKNOWN_BACKGROUND = "other"


class NoUndertaking(LookupError):
    """There is no undertaking on that day: not a family certification, not yet granted, or begun before the law known here."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The certification that began what is to be performed. `kind`: `undertaking` (s. 1) or `renewal` (s. 9.1, subpar. 2).

    `left_to_say`: certified again under section 9.1, subpar. 3: the certifier says how much time is left.
    """

    kind: str
    day: date
    left_to_say: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """An undertaking on a day: the facts, what the law answers, and what a person acknowledged, or decided of the time left.

    `unanswered`: the mandates of which a supervisor has not answered for a long time, by number.
    """

    certification: Certification
    on: date
    beginning: Beginning
    acknowledged: date | None
    ended: bool
    facts: dict[str, Any]
    decision: Decision
    deadline: date
    law_status: str
    mandates: dict[str, Mandate]
    unconfirmed: frozenset[str] = frozenset()
    unanswered: tuple[str, ...] = ()
    time_left: TimeLeft | None = None
    unrecorded: bool = False

    @property
    def last_day(self) -> date:
        """The last day: the certifier's, where they decided how much time was left after a return; the law's otherwise."""
        return self.time_left.last_day if self.time_left is not None else self.deadline

    @property
    def status(self) -> str:
        """`open`, `met`, `lapsed` (what the law answers), `acknowledged` (a person), `ended` with the certification; `unrecorded`
        where an earlier roster does not say how it ended.
        """
        if self.ended:
            return "ended"
        if self.acknowledged is not None:
            return "acknowledged"
        if self.time_left is not None and self.law_status != "completed":
            return "lapsed" if self.last_day < self.on else "open"
        if self.unrecorded and self.law_status == "lapsed":
            return "unrecorded"
        return {"completed": "met"}.get(self.law_status, self.law_status)

    @property
    def missing(self) -> list[dict[str, Any]]:
        """What is missing, each thing once, with its norm."""
        lines = list(self.decision.outcome["missing"])
        return [one for one in lines if one["norm"] in _TRAINING] if self.beginning.kind == "renewal" else lines

    @property
    def ask_by(self) -> date | None:
        """The last day to ask for one more year, while the law still gives one."""
        return None if self.beginning.kind == "renewal" else self.decision.outcome["last_day_to_ask"]

    @property
    def without_supervision(self) -> list[str]:
        """The mandates that ended without compliant supervision (s. 3, par. 3), by number; not those that wait for a word."""
        if self.beginning.kind == "renewal" or self.status == "unrecorded":
            return []
        numbers = [one for one in self._unsupervised() if one not in self.unconfirmed]
        if self.status in ("open", "lapsed"):
            numbers += [one["id"] for one in self.decision.outcome["not_counted"] if one["norm"] == UNQUALIFIED]
        return numbers

    @property
    def to_be_confirmed(self) -> list[str]:
        """The mandates that ended with supervision recorded, which no supervisor has confirmed yet, by number."""
        if self.beginning.kind == "renewal" or self.status == "unrecorded":
            return []
        return [one for one in self._unsupervised() if one in self.unconfirmed]

    def _unsupervised(self) -> list[str]:
        return [self.facts["mandates"][_index_in(where)]["id"] for where in self._breaches()]

    @property
    def not_yet_supervised(self) -> list[str]:
        """The mandates still open in which no supervision session is confirmed yet, by number."""
        if self.beginning.kind == "renewal" or self.status not in ("open", "lapsed"):
            return []
        still = set(self.decision.outcome["open"])
        return [one["id"] for one in self.facts["mandates"] if one["id"] in still and not one["supervision_sessions"]]

    @property
    def co_mediated(self) -> list[str]:
        """The mandates with two mediators: they count for whoever is supervised, and a person looks at them (A-06)."""
        return [number for number, one in self.mandates.items() if one.co_mediator_id is not None]

    def _breaches(self) -> Sequence[str]:
        found = finding_of(self.decision, UNSUPERVISED)
        return found.facts if found is not None and found.holds is False else ()


def _index_in(where: str) -> int:
    """The place of a mandate in the facts, from the pointer `/mandates/3/supervision_sessions`."""
    return int(where.split("/")[2])


def finding_of(decision: Decision, norm: str) -> Finding | None:
    """What was found of a norm."""
    return next((one for one in decision.findings if one.norm.id == norm), None)


def events_of(acts: Iterable[StandingAct]) -> list[dict[str, Any]]:
    """Acts as the events of `family-mediation/standing`."""
    return [_event(act) for act in acts]


def _event(act: StandingAct) -> dict[str, Any]:
    event: dict[str, Any] = {"type": act.kind, "date": act.day.isoformat()}
    if act.kind in CANCELLING:
        event["informed"] = act.counts_from.isoformat()
    if act.kind == REQUEST:
        event["fee_paid"] = str(Money(act.fee_cents or 0))
    return event


def beginning_of(acts: Sequence[StandingAct], on: date) -> Beginning | None:
    """What began the undertaking in force on a day. A certification after a revocation begins a new one; after a cancellation,
    what the law answers to the request says (s. 9.1).
    """
    begun: Beginning | None = None
    for index, act in enumerate(acts):
        if act.kind == "certified" and act.day <= on:
            begun = Beginning("undertaking", act.day) if begun is None else _again(begun, acts[:index], act.day)
    return begun


def _again(before: Beginning, acts: Sequence[StandingAct], day: date) -> Beginning:
    events = events_of(acts)
    if events[-1]["type"] != REQUEST:
        fee = str(LAW.parameters[_FEE].at(day).value)
        events.append({"type": REQUEST, "date": day.isoformat(), "fee_paid": fee})
    found = decide("family-mediation/standing", {"on": day.isoformat(), "events": events}).outcome
    if found["status"] == "revoked" or found["on_request"] == "new_application":
        return Beginning("undertaking", day)
    if found["on_request"] == "certify_with_training":
        return Beginning("renewal", day)
    return replace(before, left_to_say=True) if found["on_request"] == "section_4_1" else before


def acts_of(certification: Certification) -> list[StandingAct]:
    """The acts of a certification that stand, in their order."""
    return list(StandingAct.objects.counted().filter(certification=certification))


def facts_of(certification: Certification, on: date, *, considering: ExtensionRequest | None = None) -> dict[str, Any]:
    """The facts of `family-mediation/undertaking` on a day, from what was recorded; `NoUndertaking` where there is none.

    Mandates with their confirmed supervision, accepted courses, requests that were granted; `considering`: one more request, as
    if it were. A request that nobody has decided, or that was refused, adds nothing.
    """
    begun = _begun(certification, acts_of(certification), on)
    return _facts(certification, begun, on, list(family_mandates(certification.professional, on)), considering)


def _begun(certification: Certification, acts: Sequence[StandingAct], on: date) -> Beginning:
    """What began the undertaking; `NoUndertaking` where there is none, or where it began before the law known here."""
    begun = beginning_of(acts, on) if certification.kind == "family_mediation" else None
    if begun is None or period_ends(begun.day) is None:
        raise NoUndertaking(certification.code)
    return begun


def _facts(
    certification: Certification,
    begun: Beginning,
    on: date,
    mandates: Sequence[Mandate],
    considering: ExtensionRequest | None = None,
) -> dict[str, Any]:
    renewal = begun.kind == "renewal"
    courses = Training.objects.filter(certification=certification, state="accepted").order_by("first_day", "pk")
    listed = [one for one in courses if (one.kind == "renewal") == renewal]
    facts: dict[str, Any] = {
        "on": on.isoformat(),
        "certified": begun.day.isoformat(),
        "background": certification.background or UNKNOWN_BACKGROUND,
        "complementary_training": [
            {"date": day_of_course(one, begun.day), "subject": one.subject, "hours": one.hours}
            for one in listed
            if one.kind != "practical"
        ],
        "mandates": [],
    }
    if renewal:
        return facts
    practical = [one for one in listed if one.kind == "practical"]
    if practical:
        facts["practical_training"] = [{"date": day_of_course(one, begun.day), "hours": one.hours} for one in practical]
    supervised = supervision_of(certification.professional, on)
    facts["mandates"] = [_mandate(one, supervised.get(one.pk, Supervised())) for one in mandates]
    return facts | _requests(certification, begun, considering)


def day_of_course(course: Training, certified: date) -> str:
    """The day by which the law weighs a course: its last, or its first where it began by the day of certification (A-09)."""
    return (course.first_day if course.first_day <= certified else course.last_day).isoformat()


def _mandate(one: Mandate, supervised: Supervised) -> dict[str, Any]:
    """A mandate in the words of the law. A patrimony whose form nobody wrote down shows no family patrimony."""
    patrimony = "patrimony" in one.objects_entrusted
    return {
        "id": one.number,
        "opened": one.opened.isoformat(),
        "closed": one.closed.isoformat() if one.closed else None,
        "objects": list(one.objects_entrusted),
        "patrimony_form": (one.patrimony_form or "de_facto") if patrimony else None,
        "agreed": list(one.agreed),
        **supervised.as_facts(),
    }


def _requests(certification: Certification, begun: Beginning, considering: ExtensionRequest | None) -> dict[str, Any]:
    granted = ExtensionRequest.objects.filter(
        certification=certification, state="granted", requested__gte=begun.day
    ).order_by("requested", "pk")
    counted = [one for one in granted if considering is None or one.pk != considering.pk]
    if considering is not None:
        counted.append(considering)
    found: dict[str, Any] = {}
    inability = [request_facts(one) for one in counted if one.ground == "inability"]
    if inability:
        found["inability"] = inability
    for one in counted:
        if one.ground == "one_year":
            found["one_year"] = request_facts(one)
    return found


def request_facts(request: ExtensionRequest) -> dict[str, Any]:
    """A request as the law weighs it: what was established of it, and the day on which it was made."""
    return {**request.facts, "requested": request.requested.isoformat()}


def _unconfirmed(learner: int, on: date) -> frozenset[str]:
    """The mandates of which a supervision session is recorded and waits for the supervisor's answer, by number."""
    waiting = SupervisionSession.objects.filter(learner=learner, state="recorded", day__lte=on)
    return frozenset(waiting.values_list("mandate__number", flat=True))


def _unanswered(learner: int, on: date) -> tuple[str, ...]:
    """The mandates of which a supervision session has waited too long for the supervisor's answer, by number."""
    late = SupervisionSession.objects.filter(learner=learner).unanswered(on).order_by("mandate__number")
    return tuple(dict.fromkeys(late.values_list("mandate__number", flat=True)))


def time_left_of(
    certification: Certification, begun: Beginning, acts: Sequence[StandingAct], on: date
) -> TimeLeft | None:
    """What the certifier last decided of the time left since the present return; None where there is none to decide, or not yet."""
    returned = [act.day for act in acts if act.kind == "certified" and act.day <= on]
    if not begun.left_to_say or not returned:
        return None
    return TimeLeft.objects.filter(certification=certification, returned_on=returned[-1]).last()


def progress_of(certification: Certification, on: date) -> Picture:
    """The picture of the undertaking on a day; `NoUndertaking` where there is none."""
    acts = acts_of(certification)
    begun = _begun(certification, acts, on)
    mandates = list(family_mandates(certification.professional, on))
    facts = _facts(certification, begun, on, mandates)
    held = StandingPeriod.objects.on(on).filter(certification=certification, status__in=("certified", "suspended"))
    done = [act.day for act in acts if act.kind == "undertaking_completed" and begun.day <= act.day <= on]
    if begun.kind == "renewal":
        deadline = cast(Period, LAW.parameters[_AGAIN].at(begun.day).value).after(begun.day)
        decision = decide("family-mediation/undertaking-progress", {**facts, "on": min(on, deadline).isoformat()})
        short = any(one["norm"] in _TRAINING for one in decision.outcome["missing"])
        law_status = "completed" if not short else "lapsed" if deadline < on else "open"
    else:
        decision = decide("family-mediation/undertaking-progress", facts)
        deadline, law_status = decision.outcome["deadline"], decision.outcome["status"]
    return Picture(
        certification=certification,
        on=on,
        beginning=begun,
        acknowledged=done[-1] if done else None,
        ended=not held.exists(),
        facts=facts,
        decision=decision,
        deadline=deadline,
        law_status=law_status,
        mandates={one.number: one for one in mandates},
        unconfirmed=_unconfirmed(certification.professional_id, on),
        unanswered=_unanswered(certification.professional_id, on),
        time_left=time_left_of(certification, begun, acts, on),
        unrecorded=begun.kind == "undertaking" and unrecorded(acts, begun.day),
    )
