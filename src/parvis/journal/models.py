"""The journal: facts, added once and never changed.

An entry holds identifiers and codes, never names or words. The database itself refuses to change or remove one
(migration 0001): the record of who did what, when, under which norm, is worth what its worst keeper can do to it.
"""

from django.db import models


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads of the journal."""

    def about(self, subject_kind: str, subject: str) -> "EntryQuerySet":
        """The entries about one thing, oldest first."""
        return self.filter(subject_kind=subject_kind, subject=subject).order_by("pk")


class Entry(models.Model):
    """One fact: an act, by somebody, at a moment, about something, under a norm."""

    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    norm = models.CharField(max_length=60, blank=True)
    codes = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject"], name="journal_subject"),
            models.Index(fields=["kind", "at"], name="journal_kind_at"),
            models.Index(fields=["by", "-id"], name="journal_by"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(kind=""), name="journal_kind_said"),
            models.CheckConstraint(condition=~models.Q(by=""), name="journal_actor_said"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_kind}:{self.subject}"
