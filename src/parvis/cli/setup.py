"""`parvis setup`: prepare the database. Idempotent; a warm start skips what is already as it should be."""

import contextlib
import fcntl
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

import parvis
from parvis.cli.supervisor import end_with_parent, environment
from parvis.config.home import Home, Stop
from parvis.config.postgres import Server

Say = Callable[[str], None]
#: Exit status of the inner set-up where it has said in one line what stopped it.
SAID = 4


@contextlib.contextmanager
def database_up(*, fast: bool = False) -> Iterator[None]:
    """Have the embedded server running and its database present; nothing to do with `DATABASE_URL`."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with Server(Home.from_environment(), fast=fast).up() as server:
        _make_database(server, os.environ.get("PARVIS_DATABASE", "parvis"))
        yield


def _make_database(server: Server, name: str) -> None:
    import psycopg
    from psycopg import sql

    try:
        with psycopg.connect(
            host=str(server.socket_folder), user=server.superuser, dbname="postgres", autocommit=True
        ) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
                with contextlib.suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except psycopg.OperationalError as error:
        first = str(error).strip().splitlines()[-1]
        raise Stop(f"The database does not let Parvis in: {first}") from error


def fingerprint() -> str:
    """What set-up depends on: this version, the migrations, the grants, the data files, the static files."""
    package = Path(parvis.__file__).parent
    digest = hashlib.sha256(parvis.__version__.encode())
    for pattern in ("*/migrations/*.py", "config/*", "*/data/**/*", "web/static/**/*", "law/texts/**/*.toml"):
        for file in sorted(package.glob(pattern)):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(package)).encode())
                digest.update(file.read_bytes())
    for name in ("DATABASE_URL", "PARVIS_DATABASE", "PARVIS_SECRET", "PARVIS_STATIC"):
        digest.update(os.environ.get(name, "").encode())
    return digest.hexdigest()


def prepare(say: Say, *, force: bool = False) -> None:
    """Bring the database to what this version needs, with the server up. Skips everything on a warm start."""
    home = Home.from_environment().make()
    with _one_at_a_time(home, say):
        if not force and is_prepared(home):
            return
        arguments = [sys.executable, "-m", "parvis.cli", "setup", "--inside"]
        result = subprocess.run(arguments, env=environment("owner"), check=False, preexec_fn=end_with_parent)
        if result.returncode == SAID:
            raise SystemExit(1)
        if result.returncode != 0:
            raise Stop("Set-up stopped on a fault of Parvis's own, shown above. What was there before is as it was.")
        home.ready_file.write_text(
            json.dumps({"fingerprint": fingerprint(), "cluster": _cluster(home)}), encoding="ascii"
        )
        say("ready")


@contextlib.contextmanager
def _one_at_a_time(home: Home, say: Say) -> Iterator[None]:
    """Two set-ups at once would make the same roles and tables: the second waits, and then finds it done."""
    with open(home.root / "setup.lock", "w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another set-up is at work; waiting for it")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _cluster(home: Home) -> int:
    """Which cluster was prepared: a removed or restored one is prepared again."""
    try:
        return (home.data / "PG_VERSION").stat().st_mtime_ns
    except OSError:
        return 0


def is_prepared(home: Home) -> bool:
    """Whether set-up has nothing to do here: a warm start."""
    try:
        ready = json.loads(home.ready_file.read_text(encoding="ascii"))
        return bool(ready == {"fingerprint": fingerprint(), "cluster": _cluster(home)})
    except (OSError, ValueError):
        return False


def _inside(say: Say) -> None:
    """The steps, as the owner of the database."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.utils import timezone

    from parvis.config.database import apply_grants, prepare_roles
    from parvis.directory.actions import load_directory
    from parvis.places.actions import load_places

    database = settings.DATABASES["default"]["NAME"]
    say("1/5 roles")
    prepare_roles(connection, database, settings.SECRET_KEY)
    say("2/5 tables")
    _refuse_to_migrate_in_place(connection, production=settings.PRODUCTION)
    call_command("migrate", verbosity=0, interactive=False)
    say("3/5 districts, courthouses, municipalities")
    with transaction.atomic():
        load_places(at=timezone.now())
        say("4/5 directory")
        report = load_directory(at=timezone.now())
        apply_grants(connection, database)
    say(f"    {report}")
    if settings.OPERATOR and report.made + report.changed + report.proposed:
        _tell_operator(settings.OPERATOR, report)
    say("5/5 style and script")
    call_command("collectstatic", verbosity=0, interactive=False)


def _refuse_to_migrate_in_place(connection: Any, *, production: bool) -> None:
    """A production that holds something is upgraded on a copy, after a backup, when its keeper says so; never in passing."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if production and pending and executor.loader.applied_migrations:
        raise Stop(f"This version has {len(pending)} migrations that the database has not. Run: script/parvis upgrade")


def _tell_operator(operator: str, report: Any) -> None:
    """Write to the operator what the files changed, and how many proposals wait for a keeper. Both languages."""
    from django.core.mail import send_mail

    subject = f"Parvis : répertoire chargé, édition {report.edition} / directory loaded, edition {report.edition}"
    french = (
        f"Nouvelles fiches : {report.made}. Fiches changées : {report.changed}. "
        f"Changements à approuver, parce qu’une personne a modifié la fiche ici : {report.proposed}."
    )
    english = (
        f"New records: {report.made}. Changed records: {report.changed}. "
        f"Changes to approve, because somebody edited the record here: {report.proposed}."
    )
    send_mail(subject, f"{french}\n\n{english}\n", None, [operator], fail_silently=True)


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Prepare the database of this installation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")

    def say(text: str) -> None:
        print(f"parvis: {text}", file=stderr, flush=True)

    if argv == ["--inside"]:
        try:
            _inside(say)
        except Stop as stop:
            say(str(stop))
            return SAID
        return 0
    if argv not in ([], ["--force"]):
        print("parvis setup [--force]", file=stderr)
        return 2
    with database_up():
        prepare(say, force="--force" in argv)
    return 0
