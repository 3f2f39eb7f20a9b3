"""The search of the directory, and who can advise."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.directory.models import Edition, Service
from parvis.roster.names import name_key
from parvis.web.cache import cached_by_edition
from parvis.web.directory import beside, filters
from parvis.web.directory.cards import cards_of, kept_district_names
from parvis.web.directory.shown import card
from parvis.web.pages import language_of

PER_PAGE = 20


@cached_by_edition
def directory(request: HttpRequest) -> HttpResponse:
    """Search the services; filters in the address, the total shown, nothing cut silently."""
    lang, on = language_of(request), clock.today()
    edition = Edition.present_number()
    districts = kept_district_names(edition)
    asked = filters.chosen(request.GET, districts)
    place = beside.named(asked.question, edition)
    # The keys of all that was found: their number is the total, so that nothing is searched twice to be counted.
    services = asked.narrow(Service.objects.all(), lang, place.districts, place.rest)
    found = Paginator(list(services.values_list("pk", flat=True)), PER_PAGE)
    page = found.get_page(request.GET.get("page"))
    here = asked.district or (next(iter(place.districts)) if len(place.districts) == 1 else "")
    organizations = beside.organizations_named(asked.question, lang, edition) if page.number == 1 else []
    context: dict[str, Any] = {
        "asked": asked,
        "page": page,
        "total": found.count,
        "cards": cards_of(list(page), lang, on, edition, here),
        "organizations": [beside.short_card(one, lang) for one in organizations[: beside.MOST]],
        "more_organizations": len(organizations) > beside.MOST,
        "bodies": beside.bodies_for(asked.question) if page.number == 1 else [],
        "numbers": beside.numbers(edition),
        "edition": edition,
        "mediators": "mediat" in name_key(asked.question.text),
        "fields": filters.fields(asked, districts),
        "words": asked.words(districts),
        "filtered": bool(asked.codes or asked.district or asked.everything),
    }
    return render(request, "directory/search.html", context)


@cached_by_edition
def advice(request: HttpRequest) -> HttpResponse:
    """Who can give legal advice, and at what price."""
    lang, on = language_of(request), clock.today()
    services = list(Service.objects.offered().with_guidance("advice").by_state(lang).listed())
    free = [one for one in services if any(price.kind in ("free", "legal_aid") for price in one.costs.all())]
    priced = [one for one in services if one not in free and any(price.amount is not None for price in one.costs.all())]
    rest = [one for one in services if one not in free and one not in priced]
    groups = {"free": free, "priced": priced, "rest": rest}
    cards = {name: [card(one, lang, on) for one in found] for name, found in groups.items()}
    return render(request, "directory/advice.html", {**cards, "total": len(services)})
