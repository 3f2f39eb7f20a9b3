"""`parvis demo`: a demonstration in a home of its own, with invented people and one address for each kind of page."""

import argparse
import os
import sys
from datetime import date
from typing import TextIO

from parvis.cli.setup import database_up, prepare
from parvis.config.home import Home, Stop

#: One of each kind of page: its name, and what makes its address.
PAGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("home", {}),
    ("start", {}),
    ("directory", {}),
    ("service", {"slug": "seance-information-laval"}),
    ("organization", {"slug": "jeune-barreau-de-montreal"}),
    ("districts", {}),
    ("district", {"slug": "gatineau"}),
    ("calendar", {}),
    ("figures", {}),
    ("edition", {}),
    ("notice", {}),
    ("gallery", {}),
    ("mail", {}),
    ("team_matrix", {}),
    ("demonstration_people", {}),
)


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Fill the demonstration, print its addresses, and serve it until interrupted."""
    parser = argparse.ArgumentParser(prog="script/parvis demo", description="A demonstration with invented people.")
    parser.add_argument("--today", type=date.fromisoformat, help="the day on which the demonstration takes place")
    parser.add_argument("--port", help="this port or none")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if os.environ.get("DATABASE_URL"):
        raise Stop("The demonstration never touches a database of yours: unset DATABASE_URL, then start again.")
    if options.inside:
        _fill(options.inside, stdout)
        return 0
    os.environ |= {"PARVIS_HOME": str(Home.from_environment().root / "demonstration"), "PARVIS_ENV": "demonstration"}
    os.environ.setdefault("PARVIS_OPERATOR", "operator@exemple.invalid")
    if options.today:
        os.environ["PARVIS_TODAY"] = options.today.isoformat()
    from parvis.cli import serve

    host = "127.0.0.1"
    with serve.only_one(Home.from_environment().make()):
        port = serve.free_port(host, serve.port_number(options.port) if options.port else None)
    with database_up():
        prepare(lambda text: print(f"parvis: {text}", file=stderr, flush=True))
        _watch()
        _run_inside(f"http://localhost:{port}")
        return serve.run(["--port", str(port)], stdin, stdout, stderr)


def _watch() -> None:
    """One round of the watchers, so that the keepers' desk shows what it shows in the morning. No address is visited."""
    import subprocess

    command = [sys.executable, "-m", "parvis.cli", "watch"]
    given = {**os.environ, "PARVIS_PROCESS": "owner", "PARVIS_WATCH_LINKS": "0"}
    if subprocess.run(command, env=given, stdout=subprocess.DEVNULL, check=False).returncode != 0:
        raise Stop("The demonstration could not be watched; the line above says why.")


def _run_inside(base: str) -> None:
    """Fill in a process of its own: it logs in as the web process does, on the public side."""
    import subprocess

    command = [sys.executable, "-m", "parvis.cli", "demo", "--inside", base]
    if subprocess.run(command, env={**os.environ, "PARVIS_PROCESS": "web"}, check=False).returncode != 0:
        raise Stop("The demonstration could not be filled; the line above says why.")


def _fill(base: str, stdout: TextIO) -> None:
    """Keep a plan for each invented person, and print where everything is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    import django

    django.setup()
    from parvis.cli.demonstration import answers_of, fill_staff, people
    from parvis.cli.demonstration_fees import fill_fees
    from parvis.cli.demonstration_roster import fill_roster
    from parvis.cli.demonstration_service import fill_service
    from parvis.config import clock
    from parvis.config.database import side
    from parvis.pathway.actions import keep_plan
    from parvis.web.pages import address

    print("\nEach kind of page (French, English):", file=stdout)
    for name, kwargs in PAGES:
        print(f"  {name:<21} {base}{address('fr', name, **kwargs)}  {address('en', name, **kwargs)}", file=stdout)
    print("\nInvented people and their plans, kept for 90 days:", file=stdout)
    for person in people():
        with side("public"):
            kept = keep_plan(answers_of(person, on=clock.today()), by="demonstration", at=clock.now())
        where = address(person.lang, "kept_plan", token=kept.token)
        print(f"  {person.who.en}\n    {base}{where}", file=stdout)
    with side("door"):
        fill_staff(at=clock.instant())
    fill_roster(at=clock.now())
    fill_service(at=clock.now())
    fill_fees(at=clock.now())
    doors = {lang: f"{base}{address(lang, 'demonstration_people')}" for lang in ("fr", "en")}
    print(f"\nPeople who work, one for each role, each entered with one click:\n    {doors['fr']}", file=stdout)
    print(f"    {doors['en']}\n", file=stdout, flush=True)
