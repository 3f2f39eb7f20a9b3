"""What an officer's desk opens: one line for each room, with how much waits there and since when."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from parvis.law.kernel.text import Text
from parvis.people.models.role import day_of
from parvis.roster.models import (
    Application,
    ExtensionRequest,
    MinisterNotice,
    Offer,
    SupervisionSession,
    Training,
    Undertaking,
)

#: How much waits in a room for the officers of these bodies (slugs), and the day of the oldest.
Waiting = Callable[[Collection[str], datetime], tuple[int, date | None]]


@dataclass(frozen=True, slots=True)
class Room:
    """One room of the desk: the name of its page, its title, what one does there, what waits.

    `masculine`: the French noun of what waits is.
    """

    page: str
    title: Text
    does: Text
    waiting: Waiting
    masculine: bool = False


def _applications(bodies: Collection[str], at: datetime) -> tuple[int, date | None]:
    waiting = Application.objects.filter(body__in=bodies).waiting()
    oldest = waiting.values_list("sent_at", flat=True).first()
    return waiting.count(), day_of(oldest) if oldest else None


def _offers(bodies: Collection[str], at: datetime) -> tuple[int, date | None]:
    shown = Offer.objects.filter(body__in=bodies, withdrawn_at__isnull=True, last_day__gte=day_of(at))
    return shown.count(), None


def _undertakings(bodies: Collection[str], at: datetime) -> tuple[int, date | None]:
    """Those that wait for a person: everything is met, or the period has expired."""
    waiting = Undertaking.objects.of_bodies(bodies).filter(status__in=("met", "lapsed"))
    return waiting.count(), waiting.order_by("deadline", "pk").values_list("deadline", flat=True).first()


def _courses(bodies: Collection[str], at: datetime) -> tuple[int, date | None]:
    waiting = Training.objects.of_bodies(bodies).filter(state="declared").order_by("declared_at", "pk")
    oldest = waiting.values_list("declared_at", flat=True).first()
    return waiting.count(), day_of(oldest) if oldest else None


def _attestations(bodies: Collection[str], at: datetime) -> tuple[int, date | None]:
    waiting = SupervisionSession.objects.of_bodies(bodies).on_paper().order_by("day", "pk")
    return waiting.count(), waiting.values_list("day", flat=True).first()


def _more_time(bodies: Collection[str], at: datetime) -> tuple[int, date | None]:
    waiting = ExtensionRequest.objects.of_bodies(bodies).filter(state="asked").order_by("requested", "pk")
    return waiting.count(), waiting.values_list("requested", flat=True).first()


def _notices(bodies: Collection[str], at: datetime) -> tuple[int, date | None]:
    """Those that a text asks for: what is given for information waits for nobody."""
    waiting = MinisterNotice.objects.filter(certification__body__in=bodies, mandated=True).to_send()
    oldest = waiting.values_list("made_at", flat=True).first()
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
    Room(
        "certifying_duties",
        Text("Formations et supervision", "Courses and supervision"),
        Text(
            "Annoncer les cours et l’accès à la supervision que l’organisme doit organiser.",
            "Announce the courses and the access to supervision that the body must organize.",
        ),
        _offers,
    ),
    Room(
        "certifying_undertakings",
        Text("Engagements", "Undertakings"),
        Text(
            "Par délai : ce qui est fait et ce qui manque, reconnaître un engagement complété, constater qu’il ne l’est pas.",
            "By deadline: what is done and what is missing, acknowledge a completed undertaking, record that one is not.",
        ),
        _undertakings,
        masculine=True,
    ),
    Room(
        "certifying_courses",
        Text("Attestations de formation", "Training attestations"),
        Text(
            "Accepter ou refuser les cours que les médiateurs déclarent.",
            "Accept or refuse the courses that mediators declare.",
        ),
        _courses,
    ),
    Room(
        "certifying_attestations",
        Text("Attestations de supervision", "Attestations of supervision"),
        Text(
            "Lire ce qu’a signé une personne qui supervise sans avoir de compte, l’accepter ou le refuser.",
            "Read what a supervisor without an account signed, accept it or refuse it.",
        ),
        _attestations,
    ),
    Room(
        "certifying_requests",
        Text("Délais demandés", "More time asked for"),
        Text(
            "Établir les faits de chaque demande, lire ce que la loi répond, décider.",
            "Establish the facts of each request, read what the law answers, decide.",
        ),
        _more_time,
        masculine=True,
    ),
    Room(
        "certifying_people",
        Text("Registre de l’organisme", "The body’s register"),
        Text(
            "Voir où en est chaque accréditation, inscrire un acte, répondre pour un jour passé.",
            "See where each certification stands, record an act, answer for a past day.",
        ),
        lambda _bodies, _at: (0, None),
    ),
    Room(
        "certifying_notices",
        Text("Avis au ministre", "Notices to the Minister"),
        Text("Transmettre les avis que les actes demandent.", "Send the notices that acts call for."),
        _notices,
        masculine=True,
    ),
]
