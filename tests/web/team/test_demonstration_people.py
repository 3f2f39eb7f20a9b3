"""The people of a demonstration: one click signs in as one of them, there and from this machine; nowhere else."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest
from django.test import Client

from parvis.cli.demonstration import fill_staff
from parvis.config import clock
from parvis.config.database import side
from parvis.people.models import Membership, Person, Session
from parvis.people.roles import CODES, roles_with
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
#: The desks of the roles that do not open the directory’s.
DESKS = {
    "certifier_officer": "/fr/accreditation/",
    "mediation_officer": "/fr/service/",
    "service_payer": "/fr/service/",
}
WHERE = "/fr/demonstration/personnes/"
#: Who works in the demonstration, as its data says.
PEOPLE = tomllib.loads(files("parvis.cli").joinpath("data/staff.toml").read_text(encoding="utf-8"))["person"]


@pytest.fixture
def demonstration(settings: Any) -> None:
    """A demonstration, filled on the side that its own command takes."""
    settings.ENVIRONMENT = "demonstration"
    with side("door"):
        assert fill_staff(at=clock.instant()) == len(PEOPLE)
        assert fill_staff(at=clock.instant()) == 0


def test_there_is_one_person_for_each_role_and_two_who_pay() -> None:
    assert sorted(one["role"] for one in PEOPLE) == sorted([*CODES, "service_payer"])
    assert all(one["email"].endswith("@exemple.invalid") for one in PEOPLE)


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("role", CODES)
def test_one_click_opens_the_desk_of_each_role(role: str) -> None:
    client = Client()
    assert client.get(WHERE).content.decode().count('name="person"') == len(PEOPLE)
    held = Membership.objects.filter(role=role).order_by("pk")[0]
    response = client.post(WHERE, {"person": str(held.person_id)})
    there = "/fr/atelier/" if role in roles_with("desk.read") else DESKS.get(role, "/fr/equipe/")
    assert (response.status_code, response["Location"]) == (303, there)
    assert client.get(there).status_code == 200
    text = client.get("/fr/equipe/").content.decode()
    assert held.person.name in text and (there == "/fr/equipe/" or text.count(f'href="{there}"') > 1), "and its menu"
    assert Session.objects.get(person=held.person).method == "demonstration"
    again = client.get("/fr/compte/confirmer/").content.decode()
    assert f'href="{WHERE}"' in again and "/fr/compte/retrouver/" not in again, (
        "who has no key comes back by the same door"
    )


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize(
    "elsewhere",
    [
        {"REMOTE_ADDR": "203.0.113.7"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.7"},
        {"HTTP_FORWARDED": "for=203.0.113.7"},
        {"HTTP_VIA": "1.1 relais"},
        {"HTTP_HOST": "parvis.exemple.invalid"},
    ],
    ids=str,
)
def test_it_does_not_exist_from_another_machine(elsewhere: dict[str, str], settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    number = Person.objects.get(name="Olivier Exemple").pk
    client = Client(**elsewhere)
    assert (client.get(WHERE).status_code, client.post(WHERE, {"person": str(number)}).status_code) == (404, 404)
    assert not Session.objects.exists()


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("environment", ["production", "development", "test"])
def test_it_does_not_exist_outside_a_demonstration(environment: str, settings: Any) -> None:
    settings.ENVIRONMENT = environment
    number = Person.objects.get(name="Olivier Exemple").pk
    assert (Client().get(WHERE).status_code, Client().post(WHERE, {"person": str(number)}).status_code) == (404, 404)
    with pytest.raises(RuntimeError, match="demonstration only"):
        fill_staff(at=clock.instant())


@pytest.mark.usefixtures("demonstration")
def test_nobody_real_is_entered_that_way() -> None:
    """In a real database that somebody starts as a demonstration, the people who work there stay out of reach."""
    real = make_person("Aude Exemple")
    client = Client()
    assert "Aude Exemple" not in client.get(WHERE).content.decode()
    for typed in (str(real.pk), "", "-1", "9" * 40, "１"):
        assert client.post(WHERE, {"person": typed}).status_code == 404
    assert not Session.objects.exists()
