"""Every page, in both languages, as a phone shows it: sound, accessible, with a way to itself in the other language.

The directory's pages are a few of each kind: they are one template each, and what differs between them is the kind.
"""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from parvis.config.urls import PAGES
from parvis.web.pages import LANGUAGES, address, other_language

Open = Callable[..., Page]
FILES = Path(__file__).resolve().parents[2] / "src/parvis/directory/data/organizations"
#: A city with much help, the far north, a small one, one of two courthouses.
DISTRICTS = ("montreal", "abitibi", "rimouski", "gatineau")
SMALL = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}


def _one_of_each(kind_of: str) -> list[str]:
    """Slugs of the directory: one organization of each kind, or one service of each kind and of each status."""
    found: dict[str, str] = {}
    for file in sorted(FILES.glob("*.toml")):
        content = tomllib.loads(file.read_text("utf-8"))
        records = [content["organization"]] if kind_of == "organization" else content.get("services", [])
        for record in records:
            for difference in (record["kind"], record.get("status", "active")):
                found.setdefault(difference, record["slug"])
    return sorted(set(found.values()))


def _plain_pages() -> list[str]:
    """Names of the pages whose address holds nothing to fill in, and that anyone may open first."""
    made = re.compile(r"<\w+:\w+>|\.(ics|pdf|csv|json|xml)$|/pdf/$")
    return [page.name for page in PAGES if not made.search(page.fr) and not page.name.startswith("question_")]


def _sound(page: Page, path: str, status: int = 200) -> None:
    """One title, one main heading, the right language, nothing empty."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == status, f"{path} answers {answer.status}"
    _reads_well(page)


def _reads_well(page: Page) -> None:
    lang = re.search(r"/(fr|en)/", page.url)
    assert lang is not None, page.url
    assert page.evaluate("document.documentElement.lang") == f"{lang[1]}-CA"
    headings = page.locator("h1").all_inner_texts()
    assert len(headings) == 1, f"{page.url}: {headings}"
    assert headings[0].strip()
    assert re.fullmatch(r"\S.+ – Parvis|Parvis( – .+)?", page.title()), f"{page.url}: {page.title()!r}"
    described = page.locator("meta[name=description]").get_attribute("content")
    assert described is not None
    assert described.strip(), page.url
    # What a template could not fill in, or what Python would show.
    shown = page.locator("body").inner_text()
    assert not re.search(r"\{\{|\{%|None\b(?! of)|Text\(|\bnull\b|<[a-z]+ |&[a-z]+;", shown), page.url


def _switch_leads_back(page: Page) -> None:
    """The language switch leads to the same page in the other language, whose switch leads back here."""
    here = page.evaluate("location.pathname + location.search")
    lang = here.split("/")[1]
    link = page.locator("a.site-lang")
    there = link.get_attribute("href")
    assert there is not None
    assert there.startswith(f"/{other_language(lang)}/")
    answer = page.request.get(there)
    assert answer.status == 200, there
    text = answer.text()
    assert f'<html lang="{other_language(lang)}-CA">' in text
    back = re.search(r'class="site-lang" href="([^"]+)"', text)
    assert back is not None
    assert back[1].replace("&amp;", "&") == here


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_plain_page_is_sound_and_accessible(
    lang: str, open_page: Open, accessible: Callable[[Page], None]
) -> None:
    page, seen = open_page(f"/{lang}/"), set()
    for name in _plain_pages():
        _sound(page, address(lang, name))
        here = urlsplit(page.url).path
        if here in seen:  # a page of somebody signed in leads a visitor to sign in: that page was looked at already
            continue
        seen.add(here)
        accessible(page)
        if lang == "fr" and page.locator("a.site-lang").count():
            _switch_leads_back(page)
        elif lang == "fr":  # the formal notice changes language by its own form, so that nothing typed is lost
            assert name.startswith("notice"), name


@pytest.mark.parametrize("kind", ["service", "organization"])
def test_one_record_of_each_kind(kind: str, open_page: Open, accessible: Callable[[Page], None]) -> None:
    slugs = _one_of_each(kind)
    assert len(slugs) > 15
    page = open_page("/fr/")
    for number, slug in enumerate(slugs):
        lang = LANGUAGES[number % 2]
        _sound(page, address(lang, kind, slug=slug))
        accessible(page)
        _switch_leads_back(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_districts(lang: str, open_page: Open, accessible: Callable[[Page], None]) -> None:
    page = open_page(f"/{lang}/")
    for slug in DISTRICTS:
        _sound(page, address(lang, "district", slug=slug))
        accessible(page)
        _switch_leads_back(page)


@pytest.mark.parametrize(
    "query",
    [
        "?q=mediation&district=gatineau&language=fr",
        "?q=zzzzzz",
        "?kind=information_session&cost=free&page=2",
        "?all=1&status=ended",
        "?q=%3Cscript%3Ealert(1)%3C/script%3E%F0%9F%98%80&district=nowhere&page=999",
    ],
)
def test_searches_in_both_languages(query: str, open_page: Open, accessible: Callable[[Page], None]) -> None:
    page = open_page("/fr/")
    _sound(page, address("fr", "directory") + query)
    accessible(page)
    _switch_leads_back(page)


def test_months_of_the_calendar(open_page: Open, accessible: Callable[[Page], None]) -> None:
    page = open_page("/fr/")
    for query in ("?month=2027-01&district=laval", "?month=2027-07", "?district=abitibi", "?month=2026-99"):
        _sound(page, address("en", "calendar") + query)
        accessible(page)
        _switch_leads_back(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_does_not_exist(lang: str, open_page: Open, accessible: Callable[[Page], None]) -> None:
    page = open_page(f"/{lang}/", statuses=(404,))
    for path in ("nowhere/", "districts/nowhere/", "p/" + "x" * 43 + "/"):
        _sound(page, f"/{lang}/{path}", status=404)
        accessible(page)
        assert page.locator(f"main a[href^='/{lang}/']").count(), "a way on"


#: Pages that differ most in shape: text, question, form, list, record, map, calendar, bars, every component.
SAMPLE = ("home", "start", "notice", "directory", "districts", "calendar", "figures", "gallery")


@pytest.mark.parametrize(
    ("shape", "options"),
    [
        ("small", {"size": SMALL}),
        ("desk", {"size": DESK}),
        ("dark", {"color_scheme": "dark"}),
        ("high contrast", {"forced_colors": "active", "size": SMALL}),
    ],
)
def test_shapes_of_a_screen(
    shape: str, options: dict[str, Any], open_page: Open, accessible: Callable[[Page], None]
) -> None:
    page = open_page("/fr/", **options)
    for name in SAMPLE:
        _sound(page, address("fr" if shape != "desk" else "en", name))
        accessible(page)


def test_larger_text_still_fits_a_phone(open_page: Open) -> None:
    """Half as large again, as many set their phone: nothing has to be scrolled sideways."""
    page = open_page("/fr/")
    for name in SAMPLE:
        page.goto(address("fr", name))
        page.evaluate("document.documentElement.style.fontSize = '150%'")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} scrolls sideways by {wide} px"
