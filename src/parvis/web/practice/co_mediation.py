"""What somebody is asked to co-mediate: each request with its mandate, to accept or to decline. No party is named."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.people.refused import Refused
from parvis.roster.actions.co_mediation import accept_co_mediation, decline_co_mediation
from parvis.roster.kinds import MANDATES
from parvis.roster.models import Mandate
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.own import professional_of
from parvis.web.typed import whole_number

#: Requests shown; the rest is counted. Not legal.
SHOWN = 40


def co_mediations(request: HttpRequest) -> HttpResponse:
    """The requests that wait, oldest first; an answer to one of them."""
    professional_of(request)
    me, asking, error, about = person_of(request), Mandate.objects.asking(person_of(request)), None, None
    if request.method == "POST":
        wanted = asking.filter(pk=whole_number(request.POST.get("mandate", "")[:12]) or 0)
        about = wanted.select_related("co_asked__professional__file", "mediator__professional__file").first()
        act = request.POST.get("act")
        if about is None or act not in ("accept", "decline"):
            raise Http404
        try:
            if act == "accept":
                said = request.POST.get("no_conflict") == "1"
                accept_co_mediation(about, no_conflict=said, by=me, at=clock.now())
                return see(address(language_of(request), "practice_mandate", number=about.pk) + "?done=joined")
            decline_co_mediation(about, by=me, at=clock.now())
            return see(address(language_of(request), "practice_co_mediations") + "?done=declined")
        except Refused as refused:
            error = refused
    rows = asking.select_related("mediator__professional").order_by("opened", "pk")
    context: dict[str, Any] = {
        "rows": [{"held": one, "kind": MANDATES[one.kind]} for one in rows[:SHOWN]],
        "total": rows.count(),
        "shown": SHOWN,
        "errors": [{"field": error.field, "message": error.reason}] if error else [],
        "about": about.pk if about else None,
        "conflict": error.reason if error and error.field == "no_conflict" else "",
        "done": request.GET.get("done", "") if request.GET.get("done") == "declined" else "",
    }
    return render(request, "practice/co_mediations.html", context, status=422 if error else 200)


staff_page(co_mediations)
