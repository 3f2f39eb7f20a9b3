"""Addresses in two languages: one page, one name, one address in each (`/fr/…`, `/en/…`).

A journey lists its pages with `page(fr=…, en=…, view=…, name=…)`, or `reading(…)` where nothing can be sent to it; templates and views make addresses from the name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from parvis.config import clock
from parvis.people.models.visit import IDLE

LANGUAGES = ("fr", "en")
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Page:
    """One page: its route in each language, its view, its name."""

    fr: str
    en: str
    view: View
    name: str

    def pattern(self, lang: str) -> URLPattern:
        """The Django route in one language."""
        return path(self.fr if lang == "fr" else self.en, self.view, name=self.name)


def page(*, fr: str, en: str, view: View, name: str) -> Page:
    """Declare a page with a form: GET, HEAD and POST."""
    return Page(fr, en, require_http_methods(["GET", "HEAD", "POST"])(view), name)


def reading(*, fr: str, en: str, view: View, name: str) -> Page:
    """Declare a page that is only ever read: GET and HEAD."""
    return Page(fr, en, require_safe(view), name)


def patterns(pages: Iterable[Page], lang: str) -> list[URLPattern]:
    """The routes of these pages in one language."""
    return [one.pattern(lang) for one in pages]


def address(lang: str, name: str, **kwargs: Any) -> str:
    """The address of a page in a language."""
    return reverse(f"{lang}:{name}", kwargs=kwargs or None)


def other_language(lang: str) -> str:
    """The other one."""
    return "en" if lang == "fr" else "fr"


def same_page_in(lang: str, request: HttpRequest) -> str:
    """This page in a language, with its query, so that a choice of language never loses the place."""
    match = request.resolver_match
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    if match and match.url_name and match.namespace in LANGUAGES:
        try:
            return reverse(f"{lang}:{match.url_name}", args=match.args or None, kwargs=match.kwargs or None) + query
        except NoReverseMatch:
            pass
    return f"/{lang}/"


def language_of(request: HttpRequest) -> str:
    """The language of this request's address: `fr` or `en`."""
    return getattr(request, "lang", "fr")


#: What an address holds that says which page it is; anything else in it (a kept plan's secret) never leaves the page.
TELLING = ("slug", "head", "unit", "question", "id")


def page_code(request: HttpRequest) -> str:
    """This page as a report names it: `page:district/laval`. "" where nobody reports (the report page itself)."""
    match = getattr(request, "resolver_match", None)
    if match is None or match.namespace not in LANGUAGES or not match.url_name or match.url_name.startswith("report"):
        return ""
    telling = [str(value) for value in match.kwargs.values()] if set(match.kwargs) <= set(TELLING) else []
    return "page:" + "/".join([match.url_name, *telling])


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every template has: the language, the other one, and this page's address in it."""
    lang = language_of(request)
    other = other_language(lang)
    match = getattr(request, "resolver_match", None)
    return {
        "lang": lang,
        "other_lang": other,
        "other_lang_url": same_page_in(other, request),
        "page_name": match.url_name if match else "",
        "page_code": page_code(request),
        "session_lasts": _session_lasts(request),
    }


def _session_lasts(request: HttpRequest) -> int:
    """Seconds that the session of this page goes on where nothing more is asked; 0 where nobody is signed in."""
    visit = getattr(request, "visit", None)
    return max(1, int(min(IDLE, visit.ends_at - clock.instant()).total_seconds())) if visit else 0
