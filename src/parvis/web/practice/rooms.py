"""What a professional's desk opens: one line for each room. A room that has nothing for somebody is not listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.roster.models import Application

#: How many things a room holds for a person at a moment; None where the room is not theirs and is not shown.
Count = Callable[[Person, datetime], int | None]


@dataclass(frozen=True, slots=True)
class Room:
    """One room of the desk: the name of its page, its title, what one does there, how much there is."""

    page: str
    title: Text
    does: Text
    count: Count


def _applications(person: Person, at: datetime) -> int | None:
    return Application.objects.own(person).exclude(state__in=("withdrawn", "refused")).count()


#: In the order of the page. Whoever makes a room adds its line.
ROOMS: list[Room] = [
    Room(
        "practice_applications",
        Text("Mes demandes d’accréditation", "My applications for certification"),
        Text(
            "Demander à être accréditée ou accrédité, suivre une demande, revenir après une annulation.",
            "Apply to be certified, follow an application, return after a cancellation.",
        ),
        _applications,
    ),
]
