"""Forgetting what is over: ended sessions, used-up tickets, old counts, sign-ins nobody needs to recognize any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from parvis.people.models import Attempt, KnownDevice, Session, SignIn, Ticket
from parvis.people.models.visit import REMEMBERED

#: A sign-in is kept this long for its owner.
SIGN_INS_KEPT = timedelta(days=365)


@transaction.atomic
def forget_what_is_over(*, at: datetime) -> int:
    """Delete what has had its time; how many rows. Doing it twice changes nothing."""
    over = (
        Session.objects.over(at=at),
        Ticket.objects.filter(expires_at__lte=at),
        Attempt.objects.filter(resets_at__lte=at),
        KnownDevice.objects.filter(used_at__lte=at - REMEMBERED),
        SignIn.objects.filter(at__lte=at - SIGN_INS_KEPT),
    )
    return sum(found.delete()[0] for found in over)
