"""A formal notice as the invented Exemple family writes it."""

from collections.abc import Mapping

from playwright.sync_api import Page

#: What is typed, and what is chosen, by the name of the field.
LETTER: Mapping[str, str] = {
    "language": "fr",
    "recipient_name": "Garage Exemple inc.",
    "recipient_address": "12, rue Exemple\nGatineau (Québec)  J8X 1A1",
    "sender": "person",
    "sender_name": "Camille Exemple",
    "sender_address": "34, rue Exemple\nGatineau (Québec)  J8X 1A2",
    "facts": "Le 3 mars 2026, j’ai payé 8 400,50 $ pour des travaux.\nIls ne sont pas faits.",
    "ask": "refund",
    "amount": "8 400,50 $",
    "days": "10",
    "way": "registered_mail",
    "place": "Gatineau",
}


def write_letter(page: Page, letter: Mapping[str, str]) -> None:
    """Fill the form in and ask to see the letter. Choices are tapped on their words, as people do."""
    for name, value in letter.items():
        if page.locator(f"input[type=radio][name={name}]").count():
            choice = page.locator(f"input[type=radio][name={name}][value='{value}']")
            page.locator(f"label[for='{choice.get_attribute('id')}']").click()
        else:
            page.locator(f"#field-{name}").fill(value)
    page.locator("main form#notice-form button").last.click()
