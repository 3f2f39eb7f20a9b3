"""What stays, and what does not: one cookie while the visit lasts; a plan only where it is asked for, until deleted."""

import io
from collections.abc import Callable

import icalendar
import pypdf
from playwright.sync_api import Page

from tests.e2e.journeys import live, main_text, plain, reach_plan, title_of
from tests.e2e.situations import RENOVATION, SUED

Open = Callable[..., Page]
Look = Callable[[Page], None]


def test_a_kept_plan_is_opened_by_another_visit_and_deleted(open_page: Open, accessible: Look) -> None:
    page = open_page("/fr/")
    reach_plan(page, SUED)
    page.locator("main a[href='/fr/plan/garder/']").click()
    accessible(page)
    page.locator("main form button").click()
    address = page.url
    assert "/fr/p/" in address
    assert len(address.rstrip("/").rsplit("/", 1)[1]) >= 22, "an address that nobody guesses"
    accessible(page)

    other = open_page(address, statuses=(404,))
    assert title_of(other) == "Votre plan"
    assert plain(SUED.last_day) in plain(other.locator(".big-date .day").inner_text())
    assert other.request.get(address).headers["referrer-policy"] == "same-origin", "the address is told to nobody else"
    assert "no-store" in other.request.get(address).headers["cache-control"]
    other.locator("a.site-lang").click()  # the same plan, in English
    assert title_of(other) == "Your plan"
    assert "Monday, December 7, 2026" in plain(other.locator(".big-date .day").inner_text())
    assert other.context.cookies() == [] or all(one["name"] != "parvis" for one in other.context.cookies())
    other.goto(address)
    other.locator("main a[href$='/supprimer/']").click()
    accessible(other)
    other.locator("main form button").click()
    assert title_of(other) == "Le plan est supprimé"
    accessible(other)
    gone = other.goto(address)
    assert gone is not None
    assert gone.status == 404

    assert page.request.get(address).status == 404
    page.goto("/fr/plan/")
    assert title_of(page) == "Votre plan", "the answers of this visit stay its own"


def test_a_kept_plan_can_be_taken_up_again(open_page: Open) -> None:
    page = open_page("/en/")
    reach_plan(page, RENOVATION)
    page.goto("/en/plan/keep/")
    page.locator("main form button").click()
    other = open_page(page.url)
    other.locator("#keep form button").click()
    assert title_of(other) == "Check your answers"
    assert "$8,400" in main_text(other)


def test_one_cookie_and_nothing_else(open_page: Open) -> None:
    page = open_page("/fr/")
    assert page.context.cookies() == [], "a page that only reads leaves nothing"
    reach_plan(page, SUED)
    kept = {one["name"]: one for one in page.context.cookies()}
    assert set(kept) <= {"parvis", "csrftoken"}
    answers = kept["parvis"]
    assert answers["httpOnly"]
    assert answers["sameSite"] == "Lax"
    assert answers["expires"] == -1, "gone when the browser closes"
    assert "defendant" not in answers["value"]
    assert "Sept" not in answers["value"]
    stored = "[localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length]"
    assert page.evaluate(f"(async () => {stored})()") == [0, 0, 0, 0]
    assert page.evaluate("document.cookie.includes('parvis')") is False


def test_forgetting_the_answers(open_page: Open, accessible: Look) -> None:
    page = open_page("/fr/")
    live(page, SUED)
    page.goto("/fr/commencer/")
    assert title_of(page) == "Vous avez déjà commencé"
    accessible(page)
    page.goto("/fr/effacer/")
    page.locator("main form button").click()
    assert title_of(page) == "Vos réponses sont effacées"
    accessible(page)
    assert all(one["name"] != "parvis" for one in page.context.cookies())
    page.go_back()
    page.goto("/fr/plan/")
    assert title_of(page) == "Qui êtes-vous dans ce différend?", "no plan is left: the first question"


def test_the_files_of_the_plan(open_page: Open) -> None:
    """The calendar file parses and holds the day that matters; the PDF is tagged, has its language and its title."""
    page = open_page("/fr/")
    reach_plan(page, SUED)
    _tagged_pdf(page)
    with page.expect_download() as got:
        page.locator("main a[href$='/plan/calendrier.ics']").click()
    assert got.value.suggested_filename.endswith(".ics")
    file = icalendar.Calendar.from_ical(got.value.path().read_bytes())
    events = file.walk("VEVENT")
    days = {str(one.decoded("dtstart"))[:10] for one in events}
    assert "2026-12-07" in days, "the last day that matters is in the calendar"
    assert len({str(one["UID"]) for one in events}) == len(events)
    assert all(str(one["SUMMARY"]).strip() for one in events)


def _tagged_pdf(page: Page) -> None:
    answer = page.request.get(page.locator("main a[href$='/plan/pdf/']").get_attribute("href") or "")
    assert answer.headers["content-type"] == "application/pdf"
    assert "no-store" in answer.headers["cache-control"]
    pdf = pypdf.PdfReader(io.BytesIO(answer.body()))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("fr")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    told = plain(" ".join(one.extract_text() for one in pdf.pages))
    assert plain("7 décembre 2026") in told
    assert plain("3 200 $") in told
