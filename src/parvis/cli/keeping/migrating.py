"""What runs as the owner in one given database: migrations, what an upgrade loads, what a restore must forget again.

It runs in a process of its own, whose environment names that database, so that nothing of it reaches another one.
"""

import os
import subprocess
import sys
from contextlib import suppress
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from parvis.cli.keeping.archive import Manifest
from parvis.cli.setup import SAID
from parvis.cli.supervisor import end_with_parent, environment
from parvis.config.database import Address
from parvis.config.home import Stop


def known() -> list[str]:
    """The migrations that this version of Parvis has: `app.name`."""
    import django

    django.setup()
    from django.db.migrations.loader import MigrationLoader

    return sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)


def refuse_other_version(manifest: Manifest, migrate: bool) -> list[str]:
    """The migrations that this version has and the backup has not. `Stop` where they differ and nobody asked for it."""
    here, there = set(known()), set(manifest.migrations)
    if later := sorted(there - here):
        raise Stop(
            f"The backup was made by another version of Parvis ({manifest.parvis}), which has {later[0]} and "
            f"{len(later) - 1} more migrations that this one has not. Install that version or a later one, then restore."
        )
    older = sorted(here - there)
    if older and not migrate:
        raise Stop(
            f"The backup was made by an earlier version of Parvis ({manifest.parvis}): {len(older)} migrations are missing. "
            "Restore it with that version, or add --migrate to bring it to this one."
        )
    return older


def inside(act: str, where: Address, *arguments: str) -> None:
    """Run an act in that database, in a process of its own that ends with this one; `Stop` where it fails."""
    command = [sys.executable, "-m", "parvis.cli.keeping.migrating", act, *arguments]
    result = subprocess.run(command, env=environment_of(where, "owner"), check=False, preexec_fn=end_with_parent)
    if result.returncode == SAID:
        raise Stop("That is why nothing was put in place.")
    if result.returncode != 0:
        raise Stop(f"This failed in the database {where.name} ({act}), as shown above.")


def environment_of(where: Address, process: str) -> dict[str, str]:
    """The environment of a process that works in that database."""
    values = environment(process)
    if url := values.get("DATABASE_URL"):
        parts = urlsplit(url)
        return {**values, "DATABASE_URL": urlunsplit(parts._replace(path=f"/{quote(where.name, safe='')}"))}
    return {**values, "PARVIS_DATABASE": where.name}


def _migrate() -> None:
    """Bring this database to this version: its tables, then the places and the directory of its files."""
    from django.core.management import call_command
    from django.db import transaction
    from django.utils import timezone

    from parvis.directory.actions import load_directory
    from parvis.places.actions import load_places

    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        load_places(at=timezone.now())
        load_directory(at=timezone.now())


def _restored(made_at: str) -> None:
    """A backup holds what has ended or been forgotten since: end it and forget it again, and say so in the journal.

    Every session ends and every link that was sent is void: one that was ended or used after the backup would open again.
    """
    from django.db import transaction

    from parvis.config import clock
    from parvis.decisions.actions import forget_expired_decisions
    from parvis.directory.desk.proposing import end_open_links, forget_links
    from parvis.directory.desk.reports import forget_reports
    from parvis.directory.models import Intake
    from parvis.journal.actions import record_entry
    from parvis.pathway.actions import forget_expired_plans
    from parvis.people.actions.keeping import forget_what_is_over
    from parvis.people.actions.visits import end_sessions
    from parvis.people.models import Person, Ticket

    at = clock.instant()
    forget_expired_plans(by="system", at=at)
    forget_expired_decisions(by="system", at=at)
    forget_what_is_over(at=at)
    forget_reports(at=at)
    forget_links(at=at)
    end_open_links(by="operator", at=at)
    with transaction.atomic():
        Intake.objects.all().delete()
        for person in Person.objects.filter(sessions__isnull=False).order_by("pk").distinct():
            end_sessions(person, by="operator", at=at)
        Ticket.objects.all().delete()
        codes: dict[str, Any] = {"backup": made_at}
        record_entry("installation.restored", by="operator", at=at, subject=("installation", "this"), codes=codes)


def _upgraded(count: str) -> None:
    """Say in the journal that this installation was upgraded."""
    from django.db import transaction

    import parvis
    from parvis.config import clock
    from parvis.journal.actions import record_entry

    codes: dict[str, Any] = {"version": parvis.__version__, "migrations": int(count)}
    with transaction.atomic():
        record_entry(
            "installation.upgraded", by="operator", at=clock.now(), subject=("installation", "this"), codes=codes
        )


def _main(act: str, *arguments: str) -> int:
    import django

    django.setup()
    acts: dict[str, Any] = {"migrate": _migrate, "restored": _restored, "upgraded": _upgraded}
    try:
        acts[act](*arguments)
    except Stop as stop:
        print(f"parvis: {stop}", file=sys.stderr, flush=True)
        return SAID
    return 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
        sys.exit(_main(*sys.argv[1:]))
