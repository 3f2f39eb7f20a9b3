"""A document that somebody sent: what is known of it. Its content is in the store, sealed; its file name is not kept."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from parvis.documents import content_words as words
from parvis.documents.limits import MEGABYTE
from parvis.documents.purposes import PURPOSES
from parvis.documents.sound import JPEG, PDF, PNG
from parvis.law.kernel.text import Text, counted

MEDIA_TYPES = (PDF, JPEG, PNG)
#: What the antivirus said: nothing found; there was none to ask; something found (its content is destroyed).
CLEAN, NOT_SCANNED, INFECTED = "clean", "not_scanned", "infected"


class StoredDocumentQuerySet(models.QuerySet["StoredDocument"]):
    """Reads of the documents that people sent. Who may see one is the question of what it belongs to."""

    def about(self, subject_kind: str, subject: str) -> StoredDocumentQuerySet:
        """The documents of one thing, oldest first."""
        return self.filter(subject_kind=subject_kind, subject=subject).order_by("added_at", "id")

    def kept(self) -> StoredDocumentQuerySet:
        """Those that were not removed, and in which no malware was found."""
        return self.filter(removed_at=None)

    def unscanned(self) -> StoredDocumentQuerySet:
        """Those that are kept and that no antivirus has looked at, oldest first."""
        return self.kept().filter(scan=NOT_SCANNED).order_by("added_at", "id")


class StoredDocument(models.Model):
    """One document. What it is never changes (a trigger holds it): it is removed, and another one is added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    purpose = models.CharField(max_length=40)
    media_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    #: Of the content as it is given back: of an image, once it was made anew.
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(null=True)
    scan = models.CharField(max_length=12, default=NOT_SCANNED)
    scanned_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=60)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=60, blank=True, default="")

    objects = StoredDocumentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject"], name="document_subject"),
            models.Index(
                fields=["added_at"], name="document_unscanned", condition=Q(scan="not_scanned", removed_at=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject", "purpose", "sha256"],
                condition=Q(removed_at=None),
                name="document_once",
            ),
            models.CheckConstraint(condition=Q(media_type__in=MEDIA_TYPES), name="document_media_type"),
            models.CheckConstraint(condition=Q(size__gt=0), name="document_not_empty"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="document_digest"),
            models.CheckConstraint(
                condition=Q(media_type=PDF, pages__isnull=False, pages__gt=0) | (~Q(media_type=PDF) & Q(pages=None)),
                name="document_pages",
            ),
            models.CheckConstraint(
                condition=Q(scan=NOT_SCANNED, scanned_at=None)
                | (Q(scan__in=(CLEAN, INFECTED)) & Q(scanned_at__isnull=False)),
                name="document_scan",
            ),
            models.CheckConstraint(
                condition=~Q(scan=INFECTED) | Q(removed_at__isnull=False), name="document_infected_is_removed"
            ),
            models.CheckConstraint(
                condition=~Q(added_by="") & ~Q(subject="") & ~Q(subject_kind="") & ~Q(purpose=""),
                name="document_said",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by="") | (Q(removed_at__isnull=False) & ~Q(removed_by="")),
                name="document_removed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"

    @property
    def label(self) -> Text:
        """What it is called: by its purpose, never by the name of a file."""
        return PURPOSES[self.purpose]

    @property
    def described(self) -> Text:
        """What it is, and how heavy: « PDF, 2 pages, 1,3 Mo »."""
        if self.size < MEGABYTE // 10:
            weight = words.KILOBYTES.fill(size=max(1, self.size // 1000))
        else:
            tenths = max(1, round(self.size / (MEGABYTE // 10)))
            whole, rest = divmod(tenths, 10)
            weight = words.MEGABYTES.fill(size=Text(f"{whole},{rest}", f"{whole}.{rest}"))
        parts = [words.KINDS[self.media_type]]
        if self.pages is not None:
            parts.append(counted(self.pages, *words.PAGES))
        return Text(*(", ".join(each.to(lang) for each in (*parts, weight)) for lang in ("fr", "en")))

    @property
    def scan_said(self) -> Text:
        """What the antivirus said of it, in words."""
        return words.SCANS[self.scan]
