"""What was done to have facts confirmed again: one row for each step of the ladder that was reached, added and never changed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from parvis.directory.models.service import Service

#: The steps as the database checks them; a test holds this equal to `desk/assurance.toml`.
STEPS = ("letter", "reminder", "unconfirmed")


class RenewalQuerySet(models.QuerySet["Renewal"]):
    """Reads of the steps."""

    def latest_of(self, services: Iterable[str]) -> dict[tuple[str, object], Renewal]:
        """The last step reached for each service and day due."""
        rows = (
            self.filter(service__in=list(services)).order_by("service_id", "due", "-pk").distinct("service_id", "due")
        )
        return {(one.service_id, one.due): one for one in rows}


class Renewal(models.Model):
    """A step reached for the facts of a service that were due on a day. A confirmation moves the day: the steps end there."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="renewals")
    due = models.DateField()
    step = models.CharField(max_length=20)
    reached_on = models.DateField()

    objects = RenewalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(step__in=STEPS),
                name="renewal_step_known",
                violation_error_message="This step does not exist.",
            ),
            models.CheckConstraint(
                condition=Q(reached_on__gte=models.F("due")),
                name="renewal_once_due",
                violation_error_message="A step is reached once the facts are due.",
            ),
            models.UniqueConstraint(fields=["service", "due", "step"], name="renewal_each_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.step} {self.reached_on}"


#: How a keeper tried to reach an organization.
WAYS = ("called", "written", "visited")


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Reads of the attempts."""

    def latest_of(self, services: Iterable[str]) -> dict[str, Attempt]:
        """The last attempt for each service."""
        rows = self.filter(service__in=list(services)).order_by("service_id", "-pk").distinct("service_id")
        return {one.service_id: one for one in rows}


class Attempt(models.Model):
    """Somebody tried to have the facts of a service confirmed, and nobody answered. Added, never changed. `again_on`: when to
    try again; the ladder goes on by itself meanwhile.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="attempts")
    how = models.CharField(max_length=20)
    on = models.DateField()
    again_on = models.DateField()
    by = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    objects = AttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(how__in=WAYS),
                name="attempt_way_known",
                violation_error_message="An attempt is a call, a letter or a visit.",
            ),
            models.CheckConstraint(
                condition=Q(again_on__gt=models.F("on")),
                name="attempt_again_later",
                violation_error_message="One tries again after the day on which one tried.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.how} {self.on}"
