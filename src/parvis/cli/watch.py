"""`parvis watch`: one round of the watchers, now; otherwise each night.

    parvis watch                                   every watcher
    parvis watch links|schedules|rules|prices|contradictions
    parvis watch … --dry-run                       what it sees, without keeping anything

A dry run of the links does visit the sites, once each, with the same manners. What was found stands on the keepers' desk.
"""

import argparse
import os
from typing import NoReturn, TextIO

from parvis.config.home import Stop


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, without a traceback."""
        raise Stop(f"parvis watch: {message}")


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """One round of the watchers that are named, or of all."""
    if argv and argv[0] in ("-h", "--help"):
        stdout.write((__doc__ or "") + "\n")
        return 0
    parser = _Parser(prog="parvis watch", add_help=False)
    names = ("schedules", "prices", "contradictions", "rules", "links")
    parser.add_argument("watcher", nargs="?", choices=names)
    parser.add_argument("--dry-run", action="store_true")
    options = parser.parse_args(argv)
    os.environ["PARVIS_PROCESS"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    from parvis.cli.setup import database_up

    with database_up():
        import django

        django.setup()
        for name in [options.watcher] if options.watcher else names:
            (_links if name == "links" else _records)(name, options.dry_run, stdout)
    return 0


def _records(name: str, dry_run: bool, stdout: TextIO) -> None:
    from parvis.config import clock
    from parvis.config.database import side
    from parvis.directory.watch.duties import LOCAL, watch_records
    from parvis.people.models.role import day_of

    at = clock.instant()
    if not dry_run:
        print(f"{name}: {watch_records(name, at=at)}", file=stdout)
        return
    with side("worker"):
        seen = LOCAL[name](day_of(at))
    for one in seen:
        print(f"{one.record:<44} {one.path:<24} {one.code}", file=stdout)
    print(f"{name}: {len(seen)} seen; nothing kept", file=stdout)


def _links(name: str, dry_run: bool, stdout: TextIO) -> None:
    from django.conf import settings

    from parvis.config import clock
    from parvis.directory.watch.duties import agent, watch_links
    from parvis.directory.watch.looking import look_at_links
    from parvis.directory.watch.visiting import Visitor

    if not settings.WATCH_LINKS:
        watch_links(at=clock.instant())
        print("links: not looked at; PARVIS_WATCH_LINKS=1 switches it on (docs/operations.md)", file=stdout)
        return
    if dry_run:
        done = look_at_links(Visitor(agent()), at=clock.instant(), write=False)
        for address, answer in done.answers:
            print(
                f"{answer['code']:<10} {answer['status'] or '':<4} {address}  {answer['proposed']}".rstrip(),
                file=stdout,
            )
    else:
        done = watch_links(at=clock.instant())
    if done.outcome == "no_network":
        print("links: nothing outside answered, so nothing is concluded; has this machine a way out?", file=stdout)
    else:
        kept = "nothing kept" if dry_run else str(done.noted)
        print(f"links: {done.looked} addresses, {done.left} left for the next round; {kept}", file=stdout)
