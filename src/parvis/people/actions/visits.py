"""Sessions: opening one, finding it again, proving oneself again, ending it.

A session's token is new each time somebody proves who they are, so that a value planted beforehand is worth nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from parvis.journal.actions import record_entry
from parvis.people.devices import Device
from parvis.people.models import KnownDevice, Person, Session, SignIn
from parvis.people.models.ticket import digest_of, new_token
from parvis.people.models.visit import LONGEST, STRONG

#: A session's last use is written at most this often.
_NOTED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Opened:
    """A session just opened or renewed, with the token that its cookie carries: the only moment it is known here."""

    session: Session
    token: str


@transaction.atomic
def open_session(person: Person, *, method: str, device: Device, by: str, at: datetime) -> Opened:
    """Open a session for a person who has proved who they are. `method`: see `METHODS`."""
    token = new_token()
    session = Session(
        person=person,
        digest=digest_of(token),
        method=method,
        strong=method in STRONG,
        browser=device.browser,
        system=device.system,
        started_at=at,
        proved_at=at,
        seen_at=at,
        ends_at=at + LONGEST,
    )
    session.save(force_insert=True)
    SignIn(person=person, at=at, method=method, browser=device.browser, system=device.system).save(force_insert=True)
    record_entry("signed_in", by=by, at=at, subject=("person", str(person.pk)), codes={"method": method})
    return Opened(session, token)


def session_of(token: str, *, at: datetime) -> Session | None:
    """The session that this token opens, if it goes on; notes that it was used."""
    if not token or len(token) > 64:
        return None
    session = Session.objects.going(at=at).filter(digest=digest_of(token)).select_related("person").first()
    if session is not None and at - session.seen_at >= _NOTED:
        Session.objects.filter(pk=session.pk).update(seen_at=at)
        session.seen_at = at
    return session


@transaction.atomic
def renew_session(session: Session, *, by: str, at: datetime, strong: bool | None = None) -> Opened:
    """Give a session a new token after a new proof. Its last hour does not move."""
    token = new_token()
    session.digest, session.proved_at, session.seen_at = digest_of(token), at, at
    session.strong = session.strong if strong is None else strong
    session.save(update_fields=["digest", "proved_at", "seen_at", "strong"])
    record_entry("proved_again", by=by, at=at, subject=("person", str(session.person_id)))
    return Opened(session, token)


@transaction.atomic
def end_session(session: Session, *, by: str, at: datetime) -> None:
    """End a session now. Ending one that is already over changes nothing."""
    deleted, _ = Session.objects.filter(pk=session.pk).delete()
    if deleted:
        record_entry("session_ended", by=by, at=at, subject=("person", str(session.person_id)))


@transaction.atomic
def end_sessions(person: Person, *, by: str, at: datetime, but: Session | None = None) -> int:
    """End all of a person's sessions, but one where it is given; how many."""
    found = Session.objects.filter(person=person)
    count, _ = (found.exclude(pk=but.pk) if but else found).delete()
    if count:
        record_entry("sessions_ended", by=by, at=at, subject=("person", str(person.pk)), codes={"count": count})
    return count


def is_known(email: str, device: Device) -> bool:
    """Whether this device has signed in as the person at this address."""
    if not device.token or len(device.token) > 64:
        return False
    return KnownDevice.objects.filter(person__email=email, digest=digest_of(device.token)).exists()


def remember_device(person: Person, device: Device, *, at: datetime) -> str:
    """Know this device again; the token that it keeps, its own where it has one."""
    token = device.token if device.token and len(device.token) <= 64 else new_token()
    KnownDevice.objects.update_or_create(person=person, digest=digest_of(token), defaults={"used_at": at})
    return token
