"""The directory in HSDS 3.1: valid, stable, complete, in both languages, in pages and in streams."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from parvis.api.hsds.identity import uuid_of
from parvis.api.hsds.schedules import schedules_of
from parvis.directory.models import Location, Organization, Schedule, Service
from parvis.places.models import Courthouse

pytestmark = pytest.mark.django_db
PAGE_KEYS = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}


def get(client: Client, address: str, status: int = 200) -> Any:
    response = client.get(f"/api/hsds/{address}")
    assert response.status_code == status, response.content[:300]
    return response.json()


def everything(client: Client, address: str) -> list[dict[str, Any]]:
    response = client.get(f"/api/hsds/{address}")
    assert response["Content-Type"] == "application/x-ndjson"
    return [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def validators(shared: Path) -> dict[str, Draft202012Validator]:
    """The outside standard's own schemas; their references are relative file names."""
    found = {
        path.name: json.loads(path.read_text(encoding="utf-8")) for path in (shared / "hsds" / "schema").glob("*.json")
    }
    resources = [(name, Resource.from_contents(one, DRAFT202012)) for name, one in found.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    return {
        name.removesuffix(".json"): Draft202012Validator(one, registry=registry, format_checker=FormatChecker())
        for name, one in found.items()
        if name != "openapi.json"
    }


def nulls(value: object) -> bool:
    if isinstance(value, dict):
        return any(nulls(one) for one in value.values())
    return any(nulls(one) for one in value) if isinstance(value, list) else value is None


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    ("address", "schema"),
    [
        ("services?full=true", "service"),
        ("services?full=false", "service"),
        ("organizations?full=true", "organization"),
        ("locations?page=1", "location"),
        ("service_at_locations?full=true", "service_at_location"),
        ("taxonomies?page=1", "taxonomy"),
        ("taxonomy_terms?page=1", "taxonomy_term"),
    ],
)
def test_every_record_is_valid_and_holds_no_null(
    client: Client, validators: dict[str, Draft202012Validator], address: str, schema: str, lang: str
) -> None:
    records = everything(client, f"{address}&lang={lang}&format=ndjson")
    assert records
    for one in records:
        faults = [f"{list(fault.absolute_path)}: {fault.message}" for fault in validators[schema].iter_errors(one)]
        assert faults == [], one["id"]
        assert not nulls(one)


def test_what_the_schema_lets_through_is_checked_by_meaning(client: Client) -> None:
    weekdays = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
    for one in everything(client, "services?full=true&format=ndjson"):
        assert str(UUID(one["id"])) == one["id"]
        if "assured_date" in one:
            date.fromisoformat(one["assured_date"])
        for schedule in one.get("schedules", []):
            assert all(day.lstrip("-123456789") in weekdays for day in schedule.get("byday", "MO").split(","))
            assert schedule.get("timezone", -5) in (-4, -5)
            assert schedule.get("valid_from", "") <= schedule.get("valid_to", "9999")
    for place in everything(client, "locations?format=ndjson"):
        assert 40 < place.get("latitude", 45) < 63 and -80 < place.get("longitude", -70) < -56


def test_a_page_has_all_the_keys_and_pages_join_up(client: Client) -> None:
    first = get(client, "services?per_page=40&page=1&minimal=true")
    assert first.keys() == PAGE_KEYS
    assert (first["first_page"], first["last_page"], first["size"], first["empty"]) == (True, False, 40, False)
    seen = [one["id"] for one in first["contents"]]
    for number in range(2, first["total_pages"] + 1):
        page = get(client, f"services?per_page=40&page={number}&minimal=true")
        seen += [one["id"] for one in page["contents"]]
    assert page["last_page"]
    assert len(seen) == len(set(seen)) == first["total_items"] == Service.objects.public().count()
    beyond = get(client, "services?per_page=40&page=99")
    assert (beyond["empty"], beyond["size"], beyond["contents"], beyond["last_page"]) == (True, 0, [], True)


@pytest.mark.parametrize(
    ("collection", "kind", "count"),
    [
        ("services", "service", lambda: Service.objects.public().count()),
        ("organizations", "organization", Organization.objects.count),
        ("locations", "location", lambda: Location.objects.count() + Courthouse.objects.count()),
    ],
)
def test_every_record_of_a_list_is_found_by_its_identifier(
    client: Client, collection: str, kind: str, count: Any
) -> None:
    records = everything(client, f"{collection}?format=ndjson")
    assert len(records) == count()
    for one in records[:: max(1, len(records) // 8)]:
        assert get(client, f"{collection}/{one['id']}")["id"] == one["id"]
    get(client, f"{collection}/{uuid_of(kind, 'nothing')}", 404)
    get(client, f"{collection}/nonsense", 404)


def test_an_identifier_is_the_same_for_ever() -> None:
    """Others have stored these: they may not change with a version of Parvis."""
    assert uuid_of("service", "SVC-097") == str(UUID(uuid_of("service", "SVC-097")))
    assert (uuid_of("service", "SVC-097"), uuid_of("organization", "ORG-35")) == (SERVICE_097, ORGANIZATION_35)


SERVICE_097 = "ead4c5cb-4cca-52c6-b7dc-0c0bc68dad20"
ORGANIZATION_35 = "d34c7673-5428-55ee-8dd3-9c5d0b062e71"


def test_the_seasons_of_laval_are_windows() -> None:
    """HSDS has no months in a rule: January to June and August to November, this year and the next."""
    schedule = Schedule.objects.get(service="SVC-097")
    found = list(schedules_of(schedule, "en", date(2026, 11, 22)))
    windows = [(one["valid_from"], one["valid_to"]) for one in found]
    assert windows == [
        ("2026-01-01", "2026-06-30"),
        ("2026-08-01", "2026-11-30"),
        ("2027-01-01", "2027-06-30"),
        ("2027-08-01", "2027-11-30"),
    ]
    assert {(one["freq"], one["byday"], one["opens_at"], one["closes_at"]) for one in found} == {
        ("MONTHLY", "-1TH", "15:30", "17:00")
    }
    assert [one["dtstart"] for one in found] == ["2026-01-29", "2026-08-27", "2027-01-28", "2027-08-26"]
    assert [one["timezone"] for one in found] == [-5, -4, -5, -4]
    assert len({one["id"] for one in found}) == 4


def test_a_status_keeps_its_meaning(client: Client) -> None:
    status = {one["id"]: one["status"] for one in everything(client, "services?format=ndjson")}
    for mine, theirs in {
        "active": "active",
        "ended": "defunct",
        "paused": "temporarily closed",
        "planned": "inactive",
    }.items():
        keys = Service.objects.public().filter(status=mine).values_list("pk", flat=True)
        assert {status[uuid_of("service", key)] for key in keys} <= {theirs}
    assert "defunct" in status.values()


def test_filters(client: Client) -> None:
    laval = uuid_of("organization", "ORG-35")
    of_laval = get(client, f"services?organization_id={laval}&per_page=100")
    assert of_laval["total_items"] == Service.objects.public().of_organization("ORG-35").count() > 0
    mediation = uuid_of("taxonomy_term", "kind", "on_site_mediation")
    found = get(client, f"services?taxonomy_term_id={mediation}&full=true&per_page=100")
    assert found["total_items"] == Service.objects.public().of_kind("on_site_mediation").count() > 0
    assert all(mediation in [each["taxonomy_term_id"] for each in one["attributes"]] for one in found["contents"])
    booking = get(client, f"services?taxonomy_id={uuid_of('taxonomy', 'booking')}")
    assert booking["total_items"] == Service.objects.public().exclude(booking="").count()
    assert get(client, "services?modified_after=2199-01-01T00:00:00Z")["empty"]
    assert (
        get(client, "services?modified_after=2000-01-01T00:00:00Z")["total_items"] == Service.objects.public().count()
    )
    assert (
        get(client, "services?search=huissiers")["total_items"]
        == Service.objects.public().search("huissier", "fr").count()
    )
    assert get(client, "organizations?search=laval")["total_items"] >= 2
    assert get(client, f"taxonomy_terms?taxonomy_id={uuid_of('taxonomy', 'role')}")["total_items"] == 2


@pytest.mark.parametrize(
    ("address", "at"),
    [
        ("services?page=0", "/page"),
        ("services?per_page=501", "/per_page"),
        ("services?lang=de", "/lang"),
        ("services?format=xml", "/format"),
        ("services?modified_after=hier", "/modified_after"),
        ("services?taxonomy_term_id=x", "/taxonomy_term_id"),
        ("services?taxonomy_id=x", "/taxonomy_id"),
        ("services?full=maybe", "/full"),
    ],
)
def test_a_parameter_that_means_nothing_is_refused(client: Client, address: str, at: str) -> None:
    (fault,) = get(client, address, 422)["error"]
    assert fault["at"] == at
    assert fault["found"] and fault["expected"]


def test_the_language_is_the_one_asked_for_or_accepted_or_french(client: Client) -> None:
    key = uuid_of("service", "SVC-097")
    address = f"/api/hsds/services/{key}"
    assert client.get(address).json()["name"].startswith("Séance")
    assert client.get(address, {"lang": "en"}).json()["name"].startswith("Last-Thursday")
    english = client.get(address, headers={"Accept-Language": "de, en-CA;q=0.9, fr;q=0.1"})
    assert english["Content-Language"] == "en" and english.json()["name"].startswith("Last-Thursday")
    assert client.get(address, headers={"Accept-Language": "de"})["Content-Language"] == "fr"
    assert "Accept-Language" in english["Vary"]


def test_a_stream_is_also_asked_for_by_what_is_accepted(client: Client) -> None:
    response = client.get("/api/hsds/taxonomies", headers={"Accept": "application/x-ndjson"})
    assert response.streaming and len(b"".join(response.streaming_content).splitlines()) == 7  # type: ignore[arg-type]


@pytest.mark.parametrize("accepted", ["application/json", "application/x-ndjson"])
def test_a_cache_is_told_that_one_address_has_two_forms(client: Client, accepted: str) -> None:
    varies = client.get("/api/hsds/services", headers={"Accept": accepted})["Vary"].split(", ")
    assert {"Accept", "Accept-Language"} <= set(varies)


def test_a_page_takes_a_constant_number_of_queries(client: Client) -> None:
    def queries(size: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            get(client, f"services?full=true&per_page={size}")
        return len(captured)

    assert queries(2) == queries(90)


def test_what_is_known_since_is_an_alert(client: Client) -> None:
    found = get(client, f"services/{uuid_of('service', 'SVC-102')}?lang=en")
    assert "mandatory" in found["alert"]
    assert found["assured_date"] == "2026-03-11"
