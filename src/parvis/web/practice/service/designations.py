"""A mediator's designations: accept, decline, open the file. The couple's number is all that is shown of a couple."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.people.refused import Refused
from parvis.places.models import District
from parvis.roster.actions.designations import (
    TABLE,
    accept_designation,
    begin_designation,
    decline_designation,
    referral_answer,
)
from parvis.roster.models import Designation, Mandate
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.own import professional_of
from parvis.web.serving.weighed import stay_over, weighed

TONES = {"offered": "accent", "accepted": "accent", "begun": "go", "lapsed": "stop"}
DONE = {
    "accept": Text(
        "Vous acceptez ce mandat. Ouvrez le dossier à la première rencontre.",
        "You accept this mandate. Open the file at the first meeting.",
    ),
    "decline": Text(
        "Vous ne prenez pas ce mandat. Le Service le sait.", "You do not take this mandate. The Service knows."
    ),
    "begin": Text("Le dossier est ouvert.", "The file is open."),
}


def designations(request: HttpRequest) -> HttpResponse:
    """Those that wait first, by their last day; then the others, the latest first."""
    professional_of(request)
    mine = Designation.objects.own(person_of(request)).select_related("couple")
    names = dict(District.objects.values_list("slug", "name"))
    waiting = [
        _row(one, names, clock.today())
        for one in mine.filter(state__in=("offered", "accepted")).order_by("begin_by", "pk")
    ]
    past = [
        _row(one, names, clock.today()) for one in mine.exclude(state__in=("offered", "accepted")).order_by("-pk")[:50]
    ]
    context = {"waiting": waiting, "past": past, "today": clock.today()}
    return render(request, "practice/service/designations.html", context)


staff_page(designations)


def _row(one: Designation, names: dict[str, str], today: date) -> dict[str, Any]:
    waits = one.state in ("offered", "accepted")
    return {
        "one": one,
        "state": TABLE.states[one.state],
        "tone": TONES.get(one.state, ""),
        "district": names.get(one.district, one.district),
        "late": waits and one.begin_by is not None and one.begin_by < today,
    }


def designation(request: HttpRequest, number: int) -> HttpResponse:
    """One designation, with the last day and its norm; the acts that its state allows."""
    me = person_of(request)
    held = (
        Designation.objects.own(me)
        .filter(pk=number)
        .select_related("couple", "mediator__professional__file", "mandate")
        .first()
    )
    if held is None:
        raise Http404
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        try:
            return _acted(request, held)
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
            held.refresh_from_db()
    names = dict(District.objects.values_list("slug", "name"))
    answer = referral_answer(held.referred_on, clock.today())
    context = {
        "held": held,
        "row": _row(held, names, clock.today()),
        "errors": errors,
        "today": clock.today(),
        "weighed": weighed(answer),
        "may": [one.name for one in TABLE.open_to("mediator", held.state)],
        "mandates": _mandates(held),
        "done": DONE.get(request.GET.get("done", "")),
        "stay_over": stay_over(answer),
    }
    return render(request, "practice/service/designation.html", context, status=422 if errors else 200)


staff_page(designation)


def _mandates(held: Designation) -> list[Mandate]:
    """The files that this mediator has for the couple, and that are of no designation yet."""
    if not TABLE.may("begin", held.state):
        return []
    found = Mandate.objects.filter(couple=held.couple_id, mediator=held.mediator_id, designation__isnull=True)
    return list(found.order_by("-opened", "-pk"))


def _acted(request: HttpRequest, held: Designation) -> HttpResponse:
    me, now, act = person_of(request), clock.now(), request.POST.get("act", "")
    if act == "accept":
        accept_designation(held, by=me, at=now)
    elif act == "decline":
        decline_designation(held, by=me, at=now)
    elif act == "begin":
        wanted = request.POST.get("mandate", "")
        mandate = next((one for one in _mandates(held) if str(one.pk) == wanted), None)
        if mandate is None:
            raise Http404
        begin_designation(held, mandate, by=me, at=now)
    else:
        raise Http404
    return see(address(language_of(request), "practice_designation", number=held.pk) + f"?done={act}")
