"""An attestation of supervision on paper, from a supervisor without an account: accepted, or refused with a reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.law.kernel.states import state_table
from parvis.people.refused import Refused
from parvis.roster.actions.supervision import LONGEST, accept_attestation, refuse_attestation
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.certifying.undertaking.reach import supervision_in
from parvis.web.pages import address, language_of
from parvis.web.practice.typed import Blank, Typed
from parvis.web.team.gate import powered

STATES = state_table("supervision").states


@powered("roster.certify")
def attestation(request: HttpRequest, number: int) -> HttpResponse:
    """One attestation: what it is of, the document, the answer."""
    held, me, typed = supervision_in(request, number), person_of(request), Typed(request.POST, clock.today())
    if request.method == "POST":
        reason = " ".join(request.POST.get("reason", "")[: LONGEST * 2].split())
        typed.values["reason"], seen = reason, request.POST.get("seen", "")[:32]
        try:
            refuses = request.POST.get("act") == "refuse"
            if refuses:
                refuse_attestation(held, reason=reason, seen=seen, by=me, on=clock.today(), at=clock.now())
            else:
                accept_attestation(held, seen=seen, by=me, on=clock.today(), at=clock.now())
            done = "refused" if refuses else "accepted"
            return see(f"{address(language_of(request), 'certifying_attestations')}?done={done}")
        except Refused as refused:
            typed.refused(refused)
            held.refresh_from_db(fields=["state", "reason", "document"])
    context = {
        "session": held,
        "state": STATES[held.state],
        "waits": held.state == "recorded",
        "most": LONGEST,
        "typed": Blank(typed.values),
        "faults": Blank(typed.faults),
        "errors": typed.errors,
    }
    return render(request, "certifying/undertaking/attestation.html", context, status=422 if typed.faults else 200)
