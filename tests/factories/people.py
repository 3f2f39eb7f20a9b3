"""Invented people with accounts, and browsers in which they are signed in."""

from datetime import datetime, timedelta

from django.test import Client

from parvis.config import clock
from parvis.people.actions.proofs import add_app, set_password
from parvis.people.actions.visits import open_session
from parvis.people.codes import app_code, step_at
from parvis.people.devices import Device
from parvis.people.models import Person
from parvis.web.access import cookie_name

_count = iter(range(1, 1_000_000))


def make_person(
    name: str = "Camille Exemple", *, email: str = "", language: str = "fr", at: datetime | None = None
) -> Person:
    """A person without any proof yet, with an address of their own."""
    person = Person(
        email=email or f"personne{next(_count)}@exemple.invalid",
        name=name,
        language=language,
        added_at=at or clock.instant(),
        added_by="system",
    )
    person.save(force_insert=True)
    return person


def signed_in(person: Person, *, method: str = "passkey", at: datetime | None = None, **options: str) -> Client:
    """A browser in which this person is signed in; strongly, unless another method is given."""
    opened = open_session(
        person, method=method, device=Device("firefox", "android"), by=person.code, at=at or clock.instant()
    )
    client = Client(**options)
    client.cookies[cookie_name("session")] = opened.token
    return client


PASSWORD = "quatre tuiles et un banc vert"
SECRET = b"12345678901234567890"


def with_password(person: Person, *, at: datetime | None = None) -> Person:
    """The person with a password and an app whose secret is `SECRET`; no code of the present minute was taken yet."""
    moment = at or clock.instant()
    before = moment - timedelta(minutes=5)
    set_password(person, PASSWORD, by=person.code, at=before)
    add_app(person, SECRET, app_code(SECRET, step_at(before)), by=person.code, at=before)
    return person


def present_code(at: datetime | None = None) -> str:
    """The code that the app shows now."""
    return app_code(SECRET, step_at(at or clock.instant()))
