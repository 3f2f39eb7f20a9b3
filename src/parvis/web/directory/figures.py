"""The figures: each with its parts and its period; bars only between figures that measure the same thing of the same whole."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.directory import vocabulary as words
from parvis.directory.models import Statistic
from parvis.law.kernel.text import NO_BREAK_SPACE, Text
from parvis.web.cache import cached_by_edition
from parvis.web.directory import shown

#: What a denominator counts, in words. A base that is not here keeps its rows apart all the same.
BASES = {
    "bar_sections": Text("des barreaux de section", "of the bar sections"),
    "closed_files": Text("des dossiers fermés", "of the closed files"),
    "contested_files": Text("des dossiers contestés", "of the contested files"),
    "files_closed_by_agreement": Text("des dossiers fermés par une entente", "of the files closed by agreement"),
    "hearing_days": Text("par jour d’audience", "per hearing day"),
    "mediated_disputes": Text("des litiges allés en médiation", "of the mediated disputes"),
    "on_site_mediations": Text("des médiations du jour de l’audience", "of the hearing-day mediations"),
    "parties_invited": Text("des parties invitées", "of the parties invited"),
    "parties_who_accepted": Text("des parties qui ont accepté", "of the parties who accepted"),
    "respondents_problem_solved": Text(
        "des personnes sondées dont le problème est réglé", "of the respondents whose problem was solved"
    ),
    "respondents_with_kit": Text(
        "des personnes sondées qui ont reçu une trousse", "of the respondents who received a kit"
    ),
    "session": Text("par séance", "per session"),
    "year": Text("par année", "per year"),
}
UNKNOWN = Text("non indiqué", "not given")


@cached_by_edition
def figures(request: HttpRequest) -> HttpResponse:
    """Every figure of the directory, grouped by what it measures and of what."""
    found = list(Statistic.objects.in_order().listed())
    groups = [group(list(rows)) for _key, rows in groupby(found, key=lambda one: (one.measure, one.base))]
    return render(request, "directory/figures.html", {"groups": groups, "total": len(found)})


def group(rows: list[Statistic]) -> dict[str, Any]:
    """Figures that share a measure and a base. Bars only where two or more can be drawn; silence on the base draws none."""
    drawn = [one for one in rows if one.base and one.ratio is not None]
    return {
        "measure": words.MEASURES[rows[0].measure],
        "base": BASES.get(rows[0].base) if rows[0].base else None,
        "rows": [row(one) for one in rows],
        "bars": [bar(one) for one in drawn] if len(drawn) > 1 else [],
    }


def row(one: Statistic) -> dict[str, Any]:
    """What the table shows of a figure."""
    return {
        "of": one,
        "numerator": quantity(one.numerator, one.numerator_words),
        "denominator": quantity(one.denominator, one.denominator_words),
        "ratio": percent(one.ratio),
        "verdict": words.VERDICTS[one.verdict],
        "sound": one.verdict in ("matches", "plausible", "derived"),
        "where": place_of(one),
    }


def bar(one: Statistic) -> dict[str, Any]:
    """One bar: whose it is, how long, and the same in words."""
    length = percent(one.ratio) or UNKNOWN
    above, below = number(one.numerator), number(one.denominator)
    label = place_of(one) or one.name
    return {
        "label": Text(f"{label.fr}, {one.period_words.fr}", f"{label.en}, {one.period_words.en}"),
        "value": one.ratio,
        "text": Text(f"{length.fr} ({above.fr} de {below.fr})", f"{length.en} ({above.en} of {below.en})"),
    }


def place_of(one: Statistic) -> Text | None:
    """The territory of a figure, by name."""
    names = ", ".join(district.name for district in sorted(one.districts.all(), key=lambda each: each.slug))
    if names:
        return Text(names, names)
    return shown.EVERYWHERE if one.territory_scope == "province" else one.territory_words


def number(value: Any) -> Text:
    """A number as each language writes it; decimals only where there are some."""
    written = f"{value.normalize():,f}" if value == value.to_integral() else f"{value.normalize():,}"
    return Text(written.replace(",", NO_BREAK_SPACE).replace(".", ","), written)


def quantity(value: Any, said: Text | None) -> Text:
    """A numerator or a denominator: its words as the record gives them, else the number; “not given” where both are missing."""
    return said or (UNKNOWN if value is None else number(value))


def percent(ratio: Any) -> Text | None:
    """A ratio in per cent, to one decimal at most."""
    if ratio is None:
        return None
    shown_ = number(round(ratio, 1))
    return Text(f"{shown_.fr}{NO_BREAK_SPACE}%", f"{shown_.en}%")
