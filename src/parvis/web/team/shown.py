"""What the pages of the team show of a role, an invitation, an act."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.db.models import Max

from parvis.directory.models import Organization
from parvis.journal.models import Entry
from parvis.law.kernel.text import Text, text_of
from parvis.people.models import Invitation, Membership, Person, SignIn
from parvis.people.roles import roles
from parvis.places.models import District

PARVIS = Text("Parvis", "Parvis")
EVERYWHERE = Text("partout", "everywhere")
STATES = {
    "in_force": Text("En vigueur", "In force"),
    "to_come": Text("À venir", "To come"),
    "over": Text("Terminé", "Over"),
}
KINDS = {"in_force": "go", "to_come": "careful", "over": ""}


def organization_names(slugs: Iterable[str]) -> dict[str, Text]:
    """The name of each organization by its slug; one that the directory no longer has is named by its slug."""
    wanted = set(slugs) - {""}
    names = {one.slug: one.name for one in Organization.objects.filter(slug__in=wanted)}
    return {"": PARVIS} | {slug: names.get(slug) or Text(slug, slug) for slug in wanted}


def organization_kind(slug: str) -> str:
    """The kind of an organization in the directory today; "" for Parvis itself and for one that does not exist."""
    return Organization.objects.filter(slug=slug).values_list("kind", flat=True).first() or "" if slug else ""


def districts_named(slugs: Iterable[str]) -> Text:
    """Some districts by their names, or everywhere."""
    wanted = list(slugs)
    if not wanted:
        return EVERYWHERE
    names = ", ".join(District.objects.in_order().filter(slug__in=wanted).values_list("name", flat=True))
    return Text(names, names) if names else EVERYWHERE


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The name of each person by the code that the journal has of them."""
    numbers = {int(code.removeprefix("person:")) for code in codes if code.removeprefix("person:").isdigit()}
    return {one.code: one.name for one in Person.objects.filter(pk__in=numbers)}


def membership_rows(memberships: Iterable[Membership], *, at: datetime) -> list[dict[str, Any]]:
    """One row for each role that somebody holds."""
    listed = list(memberships)
    bodies = organization_names(one.organization for one in listed)
    givers = names_of(one.granted_by for one in listed)
    return [
        {
            "pk": one.pk,
            "person": one.person,
            "role": roles()[one.role],
            "organization": bodies[one.organization],
            "slug": one.organization,
            "districts": districts_named(one.districts),
            "from_day": one.from_day,
            "to_day": one.to_day,
            "state": (state := one.state(at=at)),
            "state_name": STATES[state],
            "state_kind": KINDS[state],
            "by": givers.get(one.granted_by, PARVIS),
            "reviewed_on": one.reviewed_on,
        }
        for one in listed
    ]


def last_sign_ins(people: Iterable[int]) -> dict[int, datetime]:
    """When each person last signed in, by number; nobody who has not for a year: sign-ins are kept no longer."""
    found = SignIn.objects.filter(person__in=set(people)).order_by("person").values("person")
    return dict(found.annotate(last=Max("at")).values_list("person", "last"))


def invitation_rows(invitations: Iterable[Invitation]) -> list[dict[str, Any]]:
    """One row for each invitation that waits."""
    listed = list(invitations)
    bodies = organization_names(one.organization for one in listed)
    return [
        {
            "pk": one.pk,
            "email": one.email,
            "role": roles()[one.role].name,
            "organization": bodies[one.organization],
            "until": one.expires_at,
        }
        for one in listed
    ]


@cache
def acts() -> dict[str, Text]:
    """What each kind of entry of the journal means, in words."""
    data = tomllib.loads(files("parvis.web.team").joinpath("acts.toml").read_text(encoding="utf-8"))
    return {kind: text_of(words) for kind, words in data.items()}


def act_rows(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """One line for each act: when, what, about whom. An act without words of its own shows its code."""
    listed = list(entries)
    people = names_of(f"person:{one.subject}" for one in listed if one.subject_kind == "person")
    return [
        {
            "at": one.at,
            "what": acts().get(one.kind) or Text(one.kind, one.kind),
            "about": people.get(f"person:{one.subject}", "") if one.subject_kind == "person" else one.subject,
            "role": roles()[role].name if (role := str(one.codes.get("role", ""))) in roles() else None,
        }
        for one in listed
    ]
