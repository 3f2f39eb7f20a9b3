"""The Répertoire's own form (.docx, or the Markdown of it) as passages: where each stands, its words, its links."""

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from parvis.documents.tables import archive, stopped
from parvis.documents.tables.spreadsheet import decoded
from parvis.documents.tables.stopped import NotRead
from parvis.places.names import fold, words

#: The first cell of a row that begins a table.
FIRST_HEADINGS = frozenset({"organisation", "partenaires", "barreaux"})
MOST_PASSAGES = 20_000
_BREAKS = frozenset({"p", "li", "br", "ul", "ol", "div", "tr", "td"})
#: The longest cell or paragraph, in characters with its markup.
LONGEST_CELL = 200_000
#: Bytes of a DOCX once unpacked: it is held in memory whole.
LARGEST_DOCX = 40 * 1024 * 1024
_MARKS = re.compile(r"(?:[\s•–—*·-]+|\d{1,2}\s*[-.)]\s*)+")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TRACKED = (f"{_WORD}ins", f"{_WORD}del", f"{_WORD}moveFrom", f"{_WORD}moveTo")
_MARKDOWN = re.compile(r"\*\*|(?<!\w)\*|\*(?!\w)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or an item of a list. `line`: its row in the file; `heading`: its column; `first`: the row's first cell;
    `table`: what the first column of its table is called.
    """

    line: int
    heading: str
    first: str
    text: str
    table: str = ""
    links: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """What tells this passage from all others, whatever its spaces, its case and its marks."""
        return hashlib.sha256("".join(words(self.text)).encode()).hexdigest()[:16]


@dataclass(slots=True)
class _Table:
    """Where the reading stands: the columns of the table, and the last first cell that was not empty."""

    headings: list[str]
    first: str = ""


def passages_of(content: bytes, name: str) -> list[Passage]:
    """The passages of a document, in its order. `NotRead` where it cannot be opened."""
    rows = _docx_rows(content, name) if content.startswith(b"PK") else _markdown_rows(content, name)
    found: list[Passage] = []
    table = _Table([])
    for line, cells in rows:
        found += _row(line, cells, table)
        if len(found) > MOST_PASSAGES:
            raise NotRead(stopped.LONG, f"{name} has more than {MOST_PASSAGES} passages. Cut it in parts.")
    return found


Cell = list[tuple[str, tuple[str, ...]]]


def _row(line: int, cells: list[Cell], table: _Table) -> Iterator[Passage]:
    plain = [" ".join(text for text, _ in cell).strip() for cell in cells]
    if len(cells) == 1:
        for text, links in cells[0]:
            yield Passage(line, "", "", text, "", links)
        return
    if fold(plain[0]) in FIRST_HEADINGS:
        table.headings = plain
        table.first = ""
        return
    table.first = plain[0] or table.first
    for number, cell in enumerate(cells):
        heading = table.headings[number] if number < len(table.headings) else ""
        for text, links in cell:
            yield Passage(line, heading, table.first, text, table.headings[0] if table.headings else "", links)


class _Html(HTMLParser):
    """A cell of the Markdown: its blocks, each with the addresses of its links. Markup is read, never kept."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, list[str]]] = [("", [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins, or a link."""
        if tag in _BREAKS:
            self.blocks.append(("", []))
        address = dict(attrs).get("href") or ""
        if tag == "a" and address.startswith(("http", "mailto:")):
            self.blocks[-1][1].append(address)

    def handle_endtag(self, tag: str) -> None:
        """A block ends."""
        if tag in _BREAKS:
            self.blocks.append(("", []))

    def handle_data(self, data: str) -> None:
        """Words of the present block."""
        text, links = self.blocks[-1]
        self.blocks[-1] = (text + data, links)


def _clean(text: str) -> str:
    text = " ".join(text.replace("\\$", "$").split())
    marks = _MARKS.match(text)
    return text[marks.end() :] if marks else text


def _markdown_rows(content: bytes, name: str) -> Iterator[tuple[int, list[Cell]]]:
    text, _ = decoded(content, name)
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = []
        for written in line.split("\t"):
            if len(written) > LONGEST_CELL:
                raise NotRead(stopped.LONG, f"{name}: line {number} has a cell of more than {LONGEST_CELL} characters.")
            reader = _Html()
            reader.feed(_MARKDOWN.sub("", written))
            reader.close()
            blocks = ((_clean(said), tuple(dict.fromkeys(links))) for said, links in reader.blocks)
            cells.append([block for block in blocks if re.search(r"\w", block[0])])
        yield number, cells


def _docx_rows(content: bytes, name: str) -> Iterator[tuple[int, list[Cell]]]:
    checked = archive.checked(content, name)
    if archive.contents_of(checked) != "docx":
        raise NotRead(stopped.DAMAGED, f"{name} is not a DOCX file.")
    if sum(one.file_size for one in checked.infolist() if one.filename.endswith(".xml")) > LARGEST_DOCX:
        raise NotRead(stopped.LONG, f"{name} holds too much text. Cut it in parts.")
    try:
        from docx import Document
        from docx.table import Table

        document = Document(io.BytesIO(content))
        if any(True for _ in document.element.body.iter(*_TRACKED)):
            raise NotRead(
                stopped.TRACKED,
                f"{name} has tracked changes. Accept or reject them, save the file and import it again.",
            )
        number = 0
        for block in document.iter_inner_content():
            if not isinstance(block, Table):
                number += 1
                yield number, [list(_paragraphs([block]))]
                continue
            for row in block.rows:
                number += 1
                cells = list(
                    {id(cell._tc): cell for cell in row.cells}.values()
                )  # a merged cell is there several times
                yield number, [list(_paragraphs(_inside(cell))) for cell in cells]
    except NotRead:
        raise
    except Exception as fault:  # python-docx raises whatever an odd file makes it raise
        raise NotRead(
            stopped.DAMAGED, f"{name} cannot be read as DOCX ({type(fault).__name__}). Save it again and import that."
        ) from fault


def _inside(cell: Any) -> Iterator[Any]:
    """The paragraphs of a cell, those of a table inside it included."""
    for block in cell.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                for inner in row.cells:
                    yield from _inside(inner)
        else:
            yield block


def _paragraphs(paragraphs: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in paragraphs:
        links = tuple(link.address for link in one.hyperlinks if link.address.startswith(("http", "mailto:")))
        for part in one.text.split("\n"):
            text = _clean(part)
            if re.search(r"\w", text):
                yield text, links
