"""The services with facts to confirm, as the database narrows, sorts and counts them: a page of them is built, never all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, Func, Min, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from parvis.directory.desk.reach import Reach
from parvis.directory.models import Assurance, Involvement, Organization, Renewal, Service
from parvis.directory.models.service_reads import ServiceQuerySet
from parvis.directory.vocabulary import FIELDS

#: The next act of a service of which no step of the ladder is reached yet.
CONFIRM = "confirm"
_BY_BODY: tuple[str, ...] = ("of", "due_since", "pk")


def due_services(reach: Reach, on: date) -> ServiceQuerySet:
    """Those within reach with facts due, the longest due first. `due_since`: the first day due; `step`: the last step of the
    ladder that was reached since, `confirm` for none. A service that has ended is not asked for again.
    """
    late = Assurance.objects.filter(service=OuterRef("pk"), next_due__lte=on).order_by("next_due").values("next_due")
    steps = Renewal.objects.filter(service=OuterRef("pk"), due=OuterRef("due_since")).order_by("-pk").values("step")
    found = Service.objects.exclude(status="ended") if reach.records is None else _within(reach.records)
    return (
        found.annotate(due_since=Subquery(late[:1]))
        .filter(due_since__isnull=False)
        .annotate(step=Coalesce(Subquery(steps[:1]), Value(CONFIRM)))
        .order_by("due_since", "pk")
    )


def _within(records: Iterable[str]) -> ServiceQuerySet:
    return Service.objects.exclude(status="ended").filter(pk__in=records)


def narrowed(services: ServiceQuerySet, on: date, *, body: str = "", fact: str = "", step: str = "") -> ServiceQuerySet:
    """Of one organization (its slug), with a kind of facts due, whose next act is `step`; "" for all."""
    if body:
        services = services.filter(
            Exists(Involvement.objects.filter(service=OuterRef("pk"), position=0, organization__slug=body))
        )
    if fact:
        services = services.filter(
            Exists(Assurance.objects.filter(service=OuterRef("pk"), next_due__lte=on, fields__contains=[fact]))
        )
    wanted = {"step": step} if step else {}
    return services.filter(**wanted)


def in_order(services: ServiceQuerySet, sort: str, lang: str) -> ServiceQuerySet:
    """By `name`, by `body` (then the longest due), else the longest due first."""
    if sort == "name":
        return services.order_by(f"key_{lang}", "pk")
    if sort == "body":
        first = Involvement.objects.filter(service=OuterRef("pk"), position=0).values(f"organization__key_{lang}")
        return services.annotate(of=Subquery(first[:1])).order_by(*_BY_BODY)
    return services


def bodies_of(services: ServiceQuerySet) -> list[Organization]:
    """The organizations that answer for some services, in the order of their short names."""
    keys = services.order_by().values("pk")
    first = Involvement.objects.filter(position=0, service__in=keys).values("organization")
    return list(Organization.objects.filter(pk__in=first).order_by("slug"))


def facts_of(services: ServiceQuerySet, on: date) -> list[str]:
    """The kinds of facts due of some services, in the order of the vocabulary."""
    late = Assurance.objects.filter(next_due__lte=on, service__in=services.order_by().values("pk")).order_by()
    found = set(late.annotate(code=Func(F("fields"), function="unnest")).values_list("code", flat=True).distinct())
    return [one for one in FIELDS if one in found]


def oldest_of(services: ServiceQuerySet) -> date | None:
    """The first day due among some services; None for none."""
    found: date | None = services.order_by().aggregate(oldest=Min("due_since"))["oldest"]
    return found
