"""Which capabilities of this installation are on, and for which bodies: facts of the journal, and the act that adds one.

An act of an office asks `capability_on` first; where the answer is no, it ends in the official channel. Nothing else says
whether an office acts here: no setting, no environment, no default but off.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from parvis.config.capabilities import capability
from parvis.config.home import Stop
from parvis.journal.actions import record_entry
from parvis.journal.models import Entry

SUBJECT = "capability"
ON, OFF = "capability.switched_on", "capability.switched_off"


@dataclass(frozen=True)
class Holder:
    """A body for which a capability is on: its identifier in the directory, since when, switched on by whom."""

    body: str
    since: datetime
    by: str


def holders(code: str, *, at: datetime | None = None) -> dict[str, Holder]:
    """The bodies for which a capability is on, at a moment or now, by their identifier. `Stop` where there is none such."""
    capability(code)
    found: dict[str, Holder] = {}
    for entry in Entry.objects.about(SUBJECT, code):
        if at is not None and entry.at > at:
            continue
        body = str(entry.codes["body"])
        found.pop(body, None)
        if entry.kind == ON:
            found[body] = Holder(body, entry.at, entry.by)
    return found


def capability_on(code: str, body: str = "", *, at: datetime | None = None) -> bool:
    """Whether this office acts here: for this body, or for any where none is named. Off unless somebody switched it on."""
    found = holders(code, at=at)
    return body in found if body else bool(found)


def switch_capability(code: str, *, body: str, on: bool, by: str, at: datetime) -> Entry:
    """Switch a capability on or off for a body; the entry in the journal. `Stop` where it already is so."""
    known = capability(code)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('parvis capabilities'))")
        if capability_on(code, body) == on:
            raise Stop(f"{known.name['en']} is already {'on' if on else 'off'} for {body}.")
        return record_entry(ON if on else OFF, by=by, at=at, subject=(SUBJECT, code), codes={"body": body})
