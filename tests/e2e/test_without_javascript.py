"""Everything that matters works where no script runs: an old phone, a blocked script, a slow line."""

import io
from collections.abc import Callable

import pypdf
from playwright.sync_api import Page

from tests.e2e.journeys import plain, reach_plan, title_of
from tests.e2e.letter import LETTER, write_letter
from tests.e2e.situations import RENOVATION, SUED

Open = Callable[..., Page]


def test_the_main_journey(open_page: Open) -> None:
    page = open_page("/fr/", java_script_enabled=False)
    page.locator("main a[href*='/fr/commencer/']").first.click()
    assert "/fr/commencer/" in page.url
    reach_plan(page, SUED)
    assert plain(SUED.last_day) in plain(page.locator(".big-date .day").inner_text())
    assert plain("Clinique juridique") in plain(page.locator("#help").inner_text())
    page.locator("main details summary").first.click()  # the browser itself unfolds
    assert page.locator("main details[open]").count() >= 1


def test_in_english_with_a_change_of_answer(open_page: Open) -> None:
    """An answer is changed from the check; the others stay; the language changes on the way and nothing is lost."""
    page = open_page("/en/", java_script_enabled=False)
    reach_plan(page, RENOVATION)
    page.goto("/en/check/")
    page.locator("main a.change[href*='amount']").click()
    page.locator("main .input").fill("4,000.00")
    page.locator("main form button[type=submit]").first.click()
    assert title_of(page) == "Check your answers"
    page.locator("a.site-lang").click()
    assert title_of(page) == "Vérifiez vos réponses"
    assert plain("4 000 $") in plain(page.locator("main").inner_text())
    page.locator("main a.button").first.click()
    assert plain("4 000 $") in plain(page.locator("main").inner_text())


def test_the_search_with_filters(open_page: Open) -> None:
    page = open_page("/fr/repertoire/", java_script_enabled=False)
    before = page.locator("#results-title").inner_text()
    page.locator("#field-q").fill("mediation")  # without its accent
    page.locator("details.filter-box summary").click()
    page.locator("select[name=district]").select_option("gatineau")
    page.locator("select[name=cost]").select_option("free")
    page.locator("details.filter-box button").click()
    assert "q=mediation" in page.url
    assert "district=gatineau" in page.url
    assert page.locator("#results-title").inner_text() != before
    assert page.locator("#results article").count() > 0
    page.locator("#results a[href*='q=mediation']").first.click()  # a filter in force, taken away
    assert "district=gatineau" not in page.url or "cost=free" not in page.url


def test_the_calendar_of_a_district(open_page: Open) -> None:
    page = open_page("/fr/calendrier/", java_script_enabled=False)
    page.locator("select[name=district]").select_option("laval")
    page.locator("main form button").click()
    assert plain("jeudi 26 novembre 2026") in plain(page.locator("main").inner_text())


def test_the_notice_from_the_form_to_the_pdf(open_page: Open) -> None:
    page = open_page("/en/formal-notice/", java_script_enabled=False)
    write_letter(page, LETTER)
    assert title_of(page) == "Read your letter again"
    letter = plain(page.locator("section.letter").inner_text())
    assert plain("8 400,50 $") in letter
    assert "Mise en demeure" in letter or "MISE EN DEMEURE" in letter
    assert 'lang="fr-CA"' in page.locator("section.letter").evaluate("one => one.outerHTML.slice(0, 200)")
    with page.expect_download() as got:
        page.locator("main form#notice-form button").first.click()
    pdf = pypdf.PdfReader(io.BytesIO(got.value.path().read_bytes()))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(pdf.trailer["/Root"]["/Lang"]).startswith("fr")
    assert "Garage Exemple inc." in plain(pdf.pages[0].extract_text())
    # Back to the form by the page's own button: nothing typed is lost.
    page.locator("main form#notice-form button").last.click()
    assert plain(page.locator("#field-facts").input_value()) == plain(LETTER["facts"])
