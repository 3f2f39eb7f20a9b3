"""The register of mediators, as plain JSON and as HSDS services: who is certified today, and nobody else."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from parvis.api.answers import answer, language, page_of
from parvis.api.hsds.identity import uuid_of
from parvis.api.hsds.openapi import error, page
from parvis.api.hsds.shapes import known
from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.roster.kinds import CERTIFICATIONS
from parvis.roster.register import Listed, search_register

router = Router(tags=["mediators"])
Background = Literal["", "legal", "psychosocial", "both", "other"]
_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_HELD = {
    "type": "object",
    "required": ["for", "by", "since"],
    "additionalProperties": False,
    "properties": {"for": _TEXT, "by": _TEXT, "since": {"type": "string", "format": "date"}},
}
_MEDIATOR = {
    "type": "object",
    "required": ["slug", "name", "profession", "certifications", "accepting"],
    "additionalProperties": False,
    "properties": {
        "slug": _TEXT,
        "name": _TEXT,
        "profession": _TEXT,
        "certifications": {"type": "array", "items": _HELD},
        "languages": _TEXTS,
        "districts": _TEXTS,
        "in_person": {"type": "boolean"},
        "remote": {"type": "boolean"},
        "accepting": {"type": "boolean"},
        "place": _TEXT,
        "phone": _TEXT,
        "email": _TEXT,
        "website": _TEXT,
    },
}
_CERTIFIED = Text(
    "{kind} – accréditation de : {body}, depuis le {since}", "{kind} – certified by: {body}, since {since}"
)


class Asked(Schema):
    """The filters of the register, and which part of it."""

    kind: Literal["", "family_mediation", "small_claims_mediation", "small_claims_arbitration"] = Field(
        "family_mediation", description="What for; empty for all."
    )
    district: str = Field("", max_length=60, description="Slug of a judicial district.")
    language: str = Field("", max_length=8, description="Code of a language.")
    remote: bool | None = Field(None, description="true: at a distance; false: in person.")
    background: Background = Field("", description="Background of the certification.")
    q: str = Field("", max_length=200, description="Words of the name.")
    page: int = Field(1, ge=1, le=100_000, description="Page number.")
    per_page: int = Field(50, ge=1, le=500, description="Records on a page.")
    lang: Literal["fr", "en"] | None = Field(None, description="Language of the words; French where nothing is asked.")


def _described(described: dict[str, Any], items: dict[str, Any]) -> dict[str, Any]:
    """The description of a page of HSDS records, with other records in it."""
    schema = described["responses"][200]["content"]["application/json"]["schema"]
    schema["properties"] = {**schema["properties"], "contents": {"type": "array", "items": items}}
    return {
        "responses": {
            200: {"description": "A page of them.", "content": {"application/json": {"schema": schema}}},
            422: error("A parameter is refused."),
        }
    }


def _answered(request: HttpRequest, query: Asked, shape: Any) -> HttpResponse:
    lang = language(request)
    found = search_register(
        on=clock.today(),
        kind=query.kind,
        district=query.district.replace("\x00", ""),
        language=query.language.replace("\x00", ""),
        remote=query.remote,
        text=query.q.replace("\x00", ""),
        background=query.background,
        limit=query.per_page,
        offset=(query.page - 1) * query.per_page,
    )
    pages = page_of(found.total, query.page, query.per_page)
    return answer({**pages, "contents": [shape(one, lang) for one in found.rows]}, lang=lang)


@router.get(
    "/mediators",
    operation_id="mediators",
    summary="Who is certified today",
    openapi_extra=_described(page("service"), _MEDIATOR),
)
def mediators(request: HttpRequest, query: Query[Asked]) -> HttpResponse:
    """The register, one page at a time; the total is always given."""
    return _answered(request, query, mediator)


@router.get(
    "/hsds/mediators",
    operation_id="mediatorsHsds",
    summary="Who is certified today, as HSDS services",
    openapi_extra=_described(
        page("service"),
        page("service")["responses"][200]["content"]["application/json"]["schema"]["properties"]["contents"]["items"],
    ),
)
def mediators_hsds(request: HttpRequest, query: Query[Asked]) -> HttpResponse:
    """The register as HSDS 3.1 services: each person is a service of mediation."""
    return _answered(request, query, as_service)


def mediator(one: Listed, lang: str) -> dict[str, Any]:
    """Somebody on the register."""
    held = [{"for": each.kind, "by": each.body_slug, "since": each.since.isoformat()} for each in one.held]
    said = known(
        slug=one.slug,
        name=one.name,
        profession=one.profession.to(lang),
        certifications=held,
        languages=one.record.languages,
        districts=one.record.districts,
        place=one.place,
        phone=one.phone,
        email=one.email,
        website=one.website,
    )
    flags = {"in_person": one.record.in_person, "remote": one.record.remote, "accepting": one.accepting}
    return {**said, **flags}


def as_service(one: Listed, lang: str) -> dict[str, Any]:
    """Somebody on the register, as an HSDS service; no organization stands between."""
    key = uuid_of("mediator", one.slug)
    described = "; ".join(
        _CERTIFIED.fill(kind=CERTIFICATIONS[each.kind], body=each.body, since=each.since.isoformat()).to(lang)
        for each in one.held
    )
    phones = (
        [{"id": uuid_of("phone", key), "service_id": key, "number": one.phone, "type": "voice"}] if one.phone else []
    )
    return known(
        id=key,
        name=one.name,
        description=described,
        status="active" if one.accepting else "temporarily closed",
        url=one.website,
        email=one.email,
        last_modified=one.record.changed_at.isoformat(timespec="milliseconds"),
        phones=phones,
        languages=[
            {"id": uuid_of("language", one.slug, code), "service_id": key, "code": code, "name": name.to(lang)}
            for code, name in zip(one.record.languages, one.languages, strict=False)
        ],
        service_areas=[
            {"id": uuid_of("service_area", one.slug, slug), "service_id": key, "name": name}
            for slug, name in zip(one.record.districts, one.districts, strict=False)
        ],
    )
