"""What is kept of applications, and how long: one that no body ever received is forgotten after a year untouched."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from parvis.documents.actions import remove_document
from parvis.documents.models import StoredDocument
from parvis.journal.actions import record_entry
from parvis.roster.models import Application

#: A year, as the assessment of privacy says. Not legal.
KEPT = timedelta(days=365)


def forget_drafts(*, at: datetime) -> int:
    """Forget what was begun and never sent, with its documents; how many. Idempotent; what a body received is proof and stays."""
    old = Application.objects.filter(sent_at=None, state__in=("draft", "withdrawn"), changed_at__lt=at - KEPT)
    forgotten = 0
    for number in old.values_list("number", flat=True):
        with transaction.atomic():
            held = old.select_for_update(skip_locked=True).filter(number=number).first()
            if held is None:
                continue
            for document in StoredDocument.objects.about("application", number).kept():
                remove_document(document, by="system", at=at)
            held.delete()
            record_entry("application.forgotten", by="system", at=at, subject=("application", number))
            forgotten += 1
    return forgotten
