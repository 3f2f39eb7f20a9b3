"""A keeper changes a schedule and publishes it, without scripts; two keepers change the same record at once."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import _environment as environment_of
from tests.e2e.journeys import labelled, main_text, title_of
from tests.e2e.test_team import DOOR, enter_as

Open = Callable[..., Page]
Check = Callable[[Page], None]
KEEPER, SECOND = "Édith Exemple", "Agathe Exemple"
SAVE, ON, BACK = ".row button[value=save]", "button[value=on]", "button[value=back]"


#: Another keeper, as the owner of the machine makes one.
MADE = """
import django; django.setup()
from parvis.config import clock
from parvis.people.actions.roles import Grant, record_role
from parvis.people.models import Person
from parvis.people.models.role import day_of
now = clock.instant()
record_role(Person.objects.get(email="{email}"), Grant("directory_editor", day_of(now)), by="system", at=now)
"""


def make_editor(home: Path, email: str) -> None:
    """Give somebody the role of an editor of the whole directory."""
    environment = environment_of(home) | {"DJANGO_SETTINGS_MODULE": "parvis.config.settings", "PARVIS_PROCESS": "owner"}
    subprocess.run([sys.executable, "-c", MADE.format(email=email)], env=environment, check=True)


def begin(page: Page, record: str) -> str:
    """Open a draft of what is published now; its address. One that another journey left is thrown away first."""
    page.goto(f"/fr/atelier/modifier/{record}/")
    if "modifier" not in page.url:
        page.goto(f"{page.url.partition('?')[0]}jeter/")
        page.locator("main form button").first.click()
        page.goto(f"/fr/atelier/modifier/{record}/")
    page.locator("main form button").click()
    return page.url.partition("?")[0]


@pytest.mark.slow
@pytest.mark.usefixtures("staffed")
def test_a_schedule_is_built_previewed_and_published(open_page: Open, accessible: Check) -> None:
    page = open_page(DOOR["fr"])
    enter_as(page, "fr", KEEPER)
    draft = begin(page, "SVC-097")
    accessible(page)
    page.locator("#q-schedule-rhythm-1 a").first.click()
    accessible(page)
    assert not page.locator("#field-every").is_visible(), "another rhythm asks for it"
    labelled(page, "Chaque semaine, ou toutes les quelques semaines").click()
    assert page.locator("#field-every").is_visible()
    accessible(page)
    labelled(page, "Jeudi").click()
    page.locator(SAVE).click()
    assert page.locator(".error-summary").count() == 1, "the days are still to be said"
    accessible(page)
    page.select_option("#field-every", "2")
    labelled(page, "Mardi").click()
    page.locator(ON).click()
    assert title_of(page).startswith("À quelle heure")
    page.fill("#field-starts", "9 h 30")
    page.fill("#field-ends", "12 h")
    page.locator("button[value=stay]").click()
    said = page.locator("section.panel ol li").all_inner_texts()
    assert len(said) == 10
    assert all(one.startswith("mardi") and "de 9 h 30 à 12 h" in one.replace("\u00a0", " ") for one in said)
    accessible(page)
    page.goto(f"{draft}question/?q=summary")
    page.fill("#field-summary-fr", "Deux avocats vous informent, en groupe, sans frais.")
    page.locator(BACK).click()
    page.goto(f"{draft}question/?q=summary")
    assert "Deux avocats" in page.input_value("#field-summary-fr"), "going back keeps what was typed"
    page.locator(SAVE).click()
    assert "L’autre langue" in title_of(page).replace("'", "’")
    accessible(page)
    labelled(page, "Je le laisse pour plus tard").click()
    page.locator("main form button").click()
    page.goto(f"{draft}apercu/")
    accessible(page)
    assert page.locator("article").count() == 2
    page.goto(f"{draft}publier/")
    accessible(page)
    labelled(page, "Vérifié par téléphone").click()
    page.locator("main form button").click()
    assert "C’est publié" in main_text(page).replace("'", "’")
    accessible(page)
    page.goto("/en/directory/services/seance-information-laval/")
    assert "This text is older than the French one" in main_text(page)
    assert "9:30 a.m. to 12 p.m." in main_text(page)
    accessible(page)
    page.goto("/fr/atelier/service/seance-information-laval/")
    page.locator("ol[reversed] a").first.click()
    accessible(page)
    page.locator("main form button", has_text="Publier de nouveau cette version").click()
    page.goto("/fr/repertoire/services/seance-information-laval/")
    assert "Deux avocats" not in main_text(page), "what was published before is published again"


def phone(page: Page, draft: str, number: str) -> None:
    """Change one value."""
    page.goto(f"{draft}question/?q=contact")
    page.fill("#field-access-phone", number)
    page.locator(SAVE).click()


def publish(page: Page, draft: str) -> None:
    """Say how it is known, and publish."""
    page.goto(f"{draft}publier/")
    labelled(page, "Page web lue").click()
    page.locator("main form button").click()


@pytest.mark.slow
@pytest.mark.usefixtures("staffed")
def test_two_keepers_at_once_lose_nothing(open_page: Open, accessible: Check, home: Path) -> None:
    make_editor(home, "agathe@exemple.invalid")
    one, two = open_page(DOOR["fr"], java_script_enabled=False), open_page(DOOR["fr"])
    enter_as(one, "fr", KEEPER)
    two.goto(DOOR["fr"])
    two.locator("section.panel", has_text=SECOND).locator("button").first.click()
    first, second = begin(one, "SVC-112"), begin(two, "SVC-112")
    phone(one, first, "514 555-0123")
    phone(two, second, "514 555-0199")
    one.goto(f"{first}question/?q=capacity")
    one.fill("#field-access-capacity-fr", "Dix personnes")
    one.fill("#field-access-capacity-en", "Ten people")
    one.locator(SAVE).click()
    publish(one, first)
    two.goto(f"{second}publier/")
    assert title_of(two) == "Quelqu'un a publié cette fiche entre-temps"
    accessible(two)
    said = main_text(two)
    assert "514 555-0123" in said
    assert "514 555-0199" in said
    assert "Dix personnes" in said, "what merges by itself is said"
    two.locator("main form button").click()
    assert two.locator(".error-summary").count() == 1
    accessible(two)
    labelled(two, "Le vôtre").click()
    two.locator("main form button").click()
    publish(two, second)
    said = main_text(two) if begin(two, "SVC-112") else ""
    assert "514 555-0199" in said
    assert "Dix personnes" in said
