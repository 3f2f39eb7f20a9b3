"""Recorded decisions: facts, what was decided, on which law, and the words that were shown.

A record is written once. It is never changed (a trigger holds it), and it is forgotten on its day: facts may be
about somebody.
"""

from __future__ import annotations

from datetime import date

from django.db import models


class DecisionRecordQuerySet(models.QuerySet["DecisionRecord"]):
    """Reads of the recorded decisions."""

    def to_replay(self) -> DecisionRecordQuerySet:
        """All of them, the oldest first."""
        return self.order_by("pk")

    def expired(self, on: date) -> DecisionRecordQuerySet:
        """Those whose last day has passed."""
        return self.filter(keep_until__lt=on)


class DecisionRecord(models.Model):
    """One decision as it was taken.

    `findings` hold norm, version, holds and facts; `words` the sentences shown in each language; `parameters` the values
    that were applied and `rules` what encoded each norm; `law` is the fingerprint of the whole law room.
    """

    reference = models.CharField(max_length=16, unique=True)
    question = models.CharField(max_length=80)
    asked_on = models.DateField()
    facts = models.JSONField()
    readings = models.JSONField(default=dict)
    outcome = models.JSONField()
    findings = models.JSONField()
    for_a_person = models.JSONField()
    leaned_on = models.JSONField()
    parameters = models.JSONField()
    rules = models.JSONField()
    words = models.JSONField()
    law = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
    keep_until = models.DateField(db_index=True)

    objects = DecisionRecordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["question", "recorded_at"], name="decision_question_at")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(recorded_by=""),
                name="decision_actor_said",
                violation_error_message="A recorded decision says who recorded it.",
            ),
            models.CheckConstraint(
                condition=models.Q(law__regex=r"^[0-9a-f]{64}$"),
                name="decision_law_said",
                violation_error_message="A recorded decision says on which law it was taken.",
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.reference}"
