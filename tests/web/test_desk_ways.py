"""Finding one's way at the desk: errors in the page's language, a search by name, the numbers that a list says, where a click leads."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from parvis.config import clock
from parvis.directory.actions import answer_proposal, publish_together, revise_record
from parvis.directory.desk.editing_content import put_back, with_sets
from parvis.directory.desk.editing_pages import questions
from parvis.directory.desk.reports import file_report
from parvis.directory.files import Content
from parvis.directory.models import Draft, Organization, Proposal, ReaderReport, Service, Statistic, Version
from parvis.people.models import Nobody, Person
from parvis.places.names import fold_for_order
from parvis.web.desk.edit_options import options_of
from parvis.web.pages import address
from tests.factories.people import PASSWORD, make_person, present_code, signed_in, with_password
from tests.factories.roles import give_role, make_in_role

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).resolve().parents[2] / "src" / "parvis" / "web" / "templates"


@pytest.fixture
def browser() -> Client:
    return signed_in(make_in_role("directory_editor"))


def text_of(response: Any) -> str:
    """A page as one reads it, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).strip()


@pytest.mark.parametrize(
    ("lang", "said"),
    [("fr", "Erreur : Écrivez le nom dans les deux langues."), ("en", "Error: Write the name in both languages.")],
)
@pytest.mark.parametrize("missing", ["fr", "en"])
def test_an_error_beside_a_field_is_in_the_language_of_the_page(
    browser: Client, lang: str, said: str, missing: str
) -> None:
    names = {"name_fr": "Clinique Exemple", "name_en": "Exemple Clinic"} | {f"name_{missing}": ""}
    response = browser.post(address(lang, "desk_new"), {"kind": "organization", **names})
    assert response.status_code == 422
    source = response.content.decode()
    beside = source.partition(f'id="field-name_{missing}-error"')[2].partition("</p>")[0]
    assert re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", beside)).strip(" >") == said
    assert re.search(rf'id="field-name_{missing}"[^>]* lang="{missing}"', source), "what is typed keeps its language"


def test_no_component_is_given_an_attribute_that_changes_the_language_of_its_words() -> None:
    given = [
        f"{file.name}: {one}"
        for file in TEMPLATES.rglob("*.html")
        for one in re.findall(r"<c-[a-z-]+[^<>]* lang=[^>]*>", file.read_text(encoding="utf-8"))
    ]
    assert given == []


def test_places_are_offered_in_the_order_of_the_alphabet_accents_aside() -> None:
    asked = next(one for one in questions("service") if one.code == "territory")
    for name in ("territory.districts", "territory.courthouses"):
        field = next(one for one in asked.fields if one.path == name)
        labels = [str(one["label"]) for one in options_of(field, {}, "fr")]
        assert labels == sorted(labels, key=fold_for_order), name
        assert len(labels) > 30


@pytest.mark.parametrize(
    ("code", "asked", "row", "sets"),
    [
        ("schedule", "schedule-rhythm", 1, {"rrule": "FREQ=WEEKLY;BYDAY=MO", "certainty": "rule"}),
        ("cost", "cost", 1, {"kind": "free", "payer": "nobody"}),
        ("language", "languages", 0, {"access.languages": ["fr"]}),
        ("place", "place", 0, {"access.place": "courthouse"}),
        ("booking", "channels", 0, {"access.booking": "required"}),
    ],
)
def test_an_answer_ends_what_the_source_did_not_say_and_putting_it_back_brings_it_back(
    code: str, asked: str, row: int, sets: dict[str, Any]
) -> None:
    page = next(one for one in questions("service") if one.code == asked)
    base = {"id": "SVC-001", "eligibility": {"not_stated": [code, "amount"]}}
    said = with_sets(page, base, row, sets)
    assert said["eligibility"]["not_stated"] == ["amount"]
    assert put_back(page, said, base) == base
    alone = with_sets(page, {"id": "SVC-001", "eligibility": {"not_stated": [code]}}, row, sets)
    assert "eligibility" not in alone
    unsaid = with_sets(page, base, row, dict.fromkeys(sets))
    assert unsaid["eligibility"] == base["eligibility"], "an answer that is taken away says nothing"


def test_a_schedule_given_at_the_desk_is_no_longer_said_to_be_unknown(browser: Client) -> None:
    record = next(
        one.record
        for one in Version.objects.filter(kind="service").order_by("record")
        if "schedule" in one.content.get("eligibility", {}).get("not_stated", []) and not one.content.get("schedules")
    )
    browser.post(address("fr", "desk_edit", slug=record))
    draft = Draft.objects.get(record=record)
    there = address("fr", "desk_draft_question", number=draft.pk) + "?q=schedule-rhythm&row=1"
    sent = {"rhythm": "weekly", "every": "1", "days": ["MO"], "first": "5 janvier 2026"}
    assert browser.post(there, sent).status_code == 303
    draft.refresh_from_db()
    assert draft.unread == {}
    assert draft.content["schedules"]
    assert "schedule" not in draft.content.get("eligibility", {}).get("not_stated", [])


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("page", ["desk", "desk_organizations"])
def test_a_record_is_found_by_words_or_by_its_identifier(browser: Client, lang: str, page: str) -> None:
    there = address(lang, page)
    laval = Service.objects.get(pk="SVC-097")
    for typed in ("SVC-097", "svc 097", laval.name.fr.upper(), laval.name.en):
        source = browser.get(there, {"q": typed}).content.decode()
        assert f'<a href="{address(lang, "desk_service", slug=laval.slug)}">' in source, typed
    body = Organization.objects.get(pk="ORG-35")
    assert address(lang, "desk_organization", slug=body.slug) in browser.get(there, {"q": "ORG-35"}).content.decode()
    figure = Statistic.objects.order_by("pk")[0]
    assert address(lang, "desk_statistic", slug=figure.pk) in browser.get(there, {"q": figure.pk}).content.decode()
    assert "found-title" not in browser.get(there).content.decode()
    none = browser.get(there, {"q": "<b>introuvable"}).content.decode()
    assert {"fr": "Fiches trouvées\u00a0: 0", "en": "Records found: 0"}[lang] in none
    assert "<b>introuvable" not in none


def test_a_search_says_its_totals_and_cuts_nothing_in_silence(browser: Client) -> None:
    page = browser.get(address("fr", "desk"), {"q": "seance"}).content.decode()
    found = page.partition("found-title")[2].partition("</section>")[0]
    counts = [int(one) for one in re.findall(r"<h3>[^<]*\u00a0: (\d+)</h3>", found)]
    assert sum(counts) == found.count("<li>") == int(re.search(r"trouvées\u00a0: (\d+)", found)[1]) > 5  # type: ignore[index]
    assert "trop longue" in text_of(browser.get(address("fr", "desk"), {"q": "seance " * 90}))


def test_a_search_finds_nothing_beyond_reach() -> None:
    person = make_person("Denis Exemple")
    give_role(person, "directory_editor", districts=("laval",))
    page = signed_in(person).get(address("fr", "desk"), {"q": "SVC"}).content.decode()
    found = page.partition("found-title")[2].partition("</section>")[0]
    own = set(Service.objects.filter(districts="laval").values_list("pk", flat=True))
    shown = set(re.findall(r"\((SVC-\d+)\)", found))
    assert own <= shown
    assert shown - own <= set(Statistic.objects.filter(districts="laval").values_list("pk", flat=True))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_after_publishing_the_desk_leads_to_the_published_page(lang: str) -> None:
    me = make_in_role("directory_editor")
    browser, there = signed_in(me), address(lang, "desk") + "?done=published"
    body = Organization.objects.get(pk="ORG-35")
    page = address(lang, "organization", slug=body.slug)
    assert page not in browser.get(there).content.decode(), "nothing was published by this keeper"
    version = Version.objects.of("organization", "ORG-35")[0]
    revise_record(body, says={**version.content, "email": "a@exemple.invalid"}, by=me.code, at=clock.instant())
    assert f'<a href="{page}">' in browser.get(there).content.decode()
    assert page not in browser.get(address(lang, "desk")).content.decode()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_report_leads_to_the_desk_page_and_the_editor_of_its_record(browser: Client, lang: str) -> None:
    file_report("Fermé.", about="SVC-097", language="fr", by=Nobody(), at=clock.instant())
    file_report("Illisible.", about="page:figures", language="fr", by=Nobody(), at=clock.instant())
    first, second = ReaderReport.objects.order_by("pk")
    page = browser.get(address(lang, "desk_report", number=first.pk)).content.decode()
    laval = Service.objects.get(pk="SVC-097")
    assert f'<a href="{address(lang, "desk_service", slug=laval.slug)}">' in page
    assert f'<a href="{address(lang, "desk_edit", slug="SVC-097")}">' in page
    other = browser.get(address(lang, "desk_report", number=second.pk)).content.decode()
    assert "/modifier/" not in other
    assert "/change/" not in other


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_each_version_says_its_hour_and_who_published_it_without_a_name(lang: str) -> None:
    me, now = make_in_role("directory_editor"), clock.instant()
    browser, body = signed_in(me), Organization.objects.get(pk="ORG-35")
    first = Version.objects.of("organization", "ORG-35")[0]
    revise_record(body, says={**first.content, "email": "a@exemple.invalid"}, by=me.code, at=now)
    says = {**first.content, "email": "b@exemple.invalid"}
    publish_together([], [Content("organization", "ORG-35", says)], by="system", at=now)
    answer_proposal(Proposal.objects.get(record="ORG-35"), take=True, by=me.code, at=now + timedelta(minutes=1))
    page = browser.get(address(lang, "desk_organization", slug=body.slug)).content.decode()
    listed = re.findall(r"<li>.*?</li>", page.partition("<ol reversed>")[2].partition("</ol>")[0], re.DOTALL)
    words = {
        "fr": ["une proposition, prise par une personne de l’atelier", "– une personne de l’atelier", "– le système"],
        "en": ["a proposal, taken by a keeper", "– a keeper", "– the system"],
    }[lang]
    for row, said in zip(listed, words, strict=True):
        assert said in row
        assert re.search(r"\d\u00a0h|\d\u00a0?[ap]\.m\.|\d [ap]\.m\.", row), "the hour"
    assert me.name not in page.partition("<ol reversed>")[2].partition("</ol>")[0]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_who_may_open_the_desk_lands_there_after_signing_in(lang: str) -> None:
    there = address(lang, "sign_in_code")

    def landed(person: Person, **more: str) -> str:
        client = Client()
        client.post(address(lang, "sign_in"), {"email": person.email, "password": PASSWORD, **more})
        return str(client.post(there, {"code": present_code(), **more})["Location"])

    keeper, nobody = with_password(make_in_role("directory_editor")), with_password(make_person())
    assert landed(keeper) == address(lang, "desk")
    assert landed(nobody) == address(lang, "account")
    assert landed(with_password(make_in_role("analyst")), next=address(lang, "team")) == address(lang, "team")
