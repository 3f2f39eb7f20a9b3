"""The permission matrix, role by role: every page and endpoint asked as somebody in each role, with the answers as data.

A public page answers everybody as it answers a visitor (`permissions.toml`). Every other page stands in `roles.toml`: what each
role gets (`others`: every role that is not named). `operator_mode` is an operator in their mode; `nothing` an account in no role.
"""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve

from parvis.config import clock
from parvis.directory.models import Version
from parvis.people.actions.invitations import invite_person
from parvis.people.actions.roles import Grant
from parvis.people.models import Invitation, Membership, Person
from parvis.people.models.role import day_of
from parvis.people.roles import CODES, powers
from parvis.web import access
from parvis.web.pages import LANGUAGES, address
from parvis.web.team.matrix import COLUMNS, POWERS, opened_by, places
from tests.factories.people import make_person, signed_in
from tests.factories.roles import make_in_role, make_operator
from tests.web.test_permissions import MATRIX, filled, of_one_language

pytestmark = pytest.mark.django_db
ROLES: dict[str, dict[str, int]] = tomllib.loads((Path(__file__).parent / "roles.toml").read_text(encoding="utf-8"))
COMERS = ("nothing", *CODES, "operator_mode")


def gate(route: str, name: str) -> access.Gate:
    return next(place.gate for place in places() if place.name == name)


GATED = [(name, route) for name, route in of_one_language() if gate(route, name) != access.PUBLIC]
PARTS = 6
OPEN = [(name, route) for name, route in of_one_language() if gate(route, name) == access.PUBLIC]


@pytest.fixture(scope="module")
def _kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What these tests begin with is made once for them all: each one's transaction is a part of this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def comers(_kept: None) -> dict[str, Client]:
    """A browser for each role."""
    make_operator(name="Alix Exemple", mode=False)
    people = {code: make_in_role(code) for code in CODES}
    people["nothing"], people["operator_mode"] = make_person(), make_operator()
    return {code: signed_in(person) for code, person in people.items()}


@pytest.fixture(scope="module")
def about(comers: dict[str, Client]) -> Callable[[str, str], str]:
    """The route about somebody of an organization that none of the others act for."""
    stranger = make_person("Lou Exemple")
    inviter = make_operator(name="Noé Exemple")
    body, now = "jeune-barreau-de-montreal", clock.instant()
    held = Membership(
        person=stranger,
        organization=body,
        role="analyst",
        from_day=day_of(now),
        granted_by="system",
        granted_at=now,
        reviewed_on=day_of(now),
    )
    held.save(force_insert=True)
    invite_person(
        "invitee@exemple.invalid",
        Grant("analyst", day_of(now)),
        language="fr",
        addresses="{}{}{}".format,
        by=inviter,
        at=now,
    )
    numbers = {
        "team_end": held.pk,
        "team_withdraw": Invitation.objects.get().pk,
        "desk_version": Version.objects.of("service", "SVC-097")[0].pk,
    }

    def route_about(name: str, route: str) -> str:
        number = str(numbers.get(name, stranger.pk))
        return filled(route.replace("<int:number>", number), name, "A" * 32)

    return route_about


def test_every_page_that_is_not_public_says_what_each_role_gets() -> None:
    assert {name for name, _ in GATED} - set(ROLES) == set(), "add the page to tests/web/roles.toml"
    assert set(ROLES) - {name for name, _ in GATED} == set(), "roles.toml names a page that is public or absent"
    for name, cell in ROLES.items():
        assert set(cell) <= {*COMERS, "others"}, name
        assert "others" in cell or set(cell) == set(COMERS), name


@pytest.mark.slow
@pytest.mark.parametrize(("name", "route"), GATED, ids=[route for _, route in GATED])
def test_each_role_gets_what_the_matrix_says(
    name: str, route: str, comers: dict[str, Client], about: Callable[[str, str], str]
) -> None:
    path = about(name, route)
    found = {code: client.get(path).status_code for code, client in comers.items()}
    cell = ROLES[name]
    assert found == {code: cell.get(code, cell.get("others")) for code in COMERS}, path
    others = {code: client.get(_english(path)).status_code for code, client in comers.items()}
    assert others == found, "the English page"
    refused = {code for code, status in found.items() if status == 404}
    for code in refused:
        assert comers[code].post(path).status_code in (404, 405), f"POST {path} as {code}"


def _english(path: str) -> str:
    from django.urls import reverse

    match = resolve(path)
    return reverse(f"en:{match.url_name}", args=match.args or None, kwargs=match.kwargs or None)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_a_public_page_answers_every_role_as_it_answers_a_visitor(part: int, comers: dict[str, Client]) -> None:
    """Many pages a test: signing somebody in for each role costs more than the pages."""
    for name, route in OPEN[part::PARTS]:
        path = filled(route, name, "A" * 32)
        found = {code: client.get(path).status_code for code, client in comers.items()}
        assert set(found.values()) == {MATRIX[name]["visitor"]}, f"{path}: {found}"


def test_the_published_matrix_says_what_the_pages_do() -> None:
    """What it says opens is what opens: a role that the data lets in is one that the published page lets in."""
    for place in places():
        if place.gate == access.PUBLIC or place.name not in ROLES or not place.power:
            continue
        cell, said = ROLES[place.name], opened_by(place)
        for code in (*CODES, "operator_mode"):
            status = cell.get(code, cell.get("others"))
            if status == 200:
                assert code in said, f"{place.name} opens for {code}"
            if code not in said:
                assert status in (303, 404), f"{place.name} is not for {code}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_matrix_is_published_whole(lang: str) -> None:
    text = Client().get("/fr/equipe/matrice/" if lang == "fr" else "/en/team/matrix/").content.decode()
    for place in places():
        address = place.routes.get(lang) or place.routes.get("") or ""
        assert f"<code>{address}</code>" in text, place.name
    from django.utils.html import escape

    for column in COLUMNS.values():
        assert escape(column.to(lang)) in text
    assert set(POWERS) >= set(powers()), "every power has words"


def test_a_weak_session_opens_no_work_page() -> None:
    person = make_in_role("directory_editor")
    client = signed_in(person, method="link")
    for name, route in GATED:
        if gate(route, name).side == "staff":
            response = client.get(filled(route.replace("<int:number>", "1"), name, "A" * 32))
            assert response.status_code == 303, route
            assert response["Location"].startswith("/fr/compte/")


def test_a_closed_account_opens_nothing() -> None:
    operator = make_operator()
    client = signed_in(operator)
    enter = client.get("/fr/equipe/inviter/")
    Person.objects.filter(pk=operator.pk).update(is_active=False)
    assert (enter.status_code, client.get("/fr/equipe/inviter/").status_code) == (200, 303)


def test_the_page_lists_under_each_role_what_it_opens() -> None:
    response = Client().get(address("fr", "team_matrix"))
    opens = {one["name"].en: one["opens"] for one in response.context["roles"]}
    assert address("fr", "desk_together") in opens["Directory editor"]
    assert address("fr", "desk") in opens["Analyst"]
    assert address("fr", "desk_together") not in opens["Analyst"]
    assert len(opens) == len(response.context["columns"]) - 2
