"""CSV and XLSX taken in: what would change, what is refused and why; nothing half-done, nothing run."""

import csv
import io
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import Workbook, load_workbook

from parvis.config.clock import QUEBEC
from parvis.directory.actions import answer_proposal, load_directory, revise_record
from parvis.directory.exchange import cells, paths
from parvis.directory.exchange.apply import apply_import
from parvis.directory.exchange.batch import Differences, Weight
from parvis.directory.exchange.compare import compared
from parvis.directory.exchange.reading import read_import
from parvis.directory.exchange.sheets import SHEETS, records_csv, records_xlsx
from parvis.directory.models import Edition, Proposal, Service, Version
from parvis.directory.tables import services_table, statistics_table
from parvis.documents.tables import neutral
from parvis.journal.models import Entry
from parvis.people.refused import Refused

LATER = datetime(2031, 5, 6, 12, tzinfo=QUEBEC)
ON = LATER.date()


def sheet(rows: list[list[str]], separator: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def dry(content: bytes, name: str = "fiches.csv") -> Differences:
    return compared(read_import(content, name=name), on=ON)


def told(differences: Differences, weight: Weight = Weight.REFUSED) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.reason.en) for one in differences.findings if one.weight is weight]


def changes(differences: Differences) -> dict[str, dict[str, tuple[str, str]]]:
    return {
        one.record: {each.path: (each.before, each.after) for each in one.changes}
        for one in differences.of("new", "changed", "proposed")
    }


def text_of(record: str, name: str = "name") -> dict[str, str]:
    version = Version.objects.of("service", record).first()
    assert version is not None
    return dict(version.content[name])


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(SHEETS.values()))
def test_what_is_written_as_csv_is_read_back_without_a_difference(kind: str) -> None:
    differences = dry(records_csv(kind).encode())
    assert differences.findings == () and {one.state for one in differences.rows} == {"same"}
    assert len(differences.rows) == Version.objects.filter(kind=kind).values("record").distinct().count()


@pytest.mark.slow
@pytest.mark.django_db
def test_what_is_written_as_xlsx_is_read_back_without_a_difference() -> None:
    differences = dry(records_xlsx(), "fiches.xlsx")
    assert differences.findings == () and differences.counts == {"same": 203}


@pytest.mark.django_db
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_tables_for_people_are_read_back_too(lang: str) -> None:
    for content in (services_table(lang, ON), statistics_table(lang)):
        differences = dry(content.encode())
        assert [(one.row, one.column, one.value) for one in differences.findings] == []
        assert changes(differences) == {}


@pytest.mark.django_db
def test_a_dry_run_says_what_would_change_and_writes_nothing() -> None:
    before = (Version.objects.count(), Proposal.objects.count(), Entry.objects.count(), Edition.present_number())
    differences = dry(sheet([["id", "status", "costs.1.kind"], ["SVC-097", "paused", "free"], ["SVC-102", "", ""]]))
    assert changes(differences) == {"SVC-097": {"status": ("active", "paused")}}
    assert [one.state for one in differences.rows] == ["changed", "same"]
    assert before == (
        Version.objects.count(),
        Proposal.objects.count(),
        Entry.objects.count(),
        Edition.present_number(),
    )


@pytest.mark.django_db
def test_an_import_is_one_edition_and_the_same_again_does_nothing() -> None:
    batch = read_import(sheet([["id", "status"], ["SVC-097", "paused"], ["SVC-099", "En pause"]]), name="a.csv")
    edition = Edition.present_number()
    done = apply_import(batch, by="keeper:1", at=LATER)
    assert (done.published, done.proposed, done.refused, done.edition) == (2, 0, 0, edition + 1)
    assert {one.status for one in Service.objects.filter(pk__in=["SVC-097", "SVC-099"])} == {"paused"}
    again = apply_import(batch, by="keeper:1", at=LATER + timedelta(hours=1))
    assert (again.published, again.proposed, again.edition) == (0, 0, edition + 1)


@pytest.mark.django_db
def test_what_a_keeper_edited_is_proposed_and_not_overwritten() -> None:
    says = Version.objects.of("service", "SVC-097").first().content  # type: ignore[union-attr]
    written = records_csv("service").encode()
    revise_record(Service.objects.get(pk="SVC-097"), says={**says, "status": "unclear"}, by="keeper:1", at=LATER)
    content = sheet([["id", "access.phone"], ["SVC-097", "418 614-2470"]])
    done = apply_import(read_import(content, name="a.csv"), by="keeper:2", at=LATER)
    assert (done.published, done.proposed) == (0, 1)
    assert Service.objects.get(pk="SVC-097").phone == ""
    assert apply_import(read_import(content, name="a.csv"), by="keeper:2", at=LATER).proposed == 0
    assert Proposal.objects.get(record="SVC-097").content["access"]["phone"] == "418 614-2470"
    stale = dry(written)
    assert [one.state for one in stale.rows if one.record == "SVC-097"] == ["proposed"]
    assert "The record has changed since this sheet was written." in {one[2] for one in told(stale, Weight.DOUBTFUL)}


@pytest.mark.django_db
def test_a_sheet_written_from_the_present_version_changes_even_an_edited_record() -> None:
    says = Version.objects.of("service", "SVC-097").first().content  # type: ignore[union-attr]
    revise_record(Service.objects.get(pk="SVC-097"), says={**says, "status": "unclear"}, by="keeper:1", at=LATER)
    rows = list(csv.reader(io.StringIO(records_csv("service").lstrip("\ufeff"))))
    status = rows[0].index("status")
    for row in rows[1:]:
        row[status] = "paused" if row[0] == "SVC-097" else row[status]
    done = apply_import(read_import(sheet(rows), name="a.csv"), by="keeper:1", at=LATER)
    assert (done.published, done.proposed) == (1, 0) and Service.objects.get(pk="SVC-097").status == "paused"


@pytest.mark.django_db
def test_a_text_that_changes_in_one_language_waits_for_a_keeper() -> None:
    differences = dry(sheet([["id", "summary.fr"], ["SVC-097", "Un résumé tout neuf."]]))
    assert [one.state for one in differences.rows] == ["proposed"]
    assert told(differences, Weight.DOUBTFUL) == [(2, "summary.fr", "The text changes in one language only.")]


@pytest.mark.django_db
def test_another_name_and_an_earlier_day_are_doubtful() -> None:
    row = ["SVC-097", "Zzz qqq", "Www kkk", "2020-01-01"]
    differences = dry(sheet([["id", "name.fr", "name.en", "as_of"], row]))
    assert {one[1] for one in told(differences, Weight.DOUBTFUL)} == {"name.fr", "as_of"}


FAULTS = [
    ("status", "actif?", "This word is not in the list."),
    ("as_of", "24/01/2024", "This is not a day."),
    ("for_public", "peut-être", "This is neither yes nor no."),
    ("eligibility.amount_max", "15 000 piastres", "This is not an amount."),
    ("access.web", "javascript:alert(1)", "This is not a full web address."),
    ("access.phone", "=cmd|' /C calc'!A0", "This is not a phone number."),
    ("access.email", "pas une adresse", "This is not an e-mail address."),
    ("costs.1.amount", "-5.00", "This is not an amount."),
    ("schedules.1.rrule", "FREQ=SECONDLY", "The schedule cannot be computed."),
    ("schedules.1.starts", "25:00", "This is not a time of day."),
    ("territory.districts", "atlantide", "There is no such district or courthouse."),
    ("organizations.2.id", "ORG-99", "The organization, place or service named does not exist."),
    ("organizations.1.id", "ORG-99", "The organization, place or service named does not exist."),
    ("until", "1999", "Two values contradict each other: one should follow or exceed the other."),
    ("name.fr", "(vide)", "The text is missing in one of the two languages."),
    ("slug", "seance-speciale-mai-2017-laval", "The same value is there twice."),
    ("source_lines", "73; x", "This is not a whole number."),
]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(("column", "value", "reason"), FAULTS, ids=[one[0] for one in FAULTS])
def test_a_fault_is_told_with_its_row_its_column_its_value_and_a_way_out(column: str, value: str, reason: str) -> None:
    rows = [["id", "status", "since", column], ["SVC-102", "paused", "2016", ""], ["SVC-097", "", "2016", value]]
    if column == "status":
        rows = [["id", column], ["SVC-102", "paused"], ["SVC-097", value]]
    differences = dry(sheet(rows))
    (found,) = [one for one in differences.findings if one.weight is Weight.REFUSED and one.row == 3]
    assert (found.column, found.reason.en) == (column, reason)
    assert found.value == value and found.record == "SVC-097"
    assert found.way_out.fr and found.way_out.en
    assert [one.state for one in differences.rows] == ["changed", "refused"]
    with pytest.raises(Refused, match=r"row refused\. Nothing was changed"):
        apply_import(differences.batch, by="keeper:1", at=LATER)
    assert Service.objects.get(pk="SVC-102").status != "paused", "nothing is half-done"
    done = apply_import(differences.batch, by="keeper:1", at=LATER, leave_refused=True)
    assert (done.published, done.refused) == (1, 1)
    assert Service.objects.get(pk="SVC-102").status == "paused"


@pytest.mark.django_db
def test_a_record_twice_a_row_without_identifier_and_an_unknown_column_are_told() -> None:
    rows = [["id", "status", "couleur"], ["SVC-097", "paused", "vert"], ["SVC-097", "ended", ""], ["", "ended", ""]]
    differences = dry(sheet(rows))
    assert told(differences) == [
        (3, "id", "A row above already speaks of this record."),
        (4, "id", "The row has no identifier."),
    ]
    assert told(differences, Weight.NOT_UNDERSTOOD) == [(1, "couleur", "This column is not known: it is left out.")]


@pytest.mark.django_db
def test_a_header_twice_leaves_everything_in_doubt() -> None:
    differences = dry(sheet([["id", "status", "état"], ["SVC-097", "paused", "ended"]]))
    assert told(differences) == [(1, "état", "Two columns mean the same.")]
    assert [one.state for one in differences.rows] == ["refused"]
    with pytest.raises(Refused):
        apply_import(differences.batch, by="keeper:1", at=LATER, leave_refused=True)


@pytest.mark.django_db
def test_ragged_rows_and_open_quotes_are_told_with_their_line() -> None:
    content = b'id,status\r\nSVC-097,paused,oups\r\nSVC-098,ended\r\nSVC-099,"open\r\n'
    differences = dry(content)
    assert [(row, reason) for row, _, reason in told(differences)] == [
        (2, "The row does not have as many cells as the header."),
        (4, "The row is not correct CSV."),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", None), ("utf-8-sig", "UTF-8 with its mark"), ("cp1252", "Windows-1252, guessed"), ("utf-16", "UTF-16")],
)
def test_encodings_and_separators_are_recognized_and_said(separator: str, encoding: str, said: str | None) -> None:
    rows = [["id", "name.fr", "name.en"], ["SVC-097", "Séance d’été, à « Laval » ; œuvre", "Summer session – Laval"]]
    differences = dry(sheet(rows, separator).decode().encode(encoding))
    assert changes(differences)["SVC-097"]["name.fr"][1].replace("\u00a0", " ") == "Séance d’été, à « Laval » ; œuvre"
    notes = " ".join(one.en for one in differences.batch.notes)
    assert (said in notes) if said else "Encoding" not in notes
    assert f"Separator: {'tab' if separator == chr(9) else separator}" in notes


@given(some.text(some.characters(codec="utf-8"), max_size=40), some.sampled_from(["", *neutral.FORMULA, "'=", "''@"]))
def test_a_cell_is_data_and_is_never_run(text: str, start: str) -> None:
    value = start + text
    written = neutral.neutral(value)
    assert not written.startswith(neutral.FORMULA)
    assert neutral.plain(written) == value


@given(
    some.lists(some.text(some.characters(exclude_categories=["Cc", "Cs", "Zs"]), min_size=1, max_size=12), max_size=4)
)
def test_a_list_in_one_cell_is_read_back(values: list[str]) -> None:
    values = [one for one in (each.strip().replace("\\", "") for each in values) if one]
    assert paths.parts_of(paths.as_cell(values)) == values


@given(
    some.one_of(some.text(max_size=30), some.floats(), some.booleans(), some.datetimes(), some.none(), some.integers())
)
def test_any_cell_is_a_value_or_told(value: Any) -> None:
    for kind in {id(one): one for name in paths.TABLES for one in paths.leaves(name).values()}.values():
        try:
            cells.value_of(kind, value)
        except cells.Unread as unread:
            assert unread.told[0].fr and unread.told[1].en


@pytest.mark.slow
@pytest.mark.django_db
def test_no_sheet_that_is_written_holds_a_formula() -> None:
    says = Version.objects.of("service", "SVC-097").first().content  # type: ignore[union-attr]
    risky = {**says, "name": {"fr": "=HYPERLINK(0)", "en": "@SUM(1)"}, "summary": {"fr": "+1", "en": "-1"}}
    revise_record(Service.objects.get(pk="SVC-097"), says=risky, by="keeper:1", at=LATER)
    for row in csv.reader(io.StringIO(records_csv("service").lstrip("\ufeff"))):
        assert not any(cell.startswith(neutral.FORMULA) for cell in row)
    book = load_workbook(io.BytesIO(records_xlsx()))
    found = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in found} == {"s"}
    assert "'=HYPERLINK(0)" in {cell.value for cell in found}
    assert {one.state for one in dry(records_xlsx(), "a.xlsx").rows} == {"same"}


def book(rows: list[list[Any]], title: str = "services", merge: str = "") -> bytes:
    made = Workbook()
    assert made.active is not None
    made.active.title = title
    for row in rows:
        made.active.append(row)
    if merge:
        made.active.merge_cells(merge)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_formula_a_merged_cell_and_an_error_are_refused() -> None:
    rows = [
        ["id", "status", "as_of"],
        ["SVC-097", '="paused"', None],
        ["SVC-098", "ended", None],
        ["SVC-099", "#N/A", None],
    ]
    differences = dry(book(rows, merge="B3:C3"), "a.xlsx")
    assert told(differences) == [
        (2, "status", "The cell holds a formula."),
        (3, "status", "Cells are merged here."),
        (4, "status", "The cell holds an error of calculation."),
    ]


@pytest.mark.django_db
def test_the_values_of_a_spreadsheet_are_taken_for_what_they_are() -> None:
    rows = [
        ["id", "as_of", "costs.1.amount", "schedules.1.starts", "for_public", "since"],
        ["SVC-097", date(2026, 5, 1), 12.5, time(16, 30), True, 2016],
    ]
    found = changes(dry(book(rows, "Feuil1"), "a.xlsx"))["SVC-097"]
    assert {path: after for path, (_, after) in found.items()} == {
        "as_of": "2026-05-01",
        "costs.1.amount": "12.50",
        "schedules.1.starts": "16:30",
        "since": "2016",
    }


def test_every_reason_is_a_sentence_with_a_way_out() -> None:
    """Each reason has a name of its own and ends its sentences; it is told without looking at the line of the terminal."""
    from parvis.directory import reasons, reasons_together
    from parvis.directory.fault import Reason

    said = {
        id(one): one for part in (reasons, reasons_together) for one in vars(part).values() if isinstance(one, Reason)
    }
    assert len(said) > 50
    assert len({one.code for one in said.values()}) == len(said)
    texts = [text for one in said.values() for text in (one.said, one.way_out, one.asked) if text is not None]
    assert [text for text in texts if not (text.fr.endswith(".") and text.en.endswith("."))] == []


def test_a_day_of_the_calendar() -> None:
    from parvis.directory.reader import day

    assert cells.value_of(day, date(2024, 2, 29)) == "2024-02-29"
    with pytest.raises(cells.Unread):
        cells.value_of(day, "2023-02-29")


@pytest.mark.django_db
def test_setting_up_again_does_not_undo_what_was_imported() -> None:
    """The project's files still say the older text: what an import published, or a keeper took, stays."""
    content = sheet([["id", "status", "summary.fr"], ["SVC-097", "paused", ""], ["SVC-099", "", "Un texte neuf."]])
    apply_import(read_import(content, name="a.csv"), by="keeper:1", at=LATER)
    answer_proposal(Proposal.objects.get(), take=True, by="keeper:1", at=LATER)
    report = load_directory(at=LATER + timedelta(days=1))
    assert (report.changed, report.proposed) == (0, 0)
    assert Service.objects.get(pk="SVC-097").status == "paused"
    assert Service.objects.get(pk="SVC-099").summary_fr == "Un texte neuf."
