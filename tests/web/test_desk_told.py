"""What the desk tells keepers, readers and organizations of what was done: an import's list, an answer, a link, a call."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.config import clock
from parvis.config.database import side
from parvis.directory.desk.due import bodies_of, due_services, facts_of, in_order, narrowed, oldest_of
from parvis.directory.desk.reach import Reach
from parvis.directory.desk.reports import file_report
from parvis.directory.models import Attempt, Intake, ReaderReport, Service
from parvis.journal.models import Entry
from parvis.law.kernel.text import short_date
from parvis.people.letters import Letter
from parvis.people.models import Nobody
from parvis.people.models.role import day_of
from parvis.web.desk.due import due_rows
from parvis.web.pages import address
from tests.factories.people import signed_in
from tests.factories.roles import make_in_role, make_operator

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    """A page as one reads it, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).strip()


@pytest.fixture
def browser() -> Client:
    return signed_in(make_in_role("directory_editor"))


def test_the_list_of_an_import_begins_with_what_it_changes_and_says_it_in_words(browser: Client) -> None:
    rows = "id,status\nSVC-099,active\nSVC-100,\nSVC-097,paused\nSVC-098,fermé\n"
    browser.post(address("fr", "desk_exchange"), {"file": SimpleUploadedFile("fiches.csv", rows.encode())})
    page = address("fr", "desk_import", number=Intake.objects.get().pk)
    said = text_of(browser.get(page))
    assert "Lignes sans changement, repliées : 2" in said
    assert re.findall(r"Ligne (\d)", said.partition("Ligne par ligne")[2]) == ["4", "5"]
    assert "Lignes montrées : 2" in said
    way_out = said.partition("Ce mot n’est pas dans la liste.")[2].partition("Lignes")[0]
    assert "En pause" in way_out and "paused" not in way_out, "the words of the list, not its codes"
    assert "L’état" in said
    assert re.findall(r"Ligne (\d)", text_of(browser.get(page, {"outcome": "same"})).partition("par ligne")[2])


def test_a_call_without_an_answer_is_noted_with_the_day_to_try_again(browser: Client) -> None:
    on = day_of(clock.instant())
    record = due_services(Reach(None), on)[0]
    page = address("fr", "desk_service", slug=record.slug)
    assert "Personne n’a répondu" in text_of(browser.get(page))
    again = (on + timedelta(days=5)).isoformat()
    sent = {"act": "attempt", "tried": "called", "tried_on": on.isoformat(), "again_on": again}
    wrong = browser.post(page, sent | {"again_on": on.isoformat()})
    assert wrong.status_code == 422 and Attempt.objects.count() == 0
    assert browser.post(page, sent | {"tried": "prayed"}).status_code == 404
    assert browser.post(page, sent)["Location"].endswith("?done=attempted")
    said = f"Called on {short_date(on).en}, no answer. Try again on {short_date(on + timedelta(days=5)).en}.".replace(
        "\u00a0", " "
    )
    english = address("en", "desk_service", slug=record.slug)
    assert said in text_of(browser.get(english)) and said in text_of(browser.get(address("en", "desk_due")))
    assert Service.objects.get(pk=record.pk).digest == record.digest
    entry = Entry.objects.get(kind="assurance.attempted")
    assert entry.codes == {"how": "called", "on": on.isoformat(), "again_on": again}


def test_what_is_due_is_narrowed_sorted_and_paged_by_the_database(browser: Client) -> None:
    with CaptureQueriesContext(connection) as first:
        browser.get(address("fr", "desk_due"))
    with CaptureQueriesContext(connection) as second:
        browser.get(address("fr", "desk_due"), {"page": "2", "sort": "body"})
    assert abs(len(first) - len(second)) <= 1
    on, reach = day_of(clock.instant()), Reach(None)
    every = due_services(reach, on)
    one = bodies_of(reach, on)[0]
    assert 0 < narrowed(every, on, body=one.slug).count() < every.count()
    assert {each.provider.pk for each in narrowed(every, on, body=one.slug)} == {one.pk}
    for fact in facts_of(reach, on):
        assert all(
            fact in row["codes"] for row in due_rows([each.pk for each in narrowed(every, on, fact=fact)[:3]], on)
        )
    keys = [each.key_fr for each in in_order(every, "name", "fr")]
    assert keys == sorted(keys)
    assert oldest_of(every) == due_rows([every[0].pk], on)[0]["due"]
    few = frozenset([every[0].pk])
    assert [each.pk for each in due_services(Reach(few), on)] == [*few]


def test_the_answer_to_a_report_names_the_page_and_what_was_done(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters: list[Letter] = []
    monkeypatch.setattr("parvis.directory.desk.reports.post", letters.append)
    service = Service.objects.get(pk="SVC-097")
    for about in ("SVC-097", "page:glossary", ""):
        with side("public"):
            file_report(
                "Le numéro est faux.",
                about=about,
                language="en",
                email="a@exemple.invalid",
                by=Nobody(),
                at=clock.instant(),
            )
        held = ReaderReport.objects.waiting().get()
        page = address("fr", "desk_report", number=held.pk)
        assert browser.post(page, {"outcome": "corrected", "answer": "Voilà."}).status_code == 303
    said = [one.body() for one in letters]
    assert all("We have corrected the page." in one and "Voilà." in one for one in said)
    assert service.name.en in said[0] and f"http://testserver{address('en', 'service', slug=service.slug)}" in said[0]
    assert f"http://testserver{address('en', 'glossary')}" in said[1]
    assert "the site as a whole" in said[2]


def test_an_invitation_asks_for_the_organization_and_says_that_it_has_left() -> None:
    operator = signed_in(make_operator(at=clock.instant()))
    sent = {"email": "agathe@exemple.invalid", "language": "fr", "role": "analyst", "organization": ""}
    wrong = operator.post(address("fr", "team_invite"), sent)
    assert wrong.status_code == 422 and "Choisissez l’organisme, ou Parvis lui-même." in text_of(wrong)
    done = operator.post(address("fr", "team_invite"), sent | {"organization": "parvis"})
    assert "L’invitation est partie à agathe@exemple.invalid" in text_of(operator.get(done["Location"]))
    assert "The invitation has left" not in text_of(operator.get(address("en", "team")))
