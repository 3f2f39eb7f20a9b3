"""What was published and when, what waits for a keeper, and the number that says that something changed."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import connection, models

from parvis.directory.models.within import records_within

if TYPE_CHECKING:
    from parvis.people.models import Nobody, Person

KINDS = ("organization", "service", "statistic")


class VersionQuerySet(models.QuerySet["Version"]):
    """Reads of the versions."""

    def of(self, kind: str, record: str) -> "VersionQuerySet":
        """The versions of a record, newest first."""
        return self.filter(kind=kind, record=record).order_by("-pk")

    def as_of(self, day: date) -> "VersionQuerySet":
        """The version of each record that held on a day: the last one published by the end of that day."""
        return self.filter(valid_from__lte=day).order_by("kind", "record", "-pk").distinct("kind", "record")

    def first_of_each(self) -> "VersionQuerySet":
        """The first version of each record."""
        return self.order_by("kind", "record", "pk").distinct("kind", "record")

    def last_of_each(self) -> "VersionQuerySet":
        """The last version of each record, those of withdrawn records included."""
        return self.order_by("kind", "record", "-pk").distinct("kind", "record")

    def withdrawn_now(self) -> "VersionQuerySet":
        """The last version of each record that is withdrawn at present, the latest first."""
        later = Version.objects.filter(kind=models.OuterRef("kind"), record=models.OuterRef("record"))
        return (
            self.filter(withdrawn=True)
            .exclude(models.Exists(later.filter(pk__gt=models.OuterRef("pk"))))
            .order_by("-pk")
        )


class Version(models.Model):
    """A published record as it was from a day on, in the form of its file. Added once, never changed (migration 0001).

    `withdrawn`: from then on the record is nowhere but in its history, for a `reason`; `content` is what it last said;
    `replaced_by`: the identifier of the record of the same kind that stands in its place, where a keeper said so.
    """

    kind = models.CharField(max_length=20)
    record = models.CharField(max_length=20)
    valid_from = models.DateField()
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=60)
    edition = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    withdrawn = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    replaced_by = models.CharField(max_length=20, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "record", "-id"], name="version_of_a_record"),
            models.Index(fields=["kind", "record"], condition=models.Q(withdrawn=True), name="version_withdrawn"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=KINDS),
                name="version_kind_known",
                violation_error_message="A version is of an organization, a service or a statistic.",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn=False, reason="") | (models.Q(withdrawn=True) & ~models.Q(reason="")),
                name="version_withdrawn_for_a_reason",
                violation_error_message="A record is withdrawn for a reason, and only then is one given.",
            ),
            models.CheckConstraint(
                condition=models.Q(replaced_by="")
                | (models.Q(withdrawn=True) & ~models.Q(replaced_by=models.F("record"))),
                name="version_replaced_where_withdrawn",
                violation_error_message="Only a withdrawn record has a replacement, and it is another record.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record} {self.valid_from}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Reads of the proposals."""

    def waiting(self) -> "ProposalQuerySet":
        """Those that nobody has answered yet, the oldest first."""
        return self.filter(answer="").order_by("made_at", "pk")

    def about_records(self, records: frozenset[str] | None) -> "ProposalQuerySet":
        """Those about some records; all of them, those of new records too, where None is given."""
        return self if records is None else self.filter(record__in=records)

    def visible_to(self, person: "Person | Nobody", *, at: datetime) -> "ProposalQuerySet":
        """Those that a person may read at the desk: about the records that their role reaches."""
        return self.about_records(records_within(person, "desk.read", at=at))


class Proposal(models.Model):
    """A change of a record that a keeper takes, takes in part, or leaves: of the files, of an import, or of an organization.

    `link`: by which an organization proposed it, with its words; `base`: the digest of the version that it was written from;
    `reason`: why it was left, or left in part, for whoever proposed it.
    """

    kind = models.CharField(max_length=20)
    record = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    made_at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True)
    answered_by = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True)
    link = models.ForeignKey("directory.ProposalLink", null=True, on_delete=models.SET_NULL, related_name="proposals")
    base = models.CharField(max_length=64, blank=True)
    reason = models.TextField(blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record", "digest"], condition=models.Q(link=None), name="proposal_once"
            ),
            models.UniqueConstraint(fields=["link", "kind", "record"], name="proposal_once_by_link"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_by="", answered_at=None)
                | (
                    models.Q(answer__in=("taken", "part", "left"), answered_at__isnull=False)
                    & ~models.Q(answered_by="")
                ),
                name="proposal_answer_signed",
                violation_error_message="An answer says who gave it and when.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"


class Edition(models.Model):
    """One row: the number of the present edition of the directory, raised by every publication."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1), name="edition_single", violation_error_message="There is one present edition."
            )
        ]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> "Edition":
        """The present edition, in one query; number 0 before anything was published."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @classmethod
    def present_number(cls) -> int:
        """The present edition's number alone, as cheaply as can be: every kept page asks for it."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM directory_edition WHERE id = 1")
            row = cursor.fetchone()
        return row[0] if row else 0
