"""`parvis backup`: the database and the files of this installation in one archive, read back before it is called one.

    parvis backup [--to FOLDER] [--keys-to ANOTHER_FOLDER] [--keep N]
    parvis backup --check FILE          read a backup again, without touching anything

The keys are never in the archive. `--keys-to` writes them to another place; without it, it is said where they are.
`--keep N` removes, once the new one is whole, the oldest archives of this folder beyond the N newest.
The site may go on meanwhile: everything is read as it was at one moment.
"""

import argparse
import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import parvis
from parvis.cli.keeping import archive, dump
from parvis.cli.keeping.archive import Manifest
from parvis.cli.setup import database_up
from parvis.config.database import address
from parvis.config.home import Home, Stop
from parvis.documents.store import files_still

Say = Callable[[str], None]
NAMED = re.compile(r"parvis-\d{8}T\d{6}\.tar")


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Make a backup, or check one; its path on standard output."""
    parser = argparse.ArgumentParser(prog="script/parvis backup", description="Makes a backup, or reads one again.")
    parser.add_argument(
        "--to", type=Path, help="the folder of the backups (default: PARVIS_BACKUPS, or backups in PARVIS_HOME)"
    )
    parser.add_argument("--keys-to", type=Path, help="another folder, for the keys; best on another machine")
    parser.add_argument("--keep", type=_whole, help="how many archives to leave in the folder")
    parser.add_argument("--check", type=Path, metavar="FILE", help="read this backup again, and change nothing")
    options = parser.parse_args(argv)

    def say(text: str) -> None:
        print(f"parvis: {text}", file=stderr, flush=True)

    if options.check:
        return _check(options.check, stdout)
    os.environ["PARVIS_PROCESS"] = "owner"
    home = Home.from_environment()
    folder = (options.to or backups_folder(home)).expanduser().absolute()
    with database_up():
        made = make_backup(home, folder, say, keys_to=options.keys_to)
    if options.keep:
        for old in backups_in(folder)[: -options.keep]:
            old.unlink()
            say(f"removed {old.name}, the oldest beyond {options.keep}")
    print(made, file=stdout)
    return 0


def _whole(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 10_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of backups, 1 or more")
    return int(text)


def _check(file: Path, stdout: TextIO) -> int:
    manifest = archive.check_archive(file)
    rows = sum(one.rows for one in manifest.tables.values())
    print(
        f"whole: made {manifest.made_at} by Parvis {manifest.parvis}, {rows} rows in {len(manifest.tables)} tables",
        file=stdout,
    )
    return 0


def backups_folder(home: Home) -> Path:
    """Where backups go: `PARVIS_BACKUPS`, or the folder of the home."""
    return Path(os.environ.get("PARVIS_BACKUPS") or home.root / "backups").expanduser().absolute()


def backups_in(folder: Path) -> list[Path]:
    """The archives of a folder, oldest first; their names are their moments."""
    return sorted(file for file in folder.glob("parvis-*.tar") if NAMED.fullmatch(file.name))


def secret_of(home: Home) -> str:
    """The key that this installation works with."""
    return os.environ.get("PARVIS_SECRET") or home.secret()


def make_backup(home: Home, folder: Path, say: Say, *, keys_to: Path | None = None) -> Path:
    """Make a backup in this folder, with the database up; its file. `Stop` where it could not be made or read back."""
    secret = secret_of(home)
    if keys_to is not None:
        keys_to = _apart(keys_to.expanduser().absolute(), folder, home)
    moment = datetime.now(UTC)  # the machine's own clock, even where a demonstration is told another day
    target = folder / f"parvis-{moment:%Y%m%dT%H%M%S}.tar"
    with _room_in(folder) as room, files_still(home.files_lock):
        manifest, files = _take(home, room, secret, moment.isoformat(timespec="seconds"))
        archive.write_archive(target, manifest, files)
    rows = sum(one.rows for one in manifest.tables.values())
    size = target.stat().st_size / 1_000_000
    say(f"backup made and read back: {target} ({size:.1f} MB, {rows} rows in {len(manifest.tables)} tables)")
    _say_where_the_keys_are(home, keys_to, secret, target.stem, say)
    return target


def _take(home: Home, room: Path, secret: str, moment: str) -> tuple[Manifest, dict[str, Path]]:
    """The dump in `room`, and the manifest: what is counted and what is written are seen at the same moment."""
    where = address(home, secret, "owner")
    file = room / archive.DATABASE
    with contextlib.closing(dump.connect(where)) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        if snapshot is None or not (migrations := dump.applied(connection)):
            raise Stop("There is nothing to back up: this database was never set up. Start Parvis once: script/serve")
        dump.write_dump(where, file, snapshot[0])
        tables, version = dump.contents(connection), dump.major(connection)
    if dump.check_dump(file) != len(tables):
        raise Stop(
            "The dump does not hold every table: no backup was made. Start again; if it lasts, tell who keeps Parvis."
        )
    files = {archive.DATABASE: file, **archive.home_files(home)}
    manifest = Manifest(
        made_at=moment,
        parvis=parvis.__version__,
        postgresql=version,
        database=where.name,
        environment=os.environ.get("PARVIS_ENV", "development"),
        key=archive.key_mark(secret),
        migrations=migrations,
        tables=tables,
        files=archive.described(files),
    )
    return manifest, files


@contextlib.contextmanager
def _room_in(folder: Path) -> Iterator[Path]:
    """A private folder in the place where the backup goes, gone at the end; what a killed backup left there goes too."""
    with archive.alone(folder / ".lock", "Another backup"):
        for left in (*folder.glob(".room-*"), *folder.glob(".parvis-*.part")):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        try:
            room = Path(tempfile.mkdtemp(prefix=".room-", dir=folder))
        except OSError as error:
            raise Stop(f"{folder} cannot be written to ({error.strerror}). Choose another: --to FOLDER") from error
        try:
            yield room
        finally:
            shutil.rmtree(room, ignore_errors=True)


def _apart(keys_to: Path, folder: Path, home: Home) -> Path:
    """The keys' folder, which is neither the backups' nor the home, nor inside one of them."""
    for other, what in ((folder, "the folder of the backups"), (home.root, "PARVIS_HOME")):
        if keys_to.resolve().is_relative_to(other.resolve()):
            raise Stop(
                f"{keys_to} is in {what}: keys beside the data protect nothing. Choose another place, best on another machine."
            )
    return keys_to


def _say_where_the_keys_are(home: Home, keys_to: Path | None, secret: str, name: str, say: Say) -> None:
    if keys_to is None:
        where = "in PARVIS_SECRET" if os.environ.get("PARVIS_SECRET") else f"in {home.secret_file}"
        say(f"THE KEY IS NOT IN THIS BACKUP. It is {where}: keep a copy apart (--keys-to ANOTHER_FOLDER).")
        return
    written = _write_keys(home, keys_to / f"{name}.keys", secret)
    say(f"THE KEYS ARE NOT IN THE BACKUP. They were written to {written}: move them to another machine or a safe,")
    say("  never beside the backups. Whoever holds both can read what is sealed and act as this installation.")


def _write_keys(home: Home, folder: Path, secret: str) -> Path:
    """The secret key, and the sealing keys of the home where there are any, for their owner only."""
    try:
        folder.mkdir(mode=0o700, parents=True)
        with open(
            os.open(folder / "secret.key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
        ) as out:
            out.write(secret)
        if (sealing := home.root / "keys").is_dir():
            shutil.copytree(sealing, folder / "keys")
            for path in (folder / "keys").rglob("*"):
                path.chmod(0o700 if path.is_dir() else 0o600)
    except OSError as error:
        raise Stop(f"The backup is made, but the keys could not be written to {folder} ({error.strerror}).") from error
    return folder
