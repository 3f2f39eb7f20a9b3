"""A strict reader for data files: what a table may hold is declared, everything else is a fault with its place.

A kind of value is a function `(value, at, faults) -> value as JSON`; a fault is written down and reading goes on, so
that an author sees every fault of every file at once.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from urllib.parse import SplitResult, urlsplit

from parvis.law.kernel.money import Money
from parvis.law.kernel.text import text_of

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


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: the file, the key path inside it, the reason."""

    file: str
    at: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.at}: {self.reason}"


@dataclass(slots=True)
class Faults:
    """The faults of one file, as they are found."""

    file: str
    found: list[Fault] = field(default_factory=list)

    def add(self, at: str, reason: str) -> None:
        """Write one down."""
        self.found.append(Fault(self.file, at, reason))


Kind = Callable[[Any, str, Faults], Any]


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


@dataclass(frozen=True, slots=True)
class Table:
    """The keys that a table must have and those that it may have, each with the kind of its value."""

    needed: dict[str, Kind]
    optional: dict[str, Kind] = field(default_factory=dict)

    def __call__(self, value: Any, at: str, faults: Faults) -> dict[str, Any]:
        """Read a table."""
        if not isinstance(value, dict):
            faults.add(at, f"a table is expected, found {_shown(value)}")
            return {}
        known = {**self.needed, **self.optional}
        for key in value.keys() - known.keys():
            faults.add(_join(at, key), f"unknown key; the keys are {', '.join(sorted(known))}")
        for key in self.needed.keys() - value.keys():
            faults.add(_join(at, key), "is missing")
        return {key: known[key](value[key], _join(at, key), faults) for key in known if key in value}


@dataclass(frozen=True, slots=True)
class Rows:
    """A list, each of its members of one kind."""

    of: Kind
    least: int = 0

    def __call__(self, value: Any, at: str, faults: Faults) -> list[Any]:
        """Read a list."""
        if not isinstance(value, list):
            faults.add(at, f"a list is expected, found {_shown(value)}")
            return []
        if len(value) < self.least:
            faults.add(at, f"at least {self.least} is expected")
        return [self.of(one, f"{at}[{number}]", faults) for number, one in enumerate(value)]


@dataclass(frozen=True, slots=True)
class OneOf:
    """A code of a closed list."""

    allowed: Collection[str]

    def __call__(self, value: Any, at: str, faults: Faults) -> str:
        """Read a code."""
        if not isinstance(value, str) or value not in self.allowed:
            faults.add(at, f"{_shown(value)} is not one of {', '.join(self.allowed)}")
        return str(value)


@dataclass(frozen=True, slots=True)
class Matching:
    """A text of a set form, of at most so many characters. Digits are 0 to 9, in no other script."""

    pattern: str
    what: str
    most: int

    def __call__(self, value: Any, at: str, faults: Faults) -> str:
        """Read a text."""
        if not isinstance(value, str) or not re.fullmatch(self.pattern, value, re.ASCII):
            faults.add(at, f"{self.what} is expected, found {_shown(value)}")
        elif len(value) > self.most:
            faults.add(at, _long(value, self.most))
        return str(value)


@dataclass(frozen=True, slots=True)
class Short:
    """One line of plain text, of at most so many characters."""

    most: int

    def __call__(self, value: Any, at: str, faults: Faults) -> str:
        """Read a line."""
        read = line(value, at, faults)
        if len(read) > self.most:
            faults.add(at, _long(read, self.most))
        return read


def _long(value: str, most: int) -> str:
    return f"at most {most} characters are kept, found {len(value)}"


@dataclass(frozen=True, slots=True)
class Several:
    """A list of distinct values of one kind, none twice."""

    of: Kind

    def __call__(self, value: Any, at: str, faults: Faults) -> list[Any]:
        """Read a list."""
        found = Rows(self.of, 1)(value, at, faults)
        if len({str(one) for one in found}) != len(found):
            faults.add(at, "holds a value twice")
        return found


def several(kind: Kind) -> Several:
    """A list of distinct values of one kind, none twice."""
    return Several(kind)


def text(value: Any, at: str, faults: Faults) -> dict[str, str]:
    """A text for people, in both languages, with French typography."""
    if not isinstance(value, dict):
        faults.add(at, f"a text with fr and en is expected, found {_shown(value)}")
        return {"fr": "", "en": ""}
    for lang in ("fr", "en"):
        if not isinstance(value.get(lang), str) or not value[lang].strip():
            faults.add(_join(at, lang), "this language is missing")
            return {"fr": "", "en": ""}
        if _CONTROL.search(value[lang]):
            faults.add(_join(at, lang), "holds a control character")
    try:
        return text_of(value).as_json()
    except ValueError as fault:
        faults.add(at, str(fault))
        return {"fr": "", "en": ""}


def line(value: Any, at: str, faults: Faults) -> str:
    """One line of plain text."""
    if not isinstance(value, str) or not value.strip() or _CONTROL.search(value) or "\n" in value:
        faults.add(at, f"one line of text is expected, found {_shown(value)}")
    return str(value)


def flag(value: Any, at: str, faults: Faults) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        faults.add(at, f"true or false is expected, found {_shown(value)}")
    return bool(value)


def whole(value: Any, at: str, faults: Faults) -> int:
    """A whole number, zero or more."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        faults.add(at, f"a whole number, zero or more, is expected, found {_shown(value)}")
        return 0
    if value > LARGEST_WHOLE:
        faults.add(at, f"at most {LARGEST_WHOLE} is expected, found {_shown(value)}")
    return value


def day(value: Any, at: str, faults: Faults) -> str | None:
    """A day, written without quotes; as text in the result."""
    if isinstance(value, datetime) or not isinstance(value, date):
        faults.add(at, f"a day such as 2024-01-24, without quotes, is expected, found {_shown(value)}")
        return None
    return value.isoformat()


def partial_day(value: Any, at: str, faults: Faults) -> str:
    """A date as precise as known: "2017", "2017-06" or "2021-05-13"."""
    if not isinstance(value, str) or not _PARTIAL_DATE.fullmatch(value):
        faults.add(at, f'"2017", "2017-06" or "2021-05-13" is expected, found {_shown(value)}')
        return ""
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        faults.add(at, f"{value} is not a date")
        return ""
    return value


def clock_time(value: Any, at: str, faults: Faults) -> str | None:
    """A time of day such as "15:30"."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        faults.add(at, f'a time such as "15:30" is expected, found {_shown(value)}')
        return None
    return time.fromisoformat(value).isoformat("minutes")


def cents(value: Any, at: str, faults: Faults) -> int | None:
    """An amount in dollars written "110.00"; in cents in the result."""
    if not isinstance(value, str) or not _AMOUNT.fullmatch(value):
        faults.add(at, f'an amount such as "110.00" is expected, found {_shown(value)}')
        return None
    dollars, rest = value.split(".")
    return Money(100 * int(dollars) + int(rest)).cents


def percentage(value: Any, at: str, faults: Faults) -> str | None:
    """A percentage as stated, written "22" or "22.5"."""
    if not isinstance(value, str) or not _PERCENTAGE.fullmatch(value):
        faults.add(at, f'a percentage such as "22" is expected, found {_shown(value)}')
        return None
    return value


def web(value: Any, at: str, faults: Faults) -> str:
    """An https (or old http) address without tracking parameters."""
    parts = _parts_of(value) if _one_word(value) else None
    if parts is None or parts.scheme not in ("https", "http") or "." not in parts.netloc:
        faults.add(at, f"a full web address is expected, found {_shown(value)}")
    elif re.search(r"(utm_|gclid|fbclid|gad_)", parts.query):
        faults.add(at, "holds a tracking parameter")
    elif len(value) > LONGEST_WEB:
        faults.add(at, _long(value, LONGEST_WEB))
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
        faults.add(at, f"an e-mail address is expected, found {_shown(value)}")
    elif len(value) > LONGEST_EMAIL:
        faults.add(at, _long(value, LONGEST_EMAIL))
    return str(value)


def postal_code(value: Any, at: str, faults: Faults) -> str:
    """A Canadian postal code such as "H2Y 1B6"."""
    if not isinstance(value, str) or not _POSTAL_CODE.fullmatch(value):
        faults.add(at, f'a postal code such as "H2Y 1B6" is expected, found {_shown(value)}')
    return str(value)


def _join(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key
