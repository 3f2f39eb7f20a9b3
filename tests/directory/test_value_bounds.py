"""What the tables refuse, the checks refuse first: lengths, numbers, constraints, addresses and rules that fall apart."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from django.db import models

from parvis.directory import checks, files, reader
from parvis.directory.desk.editing_checks import faults_of
from parvis.directory.exchange.compare import compared
from parvis.directory.exchange.paths import TABLES
from parvis.directory.exchange.reading import read_import
from parvis.directory.fault import Fault
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
from parvis.directory.reader import Faults, Kind, Matching, OneOf, Several, Short, Table
from parvis.directory.recurrence import Rule, next_of
from parvis.law.kernel.text import Text

TABLE_OF: tuple[tuple[type[models.Model], Table, str], ...] = (
    (Organization, TABLES["organization"], ""),
    (Location, files.LOCATION, ""),
    (Service, files.SERVICE, ""),
    (Service, files.ELIGIBILITY, ""),
    (Service, files.ACCESS, ""),
    (Service, files.CAPACITY, ""),
    (Service, files.TERRITORY, "territory_"),
    (Organization, files.TERRITORY, "territory_"),
    (Statistic, files.TERRITORY, "territory_"),
    (Schedule, files.SCHEDULE, ""),
    (Cost, files.COST, ""),
    (Correction, files.CORRECTION, ""),
    (Assurance, files.ASSURANCE, ""),
    (Involvement, files.INVOLVEMENT, ""),
    (Statistic, TABLES["statistic"], ""),
)
#: What no record says: the system writes it.
BY_THE_SYSTEM = {"digest", "loaded_digest"}


def faults(kind: Kind, value: object) -> list[Fault]:
    found = Faults("")
    kind(value, "", found)
    return found.found


def longest(kind: Kind) -> int:
    """The most characters that a kind of value lets through."""
    if isinstance(kind, OneOf):
        return max(map(len, kind.allowed))
    if isinstance(kind, Several):
        return longest(kind.of)
    if isinstance(kind, Matching | Short):
        return kind.most
    known: dict[Any, int] = {
        reader.web: reader.LONGEST_WEB,
        reader.email: reader.LONGEST_EMAIL,
        reader.partial_day: 10,
        reader.postal_code: 7,
    }
    return known[kind]


def written() -> list[tuple[Any, Kind]]:
    """Every bounded column of text that a record is written to, with the kind of the value that comes there."""
    found: list[tuple[Any, Kind]] = []
    for model, table, stem in TABLE_OF:
        for key, kind in {**table.needed, **table.optional}.items():
            column = next((one for one in model._meta.fields if one.name == f"{stem}{key}"), None)
            base = getattr(column, "base_field", column)
            if isinstance(base, models.CharField) and key != "rrule":
                found.append((base, kind))
    return found


def test_no_value_is_longer_than_its_column() -> None:
    columns_seen = written()
    assert len(columns_seen) > 45
    assert [(str(column), longest(kind)) for column, kind in columns_seen if longest(kind) > column.max_length] == []
    held = {
        f"{model.__name__}.{one.name}"
        for model, _, _ in TABLE_OF
        for one in model._meta.fields
        if isinstance(one, models.CharField) and one.name not in BY_THE_SYSTEM
    }
    names = {
        f"{model.__name__}.{stem}{key}" for model, table, stem in TABLE_OF for key in (*table.needed, *table.optional)
    }
    assert held - names == set(), "a column that no check holds"


def test_one_character_too_many_is_refused_and_the_longest_is_not() -> None:
    longest_values: tuple[tuple[Kind, str, int], ...] = (
        (files.phone, "418 614-2470 poste ", 60),
        (reader.web, "https://exemple.ca/", 500),
        (Short(200), "rue ", 200),
        (Short(100), "Ville ", 100),
        (files.slug, "a", 110),
        (files.location_id, "LOC-a-", 120),
    )
    for kind, start, most in longest_values:
        assert faults(kind, start.ljust(most, "1")) == []
        (fault,) = faults(kind, start.ljust(most + 1, "1"))
        assert str(most) in fault.told[0].fr
    assert faults(reader.email, f"{'a' * 195}@b.ca") == []
    assert len(faults(reader.email, f"{'a' * 196}@b.ca")) == 1


def test_the_largest_numbers_fit_their_columns() -> None:
    for name in ("people_min", "people_max"):
        assert isinstance(Service._meta.get_field(name), models.PositiveIntegerField)
    assert checks.MOST_PEOPLE <= 2**31 - 1
    slot = Schedule._meta.get_field("slot_minutes")
    assert isinstance(slot, models.PositiveSmallIntegerField) and checks.DAY_MINUTES <= 2**15 - 1
    for name in ("numerator", "numerator_max", "denominator", "denominator_max"):
        extent: Any = Statistic._meta.get_field(name)
        assert 10 ** (extent.max_digits - extent.decimal_places) > reader.LARGEST_WHOLE
    assert faults(reader.whole, reader.LARGEST_WHOLE) == []
    assert len(faults(reader.whole, reader.LARGEST_WHOLE + 1)) == 1


@pytest.mark.parametrize("text", ["٤١٨ ٦١٤-٢٤٧٠", "418 614-247٠", "４18 614-2470"])
def test_a_phone_is_written_in_the_digits_that_phones_have(text: str) -> None:
    assert len(faults(files.phone, text)) == 1
    assert len(faults(files.service_id, "SVC-٠٩٧")) == 1


@pytest.mark.parametrize(
    "address", ["https://[::1", "https://[::1.x", "https://a.ca:99999999", "https://a.ca/\u202ex", "https://a.ca/\x00"]
)
def test_an_address_that_falls_apart_is_a_fault_and_not_a_fall(address: str) -> None:
    assert len(faults(reader.web, address)) == 1


def service(**changes: object) -> dict[str, Any]:
    says = {
        "id": "SVC-900",
        "organizations": [{"id": "ORG-35", "role": "provider"}],
        "territory": {"scope": "province"},
    }
    return {**says, **changes}


def checked(**changes: object) -> list[Fault]:
    found = Faults("x.toml")
    owner = {"id": "ORG-35", "slug": "x"}
    checks.document({"organization": owner, "services": [service(**changes)]}, "x.toml", found)
    return found.found


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"access": {"capacity": {"people_min": 100_000_000_000}}}, "access.capacity.people_min"),
        ({"access": {"capacity": {"people_max": 2**31}}}, "access.capacity.people_max"),
        ({"eligibility": {"amount_max": 0}}, "eligibility.amount_max"),
        ({"schedules": [{"certainty": "unknown", "words": {}, "slot_minutes": 100_000}]}, "schedules[0].slot_minutes"),
        ({"schedules": [{"certainty": "rule", "rrule": "FREQ=DAILY", "first": "1900-01-01"}]}, "schedules[0].first"),
        (
            {"schedules": [{"certainty": "rule", "rrule": "FREQ=DAILY", "first": "2026-01-01", "last": "9999-12-31"}]},
            "schedules[0].last",
        ),
        (
            {"schedules": [{"certainty": "rule", "rrule": "FREQ=MONTHLY;BYDAY=99MO", "first": "2026-01-01"}]},
            "schedules[0].rrule",
        ),
        (
            {"schedules": [{"certainty": "rule", "rrule": "FREQ=YEARLY;BYMONTH=12;BYDAY=53MO", "first": "2026-01-01"}]},
            "schedules[0].rrule",
        ),
    ],
)
def test_what_a_table_refuses_is_told_at_its_place(changes: dict[str, Any], at: str) -> None:
    (found,) = checked(**changes)
    assert found.at == f"services[0].{at}"
    assert isinstance(found.told[0], Text) and "{" not in found.told[0].fr + found.asked.fr + found.line


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=2;BYMONTH=4;BYMONTHDAY=31",
    ],
)
def test_a_rule_that_never_occurs_is_quickly_known(rule: str) -> None:
    began = time.process_time()
    assert next_of([Rule("rule", rule, date(1900, 1, 1))], date(2026, 11, 22), 11) == []
    assert time.process_time() - began < 0.2
    (found,) = checked(schedules=[{"certainty": "rule", "rrule": rule, "first": "1990-01-01", "last": "2100-12-31"}])
    assert found.code == "never"


@pytest.mark.django_db
def test_the_editor_and_an_import_refuse_what_the_tables_would() -> None:
    from tests.factories.drafts import LAVAL, published

    says = published()
    too_long = {**says, "access": {**says["access"], "phone": "418 614-2470 poste " + "1" * 80}}
    (found,) = faults_of("service", too_long)
    assert found.field == "access-phone" and "60" in found.message.fr
    (found,) = faults_of("service", {**says, "access": {**says["access"], "web": "https://[::1"}})
    assert found.field == "access-web"
    values = {
        "access.capacity.people_min": "100000000000",
        "schedules.1.slot_minutes": "100000",
        "eligibility.amount_max": "0.00",
        "access.web": "https://a.ca/" + "x" * 600,
        "access.phone": "418 614-2470 poste " + "1" * 80,
    }
    for path, value in [*values.items(), ("access.web", "https://[::1.x")]:
        differences = compared(
            read_import(f"id,{path}\n{LAVAL},{value}\n".encode(), name="a.csv"), on=date(2026, 11, 22)
        )
        assert differences.counts["refused"] == 1, path
        assert any((one.row, one.column) == (2, path) for one in differences.findings), path
    place = f"id,locations.1.id,locations.1.street\nORG-35,LOC-{'a' * 300}-1,{'x' * 300}\n"
    differences = compared(read_import(place.encode(), name="a.csv"), on=date(2026, 11, 22))
    assert {one.column for one in differences.findings} == {"locations.1.id", "locations.1.street"}
