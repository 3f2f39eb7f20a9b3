"""Blocks that a document is made of: headings, paragraphs, lists, tables, notes. Pure values; `sheet.typ` prints them.

A run is a text, or a text with a role: strong, quiet, a mark ("to be confirmed"), a link. Everything is data: nothing in
it is ever read as markup.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from parvis.documents.apart import render_apart
from parvis.documents.render import Rendered, render
from parvis.law.kernel.text import Text

Run = str | dict[str, str]
Runs = Run | Sequence[Run]
Block = dict[str, Any]

PAGE = Text("Page", "Page")
OF = Text("de", "of")
REPLACED = Text(
    "Un carré (□) remplace chaque signe qui ne peut pas être imprimé.",
    "A box (□) stands for each sign that cannot be printed.",
)
CONTENTS = Text("Table des matières", "Contents")


def strong(text: str) -> Run:
    """Words that stand out."""
    return {"role": "strong", "text": text}


def quiet(text: str) -> Run:
    """Words in the second ink."""
    return {"role": "quiet", "text": text}


def mark(text: str) -> Run:
    """What is not sure: the words say it, the ink only helps."""
    return {"role": "mark", "text": text}


def link(text: str, address: str) -> Run:
    """A link to an outside page; the words alone where there is no full address."""
    return {"role": "link", "text": text, "address": address} if address.startswith("https://") else text


def _runs(content: Runs) -> list[Run]:
    return [content] if isinstance(content, str | dict) else list(content)


def heading(level: int, text: str, *, listed: bool = True) -> Block:
    """A heading of level 1 to 4; `listed` False keeps it out of the table of contents."""
    return {"kind": "heading", "level": level, "text": text, "listed": listed}


def paragraph(*runs: Run, lead: bool = False) -> Block:
    """A paragraph; `lead` prints it larger."""
    return {"kind": "paragraph", "runs": _runs(runs), "lead": lead}


def bullets(items: Iterable[Runs], *, ordered: bool = False) -> Block:
    """A list, numbered where the order matters."""
    return {"kind": "list", "items": [_runs(item) for item in items], "ordered": ordered}


def note(tone: str, *runs: Run) -> Block:
    """A boxed note: info, careful or stop; its words say what it is."""
    return {"kind": "note", "tone": tone, "runs": _runs(runs)}


def large(label: str, value: str, *runs: Run) -> Block:
    """One fact in large type: what it is, the fact, what to know about it."""
    return {"kind": "large", "label": label, "value": value, "runs": _runs(runs)}


def facts(pairs: Iterable[tuple[str, Runs]]) -> Block:
    """Terms with what is known of each."""
    return {"kind": "facts", "pairs": [[term, _runs(value)] for term, value in pairs]}


def table(columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[Runs]], *, caption: str = "") -> Block:
    """A table; each column has a header and a share of the width. `caption`: where the heading above does not say it."""
    return {
        "kind": "table",
        "caption": caption,
        "columns": [label for label, _ in columns],
        "widths": [width for _, width in columns],
        "rows": [[_runs(cell) for cell in row] for row in rows],
    }


def contents(lang: str, depth: int = 2) -> Block:
    """The table of contents, made from the headings."""
    return {"kind": "contents", "title": CONTENTS.to(lang), "depth": depth}


def page_break() -> Block:
    """What follows starts on a new page."""
    return {"kind": "page-break"}


def sheet_pdf(
    blocks: Sequence[Block], *, title: str, author: str, lang: str, on: date, running: str = "", apart: bool = False
) -> Rendered:
    """The blocks as a PDF in `lang`, dated `on`. `running`: the words at the foot of each page, beside the page number.

    `apart`: made in a process of its own, for a document of many pages.
    """
    values = {
        "title": title,
        "author": author,
        "running": running or title,
        "page_words": [PAGE.to(lang), OF.to(lang)],
        "replaced_words": REPLACED.to(lang),
        "blocks": list(blocks),
    }
    return (render_apart if apart else render)("sheet.typ", values, lang=lang, on=on)
