"""Sealing what the store keeps: AES-256 in GCM, each document under its own name, with keys that no backup of the data holds.

The keys are a file of the home, apart (`keys/`): one key a line, in base64; the last one seals, each of them opens. They do
not follow from the installation's secret: that one may be replaced in a day, a document must stay readable for years.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

#: Says how it was sealed, so that another way can stand beside this one one day.
MARK = b"PVD1"
_MARK_OF_KEY, _ONCE = 8, 12
KEY_BYTES = 32


class Closed(Exception):
    """It cannot be opened: another key sealed it, or it was changed."""


class Seal:
    """The keys of a file, made on first use."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def seal(self, content: bytes, name: str) -> bytes:
        """The content, sealed for that name: under another name it does not open."""
        key = self._keys(make=True)[-1]
        once = secrets.token_bytes(_ONCE)
        return MARK + _mark_of(key) + once + AESGCM(key).encrypt(once, content, name.encode())

    def open(self, sealed: bytes, name: str) -> bytes:
        """The content. `Closed` where it was not sealed under that name by one of these keys, as it is."""
        head = len(MARK) + _MARK_OF_KEY
        mark, of_key, once = sealed[: len(MARK)], sealed[len(MARK) : head], sealed[head : head + _ONCE]
        for key in self._keys(make=False):
            if mark == MARK and of_key == _mark_of(key):
                try:
                    return AESGCM(key).decrypt(once, sealed[head + _ONCE :], name.encode())
                except InvalidTag as error:
                    raise Closed("changed, or sealed under another name") from error
        raise Closed("no key here opens it")

    def _keys(self, *, make: bool) -> list[bytes]:
        with contextlib.suppress(FileNotFoundError):
            return self._read()
        if not make:
            return []
        self._make()
        return self._read()

    def _read(self) -> list[bytes]:
        try:
            keys = [base64.b64decode(line, validate=True) for line in self.file.read_text(encoding="ascii").split()]
        except (binascii.Error, UnicodeDecodeError) as error:
            raise Closed(f"{self.file.name} holds no keys") from error
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise Closed(f"{self.file.name} holds no keys")
        return keys

    def _make(self) -> None:
        """A new key, whole or not at all; where another process makes one at the same time, the first one stays."""
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.file.with_name(f".{self.file.name}.{secrets.token_hex(4)}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(draft, self.file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()


def _mark_of(key: bytes) -> bytes:
    """Tells keys apart and shows none."""
    return hashlib.sha256(b"parvis document key:" + key).digest()[:_MARK_OF_KEY]
