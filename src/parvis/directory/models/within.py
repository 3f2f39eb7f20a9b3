"""How far somebody reads of what the desk keeps about records: the one place that `visible_to` asks."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parvis.people.models import Nobody, Person


def records_within(person: Person | Nobody, power: str, *, at: datetime) -> frozenset[str] | None:
    """The records that this person's power reaches at a moment; None where that is everything, the pages too."""
    from parvis.directory.desk.reach import reach_of  # it reads the records, which these models are

    return reach_of(person, power, at=at).records
