"""The desks that a role opens: where somebody lands once signed in, and what the page of the team leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch

from parvis.law.kernel.text import Text
from parvis.people.models import Membership, Person
from parvis.people.models.role import day_of
from parvis.people.roles import roles_with
from parvis.web.pages import address


@dataclass(frozen=True, slots=True)
class Desk:
    """One desk: the power that opens it, the name of its page, its name, and its name in a menu."""

    power: str
    page: str
    name: Text
    short: Text


#: In the order in which they are looked at: somebody with several roles lands on the first.
DESKS = (
    Desk("desk.read", "desk", Text("L’atelier du répertoire", "The directory’s desk"), Text("Atelier", "Desk")),
    Desk(
        "roster.certify",
        "certifying",
        Text("L’accréditation", "Certification"),
        Text("Accréditation", "Certification"),
    ),
    Desk(
        "claims.read", "serving", Text("Le service de médiation", "The mediation service"), Text("Service", "Service")
    ),
)


def desks_of(person: Person, lang: str, *, at: datetime) -> Sequence[tuple[str, Text, Text]]:
    """The addresses, names and short names of the desks that this person's roles open."""
    held = set(Membership.objects.filter(person=person).in_force(day_of(at)).values_list("role", flat=True))
    found = []
    for desk in DESKS:
        if held & roles_with(desk.power):
            try:
                found.append((address(lang, desk.page), desk.name, desk.short))
            except NoReverseMatch:  # an installation without this desk
                continue
    return found
