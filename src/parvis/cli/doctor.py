"""`parvis doctor`: everything that whoever keeps this machine should know, one line each; what to do where it is not well.

    parvis doctor [--strict] [--json]

Exit status 0 where nothing is wrong, 1 where something is; with --strict, 1 also where a line says careful. It changes
nothing, sends nothing, and prints no secret and nothing about a person.
"""

import argparse
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from typing import TextIO

from parvis.cli.keeping.findings import CAREFUL, OK, WRONG, Finding, worst
from parvis.config.home import Home, Stop


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Check, print, and say by the exit status whether something must be done."""
    parser = argparse.ArgumentParser(prog="script/parvis doctor", description="Checks this installation.")
    parser.add_argument("--strict", action="store_true", help="exit with 1 where a line says careful, too")
    parser.add_argument("--json", action="store_true", help="for a monitor: one JSON object")
    options = parser.parse_args(argv)
    os.environ["PARVIS_PROCESS"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    findings = list(check())
    level = worst(findings)
    if options.json:
        print(json.dumps({"level": level, "findings": [asdict(one) for one in findings]}, indent=1), file=stdout)
    else:
        for one in findings:
            print(f"{one.level:<8} {one.about}: {one.seen}", file=stdout)
            if one.do:
                print(f"{'':<8} -> {one.do}", file=stdout)
        counts = {name: sum(one.level == name for one in findings) for name in (OK, CAREFUL, WRONG)}
        print(", ".join(f"{count} {name}" for name, count in counts.items()), file=stdout)
    return 1 if level == WRONG or (options.strict and level == CAREFUL) else 0


def check() -> Iterator[Finding]:
    """Every finding. What stops one check is a finding itself, and the rest goes on where it can."""
    home = Home.from_environment()
    if not home.root.is_dir():
        yield Finding(
            "home", WRONG, f"{home.root} does not exist", "set PARVIS_HOME, or start Parvis once: script/serve"
        )
        return
    try:
        from django.conf import settings

        settings.ALLOWED_HOSTS  # noqa: B018 - read here, so that what is unsafe stops here
    except Stop as stop:
        yield Finding("settings", WRONG, str(stop), "mend it, then start again: docs/operations.md lists every setting")
        return
    from parvis.cli.keeping.machine import machine

    yield from machine(home, settings)
    yield from _database(home)


def _database(home: Home) -> Iterator[Finding]:
    from parvis.cli.keeping.records import records
    from parvis.cli.keeping.stored import stored
    from parvis.cli.setup import database_up
    from parvis.config import clock
    from parvis.config.database import address

    if not os.environ.get("DATABASE_URL") and not (home.data / "PG_VERSION").exists():
        yield Finding(
            "database", WRONG, f"there is none in {home.data}", "start Parvis once: script/serve; or restore a backup"
        )
        return
    try:
        import django
        from django.conf import settings

        django.setup()
        with database_up():
            yield from records(address(home, "", "owner"), served=is_served(home), today=clock.today())
            yield from stored(settings, clock.instant())
    except Stop as stop:
        yield Finding("database", WRONG, str(stop), "until it answers, nothing below could be checked")


def is_served(home: Home) -> bool:
    """Whether `serve` runs on this home: it holds its lock."""
    try:
        with open(home.serve_lock, encoding="ascii") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
