"""The site's own pages: the way in, what Parvis is, privacy, accessibility, words, who can advise, errors found by readers."""

import os
import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config.mail import caught
from parvis.directory.models import Organization, Service
from parvis.web.cache import cached_by_day
from parvis.web.directory.shown import reached_at
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
    return render(request, "site/accessibility.html")


@cached_by_day
def glossary(request: HttpRequest) -> HttpResponse:
    """Every word of the glossary, in the alphabet of the page's language."""
    lang = request.lang  # type: ignore[attr-defined]
    ordered = sorted(entries().values(), key=lambda one: one.word.to(lang).casefold().replace("é", "e"))
    return render(request, "site/glossary.html", {"entries": ordered})


def report(request: HttpRequest) -> HttpResponse:
    """How to say that something is wrong, and to whom (`PARVIS_KEEPER`, an e-mail address): nothing is sent from this page."""
    about = request.GET.get("about", "")[:200]
    details = {"about": about, "keeper": os.environ.get("PARVIS_KEEPER", ""), "contact": contact_of(about)}
    return render(request, "site/report.html", details)


def contact_of(about: str) -> dict[str, Any] | None:
    """Who can be told about a page of the directory: the service's own telephone and site, else its organization's."""
    if not re.fullmatch(r"(SVC|ORG)-\d{1,6}", about):
        return None
    service = Service.objects.listed().filter(pk=about).first()
    body = service.provider if service else Organization.objects.filter(pk=about).first()
    if body is None:
        return None
    reached = reached_at(body)
    own = reached_at(service) if service else reached
    return {"name": body.name, "slug": body.slug, **{key: own[key] or reached[key] for key in reached}}


def mail(request: HttpRequest) -> HttpResponse:
    """The messages that were caught instead of sent. Only from this machine, and never in production; else 404."""
    near = request.META.get("REMOTE_ADDR", "") in ("127.0.0.1", "::1")
    if settings.PRODUCTION or not near:
        raise Http404
    response = render(request, "site/mail.html", {"messages": caught()})
    response["Cache-Control"] = "private, no-store"
    return response


for _view in (home, about, privacy, accessibility, glossary, report, mail):
    vars(_view)["takes_no_side"] = True
