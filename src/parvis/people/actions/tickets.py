"""Tickets: giving one, using it once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from parvis.people.models import Person, Ticket
from parvis.people.models.ticket import digest_of, new_token

#: How long each kind lasts. `second`: a half-done sign-in; `challenge`: what a passkey answers; `link`: the way (back) in;
#: `email`: a new address to confirm; `not_me`: in a notice; `mailed`: a code sent by e-mail; `provider`: a trip to the OIDC provider;
#: `opening`: an account that somebody asked to open, until the address is confirmed.
LASTS = {
    "second": timedelta(minutes=10),
    "challenge": timedelta(minutes=5),
    "link": timedelta(minutes=10),
    "welcome": timedelta(days=3),
    "email": timedelta(hours=4),
    "not_me": timedelta(days=7),
    "mailed": timedelta(minutes=10),
    "provider": timedelta(minutes=10),
    "opening": timedelta(days=3),
}
#: How often a wrong code may be given to one ticket.
TRIES = 5


def give_ticket(kind: str, person: Person | None, *, at: datetime, data: dict[str, Any] | None = None) -> str:
    """Give a ticket; its token. It takes the place of one of the same kind that the person asked for; what a stranger can
    ask for in their name takes the place of nothing.
    """
    if person is not None and kind in ("welcome", "email"):
        Ticket.objects.filter(kind=kind, person=person).delete()
    token = new_token()
    ticket = Ticket(kind=kind, digest=digest_of(token), person=person, data=data or {}, expires_at=at + LASTS[kind])
    ticket.save(force_insert=True)
    return token


def use_ticket(ticket: Ticket) -> bool:
    """Use a ticket up. False where somebody else has just done so: what it permits is then not done."""
    deleted, _ = Ticket.objects.filter(pk=ticket.pk).delete()
    return bool(deleted)


def try_ticket(ticket: Ticket) -> bool:
    """Count a try at a ticket before looking at the answer; False, and the ticket is gone, where there were too many."""
    counted = Ticket.objects.filter(pk=ticket.pk, tries__lt=TRIES).update(tries=F("tries") + 1)
    if not counted:
        use_ticket(ticket)
    return bool(counted)
