"""What an officer reaches: the undertakings, courses and requests of the bodies for which they act; nothing else exists."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from parvis.config import clock
from parvis.roster.models import Certification, ExtensionRequest, SupervisionSession, Training
from parvis.roster.policies import bodies_of
from parvis.web.access import person_of


def my_bodies(request: HttpRequest) -> frozenset[str]:
    """The bodies (slugs) for which the officer acts now."""
    return bodies_of(person_of(request), at=clock.now())


def certification_in(request: HttpRequest, number: int) -> Certification:
    """A family certification that one of their bodies follows."""
    found = Certification.objects.filter(pk=number, kind="family_mediation", body__in=my_bodies(request))
    return _first(found.select_related("professional__file__person", "body"))


def request_in(request: HttpRequest, number: int) -> ExtensionRequest:
    """A request for more time made to one of their bodies."""
    found = ExtensionRequest.objects.of_bodies(my_bodies(request)).filter(pk=number)
    return _first(found.select_related("certification__professional__file__person", "certification__body"))


def training_in(request: HttpRequest, number: int) -> Training:
    """A course declared to one of their bodies."""
    found = Training.objects.of_bodies(my_bodies(request)).filter(pk=number).exclude(state="withdrawn")
    return _first(found.select_related("certification__professional__file__person", "certification__body"))


def supervision_in(request: HttpRequest, number: int) -> SupervisionSession:
    """A supervision session attested on paper, of a mediator whom one of their bodies certifies."""
    found = SupervisionSession.objects.of_bodies(my_bodies(request)).filter(pk=number, document__isnull=False)
    two = ("mandate__mediator__professional__file", "mandate__co_mediator__professional__file")
    found = found.exclude(state="withdrawn")
    one: SupervisionSession = _first(
        found.select_related(*two, "learner", "supervisor__professional", "supervisor__body")
    )
    return one


def _first(found: Any) -> Any:
    row = found.first()
    if row is None:
        raise Http404
    return row
