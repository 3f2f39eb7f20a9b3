"""Confirming an organization or a figure as a whole: somebody looked, how, on what day. A service is confirmed fact by fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from parvis.directory.actions import directory_lock, revise_record
from parvis.directory.desk.assuring import CHANGED, OLDEST
from parvis.directory.desk.changing import field_of
from parvis.directory.desk.reach import reach_of
from parvis.directory.models import Organization, Statistic, Version
from parvis.directory.vocabulary import ASSURANCES
from parvis.journal.actions import Code, record_entry
from parvis.journal.models import Entry
from parvis.law.kernel.text import Text, listed
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import authorise
from parvis.people.refused import Refused

_HOW = Text("Dites comment vous avez vérifié.", "Say how you have checked.")
_DAY = Text(
    "Donnez le jour de la vérification : aujourd’hui, ou un jour de la dernière année.",
    "Give the day of the check: today, or a day of the last year.",
)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A confirmation, as the journal holds it. `fields`: the facts that it is about; none for the whole record."""

    how: Text
    on: date
    recorded: datetime
    fields: tuple[Text, ...] = ()

    @property
    def facts(self) -> Text | None:
        """The facts that it is about, in words; None for the whole record."""
        return listed(self.fields) if self.fields else None


@transaction.atomic
def confirm_record(
    record: Organization | Statistic, *, how: str, on: date, seen: str, by: Person, at: datetime
) -> None:
    """Confirm what a record says. The facts of an organization then date from that day (a new version); a figure's do not
    change with the day on which somebody reads it again. `seen`: the digest that the keeper was looking at.
    """
    authorise(by, "desk.edit", at=at)
    reach_of(by, "desk.edit", at=at).demand(record.pk)
    directory_lock()
    record.refresh_from_db()
    kind = "organization" if isinstance(record, Organization) else "statistic"
    version = Version.objects.of(kind, record.pk).first()
    if version is None or record.digest != seen:
        raise Refused(CHANGED)
    if how not in ASSURANCES:
        raise Refused(_HOW, field="how")
    if not day_of(at) - OLDEST <= on <= day_of(at):
        raise Refused(_DAY, field="on")
    if kind == "organization" and str(version.content["as_of"]) < on.isoformat():
        revise_record(record, says={**version.content, "as_of": on.isoformat()}, by=by.code, at=at)
    record_entry("assurance.confirmed", by=by.code, at=at, subject=(kind, record.pk), codes={"how": how, "on": on})


def confirmations_of(kind: str, record: str) -> list[Confirmed]:
    """The confirmations of a record as a whole, and of what its organization declared of it, the latest first."""
    entries = Entry.objects.about(kind, record).filter(kind="assurance.confirmed").order_by("-pk")
    whole = [
        Confirmed(ASSURANCES[str(one.codes["how"])], date.fromisoformat(str(one.codes["on"])), one.at)
        for one in entries
        if str(one.codes.get("how")) in ASSURANCES
    ]
    return sorted([*whole, *declared_of(kind, record)], key=lambda one: one.recorded, reverse=True)


#: What an organization does not declare: identifiers, and where a record is from.
_NOT_DECLARED = ("id", "slug", "as_of", "origin", "source_lines", "assurance")
#: What stands for every fact of a record, in the codes of a declaration.
WHOLE = "record"
_ADDRESSES = Text("Les adresses", "Addresses")


def record_declared(version: Version, before: Version | None, *, on: date, by: str, at: datetime) -> None:
    """Write down which facts of a new version of an organization or a figure its organization declared, on what day."""
    was = before.content if before else {}
    heads = dict.fromkeys([*version.content, *was])
    fields = [one for one in heads if one not in _NOT_DECLARED and version.content.get(one) != was.get(one)]
    if fields:
        codes: dict[str, Code] = {"fields": "+".join(fields)[:80].rstrip("+"), "on": on, "version": version.pk}
        record_entry("assurance.declared", by=by, at=at, subject=(version.kind, version.record), codes=codes)


def declared_of(kind: str, record: str) -> list[Confirmed]:
    """What its organization declared of a record and that is still published so, the latest first; each fact once."""
    entries = list(Entry.objects.about(kind, record).filter(kind="assurance.declared").order_by("-pk"))
    if not entries:
        return []
    versions = Version.objects.of(kind, record).in_bulk([*(int(one.codes["version"]) for one in entries)])
    present = Version.objects.of(kind, record).first()
    found, known = [], set[str]()
    for one in entries:
        then = versions.get(int(one.codes["version"]))
        heads = str(one.codes["fields"]).split("+")
        if then is None or present is None:
            continue
        if heads == [WHOLE]:
            if then.digest == present.digest and not known:
                day = date.fromisoformat(str(one.codes["on"]))
                found.append(Confirmed(ASSURANCES["declared"], day, one.at))
            continue
        kept = [each for each in heads if each not in known and present.content.get(each) == then.content.get(each)]
        known.update(heads)
        if kept:
            names = tuple(_ADDRESSES if each == "locations" else field_of(each) for each in kept)
            found.append(Confirmed(ASSURANCES["declared"], date.fromisoformat(str(one.codes["on"])), one.at, names))
    return found
