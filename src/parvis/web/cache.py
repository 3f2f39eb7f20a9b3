"""Public pages kept ready: a page of the directory changes only with the directory's edition, or with the day.

Kept in the memory of each web process. Nothing that is about a person is ever kept: only GET, only status 200, nothing that
sets a cookie or holds a form's secret. An unchanged page is answered with 304 where the browser still has it.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from parvis.config import clock
from parvis.directory.models import Edition

View = Callable[..., HttpResponse]
#: Seconds. The key holds the day and the edition, so this only bounds what is no longer asked for.
KEPT = 3600
#: A longer query is somebody's paste: it is answered, not kept.
LONGEST_QUERY = 200


def cached_by_edition(view: View) -> View:
    """Keep this view's page by address, language, edition and day. One query where it is kept: the edition's number."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            return view(request, *args, **kwargs)
        key = _key(request)
        kept: tuple[bytes, str] | None = cache.get(key)
        if kept is None:
            response = view(request, *args, **kwargs)
            if not _same_for_everybody(request, response):
                return response
            kept = (response.content, response.headers["Content-Type"])
            cache.set(key, kept, KEPT)
        return _answer(request, kept)

    return answer


def _key(request: HttpRequest) -> str:
    parts = (
        request.get_host(),
        request.scheme or "",
        request.get_full_path(),
        str(clock.today()),
        str(Edition.current()),
    )
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


def _answer(request: HttpRequest, kept: tuple[bytes, str]) -> HttpResponse:
    content, kind = kept
    tag = f'W/"{hashlib.sha256(content).hexdigest()[:24]}"'
    same = tag in request.headers.get("If-None-Match", "")
    response = HttpResponseNotModified() if same else HttpResponse(content, content_type=kind)
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response
