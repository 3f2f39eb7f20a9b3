"""The judicial districts: the map with its equivalent list, and one page a district."""

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from parvis.config import clock
from parvis.directory import vocabulary as words
from parvis.directory.models import Organization, Service
from parvis.law.kernel.text import Text, long_date
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_6_1.roll_out import roll_out
from parvis.places.map import State, draw_map
from parvis.places.models import Courthouse, District
from parvis.web.cache import cached_by_edition
from parvis.web.directory import shown
from parvis.web.directory.feeds import feed
from parvis.web.directory.records import has_dates
from parvis.web.pages import address, language_of

LEGEND = {
    State.ALL: Text("Des services sur place, avec des dates", "Local services, with dates"),
    State.SOME: Text("Des services sur place, sans date connue", "Local services, no known date"),
    State.NONE: Text("Seulement les services de tout le Québec", "Only services for all of Québec"),
}
COUNTED = (Text("service sur place", "local service"), Text("services sur place", "local services"))
#: The largest claim of mandatory mediation, interest excluded (Regulation, s. 21).
CEILING = "c25.01-r0.6.1/s21-ceiling"
#: What one comes to a district's page for, first.
FIRST_KINDS = ("information_session", "hearing_preparation", "premediation", "mediation", "on_site_mediation")


@cached_by_edition
def districts(request: HttpRequest) -> HttpResponse:
    """Every district: a schematic map, and the same as a list."""
    lang = language_of(request)
    local, dated = _local_services()
    rows: list[dict[str, Any]] = []
    for district in District.objects.in_order().prefetch_related("courthouses"):
        count = local[district.slug]
        state = State.ALL if dated[district.slug] else State.SOME if count else State.NONE
        rows.append(
            {
                "district": district,
                "href": address(lang, "district", slug=district.slug),
                "count": count,
                "state": LEGEND[state],
                "tile": state,
                "towns": sorted({one.name for one in district.courthouses.all() if one.kind != "itinerant"}),
            }
        )
    links = {row["district"].slug: (row["href"], row["count"], str(row["tile"])) for row in rows}
    svg = draw_map(links, lang, legend=LEGEND, counted=COUNTED)
    everywhere = Service.objects.offered().filter(territory_scope="province").count()
    return render(request, "directory/districts.html", {"rows": rows, "svg": svg, "everywhere": everywhere})


def _local_services() -> tuple[Counter[str], Counter[str]]:
    """How many services each district has of its own, and how many of them have dates."""
    local: Counter[str] = Counter()
    dated: Counter[str] = Counter()
    for service in (
        Service.objects.offered().filter(territory_scope="districts").prefetch_related("districts", "schedules")
    ):
        slugs = [district.slug for district in service.districts.all()]
        local.update(slugs)
        if has_dates(service):
            dated.update(slugs)
    return local, dated


@cached_by_edition
def district(request: HttpRequest, slug: str) -> HttpResponse:
    """One district: where to go, whom to call, which help is there and when, since when mediation is mandatory."""
    lang, on = language_of(request), clock.today()
    record = get_object_or_404(District, slug=slug)
    services = list(Service.objects.offered().in_district(slug).by_state(lang).listed())
    local = [one for one in services if one.territory_scope != "province"]
    order = {kind: place for place, kind in enumerate([*FIRST_KINDS, *words.SERVICE_KINDS])}
    local.sort(key=lambda one: order[one.kind] if one.kind in FIRST_KINDS else len(FIRST_KINDS))
    context: dict[str, Any] = {
        "district": record,
        "courthouses": list(Courthouse.objects.of_district(slug)),
        "mediation": mediation(slug, on),
        "cards": [shown.card(one, lang, on) for one in local],
        "everywhere": len(services) - len(local),
        "organizations": list(Organization.objects.filter(districts=slug).by_name(lang)),
        "calendar_feed": feed("district", slug, lang) if any(has_dates(one) for one in local) else "",
    }
    return render(request, "directory/district.html", context)


def mediation(slug: str, on: date) -> dict[str, Any]:
    """Since when mandatory mediation applies in a district, in words; a range where the day is not known."""
    entry = roll_out()[slug]
    first, last = long_date(entry.not_before), long_date(entry.not_after)
    if entry.not_before == entry.not_after:
        since = Text(f"depuis le {first.fr}", f"since {first.en}")
    else:
        since = Text(
            f"depuis un jour entre le {first.fr} et le {last.fr}", f"since a day between {first.en} and {last.en}"
        )
    return {
        "since": since,
        "applies": entry.applies(on),
        "ceiling": LAW.parameters[CEILING].at(max(on, entry.not_before)).value,
        "unconfirmed": entry.confidence in ("I", "M"),
        "source": entry.source,
    }
