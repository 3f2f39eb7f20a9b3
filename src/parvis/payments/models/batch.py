"""Batches of payments: made by one person, released by another, answered by the bank payment by payment."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from parvis.law.kernel.states import state_table
from parvis.payments.models.claim import FeeClaim
from parvis.roster.models import Professional

#: Where the day of a payment comes from: the bank's answer, the day that the order asked for, a person.
DAY_FROM = ("bank", "asked", "person")


class PayeeAccount(models.Model):
    """Where a professional is paid: sealed, with its last three digits in clear so that its owner knows it again."""

    professional = models.OneToOneField(Professional, models.PROTECT, primary_key=True, related_name="payee_account")
    sealed = models.BinaryField()
    ends_with = models.CharField(max_length=3)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"account of professional {self.professional_id}"


class PaymentBatch(models.Model):
    """Claims paid together. `digest`: of the file that was handed to the bank; who releases it is not who made it.

    `taken_at`: when its file was first downloaded; from then on the bank may have it. `nothing_executed_at`: when it was
    recorded, at its cancelling, that the bank confirmed that nothing of that file will be executed.
    """

    number = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=15, default="draft")
    version = models.PositiveIntegerField(default=1)
    execution_day = models.DateField()
    total_cents = models.BigIntegerField()
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    released_by = models.CharField(max_length=60, blank=True)
    released_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    nothing_executed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=tuple(state_table("batch").states)),
                name="batch_state_known",
                violation_error_message="This state does not exist.",
            ),
            models.CheckConstraint(
                condition=~Q(made_by=F("released_by")),
                name="batch_two_people",
                violation_error_message="Somebody else releases a batch.",
            ),
            models.CheckConstraint(
                condition=Q(total_cents__gt=0, count__gt=0),
                name="batch_pays_something",
                violation_error_message="A batch pays something.",
            ),
            models.CheckConstraint(
                condition=Q(nothing_executed_at__isnull=True) | Q(state="cancelled", taken_at__isnull=False),
                name="batch_nothing_executed_cancelled",
                violation_error_message="Only a batch that is cancelled after its file was taken has nothing executed.",
            ),
        ]

    def __str__(self) -> str:
        return f"batch {self.number}"


class Payment(models.Model):
    """What one batch pays one professional: the sum of their claims in it. `reason_code`: why the bank returned it.

    `sealed`: the payee's name and account as they were when the batch was released, so that the file is always the same.
    `paid_on`: the day on which the money reaches the payee, from who says so (`day_from`): the bank's answer, the order where
    the bank gives no day, or a person. `said_by`, `said_reason`, `said_reference`: who recorded what the bank answered
    otherwise than in a file.
    """

    batch = models.ForeignKey(PaymentBatch, models.PROTECT, related_name="payments")
    payee = models.ForeignKey(Professional, models.PROTECT, related_name="payments")
    amount_cents = models.BigIntegerField()
    reference = models.CharField(max_length=35, unique=True)
    state = models.CharField(max_length=10, default="pending")
    reason_code = models.CharField(max_length=10, blank=True)
    settled_at = models.DateTimeField(null=True)
    sealed = models.BinaryField(default=b"")
    paid_on = models.DateField(null=True)
    day_from = models.CharField(max_length=6, blank=True)
    said_by = models.CharField(max_length=60, blank=True)
    said_reason = models.CharField(max_length=1000, blank=True)
    said_reference = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["payee", "paid_on"], name="payment_of_payee")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "payee"], name="payment_once_in_a_batch"),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0),
                name="payment_pays_something",
                violation_error_message="A payment pays something.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("pending", "paid", "returned", "cancelled")),
                name="payment_state_known",
                violation_error_message="A payment is pending, paid, returned or cancelled.",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(paid_on__isnull=False, day_from__in=DAY_FROM),
                name="payment_paid_one_day",
                violation_error_message="A payment that is made has its day, and where it comes from.",
            ),
        ]

    def __str__(self) -> str:
        return f"payment {self.reference}"


class PaymentItem(models.Model):
    """A claim in a payment. `live` is false once the payment came back or its batch was cancelled: the claim may then be paid
    by another one, and what was tried stays written. A claim is in one live payment: the database holds it.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="items")
    claim = models.ForeignKey(FeeClaim, models.PROTECT, related_name="items")
    amount_cents = models.BigIntegerField()
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(live=True),
                name="payment_item_once",
                violation_error_message="This claim is already in a payment.",
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.claim_id} in payment {self.payment_id}"


class ClaimTold(models.Model):
    """What the mediator was last told of a claim by mail: its version then, its state, what stopped it, its payment.

    One row a claim, locked while a letter is decided: a letter leaves at most once for what it tells.
    """

    claim = models.OneToOneField(FeeClaim, models.CASCADE, primary_key=True, related_name="told")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10)
    blocked: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)
    payment = models.CharField(max_length=35, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"told of claim {self.claim_id}"
