"""Sheets of rows (CSV, XLSX) as a batch: one record a row, one value a column."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files as resources
from typing import Any

from parvis.directory.exchange.batch import Batch, Row, Weight
from parvis.directory.exchange.cells import Unread, value_of
from parvis.directory.exchange.paths import kind_at, leaves
from parvis.directory.reader import Kind
from parvis.documents.tables.neutral import plain
from parvis.documents.tables.spreadsheet import Line, Sheet, csv_sheet, xlsx_sheets
from parvis.law.kernel.text import Text

#: The column that holds the digest of the version that a row was written from.
DIGEST = "digest"
_TWICE = (
    Text("Deux colonnes ont le même sens.", "Two columns mean the same."),
    Text("Gardez une seule de ces colonnes.", "Keep only one of these columns."),
)
_UNKNOWN_COLUMN = (
    Text("Cette colonne n’est pas connue : elle est laissée de côté.", "This column is not known: it is left out."),
    Text("Nommez la colonne par son chemin, comme name.fr.", "Call the column by its path, such as name.fr."),
)
_NO_KIND = (
    Text("La sorte de fiche n’est pas reconnue.", "The kind of record is not recognized."),
    Text(
        "Ajoutez la colonne id, ou nommez la feuille « services ».", "Add the column id, or call the sheet “services”."
    ),
)
_NO_RECORD = (
    Text("La ligne n’a pas d’identifiant.", "The row has no identifier."),
    Text(
        "Écrivez dans la colonne id un identifiant comme SVC-097.",
        "Write an identifier such as SVC-097 in the column id.",
    ),
)

Column = tuple[int, str, str, Kind]  # its place, its heading, its path, the kind of its value


@cache
def headings() -> dict[str, Any]:
    """The mapping table of the columns (headings.toml)."""
    said = resources("parvis.directory.exchange").joinpath("headings.toml").read_text(encoding="utf-8")
    return tomllib.loads(said)


def read_csv(content: bytes, name: str, lang: str = "") -> Batch:
    """A CSV file as a batch; its columns say their language."""
    return _batch(name, "csv", [csv_sheet(content, name)])


def read_xlsx(content: bytes, name: str, lang: str = "") -> Batch:
    """An XLSX file as a batch, all its visible sheets; their columns say their language."""
    return _batch(name, "xlsx", xlsx_sheets(content, name))


def _batch(name: str, form: str, sheets: Iterable[Sheet]) -> Batch:
    batch = Batch(name, form)
    for sheet in sheets:
        batch.notes += sheet.notes
        kind = _kind_of(sheet)
        if kind is None:
            batch.find(Weight.NOT_UNDERSTOOD, 1, "", sheet.name or name, _NO_KIND, sheet=sheet.name)
            batch.whole = batch.whole and form == "xlsx"
            continue
        columns, places = _columns(sheet, kind, batch)
        for line in sheet.lines:
            _row(line, sheet, kind, columns, places, batch)
    return batch


def _kind_of(sheet: Sheet) -> str | None:
    """The kind of record of a sheet: by its name, else by its columns."""
    named = headings()["sheets"].get(sheet.name.strip().casefold())
    if named:
        return str(named)
    counts = {
        kind: sum(bool(_path(one, kind)) for one in sheet.header) for kind in ("service", "organization", "statistic")
    }
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] and any(_path(one, best) == "id" for one in sheet.header) else None


def _path(heading: str, kind: str) -> str:
    """The path that a heading stands for in a kind of record; empty where it stands for none."""
    if kind_at(kind, heading) is not None:
        return heading
    for lang in ("fr", "en"):
        path = str(headings()[lang].get(heading.casefold(), ""))
        if path and kind_at(kind, path) is None and kind == "organization":
            path = path.removeprefix("access.")
        if path and kind_at(kind, path) is not None:
            return path
    return ""


def _columns(sheet: Sheet, kind: str, batch: Batch) -> tuple[list[Column], dict[str, int]]:
    """The columns that are understood, and where the identifier and the digest are."""
    columns: list[Column] = []
    places: dict[str, int] = {}
    computed = headings()["computed"]["headings"]
    for_people = any(heading.casefold() in ("nom", "name") for heading in sheet.header)
    for number, heading in enumerate(sheet.header):
        path = DIGEST if heading == DIGEST else _path(heading, kind)
        if for_people and heading.casefold() in computed:
            continue
        known = kind_at(kind, path) if path else None
        if path in places:
            batch.find(Weight.REFUSED, 1, heading, path, _TWICE, sheet=sheet.name)
            batch.whole = False
        elif path == DIGEST:
            places[DIGEST] = number
        elif known is not None:
            places[path] = number
            columns.append((number, heading, path, known))
        elif heading.casefold() not in computed and heading:
            batch.find(Weight.NOT_UNDERSTOOD, 1, heading, heading, _UNKNOWN_COLUMN, sheet=sheet.name)
    return columns, places


def _row(line: Line, sheet: Sheet, kind: str, columns: list[Column], places: dict[str, int], batch: Batch) -> None:
    def cell(path: str) -> str:
        place = places.get(path, len(line.cells))
        return plain(str(line.cells[place] or "")).strip() if place < len(line.cells) else ""

    record = cell("id")
    for index, value, told in line.faults:
        heading = sheet.header[index] if 0 <= index < len(sheet.header) else ""
        batch.find(Weight.REFUSED, line.number, heading, value, told, sheet=sheet.name, record=record)
    if line.faults:
        return
    if not record:
        batch.find(Weight.REFUSED, line.number, "id", "", _NO_RECORD, sheet=sheet.name)
        return
    row = Row(line.number, kind, record, sheet=sheet.name, based_on=cell(DIGEST))
    for place, heading, path, known in columns:
        found = line.cells[place] if place < len(line.cells) else None
        if found is None or found == "" or (isinstance(found, str) and not found.strip()):
            continue
        try:
            row.sets[path] = value_of(known, found)
        except Unread as unread:
            row.unread.add(path)
            batch.find(Weight.REFUSED, line.number, heading, found, unread.told, sheet=sheet.name, record=record)
            continue
        row.columns[path] = heading
    batch.rows.append(row)


def template(kind: str) -> list[str]:
    """Every path of a kind of record, those of lists numbered 1: for the documentation and for a first sheet."""
    return [path.replace("*", "1") for path in leaves(kind)]
