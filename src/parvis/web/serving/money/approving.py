"""To approve a claim: a page that says what is paid, to whom, for which mandate, and confirms; and the pages that were signed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.documents.models import StoredDocument
from parvis.law.kernel.money import Money
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import amount
from parvis.payments.actions.approving import approve_shown
from parvis.payments.actions.review import made_by
from parvis.payments.evidence import Evidence, evidence_of, may_review
from parvis.payments.models import FeeClaim
from parvis.payments.models.claim import REVIEW
from parvis.people.refused import Refused
from parvis.roster.kinds import MANDATES
from parvis.web.access import person_of
from parvis.web.account.coming import see
from parvis.web.documents_stored import serve_stored
from parvis.web.pages import address, language_of
from parvis.web.practice.money.claim_shown import KINDS, line_rows, owed_of, person_items_kept
from parvis.web.practice.typed import Blank
from parvis.web.serving.money.rests import shown
from parvis.web.team.gate import powered

TABLE = state_table("claim")


def reviewed(request: HttpRequest, number: int) -> FeeClaim:
    """A claim that this officer reviews; `Http404` for any other."""
    person, now = person_of(request), clock.now()
    known = FeeClaim.objects.visible_to(person, at=now).filter(pk=number)
    found = known.select_related(
        "mandate__mediator", "mandate__co_mediator", "mandate__couple", "payee__file", "group_session", "corrects"
    ).first()
    if found is None or not may_review(found, person, at=now):
        raise Http404
    return found


@powered(REVIEW)
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """What would be paid, to whom, for what: confirmed, and only as it was shown."""
    held, errors = reviewed(request, number), list[dict[str, Any]]()
    there = address(language_of(request), "serving_claim", number=held.pk)
    if request.method == "POST":
        notes, seen = request.POST.get("notes", ""), request.POST.get("seen", "")[:64]
        try:
            approve_shown(held, seen=seen, notes=notes, by=person_of(request), at=clock.now())
            return see(there + "?done=1")
        except Refused as refused:
            errors = [{"field": refused.field, "message": refused.reason}]
            held = reviewed(request, number)
    elif held.state not in TABLE.begins("approve"):
        return see(there)
    found = evidence_of(held, at=clock.now())
    return render(
        request, "serving/money/approve.html", _context(request, found, errors), status=422 if errors else 200
    )


def _context(request: HttpRequest, found: Evidence, errors: list[dict[str, Any]]) -> dict[str, Any]:
    held, lang = found.claim, language_of(request)
    back = amount(Money(-held.service_cents)) if held.service_cents < 0 else None
    return {
        "claim": held,
        "kind": KINDS[held.kind],
        "amount": amount(Money(held.service_cents)),
        "back": back,
        "errors": errors,
        "mandate_kind": MANDATES[held.mandate.kind] if held.mandate else None,
        "state": TABLE.states[held.state],
        "faults": Blank({one["field"]: one["message"] for one in errors if one["field"]}),
        "parties": owed_of(held)["parties"],
        "owed": owed_of(held)["parties"] != amount(Money(0)),
        "rows": line_rows(held, lang),
        "persons": person_items_kept(held, lang),
        "open": held.state in TABLE.begins("approve"),
        "notes": request.POST.get("notes", ""),
        "mine": made_by(held, person_of(request)),
        "officer_notes": held.officer_notes,
        **shown(found),
    }


@powered(REVIEW)
def document(request: HttpRequest, number: int, document: UUID) -> HttpResponse:
    """A scanned page that parties signed by hand, of a sheet of a claim that this officer reviews."""
    held = reviewed(request, number)
    if document not in evidence_of(held, at=clock.now()).documents:
        raise Http404
    found = StoredDocument.objects.kept().filter(pk=document).first()
    if found is None:
        raise Http404
    return serve_stored(found, lang=language_of(request))
