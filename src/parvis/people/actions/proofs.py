"""What proves a person: adding a proof, removing one, taking a code. The last proof that suffices is never removed."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.codes import new_recovery_codes, normal_recovery_code, step_of_code
from parvis.people.models import AuthenticatorApp, Passkey, Password, Person, RecoveryCode
from parvis.people.passkeys import NewKey
from parvis.people.passwords import hashed, password_fault, slow_digest
from parvis.people.refused import Refused
from parvis.people.sealing import cipher, keyed_digest

#: A person keeps at most so many passkeys: more is somebody filling the table.
MOST_PASSKEYS = 12


def has_second(person: Person) -> bool:
    """Whether something beside a password proves this person."""
    return person.passkeys.exists() or AuthenticatorApp.objects.filter(person=person).exists()


def is_protected(person: Person) -> bool:
    """Whether this person can prove two things: a passkey, or a password with an app."""
    return person.passkeys.exists() or _has_password_and_app(person)


def _has_password_and_app(person: Person) -> bool:
    return Password.objects.filter(person=person).exists() and AuthenticatorApp.objects.filter(person=person).exists()


def _written(kind: str, person: Person, *, by: str, at: datetime, **codes: int) -> None:
    record_entry(kind, by=by, at=at, subject=("person", str(person.pk)), codes=dict(codes))


@transaction.atomic
def set_password(person: Person, typed: str, *, by: str, at: datetime) -> Password:
    """Give a person a new password. `Refused` where it can be guessed."""
    if fault := password_fault(typed, email=person.email, name=person.name):
        raise Refused(fault, field="new_password")
    password, _ = Password.objects.update_or_create(
        person=person, defaults={"encoded": hashed(typed), "changed_at": at}
    )
    _written("password_changed", person, by=by, at=at)
    return password


@transaction.atomic
def add_passkey(person: Person, key: NewKey, *, name: str, by: str, at: datetime) -> Passkey:
    """Add a key that a device has made. `Refused` where it is already somebody's, or where there are too many."""
    if Passkey.objects.filter(credential_id=key.credential_id).exists():
        raise Refused(Text("Cette clé d'accès est déjà enregistrée.", "This passkey is already registered."))
    if person.passkeys.count() >= MOST_PASSKEYS:
        raise Refused(
            Text(
                "Vous avez déjà beaucoup de clés d'accès. Retirez-en une d'abord.",
                "You already have many passkeys. Remove one first.",
            )
        )
    passkey = Passkey(
        person=person,
        credential_id=key.credential_id,
        credential=key.credential,
        sign_count=key.sign_count,
        name=name.strip()[:60] or "–",
        added_at=at,
    )
    passkey.save(force_insert=True)
    _written("passkey_added", person, by=by, at=at, passkey=passkey.pk)
    return passkey


@transaction.atomic
def remove_passkey(passkey: Passkey, *, by: str, at: datetime) -> None:
    """Remove a key. `Refused` where nothing else would protect the account."""
    person = _held(passkey.person)
    if person.passkeys.count() == 1 and not _has_password_and_app(person):
        raise Refused(_LAST)
    key = passkey.pk
    passkey.delete()
    _written("passkey_removed", person, by=by, at=at, passkey=key)


def note_passkey_use(passkey: Passkey, sign_count: int, *, at: datetime) -> bool:
    """Note that a key was used. False where its own count went back: a copy of it is in use somewhere."""
    if sign_count or passkey.sign_count:
        moved = Passkey.objects.filter(pk=passkey.pk, sign_count__lt=sign_count)
    else:
        moved = Passkey.objects.filter(pk=passkey.pk)
    return bool(moved.update(sign_count=sign_count, used_at=at))


@transaction.atomic
def add_app(person: Person, secret: bytes, typed: str, *, by: str, at: datetime) -> AuthenticatorApp:
    """Tie an app to the account, once it shows the right code; it takes the place of one that was there."""
    step = step_of_code(secret, typed, at=at)
    if step is None:
        raise Refused(_WRONG_CODE, field="code")
    app, _ = AuthenticatorApp.objects.update_or_create(
        person=person, defaults={"secret": cipher("app").encrypt(secret), "last_step": step, "added_at": at}
    )
    _written("app_added", person, by=by, at=at)
    return app


@transaction.atomic
def remove_app(person: Person, *, by: str, at: datetime) -> None:
    """Untie the app. `Refused` where nothing else would protect the account."""
    if not _held(person).passkeys.exists():
        raise Refused(_LAST)
    deleted, _ = AuthenticatorApp.objects.filter(person=person).delete()
    if deleted:
        _written("app_removed", person, by=by, at=at)


def take_app_code(person: Person, typed: str, *, at: datetime) -> bool:
    """Whether this is the app's code now, and was not yet given: each code is taken once, by whichever process."""
    app = AuthenticatorApp.objects.filter(person=person).first()
    if app is None:
        return False
    step = step_of_code(cipher("app").decrypt(bytes(app.secret)), typed, at=at)
    if step is None:
        return False
    return bool(AuthenticatorApp.objects.filter(pk=app.pk, last_step__lt=step).update(last_step=step))


@transaction.atomic
def make_recovery_codes(person: Person, *, by: str, at: datetime) -> list[str]:
    """New codes for a bad day, in place of the old ones: the only moment at which they can be read."""
    codes, salt = new_recovery_codes(), secrets.token_hex(16)
    RecoveryCode.objects.filter(person=person).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=_recovery_digest(person, one, salt), salt=salt, made_at=at) for one in codes
    )
    _written("recovery_codes_made", person, by=by, at=at, count=len(codes))
    return codes


def take_recovery_code(person: Person, typed: str, *, by: str, at: datetime) -> bool:
    """Whether this is one of the codes, not used before; it is used now."""
    with transaction.atomic():
        left = RecoveryCode.objects.filter(person=person, used_at__isnull=True)
        salts = set(left.values_list("salt", flat=True))
        digests = [_recovery_digest(person, typed, salt) for salt in salts]
        found = left.filter(digest__in=digests).update(used_at=at)
        if found:
            _written("recovery_code_used", person, by=by, at=at)
    return bool(found)


def recovery_codes_left(person: Person) -> int:
    """How many codes still work."""
    return RecoveryCode.objects.filter(person=person, used_at__isnull=True).count()


def _recovery_digest(person: Person, code: str, salt: str) -> str:
    """As slow as a password's, then keyed: neither the database alone nor the secret alone says what a code is."""
    said = normal_recovery_code(code)
    return keyed_digest("recovery", str(person.pk), slow_digest(said, salt) if salt else said)


def _held(person: Person) -> Person:
    """The person, held until the transaction ends: two removals at once never leave nothing."""
    return Person.objects.select_for_update().get(pk=person.pk)


_LAST = Text(
    "C'est ce qui protège votre compte. Ajoutez d'abord un autre moyen de vous connecter.",
    "This is what protects your account. Add another way to sign in first.",
)
_WRONG_CODE = Text(
    "Ce code ne va pas. Prenez celui que l'application montre maintenant.",
    "This code does not work. Take the one that the app shows now.",
)
