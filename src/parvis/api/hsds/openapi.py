"""What the HSDS routes answer, for the OpenAPI description: the keys that other programs may rely on."""

from typing import Any

from parvis.api.answers import ERROR_SCHEMA
from parvis.directory.withdrawn import PAGES

_UUID = {"type": "string", "format": "uuid"}
_TEXT = {"type": "string"}
_LIST = {"type": "array", "items": {"type": "object"}}
_RECORDS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "api": (("version", "profile", "openapi_url"), {"version": _TEXT, "profile": _TEXT, "openapi_url": _TEXT}),
    "service": (
        ("id",),
        {
            "id": _UUID,
            "organization_id": _UUID,
            "name": _TEXT,
            "description": _TEXT,
            "url": _TEXT,
            "email": _TEXT,
            "status": {"type": "string", "enum": ["active", "inactive", "defunct", "temporarily closed"]},
            "application_process": _TEXT,
            "fees_description": _TEXT,
            "eligibility_description": _TEXT,
            "assured_date": _TEXT,
            "alert": _TEXT,
            "last_modified": {"type": "string", "format": "date-time"},
            "organization": {"type": "object"},
            "phones": _LIST,
            "schedules": _LIST,
            "service_areas": _LIST,
            "service_at_locations": _LIST,
            "languages": _LIST,
            "cost_options": _LIST,
            "attributes": _LIST,
        },
    ),
    "organization": (
        ("id", "name", "description"),
        {
            "id": _UUID,
            "name": _TEXT,
            "alternate_name": _TEXT,
            "description": _TEXT,
            "email": _TEXT,
            "website": _TEXT,
            "parent_organization_id": _UUID,
            "phones": _LIST,
            "locations": _LIST,
            "organization_identifiers": _LIST,
            "services": _LIST,
        },
    ),
    "location": (
        ("id", "location_type"),
        {
            "id": _UUID,
            "location_type": {"type": "string", "enum": ["physical"]},
            "name": _TEXT,
            "description": _TEXT,
            "organization_id": _UUID,
            "latitude": {"type": "number"},
            "longitude": {"type": "number"},
            "external_identifier": _TEXT,
            "external_identifier_type": _TEXT,
            "addresses": _LIST,
            "phones": _LIST,
        },
    ),
    "service_at_location": (
        ("id",),
        {
            "id": _UUID,
            "service_id": _UUID,
            "location_id": _UUID,
            "description": _TEXT,
            "location": {"type": "object"},
            "service": {"type": "object"},
            "last_modified": {"type": "string", "format": "date-time"},
        },
    ),
    "taxonomy": (("id", "name", "description"), {"id": _UUID, "name": _TEXT, "description": _TEXT, "version": _TEXT}),
    "taxonomy_term": (
        ("id", "name", "description"),
        {
            "id": _UUID,
            "code": _TEXT,
            "name": _TEXT,
            "description": _TEXT,
            "taxonomy": _TEXT,
            "taxonomy_id": _UUID,
            "taxonomy_detail": {"type": "object"},
            "language": _TEXT,
        },
    ),
}
_PAGE = {
    "total_items": {"type": "integer"},
    "total_pages": {"type": "integer"},
    "page_number": {"type": "integer"},
    "size": {"type": "integer"},
    "first_page": {"type": "boolean"},
    "last_page": {"type": "boolean"},
    "empty": {"type": "boolean"},
}
LANG = {"name": "lang", "in": "query", "required": False, "schema": {"type": "string", "enum": ["fr", "en"]}}


def record(name: str) -> dict[str, Any]:
    """The schema of a record."""
    needed, properties = _RECORDS[name]
    return {"type": "object", "required": list(needed), "properties": properties, "additionalProperties": False}


def error(description: str) -> dict[str, Any]:
    """A refusal."""
    return {"description": description, "content": {"application/json": {"schema": ERROR_SCHEMA}}}


def page(name: str) -> dict[str, Any]:
    """A page of records, or all of them one a line."""
    contents = {"type": "array", "items": record(name)}
    schema = {"type": "object", "required": [*_PAGE, "contents"], "properties": {**_PAGE, "contents": contents}}
    media = {"application/json": {"schema": schema}, "application/x-ndjson": {"schema": {"type": "string"}}}
    return {
        "responses": {
            200: {"description": "A page of them.", "content": media},
            404: error("There is no such organization."),
            410: error("That organization was withdrawn: since when, and what stands in its place."),
            422: error("A parameter is refused."),
        }
    }


def single(name: str) -> dict[str, Any]:
    """One record."""
    extra: dict[str, Any] = {} if name == "api" else {"parameters": [LANG]}
    refusals = {} if name == "api" else {404: error("There is no such record."), 422: error("A parameter is refused.")}
    if name in PAGES:
        refusals[410] = error("The record was withdrawn: since when, and what stands in its place.")
    return extra | {
        "responses": {
            200: {"description": "The record.", "content": {"application/json": {"schema": record(name)}}},
            **refusals,
        }
    }
