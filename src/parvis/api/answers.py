"""What every answer of the API shares: its language, its errors, its cutting into pages."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from parvis.config.database import side

#: Rows read in one transaction of a stream: a slow reader never holds one open.
CHUNK = 200
ERROR_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["at", "found", "expected"],
                "properties": {
                    "at": {"type": "string", "description": "JSON Pointer, or the name of the parameter"},
                    "found": {},
                    "expected": {"type": "string", "description": "In English, whatever the language asked for"},
                },
            },
        },
        "said": {
            "type": "array",
            "description": "The same faults in a sentence of each language, where a question of law refuses the facts",
            "items": {
                "type": "object",
                "required": ["at", "code", "fr", "en"],
                "properties": {
                    "at": {"type": "string"},
                    "code": {"type": "string", "description": "What kind of fault it is, whatever its words"},
                    "fr": {"type": "string"},
                    "en": {"type": "string"},
                },
            },
        },
    },
}


class Problem(Exception):
    """The request cannot be answered: a status, and each fault with its place, what was found and what was expected.

    `told` says the same in a sentence of each language, where a question of law refuses the facts.
    """

    def __init__(self, status: int, faults: list[dict[str, Any]], told: list[dict[str, str]] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.faults = faults
        self.told = told or []

    @classmethod
    def of(cls, status: int, at: str, found: Any, expected: str) -> "Problem":
        """A problem with one fault."""
        return cls(status, [{"at": at, "found": found, "expected": expected}])


def language(request: HttpRequest) -> str:
    """`?lang=` first, then what the browser accepts, then French. Problem 422 for another `lang`."""
    asked = request.GET.get("lang")
    if asked is not None:
        if asked not in ("fr", "en"):
            raise Problem.of(422, "/lang", asked[:40], "fr or en")
        return asked
    for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200].lower()):
        if code == "*":
            break
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return "fr"


def as_json(value: object) -> bytes:
    """The value as JSON; a lone surrogate that somebody sent comes out as a question mark."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def answer(value: object, *, status: int = 200, lang: str = "") -> HttpResponse:
    """A JSON answer, in a language where it holds words."""
    response = HttpResponse(as_json(value), content_type="application/json", status=status)
    return labelled(response, lang)


def labelled(response: Any, lang: str) -> Any:
    """Say in which language the answer is, and that it depends on what the reader accepts."""
    response["Access-Control-Allow-Origin"] = "*"
    if lang:
        response["Content-Language"] = lang
        response["Vary"] = "Accept-Language"
    return response


def refused(problem: Problem) -> HttpResponse:
    """A refusal, as every route of the API writes it."""
    return answer({"error": problem.faults, **({"said": problem.told} if problem.told else {})}, status=problem.status)


def wants_ndjson(request: HttpRequest) -> bool:
    """Whether the reader asks for one JSON value a line: `?format=ndjson`, or by what it accepts."""
    form = request.GET.get("format")
    if form is not None and form not in ("json", "ndjson"):
        raise Problem.of(422, "/format", form[:40], "json or ndjson")
    return form == "ndjson" or (form is None and "application/x-ndjson" in request.headers.get("Accept", ""))


def stream(keys: list[Any], read: Callable[[list[Any]], Iterable[dict[str, Any]]], lang: str) -> StreamingHttpResponse:
    """One JSON value a line, for each key, in order; read on the public side in short transactions."""

    def lines() -> Iterator[bytes]:
        for start in range(0, len(keys), CHUNK):
            with side("public"):
                ready = [as_json(one) + b"\n" for one in read(keys[start : start + CHUNK])]
            yield from ready

    return labelled(StreamingHttpResponse(lines(), content_type="application/x-ndjson"), lang)


def page_of(total: int, page: int, per_page: int) -> dict[str, Any]:
    """The keys of a page, as HSDS names them; a page beyond the last is empty."""
    pages = max(1, -(-total // per_page))
    size = max(0, min(per_page, total - (page - 1) * per_page))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": size,
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": size == 0,
    }


def needs_no_side(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view that never touches the database: it runs without a transaction."""
    view.takes_no_side = True  # type: ignore[attr-defined]
    return view
