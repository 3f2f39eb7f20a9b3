"""All the fees that a mediator can claim at once: each mandate with its amount, what is missing from the others, then one act."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.journal.capabilities import capability_on
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, amount
from parvis.payments.actions.claims import OFFICE, Computed
from parvis.payments.actions.sending import send_due, to_send
from parvis.payments.blocked import words_of
from parvis.people.refused import Refused
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.pages import address, language_of
from parvis.web.practice.money.claims import groups_to_claim
from parvis.web.practice.own import professional_of
from parvis.web.typed import whole_number

_CHANGED = Text(
    "Ce qui peut être réclamé a changé. Relisez la liste, puis envoyez.",
    "What can be claimed has changed. Read the list again, then send.",
)


def send(request: HttpRequest) -> HttpResponse:
    """What is ready, what waits; sent as it was shown, once."""
    professional = professional_of(request)
    person, now = person_of(request), clock.now()
    found, errors = to_send(person, at=now), list[dict[str, Any]]()
    if request.method == "POST":
        try:
            if whole_number(request.POST.get("cents", ""), digits=12) != found.service_cents:
                raise Refused(_CHANGED)
            made = send_due(by=person, at=now, key=request.POST.get("key", "")[:100])
            return see(address(language_of(request), "practice_claims") + f"?sent={len(made)}")
        except Refused as refused:
            errors = [{"field": "", "message": refused.reason}]
    context = {
        "ready": _rows(found.ready),
        "waiting": _rows(found.waiting),
        "total": amount(Money(found.service_cents)),
        "cents": found.service_cents,
        "key": secrets.token_urlsafe(18),
        "errors": errors,
        "office": capability_on(OFFICE),
        "groups": groups_to_claim(professional).count(),
    }
    return render(request, "practice/money/send.html", context, status=422 if errors else 200)


staff_page(send)


def _rows(found: Iterable[Computed]) -> list[dict[str, Any]]:
    return [
        {
            "mandate": one.account.file.mandate,
            "service": amount(Money(one.service_cents)),
            "parties": amount(Money(one.parties_cents)),
            "unknown": one.unknown,
            "blocked": words_of(one.blocked),
        }
        for one in found
    ]
