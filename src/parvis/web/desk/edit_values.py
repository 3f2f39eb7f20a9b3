"""One value of a record ↔ what a field of the editor shows and what people type in it, in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

from parvis.directory.desk.editing_pages import Field
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, amount, short_date
from parvis.pathway.inputs import NO_DAY, Unclear, read_amount, read_day, read_time
from parvis.web.directory.shown import partial_date
from parvis.web.templatetags.parvis import clock

#: Days that a record may speak of.
FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
#: Characters of a line, of a text of several sentences, and of what has a column of its own size.
LINE, LONG = 1000, 8000
_MOST = {"web": 500, "phone": 60, "email": 200, "street": 200, "town": 100, "postal_code": 10, "base": 60}
_TIME = re.compile(r"([0-9]{1,2})(?:\s*(?:h|:)\s*([0-9]{2})?)?\s*(h|a\.?\s?m\.?|p\.?\s?m\.?)?", re.IGNORECASE)
_NOT_TIME = Text(
    "Nous ne comprenons pas cette heure. Écrivez-la ainsi : 15 h 30.",
    "We do not understand this time. Write it like this: 3:30 p.m.",
)
_NOT_WHOLE = Text("Écrivez un nombre entier, en chiffres.", "Write a whole number, in digits.")
_TWO_MEANINGS = Text(
    "Cette date peut se lire de deux façons. Écrivez le mois en lettres, et l’année.",
    "This date can be read in two ways. Write the month in letters, and the year.",
)
_TWO_AMOUNTS = Text(
    "Ce montant peut se lire de deux façons. Écrivez-le sans virgule ni point, ou avec deux décimales.",
    "This amount can be read in two ways. Write it without a comma or a point, or with two decimals.",
)
_TOO_LONG = Text("Écrivez {most} caractères au plus.", "Write at most {most} characters.")
_BOTH = Text("Écrivez ce texte dans les deux langues.", "Write this text in both languages.")
_PHONE = Text("Écrivez le numéro ainsi : 418 614-2470.", "Write the number like this: 418 614-2470.")
_PERCENT = Text("Écrivez un nombre, par exemple 22,5.", "Write a number, for example 22.5.")


def plain(typed: str, *, lines: bool = False) -> str:
    """What was typed, without signs that cannot be seen, its ends trimmed; its lines kept where a text has several."""
    unix = typed.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    seen = "".join(sign for sign in unix if sign in "\n\u00a0\u202f" or sign.isprintable()).strip()
    return seen if lines else re.sub(r"\s*\n\s*", " ", seen)


def shown(field: Field, value: Any, lang: str) -> str | list[str]:
    """What a field shows of a value (never of a text in two languages, which has two fields)."""
    if value is None:
        return [] if field.widget in ("codes", "several") else ""
    said = _SHOWN.get(field.widget)
    return said(value, lang) if said else str(value)


def _flag_shown(value: Any, _: str) -> str:
    return "yes" if value else "no"


def _day_shown(value: Any, lang: str) -> str:
    return short_date(date.fromisoformat(value)).to(lang)


def _partial_shown(value: Any, lang: str) -> str:
    said = partial_date(value)
    return said.to(lang) if said else ""


def _time_shown(value: Any, lang: str) -> str:
    return str(clock(time.fromisoformat(value), lang))


def _cents_shown(value: Any, lang: str) -> str:
    return amount(Money(value)).to(lang).strip("$\u00a0")


def _percentage_shown(value: Any, lang: str) -> str:
    return str(value).replace(".", ",") if lang == "fr" else str(value)


def _days_shown(value: Any, lang: str) -> str:
    return "\n".join(_day_shown(one, lang) for one in value)


_SHOWN: dict[str, Callable[[Any, str], str | list[str]]] = {
    "flag": _flag_shown,
    "day": _day_shown,
    "partial": _partial_shown,
    "time": _time_shown,
    "cents": _cents_shown,
    "percentage": _percentage_shown,
    "days": _days_shown,
    "codes": lambda value, _: list(value),
    "several": lambda value, _: list(value),
    "lines": lambda value, _: "\n".join(value),
    "numbers": lambda value, _: ", ".join(str(one) for one in value),
}


def read(field: Field, typed: str, *, lang: str, on: date) -> Any:
    """The value that was typed in a field, None for nothing; `Unclear` where it is not understood."""
    name = field.path.rpartition(".")[2]
    most = LONG if field.long or field.widget in ("days", "lines") else _MOST.get(name, LINE)
    if len(typed) > most:
        raise Unclear(_TOO_LONG.fill(most=most))
    text = plain(typed, lines=field.widget in ("days", "lines"))
    if not text:
        return None
    reader = _READ.get(field.widget)
    if reader is not None:
        return reader(text, lang, on)
    line = _LINES.get(name)
    return line(text) if line else text


def _day(text: str, _: str, on: date) -> str:
    try:
        return read_day(text, on=on, earliest=FIRST, latest=LAST).isoformat()
    except Unclear as unclear:
        raise Unclear(_TWO_MEANINGS) if unclear.choices else unclear from None


def _partial(text: str, _: str, on: date) -> str:
    try:
        span = read_time(text, on=on, earliest=FIRST, latest=LAST)
    except Unclear as unclear:
        raise Unclear(_TWO_MEANINGS) if unclear.choices else unclear from None
    if span.last is None or span.first == span.last:
        return span.first.isoformat()
    return f"{span.first:%Y-%m}" if span.first.month == span.last.month else f"{span.first:%Y}"


def _time(text: str, lang: str, _: date) -> str:
    bare = re.sub(r"[\u00a0\u202f]", " ", text).strip().lower()
    if bare in ("midi", "noon"):
        return "12:00"
    match = _TIME.fullmatch(bare)
    if match is None:
        raise Unclear(_NOT_TIME)
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").replace(".", "").replace(" ", "")
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            raise Unclear(_NOT_TIME)
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise Unclear(_NOT_TIME)
    return f"{hour:02d}:{minute:02d}"


def _cents(text: str, lang: str, _: date) -> int:
    try:
        return read_amount(text, lang=lang, least=Money(0)).cents
    except Unclear as unclear:
        raise Unclear(_TWO_AMOUNTS) if unclear.choices else unclear from None


def _whole(text: str, _: str, __: date) -> int:
    bare = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not re.fullmatch(r"[0-9]{1,9}", bare, re.ASCII):
        raise Unclear(_NOT_WHOLE)
    return int(bare)


def _percentage(text: str, _: str, __: date) -> str:
    bare = text.replace(",", ".").strip("% \u00a0\u202f")
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", bare, re.ASCII):
        raise Unclear(_PERCENT)
    return bare


def _days(text: str, lang: str, on: date) -> list[str]:
    lines = [line.strip() for line in re.split(r"[\n;]", text) if line.strip()]
    if not lines:
        raise Unclear(NO_DAY)
    return list(dict.fromkeys(_day(line, lang, on) for line in lines))


def _lines(text: str, _: str, __: date) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.split("\n") if line.strip()))


def _numbers(text: str, lang: str, on: date) -> list[int]:
    return [_whole(one, lang, on) for one in re.split(r"[,;]", text) if one.strip()]


_READ: dict[str, Callable[[str, str, date], Any]] = {
    "day": _day,
    "partial": _partial,
    "time": _time,
    "cents": _cents,
    "whole": _whole,
    "percentage": _percentage,
    "days": _days,
    "lines": _lines,
    "numbers": _numbers,
}


def _web(text: str) -> str:
    return text if re.match(r"[a-z][a-z0-9+.-]*:", text, re.IGNORECASE) else f"https://{text}"


def _phone(text: str) -> str:
    """A number as people write it, in the one form of the directory: "(418) 614 2470, poste 3" → "418 614-2470 poste 3"."""
    match = re.fullmatch(
        r"(?:\+?(1)[\s.-]*)?\(?([0-9]{3})\)?[\s.-]*([0-9]{3})[\s.-]*([0-9]{4})(?:\s*,?\s*(?:poste|p\.|ext\.?|x|#)\s*([0-9]+))?",
        re.sub(r"[\u00a0\u202f\u2011]", " ", text).strip(),
        re.IGNORECASE | re.ASCII,
    )
    if match is None:
        raise Unclear(_PHONE)
    first, rest = f"{match[1]} " if match[1] else "", f" poste {match[5]}" if match[5] else ""
    return f"{first}{match[2]} {match[3]}-{match[4]}{rest}"


def _postal_code(text: str) -> str:
    bare = re.sub(r"[\s\u00a0-]", "", text).upper()
    return f"{bare[:3]} {bare[3:]}" if len(bare) == 6 else text


_LINES: dict[str, Callable[[str], str]] = {"web": _web, "phone": _phone, "postal_code": _postal_code}


def read_pair(fr: str, en: str, *, long: bool, lines: bool) -> dict[str, str] | None:
    """A text in both languages, None for nothing; `Unclear` where one language is missing or too long."""
    most = LONG if long else LINE
    if max(len(fr), len(en)) > most:
        raise Unclear(_TOO_LONG.fill(most=most))
    french, english = plain(fr, lines=lines), plain(en, lines=lines)
    if not french and not english:
        return None
    if not french or not english:
        raise Unclear(_BOTH)
    return Text(french, english).as_json()
