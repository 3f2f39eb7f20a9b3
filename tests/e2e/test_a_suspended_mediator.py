"""A suspended mediator, lived in a browser: gone from the register at once, the notice brought, back when the sanction ends."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

Open = Callable[..., Page]
Check = Callable[[Page], None]
DOOR = "/fr/demonstration/personnes/"
NAME = "Maude Exemple-Médiatrice"


def on_the_register(page: Page) -> bool:
    """Whether the public register shows her."""
    page.goto("/fr/mediateurs/?q=maude")
    return NAME in page.locator("#results").inner_text()


def record(page: Page, act: str, day: str, check: Check) -> None:
    """Record an act on her certification, read again before it is done."""
    page.goto("/fr/accreditation/registre/?q=maude")
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="Inscrire un acte").click()
    check(page)
    page.locator("label", has_text=act).click()
    page.fill("#field-day", day)
    page.get_by_role("button", name="Continuer").click()
    check(page)
    page.get_by_role("button", name="Inscrire l’acte").click()
    assert "L’acte est inscrit" in page.locator("main").inner_text()


@pytest.mark.usefixtures("staffed")
def test_a_suspended_mediator_leaves_the_register_and_comes_back(open_page: Open, accessible: Check) -> None:
    page = open_page("/fr/mediateurs/")
    accessible(page)
    assert on_the_register(page)
    page.goto(DOOR)
    page.locator("section.panel", has_text="Aurèle Exemple").locator("button").click()
    record(page, "Radiation temporaire", "2026-11-20", accessible)
    accessible(page)
    assert not on_the_register(page)
    page.goto("/fr/accreditation/avis/")
    accessible(page)
    assert "Suspension" in page.locator("main").inner_text()
    page.get_by_role("button", name="J’ai transmis ces avis").click()
    assert "ces avis sont transmis" in page.locator("main").inner_text()
    record(page, "Fin d’une sanction temporaire", "2026-11-22", accessible)
    assert on_the_register(page)
    page.goto(f"/fr/mediateurs/a-cette-date/?name={NAME}&day=2026-11-21")
    accessible(page)
    assert "personne de ce nom" in page.locator("main").inner_text()
