"""Taking in a batch: new versions where nobody edited, proposals to the keepers where somebody did or where there is doubt."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from parvis.directory.actions import directory_lock, publish_together
from parvis.directory.exchange.batch import Batch, Differences
from parvis.directory.exchange.compare import compared
from parvis.directory.files import Content
from parvis.directory.recurrence import QUEBEC
from parvis.law.kernel.text import Text, counted
from parvis.people.refused import Refused

_ROWS = (Text("ligne refusée", "row refused"), Text("lignes refusées", "rows refused"))
_REFUSED = Text(
    "{rows}. Rien n’a été changé. Corrigez le fichier, ou importez les autres lignes sans celles-là.",
    "{rows}. Nothing was changed. Correct the file, or import the other rows without these.",
)


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import did: records published and proposed, rows refused, the number of the edition."""

    published: int
    proposed: int
    refused: int
    edition: int
    differences: Differences


def apply_import(batch: Batch, *, by: str, at: datetime, leave_refused: bool = False) -> Applied:
    """Take a batch in, in one transaction: all of it or nothing. The same again does nothing.

    `Refused` where a row is refused, unless `leave_refused` asks for the others without it; where a fault of the file
    itself leaves every row in doubt, nothing is ever taken.
    """
    with transaction.atomic():
        directory_lock(patient=True)
        differences = compared(batch, on=at.astimezone(QUEBEC).date())
        refused = differences.refused_rows
        if not batch.whole or (refused and not leave_refused):
            raise Refused(_REFUSED.fill(rows=counted(refused, *_ROWS)))
        publish = parents_first([one.content for one in differences.of("new", "changed") if one.content])
        propose = [one.content for one in differences.of("proposed") if one.content]
        edition, proposed = publish_together(publish, propose, by=by, at=at)
    return Applied(len(publish), proposed, refused, edition, differences)


def parents_first(contents: list[Content]) -> list[Content]:
    """Organizations before what they provide, each after the one that it is part of."""
    kinds = ("organization", "service", "statistic")
    parents = {one.record: one.says.get("parent") for one in contents if one.kind == "organization"}

    def depth(record: str | None) -> int:
        return 0 if record is None or record not in parents else 1 + depth(parents[record])

    return sorted(contents, key=lambda one: (kinds.index(one.kind), depth(one.record), one.record))
