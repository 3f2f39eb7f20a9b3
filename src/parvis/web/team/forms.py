"""What is typed to give a role: read, with a fault tied to each field. An organization that the form did not offer is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict

from parvis.directory.models import Organization
from parvis.law.kernel.text import Text, short_date
from parvis.pathway.inputs import Unclear, read_day
from parvis.people.actions.roles import Grant
from parvis.people.roles import roles
from parvis.places.models import District

#: How far ahead a role may begin or end, and how far back it may be dated (not at all: nobody acted in a role before having it).
FARTHEST = timedelta(days=3660)
_NO_ROLE = Text("Choisissez le rôle.", "Choose the role.")
_NO_ORGANIZATION = Text("Cet organisme n'est pas dans le répertoire.", "This organization is not in the directory.")
_CHOOSE = Text("Choisissez l’organisme, ou Parvis lui-même.", "Choose the organization, or Parvis itself.")
#: How the form writes Parvis itself.
ITSELF = "parvis"


@dataclass
class Typed:
    """A form as it was typed, its faults, and the grant where there are none."""

    values: dict[str, Any]
    faults: dict[str, Text] = field(default_factory=dict)
    grant: Grant | None = None

    @property
    def errors(self) -> list[dict[str, Any]]:
        """For the summary."""
        return [{"field": name, "message": message} for name, message in self.faults.items()]


def blank(today: date, lang: str) -> Typed:
    """The form before anything is typed: from today, everywhere."""
    values = {"role": "", "organization": "", "districts": [], "from_day": short_date(today).to(lang), "to_day": ""}
    return Typed(values)


def read_grant(typed: QueryDict, today: date) -> Typed:
    """Read the fields of a grant."""
    values: dict[str, Any] = {
        name: " ".join(typed.get(name, "")[:200].split()) for name in ("role", "organization", "from_day", "to_day")
    }
    values["districts"] = [one[:60] for one in typed.getlist("districts")[:60]]
    read = Typed(values)
    if values["role"] not in roles():
        read.faults["role"] = _NO_ROLE
    slug = "" if values["organization"] == ITSELF else values["organization"]
    kind = ""
    if slug:
        kind = Organization.objects.filter(slug=slug).values_list("kind", flat=True).first() or ""
    if not values["organization"]:
        read.faults["organization"] = _CHOOSE
    elif slug and not kind:
        read.faults["organization"] = _NO_ORGANIZATION
    first = _day(read, "from_day", today, today)
    last = _day(read, "to_day", today, None)
    if not read.faults and first is not None:
        read.grant = Grant(values["role"], first, last, slug, kind, tuple(values["districts"]))
    return read


def _day(read: Typed, name: str, today: date, absent: date | None) -> date | None:
    if not read.values[name]:
        return absent
    try:
        return read_day(read.values[name], on=today, earliest=today, latest=today + FARTHEST)
    except Unclear as unclear:
        read.faults[name] = unclear.text
        return None


def read_last_day(typed: str, today: date) -> tuple[date | None, Text | None]:
    """The last day of a role, and what is wrong with it."""
    try:
        return read_day(typed[:60], on=today, earliest=today, latest=today + FARTHEST), None
    except Unclear as unclear:
        return None, unclear.text


def choices(lang: str) -> dict[str, Any]:
    """What the selects of the form offer."""
    bodies = [{"value": one.slug, "label": one.name} for one in Organization.objects.by_name(lang)]
    return {
        "roles": [{"value": one.code, "label": one.name} for one in roles().values()],
        "bodies": [{"value": ITSELF, "label": Text("Parvis lui-même", "Parvis itself")}, *bodies],
        "districts": [{"value": one.slug, "label": one.name} for one in District.objects.in_order()],
    }
