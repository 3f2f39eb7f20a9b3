"""A form changes what its page shows, and nothing more: every column of the database is sent beside each form, to no effect.

Each form is sent twice from the same state, plain and with the forged fields; what the database then holds must be the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection, models, transaction
from django.test import Client

from parvis.config import clock
from parvis.directory.actions import publish_together
from parvis.directory.desk.reports import file_report
from parvis.directory.files import Content
from parvis.directory.models import Proposal, ReaderReport, Service, Version
from parvis.people.actions.invitations import invite_person
from parvis.people.actions.roles import Grant
from parvis.people.models import Invitation, Membership, Nobody, Person
from parvis.people.models.role import day_of
from parvis.web.pages import address
from tests.factories.people import PASSWORD, make_person, signed_in, with_password
from tests.factories.roles import give_role, make_in_role, make_operator

pytestmark = pytest.mark.django_db
#: What differs each time: chance, and what follows from it.
CHANCE = {"id", "digest", "handle", "encoded", "secret", "key", "sealed", "token", "salt", "sequence", "subject_id"}
FAR = "2001-01-01"
#: A moment inside a text that was kept whole.
MOMENT = re.compile(r"20[2-9]\d-\d\d-\d\dT[\d:.+]+")


def kept() -> list[type[models.Model]]:
    """The tables that a form could reach: people, their roles, the journal, what readers and keepers write."""
    labels = {"people", "journal", "pathway"}
    own = [one for one in apps.get_models() if one._meta.app_label in labels]
    return [*own, ReaderReport, Proposal, Version]


def forged_value(field: models.Field[Any, Any]) -> str:
    """A value of the field's kind that no form here would give."""
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateField):
        return FAR
    if isinstance(field, models.IntegerField | models.ForeignKey | models.AutoField):
        return "1"
    return "operator"


def forged(form: set[str]) -> dict[str, str]:
    """Every column of every table, by its two names, but what the form itself asks for."""
    fields = [one for model in kept() for one in model._meta.fields]
    named = {name: forged_value(one) for one in fields for name in (one.name, one.attname)}
    return {name: value for name, value in named.items() if name not in form} | {
        "is_superuser": "on",
        "is_staff": "on",
        "approved_by": "operator",
        "role[]": "operator",
        "person": "1",
        "mode": "1",
    }


def state() -> list[tuple[str, list[tuple[Any, ...]]]]:
    """What the tables hold, without what chance made; a moment counts as itself only where it is not the present."""
    now = clock.instant()

    def shown(value: Any) -> Any:
        if isinstance(value, datetime):
            return "lately" if abs(value - now) < timedelta(minutes=5) else value.date()
        if isinstance(value, memoryview | bytes):
            return "bytes"
        return value if isinstance(value, date | int) else MOMENT.sub("a moment", str(value))[:400]

    found = []
    for model in kept():
        names = sorted(one.attname for one in model._meta.fields if one.attname not in CHANCE and not one.primary_key)
        rows = sorted((tuple(shown(one) for one in row) for row in model._default_manager.values_list(*names)), key=str)
        found.append((model.__name__, rows))
    return found


@contextmanager
def undone() -> Iterator[None]:
    """What is written here is taken back, and the numbers that the database gave are given again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        numbers = cursor.fetchall()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        for name, last in numbers:
            cursor.execute("SELECT setval(%s, %s, %s)", [name, last or 1, last is not None])


@dataclass
class Form:
    """One form, ready to be sent: by whom, where, with what; the status when it is taken."""

    client: Client
    path: str
    sent: dict[str, Any]
    status: int = 303


GRANT: dict[str, Any] = {"role": "analyst", "organization": "parvis", "from_day": "", "to_day": "", "districts": []}
SLUG, RECORD = "seance-information-laval", "SVC-097"


def fresh(person: Person) -> Client:
    return signed_in(person)


def of_account(path: str, status: int = 303, **sent: str) -> Callable[[], Form]:
    return lambda: Form(fresh(with_password(make_person())), f"/fr/compte/{path}", sent, status)


def of_team(path: str, **sent: Any) -> Callable[[], Form]:
    def made() -> Form:
        person, operator = make_in_role("cjp_agent"), make_operator()
        held = Membership.objects.get(person=person)
        numbers = {"person": str(person.pk), "held": str(held.pk)}
        filled = {name: value.format(**numbers) if isinstance(value, str) else value for name, value in sent.items()}
        return Form(fresh(operator), f"/fr/equipe/{path}".format(**numbers), filled)

    return made


def _mode() -> Form:
    return Form(fresh(make_operator(mode=False)), "/fr/equipe/mode/", {"reason": "Une raison écrite", "minutes": "15"})


def _review() -> Form:
    held = give_role(make_person(), "analyst", at=clock.instant() - timedelta(days=400))
    return Form(fresh(make_operator()), "/fr/equipe/revue/", {"role": str(held.pk)})


def _token() -> str:
    grant = Grant("analyst", day_of(clock.instant()))
    told: list[str] = []

    def where(lang: str, name: str, token: str) -> str:
        told.append(token)
        return token

    invite_person("aude@exemple.invalid", grant, language="fr", addresses=where, by=make_operator(), at=clock.instant())
    return told[0]


def _invitation() -> Form:
    return Form(Client(), f"/fr/equipe/invitation/{_token()}/", {"name": "Aude Exemple", "language": "fr"})


def _withdraw() -> Form:
    operator = make_operator()
    _token()
    return Form(fresh(operator), f"/fr/equipe/invitations/{Invitation.objects.get().pk}/retirer/", {})


def _report() -> Form:
    sent = {"words": "Le numéro ne répond plus.", "email": "lou@exemple.invalid", "website": ""}
    return Form(Client(), address("fr", "report") + f"?about={RECORD}", sent)


def _answer() -> Form:
    file_report("Fermé lundi.", about=RECORD, language="fr", by=Nobody(), at=clock.instant())
    there = address("fr", "desk_report", number=ReaderReport.objects.get().pk)
    return Form(fresh(make_in_role("directory_editor")), there, {"outcome": "corrected", "answer": "C’est réglé."})


def _seen() -> str:
    return Service.objects.listed().get(pk=RECORD).digest


def _confirm() -> Form:
    sent = {"fields": ["schedules"], "how": "visited", "on": day_of(clock.instant()).isoformat(), "seen": _seen()}
    return Form(fresh(make_in_role("directory_editor")), address("fr", "desk_service", slug=SLUG), sent)


def _proposal() -> Form:
    version = Version.objects.of("service", RECORD).first()
    assert version is not None
    changed = Content("service", RECORD, {**version.content, "status": "paused"})
    publish_together([], [changed], by="system", at=clock.instant())
    there = address("fr", "desk_proposal", number=Proposal.objects.get(record=RECORD).pk)
    return Form(fresh(make_in_role("directory_editor")), there, {"answer": "take", "seen": _seen()})


FORMS: dict[str, Callable[[], Form]] = {
    "account_details": of_account("nom/", name="Camille E.", language="en"),
    "account_email": of_account("courriel/", 200, email="neuve@exemple.invalid"),
    "account_password": of_account("mot-de-passe/", new_password="un tout autre mot", again="un tout autre mot"),
    "account_codes": lambda: Form(fresh(with_password(make_person())), "/fr/compte/codes/", {}, 200),
    "sign_in": lambda: Form(
        Client(), "/fr/compte/entrer/", {"email": with_password(make_person()).email, "password": PASSWORD}
    ),
    "team_grant": of_team("personne/{person}/donner/", **GRANT),
    "team_invite": of_team("inviter/", **GRANT, email="aude@exemple.invalid", language="fr"),
    "team_end": of_team("role/{held}/terminer/", reason="duties", when="now", last_day=""),
    "team_leave": of_team("personne/{person}/depart/", to="nobody"),
    "team_mode": _mode,
    "team_review": _review,
    "team_withdraw": _withdraw,
    "team_invitation": _invitation,
    "report": _report,
    "desk_report": _answer,
    "desk_service": _confirm,
    "desk_proposal": _proposal,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMS)
def test_what_a_form_does_not_ask_for_changes_nothing(name: str) -> None:
    """Each form also names fields that another form has (`role`, `language`): only its own are taken."""
    form = FORMS[name]()
    before, cookies = state(), deepcopy(form.client.cookies)

    def sent(body: dict[str, Any]) -> Any:
        mail.outbox.clear()
        form.client.cookies = deepcopy(cookies)
        with undone():
            response = form.client.post(form.path, body)
            said = re.search(r'class="error-summary.*?</div>', response.content.decode(), re.DOTALL)
            assert response.status_code == form.status, said and said[0]
            return state()

    plain = sent(form.sent)
    assert plain != before, "the form does something"
    more = forged(set(form.sent) | {"csrfmiddlewaretoken", "next", "website", "act", "credential"})
    assert len(more) > 60
    assert sent({**more, **form.sent}) == plain


def test_a_form_sent_with_the_fields_of_another_page_is_taken_for_its_own_page_only() -> None:
    """The page's address says about whom it is: a number in the form does not."""
    operator, here, other = make_operator(), make_in_role("cjp_agent"), make_in_role("cjp_agent")
    path = f"/fr/equipe/personne/{here.pk}/donner/"
    sent = {**GRANT, "number": str(other.pk), "person_id": str(other.pk), "who": str(other.pk)}
    assert signed_in(operator).post(path + f"?number={other.pk}&person={other.pk}", sent).status_code == 303
    assert Membership.objects.filter(person=here, role="analyst").count() == 1
    assert not Membership.objects.filter(person=other, role="analyst").exists()


def test_a_field_sent_twice_is_taken_once() -> None:
    """Parameter pollution: the last one is meant, and what stands in the address is none of the form's."""
    person = make_person()
    path = "/fr/compte/nom/?name=Adresse&language=en"
    answer = signed_in(person).post(path, {"name": ["Première", "Camille E."], "language": ["en", "fr"]})
    assert answer.status_code == 303
    found = Person.objects.get(pk=person.pk)
    assert (found.name, found.language) == ("Camille E.", "fr")
