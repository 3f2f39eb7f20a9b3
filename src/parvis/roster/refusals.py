"""The refusals of the parties to sign: each stays to be read, whatever was signed afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from parvis.people.models.role import day_of
from parvis.roster.models import SessionSheet


@dataclass(frozen=True, slots=True)
class Refusal:
    """A party refused one day; they were asked again another day, or never."""

    position: int
    refused_on: date
    asked_again_on: date | None


def refusals_of(session: SessionSheet) -> list[Refusal]:
    """The refusals to sign a sheet, in their order."""
    asked = sorted(session.signatures.all(), key=lambda one: one.pk)
    found = []
    for place, one in enumerate(asked):
        if one.state == "refused" and one.answered_at is not None:
            later = [each for each in asked[place + 1 :] if each.position == one.position]
            again = day_of(later[0].asked_at) if later else None
            found.append(Refusal(one.position, day_of(one.answered_at), again))
    return found


def asked_enough(session: SessionSheet, position: int) -> bool:
    """Whether a party who refused was asked once more and said no again: not to sign, or to take their signature back.

    Not legal: once more leaves room for a mistake; oftener is to press somebody. A link that nobody answered may be replaced.
    """
    said = session.signatures.filter(position=position)
    first = said.filter(state="refused").order_by("pk").first()
    return first is not None and said.filter(pk__gt=first.pk, state__in=("refused", "withdrawn")).exists()
