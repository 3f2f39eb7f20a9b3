"""The information sessions on parenting and mediation that are announced, as JSON and as calendars; nobody's name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from parvis.api.answers import Problem, answer, labelled, language, page_of
from parvis.api.hsds.openapi import LANG, error, page
from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.pathway.separation.session import PHONE
from parvis.pathway.separation.session_calendar import calendar_of
from parvis.roster.models import GroupSession
from parvis.roster.register import district_names

router = Router(tags=["information sessions"])
#: What stands for every district in the address of a calendar.
EVERYWHERE = "all"
_STATES = {"planned": Text("à venir", "to come"), "cancelled": Text("annulée", "cancelled")}
_TEXT = {"type": "string"}
_SESSION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "state", "begins_at", "ends_at", "minutes", "district", "meeting", "language", "place", "enrol"],
    "properties": {
        "id": {"type": "integer"},
        "state": {"type": "string", "enum": list(_STATES)},
        "said": _TEXT,
        "begins_at": {"type": "string", "format": "date-time"},
        "ends_at": {"type": "string", "format": "date-time"},
        "minutes": {"type": "integer"},
        "district": _TEXT,
        "meeting": {"type": "string", "enum": ["in_person", "video", "phone"]},
        "language": {"type": "string", "enum": ["fr", "en"]},
        "place": _TEXT,
        "enrol": _TEXT,
    },
}


class Asked(Schema):
    """Which sessions, and which part of them."""

    district: str = Field("", max_length=60, description="Slug of a judicial district.")
    language: Literal["", "fr", "en"] = Field("", description="Language in which the session is held.")
    page: int = Field(1, ge=1, le=100_000, description="Page number.")
    per_page: int = Field(50, ge=1, le=500, description="Records on a page.")
    lang: Literal["fr", "en"] | None = Field(None, description="Language of the words; French where nothing is asked.")


def _described() -> dict[str, Any]:
    schema = page("service")["responses"][200]["content"]["application/json"]["schema"]
    schema["properties"] = {**schema["properties"], "contents": {"type": "array", "items": _SESSION}}
    answers = {200: {"description": "A page of them.", "content": {"application/json": {"schema": schema}}}}
    return {"responses": {**answers, 422: error("A parameter is refused.")}}


def _as_calendar(description: str) -> dict[str, Any]:
    said = {200: {"description": description, "content": {"text/calendar": {"schema": {"type": "string"}}}}}
    refusals = {404: error("There is no such record."), 422: error("A parameter is refused.")}
    return {"parameters": [LANG], "responses": {**said, **refusals}}


@router.get(
    "/information-sessions",
    operation_id="informationSessions",
    summary="Information sessions to come",
    openapi_extra=_described(),
)
def information_sessions(request: HttpRequest, query: Query[Asked]) -> HttpResponse:
    """Those announced, the nearest first, one page at a time; one that is cancelled says so until it would have begun."""
    lang = language(request)
    found = GroupSession.objects.announced(at=clock.now())
    if query.district:
        found = found.filter(district=_plain(query.district))
    if query.language:
        found = found.filter(language=query.language)
    first = (query.page - 1) * query.per_page
    rows = [_shape(one, lang) for one in found[first : first + query.per_page]]
    return answer({**page_of(found.count(), query.page, query.per_page), "contents": rows}, lang=lang)


def _shape(one: GroupSession, lang: str) -> dict[str, Any]:
    return {
        "id": one.pk,
        "state": one.state,
        "said": _STATES[one.state].to(lang),
        "minutes": one.minutes,
        "begins_at": one.begins_at.astimezone(clock.QUEBEC).isoformat(),
        "district": one.district,
        "meeting": one.meeting,
        "ends_at": one.ends_at.astimezone(clock.QUEBEC).isoformat(),
        "language": one.language,
        "place": one.place,
        "enrol": one.enrol or PHONE,
    }


@router.get(
    "/calendar/information-session/{number}.ics",
    operation_id="informationSessionCalendar",
    summary="One information session",
    openapi_extra=_as_calendar("The session, as an event."),
)
def information_session_calendar(request: HttpRequest, number: str) -> HttpResponse:
    """One session that is announced, to add to a calendar."""
    known = number.isascii() and number.isdecimal() and len(number) < 16
    found = GroupSession.objects.announced(at=clock.now()).filter(pk=int(number)) if known else None
    if not found:
        raise Problem.of(404, "/number", number[:60], "the number of a session to come")
    return _file(request, found, number)


@router.get(
    "/calendar/information-sessions/{slug}.ics",
    operation_id="informationSessionsCalendar",
    summary="The information sessions of a district",
    openapi_extra=_as_calendar("The sessions to come, as events."),
)
def information_sessions_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The sessions to come in a district, or in all of them (`all`), to subscribe to."""
    found, slug = GroupSession.objects.announced(at=clock.now()), _plain(slug)
    if slug != EVERYWHERE:
        if slug not in district_names():
            raise Problem.of(404, "/slug", slug[:60], f"the short name of a district, or {EVERYWHERE}")
        found = found.filter(district=slug)
    return _file(request, found, slug)


def _file(request: HttpRequest, found: Iterable[GroupSession], name: str) -> HttpResponse:
    lang = language(request)
    url = request.build_absolute_uri(reverse(f"{lang}:information_sessions"))
    content = calendar_of(found, lang, district_names(), url=url)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="parvis-information-{name}-{lang}.ics"'
    return labelled(response, lang)


def _plain(slug: str) -> str:
    """A short name that the database can be asked about: PostgreSQL's texts hold no NUL."""
    return slug.replace("\x00", "")
