"""A backup as one file: a manifest, the database, and the files of the home that nothing else can make again.

The archive is a plain tar file, so that it can be opened without Parvis: `manifest.json` first, then `database.dump`
(PostgreSQL's custom format), then `home/…`. The manifest says what everything is and holds the digest of each file.
Keys are never in it: whoever finds a backup must not find the means to act as the installation.
"""

import contextlib
import fcntl
import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from parvis.cli.keeping.dump import Content
from parvis.config.home import Home, Stop

FORMAT = 1
MANIFEST, DATABASE = "manifest.json", "database.dump"
#: What of the home goes into a backup: what people brought. Everything else is made again, or must not be there.
KEPT = ("files",)
#: What stays out, and why: keys; the cluster, which is dumped; what is made again; what belongs to one run.
KEYS = ("secret.key", "keys")
MADE_AGAIN = ("postgres", "static", "ready.json", "run", "replaced")
OF_ONE_RUN = (
    "mail",
    "postgres.log",
    "postgres.out",
    "postgres.lock",
    "postgres.users",
    "serve.lock",
    "setup.lock",
    "keeping.lock",
    "files.lock",
    "backups",
    "demonstration",
)
LARGEST_MANIFEST = 8 * 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `migrations` are `app.name`; `tables` and `files` what must be found again in them."""

    made_at: str
    parvis: str
    postgresql: int
    database: str
    environment: str
    key: str
    migrations: list[str]
    tables: dict[str, Content]
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    format: int = FORMAT

    def written(self) -> bytes:
        """As the file's text."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        """From the file's text; `Stop` where it is not one, or of a later format."""
        try:
            values = json.loads(text)
            if values["format"] != FORMAT:
                raise Stop(
                    f"This backup has format {values['format']}, and this Parvis reads format {FORMAT}. "
                    "Restore it with the version of Parvis that made it."
                )
            tables = {name: Content(**one) for name, one in values.pop("tables").items()}
            return cls(tables=tables, **values)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Stop("This is not a backup of Parvis: its manifest cannot be read.") from error


@contextlib.contextmanager
def alone(lock: Path, what: str) -> Iterator[None]:
    """Held by one at a time; `Stop` where another holds it. What a killed one left behind can then be removed."""
    try:
        lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = open(lock, "w", encoding="ascii")  # noqa: SIM115 - closed below
    except OSError as error:
        raise Stop(f"{lock.parent} cannot be written to ({error.strerror}). Choose another folder.") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stop(f"{what} is already at work here: wait for it to end, then start again.") from None
        yield


def key_mark(secret: str) -> str:
    """Tells two keys apart without showing either: 16 characters of a digest of a key of 50 random characters or more."""
    return hashlib.sha256(b"parvis key:" + secret.encode()).hexdigest()[:16]


def digest_of(file: Path) -> str:
    """The SHA-256 of a file."""
    with open(file, "rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def home_files(home: Home) -> dict[str, Path]:
    """The files of the home that a backup holds: name in the archive → file. Links are left out."""
    found = {}
    for name in KEPT:
        for file in sorted((home.root / name).rglob("*")):
            if file.is_file() and not file.is_symlink():
                found[f"home/{file.relative_to(home.root).as_posix()}"] = file
    return found


def strangers(home: Home) -> list[str]:
    """What is in the home that is neither kept nor known: a keeper decides what it is."""
    known = {*KEPT, *KEYS, *MADE_AGAIN, *OF_ONE_RUN}
    present = sorted(path.name for path in home.root.iterdir()) if home.root.is_dir() else []
    return [
        name
        for name in present
        if name not in known
        and not name.startswith(("postgresql-", "secret.key.before-", "keys.before-", ".restoring-"))
    ]


def described(files: dict[str, Path]) -> dict[str, dict[str, Any]]:
    """Size and digest of each file."""
    return {name: {"bytes": file.stat().st_size, "sha256": digest_of(file)} for name, file in files.items()}


def write_archive(target: Path, manifest: Manifest, files: dict[str, Path]) -> None:
    """Write the archive beside its name, for its owner only, and give it its name once it is whole and on the disk."""
    draft = target.with_name(f".{target.name}.part")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
                _add_bytes(archive, MANIFEST, manifest.written())
                for name, file in files.items():
                    archive.add(file, name, recursive=False, filter=_plain)
            out.flush()
            os.fsync(out.fileno())
        check_archive(draft)
        draft.rename(target)
    except OSError as error:
        raise Stop(f"The backup could not be written to {target.parent} ({error.strerror or error}).") from error
    finally:
        draft.unlink(missing_ok=True)


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nothing of the machine in the archive: no user, no mode but the file's own."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def read_manifest(file: Path) -> Manifest:
    """The manifest of an archive; `Stop` where the file is not a backup."""
    try:
        with tarfile.open(file, "r:") as archive:
            return _manifest_in(archive)
    except (OSError, tarfile.TarError) as error:
        raise Stop(f"{file} is not a backup of Parvis, or it is damaged: {_said(error)}.") from error


def _manifest_in(archive: tarfile.TarFile) -> Manifest:
    first = archive.next()
    opened = archive.extractfile(first) if first and first.isreg() and first.name == MANIFEST else None
    if first is None or opened is None or first.size > LARGEST_MANIFEST:
        raise Stop("This is not a backup of Parvis: it does not begin with its manifest.")
    return Manifest.read(opened.read())


def check_archive(file: Path, into: Path | None = None) -> Manifest:
    """Compare every file of the archive with the manifest, and write it under `into` where that is given.

    `Stop` where a file is missing, is one too many, is not a plain file, leaves its place, or has another digest.
    """
    try:
        with tarfile.open(file, "r:") as archive:
            manifest = _manifest_in(archive)
            if into and shutil.disk_usage(into).free < 2 * sum(one["bytes"] for one in manifest.files.values()):
                raise Stop(f"Not enough room in {into} to unpack this backup: free some, then start again.")
            left = dict(manifest.files)
            while (entry := archive.next()) is not None:
                expected = left.pop(entry.name, None)
                opened = archive.extractfile(entry) if entry.isreg() else None
                if expected is None or opened is None or not _stays_in_place(entry.name):
                    raise Stop(f"The backup holds {entry.name!r}, which its manifest does not know: it was changed.")
                if entry.size != expected["bytes"] or _take(opened, entry.name, into) != expected["sha256"]:
                    raise Stop(f"{entry.name} is damaged: it is not what the manifest says. Use another backup.")
            if left:
                raise Stop(f"The backup is cut short: {', '.join(sorted(left))} missing. Use another backup.")
            return manifest
    except (OSError, tarfile.TarError, KeyError, EOFError) as error:
        raise Stop(f"{file} is not a backup of Parvis, or it is damaged: {_said(error)}.") from error


def _stays_in_place(name: str) -> bool:
    parts = name.split("/")
    inside = name == DATABASE or (len(parts) > 2 and parts[0] == "home" and parts[1] in KEPT)
    return inside and not any(part in ("", ".", "..") for part in parts)


def _take(opened: Any, name: str, into: Path | None) -> str:
    digest = hashlib.sha256()
    if into is None:
        while block := opened.read(1024 * 1024):
            digest.update(block)
        return digest.hexdigest()
    target = into / name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while block := opened.read(1024 * 1024):
            digest.update(block)
            out.write(block)
    return digest.hexdigest()


def _said(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
