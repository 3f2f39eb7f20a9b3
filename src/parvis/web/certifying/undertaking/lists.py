"""The officer's lists: undertakings by deadline, courses to accept, requests to decide; each with its total and its oldest."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.roster.models import ExtensionRequest, SupervisionSession, Training, Undertaking
from parvis.roster.names import name_key
from parvis.web.certifying.undertaking.reach import my_bodies
from parvis.web.practice.undertaking.more_time import line_of
from parvis.web.practice.undertaking.shown import KIND_WORDS, STATUS_TAGS, STATUS_WORDS
from parvis.web.practice.undertaking.training import training_line
from parvis.web.team.gate import powered
from parvis.web.typed import few_words

A_PAGE = 40
#: Days before a deadline from which it is called near. Not legal: the time to answer a request and to plan sessions.
NEAR = timedelta(days=90)
SHOWN: dict[str, Text] = {
    "running": Text("En cours", "Under way"),
    "near": Text("Le délai finit dans 90 jours", "Expiring within 90 days"),
    "met": Text("À reconnaître", "To be acknowledged"),
    "lapsed": Text("Délai passé", "Period expired"),
    "unsupervised": Text("Mandats sans supervision conforme", "Mandates without compliant supervision"),
    "unrecorded": Text("Fin non inscrite", "Completion not recorded"),
    "acknowledged": Text("Reconnus", "Acknowledged"),
    "ended": Text("Accréditation terminée", "Certification ended"),
}


@powered("roster.certify")
def undertakings(request: HttpRequest) -> HttpResponse:
    """The undertakings of their bodies, the nearest deadline first."""
    today = clock.today()
    state = request.GET.get("state", "") if request.GET.get("state") in SHOWN else "running"
    named = few_words(request.GET.get("q", ""), most=120)
    everything = Undertaking.objects.of_bodies(my_bodies(request))
    found = everything.filter(_shown(state, today))
    for word in name_key(named).split()[:6]:
        found = found.filter(certification__professional__name_key__contains=word)
    told = found.aggregate(total=Count("pk"), oldest=Min("deadline"))
    # The numbers of a page first, then what is shown of them: names are read for forty, never for ten thousand.
    paginator = Paginator(found.order_by("deadline", "pk").values_list("pk", flat=True), A_PAGE)
    paginator.__dict__["count"] = told["total"]
    page = paginator.get_page(request.GET.get("page"))
    shown = Undertaking.objects.filter(pk__in=list(page.object_list)).select_related("certification__professional")
    context = {
        "page": page,
        "total": told["total"],
        "state": state,
        "named": named,
        "today": today,
        "oldest": told["oldest"],
        "options": [{"value": code, "label": words} for code, words in SHOWN.items()],
        "rows": [
            {
                "row": one,
                "status": STATUS_WORDS[one.status],
                "tag": STATUS_TAGS[one.status],
                "kind": KIND_WORDS[one.kind],
            }
            for one in shown.order_by("deadline", "pk")
        ],
    }
    return render(request, "certifying/undertaking/list.html", context)


def _shown(state: str, today: date) -> Q:
    running = Q(status__in=("open", "met", "lapsed"))
    return {
        "running": running,
        "near": Q(status="open", deadline__lte=today + NEAR),
        "unsupervised": running & Q(unsupervised__gt=0),
    }.get(state, Q(status=state))


@powered("roster.certify")
def courses(request: HttpRequest) -> HttpResponse:
    """The courses that wait for an answer, the oldest first."""
    found = Training.objects.of_bodies(my_bodies(request)).filter(state="declared")
    rows = found.select_related("certification__professional").order_by("declared_at", "pk")
    return _list(request, rows, training_line, "certifying/undertaking/courses.html", "declared_at")


@powered("roster.certify")
def requests(request: HttpRequest) -> HttpResponse:
    """The requests for more time that wait for a decision, the oldest first."""
    found = ExtensionRequest.objects.of_bodies(my_bodies(request)).filter(state="asked")
    rows = found.select_related("certification__professional").order_by("requested", "pk")
    return _list(request, rows, line_of, "certifying/undertaking/requests.html", "requested")


@powered("roster.certify")
def attestations(request: HttpRequest) -> HttpResponse:
    """The attestations of supervision on paper that wait for an answer, the oldest session first."""
    found = SupervisionSession.objects.of_bodies(my_bodies(request)).on_paper()
    rows = found.select_related("learner", "mandate", "supervisor__professional").order_by("day", "pk")
    return _list(request, rows, lambda one: one, "certifying/undertaking/attestations.html", "day")


def _list(request: HttpRequest, rows: Any, line: Any, template: str, since: str) -> HttpResponse:
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "total": page.paginator.count,
        "rows": [line(one) for one in page.object_list],
        "oldest": rows.values_list(since, flat=True).first(),
        "today": clock.today(),
        "done": request.GET.get("done", "") if request.GET.get("done") in ("accepted", "refused", "granted") else "",
    }
    return render(request, template, context)
