"""What readers report: "this is wrong", without an account, and what they are answered.

The public side of the database can neither read nor write this table: a report comes in through one function of the
database, which also counts, and an answer is read through another, by the digest of its reference (migration 0003).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection, models
from django.db.models import Q

from parvis.directory.models.within import records_within

if TYPE_CHECKING:
    from parvis.people.models import Nobody, Person

#: What a reader's report came to.
OUTCOMES = ("corrected", "confirmed", "passed_on", "not_ours")
#: How long a report waits at most, and how long its answer can be read.
WAITS = timedelta(days=365)
READABLE = timedelta(days=90)
#: Characters of a report and of an answer.
LONGEST = 2000


class ReaderReportQuerySet(models.QuerySet["ReaderReport"]):
    """Reads of the reports."""

    def waiting(self) -> ReaderReportQuerySet:
        """Those that nobody has answered yet, the oldest first."""
        return self.filter(answered_at__isnull=True).order_by("filed_at", "pk")

    def answered(self) -> ReaderReportQuerySet:
        """Those answered, the latest first."""
        return self.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")

    def about_records(self, records: frozenset[str] | None) -> ReaderReportQuerySet:
        """Those about some records; all of them, those about other pages too, where None is given."""
        return self if records is None else self.filter(about__in=records)

    def visible_to(self, person: Person | Nobody, *, at: datetime) -> ReaderReportQuerySet:
        """Those that a person may read: whoever answers them, about the records that this power of theirs reaches."""
        return self.about_records(records_within(person, "desk.answer", at=at))

    def over(self, at: datetime) -> ReaderReportQuerySet:
        """Those whose time has passed."""
        return self.filter(forget_at__lte=at)


class ReaderReport(models.Model):
    """One report. `digest`: of the reference that only the reader has; `about`: a record (`SVC-097`), a page
    (`page:district/laval`) or ""; `email`: sealed, and only until the answer has left.
    """

    digest = models.CharField(max_length=64, unique=True)
    about = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2)
    words = models.TextField()
    email = models.BinaryField(null=True)
    filed_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True)
    forget_at = models.DateTimeField(db_index=True)

    objects = ReaderReportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["about", "filed_at"], name="report_about_a_page")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="report_says_something",
                violation_error_message="A report says what is wrong.",
            ),
            models.CheckConstraint(
                condition=Q(language__in=("fr", "en")),
                name="report_language_known",
                violation_error_message="A report is in French or English.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answer="", answered_by="", answered_at=None)
                | (Q(outcome__in=OUTCOMES, answered_at__isnull=False, email=None) & ~Q(answer="") & ~Q(answered_by="")),
                name="report_answer_signed",
                violation_error_message="An answer says what was done, by whom and when; the address is then gone.",
            ),
            models.CheckConstraint(
                condition=Q(forget_at__gt=models.F("filed_at")),
                name="report_forgotten_later",
                violation_error_message="A report is kept for a time, then forgotten.",
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"


@dataclass(frozen=True, slots=True)
class Told:
    """What whoever has the reference may know of a report: never its words, never an address."""

    about: str
    language: str
    filed_at: datetime
    outcome: str
    answer: str
    answered_at: datetime | None
    forget_at: datetime


def told(digest: str) -> Told | None:
    """The state of the report under this digest; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM directory_report_told(%s)", [digest])
        row = cursor.fetchone()
    return Told(*row) if row else None


def take_in(digest: str, *, about: str, language: str, words: str, email: bytes | None, at: datetime) -> int | None:
    """Put a report in; its number, or None where too many came in the last hour (in all, or about one page)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT directory_report_take_in(%s, %s, %s, %s, %s, %s, %s)",
            [digest, about, language, words, email, at, at + WAITS],
        )
        number: int | None = cursor.fetchone()[0]
    return number
