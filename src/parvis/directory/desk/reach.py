"""How far a keeper's power goes: the whole directory, or the records of an organization or of some districts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from parvis.directory.models import Organization, Service, Statistic
from parvis.law.kernel.text import Text
from parvis.people.models import Membership, Nobody, OperatorMode, Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.people.roles import roles_with

_BEYOND = Text(
    "Votre rôle ne s’étend pas à cette fiche. Rien n’a changé.",
    "Your role does not reach this record. Nothing has changed.",
)


@dataclass(frozen=True, slots=True)
class Reach:
    """`records`: the identifiers within reach, or None where that is everything, the pages that are no record too."""

    records: frozenset[str] | None

    def has(self, record: str) -> bool:
        """Whether a record (or a page) is within reach."""
        return self.records is None or record in self.records

    def demand(self, record: str) -> None:
        """`Refused` where it is not."""
        if not self.has(record):
            raise Refused(_BEYOND)


def reach_of(person: Person | Nobody, power: str, *, at: datetime) -> Reach:
    """How far this person's power reaches at a moment; nothing where they do not have it."""
    if not isinstance(person, Person) or not person.is_active:
        return Reach(frozenset())
    codes = set(roles_with(power))
    if OperatorMode.objects.open(person, at=at) is not None:
        codes |= roles_with(power, in_mode=True)
    held = list(Membership.objects.filter(person=person, role__in=codes).in_force(day_of(at)).order_by("pk"))
    if any(not one.organization and not one.districts for one in held):
        return Reach(None)
    return Reach(frozenset().union(*(_records(one) for one in held)))


def _records(held: Membership) -> set[str]:
    """The records of one role: those of its organization, in its districts."""
    bodies, services = Organization.objects.order_by(), Service.objects.order_by()
    figures = Statistic.objects.order_by()
    if held.organization:
        bodies = bodies.filter(slug=held.organization)
        services = services.filter(involvements__organization__slug=held.organization, involvements__position=0)
        figures = figures.filter(organization__slug=held.organization)
    if held.districts:
        bodies = bodies.filter(districts__in=held.districts)
        services = services.filter(districts__in=held.districts)
        figures = figures.filter(districts__in=held.districts)
    return {pk for found in (bodies, services, figures) for pk in found.values_list("pk", flat=True)}
