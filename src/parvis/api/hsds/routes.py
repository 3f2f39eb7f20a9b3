"""The HSDS routes: lists cut into pages or streamed, and single records."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from ninja import Query, Router, Schema
from pydantic import Field

from parvis.api.answers import answer, labelled, language, page_of, stream, wants_ndjson
from parvis.api.hsds import openapi, shapes
from parvis.api.hsds.identity import found, uuid_of
from parvis.api.hsds.taxonomies import TAXONOMIES, as_taxonomy, as_term, narrowed, terms
from parvis.config import clock
from parvis.directory.models import Location, Organization, Service
from parvis.directory.search import asked
from parvis.places.models import Courthouse

router = Router(tags=["hsds"])
Read = Callable[[list[Any]], Iterable[dict[str, Any]]]


class Page(Schema):
    """Which part of a list: HSDS's own parameters."""

    page: int = Field(1, ge=1, le=100_000, description="Page number.")
    per_page: int = Field(50, ge=1, le=500, description="Records on a page.")
    format: Literal["json", "ndjson"] = Field("json", description="ndjson: all of them, one a line, without pages.")
    lang: Literal["fr", "en"] | None = Field(None, description="Language of the words; French where nothing is asked.")


class Searched(Page):
    """A list that can be searched by words."""

    search: str = Field("", description="Words; accents and endings make no difference.")


class OfServices(Searched):
    """A list of services, or of services at their places."""

    taxonomy_term_id: str | None = Field(None, json_schema_extra={"format": "uuid"}, description="With this term.")
    taxonomy_id: str | None = Field(
        None, json_schema_extra={"format": "uuid"}, description="With any term of this taxonomy."
    )
    organization_id: str | None = Field(None, json_schema_extra={"format": "uuid"}, description="Of this organization.")
    modified_after: datetime | None = Field(None, description="Changed on or after this moment.")
    minimal: bool = Field(False, description="Only id and last_modified.")
    full: bool = Field(False, description="With everything that hangs on each record.")


def _list(
    request: HttpRequest, keys: QuerySet[Any, Any] | Sequence[Any], read: Read, page: Page, lang: str
) -> HttpResponseBase:
    response = _in_form(request, keys, read, page, lang)
    patch_vary_headers(response, ["Accept"])  # one address, two forms
    return response


def _in_form(
    request: HttpRequest, keys: QuerySet[Any, Any] | Sequence[Any], read: Read, page: Page, lang: str
) -> HttpResponseBase:
    if wants_ndjson(request):
        return stream(list(keys), read, lang)
    total = keys.count() if isinstance(keys, QuerySet) else len(keys)
    start = (page.page - 1) * page.per_page
    chosen = list(keys[start : start + page.per_page])
    return answer({**page_of(total, page.page, page.per_page), "contents": list(read(chosen))}, lang=lang)


def _services(query: OfServices, lang: str) -> QuerySet[Service, str]:
    services = narrowed(Service.objects.public(), query.taxonomy_term_id, query.taxonomy_id)
    if query.organization_id:
        keys = Organization.objects.order_by("pk").values_list("pk", flat=True)
        services = services.of_organization(found(query.organization_id, "organization", keys))
    if query.modified_after:
        moment = query.modified_after
        services = services.filter(changed_at__gte=moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    question = asked(query.search)
    services = services.search(question, lang) if question.text else services.order_by("pk")
    return services.values_list("pk", flat=True)


def _in_order(queryset: QuerySet[Any], keys: list[str]) -> list[Any]:
    rows = queryset.in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


@router.get("/", operation_id="getApi", summary="This API", openapi_extra=openapi.single("api"))
def about(request: HttpRequest) -> HttpResponseBase:
    """The version of HSDS, its profile, and where this API is described."""
    return answer(
        {
            "version": "3.1",
            "profile": "https://docs.openreferral.org/en/3.1/",
            "openapi_url": request.build_absolute_uri("/api/openapi.json"),
        }
    )


@router.get("/services", operation_id="listServices", summary="Services", openapi_extra=openapi.page("service"))
def services(request: HttpRequest, query: Query[OfServices]) -> HttpResponseBase:
    """The services that people can use."""
    lang, on = language(request), clock.today()

    def read(keys: list[Any]) -> Iterable[dict[str, Any]]:
        if query.minimal:
            rows = Service.objects.only("pk", "changed_at").in_bulk(keys)
            return [{"id": uuid_of("service", key), "last_modified": rows[key].changed_at.isoformat()} for key in keys]
        return [shapes.service(one, lang, on, full=query.full) for one in _in_order(Service.objects.listed(), keys)]

    return _list(request, _services(query, lang), read, query, lang)


@router.get("/services/{id}", operation_id="getService", summary="One service", openapi_extra=openapi.single("service"))
def service(request: HttpRequest, id: str) -> HttpResponseBase:
    """A service with everything that hangs on it."""
    lang = language(request)
    key = found(id, "service", Service.objects.public().order_by("pk").values_list("pk", flat=True))
    return answer(shapes.service(Service.objects.listed().get(pk=key), lang, clock.today(), full=True), lang=lang)


class OfOrganizations(Searched):
    """A list of organizations."""

    full: bool = Field(False, description="With places, phones and services.")


@router.get(
    "/organizations",
    operation_id="listOrganizations",
    summary="Organizations",
    openapi_extra=openapi.page("organization"),
)
def organizations(request: HttpRequest, query: Query[OfOrganizations]) -> HttpResponseBase:
    """The organizations, those without a service of their own included."""
    lang = language(request)
    rows = Organization.objects.order_by("pk")
    question = asked(query.search)
    for word in question.key.split():
        rows = rows.filter(Q(key_fr__contains=word) | Q(key_en__contains=word))

    def read(keys: list[Any]) -> Iterable[dict[str, Any]]:
        listed = _in_order(Organization.objects.listed(), keys)
        provided = _provided(keys) if query.full else {}
        return [shapes.organization(one, lang, full=query.full, services=provided.get(one.pk, ())) for one in listed]

    return _list(request, rows.values_list("pk", flat=True), read, query, lang)


def _provided(keys: list[str]) -> dict[str, list[Service]]:
    rows = Service.objects.public().filter(involvements__position=0, involvements__organization__in=keys).listed()
    provided: dict[str, list[Service]] = {}
    for one in rows.order_by("pk"):
        provided.setdefault(one.provider.pk, []).append(one)
    return provided


@router.get(
    "/organizations/{id}",
    operation_id="getOrganization",
    summary="One organization",
    openapi_extra=openapi.single("organization"),
)
def organization(
    request: HttpRequest, id: str, full_service: bool = Query(False, description="With its services in full.")
) -> HttpResponseBase:
    """An organization with its places and its services."""
    lang = language(request)
    key = found(id, "organization", Organization.objects.order_by("pk").values_list("pk", flat=True))
    own = _provided([key]).get(key, [])
    shape = shapes.organization(Organization.objects.listed().get(pk=key), lang, full=True, services=own)
    if full_service and own:
        shape["services"] = [shapes.service(one, lang, clock.today(), full=True) for one in own]
    return answer(shape, lang=lang)


def _place_keys() -> list[tuple[str, str]]:
    """Every place: those of the organizations, then the courthouses."""
    own = [("location", key) for key in Location.objects.order_by("pk").values_list("pk", flat=True)]
    return own + [("courthouse", key) for key in Courthouse.objects.order_by("pk").values_list("pk", flat=True)]


def _places(keys: list[tuple[str, str]], lang: str) -> list[dict[str, Any]]:
    own = Location.objects.listed().in_bulk([key for kind, key in keys if kind == "location"])
    courts = Courthouse.objects.in_bulk([key for kind, key in keys if kind == "courthouse"])
    return [
        shapes.location(own[key], lang) if kind == "location" else shapes.courthouse(courts[key], lang)
        for kind, key in keys
    ]


@router.get("/locations", operation_id="listLocations", summary="Places", openapi_extra=openapi.page("location"))
def locations(request: HttpRequest, query: Query[Page]) -> HttpResponseBase:
    """The places of organizations and the courthouses."""
    lang = language(request)
    return _list(request, _place_keys(), lambda keys: _places(keys, lang), query, lang)


@router.get(
    "/locations/{id}", operation_id="getLocation", summary="One place", openapi_extra=openapi.single("location")
)
def location(request: HttpRequest, id: str) -> HttpResponseBase:
    """A place."""
    lang = language(request)
    wanted = id.strip().lower()
    chosen = [one for one in _place_keys() if uuid_of(*one) == wanted]
    if not chosen:
        found(id, "location", ())
    return answer(_places(chosen, lang)[0], lang=lang)


def _at_places(query: OfServices, lang: str) -> list[tuple[Service, Any]]:
    rows = _in_order(Service.objects.listed(), list(_services(query, lang)))
    return [(one, place) for one in rows for place in shapes.places_of(one)]


@router.get(
    "/service_at_locations",
    operation_id="listServiceAtLocations",
    summary="Services at their places",
    openapi_extra=openapi.page("service_at_location"),
)
def service_at_locations(request: HttpRequest, query: Query[OfServices]) -> HttpResponseBase:
    """Each service at each of the places that its source names."""
    lang, on = language(request), clock.today()

    def read(pairs: list[Any]) -> Iterable[dict[str, Any]]:
        if query.minimal:
            return [
                {
                    "id": uuid_of("service_at_location", shapes.at_key(*pair)),
                    "last_modified": pair[0].changed_at.isoformat(),
                }
                for pair in pairs
            ]
        return [shapes.at_location(one, place, lang, on=on, full=query.full) for one, place in pairs]

    return _list(request, _at_places(query, lang), read, query, lang)


@router.get(
    "/service_at_locations/{id}",
    operation_id="getServiceAtLocation",
    summary="One service at one place",
    openapi_extra=openapi.single("service_at_location"),
)
def service_at_location(request: HttpRequest, id: str) -> HttpResponseBase:
    """A service at a place, with the service in full."""
    lang = language(request)
    rows = Service.objects.public().listed().order_by("pk")
    pairs = {shapes.at_key(one, place): (one, place) for one in rows for place in shapes.places_of(one)}
    one, place = pairs[found(id, "service_at_location", pairs)]
    return answer(shapes.at_location(one, place, lang, on=clock.today(), full=True), lang=lang)


@router.get("/taxonomies", operation_id="listTaxonomies", summary="Taxonomies", openapi_extra=openapi.page("taxonomy"))
def taxonomies(request: HttpRequest, query: Query[Searched]) -> HttpResponseBase:
    """The closed lists of the directory."""
    lang = language(request)
    rows = [one for one in TAXONOMIES if query.search.lower() in one.name.to(lang).lower()]
    return _list(request, rows, lambda some: [as_taxonomy(one, lang) for one in some], query, lang)


@router.get(
    "/taxonomies/{id}", operation_id="getTaxonomy", summary="One taxonomy", openapi_extra=openapi.single("taxonomy")
)
def taxonomy(request: HttpRequest, id: str) -> HttpResponseBase:
    """A taxonomy."""
    lang = language(request)
    by_key = {one.key: one for one in TAXONOMIES}
    return answer(as_taxonomy(by_key[found(id, "taxonomy", by_key)], lang), lang=lang)


class OfTerms(Searched):
    """A list of terms."""

    taxonomy_id: str | None = Field(None, json_schema_extra={"format": "uuid"}, description="Of this taxonomy.")
    parent_id: str | None = Field(
        None, json_schema_extra={"format": "uuid"}, description="Under this term: no term is under another."
    )
    top_only: bool = Field(False, description="Only terms under no other: all of them.")


@router.get(
    "/taxonomy_terms", operation_id="listTaxonomyTerms", summary="Terms", openapi_extra=openapi.page("taxonomy_term")
)
def taxonomy_terms(request: HttpRequest, query: Query[OfTerms]) -> HttpResponseBase:
    """The terms of the taxonomies."""
    lang = language(request)
    rows = [
        (one, code)
        for one, code in terms().values()
        if query.search.lower() in one.words[code].to(lang).lower()
        and (query.taxonomy_id is None or one.id == query.taxonomy_id.lower())
        and query.parent_id is None
    ]
    return _list(request, rows, lambda some: [as_term(one, code, lang) for one, code in some], query, lang)


@router.get(
    "/taxonomy_terms/{id}",
    operation_id="getTaxonomyTerm",
    summary="One term",
    openapi_extra=openapi.single("taxonomy_term"),
)
def taxonomy_term(request: HttpRequest, id: str) -> HttpResponseBase:
    """A term."""
    lang = language(request)
    if id.lower() not in terms():
        found(id, "taxonomy_term", ())
    return labelled(answer(as_term(*terms()[id.lower()], lang)), lang)
