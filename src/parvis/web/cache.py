"""Public pages kept ready: a page of the directory changes only with the directory's edition, or with the day.

Kept in the memory of each web process. Nothing that is about a person is ever kept: only GET, only status 200, no words that
somebody typed, nothing that sets a cookie or holds a form's secret. Kept compressed, once: compressing costs more than the answer itself. An unchanged page is answered with 304 where the browser still has it.
"""

import gzip
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
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
        and not (asked_for_a_secret or changed)
    )


def _answer(request: HttpRequest, kept: tuple[bytes, str, str]) -> HttpResponse:
    content, kind, tag = kept
    if tag in request.headers.get("If-None-Match", ""):
        response: HttpResponse = HttpResponseNotModified()
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(content, content_type=kind, headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(content), content_type=kind)
    patch_vary_headers(response, ["Accept-Encoding"])
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response
