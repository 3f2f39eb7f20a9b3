"""Undertakings as rows: a situation of `family-mediation/undertaking` written down as mandates, sessions, courses, requests."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from parvis.roster.models import (
    Certification,
    Couple,
    ExtensionRequest,
    Mandate,
    StandingPeriod,
    SupervisionSession,
    Training,
)
from tests.factories.roster import BARREAU, make_certification, make_couple, make_mediator, make_professional

_count = iter(range(1, 1_000_000))
FOUR = ["custody", "access", "support", "patrimony"]


def make_supervisor(
    completed: int = 45,
    *,
    certified: bool = True,
    name: str = "Sacha Exemple-Superviseur",
    at: datetime,
    since: date = date(2005, 1, 10),
) -> Certification:
    """Somebody who had completed so many mandates before Parvis; with an account."""
    if certified:
        return make_mediator(name, since=since, mandates_before=completed, at=at)
    return make_certification(make_professional(name, at=at), mandates_before=completed, at=at)


def keep_mandate(
    certification: Certification,
    opened: date,
    closed: date | None,
    *,
    number: str = "",
    objects: list[str] | None = None,
    agreed: list[str] | None = None,
    form: str = "",
    couple: Couple | None = None,
    at: datetime,
) -> Mandate:
    """A mandate as a row; on all four objects, all agreed, a family patrimony among them, unless told otherwise."""
    entrusted = FOUR if objects is None else objects
    held = entrusted if agreed is None and closed else (agreed or [])
    outcome = "" if closed is None else "full" if set(held) == set(entrusted) else "partial" if held else "none"
    return Mandate.objects.create(
        number=number or f"M-E-{next(_count):07d}",
        kind="family",
        mediator=certification,
        couple=couple or make_couple(at=at),
        request="first_agreement",
        children_interests=True,
        opened=opened,
        closed=closed,
        objects_entrusted=entrusted,
        patrimony_form=form or ("marriage" if "patrimony" in entrusted else ""),
        agreed=held,
        outcome=outcome,
        added_at=at,
        added_by="system",
    )


def keep_sessions(
    mandate: Mandate,
    supervisor: Certification,
    days: list[date],
    *,
    completed: int = 45,
    state: str = "confirmed",
    at: datetime,
) -> list[SupervisionSession]:
    """Supervision sessions as rows, confirmed unless told otherwise."""
    return SupervisionSession.objects.bulk_create(
        SupervisionSession(
            mandate=mandate,
            supervisor=supervisor,
            learner=mandate.mediator.professional,
            teacher=supervisor.professional,
            day=day,
            state=state,
            mandates_completed=completed,
            supervisor_certified=True,
            recorded_by="system",
            recorded_at=at,
        )
        for day in days
    )


def keep_course(
    certification: Certification,
    day: date,
    subject: str,
    hours: int,
    *,
    kind: str = "complementary",
    state: str = "accepted",
    at: datetime,
) -> Training:
    """A course of one day as a row, accepted unless told otherwise."""
    return Training.objects.create(
        certification=certification,
        kind=kind,
        subject=subject,
        first_day=day,
        last_day=day,
        hours=hours,
        given_by="École Exemple",
        state=state,
        declared_at=at,
    )


class Unwritable(ValueError):
    """These facts cannot be rows: the tables refuse what they say."""


def write_down(
    facts: Mapping[str, Any], *, at: datetime, supervisors: dict[tuple[bool, int], Certification]
) -> Certification:
    """A mediator whose rows say these facts; `supervisors` are kept from one situation to the next."""
    certification = make_certification(make_professional(at=at), background=facts["background"], at=at)
    certify(certification, date.fromisoformat(facts["certified"]), at=at)
    prefix, couple = next(_count), make_couple(at=at)
    for one in facts["mandates"]:
        _mandate(certification, one, f"{prefix}.{one['id']}", couple, supervisors, at)
    for one in facts["complementary_training"]:
        _course(certification, one, "complementary", at)
    for one in facts.get("practical_training") or []:
        _course(certification, one, "practical", at)
    for one in facts.get("inability") or []:
        _request(certification, "inability", one, at)
    if facts.get("one_year"):
        _request(certification, "one_year", facts["one_year"], at)
    return certification


def certify(certification: Certification, day: date, *, at: datetime) -> None:
    """The act of certification, without a notice."""
    from tests.factories.roster import certified_since

    certified_since(certification, day, at=at)


def _mandate(
    certification: Certification,
    one: Mapping[str, Any],
    number: str,
    couple: Couple,
    supervisors: dict[tuple[bool, int], Certification],
    at: datetime,
) -> None:
    opened = date.fromisoformat(one["opened"])
    closed = date.fromisoformat(one["closed"]) if one["closed"] else None
    days = [opened + timedelta(days=place) for place in range(one["supervision_sessions"])]
    if closed is None and one["agreed"]:
        raise Unwritable("an agreement in a mandate that is open")
    mandate = keep_mandate(
        certification,
        opened,
        closed,
        number=number,
        objects=list(one["objects"]),
        agreed=list(one["agreed"]),
        form=one["patrimony_form"] or "",
        couple=couple,
        at=at,
    )
    said = (one["supervisor"]["certified"], one["supervisor"]["mandates_completed"])
    if said not in supervisors:
        supervisors[said] = make_supervisor(said[1], certified=said[0], at=at)
    keep_sessions(mandate, supervisors[said], days, completed=said[1], at=at)


def _course(certification: Certification, one: Mapping[str, Any], kind: str, at: datetime) -> None:
    if not 1 <= one["hours"] <= 300:
        raise Unwritable("a course without hours")
    keep_course(certification, date.fromisoformat(one["date"]), one.get("subject", ""), one["hours"], kind=kind, at=at)


def _request(certification: Certification, ground: str, facts: Mapping[str, Any], at: datetime) -> None:
    said = {name: value for name, value in facts.items() if name != "requested"}
    ExtensionRequest.objects.create(
        certification=certification,
        ground=ground,
        facts=said,
        requested=date.fromisoformat(facts["requested"]),
        began=date.fromisoformat(facts["requested"]),
        state="granted",
        asked_at=at,
    )


def suspend(certification: Certification, first: date, last: date) -> None:
    """A suspension of so many days inside a certification that was in force, as periods."""
    from psycopg.types.range import DateRange

    period = StandingPeriod.objects.get(certification=certification)
    begun, act = period.days.lower, period.act
    period.delete()
    spans = [
        ("certified", begun, first),
        ("suspended", first, last + timedelta(days=1)),
        ("certified", last + timedelta(days=1), None),
    ]
    StandingPeriod.objects.bulk_create(
        StandingPeriod(certification=certification, status=status, days=DateRange(since, until), act=act)
        for status, since, until in spans
    )


__all__ = (
    "BARREAU",
    "FOUR",
    "Unwritable",
    "certify",
    "keep_course",
    "keep_mandate",
    "keep_sessions",
    "make_supervisor",
    "suspend",
    "write_down",
)
