"""The Répertoire as it was on a day: its sections, its figures, and what changed since the edition before."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.directory.publication import document, edition_as_of
from parvis.law.kernel.text import Text, short_date
from parvis.web.cache import cached_by_edition, not_kept
from parvis.web.directory.feeds import open_data
from parvis.web.pages import language_of

_CHANGES = {
    "added": Text("Ajouté", "Added"),
    "changed": Text("Modifié", "Changed"),
    "corrected": Text("Corrigé", "Corrected"),
    "withdrawn": Text("Retiré", "Withdrawn"),
}
#: Kinds of records that have a page of their own.
_PAGES = {"service": "service", "organization": "organization"}


@cached_by_edition
def edition(request: HttpRequest) -> HttpResponse:
    """The Répertoire as of `?on=2024-06-01`; as of today where no day is given."""
    lang, today = language_of(request), clock.today()
    written = request.GET.get("on", "").strip()[:20]
    day, fault = day_asked(written, today)
    published = edition_as_of(day, lang)
    context: dict[str, Any] = {
        "published": published,
        "day": day,
        "is_today": day == today,
        "written": written or day.isoformat(),
        "fault": fault,
        "errors": [{"field": "on", "message": fault}] if fault else [],
        "days": [one for one in reversed(published.days) if one <= today],
        "open_data": open_data(lang),
        "changes": [
            {"what": _CHANGES[one.what], "of": one, "page": _PAGES.get(one.kind, "") if one.slug else ""}
            for one in published.changes
        ],
    }
    page = render(request, "directory/edition.html", context)
    return page if not written or (fault is None and day in published.days) else not_kept(page)


def day_asked(written: str, today: date) -> tuple[date, Text | None]:
    """The day asked for; today, and why, where it is not a day or lies before the document or after today."""
    if not written:
        return today, None
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return today, Text("Écrivez un jour comme 2024-06-01.", "Write a day such as 2024-06-01.")
    if day > today:
        return today, Text(
            "Ce jour n’est pas encore venu. Choisissez aujourd’hui ou un jour passé.",
            "This day has not come yet. Choose today or a past day.",
        )
    if day < document().day:
        first = short_date(document().day)
        return today, Text(
            f"Le Répertoire commence le {first.fr}. Choisissez un jour à partir de cette date.",
            f"The Répertoire starts on {first.en}. Choose a day from then on.",
        )
    return day, None
