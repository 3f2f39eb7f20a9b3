"""What people type: amounts, days and numbers in their usual forms, understood or asked about, never guessed.

Each reader returns a value or raises `Unclear`: a sentence that helps, in both languages, and where two meanings are
possible the values among which the person chooses. The readers know no law: limits are given by those who call them.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from parvis.law.kernel.money import Money
from parvis.law.kernel.period import Span
from parvis.law.kernel.text import Text, amount, short_date

#: Longest text in which an amount, a day or a number is looked for; a longer one is refused without being read.
LONGEST = 60
#: The largest amount that is taken as meant: beyond it a digit too many is likelier than a claim.
LARGEST = Money.dollars(100_000_000)
ONE_CENT = Money(1)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several meanings: the form in which it is read without doubt, and how it is shown."""

    value: str
    label: Text


class Unclear(ValueError):
    """What was typed is not understood, not possible, or has two meanings (`choices`). `text` says the way out."""

    def __init__(self, text: Text, choices: Iterable[Choice] = ()) -> None:
        super().__init__(text.en)
        self.text = text
        self.choices = tuple(choices)


def plainly(typed: str) -> str:
    """The text with every kind of space, dash and digit in its plain form, lower case, ends trimmed."""
    folded = unicodedata.normalize("NFKC", typed).casefold()
    folded = re.sub(r"[\u2010-\u2015\u2212]", "-", folded).replace("\u2019", "'")
    return re.sub(r"\s+", " ", folded).strip()


def short_enough(typed: str, empty: Text) -> str:
    """The plain form of a one-line answer; `Unclear` where nothing, or far too much, was typed."""
    if len(typed) > 20 * LONGEST or len(plainly(typed)) > LONGEST:
        raise Unclear(
            Text(
                "Ce texte est trop long pour cette réponse. Gardez seulement ce qui est demandé.",
                "This text is too long for this answer. Keep only what is asked.",
            )
        )
    plain = plainly(typed)
    if not plain:
        raise Unclear(empty)
    return plain


# Amounts ------------------------------------------------------------------------------------------------------------

NO_AMOUNT = Text("Écrivez un montant, par exemple 8 400,50 $.", "Write an amount, for example $8,400.50.")
_CURRENCY = re.compile(r"(?:ca|cad)?\s*\$\s*(?:ca|cad)?|\bcad\b|\bdollars?\b")
_PLAIN = re.compile(r"([0-9]+)(?:[.,]([0-9]{1,2}))?", re.ASCII)
_SPACED = re.compile(r"([0-9]{1,3}(?:[ '][0-9]{3})+)(?:[.,]([0-9]{1,2}))?", re.ASCII)
_COMMAS = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]{1,2})", re.ASCII)
_POINTS = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+),([0-9]{1,2})", re.ASCII)
_MILLIONS = re.compile(r"[0-9]{1,3}(?:(?:,[0-9]{3}){2,}|(?:\.[0-9]{3}){2,})", re.ASCII)
_SIGN_FIRST = re.compile(r"(?:ca|cad)? ?\$")
_THOUSANDS = re.compile(r"([1-9][0-9]{0,2}),([0-9]{3})", re.ASCII)
_DOUBTFUL = re.compile(r"([0-9]{1,3})[.,]([0-9]{3})", re.ASCII)


def read_amount(typed: str, *, lang: str = "fr", least: Money = ONE_CENT, most: Money = LARGEST) -> Money:
    """The amount typed: "8 400,50 $", "8400.50", "8,400.50", "8400".

    "8,400" is 8400 on an English page (`lang`), or with the dollar sign first: English writes thousands so. In French
    the comma is for the cents and the sign comes last, so "8,400" has two meanings there and is asked about.
    `Unclear` where it is not an amount, is below `least` or above `most`.
    """
    plain = short_enough(typed, NO_AMOUNT)
    bare = _CURRENCY.sub("", plain).strip()
    if re.match(r"(-|\()\s*[0-9]", bare) or re.fullmatch(r"[0-9 .,']+-", bare):
        raise Unclear(Text("Un montant ne peut pas être sous zéro.", "An amount cannot be below zero."))
    found = _as_money(bare, english=lang == "en" or _SIGN_FIRST.match(plain) is not None)
    if found < least:
        raise Unclear(
            Text("Le montant doit être plus grand que zéro.", "The amount must be more than zero.")
            if found.cents == 0
            else Text("Le montant doit être d'au moins {least}.", "The amount must be at least {least}.").fill(
                least=least
            )
        )
    if found > most:
        raise Unclear(
            Text(
                "Ce montant paraît trop grand : {found}. Vérifiez les chiffres.",
                "This amount seems too large: {found}. Check the digits.",
            ).fill(found=found)
            if found <= Money.dollars(10**11)
            else Text(
                "Ce montant paraît trop grand. Vérifiez les chiffres.", "This amount seems too large. Check the digits."
            )
        )
    return found


def _as_money(bare: str, *, english: bool) -> Money:
    if english and (match := _THOUSANDS.fullmatch(bare)):
        return _money(match[1] + match[2], "")
    for form in (_PLAIN, _SPACED, _COMMAS, _POINTS):
        if match := form.fullmatch(bare):
            return _money(re.sub(r"[^0-9]", "", match[1]), match[2] or "")
    if _MILLIONS.fullmatch(bare):
        return _money(re.sub(r"[^0-9]", "", bare), "")
    if match := _DOUBTFUL.fullmatch(bare):
        raise _two_amounts(match[1], match[2])
    raise Unclear(
        Text(
            "Nous ne comprenons pas ce montant. Écrivez-le en chiffres, par exemple 8 400,50 $.",
            "We do not understand this amount. Write it in digits, for example $8,400.50.",
        )
    )


def _money(dollars: str, cents: str) -> Money:
    return Money(int(dollars) * 100 + int(cents.ljust(2, "0")))


def _two_amounts(before: str, after: str) -> Unclear:
    meanings = []
    if not before.startswith("0"):
        meanings.append(_money(before + after, ""))
    if after.endswith("0"):
        meanings.append(_money(before, after[:2]))
    return Unclear(
        Text(
            "Ce montant peut se lire de deux façons. Dites-nous lequel est le bon.",
            "This amount can be read in two ways. Tell us which one is right.",
        )
        if len(meanings) > 1
        else Text(
            "Nous ne sommes pas sûrs de ce montant. Choisissez-le ci-dessous, ou écrivez-le sans virgule ni point.",
            "We are not sure of this amount. Choose it below, or write it without a comma or a point.",
        ),
        [Choice(str(one), amount(one)) for one in meanings],
    )


# Days ---------------------------------------------------------------------------------------------------------------

NO_DAY = Text("Écrivez une date, par exemple 3 novembre 2026.", "Write a date, for example November 3, 2026.")
NO_SUCH_DAY = Text(
    "Ce jour n'existe pas dans le calendrier. Vérifiez la date.",
    "There is no such day in the calendar. Check the date.",
)
_MONTHS = (
    ("janvier", "january"),
    ("fevrier", "february"),
    ("mars", "march"),
    ("avril", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july"),
    ("aout", "august"),
    ("septembre", "september"),
    ("octobre", "october"),
    ("novembre", "november"),
    ("decembre", "december"),
)
_SHORT_MONTHS = {
    "janv": 1,
    "jan": 1,
    "fev": 2,
    "fevr": 2,
    "feb": 2,
    "mar": 3,
    "avr": 4,
    "apr": 4,
    "jun": 6,
    "juil": 7,
    "jul": 7,
    "aug": 8,
    "aou": 8,
    "sept": 9,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_NEAR = {
    "aujourd'hui": 0,
    "aujourd hui": 0,
    "today": 0,
    "hier": -1,
    "yesterday": -1,
    "avant-hier": -2,
    "avant hier": -2,
    "demain": 1,
    "tomorrow": 1,
}
_NOISE = re.compile(
    r"\b(?:le|the|on|of|de|du|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday)\b"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII)
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", re.ASCII)
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ][0-9]{2}", re.ASCII)
_DAY_WORD = re.compile(r"([0-9]{1,2})(?:er|re|st|nd|rd|th)? ?([a-z]{3,9})\.?,?(?: ([0-9]{4}))?", re.ASCII)
_WORD_DAY = re.compile(r"([a-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,?(?: ([0-9]{4}))?", re.ASCII)
_MONTH_YEAR = re.compile(r"([a-z]{3,9})\.? ([0-9]{4})|([0-9]{4})-([0-9]{1,2})", re.ASCII)
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)


def read_day(typed: str, *, on: date, earliest: date, latest: date) -> date:
    """The day typed: "2026-11-03", "3 novembre 2026", "Nov. 3, 2026", "hier". "03/11/2026" is asked about.

    `on` is today. `Unclear` where it is no day, or is outside `earliest` to `latest` (both included).
    """
    plain = short_enough(typed, NO_DAY)
    if plain in _NEAR:
        return _within(on + timedelta(days=_NEAR[plain]), earliest, latest)
    bare = _bare_date(plain)
    if match := _YEAR_FIRST.fullmatch(bare):
        found = [int(part) for part in match.groups() if part]
        return _within(_day(*found), earliest, latest)
    if match := _YEAR_LAST.fullmatch(bare):
        return _day_or_month_first(int(match[1]), int(match[2]), int(match[3]), earliest, latest)
    if match := _DAY_WORD.fullmatch(bare) or _WORD_DAY.fullmatch(bare):
        day_part, word = (match[1], match[2]) if match[1].isdigit() else (match[2], match[1])
        if month := _month(word):
            return _in_words(int(day_part), month, match[3], on, earliest, latest)
    if _SHORT_YEAR.fullmatch(bare):
        raise Unclear(Text("Écrivez l'année avec ses quatre chiffres.", "Write the year with its four digits."))
    if _MONTH_YEAR.fullmatch(bare) or _YEAR.fullmatch(bare):
        raise Unclear(
            Text(
                "Il manque le jour. Écrivez le jour, le mois et l'année.",
                "The day is missing. Write the day, the month and the year.",
            )
        )
    raise Unclear(
        Text(
            "Nous ne comprenons pas cette date. Écrivez-la ainsi : 3 novembre 2026.",
            "We do not understand this date. Write it like this: November 3, 2026.",
        )
    )


def read_time(typed: str, *, on: date, earliest: date, latest: date) -> Span:
    """The day typed, or the month ("mars 2024") or the year ("2024") where no more is known, as first and last day."""
    bare = _bare_date(short_enough(typed, NO_DAY))
    span = None
    if _YEAR.fullmatch(bare):
        span = _month_span(int(bare), 1, 12)
    elif match := _MONTH_YEAR.fullmatch(bare):
        month = _month(match[1]) if match[1] else int(match[4])
        if month and 1 <= month <= 12:
            span = _month_span(int(match[2] or match[3]), month, month)
    if span is None:
        day = read_day(typed, on=on, earliest=earliest, latest=latest)
        return Span(day, day)
    first, last = max(span.first, earliest), min(span.last or span.first, latest)
    if first > last:
        _within(span.first, earliest, latest)
    return Span(first, last)


def _month_span(year: int, first: int, last: int) -> Span:
    if year < 1:
        raise Unclear(NO_SUCH_DAY)
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _bare_date(plain: str) -> str:
    unaccented = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    unaccented = re.sub(r"\s*([-/])\s*", r"\1", _NOISE.sub(" ", unaccented))
    return re.sub(r"\s+", " ", unaccented).strip(" ,.")


def _month(word: str) -> int | None:
    for number, names in enumerate(_MONTHS, start=1):
        if word in names:
            return number
    return _SHORT_MONTHS.get(word)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear(NO_SUCH_DAY) from None


def _day_or_month_first(first: int, second: int, year: int, earliest: date, latest: date) -> date:
    meanings = []
    for day, month in dict.fromkeys(((first, second), (second, first))):
        if 1 <= month <= 12 and 1 <= day <= 31 and year and day <= monthrange(year, month)[1]:
            meanings.append(date(year, month, day))
    if not meanings:
        raise Unclear(NO_SUCH_DAY)
    if len(meanings) == 1:
        return _within(meanings[0], earliest, latest)
    possible = [day for day in meanings if earliest <= day <= latest]
    if not possible:
        return _within(meanings[0], earliest, latest)
    raise Unclear(
        Text(
            "Cette date peut se lire de deux façons. Dites-nous laquelle est la bonne.",
            "This date can be read in two ways. Tell us which one is right.",
        )
        if len(possible) > 1
        else Text(
            "Nous ne sommes pas sûrs de cette date. Choisissez-la ci-dessous, ou écrivez le mois en lettres.",
            "We are not sure of this date. Choose it below, or write the month in letters.",
        ),
        [Choice(day.isoformat(), short_date(day)) for day in possible],
    )


def _in_words(day: int, month: int, year: str | None, on: date, earliest: date, latest: date) -> date:
    if year:
        return _within(_day(int(year), month, day), earliest, latest)
    years = [each for each in (on.year - 1, on.year, on.year + 1) if 1 <= day <= monthrange(each, month)[1]]
    possible = [date(each, month, day) for each in years if earliest <= date(each, month, day) <= latest]
    choices = [Choice(each.isoformat(), short_date(each)) for each in possible]
    raise Unclear(
        Text("Il manque l'année. Dites-nous laquelle est la bonne.", "The year is missing. Tell us which one is right.")
        if choices
        else Text("Il manque l'année.", "The year is missing."),
        choices,
    )


def _within(day: date, earliest: date, latest: date) -> date:
    if day < earliest:
        raise Unclear(
            Text(
                "Le {day} est trop ancien pour cette question. Vérifiez l'année.",
                "{day} is too long ago for this question. Check the year.",
            ).fill(day=short_date(day))
        )
    if day > latest:
        raise Unclear(
            Text(
                "Le {day} est trop tard pour cette question : la date doit être au plus tard le {latest}. Vérifiez "
                "l'année.",
                "{day} is too late for this question: the date must be no later than {latest}. Check the year.",
            ).fill(day=short_date(day), latest=short_date(latest))
        )
    return day


# Numbers ------------------------------------------------------------------------------------------------------------


def read_number(typed: str, *, least: int, most: int) -> int:
    """A whole number written in digits, from `least` to `most`; `Unclear` otherwise."""
    plain = short_enough(typed, Text("Écrivez un nombre en chiffres.", "Write a number in digits."))
    digits = plain.replace(" ", "")
    if not re.fullmatch(r"-?[0-9]{1,12}", digits, re.ASCII):
        raise Unclear(Text("Écrivez un nombre entier, en chiffres.", "Write a whole number, in digits."))
    if not least <= int(digits) <= most:
        raise Unclear(
            Text("Le nombre doit être de {least} à {most}.", "The number must be from {least} to {most}.").fill(
                least=least, most=most
            )
        )
    return int(digits)
