"""Tables, calendars, the API's page, and addresses that do not exist."""

import csv
import io

import pytest
from django.test import Client
from icalendar import Calendar

from parvis.directory.models import Service, Statistic
from parvis.directory.tables import cell, table

pytestmark = pytest.mark.django_db


def rows(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_service_has_its_line(client: Client) -> None:
    found = {one["identifiant"]: one for one in rows(client, "/api/directory/services.csv")}
    assert found.keys() == set(Service.objects.values_list("pk", flat=True))
    laval = found["SVC-097"]
    assert (laval["organisme"], laval["districts"], laval["prix"], laval["certitude"]) == (
        "Barreau de Laval",
        "Laval",
        "Gratuit",
        "Date à confirmer",
    )
    english = {one["id"]: one for one in rows(client, "/api/directory/services.csv?lang=en")}
    assert english["SVC-097"]["cost"] == "Free"


def test_every_figure_has_its_parts(client: Client) -> None:
    found = {one["id"]: one for one in rows(client, "/api/directory/statistics.csv?lang=en")}
    assert found.keys() == set(Statistic.objects.values_list("pk", flat=True))
    gatineau = found["SVC-124"]
    assert (gatineau["numerator"], gatineau["denominator"], gatineau["percent"]) == ("110.00", "497.00", "22.00")
    assert gatineau["percent recomputed"] == "22.13"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1"])
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"
    (_, row) = csv.reader(io.StringIO(table(["a"], [[text]]), newline=""))
    assert row == [f"'{text}"]


def test_what_is_not_known_is_an_empty_cell() -> None:
    assert cell(None) == ""
    assert cell(0) == "0"


def test_the_dates_of_a_service_and_of_a_district(client: Client) -> None:
    one = client.get("/api/calendar/service/seance-information-laval.ics?lang=en")
    assert one["Content-Type"] == "text/calendar; charset=utf-8"
    service = Calendar.from_ical(one.content)
    district = Calendar.from_ical(client.get("/api/calendar/district/laval.ics").content)
    uids = {str(event["UID"]) for event in district.walk("VEVENT")}
    assert service["X-WR-CALNAME"].endswith("Laval – Parvis")
    assert {str(event["UID"]) for event in service.walk("VEVENT")} <= uids
    assert str(service.walk("VEVENT")[0]["URL"]).startswith("http://testserver/en/")


@pytest.mark.parametrize(
    "address", ["calendar/service/none.ics", "calendar/district/none.ics", "calendar/district/%00.ics", "nothing"]
)
def test_what_does_not_exist_is_said_in_json(client: Client, address: str) -> None:
    response = client.get(f"/api/{address}")
    assert response.status_code == 404
    assert response.json()["error"][0]["expected"]


def test_a_service_for_institutions_has_no_public_calendar(client: Client) -> None:
    one = Service.objects.filter(for_public=False).order_by("pk")[0]
    assert client.get(f"/api/calendar/service/{one.slug}.ics").status_code == 404


@pytest.mark.parametrize(("lang", "title"), [("fr", "Pour les programmes"), ("en", "For programs")])
def test_the_page_of_the_api_names_every_operation_without_a_script(client: Client, lang: str, title: str) -> None:
    page = client.get("/api/docs", {"lang": lang}).content.decode()
    described = client.get("/api/openapi.json").json()
    assert title in page and f'lang="{lang}' in page
    for address, methods in described["paths"].items():
        for method, operation in methods.items():
            assert f"{method.upper()} {address}</code>" in page
            assert f'id="{operation["operationId"]}"' in page
    assert "cdn" not in page.lower()


def test_other_sites_may_read_and_nothing_is_kept(client: Client) -> None:
    response = client.get("/api/hsds/taxonomies")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
