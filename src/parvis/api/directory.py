"""The directory as tables (CSV) and as calendars (iCalendar)."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from ninja import Router

from parvis.api.answers import Problem, labelled, language
from parvis.api.hsds.identity import gone
from parvis.api.hsds.openapi import LANG, error
from parvis.config import clock
from parvis.directory.feed import calendar_of
from parvis.directory.models import Service
from parvis.directory.tables import services_table, statistics_table
from parvis.directory.withdrawn import withdrawn_under
from parvis.law.kernel.text import Text
from parvis.places.models import District

router = Router()
_SERVICE_DATES = Text("{name} – Parvis", "{name} – Parvis")
_DISTRICT_DATES = Text(
    "Séances et services, district de {name} – Parvis", "Sessions and services, district of {name} – Parvis"
)


def _as_file(content: str | bytes, kind: str, name: str, lang: str) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return labelled(response, lang)


def _file(kind: str, description: str, *, named: bool = False, withdrawn: bool = False) -> dict[str, object]:
    responses: dict[int, object] = {
        200: {"description": description, "content": {kind: {"schema": {"type": "string"}}}},
        422: error("A parameter is refused."),
    }
    if named:
        responses[404] = error("There is no such record.")
    if withdrawn:
        responses[410] = error("The service was withdrawn: since when, and what stands in its place.")
    return {"parameters": [LANG], "responses": responses}


@router.get(
    "/directory/services.csv",
    tags=["directory"],
    operation_id="servicesCsv",
    summary="All services, as a table",
    openapi_extra=_file("text/csv", "One line a service."),
)
def services_csv(request: HttpRequest) -> HttpResponse:
    """Every service of the directory, those that are over and those for institutions included."""
    lang = language(request)
    return _as_file(services_table(lang, clock.today()), "text/csv", f"parvis-services-{lang}.csv", lang)


@router.get(
    "/directory/statistics.csv",
    tags=["directory"],
    operation_id="statisticsCsv",
    summary="All figures, as a table",
    openapi_extra=_file("text/csv", "One line a figure."),
)
def statistics_csv(request: HttpRequest) -> HttpResponse:
    """Every figure, with its numerator, its denominator and its period."""
    lang = language(request)
    return _as_file(statistics_table(lang), "text/csv", f"parvis-statistics-{lang}.csv", lang)


@router.get(
    "/calendar/service/{slug}.ics",
    tags=["calendar"],
    operation_id="serviceCalendar",
    summary="The dates of a service",
    openapi_extra=_file("text/calendar", "The dates, each confirmed or tentative.", named=True, withdrawn=True),
)
def service_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The dates of one service, to subscribe to."""
    lang = language(request)
    service = Service.objects.public().listed().filter(slug=_plain(slug)).first()
    withdrawn = withdrawn_under("service", _plain(slug)) if service is None else None
    if withdrawn is not None:
        raise Problem.of(410, "/slug", slug[:60], gone(withdrawn))
    if service is None:
        raise Problem.of(404, "/slug", slug[:60], "the short name of a service")
    name = _SERVICE_DATES.fill(name=service.name).to(lang)
    return _calendar(request, [service], lang, name, service.slug)


@router.get(
    "/calendar/district/{slug}.ics",
    tags=["calendar"],
    operation_id="districtCalendar",
    summary="The dates of a district",
    openapi_extra=_file("text/calendar", "The dates, each confirmed or tentative.", named=True),
)
def district_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The dates of the services of one district, those given everywhere included."""
    lang = language(request)
    district = District.objects.filter(slug=_plain(slug)).first()
    if district is None:
        raise Problem.of(404, "/slug", slug[:60], "the short name of a district")
    services = Service.objects.public().in_district(district.slug).with_dates().listed().order_by("pk")
    return _calendar(request, services, lang, _DISTRICT_DATES.fill(name=district.name).to(lang), district.slug)


def _plain(slug: str) -> str:
    """A short name that the database can be asked about: PostgreSQL's texts hold no NUL."""
    return slug.replace("\x00", "")


def _calendar(request: HttpRequest, services: Iterable[Service], lang: str, name: str, slug: str) -> HttpResponse:
    def address_of(service: Service) -> str:
        return request.build_absolute_uri(_page(service, lang))

    content = calendar_of(services, lang, name=name, on=clock.today(), address_of=address_of)
    return _as_file(content, "text/calendar", f"parvis-{slug}-{lang}.ics", lang)


def _page(service: Service, lang: str) -> str:
    try:
        return reverse(f"{lang}:service", kwargs={"slug": service.slug})
    except NoReverseMatch:
        return f"/{lang}/"
