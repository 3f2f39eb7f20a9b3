"""Acts on a certification: each is written once, the law works out what it changes, the Minister's notice is made with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from psycopg.types.range import DateRange

from parvis.journal.actions import record_entry
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.roster.actions.notices import PAST, make_notices, of_the_past
from parvis.roster.corrected import reopen_request
from parvis.roster.course import Course, course_of
from parvis.roster.models import Certification, StandingAct, StandingPeriod
from parvis.roster.policies import CERTIFY, require_other
from parvis.roster.possible import REASONS, counted_acts, course_with, require_office, require_possible
from parvis.roster.undertakings import follow

_OTHER = Text(
    "Cet envoi a déjà servi à autre chose. Rouvrez la page et recommencez.",
    "This form has already been used for something else. Open the page again and retry.",
)
_NOT_THE_LAST = Text(
    "Sans cet acte, un acte plus récent ne tient plus. Corrigez d’abord le plus récent. {why}",
    "Without this act, a later one no longer stands. Correct the later one first. {why}",
)
_CORRECTED = Text("Cet acte a déjà été corrigé.", "This act has already been corrected.")


def record_act(  # noqa: PLR0913 - what an act is, and who records it
    certification: Certification,
    kind: str,
    *,
    day: date,
    informed: date | None = None,
    fee: Money | None = None,
    reason: str = "",
    document: UUID | None = None,
    by: Person,
    at: datetime,
    key: str,
) -> StandingAct:
    """Record an act, its periods and its notice, in one transaction; the same `key` again gives the act already recorded.

    `day`: of the decision; `informed`: when the certifier learned of it (s. 9, par. 2). The law refuses what cannot have happened,
    in its own words. Norms: r. 0.7, ss. 6, 7, 9 and 9.1; r. 0.6.1, ss. 3, 10, 35 and 49.
    """
    with transaction.atomic():
        authorise(by, CERTIFY, Scope(organization=certification.body_id), at=at)
        require_other(by, certification)
        act = StandingAct(
            certification=certification,
            kind=kind,
            day=day,
            informed=informed,
            fee_cents=None if fee is None else fee.cents,
            reason=reason.strip(),
            document=document,
            key=key,
            by=by.code,
            at=at,
        )
        hold(certification)
        if (there := _already(act)) is not None:
            return there
        require_possible(act, at)
        entered = enter_act(act)
        follow(certification, on=day_of(at))
        return entered


def correct_act(act: StandingAct, *, reason: str, by: Person, at: datetime, key: str) -> StandingAct:
    """Take an act back by a counter-act, with its reasons; the periods are worked out again without it. The request for more time
    that the act granted waits again for a decision: its day still counts (s. 4.1).
    """
    with transaction.atomic():
        certification = act.certification
        authorise(by, CERTIFY, Scope(organization=certification.body_id), at=at)
        require_other(by, certification)
        hold(certification)
        counter = StandingAct(
            certification=certification,
            kind="correction",
            day=day_of(at),
            corrects=act,
            reason=reason.strip(),
            norm=act.norm,
            key=key,
            by=by.code,
            at=at,
        )
        if (there := _already(counter)) is not None:
            return there
        require_office(certification)
        if not counter.reason:
            raise Refused(REASONS, field="reason")
        if act.kind == "correction" or StandingAct.objects.filter(corrects=act).exists():
            raise Refused(_CORRECTED)
        left = [one for one in counted_acts(certification) if one.pk != act.pk]
        try:
            course = course_of(certification.kind, left)
        except Refused as refused:
            why = refused.reason
            raise Refused(_NOT_THE_LAST.fill(why=why)) from refused
        counter.save(force_insert=True)
        _write(certification, course, counter)
        make_notices(certification, course, correction=counter)
        _journal(counter, "standing.corrected")
        reopen_request(act, by=by, at=at)
        follow(certification, on=day_of(at))
    return counter


def enter_act(act: StandingAct) -> StandingAct:
    """Write an act that may be written: inside the transaction of an action that has authorised and holds the certification."""
    certification = act.certification
    course = course_with(act)
    place = next(index for index, one in enumerate(course.acts) if one is act)
    act.norm = course.norms[place]
    called = course.notices.get(place)
    act.needs_notice = "" if called is None or of_the_past(act) else called.kind
    act.save(force_insert=True)
    _write(certification, course, act)
    make_notices(certification, course)
    _journal(act, "standing.act")
    return act


def hold(certification: Certification) -> None:
    """Hold a certification until the transaction ends: two who act at once act one after the other."""
    Certification.objects.select_for_update().get(pk=certification.pk)


def _already(act: StandingAct) -> StandingAct | None:
    """The act of this key; `Refused` where the key is another act's, or would pass for one that was imported."""
    if act.key.startswith(PAST):
        raise Refused(_OTHER)
    there = StandingAct.objects.filter(key=act.key).select_related("certification").first()
    if there is None:
        return None
    same = ("certification_id", "kind", "day", "informed", "corrects_id")
    if any(getattr(there, name) != getattr(act, name) for name in same):
        raise Refused(_OTHER)
    return there


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
        kind,
        by=act.by,
        at=act.at,
        subject=("certification", act.certification.code),
        norm=act.norm,
        codes={name: value for name, value in codes.items() if value is not None},
    )
