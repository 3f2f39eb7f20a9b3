"""A cell of a sheet as the value that the reader of files expects; `Unread` with a reason and a way out where it is none.

A cell is data, whatever it begins with. A sheet that Parvis wrote has an apostrophe before = + - @, so that a spreadsheet
does not run it; it is taken off here.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from typing import Any

from parvis.directory import files, reasons
from parvis.directory.exchange.paths import parts_of
from parvis.directory.fault import Told
from parvis.directory.reader import (
    Kind,
    Matching,
    OneOf,
    Rows,
    Several,
    cents,
    clock_time,
    day,
    flag,
    line,
    partial_day,
    percentage,
    whole,
)
from parvis.documents.tables.neutral import plain
from parvis.law.kernel.text import Text
from parvis.places.names import fold_for_order

#: Takes away what the record says: an empty cell says nothing at all.
NOTHING = frozenset({"(vide)", "(none)", "∅"})
#: The longest cell that is read: Excel's own limit.
LONGEST_CELL = 32_767
_YES = {"true": True, "vrai": True, "oui": True, "yes": True, "false": False, "faux": False, "non": False, "no": False}
_AMOUNT = re.compile(r"(\d{1,9})(?:[.,](\d{1,2}))?\s*\$?")
_WHOLE = re.compile(r"([0-9]{1,12})(?:[.,]0+)?")
_TIME = re.compile(r"(\d{1,2})\s*(?::|h)\s*(\d{2})?")

_CODE: Told = (
    Text("Ce mot n’est pas dans la liste.", "This word is not in the list."),
    Text("Choisissez l’un de : {allowed}.", "Choose one of: {allowed}."),
)
_LONG: Told = (
    Text("La case est trop longue.", "The cell is too long."),
    Text("Raccourcissez-la à 32 767 caractères.", "Shorten it to 32,767 characters."),
)


class Unread(Exception):
    """A cell that is not what its column asks for. `told`: the reason and the way out."""

    def __init__(self, told: Told) -> None:
        super().__init__(told[0].en)
        self.told = told


def value_of(kind: Kind, cell: Any) -> Any:
    """The value of a cell that is not empty."""
    if isinstance(cell, str):
        cell = plain(cell)
        if len(cell) > LONGEST_CELL:
            raise Unread(_LONG)
        if "\x00" in cell:
            raise Unread(reasons.CONTROL.told)
        if cell.strip() in NOTHING:
            return None
    if isinstance(kind, Rows | Several):
        return [value_of(kind.of, one) for one in parts_of(_text(cell))]
    if isinstance(kind, OneOf):
        return _code(kind, _text(cell).strip())
    reader = _READERS.get(kind)
    if reader is not None:
        return reader(cell)
    return _text(cell) if kind is line else _text(cell).strip()


def _text(cell: Any) -> str:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise Unread(reasons.TEXT.told)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)


def _day(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    try:
        return date.fromisoformat(_text(cell).strip()).isoformat()
    except ValueError:
        raise Unread(reasons.DAY.told) from None


def _partial_day(cell: Any) -> str:
    return _day(cell) if isinstance(cell, date) else _text(cell).strip()


def _cents(cell: Any) -> str:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        cell = f"{cell:.2f}" if round(cell, 2) == cell else repr(cell)
    found = _AMOUNT.fullmatch(_text(cell).strip().replace("\u00a0", ""))
    if found is None:
        raise Unread(reasons.CENTS.told)
    return f"{int(found[1])}.{(found[2] or '').ljust(2, '0')}"


def _flag(cell: Any) -> bool:
    known = cell if isinstance(cell, bool) else _YES.get(_text(cell).strip().casefold())
    if known is None:
        raise Unread(reasons.FLAG.told)
    return known


def _whole(cell: Any) -> int:
    found = _WHOLE.fullmatch(_text(cell).strip().replace("\u00a0", ""))
    if found is None:
        raise Unread(reasons.WHOLE.told)
    return int(found[1])


def _clock_time(cell: Any) -> str:
    if isinstance(cell, datetime | time):
        return cell.strftime("%H:%M")
    found = _TIME.fullmatch(_text(cell).strip().replace("\u00a0", " "))
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise Unread(reasons.CLOCK_TIME.told)
    return f"{int(found[1]):02d}:{int(found[2] or 0):02d}"


def _percentage(cell: Any) -> str:
    text = _text(cell).replace("%", "").replace("\u00a0", "").strip().replace(",", ".")
    return text.rstrip("0").rstrip(".") if "." in text else text


_READERS: dict[Any, Callable[[Any], Any]] = {
    day: _day,
    partial_day: _partial_day,
    cents: _cents,
    flag: _flag,
    whole: _whole,
    clock_time: _clock_time,
    percentage: _percentage,
}


def _code(kind: OneOf, text: str) -> str:
    """A code, or the words by which people know it in either language."""
    if text in kind.allowed:
        return text
    found = _words(tuple(kind.allowed), id(kind.allowed)).get(fold_for_order(text)) if text else None
    if not found:
        reason, way_out = _CODE
        raise Unread((reason, way_out.fill(allowed=kind.words)))
    return found


@cache
def _words(codes: tuple[str, ...], list_: int) -> dict[str, str]:
    """The words of a closed list → their code; words that stand for two codes stand for none."""
    for vocabulary in _vocabularies():
        if id(vocabulary) == list_:
            found: dict[str, str] = {}
            for code, words in vocabulary.items():
                for key in {fold_for_order(words.fr), fold_for_order(words.en)}:
                    found[key] = "" if found.get(key, code) != code else code
            return found
    return {}


@cache
def _vocabularies() -> list[dict[str, Text]]:
    from parvis.directory import vocabulary

    return [one for name, one in vars(vocabulary).items() if name.isupper() and isinstance(one, dict)]


#: The forms of identifiers, to tell the kind of record by its cell.
IDENTIFIERS: dict[str, Matching] = {"organization": files.organization_id, "service": files.service_id}
