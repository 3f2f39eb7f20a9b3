"""Journeys as data, and the reader who lives them: answers every question by the words that stand on the page."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

Answer = str | tuple[str, ...]


@dataclass(frozen=True)
class Journey:
    """A situation: the answers, by the title of their question; what the plan must say, and must not.

    An answer to a question with choices is a label, several for a question with several; to another, what is typed.
    An answer that is the label of a second button ("I do not know") presses that button. `last_day`: what the
    last day that matters says; `first_step`: what is to be done first.
    """

    name: str
    lang: str
    answers: Mapping[str, Answer]
    says: tuple[str, ...]
    never: tuple[str, ...] = ()
    last_day: str = ""
    first_step: str = ""
    helpers: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Words as a reader takes them: one kind of space and of apostrophe, none before high punctuation."""
    text = unicodedata.normalize("NFC", text).replace("’", "'")
    text = re.sub(r"[\s\u00a0\u202f]+", " ", text).strip()
    return re.sub(r" ([?!;:])", r"\1", text)


def title_of(page: Page) -> str:
    """The page's main heading, in plain words."""
    return plain(page.locator("h1").inner_text())


def main_text(page: Page) -> str:
    """All that the page says, what is folded too."""
    return plain(
        page.locator("main").evaluate(
            "one => { one.querySelectorAll('details').forEach(d => d.open = true); return one.innerText }"
        )
    )


def labelled(page: Page, label: str) -> Locator:
    """The field, choice or button with exactly this label."""
    for one in page.locator("main label, main button").all():
        if plain(one.inner_text()) == plain(label):
            return one
    raise AssertionError(
        f"{page.url}: no {label!r} among {[one.inner_text() for one in page.locator('main label').all()]}"
    )


def give(page: Page, answer: Answer) -> None:
    """Answer the question of this page and go on."""
    field = page.locator("main .input, main textarea")
    labels = [plain(one) for one in page.locator("main button").all_inner_texts()]
    if field.count() == 1:
        assert isinstance(answer, str)
        if plain(answer) in labels:
            labelled(page, answer).click()
            return
        field.fill(answer)
    else:
        for label in (answer,) if isinstance(answer, str) else answer:
            labelled(page, label).click()
    page.locator("main form button[type=submit]").first.click()


def live(page: Page, journey: Journey, at_each: Callable[[Page], object] = title_of) -> None:
    """From the first question to the answers to check. Every question asked has its answer in the journey, and back."""
    left = {plain(title): answer for title, answer in journey.answers.items()}
    start, check = ("/fr/commencer/", "/fr/verifier/") if journey.lang == "fr" else ("/en/start/", "/en/check/")
    plan = f"/{journey.lang}/plan/"
    page.goto(start)
    for _ in range(30):
        if page.url.endswith((check, plan)):
            break
        title = title_of(page)
        assert title in left, f"{journey.name}: the page asks {title!r}, the journey has {list(left)}"
        at_each(page)
        give(page, left.pop(title))
        assert not page.locator(".error-summary").count(), page.locator(".error-summary").inner_text()
    assert left == {}, f"{journey.name}: never asked"


def reach_plan(page: Page, journey: Journey, at_each: Callable[[Page], object] = title_of) -> None:
    """From the first question to the plan."""
    live(page, journey, at_each)
    if not page.url.endswith("/plan/"):
        at_each(page)
        page.locator("main a.button").first.click()
    assert page.url.endswith(f"/{journey.lang}/plan/"), page.url
