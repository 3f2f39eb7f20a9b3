"""Dates and services for other programs: iCalendar and schema.org."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from parvis.config.clock import QUEBEC
from parvis.directory import jsonld
from parvis.directory.feed import calendar_of
from parvis.directory.models import Service

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)


def feed(lang: str = "fr", on: date = ON, *keys: str) -> bytes:
    services = Service.objects.listed().filter(pk__in=keys or ["SVC-097"]).order_by("pk")
    return calendar_of(
        services, lang, name="Laval", on=on, address_of=lambda one: f"https://example.org/{lang}/{one.slug}"
    )


def events(raw: bytes) -> list[dict[str, object]]:
    return [dict(one) for one in Calendar.from_ical(raw).walk("VEVENT")]


def test_the_dates_of_laval_are_tentative_and_at_the_right_hour() -> None:
    found = events(feed())
    days = [one["DTSTART"].dt.date() for one in found]  # type: ignore[attr-defined]
    assert days[:3] == [date(2026, 10, 29), date(2026, 11, 26), date(2027, 1, 28)]
    assert {str(one["STATUS"]) for one in found} == {"TENTATIVE"}
    first = found[1]["DTSTART"].dt  # type: ignore[attr-defined]
    assert first.astimezone(QUEBEC) == datetime(2026, 11, 26, 15, 30, tzinfo=QUEBEC)
    assert str(found[0]["SUMMARY"]).startswith("À confirmer\u00a0: ")
    assert b"BEGIN:VTIMEZONE" in feed() and b"TZID:America/Toronto" in feed()


def test_each_date_has_an_identifier_that_does_not_depend_on_the_day_or_the_language() -> None:
    def uids(raw: bytes) -> dict[date, str]:
        return {one["DTSTART"].dt.date(): str(one["UID"]) for one in events(raw)}  # type: ignore[attr-defined]

    today, later, english = uids(feed()), uids(feed(on=ON + timedelta(days=40))), uids(feed("en"))
    assert len(set(today.values())) == len(today)
    assert all(later[day] == uid for day, uid in today.items() if day in later)
    assert english == today


def test_the_same_day_gives_the_same_bytes() -> None:
    assert feed() == feed()


def test_english_is_english() -> None:
    text = Calendar.from_ical(feed("en")).walk("VEVENT")[0]
    assert str(text["SUMMARY"]).startswith("To be confirmed: ")
    assert "Confirm it before you travel" in str(text["DESCRIPTION"])


def test_lines_are_no_longer_than_the_standard_allows() -> None:
    assert max(len(line) for line in feed().split(b"\r\n")) <= 75


def test_what_is_over_has_no_dates() -> None:
    assert events(feed("fr", date(2017, 3, 1), "SVC-081")) == []


def test_a_service_in_schema_org_says_only_what_is_known() -> None:
    one = Service.objects.listed().get(pk="SVC-097")
    found = jsonld.service(one, "fr", "https://example.org/x", ON)
    assert (found["@type"], found["provider"]["name"], found["isAccessibleForFree"]) == (
        "Service",
        "Barreau de Laval",
        True,
    )
    (event,) = found["event"]
    assert event["eventSchedule"]["byMonth"] == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11]
    assert "startDate" not in event, "a date that only follows from a rule is not an announced event"
    assert None not in found.values()


def test_the_day_of_a_change_is_the_day_in_quebec() -> None:
    one = Service.objects.listed().get(pk="SVC-097")
    one.changed_at = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
    assert jsonld.service(one, "fr", "https://example.org/x", ON)["dateModified"] == "2026-11-22"


def test_a_service_of_the_court_is_a_government_service() -> None:
    one = Service.objects.listed().get(pk="SVC-003")
    assert jsonld.service(one, "en", "https://example.org/x")["@type"] == "GovernmentService"
