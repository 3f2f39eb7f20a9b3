"""The Répertoire as of any day: what the document said, what was known, what was published."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.config.clock import QUEBEC
from parvis.directory.actions import revise_record
from parvis.directory.models import Service, Version
from parvis.directory.publication import document, edition_as_of, edition_days
from parvis.directory.published import PublishedDirectory, PublishedService

pytestmark = pytest.mark.django_db
LATER = datetime(2031, 5, 6, 12, tzinfo=QUEBEC)


def services(directory: PublishedDirectory) -> dict[str, PublishedService]:
    return {one.id: one for section in directory.sections for place in section.organizations for one in place.services}


def test_the_document_of_2024_is_whole() -> None:
    directory = edition_as_of(date(2024, 1, 24), "fr")
    assert {key: directory.counts[key] for key in ("organizations", "services", "statistics")} == {
        "organizations": 53,
        "services": 123,
        "statistics": 23,
    }
    assert (directory.edition_day, directory.previous_day, directory.changes) == (date(2024, 1, 24), None, ())
    assert directory.title == "Répertoire des initiatives en matière de petites créances"


def test_nothing_is_known_of_a_day_before_the_document() -> None:
    directory = edition_as_of(document().day - timedelta(days=1), "en")
    assert directory.empty
    assert (directory.edition_day, directory.statistics) == (None, ())


def test_a_correction_is_not_shown_before_the_day_since_which_it_is_known() -> None:
    """Mandatory mediation everywhere since 2026-03-11; in Laval since 2023-11-23, already true of the document's day."""

    def since(day: date, record: str) -> list[str]:
        return [one.since for one in services(edition_as_of(day, "en"))[record].corrections]

    assert "March\u00a011, 2026" not in since(date(2026, 3, 10), "SVC-003")
    assert "March\u00a011, 2026" in since(date(2026, 3, 11), "SVC-003")
    assert "November\u00a023, 2023" in since(date(2024, 1, 24), "SVC-102")


def test_the_changes_of_an_edition_name_what_is_known_since() -> None:
    directory = edition_as_of(date(2026, 3, 11), "fr")
    assert directory.previous_day is not None and directory.previous_day < date(2026, 3, 11)
    changed = {one.id: one for one in directory.changes}
    assert changed["SVC-003"].what == "corrected"
    assert any("11 mars 2026" in known.replace("\u00a0", " ") for known in changed["SVC-003"].known)


def test_a_centre_that_opened_later_comes_in_on_its_day() -> None:
    before, after = edition_as_of(date(2024, 8, 14), "fr"), edition_as_of(date(2024, 8, 15), "fr")
    assert "ORG-54" not in {one.id for section in before.sections for one in section.organizations}
    assert ("added", "ORG-54") in {(one.what, one.id) for one in after.changes}


def test_both_languages_say_the_same_things() -> None:
    day = date(2026, 3, 11)
    fr, en = edition_as_of(day, "fr"), edition_as_of(day, "en")
    assert fr.counts == en.counts
    assert services(fr).keys() == services(en).keys()
    assert {one.id for one in fr.changes} == {one.id for one in en.changes}
    assert services(fr)["SVC-097"].languages == ("Français",)
    assert services(en)["SVC-097"].languages == ("French",)


def test_an_edit_makes_an_edition_and_leaves_the_past_alone() -> None:
    one = Service.objects.get(pk="SVC-097")
    version = Version.objects.of("service", "SVC-097").first()
    assert version is not None
    revise_record(one, says={**version.content, "status": "ended"}, by="keeper:1", at=LATER)
    before, after = edition_as_of(date(2031, 5, 5), "en"), edition_as_of(date(2031, 5, 6), "en")
    assert (services(before)["SVC-097"].status, services(after)["SVC-097"].status) == ("Active", "Ended")
    assert after.edition_day == date(2031, 5, 6)
    (change,) = after.changes
    assert (change.what, change.id, change.fields) == ("changed", "SVC-097", ("Status",))


def test_every_service_is_under_its_provider_once_and_what_is_over_comes_last() -> None:
    directory = edition_as_of(date(2026, 3, 11), "fr")
    listed = [one.id for section in directory.sections for place in section.organizations for one in place.services]
    assert len(listed) == len(set(listed)) == directory.counts["services"]
    for section in directory.sections:
        for place in section.organizations:
            states = [one.active for one in place.services]
            assert states == sorted(states, reverse=True)


def test_a_day_takes_a_constant_number_of_queries() -> None:
    with CaptureQueriesContext(connection) as captured:
        edition_as_of(date(2026, 3, 11), "fr")
    assert len(captured) <= 6


def test_the_days_are_in_order_and_begin_with_the_document() -> None:
    days = edition_days()
    assert list(days) == sorted(set(days))
    assert days[0] == document().day
    assert date(2026, 3, 11) in days


def test_a_fact_dated_after_the_day_says_so() -> None:
    directory = edition_as_of(date(2024, 1, 24), "fr")
    assert all(one.later == (one.as_of > date(2024, 1, 24)) for one in services(directory).values())
    assert services(directory)["SVC-097"].later is False
