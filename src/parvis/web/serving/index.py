"""The desk of the Service: the rooms that a person's role opens, what waits in each and since when."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.people.policies import may
from parvis.web.access import person_of
from parvis.web.serving.rooms import ROOMS
from parvis.web.team.gate import powered


@powered("claims.read")
def serving(request: HttpRequest) -> HttpResponse:
    """The rooms of this officer or payer. Both read the claims: that power opens the desk."""
    me, now = person_of(request), clock.now()
    rooms: list[dict[str, Any]] = []
    for room in ROOMS:
        if may(me, room.power, at=now):
            count, oldest = room.waiting(me, now)
            rooms.append({"room": room, "count": count, "oldest": oldest})
    return render(request, "serving/index.html", {"rooms": rooms, "today": clock.today()})
