"""What readers are told of a record that was withdrawn: its name, since when, and what stands in its place.

The reason that the keeper gave stays at the desk.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from parvis.directory.identity import uuid_of
from parvis.directory.models import Organization, Service, Version
from parvis.law.kernel.text import Text, text_of

#: The kinds of records that have a page of their own.
PAGES: dict[str, type[Organization] | type[Service]] = {"organization": Organization, "service": Service}
#: How many times a replacement may itself have been replaced before it is no longer looked for.
_LONGEST = 10


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A record that is no longer in the directory. `replaced_by`: the record that stands in its place, where one is known."""

    kind: str
    record: str
    name: Text
    on: date
    replaced_by: Organization | Service | None


def withdrawn_under(kind: str, slug: str) -> Withdrawn | None:
    """The record that had this short name when it was withdrawn; None where there never was one, or where it is back."""
    version = Version.objects.withdrawn_now().filter(kind=kind, content__slug=slug).first()
    return _told(version) if version else None


def withdrawn_with(kind: str, identifier: str) -> Withdrawn | None:
    """The withdrawn record that has this UUID; None where there is none."""
    for version in Version.objects.withdrawn_now().filter(kind=kind):
        if uuid_of(kind, version.record) == identifier:
            return _told(version)
    return None


def _told(version: Version) -> Withdrawn:
    name = text_of(version.content["name"])
    return Withdrawn(version.kind, version.record, name, version.valid_from, _replacing(version))


def _replacing(version: Version) -> Organization | Service | None:
    """The published record at the end of the chain of replacements; None where the chain leads to none."""
    for _ in range(_LONGEST):
        if not version.replaced_by:
            return None
        record = PAGES[version.kind]._default_manager.filter(pk=version.replaced_by).first()
        last = Version.objects.of(version.kind, version.replaced_by).first()
        if record is not None or last is None:
            return record
        version = last
    return None
