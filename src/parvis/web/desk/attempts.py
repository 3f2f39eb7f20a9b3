"""Noting that nobody answered: its form on the page of a service, and its words."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from parvis.config import clock
from parvis.directory.desk.assuring import OLDEST
from parvis.directory.desk.attempting import AGAIN_AFTER, LATEST, note_attempt
from parvis.directory.models import Attempt, Service
from parvis.law.kernel.text import Text, short_date
from parvis.pathway.inputs import Unclear, read_day
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.web.access import person_of
from parvis.web.pages import language_of

#: What was tried, as it is asked and as it is told.
TRIED = {
    "called": Text("J’ai appelé", "I called"),
    "written": Text("J’ai écrit", "I wrote"),
    "visited": Text("J’y suis allé", "I went there"),
}
_TOLD = {
    "called": Text(
        "Appelé le {on}, sans réponse. Réessayer le {again}.", "Called on {on}, no answer. Try again on {again}."
    ),
    "written": Text(
        "Écrit le {on}, sans réponse. Réessayer le {again}.", "Wrote on {on}, no answer. Try again on {again}."
    ),
    "visited": Text(
        "Visité le {on}, personne. Réessayer le {again}.", "Visited on {on}, nobody there. Try again on {again}."
    ),
}


def attempt_said(one: Attempt) -> Text:
    """An attempt in a sentence, with the day on which to try again."""
    return _TOLD[one.how].fill(on=short_date(one.on), again=short_date(one.again_on))


def attempt_typed(request: HttpRequest) -> dict[str, str]:
    """What the form of an attempt says, or what it starts with: today, and a week later."""
    today, lang = day_of(clock.instant()), language_of(request)
    return {
        "tried": request.POST.get("tried", "")[:20],
        "tried_on": request.POST.get("tried_on", short_date(today).to(lang))[:60],
        "again_on": request.POST.get("again_on", short_date(today + AGAIN_AFTER).to(lang))[:60],
    }


def noted(request: HttpRequest, service: Service, typed: dict[str, str]) -> None:
    """Note the attempt that was typed; `Refused` with its field."""
    today, days = day_of(clock.instant()), dict[str, Any]()
    if typed["tried"] not in ("", *TRIED):
        raise Http404
    for name, earliest, latest in (("tried_on", today - OLDEST, today), ("again_on", today, today + LATEST)):
        try:
            days[name] = read_day(typed[name], on=today, earliest=earliest, latest=latest)
        except Unclear as unclear:
            raise Refused(unclear.text, field=name) from unclear
    note_attempt(
        service,
        how=typed["tried"],
        on=days["tried_on"],
        again_on=days["again_on"],
        by=person_of(request),
        at=clock.instant(),
    )
