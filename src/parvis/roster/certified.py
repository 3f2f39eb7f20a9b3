"""Whether a certification was in force on a day: what the law worked out from its acts, read from its periods."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from parvis.roster.models import Certification, StandingAct, StandingPeriod


def certified_on(certification: Certification, day: date) -> bool:
    """Whether it was in force on that day."""
    return StandingPeriod.objects.on(day).filter(certification=certification, status="certified").exists()


def days_not_certified(certification: Certification, days: Iterable[date]) -> list[date]:
    """Those of the days on which it was not in force, in their order: one query for all."""
    wanted = sorted(set(days))
    held = StandingPeriod.objects.filter(certification=certification, status="certified")
    spans = [period.days for period in held]
    return [day for day in wanted if not any(day in span for span in spans)]


def spans_certified(certifications: Iterable[int]) -> dict[int, list[DateRange]]:
    """The days on which some certifications were in force, by their key: one query for all."""
    found: dict[int, list[DateRange]] = {one: [] for one in certifications}
    held = StandingPeriod.objects.filter(certification__in=list(found), status="certified")
    for key, days in held.values_list("certification", "days"):
        found[key].append(days)
    return found


def under_undertaking(certification: Certification, on: date) -> bool:
    """Whether mandates are to be supervised on that day: a family certification whose undertaking is not completed (s. 1)."""
    if certification.kind != "family_mediation":
        return False
    acts = StandingAct.objects.counted().filter(certification=certification, day__lte=on)
    return "undertaking_completed" not in {act.kind for act in acts}
