"""Who may do what: one function, `may`; its predicates are registered once, from the roles.

A power is asked for by its code (`desk.edit`, `team.manage`): see `roles.toml`. Nothing is remembered between two questions,
and an action asks with `authorise`, which holds the role until the end of its transaction: a role that ends in the middle
of a request ends before what that request would have written, or after it, never during.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rules.predicates import Predicate, predicate
from rules.rulesets import RuleSet

from parvis.law.kernel.text import Text
from parvis.people.models import Membership, Nobody, OperatorMode, Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.people.roles import powers, roles_with

_NOT_YOURS = Text(
    "Votre rôle ne permet pas cela, ou il vient de prendre fin. Rien n'a changé.",
    "Your role does not allow this, or it has just ended. Nothing has changed.",
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a power is used on: an organization (its slug) and a district; "" where it does not matter which."""

    organization: str = ""
    district: str = ""


@dataclass(frozen=True, slots=True)
class _Asked:
    scope: Scope
    at: datetime
    hold: bool


def _holds(power: str) -> Predicate:
    def holds(person: Person | Nobody, asked: _Asked) -> bool:
        return isinstance(person, Person) and person.is_active and _has(person, power, asked)

    return predicate(holds, name=f"holds {power}")  # type: ignore[no-untyped-call]


def _has(person: Person, power: str, asked: _Asked) -> bool:
    standing, in_mode = roles_with(power), roles_with(power, in_mode=True)
    codes = set(standing)
    if in_mode and _mode(person, asked) is not None:
        codes |= in_mode
    if not codes:
        return False
    held = Membership.objects.filter(person=person, role__in=codes).in_force(day_of(asked.at))
    held = held.in_scope(asked.scope.organization, asked.scope.district).order_by("pk")
    return bool(held.select_for_update()[:1]) if asked.hold else held.exists()


def _mode(person: Person, asked: _Asked) -> OperatorMode | None:
    known = OperatorMode.objects.select_for_update() if asked.hold else OperatorMode.objects.all()
    return known.open(person, at=asked.at)


PERMISSIONS = RuleSet()
for _power in powers():
    PERMISSIONS.add_rule(_power, _holds(_power))  # type: ignore[no-untyped-call]


def may(person: Person | Nobody, what: str, about: Scope | None = None, *, at: datetime) -> bool:
    """Whether a person has a power at a moment, there. `what` is a code of `roles.toml` (`KeyError` for another)."""
    return _test(person, what, _Asked(about or Scope(), at, hold=False))


def authorise(person: Person | Nobody, what: str, about: Scope | None = None, *, at: datetime) -> None:
    """Hold the role that gives a power until this transaction ends; `Refused` where there is none. For actions."""
    if not _test(person, what, _Asked(about or Scope(), at, hold=True)):
        raise Refused(_NOT_YOURS)


def _test(person: Person | Nobody, what: str, asked: _Asked) -> bool:
    if what not in powers():
        raise KeyError(what)
    return bool(PERMISSIONS.test_rule(what, person, asked))  # type: ignore[no-untyped-call]
