"""Becoming certified, lived in a browser without JavaScript: an account without an invitation, the guided application, what the
body asks for more, the grant; every page looked at by axe in a second browser that runs scripts, in French then in English.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.journeys import labelled, plain, title_of
from tests.e2e.test_accounts import PASSWORD, code_now, letter_to, press, secret_on
from tests.e2e.test_team import DOOR
from tests.factories.files import pdf

Open = Callable[..., Page]
Command = Callable[..., str]
Check = Callable[[Page], None]
EMAIL = "candidate@exemple.invalid"
LIST = "/fr/pratique/demandes/"


class Walk:
    """A browser without script that walks, and one with script that looks at the same pages."""

    def __init__(self, open_page: Open, accessible: Check, path: str) -> None:
        self.page = open_page(path, java_script_enabled=False)
        self.looking, self.accessible = open_page(path), accessible

    def look(self, *, english: bool = False) -> None:
        """Axe on this page, as this person sees it; in English too."""
        self.looking.context.add_cookies(self.page.context.cookies())
        self.looking.goto(self.page.url)
        self.accessible(self.looking)
        if english:
            self.looking.locator("#other-language").click()
            self.accessible(self.looking)

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.page.fill(f"#field-{name}", value)

    def tap(self, name: str, *values: str) -> None:
        for value in values:
            choice = self.page.locator(f"input[name='{name}'][value='{value}']")
            self.page.locator(f"label[for='{choice.get_attribute('id')}']").click()

    def go_on(self) -> str:
        """Continue; the title of the page that follows."""
        press(self.page, "Continuer")
        assert self.page.locator(".error-summary").count() == 0, self.page.locator("main").inner_text()
        return title_of(self.page)

    def enclose(self, purpose: str = "") -> None:
        if purpose:
            self.tap("purpose", purpose)
        self.page.set_input_files("#field-file", {"name": "x.pdf", "mimeType": "application/pdf", "buffer": pdf()})
        press(self.page, "Joindre ce document")
        assert "Le document est joint" in plain(self.page.locator("main").inner_text())


def open_an_account(walk: Walk) -> None:
    """From the page that anybody opens to a session with two proofs, without an invitation and without script."""
    page = walk.page
    press(page, "Recevoir le lien")
    assert page.locator(".error-summary").count() == 1
    walk.look()
    walk.fill(name="Candide Exemple", email=EMAIL)
    press(page, "Recevoir le lien")
    assert title_of(page) == "Regardez votre courriel"
    page.goto(letter_to(page, EMAIL, "/pratique/compte/"))
    walk.look(english=True)
    press(page, "Ouvrir mon compte")
    press(page, "Entrer")
    page.goto("/fr/compte/mot-de-passe/")
    walk.fill(new_password=PASSWORD, again=PASSWORD)
    press(page, "Enregistrer")
    secret = secret_on(page)
    page.fill("#field-code", code_now(secret))
    press(page, "Lier l’application")
    page.goto("/fr/compte/sortir/")
    press(page, "Sortir")
    page.goto("/fr/compte/entrer/?next=/fr/pratique/")
    walk.fill(email=EMAIL, password=PASSWORD)
    press(page, "Continuer")
    page.fill("#field-code", code_now(secret, 1))  # each code is taken once
    press(page, "Entrer")
    assert title_of(page) == "Ma pratique"


def answer_the_pages(walk: Walk) -> None:
    """Every page of a family mediation application, each kept as it is answered."""
    page = walk.page
    walk.tap("memberships", "barreau")
    assert "numéro de membre" in walk.go_on()
    walk.fill(member_number="123456-7")
    walk.go_on()
    walk.tap("background", "legal")
    walk.go_on()
    press(page, "Continuer")
    assert page.locator(".error-summary a[href='#field-experience_months']").count() == 1
    walk.look()
    walk.fill(experience_months="35")
    walk.go_on()
    assert "Non remplies : 1" in page.locator("main").inner_text().replace("\u00a0", " ")
    walk.enclose("experience")
    walk.look(english=True)
    walk.go_on()
    walk.fill(
        completed="1er mai 2025",
        hours_economic_legal_tax="8",
        hours_psychosocial="18",
        hours_process_negotiation="28",
        hours_family_violence="6",
        awareness="3",
    )
    walk.look()
    walk.go_on()
    walk.enclose()
    walk.go_on()
    walk.fill(q="personne de ce nom")
    press(page, "Chercher")
    walk.look(english=True)
    page.locator("details summary", has_text="pas au registre").click()
    walk.fill(supervisor_name="Dominique Exemple", supervisor_mandates="45")
    walk.tap("supervisor_certified", "yes")
    press(page, "Nommer cette personne")
    assert title_of(page) == "Lisez et signez l'engagement"
    walk.look(english=True)
    walk.tap("undertakes", "1")
    walk.fill(undertaken_by="Candide Exemple")
    walk.go_on()
    assert "65 $" in plain(page.locator("main").inner_text())
    walk.look()
    walk.fill(fee_reference="VIR-42")
    walk.go_on()
    walk.enclose()
    walk.go_on()
    walk.fill(domicile="34, rue Exemple, Laval", phone="514-555-0100", email=EMAIL)
    walk.look()
    walk.go_on()
    walk.look()
    walk.fill(public_phone="514-555-0100", place="Laval")
    walk.go_on()
    walk.tap("districts", "laval")
    walk.go_on()
    walk.tap("languages", "fr", "en")
    walk.go_on()
    walk.tap("meetings", "in_person", "video")
    assert walk.go_on() == "Vérifiez votre demande"


@pytest.mark.slow
def test_from_no_account_to_certified(open_page: Open, command: Command, site: str, accessible: Check) -> None:
    command("demo", "--inside", site)
    walk = Walk(open_page, accessible, "/fr/pratique/compte/")
    page = walk.page
    open_an_account(walk)
    walk.look(english=True)
    page.goto(LIST)
    page.locator("main a.button").click()
    walk.look()
    walk.tap("kind", "family_mediation")
    walk.go_on()
    walk.look(english=True)
    walk.tap("body", "barreau-du-quebec")
    walk.go_on()
    answer_the_pages(walk)
    walk.look(english=True)
    check = page.url
    page.locator("a.change[href*='experience/']").first.click()
    walk.fill(experience_months="40")
    assert walk.go_on() == "Vérifiez votre demande", "a change comes back to the check"
    assert "Toutes les conditions sont remplies" in plain(page.locator("main").inner_text())
    press(page, "Envoyer la demande")
    assert "Votre demande est envoyée" in plain(page.locator("main").inner_text())
    walk.look(english=True)

    officer = Walk(open_page, accessible, DOOR["en"])
    officer.page.locator("section.panel", has_text="Aurèle Exemple").locator("button").click()
    assert officer.page.url.endswith("/en/certification/")
    officer.look()
    officer.page.locator("main h2 a", has_text="Applications").click()
    officer.look()
    officer.page.locator("main table a", has_text="Candide Exemple").click()
    officer.look()
    received = officer.page.url
    with officer.page.expect_download() as download:
        officer.page.locator("main a[href*='/documents/']").first.click()
    assert download.value.suggested_filename.endswith(".pdf")
    officer.page.goto(received + "ask/")
    press(officer.page, "Ask for more")
    assert officer.page.locator(".error-summary").count() == 1
    officer.look()
    officer.page.fill("#field-reason", "Joignez la preuve de vos 40 mois, par l’employeur.")
    press(officer.page, "Ask for more")
    officer.page.goto(received + "grant/")
    assert officer.page.url == received, "what waits for the applicant is not decided"

    page.goto(letter_to(page, EMAIL, "40 mois"))
    walk.look()
    page.locator("main a", has_text="Documents").first.click()
    walk.enclose("experience")
    page.goto(check)
    page.fill("#field-message", "La voici.")
    walk.look()
    press(page, "Envoyer la demande")

    officer.page.goto(received + "grant/")
    officer.look()
    press(officer.page, "Grant certification")
    assert officer.page.locator(".error-summary").count() == 1
    labelled(officer.page, "I have checked the documents and what the person states.").click()
    press(officer.page, "Grant certification")
    assert "Certification is granted" in officer.page.locator("main").inner_text()
    officer.look()
    page.goto(letter_to(page, EMAIL, "Accréditation accordée"))
    assert "L'accréditation est accordée" in plain(page.locator("main").inner_text())
    walk.look()
