"""A fee claim, its lines, and the ledger of what the Service pays for. No row is ever counted twice: the database holds it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from parvis.law.kernel.states import state_table
from parvis.people.models import Nobody, Person
from parvis.people.policies import may
from parvis.roster.models import Couple, GroupSession, Mandate, OutOfSessionWork, Professional, SessionSheet
from parvis.roster.policies import districts_of

STATES = tuple(state_table("claim").states)
#: The claims whose lines count: neither refused nor withdrawn.
LIVE = ("sent", "held", "approved", "batched", "paid")
KINDS = ("sessions", "group", "correction", "indexation")


#: The powers of those who read others' claims (people/roles.toml): the Service's officers review those of their districts, its
#: payers pay them all.
REVIEW, PAY = "claims.review", "payments.pay"


class FeeClaimQuerySet(models.QuerySet["FeeClaim"]):
    """Reads of the claims."""

    def visible_to(self, person: Person | Nobody, *, at: datetime) -> FeeClaimQuerySet:
        """Those that a person may know of: all, for who pays; those of their districts, for who reviews; one's own otherwise."""
        if not isinstance(person, Person) or not person.is_active:
            return self.none()
        if may(person, PAY, at=at):
            return self
        own = Q(payee__file__person=person)
        places = districts_of(person, at=at, power=REVIEW)
        if places is None:
            return self
        # No district is written: whoever reviews may, as `authorise_review` says.
        there = places | {""} if places else places
        return self.filter(own | Q(mandate__district__in=there) | Q(group_session__district__in=there))

    def live(self) -> FeeClaimQuerySet:
        """Those whose lines count."""
        return self.filter(state__in=LIVE)


class FeeClaim(models.Model):
    """What one mediator claims of the Service for a mandate or a group session. Amounts are cents, before tax.

    `facts` and `decision`: what was asked of the law and what it answered, whole, on the day of the claim; `service_cents` is
    the sum of the lines that the Service pays, and may be negative in a correction; `blocked`: codes of what stops the payment;
    `for_a_person`: what the tariff leaves to an officer, who decides before payment (`officer_notes`); `units_seen`: what the
    mandates of one allowance use together, as an officer saw and accepted it beyond that allowance; the database approves no
    more; `key`: the same claim sent twice is one claim.
    """

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12)
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, related_name="claims")
    group_session = models.ForeignKey(GroupSession, models.PROTECT, null=True, related_name="claims")
    payee = models.ForeignKey(Professional, models.PROTECT, related_name="claims")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    state = models.CharField(max_length=10, default="sent")
    version = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=64, unique=True)
    facts: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    decision: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    service_cents = models.BigIntegerField()
    parties_cents = models.BigIntegerField(default=0)
    blocked: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)
    for_a_person: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=60), default=list)
    units_seen = models.PositiveIntegerField(default=0)
    officer_notes = models.CharField(max_length=1000, blank=True)
    sent_by = models.CharField(max_length=60)
    sent_at = models.DateTimeField(db_index=True)
    reviewed_by = models.CharField(max_length=60, blank=True)
    reviewed_at = models.DateTimeField(null=True)

    objects = FeeClaimQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "pk"]
        indexes = [
            models.Index(fields=["state", "sent_at"], name="claim_work_list"),
            models.Index(fields=["payee", "-sent_at"], name="claim_of_payee"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=STATES),
                name="claim_state_known",
                violation_error_message="This state does not exist.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=KINDS),
                name="claim_kind_known",
                violation_error_message="This kind of claim does not exist.",
            ),
            models.CheckConstraint(
                condition=Q(kind="group", group_session__isnull=False, mandate__isnull=True)
                | Q(kind="sessions", group_session__isnull=True, mandate__isnull=False)
                | Q(kind__in=("correction", "indexation"), corrects__isnull=False),
                name="claim_is_for_something",
                violation_error_message="A claim is for a mandate, for a group session, or corrects another.",
            ),
            models.CheckConstraint(
                condition=Q(service_cents__gte=0) | Q(kind__in=("correction", "indexation")),
                name="claim_negative_corrects",
                violation_error_message="Only a correction takes money back.",
            ),
            models.UniqueConstraint(
                fields=["group_session", "payee"],
                condition=Q(kind="group", state__in=LIVE),
                name="claim_group_session_once",
                violation_error_message="This group session is already claimed by this mediator.",
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.number}"

    @property
    def code(self) -> str:
        """How the journal names this claim."""
        return self.number


class FeeLine(models.Model):
    """One amount of a claim, with its norm: who pays, for which session or work, how many minutes or sessions it counts.

    `live` is false once the claim is refused or withdrawn. A session is paid for once: a second live line of a first claim
    is refused by the database. `corrects`: a line that takes back, or completes, another; it counts what it adds to the ledger.
    """

    claim = models.ForeignKey(FeeClaim, models.CASCADE, related_name="lines")
    session = models.ForeignKey(SessionSheet, models.PROTECT, null=True, related_name="fee_lines")
    work = models.ForeignKey(OutOfSessionWork, models.PROTECT, null=True, related_name="fee_lines")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    payer = models.CharField(max_length=8)
    amount_cents = models.BigIntegerField()
    units = models.PositiveIntegerField(default=0)
    norm = models.CharField(max_length=60)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(payer__in=("service", "parties")),
                name="line_payer_known",
                violation_error_message="The Service pays, or the parties.",
            ),
            models.CheckConstraint(
                condition=~Q(norm=""),
                name="line_has_norm",
                violation_error_message="A line has its norm.",
            ),
            models.UniqueConstraint(
                fields=["session", "payer"],
                condition=Q(live=True, corrects__isnull=True, session__isnull=False),
                name="line_session_once",
                violation_error_message="This session is already in another claim.",
            ),
            models.UniqueConstraint(
                fields=["work", "payer"],
                condition=Q(live=True, corrects__isnull=True, work__isnull=False),
                name="line_work_once",
                violation_error_message="This work is already in another claim.",
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.pk}"


class Ledger(models.Model):
    """What the Service pays for, for a couple's request or a small claim's file, and what is used of it.

    `unit`: `session` or `minute`; the database refuses that more be used than the cap.
    """

    couple = models.ForeignKey(Couple, models.PROTECT, null=True, related_name="ledgers")
    mandate = models.OneToOneField(Mandate, models.PROTECT, related_name="ledger")
    unit = models.CharField(max_length=8)
    cap = models.PositiveIntegerField()
    used = models.PositiveIntegerField(default=0)
    norm = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(used__lte=F("cap")),
                name="ledger_under_its_cap",
                violation_error_message="More is used than the Service pays for.",
            ),
            models.CheckConstraint(
                condition=Q(unit__in=("session", "minute")),
                name="ledger_unit_known",
                violation_error_message="The ledger counts sessions or minutes.",
            ),
        ]

    def __str__(self) -> str:
        return f"ledger of {self.mandate_id}"

    @property
    def left(self) -> int:
        """What is left, in its unit."""
        return self.cap - self.used
