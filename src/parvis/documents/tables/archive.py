"""XLSX and DOCX are ZIP archives that a stranger made: measured and looked through before any library opens them."""

import io
import re
import zipfile
from collections.abc import Iterator

from parvis.documents.tables import stopped
from parvis.documents.tables.stopped import NotRead

#: Bytes of a file that is taken in at all.
LARGEST_FILE = 64 * 1024 * 1024
MOST_ENTRIES = 2_000
#: Bytes of all its parts once unpacked, and how many times its packed size a large part may be.
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_RATIO = 150
_SMALL = 2 * 1024 * 1024
_CHUNK = 256 * 1024
_DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_WAY_OUT = "Open it in a spreadsheet or word processor and save it again."


def checked(content: bytes, name: str) -> zipfile.ZipFile:
    """The archive, where it can be opened without harm. `NotRead` says what is wrong and what to do."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as fault:
        raise NotRead(stopped.DAMAGED, f"{name} is not a whole XLSX or DOCX file. {_WAY_OUT}") from fault
    if len(entries) > MOST_ENTRIES:
        raise NotRead(stopped.FORGED, f"{name} has {len(entries)} parts; at most {MOST_ENTRIES} are read. {_WAY_OUT}")
    if len({one.filename for one in entries}) != len(entries):
        raise NotRead(stopped.FORGED, f"{name} has a part twice. {_WAY_OUT}")
    total = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise NotRead(
                stopped.LOCKED, f"{name} is locked with a password. Take the password off, then import it again."
            )
        if entry.filename.startswith("/") or ".." in entry.filename.split("/"):
            raise NotRead(stopped.FORGED, f"{name} has a part with a path that leaves it. {_WAY_OUT}")
        total += _measured(archive, entry, name, LARGEST_UNPACKED - total)
    return archive


def _measured(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, left: int) -> int:
    """The bytes of a part, counted as they come: its header may lie. No part declares entities or a document type."""
    size, tail = 0, b""
    is_xml = entry.filename.endswith((".xml", ".rels", ".vml"))
    for chunk in _chunks(archive, entry, name):
        size += len(chunk)
        ratio = size / max(entry.compress_size, 1)
        if size > left or (size > _SMALL and ratio > LARGEST_RATIO):
            raise NotRead(stopped.BOMB, f"{name} unpacks to far more than its size (a “zip bomb”): it is not opened.")
        if is_xml:
            window = (tail + chunk).replace(b"\x00", b"")
            if _DECLARES.search(window):
                raise NotRead(
                    stopped.ENTITIES, f"{name} declares XML entities or a document type: it is not opened. {_WAY_OUT}"
                )
            tail = chunk[-64:]
    return size


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    try:
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                yield chunk
    except NotRead:
        raise
    except Exception as fault:  # a damaged part: zlib, CRC, an unknown method
        raise NotRead(stopped.DAMAGED, f"{name} has a damaged part ({entry.filename[:60]!r}). {_WAY_OUT}") from fault


def contents_of(archive: zipfile.ZipFile) -> str:
    """What the archive is: "xlsx", "docx", "json" (HSDS, a file a kind of record) or ""."""
    names = set(archive.namelist())
    known = "xlsx" if "xl/workbook.xml" in names else "docx" if "word/document.xml" in names else ""
    return known or ("json" if names and any(one.lower().endswith((".json", ".ndjson")) for one in names) else "")


def unpacked(content: bytes) -> int:
    """About how much there is to read, in bytes: what an archive says that it unpacks to, else the file itself."""
    if not content.startswith(b"PK"):
        return len(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return max(len(content), sum(one.file_size for one in archive.infolist()))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return len(content)


def merged(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    """The merged ranges of a sheet (`A3:B4`), without taking the sheet into memory."""
    tail = b""
    with archive.open(part) as sheet:
        while chunk := sheet.read(_CHUNK):
            window = tail + chunk
            ends = 0
            for found in re.finditer(
                rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"', window
            ):
                yield found[1].decode("ascii")
                ends = found.end()
            tail = window[max(ends, len(window) - 256) :]
