"""Pages for when something is missing, forbidden or broken: what it means, what to do, whom to call."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def _page(request: HttpRequest, status: int, kind: str) -> HttpResponse:
    return render(request, "errors/error.html", {"kind": kind, "status": status}, status=status)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404: absent and forbidden give the same answer."""
    return _page(request, 404, "not_found")


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400: what was sent could not be read (too large, malformed)."""
    return _page(request, 400, "bad_request")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was open too long, or cookies are refused."""
    return _page(request, 403, "expired_form")


def too_fast(request: HttpRequest) -> HttpResponse:
    """429: too many requests at once from one network."""
    return _page(request, 429, "too_fast")


def fault(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours."""
    return _page(request, 500, "fault")
