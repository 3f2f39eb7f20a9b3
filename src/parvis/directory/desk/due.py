"""The services with facts to confirm, as the database narrows, sorts and counts them: a page of them is built, never all."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, Func, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from parvis.directory.desk.reach import Reach
from parvis.directory.models import Assurance, Involvement, Organization, Renewal, Service
from parvis.directory.models.service_reads import ServiceQuerySet
from parvis.directory.vocabulary import FIELDS

#: The next act of a service of which no step of the ladder is reached yet.
CONFIRM = "confirm"
_BY_BODY: tuple[str, ...] = ("of", "due_since", "pk")


def due_services(reach: Reach, on: date) -> ServiceQuerySet:
    """Those within reach with facts due, the longest due first. `due_since`: the first day due. A service that has ended is not
    asked for again.
    """
    late = Assurance.objects.filter(service=OuterRef("pk"), next_due__lte=on)
    found = Service.objects.exclude(status="ended").filter(Exists(late))
    found = found if reach.records is None else found.filter(pk__in=reach.records)
    first = late.order_by("next_due").values("next_due")
    return found.annotate(due_since=Subquery(first[:1])).order_by("due_since", "pk")


def _late(reach: Reach, on: date) -> QuerySet[Assurance]:
    """The checks that are due of the same services."""
    found = Assurance.objects.filter(next_due__lte=on).exclude(service__status="ended").order_by()
    return found if reach.records is None else found.filter(service__in=reach.records)


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
    if not step:
        return services
    steps = Renewal.objects.filter(service=OuterRef("pk"), due=OuterRef("due_since")).order_by("-pk").values("step")
    wanted = {"step": step}
    return services.annotate(step=Coalesce(Subquery(steps[:1]), Value(CONFIRM))).filter(**wanted)


def in_order(services: ServiceQuerySet, sort: str, lang: str) -> ServiceQuerySet:
    """By `name`, by `body` (then the longest due), else the longest due first."""
    if sort == "name":
        return services.order_by(f"key_{lang}", "pk")
    if sort == "body":
        first = Involvement.objects.filter(service=OuterRef("pk"), position=0).values(f"organization__key_{lang}")
        return services.annotate(of=Subquery(first[:1])).order_by(*_BY_BODY)
    return services


def bodies_of(reach: Reach, on: date) -> list[Organization]:
    """The organizations that answer for the services that are due, in the order of their short names."""
    first = Involvement.objects.filter(position=0, service__in=_late(reach, on).values("service"))
    return list(Organization.objects.filter(pk__in=first.values("organization")).order_by("slug"))


def facts_of(reach: Reach, on: date) -> list[str]:
    """The kinds of facts that are due, in the order of the vocabulary."""
    codes = _late(reach, on).annotate(code=Func(F("fields"), function="unnest")).values_list("code", flat=True)
    found = set(codes.distinct())
    return [one for one in FIELDS if one in found]


def oldest_of(services: ServiceQuerySet) -> date | None:
    """The first day due among some services; None for none."""
    found: date | None = services.order_by().aggregate(oldest=Min("due_since"))["oldest"]
    return found
