"""A report by somebody without an account, and a keeper's morning: answer it, confirm facts, see the versions."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.journeys import labelled, main_text, title_of
from tests.e2e.test_team import DOOR, enter_as

Open = Callable[..., Page]
Check = Callable[[Page], None]
KEEPER = "Édith Exemple"


def report(page: Page, words: str, *, email: str = "") -> None:
    """Say what is wrong, from the foot of the page one is on."""
    page.locator("footer a[href*='signaler'], footer a[href*='report']").click()
    page.fill("#field-words", words)
    page.fill("#field-email", email)
    page.locator("main form button").first.click()


@pytest.mark.usefixtures("staffed")
def test_a_report_is_answered_and_facts_are_confirmed(open_page: Open, accessible: Check) -> None:
    reader = open_page("/fr/districts/laval/", java_script_enabled=False)
    report(reader, "Le palais de justice a changé d’adresse.")
    assert title_of(reader) == "Nous avons votre signalement"
    reference = reader.locator("main code").first.inner_text()
    kept = reader.url
    page = open_page(DOOR["fr"])
    enter_as(page, "fr", KEEPER)
    page.goto("/fr/atelier/")
    accessible(page)
    page.locator("li.panel", has_text="a changé d’adresse").locator("a").first.click()
    accessible(page)
    page.locator("main form button").click()
    assert page.locator(".error-summary").count() == 1
    accessible(page)
    labelled(page, "Nous l’avons transmis à l’organisme.").click()
    page.fill("#field-answer", "Nous avons écrit au palais.")
    page.locator("main form button").click()
    assert "La réponse est publiée" in main_text(page)
    reader.goto(kept)
    assert "Nous avons écrit au palais." in main_text(reader)
    reader.goto(f"/en/report/?reference={reference.lower()}")
    assert title_of(reader) == "The answer to your report"

    page.locator("main a[href*='/atelier/service/']").first.click()
    accessible(page)
    assert page.locator("main input[name=fields]:checked").count() == 0, "nothing is ticked in advance"
    page.locator("main input[name=fields]").first.check(force=True)
    labelled(page, "Vérifié par téléphone").click()
    page.locator("main form button", has_text="Confirmer").click()
    assert "C'est confirmé" in main_text(page)
    page.locator("ol[reversed] a").first.click()
    accessible(page)
    assert "La fiche publiée" in main_text(page) or "Publié" in main_text(page)
    page.locator("main form button").click()
    assert "publiée de nouveau" in main_text(page)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_report_page_in_all_its_states(lang: str, open_page: Open, accessible: Check) -> None:
    page = open_page(f"/{lang}/")
    report(page, "", email="camille")
    assert page.locator(".error-summary a").count() == 1
    accessible(page)
    page.locator("main .error-summary a").click()
    assert page.evaluate("document.activeElement.id") == "field-words"
    page.goto("/fr/signaler/?reference=22222-22222" if lang == "fr" else "/en/report/?reference=nothing")
    accessible(page)
    page.goto("/fr/signaler/?about=SVC-097" if lang == "fr" else "/en/report/?about=ORG-13")
    accessible(page)
    page.fill("#field-words", "Le numéro ne répond plus.")
    page.locator("main form button").first.click()
    accessible(page)
