"""What an officer's desk opens: one line for each room, with how much waits there and since when."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from parvis.law.kernel.text import Text
from parvis.people.models.role import day_of
from parvis.roster.models import Application

#: How much waits in a room for the officers of these bodies (slugs), and the day of the oldest.
Waiting = Callable[[Collection[str], datetime], tuple[int, date | None]]


@dataclass(frozen=True, slots=True)
class Room:
    """One room of the desk: the name of its page, its title, what one does there, what waits."""

    page: str
    title: Text
    does: Text
    waiting: Waiting


def _applications(bodies: Collection[str], at: datetime) -> tuple[int, date | None]:
    waiting = Application.objects.filter(body__in=bodies).waiting()
    oldest = waiting.values_list("sent_at", flat=True).first()
    return waiting.count(), day_of(oldest) if oldest else None


#: In the order of the page. Whoever makes a room adds its line.
ROOMS: list[Room] = [
    Room(
        "certifying_applications",
        Text("Demandes d’accréditation", "Applications for certification"),
        Text(
            "Lire chaque demande avec ce que dit la loi, demander un complément, accorder ou refuser.",
            "Read each application with what the law says, ask for more, grant or refuse.",
        ),
        _applications,
    ),
]
