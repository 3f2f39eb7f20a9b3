"""Plans that somebody asked to keep. The database alone cannot read one: the key is only in the address."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import zlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import connections, models

#: Bytes of chance in an address: 192 bits, far beyond what can be tried.
TOKEN_BYTES = 24
#: Longest sealed text: answers are short; more would be something else.
LARGEST = 16_384


def new_token() -> str:
    """The unguessable part of an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> str:
    """What the database keeps of a token: enough to find the plan, useless to open it."""
    return hashlib.sha256(b"parvis kept plan:" + token.encode()).hexdigest()


def _cipher(token: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"parvis kept plan key").derive(token.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def seal(answers: Mapping[str, Any], token: str) -> bytes:
    """The answers, encrypted under the token's key."""
    packed = zlib.compress(json.dumps(dict(answers), separators=(",", ":"), ensure_ascii=False).encode(), 9)
    return _cipher(token).encrypt(packed)


class KeptPlanQuerySet(models.QuerySet["KeptPlan"]):
    """Reads of the kept plans."""

    def found_by(self, token: str, *, on: date) -> KeptPlan | None:
        """The plan at this address, unless it has expired."""
        return self.filter(digest=digest_of(token), expires_on__gte=on).first()

    def one_at_a_time(self) -> None:
        """Until this transaction ends, no other keeps a plan: what is counted stays true."""
        with connections[self.db].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('parvis kept plans'))")

    def expired(self, on: date) -> KeptPlanQuerySet:
        """Those whose last day has passed."""
        return self.filter(expires_on__lt=on)


class KeptPlan(models.Model):
    """The sealed answers of one plan, until the day it is forgotten. Only days are kept, never an hour."""

    digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    created_on = models.DateField()
    expires_on = models.DateField(db_index=True)

    objects = KeptPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__gt=models.F("created_on")),
                name="kept_plan_expires_later",
                violation_error_message="A kept plan expires after the day it was made.",
            ),
        ]

    def __str__(self) -> str:
        return f"kept plan {self.pk}"

    def opened_with(self, token: str) -> dict[str, Any]:
        """The answers; nothing where they cannot be read (another token, a damaged row)."""
        try:
            packed = _cipher(token).decrypt(bytes(self.sealed))
            values = json.loads(zlib.decompressobj().decompress(packed, 4 * LARGEST))
        except (InvalidToken, ValueError, zlib.error):
            return {}
        return values if isinstance(values, dict) else {}
