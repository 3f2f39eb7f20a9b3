"""Who may know what of a mediation or an arbitration: the whole table of a day, thing by thing, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.law.kernel.text import Text
from parvis.law.texts import LAW
from parvis.law.texts.c25_01.confidentiality import FIRST_DAY, Cell, table, table_for
from parvis.web.cache import cached_by_day, not_kept
from parvis.web.law import shown
from parvis.web.law.days import Day, day_of
from parvis.web.law.wording import capital

_ANSWERS = {
    True: (Text("Oui", "Yes"), "go"),
    False: (Text("Non", "No"), "stop"),
    None: (Text("On ne le sait pas", "Not known"), "careful"),
}
_EXCEPT = (Text("Non, sauf exception", "No, with exceptions"), "stop")
_TOO_EARLY = Text(
    "Le tableau commence le 1er janvier 2016, avec le Code de procédure civile. Choisissez un jour à partir de cette date.",
    "The table starts on January 1, 2016, with the Code of Civil Procedure. Choose a day from then on.",
)


@cached_by_day
def confidentiality(request: HttpRequest) -> HttpResponse:
    """The table, as of a day; of one person where `?who=` names one."""
    day = day_of(request, "who")
    if day.day < FIRST_DAY:
        day = Day(day.today, day.today, day.typed, _TOO_EARLY, day.unknown)
    who = request.GET.get("who", "")
    who = who if who in table().who else ""
    context = {
        "day": day,
        "errors": [{"field": "on", "message": day.fault}] if day.fault else [],
        "who": who,
        "who_name": table().who.get(who),
        "persons": [{"value": key, "label": capital(name)} for key, name in table().who.items()],
        "things": things(day.day, who),
    }
    page = render(request, "law/confidentiality.html", context)
    return page if day.may_be_kept else not_kept(page)


def things(day: date, who: str = "") -> list[dict[str, Any]]:
    """Each thing that may be known, with the answers: those who have the same one stand together."""
    cells = table_for(day)
    return [
        {"key": key, "name": capital(name), "groups": _groups([cell for cell in cells if cell.what == key], who)}
        for key, name in table().what.items()
    ]


def _groups(cells: Sequence[Cell], who: str) -> list[dict[str, Any]]:
    found: dict[tuple[Any, ...], list[Cell]] = {}
    for cell in cells:
        if not who or cell.who == who:
            found.setdefault((cell.may_know, cell.unless, cell.norms, cell.because), []).append(cell)
    return [_group(each) for each in found.values()]


def _group(cells: Sequence[Cell]) -> dict[str, Any]:
    first = cells[0]
    answer, kind = _EXCEPT if first.unless else _ANSWERS[first.may_know]
    return {
        "who": [table().who[cell.who] for cell in cells],
        "answer": answer,
        "kind": kind,
        "because": first.because,
        "unless": [table().conditions[each].name for each in first.unless],
        "norms": [shown.parts(each) | {"cite": LAW.norms.versions(each)[-1].cite} for each in first.norms],
        "unconfirmed": first.confidence in ("I", "M"),
    }


vars(confidentiality)["takes_no_side"] = True
