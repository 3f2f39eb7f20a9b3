"""Every address: the pages in both languages, the API, health."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from parvis.api.urls import urlpatterns as api_patterns
from parvis.web.pages import LANGUAGES, Page, patterns
from parvis.web.site import health, home_by_language

#: The journeys, each with a list `PAGES` in its `urls` module.
JOURNEYS = (
    "site",
    "gallery",
    "directory",
    "documents",
    "pathway",
    "notice",
    "law",
    "account",
    "team",
    "desk",
    "exchange",
    "proposing",
    "practice",
    "certifying",
    "register",
    "certifying.register",
    "practice.service",
    "certifying.service",
    "serving",
    "practice.money",
    "serving.money",
    "signing",
)

PAGES: list[Page] = [one for journey in JOURNEYS for one in import_module(f"parvis.web.{journey}.urls").PAGES]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home_by_language, name="root"),
    path("health", health, name="health"),
    *api_patterns,
    *(path(f"{lang}/", include((patterns(PAGES, lang), lang))) for lang in LANGUAGES),
]

handler400 = "parvis.web.errors.bad_request"
handler404 = "parvis.web.errors.not_found"
handler500 = "parvis.web.errors.fault"
