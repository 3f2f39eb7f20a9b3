"""What people read, in both languages side by side, and how each language writes a date, an amount, a list.

The typography of French (no-break spaces, the curved apostrophe) is applied once, when a Text is made, so that
no author has to think of it and no page can forget it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from string import Formatter

from parvis.law.kernel.money import Money

LANGUAGES = ("fr", "en")
NO_BREAK_SPACE = "\u00a0"
MINUS_SIGN = "\u2212"

_WEEKDAYS_FR = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_FR = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_BEFORE_SIGN = re.compile(r"[ \u202f]+([;:?!»$%])")
_SIGN_WITHOUT_SPACE = re.compile(r"(?<=[\w)’»$%}])([;:?!])(?=[\s»]|$)")
_AFTER_GUILLEMET = re.compile(r"«[ \u202f]*(?=[^\s\u00a0])")
_THOUSANDS = re.compile(r"(?<=\d)[ \u202f](?=\d{3}(?!\d))")
_APOSTROPHE = re.compile(r"(?<=[\w}])'(?=[\w{])")


@lru_cache(maxsize=8192)
def french_typography(sentence: str) -> str:
    """The sentence with the no-break spaces and the apostrophe that French typography requires."""
    sentence = _BEFORE_SIGN.sub(NO_BREAK_SPACE + r"\1", sentence)
    sentence = _SIGN_WITHOUT_SPACE.sub(NO_BREAK_SPACE + r"\1", sentence)
    sentence = _AFTER_GUILLEMET.sub("«" + NO_BREAK_SPACE, sentence)
    sentence = _THOUSANDS.sub(NO_BREAK_SPACE, sentence)
    return _APOSTROPHE.sub("’", sentence)


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """One sentence or label for people, in French and in English; neither may be empty."""

    fr: str
    en: str

    def __post_init__(self) -> None:
        if not self.fr.strip() or not self.en.strip():
            raise ValueError(f"a text needs both languages: fr={self.fr!r} en={self.en!r}")
        object.__setattr__(self, "fr", french_typography(self.fr))
        object.__setattr__(self, "en", _APOSTROPHE.sub("’", self.en))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Text):
            return NotImplemented
        return self.fr == other.fr and self.en == other.en

    def __hash__(self) -> int:
        return hash((self.fr, self.en))

    def to(self, lang: str) -> str:
        """The text in `lang` ("fr" or "en"); ValueError for any other."""
        if lang == "fr":
            return self.fr
        if lang == "en":
            return self.en
        raise ValueError(f"unknown language {lang!r}: expected fr or en")

    def fill(self, **values: object) -> Text:
        """The text with each `{name}` replaced by its value, written as each language writes it.

        KeyError where a value is missing. The sentence is only put together when somebody reads it.
        """
        names = _names_in(self.fr) | _names_in(self.en)
        if not names <= values.keys():
            raise KeyError(sorted(names - values.keys())[0])
        return Filled(self, values)

    def as_json(self) -> dict[str, str]:
        """Both languages, for an outcome that is stored once and shown in either."""
        return {"fr": self.fr, "en": self.en}


class Filled(Text):
    """A sentence and what stands in its gaps, put together in a language when it is read in it.

    A decision weighs many norms and is mostly read in one language, or only for its outcome: writing the sentences
    of the other would cost more than deciding. What fills a gap never changes once given (a day, an amount, a text).
    """

    __slots__ = ("_template", "_values")
    _template: Text
    _values: Mapping[str, object]

    def __init__(self, template: Text, values: Mapping[str, object]) -> None:
        object.__setattr__(self, "_template", template)
        object.__setattr__(self, "_values", values)

    @property
    def fr(self) -> str:
        """The sentence in French."""
        return self.to("fr")

    @property
    def en(self) -> str:
        """The sentence in English."""
        return self.to("en")

    def to(self, lang: str) -> str:
        """The sentence in `lang` ("fr" or "en"); ValueError for any other."""
        values = self._values
        return "".join(
            literal + written_in(lang, values[name]) if name else literal
            for literal, name in _parts_of(self._template.to(lang))
        )

    def __repr__(self) -> str:
        return f"Text(fr={self.fr!r}, en={self.en!r})"


@lru_cache(maxsize=8192)
def _parts_of(template: str) -> tuple[tuple[str, str | None], ...]:
    """The template cut at its gaps: what stands before each, and the name of the gap (None after the last)."""
    return tuple((literal, name) for literal, name, _, _ in Formatter().parse(template))


@lru_cache(maxsize=8192)
def _names_in(template: str) -> frozenset[str]:
    return frozenset(name for _, name in _parts_of(template) if name)


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


def written_in(lang: str, value: object) -> str:
    """A value as people write it in one language."""
    if isinstance(value, str | int):
        return french_typography(str(value)) if lang == "fr" and isinstance(value, str) else str(value)
    return written_out(value).to(lang)


@lru_cache(maxsize=4096)
def long_date(day: date) -> Text:
    """The date with its day of the week: "lundi 1er juin 2026", "Monday, June 1, 2026"."""
    ordinal = "1er" if day.day == 1 else str(day.day)
    return Text(
        fr=f"{_WEEKDAYS_FR[day.weekday()]} {ordinal}{NO_BREAK_SPACE}{_MONTHS_FR[day.month - 1]} {day.year}",
        en=f"{_WEEKDAYS_EN[day.weekday()]}, {_MONTHS_EN[day.month - 1]}{NO_BREAK_SPACE}{day.day}, {day.year}",
    )


@lru_cache(maxsize=4096)
def short_date(day: date) -> Text:
    """The date without the day of the week: "1er juin 2026", "June 1, 2026"."""
    ordinal = "1er" if day.day == 1 else str(day.day)
    return Text(
        fr=f"{ordinal}{NO_BREAK_SPACE}{_MONTHS_FR[day.month - 1]} {day.year}",
        en=f"{_MONTHS_EN[day.month - 1]}{NO_BREAK_SPACE}{day.day}, {day.year}",
    )


@lru_cache(maxsize=4096)
def amount(money: Money) -> Text:
    """The amount as each language writes it: "8 400,50 $", "$8,400.50"; cents are left out where there are none.

    Below zero it has a minus sign (U+2212), not a hyphen.
    """
    sign = MINUS_SIGN if money.cents < 0 else ""
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
