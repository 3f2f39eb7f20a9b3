"""Any document: tagged, in its language, the same bytes for the same input, and nothing typed is markup."""

import hashlib
import io
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from parvis.documents.apart import render_apart
from parvis.documents.characters import BOX, boxed, clean, paragraphs
from parvis.documents.render import Unprintable, render
from parvis.documents.sheet import heading, link, paragraph, sheet_pdf, table

DAY = date(2026, 11, 22)


def sheet(*words: str, lang: str = "fr") -> bytes:
    blocks = [heading(1, "Essai"), *(paragraph(each) for each in words)]
    return sheet_pdf(blocks, title="Essai", author="Parvis", lang=lang, on=DAY).pdf


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_document_is_tagged_dated_and_in_its_language(lang: str) -> None:
    reader = PdfReader(io.BytesIO(sheet("Bonjour", lang=lang)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == f"{lang}-CA"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Essai", "Parvis")
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == DAY
    conformance = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in conformance
    assert "<pdfaid:part>3</pdfaid:part>" in conformance


def test_the_same_input_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib; from datetime import date; from parvis.documents.sheet import *;"
        "print(hashlib.sha256(sheet_pdf([heading(1, 'Essai'), paragraph('Été 8 400,50 $')], title='Essai', author='Parvis',"
        " lang='fr', on=date(2026, 11, 22)).pdf).hexdigest())"
    )
    source = Path(__file__).resolve().parents[2] / "src"
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=source)
    assert other.stdout.strip() == hashlib.sha256(sheet("Été 8 400,50 $")).hexdigest()


def test_a_document_made_apart_has_the_same_bytes() -> None:
    blocks = [heading(1, "Essai"), paragraph("Été 😀 #strong[x]")]
    here = sheet_pdf(blocks, title="Essai", author="Parvis", lang="fr", on=DAY)
    assert sheet_pdf(blocks, title="Essai", author="Parvis", lang="fr", on=DAY, apart=True) == here
    assert here.replaced == ("😀",)


def test_a_fault_apart_is_told_here() -> None:
    with pytest.raises(Unprintable, match=r"sheet\.typ"):
        render_apart("sheet.typ", {"title": "E", "author": "P"}, lang="fr", on=DAY)


def test_another_day_gives_other_bytes() -> None:
    later = sheet_pdf([heading(1, "Essai")], title="Essai", author="Parvis", lang="fr", on=date(2026, 11, 23)).pdf
    assert later != sheet()


@pytest.mark.parametrize(
    "typed",
    ["#panic()", '#read("/etc/passwd")', "*gras* _ital_ `code` $x$ @ref <label> // rien", "= Titre", "\\ ] [ } {"],
)
def test_what_is_typed_is_never_markup(typed: str) -> None:
    assert typed in text_of(sheet(typed))


def test_a_sign_without_a_glyph_becomes_a_box_and_is_told() -> None:
    rendered = sheet_pdf([paragraph("Bonjour 😀 中 한")], title="Essai", author="Parvis", lang="fr", on=DAY)
    assert rendered.replaced == ("中", "한", "😀")
    assert f"Bonjour {BOX} {BOX} {BOX}" in text_of(rendered.pdf)
    assert "Un carré" in text_of(rendered.pdf)


def test_accents_money_and_other_alphabets_print() -> None:
    words = "Œuvre, façade, 8\u00a0400,50\u00a0$, 5\u00a0€, « oui », Nguyễn, Łódź, Ελένη, Мария, שלום, محمد, ᓄᓇᕕᒃ"
    rendered = sheet_pdf([paragraph(words)], title="Essai", author="Parvis", lang="fr", on=DAY)
    assert rendered.replaced == ()
    for word in ("Œuvre", "façade", "Nguyễn", "Łódź", "Ελένη", "Мария", "ᓄᓇᕕᒃ", "€"):
        assert word in text_of(rendered.pdf)


def test_thousands_of_signs_without_a_glyph_are_answered() -> None:
    rendered = sheet_pdf(
        [paragraph("".join(map(chr, range(0x4E00, 0x5200))))], title="E", author="P", lang="en", on=DAY
    )
    assert len(rendered.replaced) == 0x400


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_at_all_can_be_printed(typed: str) -> None:
    rendered = sheet_pdf([paragraph("avant " + typed + " après")], title="Essai", author="Parvis", lang="fr", on=DAY)
    assert rendered.pdf.startswith(b"%PDF-")
    assert len(PdfReader(io.BytesIO(rendered.pdf)).pages) >= 1


def test_two_documents_are_made_at_once() -> None:
    made: list[bytes] = []
    workers = [threading.Thread(target=lambda: made.append(sheet("Ensemble"))) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(made) == 6
    assert set(made) == {sheet("Ensemble")}


def test_tables_have_header_cells_and_links_their_address() -> None:
    blocks = [
        heading(1, "T"),
        table([("Quoi", 1), ("Quand", 1)], [["Répondre", link("ici", "https://exemple.quebec/")]]),
    ]
    pdf = sheet_pdf(blocks, title="T", author="P", lang="fr", on=DAY).pdf
    reader = PdfReader(io.BytesIO(pdf))
    assert {"/Table", "/TH", "/TD", "/Link", "/H1"} <= _kinds(reader)
    assert reader.pages[0]["/Annots"][0].get_object()["/A"]["/URI"] == "https://exemple.quebec/"


def _kinds(reader: PdfReader) -> set[str]:
    """Every structure type under the document's structure tree."""
    found: set[str] = set()
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        if "/S" in node:
            found.add(str(node["/S"]))
        children = node.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            child = child.get_object()
            if hasattr(child, "get") and "/K" in child:
                waiting.append(child)
    return found


def test_only_secure_addresses_are_links() -> None:
    assert link("ici", "javascript:alert(1)") == "ici"
    assert link("ici", "http://exemple.quebec/") == "ici"


def test_faults_are_clear() -> None:
    with pytest.raises(ValueError, match="unknown language"):
        sheet_pdf([], title="E", author="P", lang="de", on=DAY)
    with pytest.raises(Unprintable, match=r"sheet\.typ"):
        render("sheet.typ", {"title": "E", "author": "P", "blocks": [{"kind": "unknown"}]}, lang="fr", on=DAY)


def test_cleaning_keeps_words_and_drops_what_prints_nothing() -> None:
    assert clean("a\r\nb\u202ec\u0301\u0000\ufeff👍🏽") == "a\nbć👍"
    assert clean("l’été\u00a0: 8\u00a0$") == "l’été\u00a0: 8\u00a0$"
    assert paragraphs(" un \n\n\n deux\r\n") == ["un", "deux"]


def test_signs_joined_into_one_become_one_box() -> None:
    assert boxed("👨\u200d👩\u200d👧 ok", {"👨", "👩", "👧"}) == f"{BOX}{BOX}{BOX} ok"
