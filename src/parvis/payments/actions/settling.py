"""What the bank answers otherwise than in a file: paid, or refused, said by a person with its day, its reference and a reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.payments.actions.bank import Settled, end_batch, hold_late, pay_payments
from parvis.payments.actions.batches import give_back, require_not_paid
from parvis.payments.blocked import BANK
from parvis.payments.days import require_day_paid, require_day_said
from parvis.payments.models import FeeClaim, Payment, PaymentBatch, PaymentItem
from parvis.payments.models.claim import PAY
from parvis.payments.reasons import written
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import authorise
from parvis.people.refused import Refused
from parvis.roster.models import SessionSheet, Signature

#: What a bank can have said of a payment.
OUTCOMES: dict[str, Text] = {
    "paid": Text("La banque l’a payé", "The bank paid it"),
    "refused": Text("La banque l’a refusé, ou il est revenu", "The bank refused it, or it came back"),
    "paid_after_all": Text(
        "La banque l’avait dit revenu, et confirme maintenant l’avoir payé",
        "The bank had said that it came back, and now confirms that it paid it",
    ),
}
_NOT_SENT = Text(
    "Ce lot n’est pas remis à la banque : elle ne peut pas y avoir répondu.",
    "This batch is not handed to the bank: it cannot have answered.",
)
_TWO_PEOPLE = Text(
    "Vous avez préparé ce lot : quelqu’un d’autre note ce que la banque en dit.",
    "You made this batch: somebody else records what the bank says of it.",
)
_NOT_IN_DOUBT = Text(
    "Un versement est payé malgré tout quand il était revenu et que la banque l’a dit payé ensuite. Ce n’est pas le cas de : {which}.",
    "A payment is paid after all where it had come back and the bank then said it paid. That is not so of: {which}.",
)
_ELSEWHERE = Text(
    "Ces demandes ne sont plus bloquées, ou sont dans un autre lot : {numbers}. Annulez d’abord l’autre lot. S’il est payé, "
    "l’argent est parti deux fois : faites une correction.",
    "These claims are no longer on hold, or are in another batch: {numbers}. Cancel the other batch first. If it is paid, the "
    "money left twice: make a correction.",
)
_OUTCOME = Text("Dites ce que la banque a fait.", "Say what the bank did.")
WHICH = Text("Choisissez au moins un versement de ce lot.", "Choose at least one payment of this batch.")
REASON = Text("Dites comment vous le savez, en une phrase.", "Say how you know, in a sentence.")
REFERENCE = Text(
    "Écrivez la référence de la banque : elle permet de le retrouver.",
    "Write the bank’s reference: with it this can be found again.",
)
#: The most characters of what is said of a payment. Not legal.
LONGEST_REASON, LONGEST_REFERENCE = 900, 60


@dataclass(frozen=True, slots=True)
class Word:
    """What a person says that the bank did: `outcome` (a code of OUTCOMES), the day, the bank's reference, how it is known."""

    outcome: str
    day: date
    reference: str
    reason: str


def record_bank_word(
    batch: PaymentBatch, references: Collection[str], word: Word, *, by: Person, at: datetime
) -> Settled:
    """Record what the bank says, without a file, of some payments of a batch; all or nothing. Said twice it changes nothing.

    By somebody else than who made the batch, as its release is. Refused by the bank: the claims are approved again. Paid after
    it had come back: nothing is recorded and the claims are held, as for a file; once they are, and the bank was called,
    `paid_after_all` records that the money did leave, so that it never leaves again. `Refused` names the field.
    """
    reason, reference = _words(word)
    with transaction.atomic():
        authorise(by, PAY, at=at)
        batch = PaymentBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.made_by == by.code:
            raise Refused(_TWO_PEOPLE)
        require_not_paid(batch, by)
        if batch.sent_at is None:
            raise Refused(_NOT_SENT)
        released = day_of(batch.released_at or batch.sent_at)
        if word.outcome != "refused":
            require_day_paid(word.day, asked=batch.execution_day, released=released, today=day_of(at))
        else:
            require_day_said(word.day, released=released, today=day_of(at))
        payments = list(batch.payments.select_for_update().filter(reference__in=references).order_by("pk"))
        if not payments or len(payments) != len(set(references)):
            raise Refused(WHICH, field="payments")
        late = [one for one in payments if word.outcome == "paid" and one.state in ("returned", "cancelled")]
        if not late:
            told = {"said_by": by.code, "said_reason": reason, "said_reference": reference}
            _do(batch, payments, word, told, by=by, at=at)
            return end_batch(batch, by=by, at=at)
        words = hold_late(batch, late, by=by, at=at)
    raise Refused(words, field="payments")


def _words(word: Word) -> tuple[str, str]:
    if word.outcome not in OUTCOMES:
        raise Refused(_OUTCOME, field="outcome")
    reference = written(word.reference, field="reference", most=LONGEST_REFERENCE, missing=REFERENCE)
    return written(word.reason, field="reason", most=LONGEST_REASON, missing=REASON), reference


def _do(
    batch: PaymentBatch, payments: list[Payment], word: Word, told: dict[str, str], *, by: Person, at: datetime
) -> None:
    """The payments that are not yet as they are said to be; nothing is written where all are."""
    changed = 0
    if word.outcome == "paid":
        pending = [one.pk for one in payments if one.state == "pending"]
        changed = len(pending)
        if pending:
            pay_payments(pending, at=at, paid_on=word.day, day_from="person", **told)
    elif word.outcome == "paid_after_all":
        changed = _pay_after_all([one for one in payments if one.state != "paid"], word.day, told, at)
    else:
        for state, transition in (("pending", "unbatch"), ("paid", "come_back")):
            back = [one for one in payments if one.state == state]
            changed += len(back)
            if back:
                Payment.objects.filter(pk__in=[one.pk for one in back]).update(**told)
                give_back(back, "returned", at=at, transition=transition)
    if changed:
        record_entry(
            "batch.said",
            by=by.code,
            at=at,
            subject=("batch", batch.number),
            codes={"outcome": word.outcome, "payments": changed, "day": word.day},
        )


def in_doubt(batch: PaymentBatch) -> QuerySet[Payment]:
    """The payments of a batch that came back, that the bank then said paid, and that nobody has settled since."""
    held = FeeClaim.objects.filter(state="held", blocked__contains=[BANK])
    return batch.payments.filter(state="returned", items__claim__in=held.values("pk")).distinct()


def _pay_after_all(payments: list[Payment], day: date, told: dict[str, str], at: datetime) -> int:
    """The money did leave: the payments are made again, with their claims, if those are held for it and nowhere else."""
    doubtful = in_doubt(payments[0].batch).values_list("pk", flat=True) if payments else ()
    if strange := [one.reference for one in payments if one.pk not in doubtful]:
        raise Refused(_NOT_IN_DOUBT.fill(which=", ".join(strange[:10])), field="payments")
    ids = [one.pk for one in payments]
    items = PaymentItem.objects.filter(payment__in=ids)
    claims = FeeClaim.objects.select_for_update(of=("self",)).filter(pk__in=items.values("claim")).order_by("pk")
    if moved := [one.number for one in claims if one.state != "held" or BANK not in one.blocked]:
        raise Refused(_ELSEWHERE.fill(numbers=", ".join(moved[:10])), field="payments")
    items.update(live=True)
    claims.update(blocked=[])
    pay_payments(ids, at=at, paid_on=day, day_from="person", reason_code="", **told)
    sheets = SessionSheet.objects.filter(fee_lines__claim__in=items.values("claim")).values("pk")
    Signature.objects.filter(session__in=sheets, closed_at__isnull=True).update(closed_at=at)
    return len(ids)
