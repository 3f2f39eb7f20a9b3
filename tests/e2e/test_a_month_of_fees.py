"""A month of fees, from a sheet to the bank's answer: the mediator, a party on a phone without JavaScript, the Service's officer, two
payers. Each page is looked at by axe as it is passed, on a phone or at a desk.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Page

from tests.e2e.conftest import DESK

Open = Callable[..., Page]
Check = Callable[[Page], None]
MEDIATOR, OFFICER, MAKER, RELEASER = "Sacha Exemple-Superviseur", "Mélodie Exemple", "Paul Exemple", "Paule Exemple"
DOOR = "/fr/demonstration/personnes/"


def enter_as(page: Page, name: str) -> None:
    """One click."""
    page.goto(DOOR)
    page.locator("section.panel", has_text=name).locator("button").first.click()


def press(page: Page, name: str) -> None:
    """Press the button of this name and wait for the page that follows."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def told(page: Page) -> str:
    """What the page says, no-break spaces made plain."""
    return page.locator("main").inner_text().replace("\u00a0", " ").replace("\u202f", " ")


def test_a_month_of_fees_is_signed_reviewed_released_and_paid(
    staffed: None, open_page: Open, accessible: Check
) -> None:
    mediator = open_page(DOOR, size=DESK)
    enter_as(mediator, MEDIATOR)
    mediator.goto("/fr/pratique/honoraires/")
    accessible(mediator)
    held = mediator.locator("tr", has_text="Bloquée").first
    number = held.locator("th").inner_text()
    held.get_by_role("link").click()
    assert "Il manque une signature" in told(mediator)
    claim = mediator.url
    accessible(mediator)
    mediator.get_by_role("link", name=re.compile("Mandat M-")).click()
    accessible(mediator)
    mediator.locator("li.panel", has_text="à signer").first.get_by_role("link").click()
    accessible(mediator)
    press(mediator, "Faire un lien à signer")
    link = re.search(r"https?://\S+/fr/signature/[\w-]+/", told(mediator))
    assert link is not None
    accessible(mediator)

    phone = open_page(link[0], java_script_enabled=False)
    looking = open_page(link[0])
    accessible(looking)
    assert "1 h 30" in told(phone) and "Exemple 1" not in told(phone), "no party's name is on the sheet"
    press(phone, "je signe")
    assert "Vous avez signé cette feuille" in told(phone)

    mediator.goto(claim)
    press(mediator, "Vérifier à nouveau")
    assert "À examiner" in told(mediator)

    officer = open_page(DOOR, size=DESK)
    enter_as(officer, OFFICER)
    officer.goto("/fr/service/honoraires/")
    accessible(officer)
    assert number in told(officer)
    while officer.locator("tbody th a").count():
        officer.locator("tbody th a").first.click()
        accessible(officer)
        assert "Séances selon le rapport : 2 ; selon les feuilles : 2" in told(officer)
        officer.get_by_role("link", name="Approuver").click()
        accessible(officer)
        press(officer, "Approuver 390")
        officer.goto("/fr/service/honoraires/")

    maker, releaser = open_page(DOOR, size=DESK), open_page(DOOR, size=DESK)
    enter_as(maker, MAKER)
    enter_as(releaser, RELEASER)
    maker.goto("/fr/service/lots/")
    accessible(maker)
    maker.get_by_role("link", name="Préparer un lot").click()
    maker.get_by_label("Jour du versement").fill("demain")
    press(maker, "Préparer le lot")
    batch = maker.url
    accessible(maker)
    releaser.goto(batch)
    releaser.get_by_role("link", name="Autoriser ce lot").click()
    accessible(releaser)
    press(releaser, "Autoriser le paiement")
    maker.goto(batch)
    file = maker.context.request.get(
        maker.get_by_role("link", name=re.compile("Fichier pour la banque")).get_attribute("href")
    )
    order = file.text()
    press(maker, "Noter la remise à la banque")
    maker.set_input_files(
        "#field-file", {"name": "reponse.xml", "mimeType": "application/xml", "buffer": answer_to(order)}
    )
    press(maker, "Lire la réponse")
    accessible(maker)
    assert "Payé" in told(maker)
    mediator.goto(claim)
    assert "Payée" in told(mediator)
    mediator.goto("/en/practice/statement/")
    accessible(mediator)
    assert "Paid in the month: $780" in told(mediator)


def answer_to(order: str) -> bytes:
    """What a bank answers to an order that it accepts whole."""
    number = re.search(r"<MsgId>([^<]+)</MsgId>", order)
    assert number is not None
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">'
        "<CstmrPmtStsRpt><GrpHdr><MsgId>REPONSE-1</MsgId><CreDtTm>2026-11-24T08:00:00</CreDtTm></GrpHdr>"
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{number[1]}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>"
        "<GrpSts>ACSC</GrpSts></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>"
    ).encode()
