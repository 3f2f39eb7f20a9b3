"""The operator's mode: entering it with a reason, leaving it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.text import Text
from parvis.people.actions.operating import start_operator_mode, stop_operator_mode
from parvis.people.models import OperatorMode
from parvis.people.refused import Refused
from parvis.web.access import local_address, person_of
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.team.gate import powered

#: The lengths that the page offers, in minutes.
MINUTES = (15, 30, 60)
_LISTED = 20


@powered("team.operate", fresh=True)
def mode(request: HttpRequest) -> HttpResponse:
    """Enter operator mode, or leave it; the modes that there were."""
    me, now, lang = person_of(request), clock.instant(), language_of(request)
    here = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST" and request.POST.get("act") == "stop":
        stop_operator_mode(me, by=me, at=now)
        return see(address(lang, "team"))
    errors: list[dict[str, Any]] = []
    faults: dict[str, Any] = {"reason": "", "minutes": ""}
    reason, minutes = request.POST.get("reason", "")[:400], request.POST.get("minutes", "30")
    if request.method == "POST":
        try:
            length = int(minutes) if minutes in {str(one) for one in MINUTES} else 0
            start_operator_mode(me, reason=reason, minutes=length, by=me, at=now)
            return see(local_address(here, lang) if here else address(lang, "team"))
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
            faults |= {refused.field: refused.reason} if refused.field else {}
    past = OperatorMode.objects.filter(person=me).order_by("-begins_at", "-pk")
    context = {
        "open": OperatorMode.objects.open(me, at=now),
        "reason": reason,
        "chosen": minutes,
        "next": here[:500],
        "minutes": [{"value": str(one), "label": Text(f"{one} minutes", f"{one} minutes")} for one in MINUTES],
        "errors": errors,
        "faults": faults,
        "past": past[:_LISTED],
        "count": past.count(),
        "listed": _LISTED,
    }
    return render(request, "team/mode.html", context, status=422 if errors else 200)
