"""Public pages kept ready: a page of the directory changes only with the directory's edition, or with the day.

Kept in the memory of each web process. Nothing that is about a person is ever kept: only GET, only status 200, no words that
somebody typed, nothing that sets a cookie or holds a form's secret. Kept compressed, once: compressing costs more than the answer itself. An unchanged page is answered with 304 where the browser still has it.
"""

import gzip
import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from parvis.config import clock
from parvis.directory.models import Edition

View = Callable[..., HttpResponse]
#: Seconds. The key holds the day and the edition, so this only bounds what is no longer asked for.
KEPT = 3600
#: A longer query is somebody's paste: it is answered, not kept.
LONGEST_QUERY = 200


def cached_by_edition(view: View) -> View:
    """Keep this view's page by address, language, edition and day. One query where it is kept: the edition's number."""
    return _cached(view, lambda: str(Edition.present_number()))


def cached_by_day(view: View) -> View:
    """Keep a page that needs no database, by address, language and day."""
    return _cached(view, lambda: "")


def not_kept(response: HttpResponse) -> HttpResponse:
    """Mark a page that an address without end could ask for (any past day, a fault): it is answered, not kept."""
    response.not_kept = True  # type: ignore[attr-defined]
    return response


def _cached(view: View, version: Callable[[], str]) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _may_be_kept(request):
            return view(request, *args, **kwargs)
        key = _key(request, version())
        kept: tuple[bytes, str, str] | None = cache.get(key)
        if kept is None:
            response = view(request, *args, **kwargs)
            if not _same_for_everybody(request, response):
                return response
            tag = f'W/"{hashlib.sha256(response.content).hexdigest()[:24]}"'
            kept = (gzip.compress(response.content, 6, mtime=0), response.headers["Content-Type"], tag)
            cache.set(key, kept, KEPT)
        return _answer(request, kept)

    return answer


def _may_be_kept(request: HttpRequest) -> bool:
    """Only what is read, under a short address, without words that somebody typed (`q`)."""
    query = request.META.get("QUERY_STRING", "")
    return request.method in ("GET", "HEAD") and len(query) <= LONGEST_QUERY and not request.GET.get("q")


def _key(request: HttpRequest, version: str) -> str:
    parts = (request.get_host(), request.scheme or "", request.get_full_path(), str(clock.today()), version)
    return "page:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _same_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    asked_for_a_secret = "CSRF_COOKIE_NEEDS_UPDATE" in request.META
    changed = getattr(getattr(request, "answers", None), "changed", False)
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not (asked_for_a_secret or changed or getattr(response, "not_kept", False))
    )


def accepts_gzip(header: str) -> bool:
    """Whether `Accept-Encoding` takes gzip: named, or by `*`, and not at a quality of 0 (RFC 9110, s. 12.5.3)."""
    qualities: dict[str, bool] = {}
    for one in header[:500].lower().split(","):
        name, *parameters = (part.strip() for part in one.split(";"))
        refused = any(re.fullmatch(r"q\s*=\s*0(\.0{0,3})?", part) for part in parameters)
        qualities.setdefault("gzip" if name == "x-gzip" else name, not refused)
    return qualities.get("gzip", qualities.get("*", False))


class Compression(GZipMiddleware):
    """Django's compression, which would also compress for who refuses it (`gzip;q=0`)."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress for those who take it; the answer depends on what is accepted in both cases."""
        if accepts_gzip(request.headers.get("Accept-Encoding", "")):
            return super().process_response(request, response)
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


def _answer(request: HttpRequest, kept: tuple[bytes, str, str]) -> HttpResponse:
    content, kind, tag = kept
    if tag in request.headers.get("If-None-Match", ""):
        response: HttpResponse = HttpResponseNotModified()
    elif accepts_gzip(request.headers.get("Accept-Encoding", "")):
        response = HttpResponse(content, content_type=kind, headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(content), content_type=kind)
    patch_vary_headers(response, ["Accept-Encoding"])
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response
