"""The bank's answer, payment by payment: what is accepted is paid, what is rejected may be paid again, the rest waits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from parvis.journal.actions import record_entry
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.payments.actions.batches import give_back, move_batch
from parvis.payments.actions.review import TABLE as CLAIMS
from parvis.payments.models import FeeClaim, Payment, PaymentBatch
from parvis.payments.models.claim import PAY
from parvis.payments.read_status import Answer, ReportRefused, answers, read_status
from parvis.payments.status_reasons import Outcome
from parvis.people.models import Person
from parvis.people.policies import authorise
from parvis.people.refused import Refused

_NOT_SENT = Text(
    "Ce lot n’est pas remis à la banque : aucune réponse ne s’y rapporte.",
    "This batch is not handed to the bank: no answer is about it.",
)
_READ = Text("La réponse n’est pas lue. {why}", "The answer is not read. {why}")


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a batch after an answer: how many payments are paid, returned, and still wait."""

    paid: int
    returned: int
    waiting: int


def record_bank_answer(batch: PaymentBatch, content: bytes, *, by: Person, at: datetime) -> Settled:
    """Read the bank's report on a batch and do what it says, all or nothing. The same report twice changes nothing.

    A payment that the report leaves in doubt stays pending: nobody pays it again before the bank has said.
    """
    with transaction.atomic():
        authorise(by, PAY, at=at)
        batch = PaymentBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.sent_at is None:
            raise Refused(_NOT_SENT)
        payments = {one.reference: one for one in batch.payments.select_for_update()}
        try:
            said = answers(
                read_status(content), message_id=batch.number,
                transfers={code: Money(one.amount_cents) for code, one in payments.items()},
            )  # fmt: skip
        except ReportRefused as fault:
            raise Refused(_READ.fill(why=fault.reason), field="answer") from fault
        _pay([payments[code] for code, one in said.items() if one.outcome is Outcome.ACCEPTED], at)
        _return({payments[code].pk: one for code, one in said.items() if one.outcome is Outcome.REJECTED}, batch, at)
        return _settle(batch, by, at)


def _pay(payments: list[Payment], at: datetime) -> None:
    fresh = [one for one in payments if one.state == "pending"]
    claims = FeeClaim.objects.filter(items__payment__in=fresh, items__live=True, state__in=CLAIMS.begins("pay"))
    FeeClaim.objects.filter(pk__in=list(claims.values_list("pk", flat=True))).update(
        state=CLAIMS.after("pay"), version=F("version") + 1
    )
    Payment.objects.filter(pk__in=[one.pk for one in fresh]).update(state="paid", settled_at=at)


def _return(rejected: dict[int, Answer], batch: PaymentBatch, at: datetime) -> None:
    """Rejected at once, or taken in charge and then rejected: either way the money did not reach the payee."""
    there = batch.payments.filter(pk__in=rejected)
    for state, transition in (("pending", "unbatch"), ("paid", "come_back")):
        payments = list(there.filter(state=state))
        for one in payments:
            reasons = rejected[one.pk].reasons
            Payment.objects.filter(pk=one.pk).update(reason_code=reasons[0].stored if reasons else "")
        if payments:
            give_back(payments, "returned", at=at, transition=transition)


def _settle(batch: PaymentBatch, by: Person, at: datetime) -> Settled:
    counts = Counter(batch.payments.values_list("state", flat=True))
    found = Settled(counts["paid"], counts["returned"], counts["pending"])
    if not found.waiting:
        name = "settle" if not found.returned else "settle_partly" if found.paid else "fail"
        ends = {"settle": "settled", "settle_partly": "partly_settled", "fail": "failed"}[name]
        if batch.state != ends:
            move_batch(batch, name, by=by.code, at=at, settled_at=at)
    record_entry(
        "batch.answered", by=by.code, at=at, subject=("batch", batch.number),
        codes={"paid": found.paid, "returned": found.returned, "waiting": found.waiting},
    )  # fmt: skip
    return found
