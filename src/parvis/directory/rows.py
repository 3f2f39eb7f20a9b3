"""The rows of published records: what a record says, written to its tables. Called by the actions, in their transaction."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models

from parvis.directory import columns
from parvis.directory.files import Content
from parvis.directory.models import (
    Assurance,
    Correction,
    Cost,
    Involvement,
    Location,
    Organization,
    Schedule,
    Service,
    Statistic,
)

Stamp = dict[str, Any]
Stamped = tuple[Content, Stamp]
#: Services written in one statement.
AT_ONCE = 500
_PARTS: tuple[tuple[type[models.Model], str, Any], ...] = (
    (Schedule, "schedules", columns.schedule),
    (Cost, "costs", columns.cost),
    (Correction, "corrections", columns.correction),
    (Assurance, "assurance", columns.assurance),
)


def write(kind: str, records: Sequence[Stamped]) -> None:
    """Write records of one kind, each with its stamp (its digests, the moment)."""
    if kind == "service":
        for start in range(0, len(records), AT_ONCE):
            _write_services(records[start : start + AT_ONCE])
    else:
        for one, stamp in records:
            (_write_organization if kind == "organization" else _write_statistic)(one, stamp)


def _write_organization(one: Content, stamp: Stamp) -> None:
    row = _put(Organization, one, columns.organization(one.says), stamp)
    kept = [columns.location(place) for place in one.says.get("locations", [])]
    for place in kept:
        Location.objects.update_or_create(id=place.pop("id"), defaults={**place, "organization": row})
    ids = [place["id"] for place in one.says.get("locations", [])]
    Location.objects.filter(organization=row, services=None).exclude(pk__in=ids).delete()


def _write_statistic(one: Content, stamp: Stamp) -> None:
    _put(Statistic, one, columns.statistic(one.says), stamp)


def _put(model: type[Any], one: Content, values: dict[str, Any], stamp: Stamp) -> Any:
    row, _ = model.objects.update_or_create(id=one.record, defaults={**values, **stamp})
    row.districts.set(one.says["territory"].get("districts", []))
    row.courthouses.set(one.says["territory"].get("courthouses", []))
    return row


def _write_services(records: Sequence[Stamped]) -> None:
    """Several services in a constant number of statements: an import may bring thousands."""
    values = [{"id": one.record, **columns.service(one.says), **stamp} for one, stamp in records]
    written = [name for name in values[0] if name != "id"]
    Service.objects.bulk_create(
        (Service(**each) for each in values), update_conflicts=True, unique_fields=["id"], update_fields=written
    )
    keys = [one.record for one, _ in records]
    for name in ("districts", "courthouses"):
        _link(name, records, keys)
    parts = (
        Involvement(service_id=one.record, organization_id=part["id"], role=part["role"], position=position)
        for one, _ in records
        for position, part in enumerate(one.says["organizations"])
    )
    _replace(Involvement, keys, parts)
    for model, key, read in _PARTS:
        _replace(model, keys, _rows(model, records, key, read))


def _rows(model: type[models.Model], records: Sequence[Stamped], key: str, read: Any) -> Iterator[models.Model]:
    for one, _ in records:
        for position, says in enumerate(one.says.get(key, [])):
            yield model(service_id=one.record, position=position, **read(says))


def _replace(model: type[models.Model], keys: list[str], rows: Iterable[models.Model]) -> None:
    model._default_manager.filter(service__in=keys).delete()
    model._default_manager.bulk_create(rows)


def _link(name: str, records: Sequence[Stamped], keys: list[str]) -> None:
    """The places of services: districts or courthouses."""
    through: Any = getattr(Service, name).through
    column = name.removesuffix("s") + "_id"
    through.objects.filter(service__in=keys).delete()
    through.objects.bulk_create(
        through(service_id=one.record, **{column: slug})
        for one, _ in records
        for slug in dict.fromkeys(one.says["territory"].get(name, []))
    )
