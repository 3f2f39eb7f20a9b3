"""Where the content of documents is: a store of sealed bytes by name, outside whatever is served.

`Store` is all that the rest of the product asks: another one (an S3 bucket) is one more class. What a store holds is sealed
before it gets there (`seal.py`): whoever holds the store alone reads nothing.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings

NAME = re.compile(r"[0-9a-f]{32}")


class Missing(LookupError):
    """The store has no such thing."""


class Store(Protocol):
    """Things by name, written once."""

    def put(self, name: str, sealed: bytes) -> None:
        """Keep this under that name: all of it, on the disk, or nothing."""

    def get(self, name: str) -> bytes:
        """What is kept under that name; `Missing` where there is none."""

    def remove(self, name: str) -> None:
        """Destroy it; nothing happens where there is none."""

    def names(self) -> Iterator[tuple[str, datetime]]:
        """Every name, and when it was put there."""


class FileStore:
    """A folder of files that their owner alone may read, in 65,536 folders: `ab/cd/abcd…`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, sealed: bytes) -> None:
        """Written beside its place, brought to the disk, then given its name; the folder, too, is brought to the disk."""
        place = self._place(name)
        for folder in (self.root.parent, self.root, place.parent.parent, place.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = place.with_name(f".{name}.part")
        try:
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                out.write(sealed)
                out.flush()
                os.fsync(out.fileno())
            draft.rename(place)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _bring_to_disk(place.parent)

    def get(self, name: str) -> bytes:
        """The file's bytes."""
        try:
            return self._place(name).read_bytes()
        except FileNotFoundError as error:
            raise Missing(name) from error

    def remove(self, name: str) -> None:
        """The file goes; its folder stays."""
        place = self._place(name)
        place.unlink(missing_ok=True)
        place.with_name(f".{name}.part").unlink(missing_ok=True)

    def names(self) -> Iterator[tuple[str, datetime]]:
        """The files, half-written ones included: the sweep removes them under the same name."""
        for file in self.root.glob("??/??/*"):
            name = file.name.removeprefix(".").removesuffix(".part")
            if NAME.fullmatch(name):
                with contextlib.suppress(FileNotFoundError):
                    yield name, datetime.fromtimestamp(file.stat().st_mtime, UTC)

    def _place(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError("not the name of a document")
        return self.root / name[:2] / name[2:4] / name


def _bring_to_disk(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def the_store() -> Store:
    """The store of this installation."""
    return FileStore(settings.HOME.documents)


@contextlib.contextmanager
def files_still(lock: Path) -> Iterator[bool]:
    """Nobody removes a file meanwhile (a backup reads them all): waits for whoever does."""
    with _locked(lock, fcntl.LOCK_SH) as held:
        yield held


@contextlib.contextmanager
def alone_with_files(lock: Path) -> Iterator[bool]:
    """To remove files: whether nobody reads them all now. Where somebody does, the removing waits for the next time."""
    with _locked(lock, fcntl.LOCK_EX | fcntl.LOCK_NB) as held:
        yield held


@contextlib.contextmanager
def _locked(lock: Path, how: int) -> Iterator[bool]:
    with open(os.open(lock, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as file:
        try:
            fcntl.flock(file, how)
        except BlockingIOError:
            yield False
            return
        yield True
