"""What happens around every page: its safety headers, its language, its answers, its side of the wall."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.template.response import SimpleTemplateResponse
from django.utils import translation

from parvis.config.database import side
from parvis.people.models import Nobody
from parvis.web import access, session
from parvis.web.site import health

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
Next = Callable[[HttpRequest], HttpResponse]


class Health:
    """Answers `/health` before anything else: a probe comes by whatever name and without TLS, and is not logged.

    It bears the headers that every other answer gets from the layers that it goes around.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Health, or go on."""
        if request.path_info != "/health":
            return self.get_response(request)
        response = health(request)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            response.headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
        return response


class Safety:
    """No request to anyone else, no frame, nothing inline; a page that is about a person is never cached."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"
        )
        if request.method not in ("GET", "HEAD") or response.cookies:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class PlainApi:
    """A program that calls the API without TLS is refused, not sent on: it would never learn that what it sends can be read."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or go on; the API's own page, for people, is sent on as any page is."""
        api = request.path_info.startswith("/api/") and not request.path_info.startswith("/api/docs")
        if not (settings.PRODUCTION and api) or request.is_secure():
            return self.get_response(request)
        return JsonResponse({"error": [{"at": "", "found": "http", "expected": "https"}]}, status=403)


class Language:
    """The language is the first part of the address; elsewhere it is French."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the language for this request."""
        lang = "en" if request.path_info.startswith("/en/") else "fr"
        request.lang = lang  # type: ignore[attr-defined]
        with translation.override(lang):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", lang)
        return response


class Session:
    """Attaches the answers of this visit, and writes them back where a page changed them."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach, answer, keep."""
        session.attach(request)
        request.person = Nobody()  # type: ignore[attr-defined]
        response = self.get_response(request)
        session.keep(request, response)
        return response


class Sides:
    """Runs every view on its side of the wall, in one transaction, the rendering included: the public side, unless its gate
    says another, which first says who comes. A view that needs no database says so with `takes_no_side = True`.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; the work is in `process_view`, so that a fault in a view undoes its transaction."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Run the view on its side."""
        if getattr(view, "takes_no_side", False):
            return None
        gate = access.gate_of(view)
        with side(gate.side):
            response = self._answer(request, gate, view, args, kwargs)
            if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                response.render()
        return response

    def _answer(
        self,
        request: HttpRequest,
        gate: access.Gate,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase:
        if gate is access.PUBLIC:
            return view(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        response = access.admit(request, gate) or view(request, *args, **kwargs)
        return access.private(response) if isinstance(response, HttpResponse) else response
