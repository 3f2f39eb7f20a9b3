"""`parvis person`: accounts, by the operator of the machine. No role comes with one; those are granted in the application.

parvis person add EMAIL --name NAME [--language fr|en] [--base URL]    open an account; prints its one-time link, good for three days
parvis person reset EMAIL [--base URL]                                 for somebody who lost every proof: takes them away, prints a link
parvis person end EMAIL|everybody                                      end every session, of one person or of all

Make sure by another way that it is them who asks. Give the link by a way that only they can read.
"""

import argparse
import os
from typing import NoReturn, TextIO

from parvis.config.home import Stop


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, without a traceback."""
        raise Stop(f"parvis person: {message}")


def _parser() -> _Parser:
    parser = _Parser(prog="parvis person", add_help=False)
    parser.add_argument("act", choices=("add", "reset", "end"))
    parser.add_argument("email")
    parser.add_argument("--name", default="")
    parser.add_argument("--language", choices=("fr", "en"), default="fr")
    parser.add_argument("--base", default="")
    return parser


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run one of the acts."""
    if not argv or argv[0] in ("-h", "--help"):
        stdout.write((__doc__ or "") + "\n")
        return 0
    options = _parser().parse_args(argv)
    if options.act == "add" and not options.name.strip():
        raise Stop("parvis person add: give the person's name: --name 'Camille Exemple'.")
    os.environ["PARVIS_PROCESS"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    from parvis.cli.setup import database_up

    with database_up():
        import django

        django.setup()
        from django.db import ProgrammingError

        from parvis.people.refused import Refused

        try:
            if options.act == "end":
                print(f"{_end(options.email)} sessions ended", file=stdout)
                return 0
            language, token = _link(options)
        except Refused as refused:
            raise Stop(f"parvis person: {refused.reason.en}") from refused
        except ProgrammingError as error:
            raise Stop("parvis person: the database is not prepared: script/parvis setup") from error
        from parvis.web.pages import address

        print(f"{_base(options.base)}{address(language, 'account_link', token=token)}", file=stdout)
    print("parvis: this link works once, for three days. Whoever has it is this person.", file=stderr)
    return 0


def _link(options: argparse.Namespace) -> tuple[str, str]:
    """The person's language, and the token of their link."""
    from django.db import transaction

    from parvis.config import clock
    from parvis.people.actions.accounts import add_person, give_way_in, reset_proofs
    from parvis.people.models import Person

    at = clock.instant()
    with transaction.atomic():
        if options.act == "add":
            person = add_person(options.email, name=options.name, language=options.language, by="operator", at=at)
            return person.language, give_way_in(person, by="operator", at=at)
        found = Person.objects.active().at(options.email)
        if found is None:
            raise Stop(f"parvis person: nobody has the address {options.email}.")
        return found.language, reset_proofs(found, by="operator", at=at)


def _end(email: str) -> int:
    """End the sessions of one person, or of everybody; how many."""
    from django.db import transaction

    from parvis.config import clock
    from parvis.people.actions.visits import end_sessions
    from parvis.people.models import Person

    found = Person.objects.order_by("pk")
    if email != "everybody":
        found = found.filter(email=email.strip().lower())
        if not found.exists():
            raise Stop(f"parvis person: nobody has the address {email}.")
    with transaction.atomic():
        return sum(end_sessions(person, by="operator", at=clock.instant()) for person in found)


def _base(given: str) -> str:
    """Where the site is: as given, else its first name under https, else this machine."""
    from django.conf import settings

    if given:
        return given.rstrip("/")
    return f"https://{settings.ALLOWED_HOSTS[0]}" if settings.PRODUCTION else "http://localhost:8000"
