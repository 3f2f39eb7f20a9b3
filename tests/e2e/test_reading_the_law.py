"""The law in a real browser: pages by date, calculators without script and with the keyboard alone, sound for axe."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from parvis.web.pages import LANGUAGES, address
from tests.e2e.journeys import plain

Open = Callable[..., Page]
Accessible = Callable[[Page], None]
SMALL = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
#: Pages that differ most: a norm whose wording changed, numbers with an unknown stretch, a text in divisions, answers.
NORMS = (("ccp", "a35"), ("ccp", "a546-answer"), ("c25.01-r0.7", "s10-al1-hour"))
PARAMETERS = (("ccp", "a35-court-of-quebec"), ("c25.01-r0.7", "s10-al1-hour"))
TEXTS = ("c25.01-r0.7", "ccp")
QUESTIONS = (
    ("family-mediation", "fees"),
    ("family-mediation", "undertaking-progress"),
    ("limits", "interest"),
    ("small-claims", "timetable"),
)
CASES = (
    ("family-mediation", "fees", "family_fees_sessions-3"),
    ("family-mediation", "undertaking-progress", "family_undertaking_progress-2"),
    ("limits", "interest", "interest-6"),
    ("small-claims", "timetable", "timetable-16"),
    ("small-claims", "jurisdiction", "jurisdiction-1"),
)


def law_pages(lang: str) -> list[str]:
    found = [address(lang, "law_norm", head=head, unit=unit) + "?on=2018-05-01" for head, unit in NORMS]
    found += [address(lang, "law_parameter", head=head, unit=unit) for head, unit in PARAMETERS]
    found += [address(lang, "law_instrument", head=head) for head in TEXTS]
    found += [address(lang, "law_question", head=head, unit=unit) for head, unit in QUESTIONS]
    found += [address(lang, "law_question", head=head, unit=unit) + f"?case={case}" for head, unit, case in CASES]
    return [*found, address(lang, "law") + "?q=mediation", address(lang, "law_confidentiality") + "?who=judge"]


@pytest.mark.parametrize(
    ("lang", "options"),
    [("fr", {}), ("en", {"size": DESK}), ("fr", {"size": SMALL, "color_scheme": "dark"})],
    ids=["phone", "desk", "small and dark"],
)
def test_pages_of_the_law_are_sound(
    lang: str, options: dict[str, object], open_page: Open, accessible: Accessible
) -> None:
    assert lang in LANGUAGES
    page = open_page(f"/{lang}/", **options)
    for path in law_pages(lang):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert page.locator("h1").count() == 1, path
        accessible(page)


def test_from_a_result_to_its_norm_to_a_case_to_its_calculator(open_page: Open) -> None:
    page = open_page(
        address("fr", "law_question", head="family-mediation", unit="fees") + "?case=family_fees_sessions-3"
    )
    page.locator(".findings details").nth(3).locator("summary").click()
    page.locator(".findings details[open] .norm a").first.click()
    assert "/fr/loi/normes/c25.01-r0.7/" in page.url
    page.locator("section[aria-labelledby=cases-title] summary").first.click()
    page.get_by_role("link", name="Ouvrir ce cas dans le calcul").first.click()
    assert "?case=family_fees" in page.url
    assert page.locator("#answer").is_visible()


def test_fees_without_javascript(open_page: Open) -> None:
    """A session is added by a button that posts back; nothing typed is lost; the account is line by line."""
    page = open_page(address("fr", "law_question", head="family-mediation", unit="fees"), java_script_enabled=False)
    page.locator("#field-on").fill("15 octobre 2012")
    page.locator("input[name=children_interests][value=yes]").check(force=True)
    page.locator("input[name=referral][value=voluntary]").check(force=True)
    page.locator("input[name=review_of_judgment][value=no]").check(force=True)
    page.locator("input[name=report][value=held]").check(force=True)
    for number, day in enumerate(("1er mars 2012", "2 avril 2012")):
        if number:
            page.get_by_role("button", name="Ajouter une séance").click()
            assert page.url.endswith("#field-sessions-1")
        page.locator(f"#field-sessions-{number}-date").fill(day)
        page.locator(f"input[name=sessions-{number}-kind][value=mediation]").check(force=True)
        page.locator(f"#field-sessions-{number}-minutes").fill("75")
        page.locator(f"#field-sessions-{number}-mediators").fill("1")
        page.locator(f"#field-sessions-{number}-additional_requested").fill("0")
    page.get_by_role("button", name="Calculer").last.click()
    answer = plain(page.locator("#answer").inner_text())
    assert plain("Le Service paie 190 $.") in answer
    assert "Séance 2" in answer
    assert page.locator("#field-sessions-0-date").input_value() == "1er mars 2012"
    assert "?" not in page.url, "no fact in the address"


def test_the_other_language_keeps_what_is_typed_and_enter_calculates(open_page: Open) -> None:
    page = open_page(address("fr", "law_question", head="limits", unit="interest"))
    page.locator("#field-on").fill("1er janvier 2026")
    page.locator("#field-sum").fill("8 400,50")
    page.locator("input[name=obligation][value=money]").check(force=True)
    page.locator("a.site-lang, button.site-lang").click()
    assert "/en/law/" in page.url
    assert page.locator("#field-sum").input_value() == "8 400,50"
    page.locator("#field-default").fill("January 1, 2025")
    page.locator("#field-default").press("Enter")
    assert "/en/law/" in page.url
    assert "$420.03" in page.locator("#answer").inner_text()


def test_a_fault_is_reached_with_the_keyboard(open_page: Open, accessible: Accessible) -> None:
    page = open_page(address("fr", "law_question", head="limits", unit="interest"))
    page.locator("#field-on").fill("31 février 2026")
    page.locator("#field-on").press("Enter")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    accessible(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#field-on")


def test_the_law_on_another_day(open_page: Open) -> None:
    page = open_page(address("fr", "law_norm", head="ccp", unit="a35"), java_script_enabled=False)
    page.locator("#field-on").fill("29 juin 2023")
    page.locator("#field-on").press("Enter")
    assert plain("moins de 85 000 $") in plain(page.locator(".lead").inner_text())
    page.get_by_role("link", name="Ce nombre dans le temps").first.click()
    assert "on=2023-06-29" in page.url
    page.get_by_role("link", name="Revenir à aujourd’hui").click()
    assert "on=" not in page.url


def test_both_readings_side_by_side(open_page: Open) -> None:
    page = open_page(address("en", "law_question", head="small-claims", unit="timetable") + "?case=timetable-16")
    assert "What changes" in page.locator("#answer").inner_text()
    page.get_by_role("button", name="Take the other reading: 21").click()
    assert page.locator("input[name=reading-ccp554-days]").get_attribute("value") == "21"
    assert "Take the other reading: 30" in page.locator("#answer").inner_text()
