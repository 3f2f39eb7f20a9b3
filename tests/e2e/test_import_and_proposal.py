"""A file imported at the desk, and an organization's proposal from its letter to a keeper's answer, lived in a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import DESK
from tests.e2e.journeys import labelled, main_text, title_of
from tests.e2e.test_accounts import letter_to
from tests.e2e.test_team import DOOR, enter_as

Open = Callable[..., Page]
Check = Callable[[Page], None]
KEEPER = "Édith Exemple"
TO = "secretariat@exemple.invalid"


@pytest.mark.slow
@pytest.mark.usefixtures("staffed")
def test_a_file_is_read_line_by_line_then_taken_in(open_page: Open, accessible: Check, tmp_path: Path) -> None:
    file = tmp_path / "fiches.csv"
    file.write_text("id,status,couleur\nSVC-112,paused,\nSVC-113,=1+1,rouge\n", encoding="utf-8")
    page = open_page(DOOR["fr"], java_script_enabled=False)
    enter_as(page, "fr", KEEPER)
    page.goto("/fr/atelier/")
    page.locator("main a", has_text="Importer et exporter").click()
    page.locator("main form button").first.click()
    assert page.locator(".error-summary").count() == 1
    page.set_input_files("#field-file", file)
    page.locator("main form button").first.click()
    assert title_of(page) == "fiches.csv"
    assert page.locator("li.panel").count() == 3
    whole = page.locator("a", has_text="Toute la liste en CSV").get_attribute("href")
    assert "SVC-113" in page.request.get(str(whole)).text()
    page.locator("button[value=rest]").click()
    assert "Le fichier est pris" in main_text(page)

    scripted = open_page(DOOR["en"], size=DESK)
    enter_as(scripted, "en", KEEPER)
    scripted.goto("/en/desk/exchange/")
    accessible(scripted)
    scripted.locator("main a", has_text="The last file taken in").click()
    accessible(scripted)


@pytest.mark.slow
@pytest.mark.usefixtures("staffed")
def test_an_organization_proposes_and_a_keeper_answers(open_page: Open, accessible: Check) -> None:
    keeper = open_page(DOOR["fr"])
    enter_as(keeper, "fr", KEEPER)
    keeper.goto("/fr/atelier/organismes/")
    accessible(keeper)
    keeper.locator("main a", has_text="Barreau de Longueuil").first.click()
    accessible(keeper)
    keeper.fill("#field-email", TO)
    keeper.locator("form:has(#field-email) button").click()
    assert "Le lien est parti" in main_text(keeper)

    body = open_page(letter_to(keeper, TO, "Ce lien montre vos fiches"), java_script_enabled=False)
    assert title_of(body) == "Vos fiches dans Parvis"
    kept = body.url
    body.locator("li.panel", has_text="Service").locator("button").first.click()
    body.goto(body.url.partition("?")[0].replace("/fiche/", "/question/") + "?q=status")
    labelled(body, "En pause").click()
    body.locator("main form button").first.click()
    body.goto(kept)
    body.fill("#field-words", "Nous fermons pour l’hiver.")
    labelled(body, "Écrivez-moi la réponse, à l’adresse qui a reçu ce lien").click()
    body.locator("form:has(#field-words) button").click()
    assert "C'est envoyé" in main_text(body)

    keeper.goto("/fr/atelier/")
    keeper.locator("main li", has_text="de l’organisme").last.locator("a").click()
    accessible(keeper)
    keeper.locator("button[value=leave]").click()
    assert keeper.locator(".error-summary").count() == 1
    keeper.locator("label[for=field-value]").click()
    keeper.fill("#field-reason", "Merci, c’est publié.")
    keeper.locator("button[value=part]").click()
    assert "La proposition est publiée" in main_text(keeper)
    shown = open_page(kept)
    accessible(shown)
    assert "Merci, c'est publié." in main_text(shown)
