"""The desk of a professional: the rooms that hold something for them, and what waits for them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.people.models.role import day_of
from parvis.roster.telling import out_of_force
from parvis.web.access import person_of, staff_page
from parvis.web.practice.rooms import ROOMS


def practice(request: HttpRequest) -> HttpResponse:
    """The rooms of this person."""
    person, now = person_of(request), clock.now()
    counted = [(room, room.count(person, now)) for room in ROOMS]
    rooms = [{"room": room, "count": count} for room, count in counted if count is not None]
    return render(
        request, "practice/index.html", {"person": person, "rooms": rooms, "changed": out_of_force(person, day_of(now))}
    )


staff_page(practice)
