"""Every page of those who work, in both languages and in each state: found by following the links from the desk, the team and the
account, looked at once each, then sent empty where it holds a form. One sign-in a role.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Locator, Page

from parvis.config import clock
from parvis.config.urls import PAGES
from parvis.web.pages import address
from tests.e2e.conftest import _environment as environment_of
from tests.e2e.test_a_keepers_morning import report
from tests.e2e.test_team import DOOR, enter_as, enter_mode

Open = Callable[..., Page]
Check = Callable[[Page], None]
LANGUAGES = pytest.mark.parametrize("lang", ["fr", "en"])
KEEPER, OPERATOR = "Édith Exemple", "Olivier Exemple"
#: Work pages that a keeper's links do not lead to, and why.
ELSEWHERE = {
    "desk_together": "reached by ticking rows: looked at below",
    "desk_import": "needs a file: tests/web/test_desk_import.py",
    "desk_import_list": "a file",
    "desk_link_end": "needs a link sent to an organization",
    "desk_draft_meanwhile": "needs two keepers: test_editing_a_record.py",
    "desk_export": "files",
    "desk_draft_languages": "only where one language is behind",
    "desk_version": "looked at below",
}
#: Forms that publish or throw away at once when they are sent: only looked at.
AT_ONCE = {
    "desk_version",
    "desk_edit",
    "desk_draft_discard",
    "desk_draft_finish",
    "desk_draft_languages",
    "desk_draft_question",
}
MADE = """
import django; django.setup()
from parvis.config import clock
from parvis.directory.actions import publish_together
from parvis.directory.files import Content
from parvis.directory.models import Proposal, Version
for record in ("SVC-096", "SVC-098"):
    version = Version.objects.of("service", record).first()
    if version and not Proposal.objects.filter(record=record, answer="").exists():
        changed = {**version.content, "status": "ended" if version.content["status"] == "paused" else "paused"}
        publish_together([], [Content("service", record, changed)], by="system", at=clock.instant())
print(Proposal.objects.latest("pk").pk)
"""


@pytest.fixture(scope="session")
def at_work(staffed: None, home: Path) -> int:
    """The demonstration has its people, something that waits, and what one night of the watchers found; a proposal's number."""
    given = environment_of(home) | {
        "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
        "PARVIS_PROCESS": "owner",
        "PARVIS_WATCH_LINKS": "0",
    }
    told = [
        subprocess.run([sys.executable, *arguments], env=given, check=True, capture_output=True, text=True).stdout
        for arguments in (["-c", MADE], ["-m", "parvis.cli", "watch"])
    ]
    return int(told[0].split()[-1])


def name_of(href: str) -> str:
    """The page that an address is of; "" where it is none of the work pages."""
    name = resolve(urlsplit(href).path).url_name or ""
    return name if name.startswith(("desk", "team", "account")) else ""


def links(page: Page) -> list[str]:
    """The addresses of this site on the page, without what stands after #."""
    found = page.locator("main a[href^='/'], nav a[href^='/']").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    return [one.partition("#")[0] for one in found]


def walk(page: Page, start: list[str], look: Callable[[str, str], None]) -> set[str]:
    """Follow the links from some pages, to one page of each kind; the kinds."""
    waiting, seen = list(start), set()
    while waiting:
        here = waiting.pop(0)
        name = name_of(here)
        if not name or name in seen or here.endswith((".csv", "/pdf/")) or name == "desk_export":
            continue
        seen.add(name)
        answer = page.goto(here)
        assert answer is not None
        assert answer.status == 200, f"{here} answers {answer.status}"
        look(name, here)
        waiting += links(page)
    return seen


def tick(page: Page, box: Locator) -> None:
    """Tick a box or choose one of several, by its label as people do."""
    page.locator(f"label[for='{box.get_attribute('id')}']").first.click()


def send_empty(page: Page, accessible: Check) -> bool:
    """Send the last form of the page as it stands; whether it came back with its faults."""
    form = page.locator("main form[method=post][novalidate]")
    if not form.count():
        return False
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
    buttons = form.locator("button:visible")
    if not buttons.count():
        return False
    buttons.last.click()
    if not page.locator(".error-summary").count():
        return False
    accessible(page)
    return True


@LANGUAGES
def test_every_page_of_the_desk(lang: str, at_work: int, open_page: Open, accessible: Check) -> None:
    page = open_page(f"/{lang}/")
    report(page, "Le numéro ne répond plus." if lang == "fr" else "Nobody answers this number.")
    enter_as(page, lang, KEEPER)
    faulty: set[str] = set()

    def look(name: str, here: str) -> None:
        accessible(page)
        if name == "desk_edit" and name_of(page.url) == name:  # a draft that is open already is shown at once
            page.locator("main form button").last.click()
            assert name_of(page.url) == "desk_draft_list"
            accessible(page)
        elif name not in AT_ONCE and name.startswith("desk") and send_empty(page, accessible):
            faulty.add(name)
            page.goto(here)

    roots = [address(lang, name) for name in ("desk", "desk_findings", "desk_exchange", "desk_new")]
    roots += [address(lang, "desk_edit", slug="SVC-097"), address(lang, "desk_proposal", number=at_work)]
    seen = walk(page, roots, look)
    desk = {one.name for one in PAGES if one.name.startswith("desk")}
    assert desk - seen <= set(ELSEWHERE), "a page of the desk that nothing leads to"
    assert faulty >= {"desk_service", "desk_report", "desk_exchange", "desk_new"}
    page.goto(address(lang, "desk_due"))
    for box in page.locator("main input[type=checkbox][name=service]").all()[:2]:
        tick(page, box)
    page.locator("main form button").last.click()
    assert name_of(page.url) == "desk_together"
    accessible(page)
    assert send_empty(page, accessible)
    service = address(lang, "desk_service", slug="seance-information-laval")
    page.goto(service)
    if not page.locator("main input[name=fields]").first.is_checked():
        tick(page, page.locator("main input[name=fields]").first)
    tick(page, page.locator("main input[name=how]").first)
    page.locator("main form[method=post] button").first.click()
    assert "done=" in page.url
    accessible(page)
    page.goto(service)
    page.locator("main a[href*='/version/']").first.click()
    assert name_of(page.url) == "desk_version"
    accessible(page)


@pytest.mark.usefixtures("at_work")
@LANGUAGES
def test_the_account_of_somebody_who_works_with_its_faults(lang: str, open_page: Open, accessible: Check) -> None:
    page = open_page(DOOR[lang])
    enter_as(page, lang, KEEPER)
    for name in ("account_details", "account_email", "account_password"):
        page.goto(address(lang, name))
        for field in page.locator("main form input:not([type=hidden]):not([type=radio]):not([readonly])").all():
            field.fill("")
        assert send_empty(page, accessible), name
    for done in ("details", "password"):
        page.goto(address(lang, "account") + f"?done={done}")
        accessible(page)
    visitor = open_page(address(lang, "sign_in"))
    assert send_empty(visitor, accessible)
    visitor.goto(address(lang, "account_recover"))
    accessible(visitor)
    assert send_empty(visitor, accessible)
    visitor.goto(address(lang, "account_sessions"))
    assert name_of(visitor.url) == "", "sent to sign in"


@pytest.mark.usefixtures("at_work")
@LANGUAGES
def test_the_desk_and_the_team_as_every_other_role_sees_them(lang: str, open_page: Open, accessible: Check) -> None:
    page = open_page(DOOR[lang])
    names = [one.split(",")[0] for one in page.locator("section.panel p").all_inner_texts()]
    looked = 0
    for name in names:
        if name == KEEPER:
            continue
        enter_as(page, lang, name)
        accessible(page)
        if name == OPERATOR:
            enter_mode(page, lang)
        answer = page.request.get(address(lang, "desk"))
        if answer.status == 200 and name_of(answer.url) == "desk":
            page.goto(address(lang, "desk"))
            accessible(page)
            looked += 1
    assert looked >= 2


@pytest.mark.usefixtures("at_work")
def test_the_desk_of_the_service_and_what_mediators_and_bodies_see_of_it(open_page: Open, accessible: Check) -> None:
    """Each page once, in one language or the other, then its form sent empty; rows are opened by their links."""
    page = open_page(DOOR["fr"])
    visited = {
        "Mélodie Exemple": (
            "serving",
            "serving_couples",
            "serving_designations",
            "serving_designate",
            "serving_groups",
        ),
        "Sacha Exemple-Superviseur": ("practice_designations", "practice_groups", "practice_offers"),
        "Aurèle Exemple": ("certifying_duties", "certifying_announce"),
    }
    faulty = set()
    for who, names in visited.items():
        page.goto(DOOR["fr"])
        page.locator("section.panel", has_text=who).locator("button").click()
        for place, name in enumerate(names):
            page.goto(address("en" if place % 2 else "fr", name))
            accessible(page)
            if name in ("serving_couples", "serving_designate", "certifying_announce") and send_empty(page, accessible):
                faulty.add(name)
            row = page.locator("main ul.work-list a").first
            if row.count():
                row.click()
                accessible(page)
        if who.startswith("Mélodie"):
            page.goto(address("en", "serving_designations"))
            page.locator("main ul.work-list a").first.click()
            page.locator("main dl a").first.click()
            accessible(page)
            number = page.locator(".big-date .day").inner_text()
            page.goto(address("fr", "serving_designate"))
            page.fill("#field-referred_on", str(clock.today()))
            page.fill("#field-couple", number)
            page.select_option("#field-district", "laval")
            page.locator("main form button").last.click()
            assert page.locator("main input[name=mediator]").count()
            accessible(page)
            page.goto(address("en", "serving_group_new") + "?district=laval")
            assert send_empty(page, accessible)
    assert faulty == {"serving_couples", "serving_designate", "certifying_announce"}
