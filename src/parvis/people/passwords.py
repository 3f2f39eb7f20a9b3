"""Passwords: how they are hashed, compared in constant work, and what is asked of one (OWASP ASVS 5.0, 6.2)."""

from __future__ import annotations

import unicodedata
from functools import cache
from hashlib import sha256

from argon2.low_level import Type, hash_secret_raw
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from parvis.law.kernel.text import Text
from parvis.people.breached import Unreadable, is_breached

#: Characters. No rule on which ones: length is what counts.
SHORTEST, LONGEST = 12, 128


class Argon2(Argon2PasswordHasher):
    """Argon2id with the memory that small machines have (19 MiB, two passes: the floor that OWASP gives)."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1


@cache
def _nobodys() -> str:
    """The hash of a password that nobody has, compared where there is none: the same work for an unknown address."""
    return _hashed("nobody has this password")


def normal_password(typed: str) -> str:
    """The same characters, however a keyboard composes them."""
    return unicodedata.normalize("NFKC", typed)


def _hashed(password: str) -> str:
    hasher = Argon2()
    return hasher.encode(password, hasher.salt())


def hashed(typed: str) -> str:
    """What is kept of a password."""
    return _hashed(normal_password(typed))


def is_right(typed: str, encoded: str | None) -> bool:
    """Whether this is the password that was hashed; does the same work where there is none (`None`)."""
    nobodys = _nobodys()
    password = normal_password(typed)
    right = Argon2().verify(password if len(password) <= LONGEST else "", encoded or nobodys)
    return right and encoded is not None


def slow_digest(secret: str, salt: str) -> str:
    """A digest of something short that proves a person: as costly to try out as a password. `salt`: chance, kept beside it."""
    seasoned = sha256(salt.encode()).digest()[:16]
    kind = {"time_cost": Argon2.time_cost, "memory_cost": Argon2.memory_cost, "parallelism": Argon2.parallelism}
    return hash_secret_raw(secret.encode(), seasoned, hash_len=32, type=Type.ID, **kind).hex()


@cache
def _common() -> CommonPasswordValidator:
    return CommonPasswordValidator()


def password_fault(typed: str, *, email: str = "", name: str = "") -> Text | None:
    """What is wrong with a new password, or None."""
    password = normal_password(typed)
    if len(password) < SHORTEST:
        return Text(
            f"Choisissez au moins {SHORTEST} caractères. Une suite de mots convient bien.",
            f"Choose at least {SHORTEST} characters. A few words in a row do well.",
        )
    if len(password) > LONGEST:
        return Text(f"Choisissez au plus {LONGEST} caractères.", f"Choose at most {LONGEST} characters.")
    small = password.casefold()
    known = [email.partition("@")[0], *name.casefold().split(), "parvis"]
    try:
        _common().validate(password)
    except ValidationError:
        known.append(small)
    rest = small
    for word in known:
        rest = rest.replace(word, "") if len(word) > 2 else rest
    repeated = small in (small * 2)[1:-1]
    if repeated or len(rest) < SHORTEST // 2 or len(set(small)) < 5:
        return Text(
            "Ce mot de passe se devine : il est courant, ou il reprend votre nom. Choisissez-en un autre.",
            "This password can be guessed: it is common, or it repeats your name. Choose another.",
        )
    return _stolen(password)


def _stolen(password: str) -> Text | None:
    """What is wrong with a password that was stolen elsewhere; nothing is asked where the installation has no list of them."""
    if settings.BREACHED_PASSWORDS is None:
        return None
    try:
        stolen = is_breached(settings.BREACHED_PASSWORDS, password)
    except Unreadable:
        return Text(
            "On ne peut pas vérifier ce mot de passe pour le moment. Rien n'a changé. Réessayez plus tard.",
            "This password cannot be checked at the moment. Nothing has changed. Try again later.",
        )
    if not stolen:
        return None
    return Text(
        "Ce mot de passe a déjà été volé sur un autre site : il figure dans des listes que tout le monde peut lire. Choisissez-en un autre.",
        "This password was already stolen from another site: it stands in lists that anybody can read. Choose another.",
    )
