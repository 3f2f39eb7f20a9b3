"""A strict reader for data files: what a table may hold is declared, everything else is a fault with its place.

A kind of value is a function `(value, at, faults) -> value as JSON`; a fault is written down with its reason
(`parvis.directory.reasons`) and reading goes on, so that an author sees every fault of every file at once.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from urllib.parse import SplitResult, urlsplit

from parvis.directory import reasons
from parvis.directory.fault import Fault, Reason, fault
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, text_of

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_AMOUNT = re.compile(r"\d{1,9}\.\d{2}", re.ASCII)
_PERCENTAGE = re.compile(r"\d{1,3}(\.\d{1,2})?", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_POSTAL_CODE = re.compile(r"[A-Z]\d[A-Z] \d[A-Z]\d", re.ASCII)
#: The longest addresses that the tables hold, and their largest number: a test holds them to the columns.
LONGEST_WEB = 500
LONGEST_EMAIL = 200
LARGEST_WHOLE = 999_999_999_999


@dataclass(slots=True)
class Faults:
    """The faults of one file, as they are found."""

    file: str
    found: list[Fault] = field(default_factory=list)

    def add(self, at: str, reason: Reason, *, about: str = "", found: Any = None, **values: Any) -> None:
        """Write one down; `about`: the value of the table at `at` that it is about, `values`: what its words leave a gap for."""
        self.found.append(fault(self.file, at, reason, about=about, found=found, **values))


Kind = Callable[[Any, str, Faults], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """The keys that a table must have and those that it may have, each with the kind of its value."""

    needed: dict[str, Kind]
    optional: dict[str, Kind] = field(default_factory=dict)

    def __call__(self, value: Any, at: str, faults: Faults) -> dict[str, Any]:
        """Read a table."""
        if not isinstance(value, dict):
            faults.add(at, reasons.TABLE, found=value)
            return {}
        known = {**self.needed, **self.optional}
        for key in value.keys() - known.keys():
            faults.add(_join(at, key), reasons.UNKNOWN_KEY, keys=", ".join(sorted(known)))
        for key in self.needed.keys() - value.keys():
            faults.add(_join(at, key), reasons.MISSING)
        return {key: known[key](value[key], _join(at, key), faults) for key in known if key in value}


@dataclass(frozen=True, slots=True)
class Rows:
    """A list, each of its members of one kind."""

    of: Kind
    least: int = 0

    def __call__(self, value: Any, at: str, faults: Faults) -> list[Any]:
        """Read a list."""
        if not isinstance(value, list):
            faults.add(at, reasons.ROWS, found=value)
            return []
        if len(value) < self.least:
            faults.add(at, reasons.FEW, least=self.least)
        return [self.of(one, f"{at}[{number}]", faults) for number, one in enumerate(value)]


@dataclass(frozen=True, slots=True)
class OneOf:
    """A code of a closed list; where the list gives each its words, people are told the words."""

    allowed: Collection[str]

    @property
    def words(self) -> Text:
        """The list as people read it, in its order."""
        named = self.allowed if isinstance(self.allowed, Mapping) else {}
        both = [one if isinstance(one := named.get(code), Text) else Text(code, code) for code in self.allowed]
        return Text(", ".join(one.fr for one in both), ", ".join(one.en for one in both))

    def __call__(self, value: Any, at: str, faults: Faults) -> str:
        """Read a code."""
        if not isinstance(value, str) or value not in self.allowed:
            faults.add(at, reasons.NOT_ONE_OF, found=value, codes=", ".join(self.allowed), words=self.words)
        return str(value)


@dataclass(frozen=True, slots=True)
class Matching:
    """A text of a set form, of at most so many characters. Digits are 0 to 9, in no other script. `why`: told where it is not so."""

    pattern: str
    why: Reason
    most: int

    def __call__(self, value: Any, at: str, faults: Faults) -> str:
        """Read a text."""
        if not isinstance(value, str) or not re.fullmatch(self.pattern, value, re.ASCII):
            faults.add(at, self.why, found=value)
        elif len(value) > self.most:
            faults.add(at, reasons.LONG, most=self.most, length=len(value))
        return str(value)


@dataclass(frozen=True, slots=True)
class Short:
    """One line of plain text, of at most so many characters."""

    most: int

    def __call__(self, value: Any, at: str, faults: Faults) -> str:
        """Read a line."""
        read = line(value, at, faults)
        if len(read) > self.most:
            faults.add(at, reasons.LONG, most=self.most, length=len(read))
        return read


@dataclass(frozen=True, slots=True)
class Several:
    """A list of distinct values of one kind, none twice."""

    of: Kind

    def __call__(self, value: Any, at: str, faults: Faults) -> list[Any]:
        """Read a list."""
        found = Rows(self.of, 1)(value, at, faults)
        if len({str(one) for one in found}) != len(found):
            faults.add(at, reasons.TWICE)
        return found


def several(kind: Kind) -> Several:
    """A list of distinct values of one kind, none twice."""
    return Several(kind)


def text(value: Any, at: str, faults: Faults) -> dict[str, str]:
    """A text for people, in both languages, with French typography."""
    if not isinstance(value, dict):
        faults.add(at, reasons.TEXT, found=value)
        return {"fr": "", "en": ""}
    for lang in ("fr", "en"):
        if not isinstance(value.get(lang), str) or not value[lang].strip():
            faults.add(_join(at, lang), reasons.LANGUAGE)
            return {"fr": "", "en": ""}
        if _CONTROL.search(value[lang]):
            faults.add(_join(at, lang), reasons.CONTROL)
    try:
        return text_of(value).as_json()
    except ValueError as error:
        faults.add(at, reasons.MALFORMED, why=str(error))
        return {"fr": "", "en": ""}


def line(value: Any, at: str, faults: Faults) -> str:
    """One line of plain text."""
    if not isinstance(value, str) or not value.strip() or _CONTROL.search(value) or "\n" in value:
        faults.add(at, reasons.LINE, found=value)
    return str(value)


def flag(value: Any, at: str, faults: Faults) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        faults.add(at, reasons.FLAG, found=value)
    return bool(value)


def whole(value: Any, at: str, faults: Faults) -> int:
    """A whole number, zero or more."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        faults.add(at, reasons.WHOLE, found=value)
        return 0
    if value > LARGEST_WHOLE:
        faults.add(at, reasons.LARGE, found=value, most=LARGEST_WHOLE)
    return value


def day(value: Any, at: str, faults: Faults) -> str | None:
    """A day, written without quotes; as text in the result."""
    if isinstance(value, datetime) or not isinstance(value, date):
        faults.add(at, reasons.DAY, found=value)
        return None
    return value.isoformat()


def partial_day(value: Any, at: str, faults: Faults) -> str:
    """A date as precise as known: "2017", "2017-06" or "2021-05-13"."""
    if not isinstance(value, str) or not _PARTIAL_DATE.fullmatch(value):
        faults.add(at, reasons.PARTIAL_DAY, found=value)
        return ""
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        faults.add(at, reasons.NO_SUCH_DAY, found=value)
        return ""
    return value


def clock_time(value: Any, at: str, faults: Faults) -> str | None:
    """A time of day such as "15:30"."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        faults.add(at, reasons.CLOCK_TIME, found=value)
        return None
    return time.fromisoformat(value).isoformat("minutes")


def cents(value: Any, at: str, faults: Faults) -> int | None:
    """An amount in dollars written "110.00"; in cents in the result."""
    if not isinstance(value, str) or not _AMOUNT.fullmatch(value):
        faults.add(at, reasons.CENTS, found=value)
        return None
    dollars, rest = value.split(".")
    return Money(100 * int(dollars) + int(rest)).cents


def percentage(value: Any, at: str, faults: Faults) -> str | None:
    """A percentage as stated, written "22" or "22.5"."""
    if not isinstance(value, str) or not _PERCENTAGE.fullmatch(value):
        faults.add(at, reasons.PERCENTAGE, found=value)
        return None
    return value


def web(value: Any, at: str, faults: Faults) -> str:
    """An https (or old http) address without tracking parameters."""
    parts = _parts_of(value) if _one_word(value) else None
    if parts is None or parts.scheme not in ("https", "http") or "." not in parts.netloc:
        faults.add(at, reasons.WEB, found=value)
    elif re.search(r"(utm_|gclid|fbclid|gad_)", parts.query):
        faults.add(at, reasons.TRACKING)
    elif len(value) > LONGEST_WEB:
        faults.add(at, reasons.LONG, most=LONGEST_WEB, length=len(value))
    return str(value)


def _parts_of(address: str) -> SplitResult | None:
    """The parts of a web address; None where it cannot be taken apart (`https://[::1`, a port that is none)."""
    try:
        parts = urlsplit(address)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def _one_word(value: Any) -> bool:
    """Whether a value is a text that can be seen whole: no space, no control, no mark of direction."""
    return isinstance(value, str) and value.isprintable() and not re.search(r"\s", value)


def email(value: Any, at: str, faults: Faults) -> str:
    """An e-mail address."""
    if not _one_word(value) or not _EMAIL.fullmatch(value):
        faults.add(at, reasons.EMAIL, found=value)
    elif len(value) > LONGEST_EMAIL:
        faults.add(at, reasons.LONG, most=LONGEST_EMAIL, length=len(value))
    return str(value)


def postal_code(value: Any, at: str, faults: Faults) -> str:
    """A Canadian postal code such as "H2Y 1B6"."""
    if not isinstance(value, str) or not _POSTAL_CODE.fullmatch(value):
        faults.add(at, reasons.POSTAL_CODE, found=value)
    return str(value)


def _join(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key
