"""Addresses of the API, its description, and its errors."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

import parvis
from parvis.api import decide, directory, mediators, sessions
from parvis.api.answers import Problem, needs_no_side, refused
from parvis.api.docs import docs
from parvis.api.hsds import routes

View = Callable[..., HttpResponseBase]
#: Seconds during which a browser need not ask again which methods are allowed.
LONGEST_PREFLIGHT = 86_400

api = NinjaAPI(
    title="Parvis",
    version=parvis.__version__,
    description=(
        "Small claims in Québec: questions of law with dated, cited decisions; the directory of who can help. "
        "Reads only, no account. Information, not legal advice; nothing is filed here."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    openapi_extra={"info": {"license": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/en/"}}},
)
api.add_router("/decide", decide.router)
api.add_router("", mediators.router)
api.add_router("", sessions.router)
api.add_router("/hsds", routes.router)
api.add_router("", directory.router)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return refused(problem)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    names = [(str(one["loc"][-1]), one["msg"]) for one in error.errors]
    faults = [{"at": f"/{name}", "found": request.GET.get(name, "")[:80], "expected": said} for name, said in names]
    return refused(Problem(422, faults))


@api.exception_handler(Http404)
def _absent(request: HttpRequest, error: Http404) -> HttpResponse:
    return _no_such_address(request)


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return refused(Problem.of(error.status_code, "", request.method, str(error)))


@needs_no_side
def unknown(request: HttpRequest, rest: str = "") -> HttpResponse:
    """No such address: said in JSON, with where the others are described."""
    return _no_such_address(request)


def _no_such_address(request: HttpRequest) -> HttpResponse:
    return refused(Problem.of(404, "", request.path[:80], "an address of /api/docs"))


def _spoken(view: View) -> View:
    """The view, with its refusal of a method in JSON too, and with the answer that browsers ask for beforehand (CORS)."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        allowed = sorted({*(one.strip() for one in response["Allow"].split(",")), "OPTIONS"})
        if request.method == "OPTIONS":
            said: HttpResponse = HttpResponse(status=204)
            said["Access-Control-Allow-Origin"] = "*"
            said["Access-Control-Allow-Methods"] = ", ".join(allowed)
            said["Access-Control-Allow-Headers"] = "Accept, Accept-Language, Content-Type"
            said["Access-Control-Max-Age"] = str(LONGEST_PREFLIGHT)
        else:
            said = refused(Problem.of(405, "", request.method, " or ".join(allowed)))
        said["Allow"] = ", ".join(allowed)
        return said

    return spoken


def _marked(patterns: list[Any]) -> list[Any]:
    """The questions of the law and the API's own description need no database: they run without a transaction."""
    for one in patterns:
        if isinstance(one, URLPattern) and (str(one.pattern).startswith(("decide", "openapi.json"))):
            needs_no_side(one.callback)
        if isinstance(one, URLPattern) and str(one.pattern) == "openapi.json":
            one.callback = require_safe(one.callback)
        if isinstance(one, URLPattern):
            one.callback = _spoken(one.callback)
    return patterns


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/docs", _spoken(require_safe(docs)), name="api-docs"),
    path("api/", unknown, name="api-nothing"),
    path("api/", (_marked(api.urls[0]), *api.urls[1:])),
    path("api/<path:rest>", unknown, name="api-unknown"),
]
