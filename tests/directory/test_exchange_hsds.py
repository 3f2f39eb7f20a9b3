"""HSDS taken in: our own export makes no difference; what differs is changed, proposed or named."""

import copy
import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from parvis.config.home import Stop
from parvis.directory.exchange.batch import Differences, Weight
from parvis.directory.exchange.compare import compared
from parvis.directory.exchange.reading import read_import
from parvis.directory.models import Organization, Service

pytestmark = pytest.mark.django_db
ON = date(2031, 5, 6)


def exported(client: Client, address: str) -> bytes:
    response = client.get(f"/api/hsds/{address}")
    return b"".join(response.streaming_content) if response.streaming else response.content


def dry(records: object, lang: str = "fr") -> Differences:
    content = records if isinstance(records, bytes) else json.dumps(records).encode()
    return compared(read_import(content, name="hsds.json", lang=lang), on=ON)


@pytest.fixture
def laval(client: Client) -> dict[str, Any]:
    lines = exported(client, "services?full=true&format=ndjson&lang=en").splitlines()
    return next(one for one in map(json.loads, lines) if "Last-Thursday" in one["name"])


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("kind", ["services", "organizations"])
def test_our_own_export_makes_no_difference(client: Client, kind: str, lang: str) -> None:
    differences = dry(exported(client, f"{kind}?full=true&format=ndjson&lang={lang}"), lang)
    assert [(one.record, one.column, one.value) for one in differences.findings] == []
    assert [(one.record, one.changes) for one in differences.of("new", "changed", "proposed", "refused")] == []
    counted = Service.objects.public().count() if kind == "services" else Organization.objects.count()
    assert len(differences.rows) == counted


def test_a_page_is_read_as_well(client: Client) -> None:
    differences = dry(exported(client, "services?full=true&per_page=20&lang=en"), "en")
    assert len(differences.rows) == 20 and {one.state for one in differences.rows} == {"same"}


def test_what_differs_is_changed_or_named(laval: dict[str, Any]) -> None:
    new = copy.deepcopy(laval) | {
        "status": "temporarily closed",
        "email": "info@exemple.org",
        "description": "Something else.",
        "licenses": "none",
        "phones": [{"id": "x", "number": "450 555-0100"}],
    }
    differences = dry([new])
    (row,) = differences.rows
    assert {one.path: one.after for one in row.changes} == {
        "status": "paused",
        "access.email": "info@exemple.org",
        "access.phone": "450 555-0100",
    }
    assert row.state == "proposed", "a composed text that differs leaves the record to a keeper"
    assert [(one.column, one.weight) for one in differences.findings] == [
        ("description", Weight.DOUBTFUL),
        ("licenses", Weight.NOT_UNDERSTOOD),
    ]
    assert "summary.en" in differences.findings[0].way_out.en


def test_terms_become_codes_again(laval: dict[str, Any]) -> None:
    new = copy.deepcopy(laval)
    new["attributes"] = [one for one in new["attributes"] if one["taxonomy_term"]["code"] != "defendant"]
    new["attributes"].append({"taxonomy_term_id": "11111111-1111-1111-1111-111111111111", "link_type": "other"})
    differences = dry(new)
    assert {one.path: one.after for one in differences.rows[0].changes} == {"eligibility.roles": "claimant"}
    assert [one.column for one in differences.findings] == ["attributes"]


def test_a_stranger_is_refused_and_a_namesake_is_left_to_a_keeper() -> None:
    unknown = {"id": "x", "name": "Clinique Exemple", "status": "active", "description": "Une clinique."}
    namesake = {"id": "y", "name": "BARREAU DE LAVAL", "website": "https://www.exemple.org"}
    differences = dry([unknown, namesake, {"id": "z", "name": "A term", "code": "T", "description": "t"}, 7])
    assert {(one.row, one.weight) for one in differences.findings} == {
        (1, Weight.REFUSED),
        (2, Weight.DOUBTFUL),
        (3, Weight.NOT_UNDERSTOOD),
        (4, Weight.NOT_UNDERSTOOD),
    }
    assert [(one.record, one.state) for one in differences.rows] == [("ORG-35", "proposed")]


@pytest.mark.parametrize("content", [b"{", b"[1,", b"{}\n{", b"[" * 100_000, b'{"a": NaN'])
def test_what_is_not_json_stops_in_one_line(content: bytes) -> None:
    with pytest.raises(Stop, match="JSON"):
        dry(content)


KEYS = [
    "id",
    "name",
    "status",
    "website",
    "phones",
    "languages",
    "attributes",
    "schedules",
    "organization_identifiers",
    "x",
]
VALUES = some.recursive(
    some.one_of(some.none(), some.booleans(), some.integers(), some.floats(allow_nan=False), some.text(max_size=8)),
    lambda inner: some.one_of(
        some.lists(inner, max_size=3),
        some.dictionaries(some.sampled_from([*KEYS, "taxonomy_term", "number"]), inner, max_size=3),
    ),
    max_leaves=6,
)


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.dictionaries(some.sampled_from(KEYS), VALUES, max_size=5), max_size=4))
def test_no_json_makes_the_reading_fall(records: list[Any]) -> None:
    for one in records[:2]:
        one["id"] = SERVICE_097
    differences = dry(records)
    assert all(one.reason.fr and one.way_out.en for one in differences.findings)


SERVICE_097 = "ead4c5cb-4cca-52c6-b7dc-0c0bc68dad20"


@pytest.mark.parametrize("value", ["info\x00@exemple.org", "info\ud800@exemple.org", "a\x1b[31m@exemple.org"])
def test_a_text_that_no_database_takes_is_refused_and_shown_without_harm(laval: dict[str, Any], value: str) -> None:
    differences = dry(laval | {"email": value})
    assert [(one.column, one.reason.en) for one in differences.findings] == [
        ("email", "The cell holds a control character.")
    ]
    assert differences.findings[0].value.isprintable() and {one.state for one in differences.rows} == {"refused"}
