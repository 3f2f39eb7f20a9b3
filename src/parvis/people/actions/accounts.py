"""Accounts: opening one, finding the way back in, changing its address, disowning what somebody else did with it."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from parvis.config.database import side
from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.actions.attempts import count_attempt, log_refused
from parvis.people.actions.notices import tell_of_change
from parvis.people.actions.proofs import is_protected, take_app_code, take_recovery_code
from parvis.people.actions.sign_in import Coming, Entered, enter
from parvis.people.actions.tickets import give_ticket, try_ticket, use_ticket
from parvis.people.actions.visits import end_sessions, is_known, remember_device
from parvis.people.letters import Addresses, Letter, later, post
from parvis.people.models import AuthenticatorApp, KnownDevice, Passkey, Password, Person, RecoveryCode, Ticket
from parvis.people.models.person import normal_email
from parvis.people.refused import Refused

_GONE = Text(
    "Ce lien ne marche plus. Demandez-en un autre.",
    "This link no longer works. Ask for another.",
)
_BAD_ADDRESS = Text(
    "Écrivez une adresse de courriel, comme prenom@exemple.ca.", "Write an e-mail address, such as name@example.ca."
)
_TAKEN = Text("Cette adresse ne peut pas être prise.", "This address cannot be used.")
_WRONG_CODE = Text("Ce code ne va pas.", "This code does not work.")
_TOO_MANY = Text(
    "Trop de codes essayés. Attendez une heure, puis demandez un autre lien.",
    "Too many codes tried. Wait one hour, then ask for another link.",
)


def read_email(typed: str) -> str:
    """The address that was typed; `Refused` where it is none."""
    address = normal_email(typed)
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused(_BAD_ADDRESS, field="email") from error
    if len(address) > 254 or not address.isascii():
        raise Refused(_BAD_ADDRESS, field="email")
    return address


@transaction.atomic
def add_person(email: str, *, name: str, language: str, by: str, at: datetime) -> Person:
    """Open an account, without any proof yet and without any role. `Refused` where the address already has one."""
    address, called = read_email(email), " ".join(name.split())[:120]
    if not called:
        raise Refused(Text("Écrivez un nom.", "Write a name."), field="name")
    if language not in ("fr", "en"):
        raise Refused(Text("La langue est fr ou en.", "The language is fr or en."), field="language")
    person = Person(email=address, name=called, language=language, added_at=at, added_by=by)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_TAKEN, field="email") from error
    record_entry("person_added", by=by, at=at, subject=("person", str(person.pk)))
    return person


@transaction.atomic
def give_way_in(person: Person, *, by: str, at: datetime) -> str:
    """The token of a link by which a person who has no proof yet comes in for the first time; good for three days."""
    record_entry("way_in_given", by=by, at=at, subject=("person", str(person.pk)))
    return give_ticket("welcome", person, at=at)


@transaction.atomic
def reset_proofs(person: Person, *, by: str, at: datetime) -> str:
    """Take every proof away from somebody who lost them all, end their sessions, and give a way in as for a new account.

    Whoever does this has made sure, otherwise than by this account, that it is them who asks.
    """
    end_sessions(person, by=by, at=at)
    for model in (Password, Passkey, AuthenticatorApp, RecoveryCode, KnownDevice, Ticket):
        model._default_manager.filter(person=person).delete()
    record_entry("proofs_reset", by=by, at=at, subject=("person", str(person.pk)))
    return give_way_in(person, by=by, at=at)


def ask_way_back(email: str, *, coming: Coming, at: datetime) -> None:
    """Write a link to whoever has an account at this address. The same happens, as far as can be seen, where nobody has."""
    address = read_email(email)
    if may_be_written_to(address, coming=coming, at=at):
        later(lambda: send_way_back(address, coming.addresses, at))


def may_be_written_to(address: str, *, coming: Coming, at: datetime) -> bool:
    """Count one more letter asked for; whether it may leave. A device that its owner uses never waits for strangers."""
    if is_known(address, coming.device):
        return count_attempt("letter_known", address, coming.device.token, at=at)
    counted = [
        count_attempt("letters", coming.client, at=at),
        count_attempt("letter_pair", address, coming.client, at=at),
        count_attempt("letter", address, at=at),
    ]
    return all(counted)


def send_way_back(address: str, addresses: Addresses, at: datetime) -> None:
    """Write the link to whoever has an account at this address; nothing where nobody has."""
    with side("door"):
        person = Person.objects.active().filter(email=address).first()
        if person is None:
            return
        token = give_ticket("link", person, at=at)
        record_entry("way_back_asked", by="visitor", at=at, subject=("person", str(person.pk)))
        where = {lang: addresses(lang, "account_link", token) for lang in ("fr", "en")}
        lines = (
            Text(
                f"Voici votre lien pour revenir dans votre compte. Il marche une fois, pendant dix minutes :\n{where['fr']}",
                f"Here is your link to come back to your account. It works once, for ten minutes:\n{where['en']}",
            ),
            Text(
                "Vous n'avez rien demandé ? Il n'y a rien à faire : sans ce lien, rien ne change.",
                "You did not ask for it? There is nothing to do: without this link nothing changes.",
            ),
        )
        subject = Text("Revenir dans votre compte Parvis", "Come back to your Parvis account")
        post(Letter(person.email, person.language, subject, lines))


def way_in(token: str, *, at: datetime) -> Ticket | None:
    """The link's ticket, of whichever kind, for an active person; None where it opens nothing."""
    found = Ticket.objects.open("welcome", token, at=at) or Ticket.objects.open("link", token, at=at)
    return found if found is not None and found.person is not None and found.person.is_active else None


def come_in_by_link(ticket: Ticket, code: str, *, coming: Coming, at: datetime) -> Entered:
    """Come in by a link. Whoever already protects the account gives a recovery code or the app's code as well.

    The session is weak: it opens the account's own pages, where a new proof is added, and nothing else.
    """
    person = ticket.person
    if person is None or not try_ticket(ticket):
        raise Refused(_GONE)
    protected = is_protected(person)
    if protected:
        # The mailbox was read here: from now on this device waits for nobody else's tries.
        remember_device(person, coming.device, at=at)
        if not count_attempt("link_code", str(person.pk), at=at):
            raise Refused(_TOO_MANY, field="code")
        if not (take_recovery_code(person, code, by=person.code, at=at) or take_app_code(person, code, at=at)):
            log_refused("proof.code")
            raise Refused(_WRONG_CODE, field="code")
    if not use_ticket(ticket):
        raise Refused(_GONE)
    Ticket.objects.filter(person=person, kind__in=("link", "welcome")).delete()
    end_sessions(person, by=person.code, at=at)
    return enter(person, method="recovery" if protected else "link", coming=coming, at=at)


@transaction.atomic
def ask_new_email(person: Person, typed: str, *, addresses: Addresses, by: str, at: datetime) -> str:
    """Write to a new address to have it confirmed; the address. Nothing changes until then, and nothing tells here
    whether somebody else has it.
    """
    address = read_email(typed)
    record_entry("email_change_asked", by=by, at=at, subject=("person", str(person.pk)))
    if Person.objects.filter(email=address).exists():
        return address
    token = give_ticket("email", person, at=at, data={"email": address})
    where = {lang: addresses(lang, "account_email_confirm", token) for lang in ("fr", "en")}
    line = Text(
        f"Pour que cette adresse soit celle de votre compte, ouvrez ce lien dans les quatre heures :\n{where['fr']}",
        f"To make this address the one of your account, open this link within four hours:\n{where['en']}",
    )
    subject = Text("Confirmez votre adresse", "Confirm your address")
    post(Letter(address, person.language, subject, (line,)))
    return address


@transaction.atomic
def confirm_email(person: Person, token: str, *, addresses: Addresses, by: str, at: datetime) -> Person:
    """Take the new address, for the person who asked for it and is signed in; the old one is told."""
    ticket = Ticket.objects.open("email", token, at=at)
    if ticket is None or ticket.person_id != person.pk or not use_ticket(ticket):
        raise Refused(_GONE)
    old = person.email
    person.email = str(ticket.data["email"])
    try:
        with transaction.atomic():
            person.save(update_fields=["email"])
    except IntegrityError as error:
        raise Refused(_TAKEN) from error
    record_entry("email_changed", by=by, at=at, subject=("person", str(person.pk)))
    tell_of_change(person, "email", addresses=addresses, at=at, to=old)
    return person


@transaction.atomic
def set_details(person: Person, *, name: str, language: str, by: str, at: datetime) -> Person:
    """Change how a person is called and in which language they are written to; nothing else can be sent with it."""
    called = " ".join(name.split())[:120]
    if not called:
        raise Refused(Text("Écrivez votre nom.", "Write your name."), field="name")
    if language not in ("fr", "en"):
        raise Refused(Text("Choisissez une langue.", "Choose a language."), field="language")
    person.name, person.language = called, language
    person.save(update_fields=["name", "language"])
    record_entry("details_changed", by=by, at=at, subject=("person", str(person.pk)))
    return person


@transaction.atomic
def disown(ticket: Ticket, *, at: datetime) -> Person:
    """Close everything after « this was not me »: sessions, known devices, the password, what was added since; and give
    the account back the address that was told.
    """
    person = ticket.person
    if person is None or not use_ticket(ticket):
        raise Refused(_GONE)
    since = datetime.fromisoformat(str(ticket.data["since"]))
    end_sessions(person, by=person.code, at=at)
    KnownDevice.objects.filter(person=person).delete()
    Password.objects.filter(person=person).delete()
    Passkey.objects.filter(person=person, added_at__gte=since).delete()
    AuthenticatorApp.objects.filter(person=person, added_at__gte=since).delete()
    RecoveryCode.objects.filter(person=person, made_at__gte=since).delete()
    Ticket.objects.filter(person=person).exclude(kind="not_me").delete()
    told = str(ticket.data["email"])
    if person.email != told and not Person.objects.filter(email=told).exists():
        person.email = told
        person.save(update_fields=["email"])
    record_entry("disowned", by=person.code, at=at, subject=("person", str(person.pk)))
    return person
