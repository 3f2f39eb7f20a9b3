"""What of an undertaking is somebody's own: their family certifications, what they were asked to confirm, their documents."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from parvis.config import clock
from parvis.roster.models import Certification, ExtensionRequest, Mandate, SupervisionSession, Training
from parvis.roster.progress import NoUndertaking, Picture, progress_of
from parvis.web.access import person_of


def family_certifications(request: HttpRequest) -> list[Certification]:
    """The family certifications of whoever is signed in."""
    mine = Certification.objects.filter(professional__file__person=person_of(request), kind="family_mediation")
    return list(mine.select_related("professional__file", "body").order_by("pk"))


def own_certification(request: HttpRequest, number: int) -> Certification:
    """One of them; `Http404` where it is somebody else's, as where there is none."""
    for each in family_certifications(request):
        if each.pk == number:
            return each
    raise Http404


def own_picture(request: HttpRequest, number: int) -> Picture:
    """The picture of one of them today."""
    try:
        return progress_of(own_certification(request, number), clock.today())
    except NoUndertaking as none:
        raise Http404 from none


def own_mandate(request: HttpRequest, number: int) -> Mandate:
    """A family mandate in which they mediate."""
    mine = Mandate.objects.of(person_of(request)).filter(pk=number, kind="family")
    found = mine.select_related("mediator__professional__file", "co_mediator__professional__file").first()
    if found is None:
        raise Http404
    return found


def session_to_answer(request: HttpRequest, number: int) -> SupervisionSession:
    """A supervision session in which they are the supervisor."""
    return _one(
        SupervisionSession.objects.by_supervisor(person_of(request))
        .filter(pk=number)
        .select_related("mandate", "learner__file", "teacher__file", "supervisor")
    )


def own_request(request: HttpRequest, number: int) -> ExtensionRequest:
    """One of their requests for more time."""
    found: ExtensionRequest = _one(
        ExtensionRequest.objects.own(person_of(request))
        .filter(pk=number)
        .select_related("certification__professional__file", "certification__body")
    )
    return found


def own_training(request: HttpRequest, number: int) -> Training:
    """One of their courses."""
    found: Training = _one(
        Training.objects.own(person_of(request)).filter(pk=number).select_related("certification__professional__file")
    )
    return found


def _one(found: Any) -> Any:
    row = found.first()
    if row is None:
        raise Http404
    return row
