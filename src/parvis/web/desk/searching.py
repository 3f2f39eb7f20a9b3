"""A record by its name or its identifier, among those that a keeper reaches: services, organizations, figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from parvis.directory.desk.reach import Reach
from parvis.directory.models import Organization, Service, Statistic
from parvis.directory.search import asked
from parvis.law.kernel.text import Text
from parvis.places.names import words
from parvis.web.pages import address, language_of

_GROUPS = {
    "service": Text("Services", "Services"),
    "organization": Text("Organismes", "Organizations"),
    "statistic": Text("Chiffres", "Figures"),
}


def search_shown(request: HttpRequest, reach: Reach) -> dict[str, Any]:
    """What a page of the desk shows of its search: what was typed, and every record found, by kind; none is left out."""
    question, lang = asked(request.GET.get("q", "")), language_of(request)
    wanted = list(dict.fromkeys(part for one in question.words for part in words(one)))
    groups: list[dict[str, Any]] = [
        {"code": kind, "name": _GROUPS[kind], "rows": rows}
        for kind, found in _records(lang).items()
        if wanted and (rows := [_row(kind, one, lang) for one in found if reach.has(one.pk) and _answers(one, wanted)])
    ]
    total = sum(len(one["rows"]) for one in groups)
    return {"search": {"typed": question.text, "cut": question.cut, "groups": groups, "total": total}}


def _records(lang: str) -> dict[str, Iterable[Any]]:
    """Every record by its kind, in the alphabet of the page; asked of the database only where something is searched."""
    return {
        "service": Service.objects.by_name(lang),
        "organization": Organization.objects.by_name(lang),
        "statistic": Statistic.objects.in_order(),
    }


def _answers(record: Any, wanted: list[str]) -> bool:
    """Whether each word stands in the identifier or in the name, in either language."""
    held = " ".join(words(f"{record.pk} {record.name.fr} {record.name.en}"))
    return all(one in held for one in wanted)


def _row(kind: str, record: Any, lang: str) -> dict[str, Any]:
    slug = record.pk if kind == "statistic" else record.slug
    return {"id": record.pk, "name": record.name, "href": address(lang, f"desk_{kind}", slug=slug)}
