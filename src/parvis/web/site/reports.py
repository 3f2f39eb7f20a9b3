"""“This is wrong”: a reader says so, without an account, and finds the answer under the reference they were given."""

from __future__ import annotations

import os
import re
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from parvis.config import clock
from parvis.directory.desk.reports import ABOUT, OUTCOME_WORDS, file_report, normal_reference, report_told
from parvis.directory.models import Organization, Service, Statistic
from parvis.directory.models.report import LONGEST
from parvis.law.kernel.text import Text
from parvis.people.models import Nobody
from parvis.people.refused import Refused
from parvis.people.sealing import keyed_digest
from parvis.web.access import client_of
from parvis.web.directory.shown import reached_at
from parvis.web.pages import address, language_of

#: Reports that one device may send in an hour. Counted in the memory of this process under a keyed digest, written nowhere.
FROM_ONE_DEVICE, WITHIN = 8, 3600
_RECORD = re.compile(r"(SVC|ORG)-\d{1,6}")
_WAIT = Text(
    "Vous avez envoyé plusieurs signalements. Vos mots sont encore ci-dessous : essayez dans une heure.",
    "You have sent several reports. Your words are still below: try again in an hour.",
)
_LEAVE_EMPTY = Text("Laissez cette case vide.", "Leave this field empty.")
_NO_SUCH = Text(
    "Aucun signalement n’a cette référence. Vérifiez chaque signe.",
    "No report has this reference. Check each character.",
)


def report(request: HttpRequest) -> HttpResponse:
    """The form; sent, it leads to the page of its reference. With `reference`: to the page of that reference."""
    lang = language_of(request)
    typed = {
        "about": _about(request.GET.get("about", "")),
        "words": request.POST.get("words", "")[: LONGEST * 2],
        "email": request.POST.get("email", "")[:300],
    }
    if request.method == "POST":
        try:
            return _sent(request, typed)
        except Refused as refused:
            return _form(request, typed, [{"field": refused.field, "message": refused.reason}])
    asked = request.GET.get("reference", "")
    if not asked.strip():
        return _form(request, typed, [])
    known = normal_reference(asked)
    if known and report_told(known):
        return HttpResponseRedirect(address(lang, "report_answer", token=known))
    return _form(request, typed | {"reference": asked[:40]}, [{"field": "reference", "message": _NO_SUCH}])


def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a report, for whoever has its reference."""
    known = normal_reference(token)
    state = report_told(known) if known == token else None
    if state is None:
        raise Http404
    context = {
        "state": state,
        "reference": known,
        "outcome": OUTCOME_WORDS.get(state.outcome),
        "where": about_shown(state.about, language_of(request)),
    }
    return _private(render(request, "site/report_answer.html", context))


def _sent(request: HttpRequest, typed: dict[str, str]) -> HttpResponse:
    """Take the report in. The field that only a machine fills is said and shown to a person whose browser filled it."""
    if request.POST.get("website", "").strip():
        raise Refused(_LEAVE_EMPTY, field="website")
    key = "report:" + keyed_digest("report device", client_of(request))
    cache.add(key, 0, WITHIN)
    if cache.incr(key) > FROM_ONE_DEVICE:
        raise Refused(_WAIT)
    lang = language_of(request)
    reference = file_report(
        typed["words"], about=typed["about"], language=lang, email=typed["email"], by=Nobody(), at=clock.instant()
    )
    response = HttpResponseRedirect(address(lang, "report_answer", token=reference))
    response.status_code = 303
    return _private(response)


def _form(request: HttpRequest, typed: dict[str, str], errors: list[dict[str, Any]]) -> HttpResponse:
    context = {
        "typed": {"reference": "", **typed},
        "errors": errors,
        "faults": {"words": "", "email": "", "website": "", "reference": ""}
        | {one["field"]: one["message"] for one in errors if one["field"]},
        "where": about_shown(typed["about"], language_of(request)),
        "contact": contact_of(typed["about"]),
        "most": LONGEST,
        "keeper": os.environ.get("PARVIS_KEEPER", ""),
    }
    return _private(render(request, "site/report.html", context, status=422 if errors else 200))


def _about(given: str) -> str:
    """What the page said that it is about, where there is such a record or such a page."""
    return given if ABOUT.fullmatch(given) and about_shown(given, "fr") else ""


def about_shown(about: str, lang: str) -> dict[str, Any] | None:
    """What a report is about: a record's name or a page's address, and the way there; None for the site as a whole, and for what there is not."""
    if not about:
        return None
    if about.startswith("page:"):
        name, *parts = about.removeprefix("page:").split("/")
        try:
            there = reverse(f"{lang}:{name}", args=parts or None)
        except NoReverseMatch:
            return None
        return {"name": there, "href": there}
    kind, model = ("service", Service) if about.startswith("SVC") else ("organization", Organization)
    record = model._default_manager.filter(pk=about).first()
    if record is not None:
        return {"name": record.name, "href": address(lang, kind, slug=record.slug), "id": about}
    figure = Statistic.objects.filter(pk=about).first()
    return {"name": figure.name, "href": address(lang, "figures"), "id": about} if figure else None


def contact_of(about: str) -> dict[str, Any] | None:
    """Who can be told about a page of the directory: the service's own telephone and site, else its organization's."""
    if not _RECORD.fullmatch(about):
        return None
    service = Service.objects.listed().filter(pk=about).first()
    body = service.provider if service else Organization.objects.filter(pk=about).first()
    if body is None:
        return None
    reached = reached_at(body)
    own = reached_at(service) if service else reached
    return {"name": body.name, "slug": body.slug, **{key: own[key] or reached[key] for key in reached}}


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
