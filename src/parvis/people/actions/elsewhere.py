"""Signing in otherwise: through the organization's own sign-in, or, where the installation offers it, with a mailed code."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from parvis.config.database import side
from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.actions.accounts import add_person, may_be_written_to, read_email
from parvis.people.actions.attempts import log_refused
from parvis.people.actions.proofs import is_protected
from parvis.people.actions.sign_in import Coming, Entered, enter
from parvis.people.actions.tickets import give_ticket, try_ticket, use_ticket
from parvis.people.letters import Letter, later, post
from parvis.people.models import Person, Ticket
from parvis.people.models.provider import ProviderIdentity
from parvis.people.oidc import Provider, ProviderFault
from parvis.people.passwords import hashed, is_right
from parvis.people.refused import Refused
from parvis.people.sealing import keyed_digest

_NOT_HERE = Text(
    "Votre organisme vous connaît, mais vous n'avez pas de compte ici. Demandez une invitation.",
    "Your organization knows you, but you have no account here. Ask for an invitation.",
)
_NO_ANSWER = Text(
    "La connexion par votre organisme n'a pas marché. Réessayez, ou entrez autrement.",
    "Signing in through your organization did not work. Try again, or sign in another way.",
)
_OVER = Text("Cette page a attendu trop longtemps. Recommencez.", "This page waited too long. Start again.")
_WRONG_CODE = Text(
    "Ce code ne va pas. Regardez la dernière lettre.", "This code does not work. Look at the last letter."
)
_TOO_MANY = Text("Trop de lettres demandées. Attendez une heure.", "Too many letters asked for. Wait one hour.")


def sign_in_through(
    provider: Provider, ticket: Ticket | None, code: str, *, back: str, coming: Coming, at: datetime
) -> Entered:
    """Sign in whoever comes back from the provider, where they have an account here; none is ever opened this way."""
    if ticket is None or not use_ticket(ticket):
        raise Refused(_OVER)
    try:
        subject, email = provider.identity(
            code, back=back, nonce=str(ticket.data["nonce"]), verifier=str(ticket.data["verifier"]), at=at
        )
    except ProviderFault as error:
        log_refused("proof.provider")
        raise Refused(_NO_ANSWER) from error
    return enter(_tied(provider, subject, email, at=at), method="provider", coming=coming, at=at)


def _tied(provider: Provider, subject: str, email: str, *, at: datetime) -> Person:
    """The person whom the provider means: by its own name for them, or, the first time, by their verified address."""
    known = ProviderIdentity.objects.select_related("person").filter(issuer=provider.issuer, subject=subject).first()
    if known is not None:
        if not known.person.is_active:
            raise Refused(_NOT_HERE)
        return known.person
    person = Person.objects.active().at(email)
    if person is None or ProviderIdentity.objects.filter(person=person).exists():
        raise Refused(_NOT_HERE)
    try:
        with transaction.atomic():
            ProviderIdentity.objects.create(person=person, issuer=provider.issuer, subject=subject, tied_at=at)
    except IntegrityError as error:
        raise Refused(_NOT_HERE) from error
    record_entry("provider_tied", by=person.code, at=at, subject=("person", str(person.pk)))
    return person


def ask_mailed_code(email: str, *, coming: Coming, at: datetime) -> str:
    """Send a code to an address; the token that this browser keeps. A protected account gets a letter without a code."""
    address = read_email(email)
    if not may_be_written_to(address, coming=coming, at=at):
        raise Refused(_TOO_MANY)
    code = f"{secrets.randbelow(10**8):08}"
    token = give_ticket("mailed", None, at=at, data={"email": address, "hash": hashed(_said(address, code))})
    later(lambda: _send_code(address, code, coming))
    return token


def _send_code(address: str, code: str, coming: Coming) -> None:
    with side("door"):
        person = Person.objects.filter(email=address).first()
        protected = person is not None and (not person.is_active or is_protected(person))
        shown = f"{code[:4]} {code[4:]}"
        line = Text(
            f"Votre code est {shown}. Il marche pendant dix minutes, dans la page où vous l'avez demandé. Ne le donnez à personne.",
            f"Your code is {shown}. It works for ten minutes, in the page where you asked for it. Give it to nobody.",
        )
        if protected:
            line = Text(
                "Votre compte est protégé : entrez avec votre clé d'accès, ou votre mot de passe et votre application.",
                "Your account is protected: sign in with your passkey, or your password and your app.",
            )
        subject = Text("Votre code pour entrer dans Parvis", "Your code to sign in to Parvis")
        post(Letter(address, person.language if person else "fr", subject, (line,)))


def _said(address: str, code: str) -> str:
    """What is hashed of a code: keyed, so that the database alone does not say what it is, however short it is."""
    return keyed_digest("mailed", address, code)


def sign_in_with_mailed_code(token: str, typed: str, *, language: str, coming: Coming, at: datetime) -> Entered:
    """Sign in with the code; the account is opened the first time. The session is weak: it opens no work page."""
    ticket = Ticket.objects.open("mailed", token, at=at)
    if ticket is None or not try_ticket(ticket):
        raise Refused(_OVER)
    address = str(ticket.data["email"])
    if not is_right(_said(address, "".join(typed.split())), str(ticket.data.get("hash", "")) or None):
        log_refused("proof.mailed_code")
        raise Refused(_WRONG_CODE, field="code")
    person = Person.objects.filter(email=address).first()
    if person is not None and (not person.is_active or is_protected(person)):
        raise Refused(_WRONG_CODE, field="code")
    if not use_ticket(ticket):
        raise Refused(_OVER)
    person = person or add_person(address, name=address, language=language, by="visitor", at=at)
    return enter(person, method="mailed_code", coming=coming, at=at)
