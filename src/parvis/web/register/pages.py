"""The pages of the register: the search, a person, and whether somebody was certified on a day."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.pathway.inputs import Unclear, read_day
from parvis.roster.course import first_day
from parvis.roster.kinds import BACKGROUNDS, CERTIFICATIONS
from parvis.roster.register import certified_on_day, district_names, entry
from parvis.web.pages import address, language_of
from parvis.web.register import filters
from parvis.web.typed import whole_number

_NAME = Text(
    "Écrivez le nom au complet, comme sur l’entente ou la carte.",
    "Write the full name, as on the agreement or the card.",
)


def register(request: HttpRequest) -> HttpResponse:
    """Search those who are certified today; the total is shown, nothing is cut in silence."""
    lang, on, districts = language_of(request), clock.today(), district_names()
    asked = filters.chosen(request.GET, districts)
    page = whole_number(request.GET.get("page", ""), digits=4) or 1
    found = asked.found(on, page)
    pages = max(1, -(-found.total // filters.A_PAGE))
    if page > pages:
        page, found = pages, asked.found(on, pages)
    context: dict[str, Any] = {
        "asked": asked,
        "found": found,
        "districts": districts,
        "fields": filters.fields(asked, districts),
        "on": on,
        "words": asked.words(districts),
        "kind": CERTIFICATIONS[asked.codes["kind"]],
        "number": page,
        "pages": pages,
        "csv": address(lang, "register_csv") + f"?{asked.query()}",
        "query": asked.query(),
        "previous": page - 1,
        "next": page + 1,
        "api": f"/api/mediators?{asked.query(without='district' if asked.anywhere else '')}&lang={lang}",
    }
    return render(request, "register/search.html", context)


def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody who is certified today; nobody else has a page."""
    on = clock.today()
    found = entry(slug, on)
    if found is None:
        raise Http404
    held = [
        {
            "kind": CERTIFICATIONS[one.kind],
            "body": one.body,
            "since": one.since,
            "background": BACKGROUNDS.get(one.background),
        }
        for one in found.held
    ]
    return render(request, "register/person.html", {"one": found, "held": held, "on": on})


def certified(request: HttpRequest) -> HttpResponse:
    """Whether somebody of a name was certified on a day: yes or no, by whom; what happened before or after is not told."""
    on = clock.today()
    name = " ".join(request.GET.get("name", "")[:120].replace("\x00", " ").split())
    typed = " ".join(request.GET.get("day", "")[:60].split())
    asked = "name" in request.GET or "day" in request.GET
    faults: dict[str, Text] = {}
    day = on
    if asked and not name:
        faults["name"] = _NAME
    if asked and typed:
        try:
            day = read_day(typed, on=on, earliest=first_day("family_mediation"), latest=on)
        except Unclear as unclear:
            faults["day"] = unclear.text
    found = certified_on_day(name, day) if asked and not faults else ()
    context = {
        "name": name,
        "typed": typed,
        "asked": asked and not faults,
        "day": day,
        "found": found,
        "on": on,
        "kinds": CERTIFICATIONS,
        "faults": {"name": "", "day": ""} | faults,
        "errors": [{"field": key, "message": text} for key, text in faults.items()],
        "rows": [{"one": one, "held": [(CERTIFICATIONS[each.kind], each.body) for each in one.held]} for one in found],
    }
    return render(request, "register/certified.html", context, status=422 if faults else 200)
