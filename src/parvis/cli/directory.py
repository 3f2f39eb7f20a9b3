"""`parvis directory`: check the files, write the Répertoire in other forms, take other forms in.

parvis directory check                         read every file; the number of each kind of record, or every fault
parvis directory export --csv [services|statistics] [--lang fr|en]
                                               the table on standard output, from the installation's database
parvis directory export --toml FOLDER          the project's files, as the installation's database has them now
parvis directory export --rows organizations|services|statistics
parvis directory export --xlsx FILE            every record, one a row and one value a column, to edit and import again
parvis directory export --edition DAY [--lang fr|en]
                                               the Répertoire as of a past day in Markdown, with what changed before it
parvis directory import FILE [--format csv|xlsx|hsds|repertoire] [--lang fr|en]
                                               what the file would change, row by row; nothing is written
parvis directory import FILE --apply --by NAME [--leave-refused]
                                               take it in: new versions, or proposals where a keeper edited
"""

import argparse
import os
from collections import Counter
from datetime import date
from pathlib import Path
from typing import NoReturn, TextIO

from parvis.cli.directory_exchange import add_arguments, import_file, write_sheets
from parvis.config.home import Stop


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, without a traceback."""
        raise Stop(f"parvis directory: {message}")


def _parser() -> _Parser:
    parser = _Parser(prog="parvis directory", add_help=False)
    parser.add_argument("act", choices=("check", "export", "import"))
    add_arguments(parser)
    parser.add_argument("--rows", choices=("organizations", "services", "statistics"))
    parser.add_argument("--xlsx", metavar="FILE", default="")
    parser.add_argument("--edition", metavar="DAY", type=date.fromisoformat)
    parser.add_argument("--csv", nargs="?", choices=("services", "statistics"), const="services")
    parser.add_argument("--toml", metavar="FOLDER")
    parser.add_argument("--lang", choices=("fr", "en"), default="fr")
    return parser


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run one of the acts."""
    if not argv or argv[0] in ("-h", "--help"):
        stdout.write((__doc__ or "") + "\n")
        return 0
    options = _parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    if options.act == "check":
        return _check(stdout)
    chosen = [name for name in ("csv", "toml", "rows", "xlsx", "edition") if getattr(options, name)]
    if options.act == "export" and len(chosen) != 1:
        raise Stop(
            "parvis directory export: say in which form: --csv, --toml FOLDER, --rows KIND, --xlsx FILE or --edition DAY."
        )
    os.environ["PARVIS_PROCESS"] = "owner"
    from parvis.cli.setup import database_up

    with database_up():
        import django

        django.setup()
        return import_file(options, stdout) if options.act == "import" else _export(options, stdout)


def _check(stdout: TextIO) -> int:
    """Read the files against the places' own files: no database is needed."""
    import django

    django.setup()
    from parvis.directory.checks import Places
    from parvis.directory.files import read_directory
    from parvis.places.records import read_places

    known = read_places()
    courthouses = {one.slug: one.district for one in known.courthouses}
    published = read_directory(Places(frozenset(one.slug for one in known.districts), courthouses))
    organizations, services, statistics = (published.of(kind) for kind in ("organization", "service", "statistic"))
    in_document = [one for one in organizations if one.says["origin"] == "repertoire"]
    listed = [one for one in services if one.says.get("source_lines")]
    lines = [
        ("organizations of the Répertoire", len(in_document), len(organizations) - len(in_document)),
        ("services, tools and publications", len(listed), len(services) - len(listed)),
        ("figures", len([one for one in statistics if one.says.get("source_lines")]), 0),
    ]
    for name, count, since in lines:
        print(f"{count:>5} {name}" + (f", and {since} known since" if since else ""), file=stdout)
    corrections = [correction for one in services for correction in one.says.get("corrections", [])]
    print(f"{len(corrections):>5} corrections to what the document says", file=stdout)
    for status, count in sorted(Counter(one.says["status"] for one in services).items()):
        print(f"{count:>5} services {status}", file=stdout)
    return 0


def _export(options: argparse.Namespace, stdout: TextIO) -> int:
    """Write one of the forms of the directory, as the installation's database has it now."""
    from parvis.config import clock
    from parvis.directory.exchange.edition import markdown
    from parvis.directory.exchange.export import export_toml
    from parvis.directory.publication import edition_as_of
    from parvis.directory.tables import services_table, statistics_table

    if options.toml:
        done = export_toml(Path(options.toml))
        print(f"{done['files']} files written; {done['changed']} differ from the project's own.", file=stdout)
    elif options.rows or options.xlsx:
        write_sheets(options.rows, options.xlsx, stdout)
    elif options.edition:
        stdout.write(markdown(edition_as_of(options.edition, options.lang)))
    elif options.csv == "services":
        stdout.write(services_table(options.lang, clock.today()))
    else:
        stdout.write(statistics_table(options.lang))
    return 0
