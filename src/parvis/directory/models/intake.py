"""A file that a keeper brought to the desk: the file until it is taken in or left, and its dry run, line by line."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q

from parvis.people.models import Nobody, Person

#: Where a file stands. `waiting`: for the worker; `unreadable`: as a whole; `applying`: asked for, the worker is at it.
STATES = ("waiting", "reading", "comparing", "listing", "ready", "unreadable", "applying", "applied")
#: Those in which the worker has it.
WORKING = ("waiting", "reading", "comparing", "listing", "applying")
#: What a line of the dry run comes to. `noted`: nothing of it is a record; there is only something to say.
OUTCOMES = ("new", "changed", "proposed", "refused", "same", "noted")
#: How long a file and its dry run are kept at most: the duty that forgets runs each hour, so that none is older than a day.
KEPT = timedelta(hours=23)


class IntakeQuerySet(models.QuerySet["Intake"]):
    """Reads of the files."""

    def visible_to(self, person: Person | Nobody) -> IntakeQuerySet:
        """Those of this person: nobody else sees a file before it is taken in."""
        return self.filter(by=person.code) if isinstance(person, Person) and person.is_active else self.none()

    def unfinished(self) -> IntakeQuerySet:
        """Those not taken in yet."""
        return self.exclude(state="applied")

    def over(self, at: datetime) -> IntakeQuerySet:
        """Those whose time has passed."""
        return self.filter(forget_at__lte=at)

    def without_file(self) -> IntakeQuerySet:
        """Without the bytes of the file, which a page does not need."""
        return self.defer("content")


class Intake(models.Model):
    """One file. `edition`: the edition of the directory that it was compared with; `digest`: of the dry run shown; `again`: how
    often it was compared anew because the directory had changed. `fault`: why it cannot be read, and what to do.
    """

    by = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    form = models.CharField(max_length=20, blank=True)
    lang = models.CharField(max_length=2)
    size = models.PositiveIntegerField()
    content = models.BinaryField(null=True)
    state = models.CharField(max_length=20)
    moved_at = models.DateTimeField()
    fault: models.Field[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(null=True)
    notes: models.Field[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(default=list)
    counts: models.Field[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    whole = models.BooleanField(default=True)
    edition = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    again = models.PositiveSmallIntegerField(default=0)
    done: models.Field[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    forget_at = models.DateTimeField(db_index=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=STATES),
                name="intake_state_known",
                violation_error_message="A file is in one of the known states.",
            ),
            models.CheckConstraint(
                condition=~Q(state="applied") | Q(content=None),
                name="intake_file_forgotten_once_applied",
                violation_error_message="A file that was taken in is no longer kept.",
            ),
            models.CheckConstraint(
                condition=Q(forget_at__gt=F("received_at"), forget_at__lte=F("received_at") + timedelta(days=1)),
                name="intake_kept_a_day",
                violation_error_message="A file is kept a day at most.",
            ),
            models.UniqueConstraint(
                fields=["by"],
                condition=~Q(state="applied"),
                name="intake_one_at_a_time",
                violation_error_message="A person has one file at a time.",
            ),
        ]

    def __str__(self) -> str:
        return f"intake {self.pk}"

    @property
    def works(self) -> bool:
        """Whether the worker has it."""
        return self.state in WORKING


class IntakeLineQuerySet(models.QuerySet["IntakeLine"]):
    """Reads of the lines of a dry run."""

    def of(self, intake: Intake) -> IntakeLineQuerySet:
        """Those of a file, in its order, without what each record would say."""
        return self.filter(intake=intake).order_by("position").defer("content")

    def telling(self) -> IntakeLineQuerySet:
        """Those that change something, or of which there is something to say: without the rows that change nothing."""
        return self.exclude(outcome="same", doubtful=False, not_understood=False)

    def narrowed(self, outcome: str, kind: str) -> IntakeLineQuerySet:
        """Of one outcome (or with a doubt, or something not understood) and of one kind of record; "" for all."""
        found = self
        if outcome in ("doubtful", "not_understood"):
            found = found.filter(**{outcome: True})
        elif outcome:
            found = found.filter(outcome=outcome)
        return found.filter(kind=kind) if kind else found


class IntakeLine(models.Model):
    """What one row of the file would do. `content`: what the record would say; it is published as it stands here."""

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    row = models.PositiveIntegerField()
    sheet = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, blank=True)
    record = models.CharField(max_length=200, blank=True)
    name = models.TextField(blank=True)
    changes: models.Field[list[list[str]], list[list[str]]] = models.JSONField(default=list)
    findings: models.Field[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(default=list)
    content: models.Field[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(null=True)
    doubtful = models.BooleanField(default=False)
    not_understood = models.BooleanField(default=False)

    objects = IntakeLineQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["intake", "outcome", "position"], name="intake_line_by_outcome")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=OUTCOMES),
                name="intake_line_outcome_known",
                violation_error_message="A line of a dry run comes to one of the known outcomes.",
            ),
            models.UniqueConstraint(fields=["intake", "position"], name="intake_line_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.intake_id} {self.position}"
