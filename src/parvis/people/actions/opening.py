"""Opening an account without an invitation: an address is confirmed first, and nobody learns here whether it was known.

The account is in no role: it opens its own pages and what belongs to its owner, such as an application for certification.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from parvis.config.database import side
from parvis.law.kernel.text import Text
from parvis.people.actions.accounts import add_person, give_way_in, may_be_written_to, read_email, send_way_back
from parvis.people.actions.sign_in import Coming
from parvis.people.actions.tickets import give_ticket, use_ticket
from parvis.people.letters import Addresses, Letter, later, post
from parvis.people.models import Person, Ticket
from parvis.people.refused import Refused

#: The page that the letter leads to.
PAGE = "practice_account_link"
_NAME = Text("Écrivez votre nom.", "Write your name.")
_LANGUAGE = Text("Choisissez une langue.", "Choose a language.")
_GONE = Text("Ce lien ne marche plus. Demandez-en un autre.", "This link no longer works. Ask for another.")


def ask_account(email: str, *, name: str, language: str, coming: Coming, at: datetime) -> None:
    """Write to an address so that whoever reads it opens an account. Where it has one, they get a link to come back to it:
    the page answers the same, after the same time.
    """
    address, called = read_email(email), " ".join(name.split())[:120]
    if not called:
        raise Refused(_NAME, field="name")
    if language not in ("fr", "en"):
        raise Refused(_LANGUAGE, field="language")
    if may_be_written_to(address, coming=coming, at=at):
        later(lambda: _send_opening(address, called, language, coming.addresses, at))


def _send_opening(address: str, name: str, language: str, addresses: Addresses, at: datetime) -> None:
    with side("door"):
        known = Person.objects.filter(email=address).exists()
        token = (
            ""
            if known
            else give_ticket("opening", None, at=at, data={"email": address, "name": name, "language": language})
        )
    if known:
        send_way_back(address, addresses, at)
        return
    where = {lang: addresses(lang, PAGE, token) for lang in ("fr", "en")}
    lines = (
        Text(
            f"Pour ouvrir votre compte, suivez ce lien dans les trois jours :\n{where['fr']}",
            f"To open your account, follow this link within three days:\n{where['en']}",
        ),
        Text(
            "Vous n'avez rien demandé ? Il n'y a rien à faire : sans ce lien, aucun compte n'existe.",
            "You did not ask for it? There is nothing to do: without this link there is no account.",
        ),
    )
    with side("door"):
        post(Letter(address, language, Text("Ouvrir votre compte Parvis", "Open your Parvis account"), lines))


def opening(token: str, *, at: datetime) -> Ticket | None:
    """The ticket of a link by which an account is opened; None where it opens nothing."""
    return Ticket.objects.open("opening", token, at=at)


@transaction.atomic
def open_account(ticket: Ticket, *, at: datetime) -> str:
    """Open the account, in no role; the token of the way in. `Refused` where the link was used, or the address taken since."""
    if not use_ticket(ticket):
        raise Refused(_GONE)
    told = ticket.data
    person = add_person(str(told["email"]), name=str(told["name"]), language=str(told["language"]), by="visitor", at=at)
    return give_way_in(person, by="visitor", at=at)
