"""The site itself: the way in, health."""

from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

import parvis


@require_safe
def home_by_language(request: HttpRequest) -> HttpResponse:
    """Send the reader to the home page in the language the browser asks for; French unless it asks for English first."""
    lang = "en" if get_language_from_request(request) == "en" else "fr"
    response = HttpResponseRedirect(f"/{lang}/")
    response["Vary"] = "Accept-Language"
    return response


home_by_language.takes_no_side = True  # type: ignore[attr-defined]


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 where the database answers, 503 where it does not. For machines: says nothing of what is inside."""
    state: dict[str, Any] = {"status": "ok", "version": parvis.__version__}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        state["status"] = "database unavailable"
    response = JsonResponse(state, status=200 if state["status"] == "ok" else 503)
    response["Cache-Control"] = "no-store"
    return response


health.takes_no_side = True  # type: ignore[attr-defined]
