"""`parvis operator`: name the first operator, from the machine itself. The others are named in the application.

parvis operator add EMAIL      the account at this address becomes an operator of Parvis (open it first: parvis person add)
parvis operator list           who is one today

An operator has no standing power: each time, a mode of an hour at most, with its reason, written in the journal.
"""

import argparse
import os
from typing import NoReturn, TextIO

from parvis.config.home import Stop


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, without a traceback."""
        raise Stop(f"parvis operator: {message}")


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run one of the acts."""
    if not argv or argv[0] in ("-h", "--help"):
        stdout.write((__doc__ or "") + "\n")
        return 0
    parser = _Parser(prog="parvis operator", add_help=False)
    parser.add_argument("act", choices=("add", "list"))
    parser.add_argument("email", nargs="?", default="")
    options = parser.parse_args(argv)
    if (options.act == "add") != bool(options.email):
        raise Stop("parvis operator: give an address with add, and none with list.")
    os.environ["PARVIS_PROCESS"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    from parvis.cli.setup import database_up

    with database_up():
        import django

        django.setup()
        said = add_operator(options.email) if options.act == "add" else list_operators()
    print(said, file=stdout)
    return 0


def add_operator(email: str) -> str:
    """Name an operator; what to tell. `Stop` where nobody has this address, or they already are one."""
    from parvis.config import clock
    from parvis.people.actions.roles import Grant, record_role
    from parvis.people.models import Person
    from parvis.people.models.role import day_of
    from parvis.people.refused import Refused

    at = clock.instant()
    person = Person.objects.active().at(email)
    if person is None:
        raise Stop(f"parvis operator: nobody has the address {email}. Open the account first: parvis person add.")
    try:
        record_role(person, Grant("operator", day_of(at)), by="operator", at=at)
    except Refused as refused:
        raise Stop(f"parvis operator: {refused.reason.en}") from refused
    return f"{person.email} is an operator from today."


def list_operators() -> str:
    """Who is an operator today, one a line."""
    from parvis.config import clock
    from parvis.people.models import Membership
    from parvis.people.models.role import day_of

    held = Membership.objects.filter(role="operator").in_force(day_of(clock.instant())).listed()
    return "\n".join(f"{one.person.email}  since {one.from_day}" for one in held) or "nobody"
