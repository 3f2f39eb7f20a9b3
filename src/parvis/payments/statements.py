"""What was claimed and paid, by month: a statement for a mediator, totals for the Ministry. Reads only.

A payment is of the day on which the money reaches the payee (`paid_on`); one that came back, of the day it was known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth

from parvis.config.clock import QUEBEC
from parvis.payments.models import FeeClaim, Payment
from parvis.roster.models import Professional


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment of a month, with its claims."""

    payment: Payment
    claims: tuple[FeeClaim, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A mediator's month: what was paid, claim by claim; what was returned; what still waits, whatever its month. Cents."""

    month: date
    paid: tuple[Paid, ...]
    returned: tuple[Payment, ...]
    waiting: tuple[FeeClaim, ...]

    @property
    def paid_cents(self) -> int:
        """What was paid in the month."""
        return sum(one.payment.amount_cents for one in self.paid)

    @property
    def waiting_cents(self) -> int:
        """What is claimed and not paid."""
        return sum(claim.service_cents for claim in self.waiting)


def moments_of(month: date) -> tuple[datetime, datetime]:
    """The first moment of a month in Québec, and that of the next one."""
    first = month.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return datetime.combine(first, time(), QUEBEC), datetime.combine(following, time(), QUEBEC)


def statement_of(professional: Professional, month: date) -> Statement:
    """The statement of a month."""
    first, last = moments_of(month)
    theirs = Payment.objects.filter(payee=professional).select_related("batch")
    made = theirs.filter(state="paid", paid_on__gte=first.date(), paid_on__lt=last.date())
    made = made.prefetch_related("items__claim__mandate", "items__claim__group_session").order_by("paid_on", "pk")
    paid = tuple(Paid(one, tuple(item.claim for item in one.items.all())) for one in made)
    back = theirs.filter(state="returned", settled_at__gte=first, settled_at__lt=last).order_by("settled_at", "pk")
    returned = tuple(back)
    waiting = FeeClaim.objects.filter(payee=professional, state__in=("sent", "held", "approved", "batched"))
    known = waiting.select_related("mandate", "group_session").order_by("sent_at", "pk")
    return Statement(first.date(), paid, returned, tuple(known))


@dataclass(frozen=True, slots=True)
class Month:
    """What the Ministry paid in a month, by kind of claim. Cents. `payees`: how many were paid."""

    month: date
    claims: int
    payees: int
    sessions_cents: int
    group_cents: int
    corrections_cents: int
    indexation_cents: int
    total_cents: int


def totals_by_month() -> Sequence[Month]:
    """Every month in which something was paid, the newest first: the claims of the payments that the bank made."""
    rows = (
        FeeClaim.objects.filter(items__live=True, items__payment__state="paid")
        .annotate(month=TruncMonth("items__payment__paid_on"))
        .values("month")
        .annotate(
            claims=Count("pk", distinct=True),
            payees=Count("payee", distinct=True),
            sessions_cents=Sum("service_cents", filter=Q(kind="sessions"), default=0),
            group_cents=Sum("service_cents", filter=Q(kind="group"), default=0),
            corrections_cents=Sum("service_cents", filter=Q(kind="correction"), default=0),
            indexation_cents=Sum("service_cents", filter=Q(kind="indexation"), default=0),
            total_cents=Sum("service_cents", default=0),
        )
        .order_by("-month")
    )
    return [Month(**row) for row in rows]
