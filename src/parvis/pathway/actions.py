"""What can be done to a kept plan: keep one, delete one, forget those that have expired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from parvis.journal.actions import Code, record_entry
from parvis.journal.models import Entry
from parvis.pathway.models import KeptPlan, digest_of, new_token, seal

#: Days during which a plan is kept.
KEPT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan just kept, and the token of its address: the only moment at which both are in one hand."""

    plan: KeptPlan
    token: str


class TooManyPlans(Exception):
    """The installation has kept as many plans today as it keeps in a day (`KEPT_PLANS_A_DAY`); tomorrow it keeps more."""


def _its_day(at: datetime) -> datetime:
    """Midnight of that day: the journal outlives a plan, and the instant could tell who was here."""
    return datetime.combine(at.date(), time(), at.tzinfo)


@transaction.atomic
def keep_plan(answers: Mapping[str, Any], *, by: str, at: datetime, days: int = KEPT_DAYS) -> Kept:
    """Keep the answers of a plan, sealed, for some days. The journal says that a plan was kept and on which day, never
    whose. `TooManyPlans` where the day's number is reached, so that nobody can fill the disk.
    """
    KeptPlan.objects.one_at_a_time()
    # Counted in the journal: a plan that is deleted leaves its entry, which takes room too.
    if Entry.objects.filter(kind="plan_kept", at=_its_day(at)).count() >= settings.KEPT_PLANS_A_DAY:
        raise TooManyPlans
    token = new_token()
    plan = KeptPlan(
        digest=digest_of(token),
        sealed=seal(answers, token),
        created_on=at.date(),
        expires_on=at.date() + timedelta(days=days),
    )
    plan.save(force_insert=True)
    codes: dict[str, Code] = {"expires_on": plan.expires_on}
    record_entry("plan_kept", by=by, at=_its_day(at), subject=("kept_plan", str(plan.pk)), codes=codes)
    return Kept(plan, token)


@transaction.atomic
def delete_kept_plan(plan: KeptPlan, *, by: str, at: datetime) -> KeptPlan:
    """Delete a kept plan for good. Deleting one that is already gone changes nothing and records nothing."""
    key = plan.pk
    deleted, _ = KeptPlan.objects.filter(pk=key).delete()
    if deleted:
        record_entry("plan_deleted", by=by, at=_its_day(at), subject=("kept_plan", str(key)))
    return plan


@transaction.atomic
def forget_expired_plans(*, by: str, at: datetime) -> int:
    """Delete the plans whose last day has passed; their number."""
    keys = list(KeptPlan.objects.expired(at.date()).order_by("pk").values_list("pk", flat=True))
    KeptPlan.objects.filter(pk__in=keys).delete()
    for key in keys:
        record_entry("plan_expired", by=by, at=_its_day(at), subject=("kept_plan", str(key)))
    return len(keys)
