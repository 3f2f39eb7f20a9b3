"""Acts on a certification: each is written once, the law works out what it changes, the Minister's notice is made with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from psycopg.types.range import DateRange

from parvis.journal.actions import record_entry
from parvis.journal.capabilities import capability_on
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.roster.actions.notices import IMPORTED, make_notices
from parvis.roster.course import DECISIONS, UNMET, Course, course_of
from parvis.roster.kinds import FAMILY_ACTS, SMALL_CLAIMS_ACTS
from parvis.roster.models import Certification, StandingAct, StandingPeriod
from parvis.roster.policies import CERTIFY
from parvis.roster.undertakings import follow

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
_REASONS = Text("Écrivez les motifs de cette décision.", "Write the reasons for this decision.")
_UNMET_FIRST = Text(
    "Inscrivez d’abord que l’engagement n’est pas respecté : l’article 7 ne laisse décider qu’après ce constat.",
    "Record first that the undertaking is not complied with: section 7 leaves the decision only after that.",
)
_OTHER = Text(
    "Cet envoi a déjà servi à autre chose. Rouvrez la page et recommencez.",
    "This form has already been used for something else. Open the page again and retry.",
)
_NOT_THE_LAST = Text(
    "Sans cet acte, un acte plus récent ne tient plus. Corrigez d’abord le plus récent. {why}",
    "Without this act, a later one no longer stands. Correct the later one first. {why}",
)
_CORRECTED = Text("Cet acte a déjà été corrigé.", "This act has already been corrected.")


def acts_for(kind: str) -> tuple[str, ...]:
    """The acts that exist for a kind of certification."""
    return FAMILY_ACTS if kind == "family_mediation" else SMALL_CLAIMS_ACTS


def record_act(  # noqa: PLR0913 - what an act is, and who records it
    certification: Certification, kind: str, *, day: date, informed: date | None = None, fee: Money | None = None,
    reason: str = "", document: UUID | None = None, by: Person, at: datetime, key: str,
) -> StandingAct:  # fmt: skip
    """Record an act, its periods and its notice, in one transaction; the same `key` again gives the act already recorded.

    `day`: of the decision; `informed`: when the certifier learned of it (s. 9, par. 2). The law refuses what cannot have happened,
    in its own words. Norms: r. 0.7, ss. 6, 7, 9 and 9.1; r. 0.6.1, ss. 3, 10, 35 and 49.
    """
    with transaction.atomic():
        authorise(by, CERTIFY, Scope(organization=certification.body_id), at=at)
        act = StandingAct(
            certification=certification, kind=kind, day=day, informed=informed,
            fee_cents=None if fee is None else fee.cents, reason=reason.strip(), document=document, key=key, by=by.code, at=at,
        )  # fmt: skip
        hold(certification)
        if (there := _already(act)) is not None:
            return there
        _possible(act, at)
        entered = enter_act(act)
        follow(certification, on=day_of(at))
        return entered


def correct_act(act: StandingAct, *, reason: str, by: Person, at: datetime, key: str) -> StandingAct:
    """Take an act back by a counter-act, with its reasons; the periods are worked out again without it."""
    with transaction.atomic():
        certification = act.certification
        authorise(by, CERTIFY, Scope(organization=certification.body_id), at=at)
        hold(certification)
        counter = StandingAct(
            certification=certification, kind="correction", day=day_of(at), corrects=act, reason=reason.strip(), norm=act.norm,
            key=key, by=by.code, at=at,
        )  # fmt: skip
        if (there := _already(counter)) is not None:
            return there
        _acts_here(certification)
        if not counter.reason:
            raise Refused(_REASONS, field="reason")
        if act.kind == "correction" or StandingAct.objects.filter(corrects=act).exists():
            raise Refused(_CORRECTED)
        left = [one for one in _counted(certification) if one.pk != act.pk]
        try:
            course = course_of(certification.kind, left)
        except Refused as refused:
            why = refused.reason
            raise Refused(_NOT_THE_LAST.fill(why=why)) from refused
        counter.save(force_insert=True)
        _write(certification, course, counter)
        make_notices(certification, course, correction=counter)
        _journal(counter, "standing.corrected")
        follow(certification, on=day_of(at))
    return counter


def enter_act(act: StandingAct) -> StandingAct:
    """Write an act that may be written: inside the transaction of an action that has authorised and holds the certification."""
    certification = act.certification
    acts = [*_counted(certification), act]
    acts.sort(key=lambda one: (one.day, one.pk is None, one.pk))
    course = course_of(certification.kind, acts)
    place = next(index for index, one in enumerate(acts) if one is act)
    act.norm = course.norms[place]
    called = course.notices.get(place)
    act.needs_notice = "" if called is None or act.reason == IMPORTED else called.kind
    act.save(force_insert=True)
    _write(certification, course, act)
    make_notices(certification, course)
    _journal(act, "standing.act")
    return act


def hold(certification: Certification) -> None:
    """Hold a certification until the transaction ends: two who act at once act one after the other."""
    Certification.objects.select_for_update().get(pk=certification.pk)


def _counted(certification: Certification) -> list[StandingAct]:
    return list(StandingAct.objects.counted().filter(certification=certification))


def _already(act: StandingAct) -> StandingAct | None:
    there = StandingAct.objects.filter(key=act.key).select_related("certification").first()
    if there is None:
        return None
    same = ("certification_id", "kind", "day", "informed", "corrects_id")
    if any(getattr(there, name) != getattr(act, name) for name in same):
        raise Refused(_OTHER)
    return there


def _acts_here(certification: Certification) -> None:
    if not capability_on("certifying_body", certification.body_id):
        raise Refused(_OFF)


def _possible(act: StandingAct, at: datetime) -> None:
    """What is not the law's to refuse: an office that is off, an act of another kind, a day to come, reasons that are missing."""
    certification, today = act.certification, day_of(at)
    _acts_here(certification)
    if act.kind not in acts_for(certification.kind):
        raise Refused(_KIND, field="kind")
    if act.day > today:
        raise Refused(_FUTURE, field="day")
    if act.informed is not None and act.informed > today:
        raise Refused(_FUTURE, field="informed")
    if act.informed is not None and act.informed < act.day:
        raise Refused(_BEFORE, field="informed")
    if act.kind in WITH_REASONS and not act.reason:
        raise Refused(_REASONS, field="reason")
    if act.kind in DECISIONS:
        known = [one for one in _counted(certification) if one.counts_from <= act.day]
        decision = course_of(certification.kind, known).decision
        if decision is not None and UNMET not in {left.norm for left in decision.for_a_person}:
            raise Refused(_UNMET_FIRST, norm=UNMET, field="kind")


def _write(certification: Certification, course: Course, act: StandingAct) -> None:
    """Put the periods of a course in the place of those that were."""
    StandingPeriod.objects.filter(certification=certification).delete()
    StandingPeriod.objects.bulk_create(periods_of(certification, course))


def periods_of(certification: Certification, course: Course) -> Sequence[StandingPeriod]:
    """The periods of a course, to be written."""
    return [
        StandingPeriod(
            certification=certification, status=held.status, days=DateRange(held.begins, held.ends), act=held.act
        )
        for held in course.periods
    ]


def _journal(act: StandingAct, kind: str) -> None:
    codes: dict[str, str | int | date | None] = {
        "act": act.pk,
        "kind": act.kind,
        "day": act.day,
        "corrects": act.corrects_id,
    }
    record_entry(
        kind, by=act.by, at=act.at, subject=("certification", act.certification.code), norm=act.norm,
        codes={name: value for name, value in codes.items() if value is not None},
    )  # fmt: skip
