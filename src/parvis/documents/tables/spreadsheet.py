"""CSV and XLSX as rows of cells, read one by one and within bounds; what cannot be a row is said with its number."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from parvis.documents.tables import archive, stopped
from parvis.documents.tables.stopped import NotRead, Told
from parvis.law.kernel.text import Text

MOST_ROWS = 50_000
MOST_COLUMNS = 600
MOST_CELLS = 12_000_000
#: Merged ranges that a sheet may have, and those that are told of one row: each is a fault, a thousand are no more help.
MOST_MERGED = 1_000
MERGED_TOLD = 5
SEPARATORS = (",", ";", "\t")
#: A field longer than this is a quote that was never closed.
LONGEST_FIELD = 200_000

FORMULA: Told = (
    Text("La case contient une formule.", "The cell holds a formula."),
    Text("Collez la valeur à la place de la formule.", "Paste the value in place of the formula."),
)
MERGED: Told = (
    Text("Des cases sont fusionnées ici.", "Cells are merged here."),
    Text("Défusionnez les cases et remplissez chacune.", "Unmerge the cells and fill each of them."),
)
RAGGED: Told = (
    Text(
        "La ligne n’a pas le même nombre de cases que l’en-tête.", "The row does not have as many cells as the header."
    ),
    Text(
        "Mettez entre guillemets les cases qui contiennent le séparateur.", "Quote the cells that hold the separator."
    ),
)
BROKEN: Told = (
    Text("La ligne n’est pas un CSV correct.", "The row is not correct CSV."),
    Text("Fermez les guillemets de la ligne.", "Close the quotation marks of the row."),
)
ERROR: Told = (
    Text("La case contient une erreur de calcul.", "The cell holds an error of calculation."),
    Text("Remplacez l’erreur par une valeur, ou videz la case.", "Replace the error by a value, or empty the cell."),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells with its number; `faults`: what is wrong with a cell (column number from 0, or -1) before it is read."""

    number: int
    cells: list[Any]
    faults: tuple[tuple[int, str, Told], ...] = ()


@dataclass(slots=True)
class Sheet:
    """A sheet: its name, the header, the rows below it (to be read once)."""

    name: str
    header: list[str]
    lines: Iterator[Line]
    notes: list[Text] = field(default_factory=list)


def decoded(content: bytes, name: str) -> tuple[str, Text | None]:
    """A file as text, and what to say of its encoding: UTF-8, UTF-8 with its mark, UTF-16 with its mark, Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16"), Text("Encodage : UTF-16.", "Encoding: UTF-16.")
        except UnicodeDecodeError as fault:
            raise NotRead(stopped.CHARACTERS, f"{name} says that it is UTF-16 and is not. Save it as UTF-8.") from fault
    try:
        text = content.decode("utf-8-sig")
        marked = content.startswith(b"\xef\xbb\xbf")
        return text, Text("Encodage : UTF-8 avec marque.", "Encoding: UTF-8 with its mark.") if marked else None
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), Text(
            "Encodage : Windows-1252, deviné. Regardez les accents.",
            "Encoding: Windows-1252, guessed. Look at the accents.",
        )
    except UnicodeDecodeError as fault:
        raise NotRead(
            stopped.CHARACTERS, f"{name} is neither UTF-8 nor Windows-1252 at byte {fault.start}. Save it as UTF-8."
        ) from fault


def csv_sheet(content: bytes, name: str) -> Sheet:
    """A CSV file, whatever its separator and its encoding."""
    text, note = decoded(content, name)
    if "\x00" in text:
        raise NotRead(stopped.CHARACTERS, f"{name} holds NUL characters: it is not a CSV file.")
    separator = _separator(text)
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = next((row for row in reader if any(cell.strip() for cell in row)), None)
    except csv.Error as fault:
        raise NotRead(stopped.HEADER, f"{name}: the header is not correct CSV ({fault}).") from fault
    if header is None:
        raise NotRead(stopped.EMPTY, f"{name} is empty.")
    if len(header) > MOST_COLUMNS:
        raise NotRead(stopped.LONG, f"{name} has {len(header)} columns; at most {MOST_COLUMNS} are read.")
    named = {",": "« , »", ";": "« ; »", "\t": "tabulation"}[separator]
    said = Text(f"Séparateur : {named}.", f"Separator: {'tab' if separator == chr(9) else separator}")
    return Sheet(
        "", [cell.strip() for cell in header], _csv_lines(reader, len(header)), [said, *([note] if note else [])]
    )


def _separator(text: str) -> str:
    """The sign that is most often between the cells of the header, outside quotation marks."""
    quoted, counts = False, dict.fromkeys(SEPARATORS, 0)
    for sign in text[:100_000].lstrip():
        if sign == '"':
            quoted = not quoted
        elif sign in "\r\n" and not quoted:
            break
        elif sign in counts and not quoted:
            counts[sign] += 1
    return max(SEPARATORS, key=lambda one: counts[one])


def _csv_lines(reader: Any, width: int) -> Iterator[Line]:
    for count in range(MOST_ROWS + 1):
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            yield Line(reader.line_num, [], ((-1, str(fault), BROKEN),))
            continue
        if cells is None:
            return
        if count == MOST_ROWS:
            raise NotRead(stopped.LONG, f"the file has more than {MOST_ROWS} rows. Cut it in parts.")
        if not any(cell.strip() for cell in cells):
            continue
        ragged = ((-1, f"{len(cells)} ≠ {width}", RAGGED),) if len(cells) != width else ()
        yield Line(reader.line_num, list(cells), ragged)


def xlsx_sheets(content: bytes, name: str) -> Iterator[Sheet]:
    """The sheets of an XLSX file that hold something. A formula is refused, not run and not guessed."""
    checked = archive.checked(content, name)
    if archive.contents_of(checked) != "xlsx":
        raise NotRead(stopped.DAMAGED, f"{name} is not an XLSX file.")
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheets = [one for one in book.worksheets if one.sheet_state == "visible"]
        for sheet in sheets:
            sheet.reset_dimensions()
            yield from _xlsx_sheet(sheet, checked, name)
    except NotRead:
        raise
    except Exception as fault:  # openpyxl raises whatever an odd file makes it raise
        raise NotRead(
            stopped.DAMAGED, f"{name} cannot be read as XLSX ({type(fault).__name__}). Save it again and import that."
        ) from fault


def _xlsx_sheet(sheet: Any, checked: zipfile.ZipFile, name: str) -> Iterator[Sheet]:
    part = sheet._worksheet_path.lstrip("/")
    ranges = [range_boundaries(one) for one in islice(archive.merged(checked, part), MOST_MERGED + 1)]
    if len(ranges) > MOST_MERGED:
        raise NotRead(
            stopped.MERGED, f"{name} has more than {MOST_MERGED} merged cells. Unmerge them and fill each cell."
        )
    rows = _xlsx_rows(sheet, name)
    for _, first in rows:
        header = [str(cell.value or "").strip() for cell in first]
        while header and not header[-1]:
            header.pop()
        if not header:
            continue
        if len(header) > MOST_COLUMNS:
            raise NotRead(stopped.LONG, f"{name} has {len(header)} columns; at most {MOST_COLUMNS} are read.")
        yield Sheet(sheet.title, header, _xlsx_lines(rows, len(header), ranges))
        return


def _xlsx_rows(sheet: Any, name: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Rows with their number. A row far below the others makes empty ones in between: they are counted, and bounded."""
    cells = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells += len(row)
        if number > MOST_ROWS or cells > MOST_CELLS:
            raise NotRead(
                stopped.LONG, f"{name} has more than {MOST_ROWS} rows, or cells far from the others. Cut it in parts."
            )
        yield number, row


def _xlsx_lines(rows: Any, width: int, ranges: list[Any]) -> Iterator[Line]:
    coming = sorted(ranges, key=lambda one: one[1], reverse=True)
    here: list[Any] = []
    for number, row in rows:
        while coming and coming[-1][1] <= number:
            here.append(coming.pop())
        here = [one for one in here if one[3] >= number]
        if all(cell.value in (None, "") for cell in row):
            continue
        faults = [(index, str(cell.value), FORMULA) for index, cell in enumerate(row) if cell.data_type == "f"]
        faults += [(index, str(cell.value), ERROR) for index, cell in enumerate(row) if cell.data_type == "e"]
        faults += [(low - 1, "", MERGED) for low, _, _, _ in here[:MERGED_TOLD]]
        if any(cell.value not in (None, "") for cell in row[width:]):
            faults.append((-1, f"{len(row)} ≠ {width}", RAGGED))
        yield Line(number, [cell.value for cell in row[:width]], tuple(faults))
