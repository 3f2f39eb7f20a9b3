"""What a professional's pages show: their own mandates, sessions and claims; anything else does not exist for them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest

from parvis.payments.models import FeeClaim
from parvis.people.models import Person
from parvis.roster.actions.mandates import own_of
from parvis.roster.certified import under_undertaking
from parvis.roster.models import Certification, Mandate, Professional, SessionSheet
from parvis.roster.refusals import refusals_of
from parvis.web.access import person_of


def certifications_of(person: Person) -> list[Certification]:
    """Their certifications, whatever their state."""
    mine = Certification.objects.filter(professional__file__person=person)
    return list(mine.select_related("professional__file", "body").order_by("kind", "pk"))


def professional_of(request: HttpRequest) -> Professional:
    """The professional who is signed in; `Http404` for anybody else."""
    found = Professional.objects.filter(file__person=person_of(request)).select_related("file").first()
    if found is None:
        raise Http404
    return found


def mandate_of(request: HttpRequest, number: int) -> Mandate:
    """One of their mandates."""
    mine = Mandate.objects.of(person_of(request)).filter(pk=number)
    found = mine.select_related("mediator__professional__file", "co_mediator__professional__file", "couple").first()
    if found is None:
        raise Http404
    return found


def supervised_in(held: Mandate, person: Person, on: date) -> dict[str, Any]:
    """Whose undertaking asks that this mandate be supervised: `supervise`, the reader's own; `supervised`, the others by name."""
    two = [one for one in (held.mediator, held.co_mediator) if one is not None]
    found = [one for one in two if under_undertaking(one, held.closed or on)]
    others = [one.professional.name for one in found if own_of(one) != person.pk]
    return {"supervise": len(others) < len(found), "supervised": others}


def session_of(request: HttpRequest, number: int) -> SessionSheet:
    """A session of one of their mandates."""
    mine = Mandate.objects.of(person_of(request))
    found = SessionSheet.objects.filter(pk=number, mandate__in=mine).select_related(
        "mandate__mediator__professional__file", "mandate__co_mediator__professional__file"
    )
    sheet = found.first()
    if sheet is None:
        raise Http404
    return sheet


def claim_of(request: HttpRequest, number: int, *, at: datetime) -> FeeClaim:
    """One of their own claims."""
    person = person_of(request)
    mine = FeeClaim.objects.visible_to(person, at=at).filter(payee__file__person=person, pk=number)
    found = mine.select_related("mandate__mediator", "payee__file", "group_session", "corrects").first()
    if found is None:
        raise Http404
    return found


def rows_of(sheet: SessionSheet) -> list[dict[str, Any]]:
    """For each party who was there: what stands of their signature, and their refusals, which stay."""
    standing: dict[int, Any] = {}
    for one in sheet.signatures.all():
        if one.state != "lapsed" or one.position not in standing:
            standing[one.position] = one
    refused = refusals_of(sheet)
    return [
        {
            "position": place,
            "signature": standing.get(place),
            "refusals": [one for one in refused if one.position == place],
        }
        for place in sheet.attended
    ]
