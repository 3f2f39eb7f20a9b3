"""A cell of a roster as a value; `Unread` with the reason and the way out where it is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from parvis.documents.tables.neutral import plain
from parvis.documents.tables.stopped import Told
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.places.models import District
from parvis.roster.act_words import ACTS
from parvis.roster.kinds import BACKGROUNDS, CERTIFICATIONS, LANGUAGES, PROFESSIONS
from parvis.roster.names import name_key

_DAY: Told = (
    Text("Ce n’est pas un jour.", "This is not a day."),
    Text("Écrivez-le ainsi : 2026-11-03.", "Write it like this: 2026-11-03."),
)
_CODE: Told = (
    Text("Ce mot n’est pas dans la liste.", "This word is not in the list."),
    Text("Choisissez l’un de : {allowed}.", "Choose one of: {allowed}."),
)
_LONG: Told = (
    Text("La case est trop longue.", "The cell is too long."),
    Text("Raccourcissez-la.", "Shorten it."),
)
_FLAG: Told = (
    Text("Ce n’est ni oui ni non.", "This is neither yes nor no."),
    Text("Écrivez oui ou non.", "Write yes or no."),
)
_NUMBER: Told = (
    Text("Ce n’est pas un nombre.", "This is not a number."),
    Text("Écrivez un nombre entier.", "Write a whole number."),
)
_FEE: Told = (
    Text("Ce n’est pas un montant.", "This is not an amount."),
    Text("Écrivez-le ainsi : 65.00.", "Write it like this: 65.00."),
)
_EMAIL: Told = (
    Text("Ce n’est pas une adresse.", "This is not an address."),
    Text("Corrigez ou videz la case.", "Correct or empty the cell."),
)
_CONTROL: Told = (
    Text("La case contient un signe invisible.", "The cell holds a hidden sign."),
    Text("Retapez-la.", "Type it again."),
)
_FLAGS = {
    "oui": True,
    "yes": True,
    "true": True,
    "vrai": True,
    "1": True,
    "non": False,
    "no": False,
    "false": False,
    "faux": False,
    "0": False,
}
MOST = {"name": 120, "member_number": 40, "phone": 30, "place": 200, "domicile": 300, "website": 200, "email": 254}


class Unread(Exception):
    """A cell that is not what its column asks for. `told`: the reason and the way out."""

    def __init__(self, told: Told) -> None:
        super().__init__(told[0].en)
        self.told = told


def read_cell(code: str, cell: Any) -> Any:
    """The value of a cell that is not empty, as JSON."""
    if isinstance(cell, datetime | date) and code not in ("day", "informed"):
        raise Unread(_CODE if code in ("act", "kind") else _LONG)
    text = plain(str(cell)).strip() if not isinstance(cell, float) or not cell.is_integer() else str(int(cell))
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in text):
        raise Unread(_CONTROL)
    if len(text) > MOST.get(code, 300):
        raise Unread(_LONG)
    return _READERS[code](cell if isinstance(cell, date) else text) if code in _READERS else text


def _day(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    try:
        return date.fromisoformat(cell).isoformat()
    except ValueError:
        raise Unread(_DAY) from None


@cache
def _words(codes: tuple[tuple[str, Text], ...]) -> Mapping[str, str]:
    return {name_key(said): code for code, words in codes for said in (code, words.fr, words.en)}


def _one_of(allowed: Mapping[str, Text]) -> Callable[[str], str]:
    def read(text: str) -> str:
        found = _words(tuple(allowed.items())).get(name_key(text))
        if found is None:
            raise Unread((_CODE[0], _CODE[1].fill(allowed=", ".join(list(allowed)[:12]))))
        return found

    return read


def _several(allowed: Callable[[], Mapping[str, Text]]) -> Callable[[str], list[str]]:
    def read(text: str) -> list[str]:
        one = _one_of(allowed())
        return list(dict.fromkeys(one(part) for part in text.replace(",", ";").split(";") if part.strip()))

    return read


def _districts() -> Mapping[str, Text]:
    return {slug: Text(name, name) for slug, name in District.objects.in_order().values_list("slug", "name")}


def _flag(text: str) -> bool:
    found = _FLAGS.get(name_key(text))
    if found is None:
        raise Unread(_FLAG)
    return found


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise Unread(_NUMBER)
    return int(text)


def _fee(text: str) -> str:
    try:
        return str(Money.parse(text.replace("$", "").replace(",", ".").strip()))
    except ValueError:
        raise Unread(_FEE) from None


def _valid(validator: Callable[[str], None]) -> Callable[[str], str]:
    def read(text: str) -> str:
        try:
            validator(text)
        except ValidationError:
            raise Unread(_EMAIL) from None
        return text

    return read


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "day": _day,
    "informed": _day,
    "fee": _fee,
    "profession": _one_of(PROFESSIONS),
    "kind": _one_of(CERTIFICATIONS),
    "act": _one_of(ACTS),
    "background": _one_of(BACKGROUNDS),
    "districts": _several(_districts),
    "languages": _several(lambda: LANGUAGES),
    "in_person": _flag,
    "remote": _flag,
    "accepting": _flag,
    "mandates_before": _number,
    "email": _valid(validate_email),
    "website": _valid(URLValidator(schemes=["http", "https"])),
}
