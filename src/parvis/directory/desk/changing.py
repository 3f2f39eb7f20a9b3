"""What a keeper publishes again from the desk, an earlier version; and the difference between two texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from parvis.directory.actions import MODELS, directory_lock, restore_version
from parvis.directory.desk.assuring import CHANGED
from parvis.directory.desk.editing_checks import contradictions_of
from parvis.directory.desk.reach import Reach, reach_of
from parvis.directory.exchange.compare import owner_of
from parvis.directory.exchange.paths import flat, kind_at, parts_of
from parvis.directory.files import Content
from parvis.directory.models import Version
from parvis.directory.models.organization import Record
from parvis.directory.reader import OneOf, Rows, Several
from parvis.directory.vocabulary import FIELDS, OTHER_FIELD, OTHER_FIELDS
from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.policies import authorise
from parvis.people.refused import Refused

_ALREADY = Text("La fiche dit déjà cela.", "The record already says this.")


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs: the group of facts in words, its path in the record, before and after ("" for nothing), as a
    file has them; `was` and `becomes`: the same as people read them, a code of a closed list in its words. `kind`: of record.
    """

    field: Text
    path: str
    before: str
    after: str
    was: Text | str = ""
    becomes: Text | str = ""
    kind: str = ""


def differences(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """What differs between two texts of a record, value by value, in the order of the record."""
    old, new = flat(kind, before), flat(kind, after)
    paths = list(dict.fromkeys([*new, *old]))
    return [
        difference(kind, one, old.get(one, ""), new.get(one, ""))
        for one in paths
        if old.get(one, "") != new.get(one, "")
    ]


def difference(kind: str, path: str, before: str, after: str) -> Difference:
    """One value that differs, as a file has it and as people read it."""
    return Difference(field_of(path), path, before, after, _said(kind, path, before), _said(kind, path, after), kind)


def _said(kind: str, path: str, cell: str) -> Text | str:
    """A cell as people read it: codes of a closed list by their words, anything else as it is."""
    known = kind_at(kind, path)
    listed = known.of if isinstance(known, Rows | Several) else known
    words = listed.allowed if isinstance(listed, OneOf) else None
    codes = parts_of(cell) if listed is not known else [cell]
    if not cell or not isinstance(words, Mapping) or any(one not in words for one in codes):
        return cell
    found = [text for one in codes if isinstance(text := words[one], Text)]
    return (
        Text("; ".join(one.fr for one in found), "; ".join(one.en for one in found))
        if len(found) == len(codes)
        else cell
    )


def field_of(path: str) -> Text:
    """The group of facts that a value of a record belongs to, in words."""
    head = path.partition(".")[0]
    name = {"assurance": "checks", "locations": "access"}.get(head, head)
    return FIELDS.get(name) or OTHER_FIELDS.get(name) or OTHER_FIELD


def published_of(kind: str, record: str) -> Version | None:
    """The version of a record that readers see; None for a record that does not exist."""
    return Version.objects.of(kind, record).first()


@transaction.atomic
def bring_back(version: Version, *, seen: str, by: Person, at: datetime) -> Record:
    """Undo: publish again what an earlier version says, as one more version. Nothing is erased."""
    authorise(by, "desk.publish", at=at)
    reach = reach_of(by, "desk.publish", at=at)
    if not reaches(reach, version):
        reach.demand(version.record)
    directory_lock()
    record = MODELS[version.kind]._default_manager.filter(pk=version.record).first()
    _unchanged(record, seen)
    if record is not None and record.digest == version.digest:
        raise Refused(_ALREADY)
    wrong = contradictions_of(version.kind, version.record, version.content)
    if wrong:
        raise Refused(wrong[0])
    brought = restore_version(version, by=by.code, at=at)
    record_entry(
        "directory.brought_back",
        by=by.code,
        at=at,
        subject=(version.kind, version.record),
        codes={"version": version.pk},
    )
    return brought


def reaches(reach: Reach, version: Version) -> bool:
    """Whether a version is within reach: its record, or of a withdrawn one the organization that answered for it."""
    return reach.has(version.record) or (
        version.kind != "organization"
        and not MODELS[version.kind]._default_manager.filter(pk=version.record).exists()
        and reach.has(owner_of(Content(version.kind, version.record, version.content)))
    )


def _unchanged(record: Record | None, seen: str) -> None:
    if (record.digest if record else "") != seen:
        raise Refused(CHANGED)
