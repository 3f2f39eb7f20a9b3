"""`parvis restore`: put a backup in the place of an empty or a replaced installation.

    parvis restore FILE [--replace] [--migrate] [--keys-from FOLDER]
    parvis restore FILE --drill          restore beside, compare, say how long it took, remove: the site may go on
    parvis restore --forget-replaced     remove for good the databases that restores and upgrades replaced

Everything is checked before anything is written: the digests of the archive, its version, the room. The backup is read
into a database of its own, each table is compared with the manifest, and only then does it take the place of the one in
use. What was replaced is kept whole under another name until it is forgotten.
"""

import argparse
import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from parvis.cli import serve
from parvis.cli.backup import Say, secret_of
from parvis.cli.keeping import archive, dump, migrating, staging
from parvis.cli.keeping.archive import Manifest
from parvis.cli.setup import database_up, prepare
from parvis.cli.supervisor import stop_on_signals
from parvis.config.database import Address, address
from parvis.config.home import SHORTEST_SECRET, Home, Stop


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Restore, or try to, or forget what was replaced."""
    parser = argparse.ArgumentParser(prog="script/parvis restore", description="Restores a backup.")
    parser.add_argument("file", type=Path, nargs="?", help="the archive that script/parvis backup made")
    parser.add_argument(
        "--replace", action="store_true", help="this installation is not empty: put the backup in its place"
    )
    parser.add_argument(
        "--migrate", action="store_true", help="the backup is of an earlier version: bring it to this one"
    )
    parser.add_argument("--keys-from", type=Path, metavar="FOLDER", help="the keys that backup --keys-to wrote")
    parser.add_argument("--drill", action="store_true", help="restore beside, compare, remove: nothing changes")
    parser.add_argument("--forget-replaced", action="store_true", help="remove the databases that were replaced")
    options = parser.parse_args(argv)

    def say(text: str) -> None:
        print(f"parvis: {text}", file=stderr, flush=True)

    os.environ["PARVIS_PROCESS"] = "owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    stop_on_signals()
    home = Home.from_environment().make()
    if options.file is None and not options.forget_replaced:
        parser.error("which backup? script/parvis restore FILE")
    with archive.alone(home.root / "keeping.lock", "Another restore or upgrade"):
        if options.forget_replaced:
            return _forget(home, say)
        file = options.file.expanduser().absolute()
        if options.drill:
            return _drill(home, file, options.migrate, say)
        with serve.only_one(home):
            restore(home, file, say, replace=options.replace, migrate=options.migrate, keys_from=options.keys_from)
    return 0


def restore(
    home: Home, file: Path, say: Say, *, replace: bool = False, migrate: bool = False, keys_from: Path | None = None
) -> None:
    """Put this backup in the place of the installation of this home; what went wrong leaves it as it was (`Stop`)."""
    started = time.monotonic()
    say("1/5 reading the backup and its digests")
    with _unpacked(home, file) as (manifest, room):
        keys = _keys_in(keys_from, manifest) if keys_from else None
        if keys:
            _refuse_other_key(keys)
        with database_up():
            where = address(home, "", "owner")
            _refuse_what_is_there(home, where, replace)
            if keys:
                _take_keys(home, keys)
            ready = _staged(where, manifest, room, migrate, say)
            say("4/5 putting it in place")
            home.ready_file.unlink(missing_ok=True)
            before = staging.exchange(where, ready, at=datetime.now(UTC))
            try:
                prepare(say, force=True)
                aside = _put_files(home, room)
            except BaseException:
                staging.exchange_back(where, before, ready)
                staging.drop(ready)
                say("what was there before is back in its place")
                raise
            say("5/5 what should have been forgotten since the backup is forgotten now")
            migrating.inside("restored", where, manifest.made_at)
            if not staging.let_go_if_empty(where, before):
                say(f"what was replaced is kept as the database {before}{aside}; when all is well:")
                say("  script/parvis restore --forget-replaced")
    _say_what_was_done(home, manifest, started, say)


def _say_what_was_done(home: Home, manifest: Manifest, started: float, say: Say) -> None:
    rows = sum(one.rows for one in manifest.tables.values())
    files = len(manifest.files) - 1
    took = time.monotonic() - started
    say(
        f"restored in {took:.1f} s: {rows} rows in {len(manifest.tables)} tables, {files} files, as of {manifest.made_at}"
    )
    if any(name.startswith("home/files/documents/") for name in manifest.files) and not home.document_keys.exists():
        say(f"THE DOCUMENTS THAT PEOPLE SENT STAY CLOSED: their keys are not here. Put back {home.document_keys},")
        say("  from the folder that backup --keys-to wrote, before anybody sends another document.")
    if archive.key_mark(secret_of(home)) != manifest.key:
        say("THE KEY IS NOT THE ONE OF THE BACKUP: visits and links in messages end, and what was sealed with it stays")
        say(
            "  closed. If you have that key: stop, put it back (PARVIS_SECRET, or restore --keys-from FOLDER), start again."
        )


def _drill(home: Home, file: Path, migrate: bool, say: Say) -> int:
    """Restore beside and compare; the time it took is what a real restore needs at least."""
    started = time.monotonic()
    with _unpacked(home, file) as (manifest, room), database_up():
        where = address(home, "", "owner")
        ready = _staged(where, manifest, room, migrate, say)
        staging.drop(ready)
    say(f"the drill went well in {time.monotonic() - started:.1f} s: the backup of {manifest.made_at} can be restored")
    return 0


@contextlib.contextmanager
def _unpacked(home: Home, file: Path) -> Iterator[tuple[Manifest, Path]]:
    """The checked content of the archive in a private folder of the home, gone at the end."""
    for left in home.root.glob(".restoring-*"):  # a killed restore leaves what it had unpacked
        shutil.rmtree(left)
    manifest = archive.read_manifest(file)
    needed = 3 * sum(one["bytes"] for one in manifest.files.values())
    if shutil.disk_usage(home.root).free < needed:
        raise Stop(
            f"{home.root} needs {needed // 1_048_576} MB free to restore this backup: free some, then start again."
        )
    room = Path(tempfile.mkdtemp(prefix=".restoring-", dir=home.root))
    try:
        yield archive.check_archive(file, room), room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _staged(where: Address, manifest: Manifest, room: Path, migrate: bool, say: Say) -> Address:
    """The backup in a database beside the one in use, compared with its manifest. `Stop` leaves nothing behind."""
    older = migrating.refuse_other_version(manifest, migrate)
    ready = staging.beside(where, "restoring")
    say("2/5 reading it into a database of its own")
    staging.make_empty(ready)
    try:
        with contextlib.closing(dump.connect(ready)) as connection:
            if dump.major(connection) < manifest.postgresql:
                raise Stop(
                    f"The backup was made on PostgreSQL {manifest.postgresql}, and this server is "
                    f"{dump.major(connection)}: restore on {manifest.postgresql} or later."
                )
        dump.read_dump(ready, room / archive.DATABASE)
        say("3/5 comparing every table with the manifest")
        with contextlib.closing(dump.connect(ready)) as connection:
            found = dump.contents(connection)
        differing = sorted(
            name for name in found.keys() | manifest.tables if found.get(name) != manifest.tables.get(name)
        )
        if differing:
            raise Stop(
                f"What was restored is not what the manifest says in {', '.join(differing[:5])}. Use another backup."
            )
        if older:
            say(f"    {len(older)} migrations since that version")
            migrating.inside("migrate", ready)
    except BaseException:
        staging.drop(ready)
        raise
    return ready


def _refuse_what_is_there(home: Home, where: Address, replace: bool) -> None:
    """Only an empty installation is filled without a word."""
    if not replace and not staging.is_empty(where):
        raise Stop(
            f"The database {where.name} is not empty. To put the backup in its place: add --replace (it is kept)."
        )
    if not replace and archive.home_files(home):
        raise Stop(f"{home.root} already holds files of people. To put the backup in their place: add --replace.")


def _put_files(home: Home, room: Path) -> str:
    """The files of the backup, in the home; what was there is set aside. What to say of it."""
    said = ""
    stamp = f"{datetime.now(UTC):%Y%m%dt%H%M%S}"
    for name in archive.KEPT:
        present, brought = home.root / name, room / "home" / name
        if present.exists():
            (home.root / "replaced").mkdir(mode=0o700, exist_ok=True)
            present.rename(home.root / "replaced" / f"{name}-{stamp}")
            said = f", and the files in {home.root / 'replaced'}"
        if brought.exists():
            brought.rename(present)
    return said


def _keys_in(folder: Path, manifest: Manifest) -> Path:
    """The folder of keys, once it is known to be the one of this backup."""
    folder = folder.expanduser().absolute()
    try:
        secret = (folder / "secret.key").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(f"{folder} holds no secret.key: name the folder that backup --keys-to wrote.") from error
    if len(secret) < SHORTEST_SECRET or archive.key_mark(secret) != manifest.key:
        raise Stop(
            f"The key in {folder} is not the one of this backup. Name the folder made with it, or leave --keys-from out."
        )
    return folder


def _refuse_other_key(keys: Path) -> None:
    secret = (keys / "secret.key").read_text(encoding="ascii").strip()
    if (given := os.environ.get("PARVIS_SECRET")) and given != secret:
        raise Stop(
            "PARVIS_SECRET is another key than the backup's: set it to the one in --keys-from, or leave that out."
        )


def _take_keys(home: Home, keys: Path) -> None:
    """Put the keys in the home. A key that is there is set aside, never overwritten."""
    for name in archive.KEYS:
        present, brought = home.root / name, keys / name
        if not brought.exists():
            continue
        if present.exists():
            if present.is_file() and present.read_bytes().strip() == brought.read_bytes().strip():
                continue
            present.rename(present.with_name(f"{name}.before-{datetime.now(UTC):%Y%m%dt%H%M%S}"))
        if brought.is_dir():
            shutil.copytree(brought, present)
        else:
            shutil.copyfile(brought, present)
            present.chmod(0o600)


def _forget(home: Home, say: Say) -> int:
    """Remove what restores and upgrades replaced. It does not come back."""
    with database_up():
        where = address(home, "", "owner")
        found = staging.kept_before(where)
        for name in found:
            staging.drop(staging.named(where, name))
            say(f"removed {name}")
    if (aside := home.root / "replaced").is_dir():
        shutil.rmtree(aside)
        say(f"removed {aside}")
    if not found:
        say("there was no replaced database")
    return 0
