"""What people type wrong, in the browser: the summary is read first, leads to the field, and nothing typed is lost."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.e2e.journeys import give, labelled, plain, title_of
from tests.e2e.letter import LETTER, write_letter

Open = Callable[..., Page]
Look = Callable[[Page], None]
FIRST = ("Je réclame quelque chose", "Rien n'est commencé", "Un dommage", "En mon propre nom", "Une personne")


def _at_amount(open_page: Open) -> Page:
    page = open_page("/fr/commencer/")
    for answer in FIRST:
        give(page, answer)
    assert title_of(page) == "Combien réclamez-vous?"
    return page


def _at_day(open_page: Open) -> Page:
    page = _at_amount(open_page)
    give(page, "900,00")
    give(page, "Aucune")
    assert title_of(page) == "Quand le problème est-il arrivé?"
    return page


def _at_town(open_page: Open) -> Page:
    page = _at_day(open_page)
    give(page, "2 octobre 2026")
    assert title_of(page) == "Dans quelle municipalité est l'autre partie?"
    return page


def _refused(page: Page, typed: str) -> str:
    """The page says what is wrong, first and at the field; the field keeps what was typed. Returns the words."""
    summary = page.locator(".error-summary")
    assert summary.count() == 1, f"{typed!r} is not refused: {page.url}"
    assert page.title().startswith("Erreur")
    assert page.evaluate("!!document.activeElement.closest('.error-summary')"), "the summary has the focus"
    field = page.locator("main .input").first
    assert field.get_attribute("aria-invalid") == "true"
    described = (field.get_attribute("aria-describedby") or "").split()
    words = [plain(page.locator(f"[id='{one}']").inner_text()) for one in described]
    said = plain(summary.locator("a").first.inner_text())
    assert any(said in one for one in words), (said, words)
    assert field.input_value() == typed
    summary.locator("a").first.click()  # to the field, or to the meanings to choose from
    assert page.evaluate("document.activeElement.id").startswith(field.get_attribute("id") or "?")
    return said


AMOUNTS = {
    "": "Écrivez un montant",
    "0": "plus grand que zéro",
    "-5": "sous zéro",
    "huit mille": "en chiffres",
    "😀 <b>12</b>": "en chiffres",
    "9" * 60: "trop grand",
}
DAYS = {
    "3 mars 2099": "trop tard",
    "3 mars 1890": "trop ancien",
    "31 février 2026": "n'existe pas",
    "l'an passé": "ne comprenons pas",
    "04/05/2026": "de deux façons",
}


def test_amounts_that_are_none(open_page: Open, accessible: Look) -> None:
    page = _at_amount(open_page)
    for typed, says in AMOUNTS.items():
        give(page, typed)
        assert says in _refused(page, typed)
    accessible(page)


def test_an_amount_with_two_meanings_is_asked_about(open_page: Open, accessible: Look) -> None:
    page = _at_amount(open_page)
    give(page, "8,400")
    assert "de deux façons" in _refused(page, "8,400")
    accessible(page)
    labelled(page, "8 400 $").click()
    page.locator("main form button[type=submit]").first.click()
    assert title_of(page) == "Une de ces situations est-elle la vôtre?"


def test_a_very_long_paste(open_page: Open) -> None:
    """Two million characters: a page answers in clear words, and the visit goes on."""
    page = _at_amount(open_page)
    page.locator("main .input").evaluate("one => { one.value = '8'.repeat(2_000_000); }")
    page.locator("main form button[type=submit]").first.click()
    assert page.locator("h1").count() == 1
    assert page.locator(".error-summary, .notice, main p").count() > 0
    page.goto("/fr/commencer/montant/")
    assert title_of(page) == "Combien réclamez-vous?"
    give(page, "15 000,01 $")  # above the ceiling: an answer, not a fault
    assert title_of(page) == "Une de ces situations est-elle la vôtre?"


def test_days_that_are_none(open_page: Open, accessible: Look) -> None:
    page = _at_day(open_page)
    for typed, says in DAYS.items():
        give(page, typed)
        assert says in _refused(page, typed)
    accessible(page)


def test_a_town_that_is_not_known_and_a_name_of_several(open_page: Open, accessible: Look) -> None:
    page = _at_town(open_page)
    give(page, "Zzyzx-les-Bains")
    assert "ne connaissons pas" in _refused(page, "Zzyzx-les-Bains")
    accessible(page)
    assert page.locator("main a[href^='https://']").count() == 1, "where to look it up"
    page.locator("main .input").first.fill("Hatley")  # a municipality and a township
    page.locator("main form button[type=submit]").first.click()
    assert "plus d’un endroit" in page.locator(".error-summary").inner_text()
    assert page.locator("main input[type=radio]").count() > 2, "each of them, and none of them"
    accessible(page)
    if not page.locator("select").is_visible():
        page.locator("main details summary").click()
    page.locator("select").select_option("gatineau")
    page.locator("main form button[type=submit]").first.click()
    assert title_of(page) == "Dans quelle municipalité habitez-vous?"


def test_nothing_chosen(open_page: Open, accessible: Look) -> None:
    page = open_page("/en/start/")
    page.locator("main form button[type=submit]").first.click()
    assert plain(page.locator(".error-summary a").inner_text()) == "Choose an answer."
    assert page.evaluate("!!document.activeElement.closest('.error-summary')")
    accessible(page)
    page.locator(".error-summary a").click()
    assert page.evaluate("document.activeElement.type") == "radio"


def test_the_notice_keeps_everything_that_was_typed(open_page: Open, accessible: Look) -> None:
    page = open_page("/fr/mise-en-demeure/")
    wrong = {**LETTER, "recipient_name": "", "amount": "8,400", "facts": "x" * 4001 + " <script>alert(1)</script> 😀"}
    write_letter(page, wrong)
    links = page.locator(".error-summary a")
    faults = [one.get_attribute("href") for one in links.all()]
    assert faults == ["#field-recipient_name", "#field-facts", "#field-amount"], "in the order of the page"
    assert page.evaluate("!!document.activeElement.closest('.error-summary')")
    accessible(page)
    for name in ("recipient_address", "sender_name", "sender_address", "facts", "amount", "place"):
        assert page.locator(f"#field-{name}").input_value() == wrong[name]
    for name in ("sender", "ask", "days", "way"):
        assert page.locator(f"input[name={name}]:checked").get_attribute("value") == wrong[name]
    # The language changes with the faults there: still nothing is lost.
    page.locator("button.site-lang").click()
    assert page.url.endswith("/en/formal-notice/")
    assert page.locator("#field-facts").input_value() == wrong["facts"]
