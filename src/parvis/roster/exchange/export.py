"""Everything that somebody may take away from the roster, as tables: one CSV each, and all of them in one archive.

Rows are written as the database gives them, to a file that is on disk beyond a mebibyte: nothing is gathered in memory. No
party's name is anywhere in the tables; the keyed digests of their names, and what signs a sheet or opens a link, stay behind.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, TextIO

from django.db.models import Model

from parvis.documents.tables.neutral import neutral

#: Rows read at a time, and bytes of a file that stay in memory. Not legal.
CHUNK, IN_MEMORY = 500, 2**20
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose tables somebody takes. `bodies`: those they certify for, None for the Service, which takes every body's;
    `districts`: those of an officer of the Service, None for all of them.
    """

    bodies: Collection[str] | None
    districts: Collection[str] | None = None

    @property
    def serves(self) -> bool:
        """Whether it is the Service's."""
        return self.bodies is None


Rows = Iterable[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its header, its rows for a reach. `whose`: `all`, a `body` alone, the `service` alone; `of`: what it is read from."""

    header: Sequence[str]
    rows: Callable[[Reach], Rows]
    whose: str = "all"
    of: type[Model] | None = None

    def taken_by(self, reach: Reach) -> bool:
        """Whether the table is one that such a person takes away."""
        return self.whose == "all" or (self.whose == "service") == reach.serves


class _Taken(SpooledTemporaryFile[bytes]):
    """The file that is being taken away; closed with the answer that carries it, read to its end or not."""

    def __del__(self) -> None:
        self.close()


def tables_for(tables: Mapping[str, Table], reach: Reach) -> dict[str, Table]:
    """Those of the tables that somebody takes away."""
    return {name: table for name, table in tables.items() if table.taken_by(reach)}


def table_csv(table: Table, reach: Reach) -> IO[bytes]:
    """One table as CSV, with its header; no cell runs in a spreadsheet. To be read from its beginning."""
    out = _Taken(max_size=IN_MEMORY)
    text = io.TextIOWrapper(out, "utf-8", newline="", write_through=True)
    _write(table, reach, text)
    text.detach()
    out.seek(0)
    return out


def everything(tables: Mapping[str, Table], reach: Reach) -> IO[bytes]:
    """Every table that somebody takes away, in one ZIP archive: the same bytes for the same facts."""
    out = _Taken(max_size=IN_MEMORY)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in tables_for(tables, reach).items():
            entry = zipfile.ZipInfo(f"{name}.csv", (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8", newline="") as text:
                _write(table, reach, text)
    out.seek(0)
    return out


def _write(table: Table, reach: Reach, out: TextIO) -> None:
    out.write(_MARK)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.header)
    writer.writerows(_cells(table.rows(reach)))


def _cells(rows: Rows) -> Iterator[list[str]]:
    for row in rows:
        yield [_cell(cell) for cell in row]


def _cell(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list) and all(isinstance(one, str | int) for one in cell):
        return neutral("; ".join(str(one) for one in cell))
    if isinstance(cell, dict | list):
        return neutral(json.dumps(cell, ensure_ascii=False, sort_keys=True))
    return neutral(str(cell))
