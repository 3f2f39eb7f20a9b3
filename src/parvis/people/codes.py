"""Codes: those of an authenticator app (TOTP, RFC 6238) and those on the paper for bad days."""

from __future__ import annotations

import base64
import hmac
import secrets
import struct
from datetime import datetime
from urllib.parse import quote, urlencode

#: Seconds that a code of an app lasts; the one before and the one after are taken too, for clocks that are not right.
STEP = 30
DIGITS = 6
#: Without letters and digits that are taken for one another.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
#: How many recovery codes there are, of how many signs: 10 of them are 49 bits of chance, tried a few times an hour.
RECOVERY_CODES, RECOVERY_SIGNS = 10, 10


def new_app_secret() -> bytes:
    """The secret that an app and this installation share: 160 bits."""
    return secrets.token_bytes(20)


def written_secret(secret: bytes) -> str:
    """The secret as one types it into an app."""
    return base64.b32encode(secret).decode()


def app_address(secret: bytes, *, account: str, issuer: str) -> str:
    """What the square picture holds (`otpauth:`)."""
    query = urlencode({"secret": written_secret(secret), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{query}"


def step_at(at: datetime) -> int:
    """The number of the step that an instant falls in."""
    return int(at.timestamp()) // STEP


def app_code(secret: bytes, step: int) -> str:
    """The code of one step."""
    digest = hmac.new(secret, struct.pack(">Q", step), "sha1").digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of_code(secret: bytes, typed: str, *, at: datetime) -> int | None:
    """The step whose code was typed, near this instant; None where it is none of them."""
    code = "".join(typed.split())
    now = step_at(at)
    found = None
    for step in (now - 1, now, now + 1):
        if hmac.compare_digest(app_code(secret, step).encode(), code.encode()):
            found = step
    return found


def new_recovery_codes() -> list[str]:
    """A paper's worth of codes, as they are shown: « K7QMX-2RVHT »."""
    signs = ("".join(secrets.choice(_ALPHABET) for _ in range(RECOVERY_SIGNS)) for _ in range(RECOVERY_CODES))
    return [f"{one[:5]}-{one[5:]}" for one in signs]


def normal_recovery_code(typed: str) -> str:
    """A recovery code as it is compared, however it was typed."""
    return "".join(one for one in typed.upper() if one in _ALPHABET)
