"""What the bank answers otherwise than in a file: paid, or refused, said by a person with its day, its reference and a reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.payments.actions.bank import Settled, end_batch, hold_late, pay_payments
from parvis.payments.actions.batches import give_back
from parvis.payments.days import require_day_paid, require_day_said
from parvis.payments.models import Payment, PaymentBatch
from parvis.payments.models.claim import PAY
from parvis.payments.reasons import written
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import authorise
from parvis.people.refused import Refused

#: What a bank can have said of a payment.
OUTCOMES: dict[str, Text] = {
    "paid": Text("La banque l’a payé", "The bank paid it"),
    "refused": Text("La banque l’a refusé, ou il est revenu", "The bank refused it, or it came back"),
}
_NOT_SENT = Text(
    "Ce lot n’est pas remis à la banque : elle ne peut pas y avoir répondu.",
    "This batch is not handed to the bank: it cannot have answered.",
)
_TWO_PEOPLE = Text(
    "Vous avez préparé ce lot : quelqu’un d’autre note ce que la banque en dit.",
    "You made this batch: somebody else records what the bank says of it.",
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
    it had come back: nothing is recorded and the claims are held, as for a file. `Refused` names the field.
    """
    reason, reference = _words(word)
    with transaction.atomic():
        authorise(by, PAY, at=at)
        batch = PaymentBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.made_by == by.code:
            raise Refused(_TWO_PEOPLE)
        if batch.sent_at is None:
            raise Refused(_NOT_SENT)
        released = day_of(batch.released_at or batch.sent_at)
        if word.outcome == "paid":
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
    else:
        for state, transition in (("pending", "unbatch"), ("paid", "come_back")):
            back = [one for one in payments if one.state == state]
            changed += len(back)
            if back:
                Payment.objects.filter(pk__in=[one.pk for one in back]).update(**told)
                give_back(back, "returned", at=at, transition=transition)
    if changed:
        record_entry(
            "batch.said", by=by.code, at=at, subject=("batch", batch.number),
            codes={"outcome": word.outcome, "payments": changed, "day": word.day},
        )  # fmt: skip
