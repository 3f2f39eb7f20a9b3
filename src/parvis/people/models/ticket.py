"""Things that work once and not for long: a link in a message, a challenge, a half-done sign-in. And counts of attempts."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.db import models

from parvis.people.models.person import Person


def new_token() -> str:
    """An unguessable value: 256 bits of chance."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What the database keeps of a token: enough to know it again, useless to present."""
    return hashlib.sha256(b"parvis account:" + token.encode()).hexdigest()


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Reads of the tickets."""

    def open(self, kind: str, token: str, *, at: datetime) -> Ticket | None:
        """The ticket of this kind that this token opens, unless it was used or is past its time."""
        if not token or len(token) > 64:
            return None
        found = self.filter(kind=kind, digest=digest_of(token), expires_at__gt=at)
        return found.select_related("person").first()


class Ticket(models.Model):
    """A permission to do one thing once. It is deleted when used; whoever deletes it is the one who used it."""

    kind = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="tickets")
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    tries = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    objects = TicketQuerySet.as_manager()

    def __str__(self) -> str:
        return f"ticket {self.pk}"


class Attempt(models.Model):
    """How often something was tried in a stretch of time. `key` is a keyed digest: no address is in it to be read."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    resets_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"attempts until {self.resets_at}"
