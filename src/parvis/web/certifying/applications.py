"""An officer's work list: the applications that their bodies received, what waits since when, narrowed by the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.people.models.role import by_name, day_of
from parvis.roster.actions.applications import TABLE
from parvis.roster.kinds import CERTIFICATIONS
from parvis.roster.models import Application, CertifyingBody
from parvis.roster.names import name_key
from parvis.roster.policies import bodies_of
from parvis.web.access import person_of
from parvis.web.practice.applications import named
from parvis.web.team.gate import powered

#: Rows of a page of the list.
A_PAGE = 40
SORTS = {
    "oldest": Text("La plus ancienne d’abord", "Oldest first"),
    "latest": Text("La plus récente d’abord", "Latest first"),
    "name": Text("Par nom", "By name"),
}
_ORDERS: dict[str, tuple[Any, ...]] = {
    "oldest": ("sent_at", "pk"),
    "latest": ("-sent_at", "-pk"),
    "name": (by_name("person__name"), "pk"),
}
#: The states that a body sees, those that wait first.
STATES = ("sent", "more_asked", "granted", "refused", "withdrawn")
_NEXT = {
    "sent": Text("À décider", "To be decided"),
    "more_asked": Text("Attend la réponse de la personne", "Waits for the applicant’s answer"),
}


@powered("roster.certify")
def applications(request: HttpRequest) -> HttpResponse:
    """The list: its total and its oldest first; filters and order are in the address."""
    me, now = person_of(request), clock.now()
    bodies = bodies_of(me, at=now)
    received = Application.objects.received().filter(body__in=bodies)
    chosen = _chosen(request.GET, bodies)
    found = _narrowed(received, chosen)
    page = Paginator(found.order_by(*_ORDERS[chosen["sort"]]), A_PAGE).get_page(request.GET.get("page"))
    waiting = received.filter(state="sent").order_by("sent_at").values_list("sent_at", flat=True)
    oldest = waiting.first()
    context = {
        "rows": [_row(one, day_of(now)) for one in page.object_list],
        "page": page,
        "total": page.paginator.count,
        "waiting": waiting.count(),
        "oldest": day_of(oldest) if oldest else None,
        "today": day_of(now),
        "chosen": chosen,
        "fields": _fields(bodies, chosen),
        "words": _words(request.GET, chosen),
    }
    return render(request, "certifying/applications.html", context)


def _row(application: Application, on: date) -> dict[str, Any]:
    received = application.received_on or on
    return {
        "application": application,
        **named(application),
        "received": received,
        "next": _NEXT.get(application.state),
        "days": (on - received).days,
    }


def _chosen(query: QueryDict, bodies: frozenset[str]) -> dict[str, str]:
    """The codes of the address that mean something; what does not is left out, and never shown as in force."""
    known = {"state": {*STATES, "all"}, "kind": set(CERTIFICATIONS), "body": bodies, "sort": set(SORTS)}
    found = {key: query.get(key, "") if query.get(key) in codes else "" for key, codes in known.items()}
    found["q"] = " ".join(query.get("q", "")[:80].split())
    return found | {"sort": found["sort"] or "oldest", "state": found["state"] or "sent"}


def _narrowed(received: QuerySet[Application], chosen: Mapping[str, str]) -> QuerySet[Application]:
    found = received.select_related("person", "body")
    if chosen["state"] != "all":
        found = found.filter(state=chosen["state"])
    for key in ("kind", "body"):
        if chosen[key]:
            found = found.filter(**{key: chosen[key]})
    if (typed := chosen["q"]) and Application.objects.filter(number__iexact=typed).exists():
        return found.filter(number__iexact=typed)
    if typed:
        found = found.annotate(said=by_name("person__name"))
        for word in name_key(typed).split()[:6]:
            found = found.filter(said__contains=word)
    return found


def _fields(bodies: frozenset[str], chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    states = {"all": Text("Toutes", "All"), **{code: TABLE.states[code] for code in STATES}}
    named_bodies = {one.slug: one.name for one in CertifyingBody.objects.filter(slug__in=bodies)}
    offered: list[tuple[str, Text, Mapping[str, Text], bool]] = [
        ("state", Text("État", "State"), states, False),
        ("kind", Text("Accréditation", "Certification"), CERTIFICATIONS, True),
        ("sort", Text("Ordre", "Order"), SORTS, False),
    ]
    if len(named_bodies) > 1:
        offered.insert(2, ("body", Text("Organisme", "Body"), named_bodies, True))
    return [
        {
            "name": name,
            "label": label,
            "value": chosen[name],
            "any": any_,
            "options": [{"value": code, "label": text} for code, text in codes.items()],
        }
        for name, label, codes, any_ in offered
    ]


def _words(query: QueryDict, chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    """The filters in force, as words that one tap removes."""
    said = {
        "state": TABLE.states.get(chosen["state"]) if query.get("state") == chosen["state"] else None,
        "kind": CERTIFICATIONS.get(chosen["kind"]),
        "q": Text(chosen["q"], chosen["q"]) if chosen["q"] else None,
    }
    found = []
    for key, label in said.items():
        if label is not None:
            rest = query.copy()
            for gone in (key, "page"):
                rest.pop(gone, None)
            found.append({"label": label, "href": f"?{rest.urlencode()}"})
    return found
