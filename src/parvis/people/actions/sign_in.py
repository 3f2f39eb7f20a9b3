"""Signing in. A password alone never opens a session; an unknown address gets the same answer, after the same work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.actions.attempts import count_attempt, forget_attempts, log_refused
from parvis.people.actions.notices import tell_of_sign_in
from parvis.people.actions.proofs import has_second, note_passkey_use, take_app_code, take_recovery_code
from parvis.people.actions.tickets import give_ticket, try_ticket, use_ticket
from parvis.people.actions.visits import Opened, is_known, open_session, remember_device
from parvis.people.devices import Device
from parvis.people.letters import Addresses
from parvis.people.models import Passkey, Password, Person, Session, Ticket
from parvis.people.models.person import normal_email
from parvis.people.passkeys import NotProved, Place, State, check_shown, read_shown
from parvis.people.passwords import is_right
from parvis.people.refused import Refused

_WRONG = Text(
    "L'adresse et le mot de passe ne vont pas ensemble. Réessayez, ou demandez un lien par courriel.",
    "The address and the password do not go together. Try again, or ask for a link by e-mail.",
)
_TOO_MANY = Text(
    "Trop d'essais. Attendez quinze minutes, prenez votre clé d'accès, ou demandez un lien par courriel.",
    "Too many tries. Wait fifteen minutes, use your passkey, or ask for a link by e-mail.",
)
_WRONG_CODE = Text(
    "Ce code ne va pas. Prenez celui que l'application montre maintenant, ou un code de secours.",
    "This code does not work. Take the one that the app shows now, or a recovery code.",
)
_OVER = Text(
    "Cette page a attendu trop longtemps. Recommencez la connexion.",
    "This page waited too long. Start signing in again.",
)
_NO_KEY = Text(
    "Cette clé d'accès n'ouvre pas de compte ici. Prenez-en une autre, ou votre mot de passe.",
    "This passkey opens no account here. Use another, or your password.",
)


@dataclass(frozen=True, slots=True)
class Coming:
    """Who comes, as far as it can be told: from which network, with which device, and how to write addresses to them."""

    client: str
    device: Device
    addresses: Addresses


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody has signed in: the session, and what this device keeps to be known again."""

    opened: Opened
    device: str


def check_password(email: str, typed: str, *, coming: Coming, at: datetime) -> str:
    """Examine an address and a password; the token of a half-done sign-in, which a second proof completes.

    `Refused` with the same words whether the address is unknown, the password wrong or the account not yet protected.
    """
    address = normal_email(email)[:254]
    if not _may_try(address, coming, at=at):
        raise Refused(_TOO_MANY)
    found = Password.objects.filter(person__email=address, person__is_active=True).select_related("person").first()
    right = is_right(typed, found.encoded if found else None)
    if found is None or not right or not has_second(found.person):
        log_refused("proof.password")
        raise Refused(_WRONG)
    forget_attempts("pair", address, coming.client)
    return give_ticket("second", found.person, at=at)


def _may_try(address: str, coming: Coming, *, at: datetime) -> bool:
    if is_known(address, coming.device):
        return count_attempt("known", address, coming.device.token, at=at)
    counted = [
        count_attempt("client", coming.client, at=at),
        count_attempt("pair", address, coming.client, at=at),
        count_attempt("address", address, at=at),
    ]
    return all(counted)


def _may_give_code(person: Person, coming: Coming, *, at: datetime) -> bool:
    if is_known(person.email, coming.device):
        return count_attempt("second_known", str(person.pk), coming.device.token, at=at)
    counted = [
        count_attempt("second_pair", str(person.pk), coming.client, at=at),
        count_attempt("second", str(person.pk), at=at),
    ]
    return all(counted)


def sign_in_with_code(token: str, typed: str, *, coming: Coming, at: datetime) -> Entered:
    """Complete a sign-in with the app's code or a recovery code. Too many wrong ones end it."""
    ticket = Ticket.objects.open("second", token, at=at)
    if ticket is None or ticket.person is None or not try_ticket(ticket):
        raise Refused(_OVER)
    person = ticket.person
    if not _may_give_code(person, coming, at=at):
        raise Refused(_TOO_MANY)
    if not (take_app_code(person, typed, at=at) or take_recovery_code(person, typed, by=person.code, at=at)):
        log_refused("proof.code")
        raise Refused(_WRONG_CODE, field="code")
    if not use_ticket(ticket):
        raise Refused(_OVER)
    return enter(person, method="password_code", coming=coming, at=at)


def sign_in_with_passkey(place: Place, token: str, typed: str, *, coming: Coming, at: datetime) -> Entered:
    """Sign in with a key that the browser shows. `token` is of the challenge that it answers, which is used up."""
    if not count_attempt("client", coming.client, at=at):
        raise Refused(_TOO_MANY)
    return enter(shown_passkey(place, token, typed, at=at).person, method="passkey", coming=coming, at=at)


def shown_passkey(place: Place, token: str, typed: str, *, at: datetime, of: Person | None = None) -> Passkey:
    """The key that the browser proves to hold, of an active person (`of` where it must be theirs); `Refused` otherwise."""
    ticket = Ticket.objects.open("challenge", token, at=at)
    if ticket is None or not use_ticket(ticket):
        raise Refused(_OVER)
    state: State = ticket.data
    try:
        shown = read_shown(typed)
        passkey = Passkey.objects.select_related("person").filter(credential_id=shown.credential_id).first()
        if passkey is None or not passkey.person.is_active or (of and passkey.person_id != of.pk):
            raise NotProved
        if shown.handle not in (b"", passkey.person.handle.bytes):
            raise NotProved
        check_shown(place, state, shown, bytes(passkey.credential))
    except NotProved as error:
        log_refused("proof.passkey")
        raise Refused(_NO_KEY) from error
    if not note_passkey_use(passkey, shown.sign_count, at=at):
        record_entry("passkey_copied", by="system", at=at, subject=("person", str(passkey.person_id)))
        raise Refused(_NO_KEY)
    return passkey


def enter(person: Person, *, method: str, coming: Coming, at: datetime) -> Entered:
    """Open the session of somebody who has proved who they are, and tell them where the device was not known."""
    known = is_known(person.email, coming.device)
    opened = open_session(person, method=method, device=coming.device, by=person.code, at=at)
    if not known:
        tell_of_sign_in(opened.session, addresses=coming.addresses, at=at)
    return Entered(opened, remember_device(person, coming.device, at=at))


def prove_with_password(session: Session, password: str, code: str, *, coming: Coming, at: datetime) -> None:
    """Prove again who is in this session, with the password and a code; `Refused` otherwise."""
    person = session.person
    if not count_attempt("proof", str(person.pk), str(session.pk), at=at):
        raise Refused(_TOO_MANY)
    found = Password.objects.filter(person=person).first()
    if not is_right(password, found.encoded if found else None):
        log_refused("proof.password", by=person.code)
        raise Refused(Text("Ce mot de passe n'est pas le vôtre.", "This is not your password."), field="password")
    if not (take_app_code(person, code, at=at) or take_recovery_code(person, code, by=person.code, at=at)):
        log_refused("proof.code", by=person.code)
        raise Refused(_WRONG_CODE, field="code")
