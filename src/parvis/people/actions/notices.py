"""What a person is told about their own account, each time with the way to say: this was not me."""

from __future__ import annotations

from datetime import datetime

from parvis.config.clock import QUEBEC
from parvis.law.kernel.text import Text, long_date
from parvis.people.actions.tickets import give_ticket
from parvis.people.devices import device_words
from parvis.people.letters import Addresses, Letter, post
from parvis.people.models import Person, Session

_METHODS = {
    "passkey": Text("avec une clé d'accès", "with a passkey"),
    "password_code": Text("avec un mot de passe et un code", "with a password and a code"),
    "recovery": Text("avec un code de secours", "with a recovery code"),
    "link": Text("avec un lien reçu par courriel", "with a link received by e-mail"),
    "provider": Text("avec le compte de votre organisme", "with your organization's account"),
    "mailed_code": Text("avec un code reçu par courriel", "with a code received by e-mail"),
}
_CHANGES = {
    "password": Text("Le mot de passe de votre compte a changé.", "The password of your account has changed."),
    "passkey_added": Text("Une clé d'accès a été ajoutée à votre compte.", "A passkey was added to your account."),
    "passkey_removed": Text(
        "Une clé d'accès a été retirée de votre compte.", "A passkey was removed from your account."
    ),
    "app_added": Text(
        "Une application de codes a été liée à votre compte.", "An authenticator app was tied to your account."
    ),
    "app_removed": Text(
        "L'application de codes n'est plus liée à votre compte.",
        "The authenticator app is no longer tied to your account.",
    ),
    "codes": Text(
        "De nouveaux codes de secours ont été faits. Les anciens ne marchent plus.",
        "New recovery codes were made. The old ones no longer work.",
    ),
    "email": Text(
        "L'adresse de courriel de votre compte a changé. Cette lettre est envoyée à l'ancienne adresse.",
        "The e-mail address of your account has changed. This letter is sent to the old address.",
    ),
}


def method_words(method: str) -> Text:
    """How somebody signed in, in words."""
    return _METHODS.get(method, Text("autrement", "another way"))


def moment_words(at: datetime) -> Text:
    """A day and an hour of Québec."""
    here = at.astimezone(QUEBEC)
    day = long_date(here.date())
    return Text(f"{day.fr} à {here.hour} h {here.minute:02}", f"{day.en} at {here.hour}:{here.minute:02}")


def _not_me(person: Person, *, to: str, addresses: Addresses, at: datetime) -> Text:
    token = give_ticket("not_me", person, at=at, data={"since": at.isoformat(), "email": to})
    where = {lang: addresses(lang, "account_not_me", token) for lang in ("fr", "en")}
    return Text(
        f"Ce n'était pas vous ? Ouvrez ce lien dans les sept jours ; il ferme tout :\n{where['fr']}",
        f"This was not you? Open this link within seven days; it closes everything:\n{where['en']}",
    )


def tell_of_sign_in(session: Session, *, addresses: Addresses, at: datetime) -> None:
    """Tell a person that somebody signed in to their account from a device that was not known."""
    person, how, when = session.person, method_words(session.method), moment_words(at)
    what = device_words(session.browser, session.system)
    first = Text(
        f"Quelqu'un est entré dans votre compte le {when.fr}, {how.fr}. Appareil : {what.fr}.",
        f"Somebody signed in to your account on {when.en}, {how.en}. Device: {what.en}.",
    )
    known = Text("Si c'est vous, il n'y a rien à faire.", "If it was you, there is nothing to do.")
    lines = (first, known, _not_me(person, to=person.email, addresses=addresses, at=at))
    subject = Text("Connexion à votre compte Parvis", "Sign-in to your Parvis account")
    post(Letter(person.email, person.language, subject, lines))


def tell_of_change(person: Person, change: str, *, addresses: Addresses, at: datetime, to: str = "") -> None:
    """Tell a person that something about their account changed; `to`: another address than the present one."""
    lines = (
        _CHANGES[change],
        Text(f"C'était le {moment_words(at).fr}.", f"It was on {moment_words(at).en}."),
        _not_me(person, to=to or person.email, addresses=addresses, at=at),
    )
    subject = Text("Votre compte Parvis a changé", "Your Parvis account has changed")
    post(Letter(to or person.email, person.language, subject, lines))
