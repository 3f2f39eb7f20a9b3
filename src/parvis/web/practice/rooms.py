"""What a professional's desk opens: one line for each room. A room that has nothing for somebody is not listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from parvis.law.kernel.text import Text
from parvis.payments.models import FeeClaim
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.roster.models import (
    Application,
    Designation,
    GroupSession,
    Mandate,
    Offer,
    Professional,
    SupervisionSession,
    Undertaking,
)

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


def _designations(person: Person, at: datetime) -> int | None:
    mine = Designation.objects.own(person)
    return mine.filter(state__in=("offered", "accepted")).count() if mine.exists() else None


def _groups(person: Person, at: datetime) -> int | None:
    mine = GroupSession.objects.own(person).exclude(state="cancelled")
    return mine.filter(state="planned", begins_at__gte=at).count() if mine.exists() else None


def _offers(person: Person, at: datetime) -> int | None:
    if not Professional.objects.filter(file__person=person).exists():
        return None
    return Offer.objects.filter(withdrawn_at__isnull=True, last_day__gte=day_of(at)).count()


def _undertaking(person: Person, at: datetime) -> int | None:
    mine = Undertaking.objects.filter(certification__professional__file__person=person).exclude(status="ended")
    return mine.filter(status__in=("open", "met", "lapsed")).count() if mine.exists() else None


def _to_confirm(person: Person, at: datetime) -> int | None:
    mine = SupervisionSession.objects.by_supervisor(person)
    return mine.filter(state="recorded").count() if mine.exists() else None


def _contact(person: Person, at: datetime) -> int | None:
    return 0 if Professional.objects.filter(file__person=person).exists() else None


def _mandates(person: Person, at: datetime) -> int | None:
    mine = Professional.objects.filter(file__person=person).exists()
    return Mandate.objects.of(person).filter(closed__isnull=True).count() if mine else None


def _co_mediations(person: Person, at: datetime) -> int | None:
    return Mandate.objects.asking(person).count() or None


def _fees(person: Person, at: datetime) -> int | None:
    if not Professional.objects.filter(file__person=person).exists():
        return None
    return FeeClaim.objects.filter(
        payee__file__person=person, state__in=("sent", "held", "approved", "batched")
    ).count()


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
    Room(
        "practice_designations",
        Text("Mes désignations", "My designations"),
        Text(
            "Les couples que le tribunal envoie et pour qui le Service vous désigne : accepter, décliner, ouvrir le dossier.",
            "Couples referred by the court for whom the Service designates you: accept, decline, open the file.",
        ),
        _designations,
    ),
    Room(
        "practice_groups",
        Text("Mes séances de groupe", "My group sessions"),
        Text(
            "Celles à venir, pour votre calendrier; celles tenues, à réclamer une fois.",
            "Those to come, for your calendar; those held, to claim once.",
        ),
        _groups,
    ),
    Room(
        "practice_offers",
        Text("Formations et supervision offertes", "Courses and supervision offered"),
        Text("Ce que les organismes qui accréditent annoncent.", "What the certifying bodies announce."),
        _offers,
    ),
    Room(
        "practice_undertaking",
        Text("Mon engagement", "My undertaking"),
        Text(
            "Ce qui est fait, ce qui manque, jusqu’à quel jour ; la supervision, les formations, les délais.",
            "What is done, what is missing, until what day; supervision, courses, more time.",
        ),
        _undertaking,
    ),
    Room(
        "practice_to_confirm",
        Text("Supervision à confirmer", "Supervision to confirm"),
        Text(
            "Les séances que les personnes supervisées ont inscrites avec vous.",
            "The sessions that those you supervise recorded with you.",
        ),
        _to_confirm,
    ),
    Room(
        "practice_co_mediations",
        Text("Comédiations demandées", "Co-mediations asked of you"),
        Text("Accepter ou décliner de médier avec quelqu’un.", "Accept or decline to mediate with somebody."),
        _co_mediations,
    ),
    Room(
        "practice_mandates",
        Text("Mes mandats", "My mandates"),
        Text(
            "Ouvrir un mandat, inscrire les séances, les faire signer, faire le rapport.",
            "Open a mandate, record sessions, have them signed, make the report.",
        ),
        _mandates,
    ),
    Room(
        "practice_claims",
        Text("Mes honoraires", "My fees"),
        Text(
            "Les demandes au Service, les versements, le relevé du mois.",
            "Claims to the Service, payments, the statement of the month.",
        ),
        _fees,
    ),
    Room(
        "practice_contact",
        Text("Mes coordonnées", "My contact details"),
        Text(
            "Ce que le registre public montre de vous, et comment votre organisme vous joint.",
            "What the public register shows of you, and how your certifying body reaches you.",
        ),
        _contact,
    ),
]
