"""A cell of a sheet as the value that the reader of files expects; `Unread` with a reason and a way out where it is none.

A cell is data, whatever it begins with. A sheet that Parvis wrote has an apostrophe before = + - @, so that a spreadsheet
does not run it; it is taken off here.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from typing import Any

from parvis.directory import files
from parvis.directory.exchange.paths import parts_of
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
from parvis.law.kernel.text import Text
from parvis.places.names import fold_for_order

FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Takes away what the record says: an empty cell says nothing at all.
NOTHING = frozenset({"(vide)", "(none)", "∅"})
#: The longest cell that is read: Excel's own limit.
LONGEST_CELL = 32_767
_YES = {"true": True, "vrai": True, "oui": True, "yes": True, "false": False, "faux": False, "non": False, "no": False}
_AMOUNT = re.compile(r"(\d{1,9})(?:[.,](\d{1,2}))?\s*\$?")
_WHOLE = re.compile(r"([0-9]{1,12})(?:[.,]0+)?")
_TIME = re.compile(r"(\d{1,2})\s*(?::|h)\s*(\d{2})?")

_KEPT_FROM_RUNNING = re.compile(r"'+[=+\-@\t\r]")

Told = tuple[Text, Text]
TOLD: dict[str, Told] = {
    "day": (
        Text("Ce n’est pas un jour.", "This is not a day."),
        Text("Écrivez l’année, le mois et le jour : 2024-01-24.", "Write the year, the month and the day: 2024-01-24."),
    ),
    "cents": (
        Text("Ce n’est pas un montant.", "This is not an amount."),
        Text("Écrivez les dollars et les cents : 110.00.", "Write dollars and cents: 110.00."),
    ),
    "flag": (
        Text("Ce n’est ni oui ni non.", "This is neither yes nor no."),
        Text("Écrivez oui ou non, ou laissez la case vide.", "Write yes or no, or leave the cell empty."),
    ),
    "whole": (
        Text("Ce n’est pas un nombre entier.", "This is not a whole number."),
        Text("Écrivez un nombre entier, zéro ou plus.", "Write a whole number, zero or more."),
    ),
    "clock_time": (
        Text("Ce n’est pas une heure.", "This is not a time of day."),
        Text("Écrivez l’heure ainsi : 15:30.", "Write the time so: 15:30."),
    ),
    "code": (
        Text("Ce mot n’est pas dans la liste.", "This word is not in the list."),
        Text("Choisissez l’un de : {allowed}.", "Choose one of: {allowed}."),
    ),
    "long": (
        Text("La case est trop longue.", "The cell is too long."),
        Text("Raccourcissez-la à 32 767 caractères.", "Shorten it to 32,767 characters."),
    ),
    "control": (
        Text("La case contient un caractère invisible.", "The cell holds a control character."),
        Text("Tapez de nouveau le texte de la case.", "Type the text of the cell again."),
    ),
    "text": (
        Text("Un texte est attendu ici.", "A text is expected here."),
        Text("Mettez la colonne en format texte.", "Format the column as text."),
    ),
}  # fmt: skip


class Unread(Exception):
    """A cell that is not what its column asks for. `told`: the reason and the way out."""

    def __init__(self, told: Told) -> None:
        super().__init__(told[0].en)
        self.told = told


def plain(text: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return text[1:] if _KEPT_FROM_RUNNING.match(text) else text


def neutral(text: str) -> str:
    """A cell that no spreadsheet runs; `plain` gives back what it was."""
    return f"'{text}" if text.startswith(FORMULA) or _KEPT_FROM_RUNNING.match(text) else text


def value_of(kind: Kind, cell: Any) -> Any:
    """The value of a cell that is not empty."""
    if isinstance(cell, str):
        cell = plain(cell)
        if len(cell) > LONGEST_CELL:
            raise Unread(TOLD["long"])
        if "\x00" in cell:
            raise Unread(TOLD["control"])
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
        raise Unread(TOLD["text"])
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
        raise Unread(TOLD["day"]) from None


def _partial_day(cell: Any) -> str:
    return _day(cell) if isinstance(cell, date) else _text(cell).strip()


def _cents(cell: Any) -> str:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        cell = f"{cell:.2f}" if round(cell, 2) == cell else repr(cell)
    found = _AMOUNT.fullmatch(_text(cell).strip().replace("\u00a0", ""))
    if found is None:
        raise Unread(TOLD["cents"])
    return f"{int(found[1])}.{(found[2] or '').ljust(2, '0')}"


def _flag(cell: Any) -> bool:
    known = cell if isinstance(cell, bool) else _YES.get(_text(cell).strip().casefold())
    if known is None:
        raise Unread(TOLD["flag"])
    return known


def _whole(cell: Any) -> int:
    found = _WHOLE.fullmatch(_text(cell).strip().replace("\u00a0", ""))
    if found is None:
        raise Unread(TOLD["whole"])
    return int(found[1])


def _clock_time(cell: Any) -> str:
    if isinstance(cell, datetime | time):
        return cell.strftime("%H:%M")
    found = _TIME.fullmatch(_text(cell).strip().replace("\u00a0", " "))
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise Unread(TOLD["clock_time"])
    return f"{int(found[1]):02d}:{int(found[2] or 0):02d}"


def _percentage(cell: Any) -> str:
    text = _text(cell).replace("%", "").replace("\u00a0", "").strip().replace(",", ".")
    return text.rstrip("0").rstrip(".") if "." in text else text


_READERS: dict[Any, Callable[[Any], Any]] = {
    day: _day, partial_day: _partial_day, cents: _cents, flag: _flag, whole: _whole, clock_time: _clock_time,
    percentage: _percentage,
}  # fmt: skip


def _code(kind: OneOf, text: str) -> str:
    """A code, or the words by which people know it in either language."""
    if text in kind.allowed:
        return text
    found = _words(tuple(kind.allowed), id(kind.allowed)).get(fold_for_order(text)) if text else None
    if not found:
        reason, way_out = TOLD["code"]
        raise Unread((reason, way_out.fill(allowed=", ".join(kind.allowed))))
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
