"""`parvis upgrade`: bring the database to this version of Parvis, on a copy; the one in use is not touched until the end.

    parvis upgrade [--to FOLDER] [--even-if-done]

A backup first; then a copy of the database beside it, where the migrations run and the directory is loaded; then checks:
nothing of the journal changed, no table lost all it held. Only then the copy takes the place of the database in use, in one
transaction; if the pages do not answer after that, the one before comes back. Stopped at any moment, killed even, it
leaves either the old database whole or the new one whole; start it again.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from parvis.cli import serve
from parvis.cli.backup import Say, backups_folder, make_backup
from parvis.cli.keeping import archive, dump, migrating, staging
from parvis.cli.keeping.dump import Content
from parvis.cli.setup import database_up, prepare
from parvis.cli.supervisor import stop_on_signals
from parvis.config.database import Address, address
from parvis.config.home import Home, Stop

#: Counted by their content, column by column as they were before: an upgrade may add to them, never change them.
NEVER_CHANGED = ("public.journal_entry",)
#: May be empty after an upgrade: what waits to be done, and is done.
MAY_EMPTY = "public.procrastinate_"


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Upgrade this installation; nothing to do is said, and is no fault."""
    parser = argparse.ArgumentParser(prog="script/parvis upgrade", description="Brings the database to this version.")
    parser.add_argument(
        "--to", type=Path, help="the folder of the backup (default: PARVIS_BACKUPS, or backups in PARVIS_HOME)"
    )
    parser.add_argument(
        "--even-if-done", action="store_true", help="go through every step although nothing is to be done"
    )
    options = parser.parse_args(argv)

    def say(text: str) -> None:
        print(f"parvis: {text}", file=stderr, flush=True)

    os.environ["PARVIS_PROCESS"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    stop_on_signals()
    home = Home.from_environment().make()
    folder = (options.to or backups_folder(home)).expanduser().absolute()
    lock = home.root / "keeping.lock"
    with archive.alone(lock, "Another restore or upgrade"), serve.only_one(home), database_up():
        upgrade(home, folder, say, again=options.even_if_done)
    return 0


def upgrade(home: Home, folder: Path, say: Say, *, again: bool = False) -> None:
    """Do it, with the database up; `Stop` says what went wrong, and leaves the database in use as it was."""
    started = time.monotonic()
    where = address(home, "", "owner")
    missing = _missing(where)
    if not missing and not again:
        prepare(say)
        say("nothing to upgrade: this database is already what this version needs")
        return
    say(f"1/5 a backup first ({len(missing)} migrations to apply)")
    backup = make_backup(home, folder, say)
    say("2/5 a copy of the database")
    ready = staging.beside(where, "upgrading")
    try:
        staging.make_copy(ready, where)
        was = _held(where)
        say("3/5 the migrations and the directory, on the copy")
        migrating.inside("migrate", ready)
        say("4/5 comparing the copy with the database in use")
        _compare(ready, was)
    except BaseException:
        staging.drop(ready)
        say(f"nothing was changed; the backup is {backup}")
        raise
    say("5/5 putting the copy in place")
    before = _put_in_place(home, where, ready, len(missing), say)
    say(
        f"upgraded in {time.monotonic() - started:.1f} s. The database of before is kept as {before}; when all is well:"
    )
    say("  script/parvis restore --forget-replaced")


def _missing(where: Address) -> list[str]:
    """The migrations to apply. `Stop` where there is nothing to upgrade from, or the database is of a later version."""
    with contextlib.closing(dump.connect(where)) as connection:
        applied = set(dump.applied(connection))
    if not applied:
        raise Stop("This database was never set up: there is nothing to upgrade. Start Parvis: script/serve")
    known = set(migrating.known())
    if later := sorted(applied - known):
        raise Stop(
            f"This database is of a later version of Parvis (it has {later[0]}): install that version, or restore a "
            "backup made by this one."
        )
    return sorted(known - applied)


def _held(where: Address) -> dict[str, tuple[list[str], Content]]:
    """What each table of the database in use holds, and its columns."""
    held = {}
    with contextlib.closing(dump.connect(where)) as connection:
        connection.execute(dump.ONE_WAY_TO_WRITE)
        for schema, name in dump.tables(connection):
            columns = dump.columns_of(connection, schema, name)
            held[f"{schema}.{name}"] = (columns, dump.content_of(connection, schema, name, *columns))
    return held


def _compare(ready: Address, was: dict[str, tuple[list[str], Content]]) -> None:
    """`Stop` where the migrations changed what nothing may change, or emptied a table."""
    with contextlib.closing(dump.connect(ready)) as connection:
        connection.execute(dump.ONE_WAY_TO_WRITE)
        present = {f"{schema}.{name}" for schema, name in dump.tables(connection)}
        for table, (columns, before) in was.items():
            schema, _, name = table.partition(".")
            if table not in present:
                continue  # a migration may remove a table: that is its author's act, and the backup holds it
            now = dump.content_of(connection, schema, name)
            if before.rows and not now.rows and not table.startswith(MAY_EMPTY):
                raise Stop(
                    f"The upgrade would empty {name} ({before.rows} rows): it is refused. Tell who keeps Parvis."
                )
            if table in NEVER_CHANGED and _first(connection, schema, name, columns, before.rows) != before:
                raise Stop(f"The upgrade would change what {name} says: it is refused. Tell who keeps Parvis.")


def _first(connection: dump.Connection, schema: str, name: str, columns: list[str], count: int) -> Content | None:
    """The content of the first rows of a table that is only added to; nothing where its columns are gone."""
    if not set(columns) <= set(dump.columns_of(connection, schema, name)):
        return None
    return dump.content_of(connection, schema, name, *columns, first=count)


def _put_in_place(home: Home, where: Address, ready: Address, count: int, say: Say) -> str:
    """Exchange the two, set up what depends on the name (roles, grants), try the pages; undo it all where that fails."""
    home.ready_file.unlink(missing_ok=True)
    before = staging.exchange(where, ready, at=datetime.now(UTC))
    try:
        prepare(say, force=True)
        _try_pages(where)
    except BaseException:
        staging.exchange_back(where, before, ready)
        staging.drop(ready)
        home.ready_file.unlink(missing_ok=True)
        say("the database of before is back in its place")
        raise
    migrating.inside("upgraded", where, str(count))
    return before


def _try_pages(where: Address) -> None:
    """Ask for pages as the web process would, on its own side."""
    command = [sys.executable, "-m", "parvis.cli.keeping.trying"]
    environment = migrating.environment_of(where, "web")
    if subprocess.run(command, env=environment, check=False).returncode != 0:
        raise Stop("The pages do not answer with the new database.")
