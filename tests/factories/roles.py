"""People in roles, and operators in their mode."""

from datetime import date, datetime, timedelta

from parvis.config import clock
from parvis.people.actions.operating import start_operator_mode
from parvis.people.actions.roles import Grant, record_role
from parvis.people.models import Membership, Person
from parvis.people.models.role import day_of
from parvis.people.roles import roles
from tests.factories.people import make_person

#: An organization of the directory of each kind that a role is held for.
BODIES = {
    "": "",
    "cjp": "cjp-monteregie",
    "court": "cour-du-quebec-petites-creances",
    "government_department": "ministere-de-la-justice-du-quebec",
    "professional_order": "barreau-du-quebec",
}


def kind_for(role: str) -> str:
    """A kind of organization for which this role is held."""
    return min(roles()[role].kinds - {"*"})


def give_role(
    person: Person,
    role: str,
    *,
    at: datetime | None = None,
    kind: str | None = None,
    first: date | None = None,
    last: date | None = None,
    districts: tuple[str, ...] = (),
) -> Membership:
    """This person in this role, by the machine's owner."""
    moment = at or clock.instant()
    body = kind_for(role) if kind is None else kind
    grant = Grant(role, first or day_of(moment), last, BODIES[body], body, districts)
    return record_role(person, grant, by="system", at=moment)


def make_in_role(role: str, *, at: datetime | None = None, name: str = "Camille Exemple") -> Person:
    """A new person in this role."""
    person = make_person(name, at=at)
    give_role(person, role, at=at)
    return person


def make_operator(*, at: datetime | None = None, mode: bool = True, name: str = "Olivier Exemple") -> Person:
    """An operator, in operator mode unless told otherwise."""
    moment = at or clock.instant()
    person = make_in_role("operator", at=moment, name=name)
    if mode:
        enter_mode(person, at=moment)
    return person


def enter_mode(person: Person, *, at: datetime, minutes: int = 30) -> None:
    """Put an operator in operator mode."""
    start_operator_mode(person, reason="Une raison pour les essais", minutes=minutes, by=person, at=at)


def later(at: datetime, **span: int) -> datetime:
    """A moment some time after another."""
    return at + timedelta(**span)
