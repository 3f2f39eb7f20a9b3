"""The desk of an officer: its rooms, what waits in each and since when."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.roster.models import CertifyingBody
from parvis.roster.policies import bodies_of
from parvis.web.access import person_of
from parvis.web.certifying.rooms import ROOMS
from parvis.web.team.gate import powered


@powered("roster.certify")
def certifying(request: HttpRequest) -> HttpResponse:
    """The rooms of this officer, with what waits for the bodies that they act for."""
    now = clock.now()
    bodies = bodies_of(person_of(request), at=now)
    rooms = []
    for room in ROOMS:
        count, oldest = room.waiting(bodies, now)
        rooms.append({"room": room, "count": count, "oldest": oldest})
    named = CertifyingBody.objects.filter(slug__in=bodies)
    return render(request, "certifying/index.html", {"rooms": rooms, "bodies": named, "today": clock.today()})
