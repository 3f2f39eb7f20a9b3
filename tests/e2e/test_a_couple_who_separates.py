"""Who separates, alone with a phone: safety first and forgotten, then a plan. Without script, and sound for axe."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.journeys import give, main_text, plain, title_of

Open = Callable[..., Page]
Check = Callable[[Page], None]

HOME = {"fr": "Je me sépare, ou nous voulons changer", "en": "I am separating, or we want to change"}
UNSAFE = {"fr": "Non, ou pas toujours", "en": "No, or not always"}
ANSWERS = {
    "fr": (
        "Nous vivons en union de fait",
        "Oui",
        "Une première entente",
        ("La pension alimentaire d'un enfant",),
        "Non",
        "Non",
        "Oui, et le tribunal a suspendu le dossier pour une médiation",
        "10 novembre 2026",
        "Nous deux",
        "Laval",
        ("En français",),
    ),
    "en": (
        "We are married",
        "No",
        "A first agreement",
        ("The house, property, debts, pension plans",),
        "No",
        "No, nothing is filed",
        "Gatineau",
        ("In English", "Online or by video"),
    ),
}
SAYS = {
    "fr": ("lundi 30 novembre 2026", "5 h de médiation", "130 $", "vous payez ensemble 260 $", "1 866 536-5140"),
    "en": ("3 h of mediation", "$130", "the session is not required", "Choosing a mediator"),
}


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_from_home_to_the_plan(lang: str, open_page: Open, accessible: Check) -> None:
    page = open_page(f"/{lang}/", java_script_enabled=False)
    page.locator("main a", has_text=HOME[lang]).click()
    asked = page.url
    give(page, UNSAFE[lang])
    assert page.url == asked, "what was answered has no address of its own"
    assert "1 800 363-9010" in main_text(page)
    page.locator("main .measure a.button").first.click()
    for answer in ANSWERS[lang]:
        assert page.locator("a[data-quick-exit]").is_visible()
        give(page, answer)
        assert not page.locator(".error-summary").count(), page.locator(".error-summary").inner_text()
    check = page.url
    page.locator("main .measure a.button").first.click()
    assert title_of(page) in ("Votre plan", "Your plan")
    page.locator("#free details summary").click()  # the browser itself unfolds
    assert page.locator("#free .norm").first.is_visible()
    told = main_text(page)
    assert all(plain(said) in told for said in SAYS[lang]), told

    scripted = open_page(f"/{lang}/", storage_state=page.context.storage_state())
    for address in (check, page.url, asked):
        scripted.goto(address)
        accessible(scripted)
    give(scripted, UNSAFE[lang])
    accessible(scripted)
