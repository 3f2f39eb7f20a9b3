"""`parvis capability`: which offices act through this installation; switched by an operator, written in the journal.

    parvis capability list
    parvis capability on  NAME --body ORGANIZATION --by WHO
    parvis capability off NAME --body ORGANIZATION --by WHO

ORGANIZATION is an organization of the directory (the end of the address of its page). WHO is the operator's own
identifier, letters and digits: the journal takes no names. docs/operations.md says who may decide.
"""

import argparse
import os
from typing import TextIO

from parvis.config.home import Stop


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """List the capabilities, or switch one."""
    parser = argparse.ArgumentParser(prog="script/parvis capability", description="Offices that act here.")
    parser.add_argument("act", choices=("list", "on", "off"))
    parser.add_argument("name", nargs="?", help="court_office, cjp, service, certifying_body or arbitrator")
    parser.add_argument("--body", help="the organization of the directory that holds the office")
    parser.add_argument("--by", help="the operator's identifier")
    options = parser.parse_args(argv)
    if options.act != "list" and not (options.name and options.body and options.by):
        parser.error(f"script/parvis capability {options.act} NAME --body ORGANIZATION --by WHO")
    os.environ["PARVIS_PROCESS"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    from parvis.cli.setup import database_up

    with database_up():
        import django

        django.setup()
        if options.act == "list":
            return _list(stdout)
        return _switch(options.name, options.body, options.by, options.act == "on", stdout)


def _list(stdout: TextIO) -> int:
    from parvis.config.capabilities import capabilities
    from parvis.journal.capabilities import holders

    for code, one in capabilities().items():
        found = holders(code)
        print(f"{code:<16} {'on ' if found else 'off'}  {one.name['en']}", file=stdout)
        for holder in found.values():
            print(f"{'':<16} for {holder.body}, since {holder.since:%Y-%m-%d}, by {holder.by}", file=stdout)
        if not found:
            print(f"{'':<16} {one.while_off['en']}", file=stdout)
    return 0


def _switch(code: str, body: str, by: str, on: bool, stdout: TextIO) -> int:
    from parvis.config import clock
    from parvis.config.capabilities import capability
    from parvis.directory.models import Organization
    from parvis.journal.actions import CODE
    from parvis.journal.capabilities import switch_capability

    known = capability(code)
    if not CODE.fullmatch(by):
        raise Stop(
            f"--by {by!r}: an identifier of letters, digits and . _ : + - without spaces; the journal takes no names."
        )
    if on and not Organization.objects.filter(slug=body).exists():
        raise Stop(f"The directory has no organization {body!r}: a capability is switched on for a body that it knows.")
    entry = switch_capability(code, body=body, on=on, by=by, at=clock.now())
    print(f"{known.name['en']} is {'on' if on else 'off'} for {body} (journal entry {entry.pk})", file=stdout)
    if on:
        print(f"This office belongs to {known.holder['en']}. If {body} is not that: switch it off now.", file=stdout)
    return 0
