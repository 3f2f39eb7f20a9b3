"""Files that a stranger made: bombs, entities, locked and damaged archives, endless rows; and a very long file with faults."""

import csv
import io
import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl import Workbook

from parvis.directory.exchange import paths
from parvis.directory.exchange.compare import compared
from parvis.directory.exchange.reading import form_of, read_import
from parvis.directory.models import Version
from parvis.documents.tables import archive, spreadsheet
from parvis.documents.tables.stopped import NotRead

ON = date(2031, 5, 6)


def book(rows: list[list[str]]) -> bytes:
    made = Workbook()
    assert made.active is not None
    made.active.title = "services"
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_part(content: bytes, part: str, data: bytes, *, replace: bool = True) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            if one != part or not replace:
                new.writestr(one, old.read(one))
        new.writestr(part, data)
    return out.getvalue()


PLAIN = book([["id", "status"], ["SVC-097", "paused"]])
SHEET = "xl/worksheets/sheet1.xml"


def stopped(content: bytes, name: str = "a.xlsx") -> str:
    with pytest.raises(NotRead) as stop:
        read_import(content, name=name)
    assert "\n" not in str(stop.value)
    return str(stop.value)


def test_a_bomb_is_not_opened() -> None:
    assert "zip bomb" in stopped(with_part(PLAIN, "xl/media/image1.png", b"\0" * (40 * 1024 * 1024)))
    many = with_part(PLAIN, SHEET, b"<x/>")
    out = io.BytesIO(many)
    with zipfile.ZipFile(out, "a") as more:
        for number in range(archive.MOST_ENTRIES):
            more.writestr(f"xl/{number}", b"")
    assert "parts" in stopped(out.getvalue())


def test_a_size_that_lies_is_counted_as_it_comes() -> None:
    content = bytearray(with_part(PLAIN, "xl/media/image1.png", b"\0" * (40 * 1024 * 1024)))
    at = content.rfind(b"xl/media/image1.png") - 46  # its line in the central directory
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    stopped(bytes(content))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_expanded(encoding: str) -> None:
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'
    )
    assert "XML entities" in stopped(with_part(PLAIN, SHEET, xml.encode(encoding)))
    document = io.BytesIO()
    Document().save(document)
    bad = with_part(document.getvalue(), "word/document.xml", xml.encode(encoding))
    assert "XML entities" in stopped(bad, "a.docx")


def test_a_path_that_leaves_the_archive_a_part_twice_and_a_password_are_refused() -> None:
    assert "leaves it" in stopped(with_part(PLAIN, "../../etc/cron.d/x", b"x"))
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = with_part(PLAIN, SHEET, b"<x/>", replace=False)
    assert "twice" in stopped(twice)
    locked = bytearray(PLAIN)
    at = locked.rfind(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert "password" in stopped(bytes(locked))


@pytest.mark.parametrize("content", [PLAIN[:200], b"PK\x03\x04" + b"x" * 50, with_part(PLAIN, SHEET, b"<not xml")])
def test_a_damaged_file_is_told_in_one_line(content: bytes) -> None:
    assert "a.xlsx" in stopped(content)


@settings(max_examples=60)
@given(some.binary(max_size=400), some.integers(0, len(PLAIN) - 1))
def test_no_damage_makes_the_reading_fall(noise: bytes, at: int) -> None:
    for content in (PLAIN[:at] + noise + PLAIN[at + len(noise) :], noise):
        try:
            batch = read_import(content, "xlsx" if content is not noise else "csv", name="a.xlsx")
        except NotRead as stop:
            assert "\n" not in str(stop)
        else:
            assert all(one.reason.fr and one.way_out.en for one in batch.findings)


def test_a_row_far_below_and_too_many_rows_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
        b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
    )
    assert "far from the others" in stopped(with_part(PLAIN, SHEET, far))
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 3)
    assert "more than 3 rows" in stopped(b"id,status\n" + b"SVC-097,paused\n" * 5, "a.csv")


def test_thousands_of_merged_cells_are_refused_in_words_and_few_are_told_row_by_row() -> None:
    def merged(count: int, rows: int) -> bytes:
        made = Workbook()
        assert made.active is not None
        for row in (["id", "status"], *(["SVC-097", "paused"] for _ in range(rows - 1))):
            made.active.append(row)
        out = io.BytesIO()
        made.save(out)
        with zipfile.ZipFile(out) as archived:
            sheet = archived.read(SHEET)
        cells = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (one, one) for one in range(2, count + 2))
        at = b"</sheetData>"
        return with_part(out.getvalue(), SHEET, sheet.replace(at, at + b"<mergeCells>" + cells + b"</mergeCells>"))

    reason = stopped(merged(spreadsheet.MOST_MERGED + 1, 3))
    assert "merged cells" in reason
    (sheet,) = spreadsheet.xlsx_sheets(merged(3, 6), "a.xlsx")
    assert [len(one.faults) for one in sheet.lines] == [1, 1, 1, 0, 0]


def test_a_file_too_large_empty_or_unknown_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "is empty" in stopped(b" \n", "a.csv")
    assert "not recognized" in stopped(b"rien", "a.bin")
    assert "NUL" in stopped(b"id,status\n\x00,\n", "a.csv")
    with pytest.raises(NotRead, match="cannot be read"):
        read_import(tmp_path / "absent.csv")
    monkeypatch.setattr(archive, "LARGEST_FILE", 10)
    assert "larger than" in stopped(b"id,status\nSVC-097,paused\n", "a.csv")


def test_the_form_is_told_by_the_content_before_the_name() -> None:
    document = io.BytesIO()
    Document().save(document)
    assert form_of(PLAIN, "liste.csv") == "xlsx"
    assert form_of(document.getvalue(), "liste.csv") == "repertoire"
    assert form_of(b'\xef\xbb\xbf [{"id": 1}]', "x.txt") == "hsds"
    assert form_of(b"id;status", "x") == "csv"


@pytest.mark.slow
@pytest.mark.django_db
def test_a_long_file_with_many_faults_lists_every_one_of_them() -> None:
    version = Version.objects.of("service", "SVC-097").first()
    assert version is not None
    cells = paths.flat("service", version.content)
    header, total = list(cells), 1_000
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    for number in range(total):
        row = cells | {"id": f"SVC-{100_000 + number}", "slug": f"service-exemple-{number}"}
        row |= {"as_of": "hier"} if number % 10 == 3 else {}
        writer.writerow([row[one] for one in header])
    differences = compared(read_import(out.getvalue().encode(), name="long.csv"), on=ON)
    assert [one.row for one in differences.findings] == [5 + 10 * number for number in range(total // 10)]
    assert differences.counts == {"new": 900, "refused": 100, "findings_refused": 100}
