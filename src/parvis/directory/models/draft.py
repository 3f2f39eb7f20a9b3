"""What somebody is changing in a record before it is published, and whether the two languages of each text agree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q

from parvis.directory.models.history import KINDS, Version
from parvis.people.models import Nobody, Person

#: How long a draft that nobody touches is kept.
KEPT = timedelta(days=365)


class DraftQuerySet(models.QuerySet["Draft"]):
    """Reads of the drafts."""

    def held_by(self, holder: str) -> DraftQuerySet:
        """Those of a holder (the code of a person, or of a proposer's link), the latest first."""
        return self.filter(holder=holder).order_by("-saved_at", "-pk")

    def visible_to(self, person: Person | Nobody) -> DraftQuerySet:
        """Those of this person: nobody else reads what is not published yet."""
        return self.held_by(person.code) if isinstance(person, Person) and person.is_active else self.none()

    def over(self, at: datetime) -> DraftQuerySet:
        """Those that nobody has touched for so long that they are forgotten."""
        return self.filter(saved_at__lte=at - KEPT)


class Draft(models.Model):
    """One open draft of a record, saved at every step; it ends when it is published, sent or thrown away.

    `holder`: the code of who holds it, `person:12` or what a proposer's link calls itself. `against`: the digest of the
    version from which it started, "" for a new record. `content`: what the record would say, in the form of a version.
    `unread`: what was typed and could not be read yet, page by page. `agreed`: of a text by the digest of its two
    languages, whether they agree (`agree`) or one is left behind (`behind`), as its holder said.
    """

    kind = models.CharField(max_length=20)
    record = models.CharField(max_length=20)
    is_new = models.BooleanField(default=False)
    holder = models.CharField(max_length=60)
    against = models.CharField(max_length=64, blank=True)
    content: models.Field[dict[str, Any], dict[str, Any]] = models.JSONField()
    unread: models.Field[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    agreed: models.Field[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField(db_index=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "kind", "record"], name="draft_one_a_record_and_holder"),
            models.CheckConstraint(
                condition=Q(kind__in=KINDS),
                name="draft_kind_known",
                violation_error_message="A draft is of an organization, a service or a statistic.",
            ),
            models.CheckConstraint(
                condition=~Q(holder="") & ~Q(record=""),
                name="draft_held_by_somebody",
                violation_error_message="A draft is held by somebody, and is of a record.",
            ),
            models.CheckConstraint(
                condition=Q(is_new=True, against="") | (Q(is_new=False) & ~Q(against="")),
                name="draft_against_a_version",
                violation_error_message="A draft starts from a version, unless the record is new.",
            ),
            models.CheckConstraint(
                condition=Q(saved_at__gte=F("started_at")),
                name="draft_saved_after_it_started",
                violation_error_message="A draft is saved once it is started.",
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk} of {self.record}"

    def base(self) -> dict[str, Any]:
        """What the record said in the version from which this draft started; nothing for a new record."""
        if not self.against:
            return {}
        found = Version.objects.of(self.kind, self.record).filter(digest=self.against).first()
        return dict(found.content) if found else {}


class ConcordanceQuerySet(models.QuerySet["Concordance"]):
    """Reads of what was said of the two languages of texts."""

    def latest_of(self, kind: str, records: Iterable[str]) -> dict[tuple[str, str], Concordance]:
        """The last word about each pair of texts: (record, digest of the pair) → the event."""
        rows = self.filter(kind=kind, record__in=list(records)).order_by("record", "digest", "-pk")
        return {(one.record, one.digest): one for one in rows.distinct("record", "digest")}


class Concordance(models.Model):
    """Somebody said whether the two languages of a text agree, against a version. Added once, never changed.

    `digest`: of the two texts, so that it holds wherever the text stands and comes back with them; `behind`: the language
    that is older ("" where both agree); `dated`: the last day on which that language is known to have agreed.
    """

    kind = models.CharField(max_length=20)
    record = models.CharField(max_length=20)
    path = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    behind = models.CharField(max_length=2, blank=True)
    dated = models.DateField(null=True)
    version = models.ForeignKey(Version, models.PROTECT, related_name="concordances")
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = ConcordanceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "record", "digest", "-id"], name="concordance_of_a_text")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=KINDS),
                name="concordance_kind_known",
                violation_error_message="A text is of an organization, a service or a statistic.",
            ),
            models.CheckConstraint(
                condition=Q(behind="", dated=None) | Q(behind__in=("fr", "en"), dated__isnull=False),
                name="concordance_behind_since",
                violation_error_message="A text that is behind says since when.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.path} {self.behind or 'agree'}"
