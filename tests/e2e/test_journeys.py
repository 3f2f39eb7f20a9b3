"""Ten real situations (and one more), from the first question to the plan, as people live them on a phone.

With PARVIS_PICTURES=<folder>, each plan is also saved there as a picture of the whole page.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.journeys import Journey, main_text, plain, reach_plan, title_of
from tests.e2e.situations import JOURNEYS

#: Questions already looked at by axe, by language: each is one page, whoever is asked.
SEEN: set[tuple[str, str]] = set()


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda one: one.name)
def test_from_the_first_question_to_the_plan(
    journey: Journey, open_page: Callable[..., Page], accessible: Callable[[Page], None]
) -> None:
    page = open_page(f"/{journey.lang}/")

    def look(at: Page) -> None:
        if (journey.lang, title_of(at)) not in SEEN:
            SEEN.add((journey.lang, title_of(at)))
            accessible(at)

    reach_plan(page, journey, look)
    assert title_of(page) == ("Votre plan" if journey.lang == "fr" else "Your plan")
    _picture(page, journey.name)
    if journey.last_day:
        assert plain(journey.last_day) in plain(page.locator(".big-date .day").inner_text())
    if journey.first_step:
        assert plain(journey.first_step) in plain(page.locator(".steps h3").first.inner_text())
    told = main_text(page)
    assert [words for words in journey.says if plain(words) not in told] == [], told
    assert [words for words in journey.never if plain(words) in told] == []
    names = [plain(one) for one in page.locator("#help article h3").all_inner_texts()]
    for name in journey.helpers:
        assert any(plain(name) in one for one in names), names
    accessible(page)  # with everything unfolded


def _picture(page: Page, name: str) -> None:
    folder = os.environ.get("PARVIS_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
