"""The site's own pages: the way in, what Parvis is, privacy, accessibility, words, who can advise."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config.mail import caught
from parvis.web.cache import cached_by_day
from parvis.web.site.glossary import entries


@cached_by_day
def home(request: HttpRequest) -> HttpResponse:
    """The way in."""
    return render(request, "site/home.html")


@cached_by_day
def about(request: HttpRequest) -> HttpResponse:
    """What Parvis is, and is not."""
    return render(request, "site/about.html")


@cached_by_day
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, where, for how long."""
    return render(request, "site/privacy.html")


@cached_by_day
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the site is, how it was tested, what is missing."""
    return render(request, "site/accessibility.html", {"production": settings.PRODUCTION})


@cached_by_day
def glossary(request: HttpRequest) -> HttpResponse:
    """Every word of the glossary, in the alphabet of the page's language."""
    lang = request.lang  # type: ignore[attr-defined]
    ordered = sorted(entries().values(), key=lambda one: one.word.to(lang).casefold().replace("é", "e"))
    return render(request, "site/glossary.html", {"entries": ordered})


def mail(request: HttpRequest) -> HttpResponse:
    """The messages that were caught instead of sent. Only from this machine, and never in production; else 404."""
    near = request.META.get("REMOTE_ADDR", "") in ("127.0.0.1", "::1")
    if settings.PRODUCTION or not near:
        raise Http404
    response = render(request, "site/mail.html", {"messages": caught()})
    response["Cache-Control"] = "private, no-store"
    return response


for _view in (home, about, privacy, accessibility, glossary, mail):
    vars(_view)["takes_no_side"] = True
