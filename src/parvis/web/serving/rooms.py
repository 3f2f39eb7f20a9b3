"""What the desk of the Service opens: one line for each room, with how much waits there and since when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from parvis.law.kernel.text import Text
from parvis.payments.models import FeeClaim
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.roster.models import Designation, GroupSession
from parvis.roster.notices import to_acknowledge

#: How much waits in a room for a person, and the day of the oldest (or of the nearest).
Waiting = Callable[[Person, datetime], tuple[int, date | None]]


@dataclass(frozen=True, slots=True)
class Room:
    """One room of the desk: the name of its page, the power that opens it, its title, what one does there, what waits.

    `masculine`: the French noun of what waits is.
    """

    page: str
    power: str
    title: Text
    does: Text
    waiting: Waiting
    masculine: bool = False


def _nothing(person: Person, at: datetime) -> tuple[int, date | None]:
    return 0, None


def _designations(person: Person, at: datetime) -> tuple[int, date | None]:
    mine = Designation.objects.visible_to(person, at=at)
    waiting = mine.filter(state__in=("offered", "accepted")) | mine.to_replace()
    oldest = waiting.order_by("referred_on").values_list("referred_on", flat=True).first()
    return waiting.count(), oldest


def _groups(person: Person, at: datetime) -> tuple[int, date | None]:
    over = GroupSession.objects.visible_to(person, at=at).filter(state="planned", begins_at__lt=at)
    oldest = over.order_by("begins_at").values_list("begins_at", flat=True).first()
    return over.count(), day_of(oldest) if oldest else None


def _notices(person: Person, at: datetime) -> tuple[int, date | None]:
    waiting = to_acknowledge(person, at=at, most=1)
    return waiting.total, day_of(waiting.oldest) if waiting.oldest else None


def _claims_in(person: Person, at: datetime, *states: str) -> tuple[int, date | None]:
    waiting = FeeClaim.objects.visible_to(person, at=at).filter(state__in=states)
    oldest = waiting.order_by("sent_at").values_list("sent_at", flat=True).first()
    return waiting.count(), day_of(oldest) if oldest else None


def _claims(person: Person, at: datetime) -> tuple[int, date | None]:
    return _claims_in(person, at, "sent", "held")


def _approved(person: Person, at: datetime) -> tuple[int, date | None]:
    return _claims_in(person, at, "approved")


#: In the order of the page. Whoever makes a room adds its line.
ROOMS: list[Room] = [
    Room(
        "serving_couples",
        "roster.serve",
        Text("Numéros des couples", "Couples’ numbers"),
        Text(
            "Donner son numéro à un couple, voir ce qu’il a utilisé et ce qui lui reste.",
            "Give a couple its number, see what it has used and what is left.",
        ),
        _nothing,
    ),
    Room(
        "serving_designations",
        "roster.serve",
        Text("Désignations", "Designations"),
        Text(
            "Désigner une médiatrice ou un médiateur quand le tribunal envoie un couple; suivre le délai pour commencer.",
            "Designate a mediator when the court refers a couple; follow the time to begin.",
        ),
        _designations,
    ),
    Room(
        "serving_groups",
        "roster.serve",
        Text("Séances de groupe", "Group sessions"),
        Text(
            "Planifier les séances sur la parentalité et la médiation; noter celles qui ont eu lieu.",
            "Plan the sessions on parenting and mediation; write down those that were held.",
        ),
        _groups,
    ),
    Room(
        "serving_notices",
        "roster.serve",
        Text("Avis reçus des organismes", "Notices received from the bodies"),
        Text(
            "Lire les avis d’accréditation, de suspension ou de retour, et en accuser réception.",
            "Read the notices of certification, suspension or return, and acknowledge them.",
        ),
        _notices,
        masculine=True,
    ),
    Room(
        "serving_claims",
        "claims.read",
        Text("Honoraires", "Fees"),
        Text(
            "Lire les demandes d’honoraires, décider de ce que le tarif laisse à une personne, approuver. Le nombre compte "
            "celles envoyées et celles bloquées.",
            "Read the fee claims, decide what the tariff leaves to a person, approve. The number counts those sent and "
            "those on hold.",
        ),
        _claims,
    ),
    Room(
        "serving_batches",
        "payments.pay",
        Text("Versements par lots", "Payments in batches"),
        Text(
            "Préparer un lot, l’autoriser, remettre le fichier à la banque, lire sa réponse.",
            "Prepare a batch, release it, hand the file to the bank, read its answer.",
        ),
        _approved,
    ),
    Room(
        "serving_totals",
        "claims.read",
        Text("Totaux par mois", "Totals by month"),
        Text("Ce qui est payé, pour le ministère; les indexations.", "What is paid, for the Ministry; indexing."),
        _nothing,
    ),
    Room(
        "certifying_export",
        "roster.serve",
        Text("Tout emporter (ZIP)", "Take everything away (ZIP)"),
        Text(
            "Chaque table en CSV : registre, mandats, séances, honoraires, paiements. Aucun nom de partie n’y est.",
            "Each table as CSV: register, mandates, sessions, fees, payments. No party’s name is in it.",
        ),
        _nothing,
    ),
]
