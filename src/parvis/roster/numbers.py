"""Numbers of files: short, said on the telephone without doubt, and never in an order that tells how many there are."""

import secrets
from datetime import datetime

from parvis.people.models.role import day_of

#: Neither 0 and O, nor 1, I and L: a number is read aloud and typed again.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 7


def new_number(letter: str, *, at: datetime) -> str:
    """A number such as `M-2026-7K3QXPD`; two alike would be refused by the database."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{letter}-{day_of(at).year}-{drawn}"
