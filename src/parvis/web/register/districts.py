"""The way into the register by district: the map of the 36 tiles with how many mediators receive people in each, and the list."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.places.map import State, draw_map
from parvis.places.models import District
from parvis.roster.kinds import CERTIFICATIONS
from parvis.roster.register import counted_by_district, search_register
from parvis.web.pages import address, language_of
from parvis.web.practice.typed import options
from parvis.web.register.filters import DEFAULT_KIND

LEGEND = {
    State.ALL: Text("Quelqu’un y reçoit", "Somebody receives people there"),
    State.NONE: Text("Personne au registre ici : à distance", "Nobody on the register here: remotely"),
}
COUNTED = {
    "small_claims_arbitration": (Text("arbitre", "arbitrator"), Text("arbitres", "arbitrators")),
    "": (Text("médiateur", "mediator"), Text("médiateurs", "mediators")),
}


def by_district(request: HttpRequest) -> HttpResponse:
    """Every district, with how many are certified today who receive people there, and who work remotely."""
    lang, on = language_of(request), clock.today()
    kind = request.GET.get("kind", "") if request.GET.get("kind") in CERTIFICATIONS else DEFAULT_KIND
    counted, search = counted_by_district(on, kind), address(lang, "register")
    rows: list[dict[str, Any]] = []
    for district in District.objects.in_order():
        count = counted[district.slug]
        query = urlencode({"kind": kind, "district": district.slug, "how": "in_person"})
        rows.append({"name": district.name, "slug": district.slug, "count": count, "href": f"{search}?{query}"})
    remotely = f"{search}?{urlencode({'kind': kind, 'how': 'remote'})}"
    links = {
        row["slug"]: (row["href"], row["count"], str(State.ALL)) if row["count"] else (remotely, 0, str(State.NONE))
        for row in rows
    }
    context = {
        "near": [row for row in rows if row["count"]],
        "far": [row for row in rows if not row["count"]],
        "on": on,
        "kind": CERTIFICATIONS[kind],
        "chosen": kind,
        "kinds": options(CERTIFICATIONS),
        "svg": draw_map(links, lang, legend=LEGEND, counted=COUNTED.get(kind, COUNTED[""])),
        "remote": search_register(on=on, kind=kind, remote=True, limit=0).total,
        "remotely": remotely,
    }
    return render(request, "register/districts.html", context)
