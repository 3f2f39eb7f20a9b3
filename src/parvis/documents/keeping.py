"""What the worker does for the documents that people sent: looks again, destroys what was removed, clears what belongs to nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from parvis.documents.actions import Lost, content_of
from parvis.documents.models import INFECTED, NOT_SCANNED, StoredDocument
from parvis.documents.scanning import antivirus_there, scan
from parvis.documents.store import Store, alone_with_files, the_store
from parvis.journal.actions import record_entry

#: A content without a row belongs to an act that was undone; before this long, the act may still be under way.
NOBODYS_AFTER = timedelta(days=1)
#: How long it is known that there was a document, once it is removed.
FORGOTTEN_AFTER = timedelta(days=365)
#: How many documents one round looks at: a round ends before the next one begins.
A_ROUND = 500


def scan_again(*, at: datetime, most: int = A_ROUND, store: Store | None = None) -> dict[str, int]:
    """Have the antivirus look at what it has not seen; how many were found `clean` and `infected`.

    A document in which malware is found is removed at once. Where nobody answers, the rest waits for the next round.
    """
    counts = {"clean": 0, "infected": 0}
    if not antivirus_there(settings.CLAMAV_SOCKET):
        return counts
    for number in StoredDocument.objects.unscanned().values_list("pk", flat=True)[:most]:
        with transaction.atomic():
            held = StoredDocument.objects.unscanned().select_for_update(skip_locked=True).filter(pk=number).first()
            if held is None:
                continue
            try:
                verdict = scan(content_of(held, store=store), settings.CLAMAV_SOCKET)
            except Lost:
                continue  # `doctor` tells of it; the next one is looked at
            if verdict == NOT_SCANNED:
                break
            held.scan, held.scanned_at = verdict, at
            if verdict == INFECTED:
                held.removed_at, held.removed_by = at, "system"
                record_entry("document.infected", by="system", at=at, subject=("document", held.id.hex))
            held.save(update_fields=["scan", "scanned_at", "removed_at", "removed_by"])
            counts[verdict] += 1
    return counts


def destroy_removed(*, at: datetime, store: Store | None = None) -> int:
    """Destroy the content of documents that were removed in the last days; how many were looked for. Idempotent."""
    place = store or the_store()
    with alone_with_files(settings.HOME.files_lock) as alone:
        if not alone:
            return 0
        removed = StoredDocument.objects.filter(removed_at__gt=at - 2 * NOBODYS_AFTER).values_list("pk", flat=True)
        for number in removed:
            place.remove(number.hex)
        return len(removed)


@dataclass(frozen=True)
class Compared:
    """The table and the store, held against each other: names of contents that are no document's, and of documents without."""

    nobodys: tuple[str, ...]
    without: tuple[str, ...]


def compared(*, at: datetime, store: Store | None = None) -> Compared:
    """What does not go together. What was put there or added in the last day may be under way, and is left out."""
    before = at - NOBODYS_AFTER
    found = dict((store or the_store()).names())
    kept = dict(StoredDocument.objects.kept().values_list("pk", "added_at"))
    names = {number.hex: added for number, added in kept.items()}
    return Compared(
        tuple(sorted(name for name, since in found.items() if name not in names and since < before)),
        tuple(sorted(name for name in names if name not in found)),
    )


def sweep(*, at: datetime, store: Store | None = None) -> dict[str, int]:
    """Destroy what is nobody's, forget the lines of what was removed long ago; how many, and how many have no content."""
    place = store or the_store()
    with alone_with_files(settings.HOME.files_lock) as alone:
        found = compared(at=at, store=place)
        if alone:
            for name in found.nobodys:
                place.remove(name)
    forgotten = StoredDocument.objects.filter(removed_at__lt=at - FORGOTTEN_AFTER).delete()[0]
    return {"nobodys": len(found.nobodys) if alone else 0, "without": len(found.without), "forgotten": forgotten}


def openable(*, most: int = 3, store: Store | None = None) -> Iterator[bool]:
    """Whether the last documents that were added can be opened with the keys that are here."""
    for document in StoredDocument.objects.kept().order_by("-added_at")[:most]:
        try:
            content_of(document, store=store)
        except Lost:
            yield False
        else:
            yield True
