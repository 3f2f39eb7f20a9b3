"""The printed Répertoire: whole, as of a day, in both languages, with its corrections and its figures apart."""

import io
import time
from collections import OrderedDict
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from pypdf import PdfReader

from parvis.directory.publication import edition_as_of
from parvis.directory.published import PublishedDirectory
from parvis.documents.directory import directory_blocks, directory_pdf
from parvis.documents.sheet import Block
from parvis.web.documents import views

DOCUMENT_DAY = date(2024, 1, 24)
TODAY = date(2026, 11, 22)


def words_of(blocks: list[Block]) -> str:
    """Every word that the blocks hold, in order."""

    def words(value: object) -> list[str]:
        if isinstance(value, str):
            return [value]
        if isinstance(value, dict):
            return [each for key, held in value.items() if key != "kind" for each in words(held)]
        return [each for held in value for each in words(held)] if isinstance(value, list | tuple) else []

    return " ".join(" ".join(words(blocks)).split())


@pytest.mark.django_db
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_no_organization_service_correction_or_figure_is_lost(lang: str) -> None:
    published = edition_as_of(TODAY, lang)
    words = words_of(directory_blocks(published, lang))
    expected = [one.name for section in published.sections for one in section.organizations]
    for section in published.sections:
        for organization in section.organizations:
            for service in organization.services:
                expected += [service.name, service.summary, *(each.known for each in service.corrections)]
    expected += [one.stated for one in published.statistics]
    assert len(expected) > 300
    assert [each for each in expected if " ".join(each.split()) not in words] == []


@pytest.mark.django_db
def test_a_past_edition_holds_no_later_fact() -> None:
    published = edition_as_of(DOCUMENT_DAY, "fr")
    words = words_of(directory_blocks(published, "fr"))
    assert "24\u00a0janvier 2024" in words_of(directory_blocks(published, "fr")) or "24 janvier 2024" in words
    assert "Depuis le 11 mars 2026" not in words
    assert published.counts["organizations"] == 53


@pytest.mark.django_db
def test_figures_of_different_bases_never_share_a_table() -> None:
    published = edition_as_of(TODAY, "fr")
    blocks = directory_blocks(published, "fr", views.BASES)
    start = next(i for i, one in enumerate(blocks) if one["kind"] == "heading" and one["text"] == "Statistiques")
    tables = [one for one in blocks[start:] if one["kind"] == "table"]
    bases = {(one.measure, one.base) for one in published.statistics}
    assert len(tables) == len(bases)
    assert sum(len(one["rows"]) for one in tables) == len(published.statistics)
    titles = [one["text"] for one in blocks[start:] if one["kind"] == "heading"]
    assert not any("_" in title for title in titles)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_pdf_is_tagged_with_contents_and_pages() -> None:
    published = edition_as_of(TODAY, "en")
    small = replace(
        published, sections=tuple(replace(one, organizations=one.organizations[:2]) for one in published.sections)
    )
    pdf = directory_pdf(small, "en")
    assert pdf == directory_pdf(small, "en")
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.trailer["/Root"]["/Lang"] == "en-CA"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Contents" in reader.pages[0].extract_text()
    assert f"Page 1 of {len(reader.pages)}" in reader.pages[0].extract_text()
    assert len(reader.outline) > 0


@pytest.mark.django_db
def test_a_day_before_the_document_says_so() -> None:
    published = edition_as_of(date(2020, 1, 1), "fr")
    text = " ".join(PdfReader(io.BytesIO(directory_pdf(published, "fr"))).pages[0].extract_text().split())
    assert "Ce jour vient avant le document de départ" in text


@pytest.mark.django_db
def test_an_edition_is_never_printed_in_another_language() -> None:
    with pytest.raises(ValueError, match="asked for in 'en'"):
        directory_pdf(edition_as_of(DOCUMENT_DAY, "fr"), "en")


@pytest.mark.slow
@pytest.mark.django_db
def test_the_page_serves_the_edition_of_a_day_and_keeps_it(client: Client) -> None:
    first = client.get("/fr/repertoire/edition.pdf?on=2024-02-01")
    assert first.status_code == 200
    assert first["Content-Type"] == "application/pdf"
    assert 'filename="repertoire-2024-01-24.pdf"' in first["Content-Disposition"]
    again = client.get("/fr/repertoire/edition.pdf?on=2024-02-02", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db
@pytest.mark.parametrize("on", ["2020-01-01", "2099-01-01", "demain", "2024-02-31"])
def test_a_day_that_cannot_be_is_explained_by_the_page(client: Client, on: str) -> None:
    answered = client.get("/en/directory/edition.pdf", {"on": on})
    assert answered.status_code == 302
    assert answered["Location"].startswith("/en/directory/edition/?on=")


@pytest.mark.django_db
def test_while_one_is_made_another_reader_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_kept", OrderedDict())
    with views._one_at_a_time:
        since = time.monotonic()
        answered = client.get("/en/directory/edition.pdf?on=2024-02-01")
    assert time.monotonic() - since < 5, "a reader who waits holds a thread of the site"
    assert answered.status_code == 503
    assert int(answered["Retry-After"]) <= 60 and answered["Cache-Control"] == "no-store"


@pytest.mark.slow
@pytest.mark.django_db
def test_no_list_of_days_pushes_out_what_is_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[date] = []

    def composed(published: PublishedDirectory, lang: str, bases: object) -> bytes:
        made.append(published.day)
        return b"%PDF-" + str(published.day).encode()

    monkeypatch.setattr(views, "_kept", OrderedDict())
    monkeypatch.setattr(views, "directory_pdf", composed)
    for number in range(1, 29):
        for month in range(2, 6):
            assert client.get(f"/fr/repertoire/edition.pdf?on=2024-{month:02d}-{number:02d}").status_code == 200
    assert len(made) == len(set(made)) <= 4
