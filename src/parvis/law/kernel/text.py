"""What people read, in both languages side by side, and how each language writes a date, an amount, a list.

The typography of French (no-break spaces, the curved apostrophe) is applied once, when a Text is made, so that
no author has to think of it and no page can forget it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from parvis.law.kernel.money import Money

LANGUAGES = ("fr", "en")
NO_BREAK_SPACE = "\u00a0"

_WEEKDAYS_FR = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_FR = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_BEFORE_SIGN = re.compile(r"[ \u202f]+([;:?!»$%])")
_SIGN_WITHOUT_SPACE = re.compile(r"(?<=[\w)’»$%}])([;:?!])(?=[\s»]|$)")
_AFTER_GUILLEMET = re.compile(r"«[ \u202f]*(?=[^\s\u00a0])")
_THOUSANDS = re.compile(r"(?<=\d)[ \u202f](?=\d{3}(?!\d))")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


@lru_cache(maxsize=8192)
def french_typography(sentence: str) -> str:
    """The sentence with the no-break spaces and the apostrophe that French typography requires."""
    sentence = _BEFORE_SIGN.sub(NO_BREAK_SPACE + r"\1", sentence)
    sentence = _SIGN_WITHOUT_SPACE.sub(NO_BREAK_SPACE + r"\1", sentence)
    sentence = _AFTER_GUILLEMET.sub("«" + NO_BREAK_SPACE, sentence)
    sentence = _THOUSANDS.sub(NO_BREAK_SPACE, sentence)
    return _APOSTROPHE.sub("’", sentence)


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label for people, in French and in English; neither may be empty."""

    fr: str
    en: str

    def __post_init__(self) -> None:
        if not self.fr.strip() or not self.en.strip():
            raise ValueError(f"a text needs both languages: fr={self.fr!r} en={self.en!r}")
        object.__setattr__(self, "fr", french_typography(self.fr))
        object.__setattr__(self, "en", _APOSTROPHE.sub("’", self.en))

    def to(self, lang: str) -> str:
        """The text in `lang` ("fr" or "en"); ValueError for any other."""
        if lang not in LANGUAGES:
            raise ValueError(f"unknown language {lang!r}: expected fr or en")
        return self.fr if lang == "fr" else self.en

    def fill(self, **values: object) -> Text:
        """The text with each `{name}` replaced by its value, written as each language writes it."""
        written = {name: written_out(value) for name, value in values.items()}
        return Text(
            fr=self.fr.format(**{name: text.fr for name, text in written.items()}),
            en=self.en.format(**{name: text.en for name, text in written.items()}),
        )

    def as_json(self) -> dict[str, str]:
        """Both languages, for an outcome that is stored once and shown in either."""
        return {"fr": self.fr, "en": self.en}


def text_of(table: object) -> Text:
    """A Text from a data table `{ fr = "…", en = "…" }`; ValueError where a language is missing or foreign."""
    if not isinstance(table, dict) or set(table) != {"fr", "en"}:
        raise ValueError(f"expected a text with fr and en, found {table!r}")
    return Text(fr=str(table["fr"]), en=str(table["en"]))


def written_out(value: object) -> Text:
    """A value as people write it: a Text as it is, a date in full, an amount with its dollar sign."""
    if isinstance(value, Text):
        return value
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, Money):
        return amount(value)
    return Text(fr=str(value), en=str(value))


def long_date(day: date) -> Text:
    """The date with its day of the week: "lundi 1er juin 2026", "Monday, June 1, 2026"."""
    ordinal = "1er" if day.day == 1 else str(day.day)
    return Text(
        fr=f"{_WEEKDAYS_FR[day.weekday()]} {ordinal}{NO_BREAK_SPACE}{_MONTHS_FR[day.month - 1]} {day.year}",
        en=f"{_WEEKDAYS_EN[day.weekday()]}, {_MONTHS_EN[day.month - 1]}{NO_BREAK_SPACE}{day.day}, {day.year}",
    )


def short_date(day: date) -> Text:
    """The date without the day of the week: "1er juin 2026", "June 1, 2026"."""
    ordinal = "1er" if day.day == 1 else str(day.day)
    return Text(
        fr=f"{ordinal}{NO_BREAK_SPACE}{_MONTHS_FR[day.month - 1]} {day.year}",
        en=f"{_MONTHS_EN[day.month - 1]}{NO_BREAK_SPACE}{day.day}, {day.year}",
    )


def amount(money: Money) -> Text:
    """The amount as each language writes it: "8 400,50 $", "$8,400.50"; cents are left out where there are none."""
    sign = "-" if money.cents < 0 else ""
    dollars, cents = divmod(abs(money.cents), 100)
    grouped = f"{dollars:,}"
    decimals = f"{cents:02d}" if cents else ""
    return Text(
        fr=sign + grouped.replace(",", NO_BREAK_SPACE) + (f",{decimals}" if decimals else "") + f"{NO_BREAK_SPACE}$",
        en=sign + "$" + grouped + (f".{decimals}" if decimals else ""),
    )


def counted(number: int, one: Text, many: Text) -> Text:
    """The number with its noun; French takes the plural from 2 on, English for all but 1."""
    return Text(
        fr=f"{number}{NO_BREAK_SPACE}{one.fr if abs(number) < 2 else many.fr}",
        en=f"{number}{NO_BREAK_SPACE}{one.en if abs(number) == 1 else many.en}",
    )


_NUMBER = re.compile(r"(?:^|(?<=[.!?]) )\d+\.\s")


def numbered(text: str) -> list[str]:
    """A text written "1. … 2. … 3. …" as its steps; as one step where it is not."""
    steps = [step.strip() for step in _NUMBER.split(text) if step.strip()]
    return steps if text.startswith("1.") else [text]


def listed(texts: Iterable[Text]) -> Text:
    """The texts as an enumeration: "a, b et c", "a, b and c". ValueError where there is none."""
    items = list(texts)
    if not items:
        raise ValueError("nothing to enumerate")
    if len(items) == 1:
        return items[0]
    return Text(
        fr=", ".join(item.fr for item in items[:-1]) + " et " + items[-1].fr,
        en=", ".join(item.en for item in items[:-1]) + " and " + items[-1].en,
    )
