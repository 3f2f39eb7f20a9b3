"""What the components need: a text in the page's language, an address that may be absent, days left, shares of a bar.

Components take a `Text`, a mapping with `fr` and `en`, or a string already in the page's language, and never a query.
"""

import os
import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from django import template
from django.conf import settings
from django.template.defaultfilters import stringfilter
from django.urls import NoReverseMatch
from django.utils.http import urlencode

import parvis
from parvis.config import clock
from parvis.directory.desk.editing_texts import pair_digest
from parvis.law.kernel.text import NO_BREAK_SPACE, Text, counted, numbered, short_date
from parvis.web import pages
from parvis.web.site.glossary import entry
from parvis.web.templatetags.parvis import clock as clock_words

register = template.Library()
#: How a citation says that its text was not seen: the words of the norms' units.
_UNSEEN = re.compile(r"\bnon vue?s?\b|\bnot seen\b")

_DAYS = (Text(fr="jour", en="day"), Text(fr="jours", en="days"))
_MONTHS = (Text(fr="mois", en="month"), Text(fr="mois", en="months"))
_YEARS = (Text(fr="an", en="year"), Text(fr="ans", en="years"))
#: Beyond so many days, a count of days says nothing to anybody: months, then years.
FAR = 60
_DAYS_A_MONTH, _DAYS_A_YEAR = 30.44, 365.25


@register.filter
def said(value: Any, lang: str) -> Any:
    """A text in the page's language, whatever its form: a `Text`, a mapping with `fr` and `en`, a string."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return value.get(lang) or value.get("fr") or ""
    return value.to(lang) if hasattr(value, "to") else value


@register.filter
def steps_of(value: Any, lang: str) -> list[str]:
    """A text written “1. … 2. …” as its steps, for an ordered list; one step where it is not; none where it is empty."""
    text = str(said(value, lang))
    return numbered(text) if text else []


@register.filter
def unseen(cite: Any) -> bool:
    """Whether a citation says that the text was not seen: « art. 10.1 (non vu) », “s. 10.1 (not seen)”."""
    return _UNSEEN.search(f"{said(cite, 'fr')} {said(cite, 'en')}") is not None


@register.filter
def days_away(day: date | None, today: date | None) -> Text | None:
    """« dans 11 jours », “in 11 days”; « aujourd’hui », « demain », « il y a 3 jours »; « dans environ 3 ans » where far.

    Nothing without both days.
    """
    if day is None or not isinstance(today, date):
        return None
    away = (day - today).days
    if away == 0:
        return Text(fr="aujourd’hui", en="today")
    if away == 1:
        return Text(fr="demain", en="tomorrow")
    if away == -1:
        return Text(fr="hier", en="yesterday")
    many = _far(abs(away)) if abs(away) > FAR else counted(abs(away), *_DAYS)
    return (
        Text(fr=f"dans {many.fr}", en=f"in {many.en}")
        if away > 0
        else Text(fr=f"il y a {many.fr}", en=f"{many.en} ago")
    )


def _far(days: int) -> Text:
    months = round(days / _DAYS_A_MONTH)
    many = counted(months, *_MONTHS) if months < 24 else counted(round(days / _DAYS_A_YEAR), *_YEARS)
    return Text(fr=f"environ {many.fr}", en=f"about {many.en}")


@register.filter
def share_of(value: Any, whole: Any) -> int:
    """The length of a bar, in hundredths of the whole; 0 where the whole is 0."""
    return round(100 * float(value) / float(whole)) if whole else 0


@register.filter
def grouped(number: Any, lang: str) -> str:
    """A whole number as each language groups its thousands: « 2 000 », “2,000”."""
    written = f"{int(number):,}"
    return written if lang == "en" else written.replace(",", NO_BREAK_SPACE)


@register.filter
@stringfilter
def telephone(number: str) -> str:
    """A number as `tel:` takes it: digits only, with Canada's prefix; an extension is left to the person."""
    digits = "".join(sign for sign in number.lower().split("p")[0].split("x")[0] if sign.isdigit())
    return f"+1{digits[:10]}" if len(digits) == 10 else f"+{digits[:11]}"


@register.filter
def of_place(name: str) -> str:
    """A place with French’s “of”: « d’Alma », « de Laval »."""
    return f"d’{name}" if name[:1] in "AEÉIOU" else f"de {name}"


@register.filter
def hour_of(written: str, lang: str) -> str:
    """An hour written “08:30” as people write it: « 8 h 30 », “8:30 a.m.”."""
    return clock_words(time.fromisoformat(written), lang)


@register.filter
def day_of(written: date | str, lang: str) -> str:
    """A day, or one written “2026-04-01”, as people write it: « 1er avril 2026 », “April 1, 2026”."""
    day = written if isinstance(written, date) else date.fromisoformat(written)
    return short_date(day).to(lang)


@register.simple_tag(takes_context=True)
def address_of(context: template.Context, name: str, **kwargs: Any) -> str:
    """The address of a page in this page's language, or nothing where this installation does not have the page."""
    try:
        return pages.address(str(context.get("lang", "fr")), name, **kwargs)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def norm_page(context: template.Context, norm: str, on: date | str = "") -> str:
    """The address of a norm's page, as of a day where one is given; nothing without a norm."""
    head, _, unit = str(norm).partition("/")
    if not head or not unit:
        return ""
    page = address_of(context, "law_norm", head=head, unit=unit)
    return f"{page}?on={on:%Y-%m-%d}" if page and isinstance(on, date) else page


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: Any) -> str:
    """This page's query with some keys changed, or removed where the value is empty: `?district=laval&page=2`."""
    request = context.get("request")
    query = request.GET.copy() if request else {}
    for key, value in changes.items():
        if value in (None, ""):
            query.pop(key, None)
        else:
            query[key] = str(value)
    written = query.urlencode() if hasattr(query, "urlencode") else urlencode(query)
    return f"?{written}" if written else "?"


@register.simple_tag
def version() -> str:
    """The version of Parvis that answers."""
    return parvis.__version__


@register.simple_tag
def demonstration_day() -> date | None:
    """The day that a demonstration was given instead of today; nothing on an ordinary installation."""
    given = bool(os.environ.get("PARVIS_TODAY")) and not settings.PRODUCTION
    return clock.today() if given else None


@register.simple_tag
def is_demonstration() -> bool:
    """Whether this installation is one to look at, where nothing is real."""
    return settings.ENVIRONMENT == "demonstration"


@register.simple_tag
def glossary_entry(code: str) -> Any:
    """The glossary's entry of this code; `KeyError` for a word that it does not have."""
    return entry(code)


@register.filter
def marked_in(text: Any, marks: Any) -> Any:
    """The mark of a text whose language is older than the other, among those of its record; None where it is not."""
    known = isinstance(marks, Mapping) and isinstance(text, Text)
    return marks.get(pair_digest(text.fr, text.en)) if known else None


@register.filter
def in_list(value: Any, values: Iterable[Any] | None) -> bool:
    """Whether a value is one of those chosen; as strings, since a form sends strings."""
    return str(value) in {str(one) for one in values or ()}
