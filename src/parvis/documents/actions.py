"""Acts on the documents that people send: one is stored, or removed; its content is given back. Who may, the caller asks."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from typing import IO

from django.conf import settings
from django.db import connection, transaction

from parvis.documents import content_words as words
from parvis.documents.content_apart import Busy, made_safe_apart
from parvis.documents.limits import MEGABYTE
from parvis.documents.models import INFECTED, NOT_SCANNED, StoredDocument
from parvis.documents.purposes import PURPOSES
from parvis.documents.scanning import scan
from parvis.documents.seal import Closed, Seal
from parvis.documents.sound import Sound, Unsound
from parvis.documents.store import Missing, Store, the_store
from parvis.journal.actions import CODE, record_entry
from parvis.people.refused import Refused


class Lost(Exception):
    """The content of a document cannot be given back: it is not in the store, or it is not what was put there."""


def store_document(
    content: bytes | IO[bytes],
    *,
    purpose: str,
    subject: tuple[str, str],
    by: str,
    at: datetime,
    field: str = "file",
    store: Store | None = None,
) -> StoredDocument:
    """Keep a document that somebody sent; `Refused`, with the reason at `field`, where it is not kept.

    `purpose`: a code of `purposes.PURPOSES`. `subject`: a kind and an identifier, codes as in the journal. `by`: a code. The
    same content sent twice for the same thing and purpose is one document. The caller has asked whether `by` may.
    """
    if purpose not in PURPOSES or not all(CODE.fullmatch(code) for code in (*subject, by)):
        raise ValueError("a document is stored under codes, for a purpose that is known")
    sound, verdict = _taken(_read(content, field), field)
    digest = hashlib.sha256(sound.content).hexdigest()
    with transaction.atomic():
        _one_at_a_time(subject)
        there = StoredDocument.objects.about(*subject).kept()
        if (same := there.filter(purpose=purpose, sha256=digest).first()) is not None:
            return same
        if there.count() >= settings.DOCUMENTS_A_SUBJECT:
            raise Refused(words.TOO_MANY.fill(most=settings.DOCUMENTS_A_SUBJECT), field=field)
        kind, about = subject
        scanned = None if verdict == NOT_SCANNED else at
        document = StoredDocument(id=uuid.uuid4(), subject_kind=kind, subject=about, purpose=purpose, sha256=digest)
        document.media_type, document.size, document.pages = sound.media_type, len(sound.content), sound.pages
        document.scan, document.scanned_at = verdict, scanned
        document.added_at, document.added_by = at, by
        document.save(force_insert=True)
        record_entry(
            "document.added",
            by=by,
            at=at,
            subject=("document", document.id.hex),
            codes={"kind": kind, "of": about, "purpose": purpose, "bytes": document.size, "scan": verdict},
        )
        name = document.id.hex
        (store or the_store()).put(name, Seal(settings.HOME.document_keys).seal(sound.content, name))
    return document


def _read(content: bytes | IO[bytes], field: str) -> bytes:
    most = settings.LARGEST_DOCUMENT
    sent = content if isinstance(content, bytes) else content.read(most + 1)
    if not sent:
        raise Refused(words.EMPTY, field=field)
    if len(sent) > most:
        raise Refused(words.TOO_LARGE.fill(most=most // MEGABYTE), field=field)
    return sent


def _taken(sent: bytes, field: str) -> tuple[Sound, str]:
    """What is kept of it, and what the antivirus said of what was sent."""
    try:
        sound = made_safe_apart(sent)
    except Unsound as unsound:
        raise Refused(words.REASONS[unsound.why], field=field) from unsound
    except Busy as busy:
        raise Refused(words.BUSY, field=field) from busy
    verdict = scan(sent, settings.CLAMAV_SOCKET)
    if verdict == INFECTED:
        raise Refused(words.INFECTED, field=field)
    return sound, verdict


def _one_at_a_time(subject: tuple[str, str]) -> None:
    """Two documents of one thing are added one after the other: their number is counted right."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"documents {subject[0]} {subject[1]}"])


def remove_document(document: StoredDocument, *, by: str, at: datetime) -> StoredDocument:
    """Remove a document: nobody sees it from now on, and its content is destroyed within the hour, by the worker.

    Removing it twice changes nothing. The caller has asked whether `by` may.
    """
    with transaction.atomic():
        held = StoredDocument.objects.select_for_update().get(pk=document.pk)
        if held.removed_at is None:
            held.removed_at, held.removed_by = at, by
            held.save(update_fields=["removed_at", "removed_by"])
            record_entry("document.removed", by=by, at=at, subject=("document", held.id.hex))
    return held


def content_of(document: StoredDocument, *, store: Store | None = None) -> bytes:
    """The content of a document, exactly as it was stored; `Lost` where it is not, or no more."""
    name = document.id.hex
    try:
        content = Seal(settings.HOME.document_keys).open((store or the_store()).get(name), name)
    except (Missing, Closed) as error:
        raise Lost(name) from error
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise Lost(name)
    return content
