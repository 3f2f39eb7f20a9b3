"""A real Parvis (its own database, web process and worker, started by `serve`) and a real Chromium.

The browser tests run in two groups, each with one server and one browser. The day is given, so that deadlines and sessions do not move.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from parvis.config.home import Home
from tests.cli.installation import copy_ready
from tests.e2e.looking import Look

PROJECT = Path(__file__).resolve().parents[2]
#: A Monday; every journey of these tests is lived on that day.
TODAY = "2026-11-23"
#: The commands of a Chromium, best first: the one without a window draws the same pages at half the cost.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here needs the browser. Two groups, each with its own Parvis: the pages, and the visits.

    The other tests are taken in an order of chance: each has its own data. These live in one installation, one day after
    another: always in the same order, after all the others.
    """
    items.sort(key=_place)
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            group = "pages" if item.path.name == "test_every_page.py" else "visits"
            item.add_marker(pytest.mark.xdist_group(f"browser {group}"))


def _place(item: pytest.Item) -> tuple[str, int, str]:
    """Where a journey stands among the others: by file, line and name; all other tests first, as they were."""
    return (item.path.name, item.reportinfo()[1] or 0, item.name) if "e2e" in item.path.parts else ("", 0, "")


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """The folder of the running Parvis, set up already: a first start is lived in tests/cli/test_standing.py."""
    folder = Path(tempfile.mkdtemp(prefix="parvis-e-"))
    folder.chmod(0o755)
    copy_ready(Home(folder / "home"))
    yield folder / "home"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def command(site: str, home: Path) -> Callable[..., str]:
    """Run `parvis …` on the running Parvis; what it prints."""

    def run(*arguments: str) -> str:
        environment = _environment(home)
        done = subprocess.run(
            [sys.executable, "-m", "parvis.cli", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


@pytest.fixture(scope="session")
def staffed(command: Callable[..., str], site: str) -> None:
    """The running demonstration has its people."""
    command("demo", "--inside", site)


def _environment(home: Path) -> dict[str, str]:
    environment = {**os.environ, "PARVIS_HOME": str(home), "PARVIS_ENV": "demonstration", "PARVIS_TODAY": TODAY}
    for name in ("PARVIS_PROCESS", "PARVIS_DATABASE", "DATABASE_URL"):
        environment.pop(name, None)
    environment["PYTHONPATH"] = str(PROJECT / "src")
    return environment


@pytest.fixture(scope="session")
def site(home: Path) -> Iterator[str]:
    """The address of a running Parvis."""
    environment = _environment(home)
    log = (home / "serve.log").open("w+", encoding="utf-8")
    server = subprocess.Popen(
        [sys.executable, "-m", "parvis.cli", "serve"], env=environment, stdout=subprocess.PIPE, stderr=log, text=True
    )
    try:
        address = server.stdout.readline().strip().rstrip("/")
        if not address.startswith("http"):
            log.seek(0)
            pytest.fail(f"Parvis did not start:\n{log.read()[-3000:]}")
        yield address
    finally:
        server.terminate()
        server.wait(30)
        server.stdout.close()
        log.close()


def _wait_for_the_whole_page(click: Callable[..., None]) -> Callable[..., None]:
    """A click comes back when the next page has begun to arrive: what counts its words then would count too few."""

    def click_and_wait(self: Locator, **options: Any) -> None:
        click(self, **options)
        self.page.wait_for_load_state("domcontentloaded")

    return click_and_wait


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for each file of journeys: the tool that drives it holds an event loop as long as it is open, in which
    Django refuses to work; the tests that come after the journeys are nobody's but their own.
    """
    given = Locator.click
    Locator.click = _wait_for_the_whole_page(given)  # type: ignore[method-assign]
    path = next((found for name in CHROMIUMS if (found := shutil.which(name))), None)
    with sync_playwright() as tool:
        chromium = tool.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()
    Locator.click = given  # type: ignore[method-assign]


PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


def _is_refusal(note: str, statuses: tuple[int, ...]) -> bool:
    """Chromium reports a page that answers 422 (a form with its faults) as a failed load: that is no fault of the page."""
    told = re.search(r"responded with a status of (\d+)", note)
    return told is not None and int(told[1]) in statuses


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open a fresh visit; fails the test on a page error, a console error or a request to anyone else.

    `statuses`: answers other than 200 that the test expects.
    """
    contexts: list[Any] = []
    faults: list[str] = []

    def open_(
        path: str = "/fr/", *, size: dict[str, int] = PHONE, statuses: tuple[int, ...] = (422,), **options: Any
    ) -> Page:
        context = browser.new_context(viewport=size, base_url=site, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"page error: {error}"))
        page.on(
            "console",
            lambda note: (
                faults.append(f"console: {note.text} ({page.url})")
                if note.type == "error" and not _is_refusal(note.text, statuses)
                else None
            ),
        )
        page.on(
            "request",
            lambda sent: (
                faults.append(f"left the site: {sent.url}") if not sent.url.startswith((site, "data:")) else None
            ),
        )
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def accessible() -> Callable[[Page], None]:
    """Fail unless axe finds nothing wrong (WCAG 2.2 A and AA, best practices) and nothing overflows sideways."""
    return Look()
