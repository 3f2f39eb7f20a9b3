"""Two years of an undertaking lived in a browser, with the clock moved: an illness, one more year, the end.

The days are those of web processes of their own, beside the running Parvis and on its database: one for each visit.
"""

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import DESK, PHONE, PROJECT, _environment
from tests.factories.files import jpeg

pytestmark = pytest.mark.slow
Check = Callable[[Page], None]
#: A web process reads the program and answers within so many seconds, on a machine that does many things.
PATIENCE = 90


@contextmanager
def parvis_on(day: str, home: Path) -> Iterator[str]:
    """A web process that lives on that day; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = _environment(home) | {"PARVIS_TODAY": day, "PARVIS_PROCESS": "web"}
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        "1",
        "--log-level",
        "error",
        "parvis.config.wsgi:application",
    ]
    with (home / "moved.log").open("a", encoding="utf-8") as log:
        web = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            end = monotonic() + PATIENCE
            while True:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2)
                    break
                except (urllib.error.URLError, OSError):
                    assert web.poll() is None, (home / "moved.log").read_text(encoding="utf-8")[-2000:]
                    assert monotonic() < end, "the web process does not answer"
                    sleep(0.3)
            yield f"http://127.0.0.1:{port}"
        finally:
            web.terminate()
            web.wait(30)


def prepared(stage: str, home: Path) -> dict[str, int]:
    """What the browser does not do, for one stage."""
    environment = _environment(home)
    environment["PYTHONPATH"] = f"{PROJECT / 'src'}{os.pathsep}{PROJECT}"
    done = subprocess.run(
        [sys.executable, "-m", "tests.e2e.undertaking_world", stage],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


@contextmanager
def visit(browser: Browser, base: str, person: int, size: dict[str, int] = PHONE) -> Iterator[Page]:
    """A visit by somebody, entered by the door of the demonstration; without JavaScript once inside."""
    door = browser.new_context(base_url=base)
    page = door.new_page()
    page.goto("/fr/demonstration/personnes/")
    page.locator("main form").first.evaluate(
        "(form, person) => { form.elements.person ? form.elements.person.value = person"
        " : form.querySelector('button[name=person]').value = person; }",
        str(person),
    )
    page.locator("main form").first.locator("button").click()
    cookies = door.cookies()
    door.close()
    inside = browser.new_context(base_url=base, viewport=size, java_script_enabled=False)
    inside.add_cookies(cookies)
    yield inside.new_page()
    inside.close()


def picture(size: int) -> dict[str, object]:
    return {"name": "document.jpg", "mimeType": "image/jpeg", "buffer": jpeg((size, 40))}


def said(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().replace("\u00a0", " ").split())


def test_two_years_with_an_illness_one_more_year_and_the_end(
    site: str, home: Path, browser: Browser, accessible: Check
) -> None:
    world = prepared("people", home)
    mine = f"/fr/pratique/engagement/{world['mediator_certification']}/"
    desk = f"/fr/accreditation/engagements/{world['mediator_certification']}/"
    with parvis_on("2022-09-15", home) as base:
        session_and_illness(browser, base, world, mine, accessible)
        established_and_granted(browser, base, world["officer"], accessible)
        with visit(browser, base, world["mediator"]) as page:
            page.goto(mine)
            assert "13 juin 2024" in said(page)
    prepared("courses", home)
    with parvis_on("2024-03-13", home) as base:
        with visit(browser, base, world["mediator"]) as page:
            page.goto(f"{mine}delai/un-an/")
            page.check("#field-alleges", force=True)
            page.check("input[name=reduced][value=reduced]", force=True)
            page.fill("#field-fee", "65,00")
            page.locator("main form button").click()
            page.set_input_files("input[type=file]", picture(90))  # type: ignore[arg-type]
            page.locator("form.panel button").first.click()
            assert "La pièce est jointe" in said(page)
        with visit(browser, base, world["officer"], DESK) as page:
            page.goto("/fr/accreditation/engagements/delais/")
            page.locator("ul.work-list a", has_text="Maëlle").click()
            assert "le Règlement oblige à prolonger" in said(page)
            page.locator("button[value=grant]").click()
            page.goto(desk)
            assert "13 juin 2025" in said(page)
    prepared("mandates", home)
    with parvis_on("2025-02-10", home) as base:
        with visit(browser, base, world["mediator"]) as page:
            page.goto(mine)
            assert "Tout est fait" in said(page)
            page.goto(f"{mine}fin/")
            page.set_input_files("input[type=file]", picture(91))  # type: ignore[arg-type]
            page.locator("form.panel button").click()
            page.locator("main form button", has_text="reconnaître").click()
            assert "prié de reconnaître" in said(page)
        with visit(browser, base, world["officer"], DESK) as page:
            page.goto("/fr/accreditation/engagements/?state=met")
            page.locator("ul.work-list a", has_text="Maëlle").click()
            page.locator("main form button", has_text="Reconnaître").click()
            assert "reconnu complété" in said(page)
        with visit(browser, base, world["mediator"]) as page:
            page.goto(mine)
            assert "La supervision n’est plus obligatoire" in said(page)


def session_and_illness(browser: Browser, base: str, world: dict[str, int], mine: str, accessible: Check) -> None:
    """A session recorded and confirmed; more time asked for, with its two documents."""
    with visit(browser, base, world["mediator"]) as page:
        page.goto(f"/fr/pratique/mandats/{world['mandate']}/supervision/?q=sam")
        page.check(f"input[name=supervisor][value='{world['supervisor_certification']}']", force=True)
        page.fill("#field-day", "2022-05-09")
        page.locator("main form[method=post] button").last.click()
        assert "doit la confirmer" in said(page)
    with visit(browser, base, world["supervisor"]) as page:
        page.goto("/fr/pratique/supervision/")
        page.locator("li.panel a").first.click()
        page.locator("button[value=confirm]").click()
        assert "La séance est confirmée" in said(page)
    with visit(browser, base, world["mediator"]) as page:
        page.goto(mine)
        assert "15 mars 2024" in said(page)
        assert "Séances de supervision confirmées : 1" in said(page)
        page.goto(f"{mine}delai/incapacite/")
        page.check("input[name=reason][value=illness]", force=True)
        page.fill("#field-first", "2022-06-01")
        page.fill("#field-last", "29 août 2022")
        page.fill("#field-fee", "65")
        page.locator("main form button").click()
        for place in range(2):
            page.locator("input[type=file]").nth(place).set_input_files(picture(80 + place))  # type: ignore[arg-type]
            page.locator("form.panel button").nth(place).click()
            assert "La pièce est jointe" in said(page)
    scripted = browser.new_context(base_url=base, viewport=PHONE)
    with visit(browser, base, world["mediator"]) as page:
        scripted.add_cookies(page.context.cookies())
    seen = scripted.new_page()
    for path in (
        mine,
        f"{mine}delai/",
        f"{mine}formations/",
        f"{mine}delai/un-an/",
        f"{mine}fin/",
        mine.replace("/fr/pratique/engagement/", "/en/practice/undertaking/"),
    ):
        seen.goto(path)
        accessible(seen)
    scripted.close()


def established_and_granted(browser: Browser, base: str, officer: int, accessible: Check) -> None:
    """The officer reads what the law answers, saves the facts, extends the period."""
    with visit(browser, base, officer, DESK) as page:
        page.goto("/fr/accreditation/engagements/delais/")
        page.locator("ul.work-list a", has_text="Maëlle").click()
        page.check("#field-documents", force=True)
        page.check("#field-affidavit", force=True)
        page.locator("button[value=establish]").click()
        assert "le Règlement oblige à prolonger" in said(page)
        scripted = browser.new_context(base_url=base, viewport=PHONE)
        scripted.add_cookies(page.context.cookies())
        seen = scripted.new_page()
        for path in (page.url, "/fr/accreditation/engagements/", "/en/certification/undertakings/"):
            seen.goto(path)
            accessible(seen)
        scripted.close()
        page.locator("button[value=grant]").click()
        assert "Le délai est prolongé" in said(page)
