"""The permission matrix: every page and endpoint × everybody who can come to it, as data (`permissions.toml`).

There are no accounts yet: a visitor is somebody without answers; `answered` has answered every question; `holder` has the
address of a kept plan; `away` comes from another machine. Each cell is the status of a GET; `post` that of a visitor's POST.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from parvis.cli.demonstration import answers_of, people
from parvis.config import clock
from parvis.config.urls import PAGES
from parvis.pathway.actions import keep_plan
from parvis.web.pages import LANGUAGES
from parvis.web.session import COOKIE, Answers

pytestmark = pytest.mark.django_db

MATRIX: dict[str, dict[str, int]] = tomllib.loads(
    (Path(__file__).parent / "permissions.toml").read_text(encoding="utf-8")
)
SLUGS = {"service": "seance-information-laval", "organization": "barreau-de-laval", "district": "laval"}


def routes(found: Any = None, before: str = "", names: str = "") -> list[tuple[str, str]]:
    """Every address of the site: its name (without the language) and its route."""
    all_: list[tuple[str, str]] = []
    for one in found if found is not None else get_resolver().url_patterns:
        if isinstance(one, URLPattern):
            all_.append((f"{names}{one.name}", f"/{before}{one.pattern}"))
        elif isinstance(one, URLResolver):
            space = f"{one.namespace}:" if one.namespace and one.namespace not in LANGUAGES else ""
            all_ += routes(one.url_patterns, before + str(one.pattern), names + space)
    return all_


def test_every_address_stands_in_the_matrix_and_nothing_else() -> None:
    known = {name for name, _ in routes()}
    assert known - set(MATRIX) == set(), "add the address to tests/web/permissions.toml"
    assert set(MATRIX) - known == set(), "permissions.toml names an address that does not exist"
    assert {page.name for page in PAGES} <= known


@pytest.fixture
def answered() -> Client:
    """A visit whose questions are all answered."""
    answers = Answers()
    answers["plan"] = answers_of(people()[1], on=clock.today())
    client = Client()
    client.cookies[COOKIE] = answers.sealed()
    return client


@pytest.fixture
def token() -> str:
    """The address of a kept plan."""
    kept = keep_plan(answers_of(people()[1], on=date.today()), by="visitor", at=clock.now())  # noqa: DTZ011
    return kept.token


def filled(route: str, name: str, token: str) -> str:
    """The route with real values."""
    kind = next((slug for key, slug in SLUGS.items() if f"{key}" in name.split(":")[-1]), "laval")
    values = {
        "slug:slug": kind,
        "slug": kind,
        "str:token": token,
        "int:number": "1",
        "int:act": "1",
        "slug:step": "fee",
        "uuid:document": "00000000-0000-4000-8000-000000000000",
        "id": "none",
        "path:question": "no/such",
        "path:rest": "none",
    }
    for pattern, value in values.items():
        route = route.replace(f"<{pattern}>", value)
    return route


def of_one_language() -> list[tuple[str, str]]:
    """The French pages and what has no language: an English page is the same view under another address."""
    return [(name, route) for name, route in routes() if not route.startswith("/en/")]


def test_a_page_is_the_same_view_in_both_languages() -> None:
    by_language = {lang: {name for name, route in routes() if route.startswith(f"/{lang}/")} for lang in LANGUAGES}
    assert by_language["fr"] == by_language["en"]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "route"), of_one_language(), ids=[route for _, route in of_one_language()])
def test_who_may_open_what(name: str, route: str, answered: Client, token: str) -> None:
    cell = MATRIX[name]
    path = filled(route, name, token)
    wrong = filled(route, name, "A" * 32)
    found = {"visitor": Client().get(wrong).status_code, "post": Client().post(wrong).status_code}
    if "answered" in cell:
        found["answered"] = answered.get(path).status_code
    if "holder" in cell:
        found["holder"] = Client().get(path).status_code
    if "away" in cell:
        found["away"] = Client(REMOTE_ADDR="203.0.113.7").get(path).status_code
    assert found == cell
    for method in ("put", "patch", "delete"):
        assert getattr(Client(), method)(path).status_code in (404, 405), f"{method.upper()} {path}"
