"""Roles lived in a browser: every desk in one click, the operator's mode, an invitation from the letter to the account."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from parvis.people.roles import CODES
from tests.e2e.test_accounts import letter_to

Open = Callable[..., Page]
Command = Callable[..., str]
Check = Callable[[Page], None]
ROOT = {"fr": "/fr/equipe/", "en": "/en/team/"}
DESKS = {
    "fr": ("/fr/atelier/", "/fr/accreditation/", "/fr/service/", "/fr/pratique/"),
    "en": ("/en/desk/", "/en/certification/", "/en/service/", "/en/practice/"),
}
DOOR = {"fr": "/fr/demonstration/personnes/", "en": "/en/demonstration/people/"}


def enter_as(page: Page, lang: str, name: str) -> None:
    """One click, which opens the desk for those who work there; then the page of the team."""
    page.goto(DOOR[lang])
    page.locator("section.panel", has_text=name).locator("button").first.click()
    assert page.url.endswith((ROOT[lang], *DESKS[lang]))
    page.goto(ROOT[lang])


def enter_mode(page: Page, lang: str) -> None:
    page.goto(f"{ROOT[lang]}mode/")
    if page.locator("#field-reason").count():
        page.fill("#field-reason", "Une raison écrite pour un essai")
        page.locator("main form button").last.click()


@pytest.mark.usefixtures("staffed")
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_role_reaches_its_team_in_a_click(lang: str, open_page: Open, accessible: Check) -> None:
    page = open_page(DOOR[lang])
    accessible(page)
    # Those in a role come first; after them, professionals, who hold none.
    names = [one.split(",")[0] for one in page.locator("section.panel p").all_inner_texts()][: len(CODES)]
    assert len(names) == len(CODES)
    for name in names:
        enter_as(page, lang, name)
        assert name in page.locator("main").inner_text()
    accessible(page)


@pytest.mark.usefixtures("staffed")
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_page_of_the_team_is_sound(lang: str, open_page: Open, accessible: Check) -> None:
    page = open_page(DOOR[lang])
    enter_as(page, lang, "Olivier Exemple")
    page.goto(f"{ROOT[lang]}mode/")
    accessible(page)
    page.locator("main form button").last.click()
    if page.locator(".error-summary").count():
        accessible(page)
    enter_mode(page, lang)
    page.goto(ROOT[lang])
    accessible(page)
    page.locator("table a", has_text="Agathe Exemple").first.click()
    accessible(page)
    person = page.url
    for tail in ("gestes/", "donner/", "depart/") if lang == "fr" else ("acts/", "grant/", "departure/"):
        page.goto(person + tail)
        accessible(page)
        if not tail.startswith(("gestes", "acts")):
            page.locator("main form button").last.click()
            page.locator(".error-summary").wait_for()
            accessible(page)
    page.goto(person)
    page.locator("td a").first.click()
    accessible(page)
    page.locator("main form button").last.click()
    page.locator(".error-summary").wait_for()
    accessible(page)
    for tail in ("revue/", "matrice/") if lang == "fr" else ("review/", "matrix/"):
        page.goto(ROOT[lang] + tail)
        accessible(page)


@pytest.mark.usefixtures("staffed")
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_invitation_from_the_letter_to_the_account(lang: str, open_page: Open, accessible: Check) -> None:
    page, email = open_page(DOOR[lang]), f"nouvelle-{lang}@exemple.invalid"
    enter_as(page, lang, "Olivier Exemple")
    enter_mode(page, lang)
    page.goto(ROOT[lang] + ("inviter/" if lang == "fr" else "invite/"))
    accessible(page)
    page.fill("#field-email", email)
    page.locator(f"input[name=language][value={lang}]").check()
    page.select_option("#field-role", "analyst")
    page.select_option("#field-organization", "parvis")
    page.locator("main form button").last.click()
    page.wait_for_url("**invited=1**")
    accessible(page)
    newcomer = open_page(letter_to(page, email, "/invitation/"))
    accessible(newcomer)
    newcomer.locator("main form button").last.click()
    newcomer.locator(".error-summary").wait_for()
    accessible(newcomer)
    newcomer.fill("#field-name", "Nouvelle Exemple")
    newcomer.locator("main form button").last.click()
    newcomer.wait_for_url("**/compte/lien/**" if lang == "fr" else "**/account/link/**")
    accessible(newcomer)
    newcomer.locator("main form button").last.click()
    assert newcomer.url.endswith("/fr/compte/" if lang == "fr" else "/en/account/")
    gone = open_page(letter_to(page, email, "/invitation/"), statuses=(404, 422))
    accessible(gone)
    assert gone.locator("main form").count() == 0


@pytest.mark.usefixtures("staffed")
def test_a_page_left_open_warns_before_its_session_ends_and_then_shows_nothing(
    open_page: Open, accessible: Check
) -> None:
    page = open_page(DOOR["fr"])
    page.clock.install()
    enter_as(page, "fr", "Édith Exemple")
    warning = page.locator("#session-soon")
    page.clock.fast_forward("54:00")
    assert warning.is_hidden()
    page.clock.fast_forward("02:00")
    warning.wait_for(state="visible")
    accessible(page)
    warning.locator("button").click()
    warning.wait_for(state="hidden")
    page.clock.fast_forward("54:00")
    assert warning.is_hidden(), "whoever stays has the whole hour again"
    page.clock.fast_forward("07:00")
    page.locator("h1", has_text="Votre connexion a pris fin").wait_for()
    assert "Édith" not in page.content() and "Équipe" not in page.content()
    accessible(page)
    page.locator("a.button").click()
    page.wait_for_load_state()
    assert page.locator("#session-soon").count() == 1, (
        "the clock of the server did not move: the session is still there"
    )
