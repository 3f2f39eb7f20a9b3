"""What the watchers found: each finding is one task of the desk, with its evidence; and what they last looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from parvis.directory.models.within import records_within

if TYPE_CHECKING:
    from parvis.people.models import Nobody, Person

#: What looks by itself, each night or each week.
WATCHERS = ("links", "schedules", "rules", "prices", "contradictions")
#: What a finding may be about: a record of the directory, a value or a text of the law, a source of the places.
ABOUT = ("organization", "service", "statistic", "parameter", "norm", "place")
STATES = ("open", "aside", "settled")
#: How a run of a watcher went. `off`: switched off here; `no_network`: nothing outside answered, so nothing was concluded.
OUTCOMES = ("done", "off", "no_network", "unfinished")


class FindingQuerySet(models.QuerySet["Finding"]):
    """Reads of the findings."""

    def open_on(self, day: date) -> FindingQuerySet:
        """Those that wait for somebody on a day, the oldest first: what was set aside until that day is back."""
        waiting = Q(state="open") | Q(state="aside", aside_until__lte=day)
        return self.filter(waiting).order_by("first_seen", "pk")

    def set_aside_on(self, day: date) -> FindingQuerySet:
        """Those that somebody set aside, and whose day has not come, the nearest first."""
        return self.filter(state="aside", aside_until__gt=day).order_by("aside_until", "pk")

    def settled_since(self, day: date) -> FindingQuerySet:
        """Those whose cause went away on a day or later, the latest first."""
        return self.filter(state="settled", state_at__date__gte=day).order_by("-state_at", "-pk")

    def about_records(self, records: frozenset[str] | None) -> FindingQuerySet:
        """Those about some records; all of them, those about the law and the places too, where None is given."""
        return self if records is None else self.filter(record__in=records)

    def visible_to(self, person: Person | Nobody, *, at: datetime) -> FindingQuerySet:
        """Those that a person may read at the desk: about the records that their role reaches."""
        return self.about_records(records_within(person, "desk.read", at=at))


class Finding(models.Model):
    """One thing that a watcher found wrong with one value. The same finding is the same row, however often it is seen.

    `path`: where the value stands in its record (`access.web`); `code`: what is wrong (`watch/codes.py`); `evidence`: what
    shows it. It settles by itself when its cause is gone, and opens again when it comes back (`times` counts).
    """

    watcher = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    record = models.CharField(max_length=120)
    path = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=40)
    evidence: models.Field[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    first_seen = models.DateField()
    last_seen = models.DateField()
    times = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, default="open")
    state_at = models.DateTimeField()
    state_by = models.CharField(max_length=60)
    aside_until = models.DateField(null=True)
    reason = models.TextField(blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "first_seen"], name="finding_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["watcher", "kind", "record", "path", "code"], name="finding_once"),
            models.CheckConstraint(
                condition=Q(watcher__in=WATCHERS),
                name="finding_watcher_known",
                violation_error_message="This watcher does not exist.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ABOUT),
                name="finding_about_known",
                violation_error_message="A finding is about a record, a value of the law or a source.",
            ),
            models.CheckConstraint(
                condition=Q(state="aside", aside_until__isnull=False) & ~Q(reason="")
                | Q(state__in=("open", "settled"), aside_until=None, reason=""),
                name="finding_aside_with_reason",
                violation_error_message="What is set aside has a last day and a reason.",
            ),
            models.CheckConstraint(
                condition=Q(first_seen__lte=F("last_seen")),
                name="finding_seen_in_order",
                violation_error_message="A finding is last seen after it was first seen.",
            ),
            models.CheckConstraint(
                condition=~Q(state_by=""),
                name="finding_state_signed",
                violation_error_message="Somebody, or the watcher itself, gave this state.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.path} {self.code}"


class LookQuerySet(models.QuerySet["Look"]):
    """Reads of what was last seen at addresses."""

    def at_addresses(self, addresses: Iterable[str]) -> dict[str, Look]:
        """What was last seen, by address."""
        return {one.address: one for one in self.filter(address__in=list(addresses)).order_by("pk")}


class Look(models.Model):
    """What was last seen at an address that a record gives. `answers`: of the last looks, one a day, the latest last.

    `etag` and `modified` let the next look ask whether the page changed; `signs`: what the page said then of each record
    that gives the address. Nothing of the page itself is kept but a short excerpt.
    """

    address = models.CharField(max_length=500, unique=True)
    looked_at = models.DateTimeField()
    next_on = models.DateField()
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=100, blank=True)
    answers: models.Field[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(default=list)
    signs: models.Field[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    objects = LookQuerySet.as_manager()

    def __str__(self) -> str:
        return self.address


class Round(models.Model):
    """How the last round of a watcher went: when, what came of it, how many values it looked at. One row a watcher."""

    watcher = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20)
    looked = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(watcher__in=WATCHERS),
                name="round_watcher_known",
                violation_error_message="This watcher does not exist.",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=OUTCOMES),
                name="round_outcome_known",
                violation_error_message="A round ended in a way that is not known.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.watcher} {self.at:%Y-%m-%d} {self.outcome}"
