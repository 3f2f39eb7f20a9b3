"""Every record as a row that can be edited in a spreadsheet and imported again: one column a value, called by its path."""

import io
from collections.abc import Iterable, Iterator

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from parvis.directory.columns import digest_of
from parvis.directory.exchange.export import present
from parvis.directory.exchange.paths import TABLES, flat, leaves
from parvis.directory.exchange.tabular import DIGEST
from parvis.directory.files import Content
from parvis.directory.tables import table
from parvis.documents.tables.neutral import neutral

SHEETS = {"organizations": "organization", "services": "service", "statistics": "statistic"}


def rows(kind: str, contents: Iterable[Content]) -> Iterator[list[str]]:
    """The header, then a row a record: its values, and the digest of the version that the row was written from."""
    records = sorted((one for one in contents if one.kind == kind), key=lambda one: (len(one.record), one.record))
    cells = [flat(kind, one.says) for one in records]
    order = {path: number for number, path in enumerate(leaves(kind))}
    used = {path for row in cells for path in row} | {path for path in leaves(kind) if "*" not in path}
    header = sorted(used, key=lambda path: _place(path, order))
    yield [*header, DIGEST]
    for one, row in zip(records, cells, strict=True):
        yield [*(row.get(path, "") for path in header), digest_of(one.says)]


def _place(path: str, order: dict[str, int]) -> tuple[int, tuple[int, ...], int]:
    """The tables of a list come one after the other: `costs.1.*`, then `costs.2.*`."""
    numbers = tuple(int(part) for part in path.split(".") if part.isdigit())
    starred = ".".join("*" if part.isdigit() else part for part in path.split("."))
    first = path.split(".")[0] if numbers else starred
    group = min(number for known, number in order.items() if known == starred or known.startswith(f"{first}."))
    return (group, numbers, order[starred])


def records_csv(kind: str) -> str:
    """The records of a kind as CSV; no cell is a formula."""
    header, *lines = rows(kind, present())
    # `tables.cell` puts the apostrophe before a formula; what already begins with one gets its own here.
    return table(header, ([neutral(cell) if cell.startswith("'") else cell for cell in line] for line in lines))


def records_xlsx() -> bytes:
    """All records as XLSX, a sheet a kind; every cell is text, none is a formula."""
    contents = present()
    book = Workbook(write_only=True)
    for name, kind in SHEETS.items():
        assert kind in TABLES  # noqa: S101
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "B2"
        for row in rows(kind, contents):
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, value=neutral(value) or None)
                if value:
                    cell.data_type = "s"
                cells.append(cell)
            sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
