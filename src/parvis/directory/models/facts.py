"""What is said of a service, one row a fact: when, at what price, what is known since, how we know."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models

from parvis.directory import vocabulary
from parvis.directory.models.service import Service
from parvis.directory.models.values import Both, both_or_neither, both_said, codes, first_day_of, one_of, some_of
from parvis.directory.recurrence import Pause, Rule
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import text_of


class Schedule(models.Model):
    """When a service takes place: a rule, announced days, or only words. Times are local to Québec."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="schedules")
    position = models.PositiveSmallIntegerField()
    certainty = models.CharField(max_length=20)
    words_fr = models.TextField(blank=True)
    words_en = models.TextField(blank=True)
    rrule = models.CharField(max_length=300, blank=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    dates = ArrayField(models.DateField(), default=list)
    exceptions = ArrayField(models.DateField(), default=list)
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    slot_minutes = models.PositiveSmallIntegerField(null=True)
    holidays = models.CharField(max_length=20, blank=True)
    only_on_sitting_days = models.BooleanField(default=False)
    pauses = models.JSONField(default=list)

    words = Both()

    class Meta:
        ordering = ["position"]
        constraints = [
            one_of("certainty", vocabulary.CERTAINTIES, "schedule_certainty_known"),
            one_of("holidays", vocabulary.HOLIDAYS, "schedule_holidays_known", or_unknown=True),
            both_or_neither("words", "schedule_words_both"),
            models.UniqueConstraint(fields=["service", "position"], name="schedule_one_a_position"),
            models.CheckConstraint(
                condition=models.Q(first=None) | models.Q(last=None) | models.Q(first__lte=models.F("last")),
                name="schedule_days_in_order",
                violation_error_message="The last day does not come before the first.",
            ),
            models.CheckConstraint(
                condition=models.Q(starts=None) | models.Q(ends=None) | models.Q(starts__lt=models.F("ends")),
                name="schedule_times_in_order",
                violation_error_message="A session ends after it starts, on the same day.",
            ),
            models.CheckConstraint(
                condition=models.Q(rrule="") | models.Q(first__isnull=False, dates=[]),
                name="schedule_rule_has_its_first_day",
                violation_error_message="A rule needs its first day, and stands instead of a list of days.",
            ),
            models.CheckConstraint(
                condition=models.Q(slot_minutes=None) | models.Q(slot_minutes__gt=0),
                name="schedule_slot_positive",
                violation_error_message="An appointment lasts at least a minute.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.certainty} {self.rrule}"

    def as_rule(self) -> Rule:
        """The values from which occurrences are computed."""
        return Rule(
            certainty=self.certainty,
            rrule=self.rrule,
            first=self.first,
            last=self.last,
            dates=tuple(self.dates),
            exceptions=frozenset(self.exceptions),
            starts=self.starts,
            ends=self.ends,
            slot_minutes=self.slot_minutes,
            holidays=self.holidays,
            only_on_sitting_days=self.only_on_sitting_days,
            pauses=tuple(
                Pause(
                    date.fromisoformat(one["from"]),
                    date.fromisoformat(one["to"]),
                    text_of(one["why"]) if "why" in one else None,
                )
                for one in self.pauses
            ),
        )


class Cost(models.Model):
    """A price, as of a day, from a source. No amount where the source states none."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="costs")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    amount_cents = models.BigIntegerField(null=True)
    unit = models.CharField(max_length=20, blank=True)
    payer = models.CharField(max_length=20)
    words_fr = models.TextField(blank=True)
    words_en = models.TextField(blank=True)
    as_of = models.DateField()
    source = models.TextField()

    words = Both()

    class Meta:
        ordering = ["position"]
        constraints = [
            one_of("kind", vocabulary.COST_KINDS, "cost_kind_known"),
            one_of("unit", vocabulary.COST_UNITS, "cost_unit_known", or_unknown=True),
            one_of("payer", vocabulary.PAYERS, "cost_payer_known"),
            both_or_neither("words", "cost_words_both"),
            models.UniqueConstraint(fields=["service", "position"], name="cost_one_a_position"),
            models.CheckConstraint(
                condition=models.Q(amount_cents=None) | models.Q(amount_cents__gte=0),
                name="cost_not_negative",
                violation_error_message="A price is not negative.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.kind}"

    @property
    def amount(self) -> Money | None:
        """The amount, where the source states one."""
        return None if self.amount_cents is None else Money(self.amount_cents)


class Correction(models.Model):
    """What the document said, and what is known since."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="corrections")
    position = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=30)
    said_fr = models.TextField()
    said_en = models.TextField()
    known_fr = models.TextField()
    known_en = models.TextField()
    since = models.CharField(max_length=10, blank=True)
    source = models.TextField()
    confidence = models.CharField(max_length=10)

    said = Both()
    known = Both()

    class Meta:
        ordering = ["position"]
        constraints = [
            one_of("field", vocabulary.FIELDS, "correction_field_known"),
            one_of("confidence", vocabulary.CONFIDENCES, "correction_confidence_known"),
            both_said("said", "correction_said_said"),
            both_said("known", "correction_known_said"),
            models.UniqueConstraint(fields=["service", "position"], name="correction_one_a_position"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.field} {self.since}"

    @property
    def since_day(self) -> date | None:
        """The first day on which it may have been true, where `since` is known."""
        return first_day_of(self.since)


class Assurance(models.Model):
    """How a group of facts is known: who looked, how, on what day, and when it is due to be looked at again."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="assurances")
    position = models.PositiveSmallIntegerField()
    fields = codes(blank=False)
    by = models.TextField()
    how = models.CharField(max_length=20)
    on = models.DateField()
    next_due = models.DateField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            some_of("fields", vocabulary.FIELDS, "assurance_fields_known"),
            one_of("how", vocabulary.ASSURANCES, "assurance_how_known"),
            models.UniqueConstraint(fields=["service", "position"], name="assurance_one_a_position"),
            models.CheckConstraint(
                condition=models.Q(next_due=None) | models.Q(on__lt=models.F("next_due")),
                name="assurance_due_after_it_was_made",
                violation_error_message="The next check comes after this one.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.how} {self.on}"

    def is_due(self, on: date) -> bool:
        """Whether these facts should have been checked again by that day."""
        return self.next_due is not None and self.next_due <= on
