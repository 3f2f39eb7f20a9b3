"""A mediator's group sessions: those to come, with their calendar file; those held, each claimed once, whatever the couples."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.states import state_table
from parvis.pathway.separation.session_calendar import calendar_of
from parvis.payments.actions.claims import claim_group_session
from parvis.payments.models import FeeClaim
from parvis.people.refused import Refused
from parvis.places.models import District
from parvis.roster.models import GroupSession
from parvis.roster.register import district_names
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.own import professional_of
from parvis.web.serving.groups import session_row
from parvis.web.typed import whole_number

#: Sessions of the past that the page shows.
PAST = 50
CLAIMS = state_table("claim").states


def groups(request: HttpRequest) -> HttpResponse:
    """The list, and the claim of one session; the same session again is told, never paid again."""
    professional_of(request)
    me, now = person_of(request), clock.now()
    mine = GroupSession.objects.own(me)
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        typed = request.POST.get("session", "")
        held = mine.filter(pk=number).first() if (number := whole_number(typed)) is not None else None
        if held is None:
            raise Http404
        try:
            made = claim_group_session(held, by=me, at=now, key=request.POST.get("key", "")[:100] or f"group-{held.pk}")
            return see(address(language_of(request), "practice_claim", number=made.pk) + "?done=sent")
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
    names = dict(District.objects.values_list("slug", "name"))
    rows = mine.exclude(state="cancelled").prefetch_related("presences__professional")
    coming = rows.filter(state="planned", begins_at__gte=now).order_by("begins_at", "pk")
    past = list(rows.filter(begins_at__lt=now).order_by("-begins_at", "-pk")[:PAST])
    live = FeeClaim.objects.live().filter(payee__file__person=me, group_session__in=past)
    claims = {one.group_session_id: one for one in live}
    context = {
        "coming": [session_row(one, names) for one in coming],
        "errors": errors,
        "past": [session_row(one, names) | _claim(claims.get(one.pk)) for one in past],
    }
    return render(request, "practice/service/groups.html", context, status=422 if errors else 200)


staff_page(groups)


def _claim(claim: FeeClaim | None) -> dict[str, Any]:
    return {"claim": claim, "claim_state": CLAIMS[claim.state] if claim else None}


def calendar(request: HttpRequest) -> HttpResponse:
    """The sessions to come as a calendar file: day, hour, district, way to meet. No name."""
    professional_of(request)
    lang, now = language_of(request), clock.now()
    mine = GroupSession.objects.own(person_of(request)).filter(state="planned", begins_at__gte=now)
    url = request.build_absolute_uri(address(lang, "practice_groups"))
    content = calendar_of(mine, lang, district_names(), url=url)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="parvis.ics"'
    return response


staff_page(calendar)
