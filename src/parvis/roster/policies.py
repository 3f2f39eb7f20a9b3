"""Who may do what on the roster: what follows from a role, and what follows from being the one it is about.

A role is asked for by its power (`people.policies.authorise`). A mediator, an applicant and a supervisor have no role: what
they may do follows from their own file (`is_own`). "Absent" and "forbidden" give the same answer: reads go by `visible_to`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from parvis.law.kernel.text import Text
from parvis.people.models import Membership, Nobody, Person
from parvis.people.models.role import day_of
from parvis.people.policies import Scope, may
from parvis.people.refused import Refused
from parvis.people.roles import roles_with

if TYPE_CHECKING:
    from parvis.roster.models import Certification

#: The powers of the roster (people/roles.toml).
READ, CERTIFY, SERVE = "roster.read", "roster.certify", "roster.serve"

_NOT_YOURS = Text(
    "Ce dossier n’est pas le vôtre. Rien n’a changé.",
    "This file is not yours. Nothing has changed.",
)
_YOURS = Text(
    "Personne ne décide de son propre dossier. Une autre personne de votre organisme le fait.",
    "Nobody decides on their own file. Somebody else of your body does.",
)


def bodies_of(person: Person | Nobody, *, at: datetime, power: str = CERTIFY) -> frozenset[str]:
    """The bodies (slugs) for which a person holds a power at a moment: those whose officer they are."""
    if not isinstance(person, Person) or not person.is_active:
        return frozenset()
    held = Membership.objects.filter(person=person, role__in=roles_with(power)).in_force(day_of(at))
    return frozenset(held.exclude(organization="").values_list("organization", flat=True))


def districts_of(person: Person | Nobody, *, at: datetime, power: str = SERVE) -> frozenset[str] | None:
    """The districts (slugs) in which a person holds a power at a moment; None where they hold it everywhere."""
    if not isinstance(person, Person) or not person.is_active:
        return frozenset()
    held = Membership.objects.filter(person=person, role__in=roles_with(power)).in_force(day_of(at))
    places = list(held.values_list("districts", flat=True))
    return None if any(not one for one in places) else frozenset().union(*places)


def is_officer_of(person: Person | Nobody, body: str, *, at: datetime) -> bool:
    """Whether a person certifies for this body (its slug)."""
    return bool(body) and may(person, CERTIFY, Scope(organization=body), at=at)


def serves(person: Person | Nobody, *, at: datetime) -> bool:
    """Whether a person acts for the Service (the Family Mediation Service, or SMEDAR)."""
    return may(person, SERVE, at=at)


def is_own(person: Person | Nobody, owner_id: int | None) -> bool:
    """Whether what belongs to `owner_id` (the account of an applicant, of a mediator) is this person's own."""
    return isinstance(person, Person) and person.is_active and owner_id is not None and person.pk == owner_id


def require_own(person: Person | Nobody, owner_id: int | None) -> None:
    """`Refused` where something is not this person's own. For actions."""
    if not is_own(person, owner_id):
        raise Refused(_NOT_YOURS)


def require_other(person: Person, certification: Certification) -> None:
    """`Refused` where somebody with a power would use it on their own file. For actions that decide."""
    file = getattr(certification.professional, "file", None)
    if file is not None and is_own(person, file.person_id):
        raise Refused(_YOURS)
