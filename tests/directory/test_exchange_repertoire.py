"""The Répertoire in its own form: the bodies that it names, the passages that are new or gone; Markdown and DOCX alike."""

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement

from parvis.config.home import Stop
from parvis.directory.exchange.batch import Differences, Weight
from parvis.directory.exchange.compare import compared
from parvis.directory.exchange.passages import Passage, passages_of
from parvis.directory.exchange.reading import read_import
from parvis.directory.exchange.repertoire import known_passages
from parvis.directory.models import Organization

ON = date(2031, 5, 6)
SOURCE = "sources/repertoire-petites-creances-2024-01-24.md"


@pytest.fixture(scope="module")
def source(shared: Path) -> bytes:
    return (shared / SOURCE).read_bytes()


def dry(content: bytes, name: str) -> Differences:
    return compared(read_import(content, name=name), on=ON)


def docx_of(passages: list[Passage]) -> bytes:
    """The same document made by a word processor: a table for each row, with its headings above it."""
    document = Document()
    for line in dict.fromkeys(one.line for one in passages):
        row = [one for one in passages if one.line == line]
        if not row[0].table:
            for one in row:
                document.add_paragraph(one.text)
            continue
        headings = list(dict.fromkeys([row[0].table, *(one.heading for one in row)]))
        table = document.add_table(rows=2, cols=max(2, len(headings)))
        for number, heading in enumerate(headings):
            table.rows[0].cells[number].text = heading
        table.rows[1].cells[0].text = row[0].first
        for one in row:
            if one.heading != row[0].table:
                table.rows[1].cells[headings.index(one.heading)].add_paragraph(one.text, style="List Bullet")
            elif row[0].first != one.text:
                table.rows[1].cells[0].text = "\n".join(each.text for each in row if each.heading == one.table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_digests_are_those_of_the_document(source: bytes) -> None:
    assert {one.digest for one in passages_of(source, "a.md")} == set(known_passages())


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["md", "docx"])
def test_the_document_gives_the_known_organizations(source: bytes, form: str) -> None:
    content = source if form == "md" else docx_of(passages_of(source, "a.md"))
    differences = dry(content, f"repertoire.{form}")
    known = set(Organization.objects.filter(origin="repertoire").values_list("pk", flat=True))
    assert len(known) == 53 and {one.record for one in differences.rows} == known
    assert [(one.column, one.value) for one in differences.findings] == []
    assert {one.state for one in differences.rows} == {"same"}
    notes = " ".join(one.en for one in differences.batch.notes)
    assert "dated 2024-01-24" in notes and "New: 0. Gone: 0." in notes


@pytest.mark.django_db
def test_a_new_edition_tells_what_is_new_gone_and_doubtful(source: bytes) -> None:
    text = source.decode()
    old = "Une séance d'information de groupe d'une heure et demie est offerte le dernier jeudi de chaque mois"
    assert text.count(old) == 1
    text = text.replace(old, "Une séance est offerte le premier mardi de chaque mois")
    text = text.replace("http://www.barreaudebedford.qc.ca", "http://www.bedford.exemple.org")
    text = text.replace("www.barreaudebedford.qc.ca", "www.bedford.exemple.org")
    text = text.replace("<b>Arthabaska</b>", "<b>Atlantide</b>")
    differences = dry(text.encode(), "repertoire.md")
    new = [one for one in differences.findings if one.reason.en.startswith("This passage is not")]
    assert any(one.record == "ORG-35" and "premier mardi" in one.value and "SVC-097" in one.way_out.en for one in new)
    gone = [one for one in differences.findings if one.reason.en.startswith("A passage of the edition before")]
    assert any("SVC-097" in one.way_out.en and one.column == "l. 73" for one in gone)
    strangers = [one.value for one in differences.findings if one.weight is Weight.REFUSED]
    assert strangers == ["Atlantide"]
    (row,) = differences.of("proposed")
    assert (row.record, row.changes[0].path, row.changes[0].after) == (
        "ORG-32",
        "web",
        "http://www.bedford.exemple.org",
    )


def test_markup_is_read_and_never_kept() -> None:
    cell = '<p onclick="x()">Aide <b>gratuite</b> <script>alert(1)</script><a href="javascript:x()">ici</a></p><li>1- Deux</li>'
    content = f"Barreaux\tAutres\nLaval\t{cell}\n".encode()
    passages = passages_of(content, "a.md")
    assert [one.text for one in passages if one.heading == "Autres"] == ["Aide gratuite alert(1)ici", "Deux"]
    assert all(one.links == () for one in passages)


def test_tracked_changes_are_not_passed_over() -> None:
    document = Document()
    document.add_paragraph("Texte")._p.append(OxmlElement("w:ins"))
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(Stop, match="tracked changes"):
        passages_of(out.getvalue(), "a.docx")


def test_a_table_inside_a_cell_and_merged_cells_are_read_once() -> None:
    document = Document()
    table = document.add_table(rows=2, cols=3)
    for cell, heading in zip(table.rows[0].cells, ("Barreaux", "Médiation", "Autres"), strict=True):
        cell.text = heading
    table.rows[1].cells[0].text = "Laval"
    merged = table.rows[1].cells[1].merge(table.rows[1].cells[2])
    merged.text = "Une fois"
    merged.add_table(rows=1, cols=1).rows[0].cells[0].text = "Dedans"
    out = io.BytesIO()
    document.save(out)
    passages = passages_of(out.getvalue(), "a.docx")
    assert [(one.heading, one.text) for one in passages] == [
        ("Barreaux", "Laval"),
        ("Médiation", "Une fois"),
        ("Médiation", "Dedans"),
    ]
