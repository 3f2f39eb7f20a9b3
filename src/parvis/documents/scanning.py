"""Asking ClamAV's daemon about a document: INSTREAM, over the socket of this machine. Bounded in time and in what is read."""

from __future__ import annotations

import contextlib
import logging
import socket
import stat
import struct
import time
from pathlib import Path

from parvis.documents.models import CLEAN, INFECTED, NOT_SCANNED

#: Seconds for one document, everything included; bytes of a piece; bytes of an answer.
PATIENCE, PIECE, LONGEST_ANSWER = 20.0, 64 * 1024, 4096


def antivirus_there(path: str) -> bool:
    """Whether there is a socket of that name on this machine; whether somebody answers is not asked."""
    try:
        return bool(path) and stat.S_ISSOCK(Path(path).stat().st_mode)
    except OSError:
        return False


def scan(content: bytes, path: str) -> str:
    """`clean`, `infected`, or `not_scanned` where nobody answers, in time and clearly. `path`: of the daemon's socket."""
    if not antivirus_there(path):
        return NOT_SCANNED
    try:
        answer = _asked(content, path, time.monotonic() + PATIENCE)
    except OSError as error:
        answer = type(error).__name__.encode()
    if answer == b"stream: OK":
        return CLEAN
    if answer.startswith(b"stream: ") and answer.endswith(b" FOUND"):
        logging.getLogger("parvis.security").warning("malware found in a document", extra={"count": 1})
        return INFECTED
    logging.getLogger("parvis.documents").warning("the antivirus gave no answer on a document")
    return NOT_SCANNED


def antivirus_answers(path: str) -> bool:
    """Whether the daemon is alive."""
    try:
        with _opened(path, time.monotonic() + 2) as way:
            way.sendall(b"zPING\0")
            return _answered(way, time.monotonic() + 2) == b"PONG"
    except OSError:
        return False


def _opened(path: str, until: float) -> socket.socket:
    way = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        way.settimeout(_left(until))
        way.connect(path)
    except BaseException:
        way.close()
        raise
    return way


def _asked(content: bytes, path: str, until: float) -> bytes:
    with _opened(path, until) as way:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it may answer before it has read everything
            way.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                way.settimeout(_left(until))
                way.sendall(struct.pack("!I", len(piece)) + piece)
            way.sendall(struct.pack("!I", 0))
        return _answered(way, until)


def _answered(way: socket.socket, until: float) -> bytes:
    answer = b""
    while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
        way.settimeout(_left(until))
        more = way.recv(LONGEST_ANSWER)
        if not more:
            break
        answer += more
    return answer.partition(b"\0")[0].strip()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
