"""Prices that nobody dated: what somebody may have to pay, as it was more than a year ago, or that no check covers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from parvis.directory.models import Service
from parvis.directory.watch.noting import Seen

#: A price older than this is no longer told without a doubt.
OLD = timedelta(days=365)
#: What somebody may have to pay; what is free and what is unknown are asked again with the rest of the record.
PAYABLE = ("reduced", "flat_fee", "tariff", "paid", "legal_aid")


def of_service(service: Service, on: date) -> Iterable[Seen]:
    """The prices of a service that are old, and those of which no check speaks."""
    if service.status == "ended" or not service.for_public:
        return
    check = service.assurance_of("costs")
    checked: date | None = check.on if check else None  # type: ignore[attr-defined]
    for place, cost in enumerate(service.costs.all(), start=1):
        if cost.kind not in PAYABLE:
            continue
        known = max(cost.as_of, checked) if checked else cost.as_of
        evidence = {
            "as_of": cost.as_of.isoformat(),
            "checked": checked.isoformat() if checked else "",
            "source": cost.source[:300],
            "kind": cost.kind,
            "amount_cents": cost.amount_cents,
            "days": (on - known).days,
        }
        if known < on - OLD:
            yield Seen("service", service.pk, f"costs.{place}", "old_price", evidence)
        elif checked is None:
            yield Seen("service", service.pk, f"costs.{place}", "undated_price", evidence)


def undated_prices(on: date) -> list[Seen]:
    """Every price of the directory that is old or that nobody checked."""
    return [seen for service in Service.objects.listed().order_by("pk") for seen in of_service(service, on)]
