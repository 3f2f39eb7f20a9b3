"""Passwords that were stolen somewhere: asked of a file of this machine, so that nobody else learns who changes a password.

The file is that of Have I Been Pwned, as its downloader writes it whole: one line for each password, its SHA-1 in capital
hexadecimal, a colon and a count, in the order of the digests. A place in it is found by halves: some forty short reads in 40 GB.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

DIGEST = 40
_HEX = frozenset(b"0123456789ABCDEF")
#: Lines looked at when the file is examined.
_LOOKS = 64


class Unreadable(Exception):
    """The file is not there, or is not such a file; the reason is for whoever runs the installation."""


def is_breached(path: Path, password: str) -> bool:
    """Whether this password stands in the file. `Unreadable` where the file cannot be read."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    try:
        with path.open("rb") as file:
            low, high = 0, file.seek(0, os.SEEK_END)
            while low < high:
                middle = (low + high) // 2
                if _digest_from(file, middle) < wanted:
                    low = middle + 1
                else:
                    high = middle
            return _digest_from(file, low) == wanted
    except OSError as error:
        raise Unreadable(f"{path} cannot be read ({type(error).__name__})") from error


def _digest_from(file: BinaryIO, place: int) -> bytes:
    """The digest of the first line that begins at a place or after it; beyond every digest where there is none."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline(200)
    return file.readline(200)[:DIGEST] or b"~"


def examine(path: Path) -> int:
    """The size of the file in bytes, once some of its lines were found to be what they must be; `Unreadable` otherwise."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            seen = [_digest_from(file, size * part // _LOOKS) for part in range(_LOOKS)]
    except OSError as error:
        raise Unreadable(f"{path} cannot be read ({type(error).__name__})") from error
    lines = [one for one in seen if one != b"~"]
    if not lines or any(len(one) != DIGEST or not _HEX.issuperset(one) for one in lines):
        raise Unreadable(f"{path} does not hold SHA-1 digests in capitals, one on each line")
    if lines != sorted(lines):
        raise Unreadable(f"{path} is not in the order of its digests")
    return size
