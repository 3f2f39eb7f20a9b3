"""Which acts may be recorded on a certification, and what the law would make of one, before anything is written."""

from __future__ import annotations

from datetime import date, datetime

from parvis.journal.capabilities import capability_on
from parvis.law.kernel.text import Text
from parvis.law.texts.c25_01_r0_7.standing_course import DECISIONS
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.roster.act_words import RETURNS
from parvis.roster.course import INFORMED_ACTS, UNMET, Course, course_of
from parvis.roster.kinds import FAMILY_ACTS, SMALL_CLAIMS_ACTS
from parvis.roster.models import Certification, StandingAct

#: The acts that are somebody's decision: their reasons are written down.
WITH_REASONS = (*DECISIONS, "removed_by_clerk", "rights_restored", "correction")

_OFF = Text(
    "Cet organisme n’agit pas par Parvis. Rien n’est inscrit.",
    "This body does not act through Parvis. Nothing is recorded.",
)
_KIND = Text(
    "Cet acte n’existe pas pour ce genre d’accréditation.", "This act does not exist for this kind of certification."
)
_FUTURE = Text("Ce jour n’est pas encore venu.", "That day has not come yet.")
_BEFORE = Text("L’organisme n’est pas informé avant que cela arrive.", "The body is not informed before it happens.")
REASONS = Text("Écrivez les motifs de cette décision.", "Write the reasons for this decision.")
_UNMET_FIRST = Text(
    "Inscrivez d’abord que l’engagement n’est pas respecté : l’article 7 ne laisse décider qu’après ce constat.",
    "Record first that the undertaking is not complied with: section 7 leaves the decision only after that.",
)

#: Acts that have their own way: the application, the undertaking.
ELSEWHERE = ("certified", "undertaking_extended", "undertaking_completed", "correction")


def acts_for(kind: str) -> tuple[str, ...]:
    """The acts that exist for a kind of certification."""
    return FAMILY_ACTS if kind == "family_mediation" else SMALL_CLAIMS_ACTS


def counted_acts(certification: Certification) -> list[StandingAct]:
    """The acts that count, oldest first."""
    return list(StandingAct.objects.counted().filter(certification=certification))


def course_with(act: StandingAct) -> Course:
    """What the law makes of the acts with one more, not written yet; `Refused` in its own words where it cannot be."""
    acts = [*counted_acts(act.certification), act]
    acts.sort(key=lambda one: (one.day, one.pk is None, one.pk))
    return course_of(act.certification.kind, acts)


def require_office(certification: Certification) -> None:
    """`Refused` where the body of a certification does not act through this installation."""
    if not capability_on("certifying_body", certification.body_id):
        raise Refused(_OFF)


def require_possible(act: StandingAct, at: datetime) -> None:
    """What is not the law's to refuse: an office that is off, an act of another kind, a day to come, reasons that are missing."""
    certification, today = act.certification, day_of(at)
    require_office(certification)
    if act.kind not in acts_for(certification.kind):
        raise Refused(_KIND, field="kind")
    if act.day > today:
        raise Refused(_FUTURE, field="day")
    if act.informed is not None and act.informed > today:
        raise Refused(_FUTURE, field="informed")
    if act.informed is not None and act.informed < act.day:
        raise Refused(_BEFORE, field="informed")
    if act.kind in WITH_REASONS and not act.reason:
        raise Refused(REASONS, field="reason")
    if act.kind in DECISIONS:
        known = [one for one in counted_acts(certification) if one.counts_from <= act.day]
        decision = course_of(certification.kind, known).decision
        if decision is not None and UNMET not in {left.norm for left in decision.for_a_person}:
            raise Refused(_UNMET_FIRST, norm=UNMET, field="kind")


def open_acts(certification: Certification, on: date, at: datetime) -> tuple[str, ...]:
    """The acts that an officer may record today, those that the law refuses left out; "certified" after a request (s. 9.1)."""
    found = []
    for kind in acts_for(certification.kind):
        if kind in ELSEWHERE and not (kind == "certified" and returns(certification)):
            continue
        act = StandingAct(
            certification=certification,
            kind=kind,
            day=on,
            informed=on if kind in INFORMED_ACTS else None,
            fee_cents=0 if kind == "certification_requested" else None,
            reason="-",
        )
        try:
            require_possible(act, at)
            course_with(act)
        except Refused:
            continue
        found.append(kind)
    return tuple(found)


def returns(certification: Certification) -> bool:
    """Whether the last request leads to a certification that the file itself grants (s. 9.1), without a new application."""
    course = course_of(certification.kind, counted_acts(certification))
    return course.status == "cancelled" and course.request in RETURNS
