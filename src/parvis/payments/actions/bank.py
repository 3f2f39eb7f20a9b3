"""The bank's answer, payment by payment: what is accepted is paid, what is rejected may be paid again, the rest waits."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from parvis.journal.actions import record_entry
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.payments.actions.batches import give_back, move_batch
from parvis.payments.actions.review import TABLE as CLAIMS
from parvis.payments.actions.review import move_claim
from parvis.payments.blocked import BANK
from parvis.payments.days import day_of_payment
from parvis.payments.models import FeeClaim, FeeLine, Payment, PaymentBatch, PaymentItem
from parvis.payments.models.claim import PAY
from parvis.payments.read_status import Answer, ReportRefused, answers, read_status
from parvis.payments.status_reasons import Outcome
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import authorise
from parvis.people.refused import Refused

_NOT_SENT = Text(
    "Ce lot n’est pas remis à la banque : aucune réponse ne s’y rapporte.",
    "This batch is not handed to the bank: no answer is about it.",
)
_LATE = Text(
    "La banque dit maintenant payé ce qu’elle avait rejeté, ou un lot annulé : {what}. La réponse n’est pas enregistrée. "
    "Appelez la banque, puis notez ce qu’elle confirme : ces demandes sont bloquées jusque-là.",
    "The bank now says paid what it had rejected, or a cancelled batch: {what}. The answer is not recorded. "
    "Call the bank, then record what it confirms: these claims are on hold until then.",
)
_READ = Text("La réponse n’est pas lue. {why}", "The answer is not read. {why}")
#: How many payments and claims a refusal names.
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a batch after an answer: how many payments are paid, returned, and still wait."""

    paid: int
    returned: int
    waiting: int


def record_bank_answer(batch: PaymentBatch, content: bytes, *, by: Person, at: datetime) -> Settled:
    """Read the bank's report on a batch and do what it says, all or nothing. The same report twice changes nothing.

    A payment that the report leaves in doubt stays pending: nobody pays it again before the bank has said. A payment that
    came back, or whose batch was cancelled, and that the bank now accepts: nothing is recorded, its claims are held.
    """
    with transaction.atomic():
        authorise(by, PAY, at=at)
        batch = PaymentBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.sent_at is None and (batch.state != "cancelled" or not batch.digest):
            raise Refused(_NOT_SENT)
        payments = {one.reference: one for one in batch.payments.select_for_update()}
        try:
            said = answers(
                read_status(content),
                message_id=batch.number,
                transfers={code: Money(one.amount_cents) for code, one in payments.items()},
            )
        except ReportRefused as fault:
            raise Refused(_READ.fill(why=fault.reason), field="answer") from fault
        accepted = [payments[code] for code, one in said.items() if one.outcome is Outcome.ACCEPTED]
        late = [one for one in accepted if one.state in ("returned", "cancelled")]
        if not late:
            if batch.sent_at is None:
                raise Refused(_NOT_SENT)
            return _done(batch, accepted, payments, said, by=by, at=at)
        words = hold_late(batch, late, by=by, at=at)
    raise Refused(words, field="answer")


def _done(
    batch: PaymentBatch,
    accepted: list[Payment],
    payments: dict[str, Payment],
    said: dict[str, Answer],
    *,
    by: Person,
    at: datetime,
) -> Settled:
    _pay(batch, accepted, said, at)
    rejected = {payments[code].pk: one for code, one in said.items() if one.outcome is Outcome.REJECTED}
    _return(rejected, batch, at)
    return _settle(batch, by, at)


def hold_late(batch: PaymentBatch, late: list[Payment], *, by: Person, at: datetime) -> Text:
    """The bank may have paid twice, or will: what is not paid yet is stopped; what is in another batch is named with it."""
    paid = FeeClaim.objects.filter(items__payment__in=late)
    known = {*paid.values_list("pk", flat=True), *_of_the_same(paid).values_list("pk", flat=True)}
    held = list(FeeClaim.objects.select_for_update(of=("self",)).filter(pk__in=known).order_by("pk"))
    live = PaymentItem.objects.filter(live=True, claim__in=held).select_related("payment__batch")
    others = {one.claim_id: one.payment.batch.number for one in live}
    for claim in held:
        marked = claim.blocked if BANK in claim.blocked else [*claim.blocked, BANK]
        if claim.state in CLAIMS.begins("hold"):
            move_claim(claim, "hold", version=claim.version, by="system", at=at, blocked=marked)
        elif claim.state in ("held", "batched"):
            FeeClaim.objects.filter(pk=claim.pk).update(blocked=marked, version=F("version") + 1)
    record_entry(
        "batch.contradicted",
        by=by.code,
        at=at,
        subject=("batch", batch.number),
        codes={"payments": len(late), "claims": len(held), "elsewhere": len(others)},
    )
    claims = ", ".join(f"{one.number} ({others[one.pk]})" if one.pk in others else one.number for one in held[:_NAMED])
    return _LATE.fill(what=f"{', '.join(one.reference for one in late[:_NAMED])} – {claims}")


def _of_the_same(claims: QuerySet[FeeClaim]) -> QuerySet[FeeClaim]:
    """The claims that count now a session, or work, of some claims: of one that was withdrawn or refused, another may be made."""
    lines = FeeLine.objects.filter(claim__in=claims.values("pk"))
    same = Q(lines__session__in=lines.exclude(session=None).values("session"), lines__live=True)
    same |= Q(lines__work__in=lines.exclude(work=None).values("work"), lines__live=True)
    groups = claims.filter(kind="group")
    same |= Q(kind="group", group_session__in=groups.values("group_session"), payee__in=groups.values("payee"))
    return FeeClaim.objects.live().filter(same).exclude(service_cents__lte=0)


def _pay(batch: PaymentBatch, payments: list[Payment], said: dict[str, Answer], at: datetime) -> None:
    released = day_of(batch.released_at) if batch.released_at else batch.execution_day
    by_day: dict[tuple[date, str], list[int]] = defaultdict(list)
    for one in payments:
        if one.state == "pending":
            found = day_of_payment(said[one.reference], asked=batch.execution_day, released=released, read=day_of(at))
            by_day[found].append(one.pk)
    for (day, source), ids in by_day.items():
        pay_payments(ids, at=at, paid_on=day, day_from=source)


def pay_payments(ids: list[int], *, at: datetime, paid_on: date, day_from: str, **said: str) -> None:
    """Payments that are made, on a day, and their claims. For an act that has asked whether it may, and holds their rows."""
    claims = FeeClaim.objects.filter(items__payment__in=ids, items__live=True, state__in=CLAIMS.begins("pay"))
    FeeClaim.objects.filter(pk__in=list(claims.values_list("pk", flat=True))).update(
        state=CLAIMS.after("pay"), version=F("version") + 1
    )
    Payment.objects.filter(pk__in=ids).update(state="paid", settled_at=at, paid_on=paid_on, day_from=day_from, **said)


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
    found = end_batch(batch, by=by, at=at)
    record_entry(
        "batch.answered",
        by=by.code,
        at=at,
        subject=("batch", batch.number),
        codes={"paid": found.paid, "returned": found.returned, "waiting": found.waiting},
    )
    return found


def end_batch(batch: PaymentBatch, *, by: Person, at: datetime) -> Settled:
    """Take a batch to its end once no payment waits: all paid, some, none. Once it is there, nothing is written."""
    counts = Counter(batch.payments.values_list("state", flat=True))
    found = Settled(counts["paid"], counts["returned"], counts["pending"])
    if not found.waiting:
        name = "settle" if not found.returned else "settle_partly" if found.paid else "fail"
        ends = {"settle": "settled", "settle_partly": "partly_settled", "fail": "failed"}[name]
        if batch.state != ends:
            move_batch(batch, name, by=by.code, at=at, settled_at=at)
    return found
