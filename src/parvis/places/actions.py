"""Loading the places from their data files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable

from django.db import models, transaction

from parvis.journal.actions import record_entry
from parvis.journal.models import Entry
from parvis.places.models import (
    Courthouse,
    District,
    Municipality,
    MunicipalityDistrict,
    MunicipalityName,
    Source,
)
from parvis.places.names import fold, fold_bare, fold_for_order
from parvis.places.records import DataError, MunicipalityRecord, Places, read_places

_FILES = (
    "sources.toml",
    "districts.toml",
    "courthouses.toml",
    "municipalities.tsv",
    "other_names.tsv",
    "territories.tsv",
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What `load_places` did: how many rows stand, and whether the files had changed since the last load."""

    districts: int
    courthouses: int
    municipalities: int
    changed: bool


def load_places(*, at: datetime, folder: Traversable | None = None) -> Loaded:
    """Make the tables say what the data files say, in one transaction. Idempotent.

    `DataError` (file, key, reason) where a file is wrong: nothing is then changed. A place that left the files is
    removed unless something else rests on it, which is also a fault. The journal records a load that changed the data.
    """
    folder = folder or files("parvis.places") / "data"
    places = read_places(folder)
    edition = _fingerprint(folder)
    with transaction.atomic():
        _put(Source, "key", _source_rows(places))
        _put(District, "slug", _district_rows(places))
        _put(Courthouse, "slug", _courthouse_rows(places))
        _put(Municipality, "code", _municipality_rows(places))
        _replace_names(places.municipalities)
        _replace_belongings(places.municipalities)
        _remove_departed(places)
        changed = _record_if_changed(edition, places, at)
    return Loaded(len(places.districts), len(places.courthouses), len(places.municipalities), changed)


def _fingerprint(folder: Traversable) -> str:
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]


def _put(model: type[models.Model], key: str, rows: Iterable[models.Model]) -> None:
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model._default_manager.bulk_create(
        list(rows), batch_size=500, update_conflicts=True, unique_fields=[key], update_fields=fields
    )


def _source_rows(places: Places) -> Iterable[Source]:
    for source in places.sources:
        yield Source(
            key=source.key,
            title_fr=source.title.fr,
            title_en=source.title.en,
            address=source.address,
            read_on=source.read_on,
        )


def _district_rows(places: Places) -> Iterable[District]:
    for record in places.districts:
        yield District(
            slug=record.slug,
            name=record.name,
            key=fold_for_order(record.name),
            chief_place=record.chief_place,
            appeal=record.appeal,
            label=record.label,
            column=record.column,
            row=record.row,
            note_fr=record.note.fr if record.note else "",
            note_en=record.note.en if record.note else "",
            confidence=record.confidence,
            source_id=record.source,
        )


def _courthouse_rows(places: Places) -> Iterable[Courthouse]:
    for record in places.courthouses:
        yield Courthouse(
            slug=record.slug,
            name=record.name,
            key=fold_for_order(record.name),
            district_id=record.district,
            kind=record.kind,
            office=record.office,
            address=record.address,
            postal_code=record.postal_code,
            mailing=record.mailing,
            phone=record.phone,
            hours=[list(pair) for pair in record.hours],
            latitude=f"{record.latitude:.2f}",
            longitude=f"{record.longitude:.2f}",
            note_fr=record.note.fr if record.note else "",
            note_en=record.note.en if record.note else "",
            confidence=record.confidence,
            source_id=record.source,
        )


def _municipality_rows(places: Places) -> Iterable[Municipality]:
    for record in places.municipalities:
        yield Municipality(
            code=record.code,
            name=record.name,
            key=fold_for_order(record.name),
            kind=record.kind,
            territory=record.territory,
            territory_code=record.territory_code,
            region=record.region,
            population=record.population,
        )


def _replace_names(records: Iterable[MunicipalityRecord]) -> None:
    MunicipalityName.objects.all().delete()
    MunicipalityName.objects.bulk_create(
        [
            MunicipalityName(
                municipality_id=record.code, name=name, key=fold(name), bare_key=fold_bare(name), present=present
            )
            for record in records
            for name, present in ((record.name, True), *((name, False) for name in record.other_names))
        ],
        batch_size=500,
    )


def _replace_belongings(records: Iterable[MunicipalityRecord]) -> None:
    MunicipalityDistrict.objects.all().delete()
    MunicipalityDistrict.objects.bulk_create(
        [
            MunicipalityDistrict(
                municipality_id=record.code,
                district_id=belonging.district,
                rank=rank,
                confidence=belonging.confidence,
                source_id=belonging.source,
            )
            for record in records
            for rank, belonging in enumerate(record.districts)
        ],
        batch_size=500,
    )


def _remove_departed(places: Places) -> None:
    standing: list[tuple[str, models.QuerySet, set[str]]] = [
        ("municipalities.tsv", Municipality.objects.all(), {record.code for record in places.municipalities}),
        ("courthouses.toml", Courthouse.objects.all(), {record.slug for record in places.courthouses}),
        ("districts.toml", District.objects.all(), {record.slug for record in places.districts}),
        ("sources.toml", Source.objects.all(), {record.key for record in places.sources}),
    ]
    for file, rows, kept in standing:
        try:
            rows.exclude(pk__in=kept).delete()
        except models.ProtectedError as fault:
            departed = ", ".join(sorted(set(rows.exclude(pk__in=kept).values_list("pk", flat=True))))
            raise DataError(file, departed, "left the file, but other records still rest on it") from fault


def _record_if_changed(edition: str, places: Places, at: datetime) -> bool:
    last = Entry.objects.about("places", "data").last()
    if last is not None and last.codes.get("edition") == edition:
        return False
    record_entry(
        "places.loaded",
        by="system",
        at=at,
        subject=("places", "data"),
        codes={
            "edition": edition,
            "districts": len(places.districts),
            "courthouses": len(places.courthouses),
            "municipalities": len(places.municipalities),
        },
    )
    return True
