"""Batches: made by one person, released by another, handed to the bank. A claim is in one live payment: never paid twice."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q, QuerySet, Value

from parvis.journal.actions import record_entry
from parvis.law.kernel.money import Money
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text
from parvis.payments.actions.looking_again import recheck_shared
from parvis.payments.actions.review import MEANWHILE, current_blocks
from parvis.payments.actions.review import TABLE as CLAIMS
from parvis.payments.blocked import BANK
from parvis.payments.days import require_payment_day
from parvis.payments.ledgers import lock_together
from parvis.payments.models import FeeClaim, PayeeAccount, Payment, PaymentBatch, PaymentItem
from parvis.payments.models.claim import PAY
from parvis.payments.orders import CreditTransfer, OrderRefused, PaymentOrder, credit_transfer, name_is_writable
from parvis.payments.pain001 import validate_pain001, write_pain001
from parvis.payments.payee import account_kept, debtor_account, payee_kept, seal_payee
from parvis.payments.reasons import written
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import authorise
from parvis.people.refused import Refused, constraint_of
from parvis.roster.models import Certification, Mandate, Professional, SessionSheet, Signature
from parvis.roster.numbers import new_number

TABLE = state_table("batch")

_NOTHING = Text(
    "Rien n’est à payer : aucune demande approuvée, ou aucune qui puisse l’être.",
    "Nothing is to be paid: no claim is approved, or none can be.",
)
_TWO_PEOPLE = Text(
    "Quelqu’un d’autre autorise un lot : pas la personne qui l’a préparé.",
    "Somebody else releases a batch: not the person who made it.",
)
_PAYS_YOU = Text(
    "Ce lot vous verse une somme : quelqu’un d’autre l’autorise, et note ce que la banque en dit.",
    "This batch pays you: somebody else releases it, and records what the bank says of it.",
)
_NO_DEBTOR = Text(
    "L’installation ne sait pas de quel compte le Service paie. L’exploitant l’inscrit (docs/operations.md).",
    "The installation does not know from which account the Service pays. The operator enters it (docs/operations.md).",
)
_BLOCKED = Text(
    "Depuis que le lot est préparé, des demandes sont bloquées : {numbers}. Annulez le lot, puis préparez-en un autre.",
    "Since the batch was made, claims are on hold: {numbers}. Cancel the batch, then make another.",
)
_NO_ACCOUNT = Text(
    "{name} n’a plus de compte de versement. Annulez le lot, puis préparez-en un autre.",
    "{name} no longer has an account for payments. Cancel the batch, then make another.",
)
_UNWRITABLE = Text(
    "Le fichier de la banque ne peut pas porter le nom {name}. Annulez le lot, puis préparez-en un autre.",
    "The bank’s file cannot carry the name {name}. Cancel the batch, then make another.",
)
_FILE = Text("Le fichier de paiement ne peut pas être fait. {why}", "The payment file cannot be made. {why}")
_CHANGED = Text(
    "Le fichier n’est plus celui qui a été autorisé. Rien n’est remis : appelez l’exploitant.",
    "The file is no longer the one that was released. Nothing is handed over: call the operator.",
)
_OVER = Text(
    "Ce lot est annulé ou échoué : son fichier n’est plus donné.",
    "This batch is cancelled or failed: its file is no longer given.",
)
_CONFIRM = Text(
    "Le fichier a été téléchargé : la banque peut l’avoir. Appelez-la. Si elle confirme que rien ne sera exécuté, cochez la "
    "case. Sinon, notez la remise et attendez sa réponse.",
    "The file was downloaded: the bank may have it. Call it. If it confirms that nothing will be executed, tick the box. If "
    "not, record the handing over and wait for its answer.",
)
_SECOND = Text(
    "Vous avez préparé ce lot, et son fichier a été téléchargé : quelqu’un d’autre appelle la banque et l’annule.",
    "You made this batch, and its file was downloaded: somebody else calls the bank and cancels it.",
)
_REASON = Text("Dites pourquoi, en une phrase.", "Say why, in a sentence.")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a batch would hold: payees with their claims; those without an account; those who owe more than is due to them.

    `unwritable`: those whose name the bank's file cannot carry; they are left out, and named to an officer.
    """

    payable: dict[int, list[FeeClaim]]
    no_account: dict[int, list[FeeClaim]]
    carried: dict[int, list[FeeClaim]]
    unwritable: dict[int, list[FeeClaim]]

    def total(self) -> int:
        """What would be paid, in cents."""
        return sum(claim.service_cents for claims in self.payable.values() for claim in claims)


def waiting(claims: Iterable[FeeClaim] | None = None) -> Waiting:
    """The approved claims, by payee. A correction takes off what it corrects; what is not positive is carried over."""
    approved = FeeClaim.objects.filter(state="approved").order_by("payee_id", "pk") if claims is None else claims
    by_payee: dict[int, list[FeeClaim]] = defaultdict(list)
    for claim in approved:
        by_payee[claim.payee_id].append(claim)
    rows = PayeeAccount.objects.filter(professional__in=by_payee).values_list("professional_id", "professional__name")
    known = dict(rows)
    found = Waiting({}, {}, {}, {})
    for payee, theirs in by_payee.items():
        if sum(claim.service_cents for claim in theirs) <= 0:
            found.carried[payee] = theirs
        elif payee not in known:
            found.no_account[payee] = theirs
        elif not name_is_writable(known[payee]):
            found.unwritable[payee] = theirs
        else:
            found.payable[payee] = theirs
    return found


def make_batch(*, execution_day: date, by: Person, at: datetime) -> PaymentBatch:
    """Put every approved claim that can be paid in a batch; `Refused` where there is none. Two at once: one has them.

    A claim is looked at again where another mandate of its couple, or of its court file, has held a session since it was
    approved: it is then held, and not in the batch.
    """
    require_payment_day(execution_day, today=day_of(at))
    approved = FeeClaim.objects.filter(state="approved")
    with transaction.atomic():  # what is held here stays held, even where nothing is left to pay
        authorise(by, PAY, at=at)
        recheck_shared(approved, at=at, by=by.code)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('parvis payments batch'))")
        lock_together(approved.filter(mandate__isnull=False).order_by().values_list("mandate", flat=True))
        recheck_shared(approved, at=at, by=by.code)
        found = waiting(approved.select_for_update(of=("self",)).order_by("pk"))
        if not found.payable:
            raise Refused(_NOTHING)
        batch = _written(found, execution_day, by, at)
        ids = [claim.pk for claims in found.payable.values() for claim in claims]
        _move_claims(ids, "batch", at=at)
        record_entry(
            "batch.made",
            by=by.code,
            at=at,
            subject=("batch", batch.number),
            codes={"payments": batch.count, "claims": len(ids), "cents": batch.total_cents},
        )
    return batch


def _written(found: Waiting, execution_day: date, by: Person, at: datetime) -> PaymentBatch:
    """The rows of a batch: one payment for each payee, one item for each claim."""
    batch = PaymentBatch.objects.create(
        number=new_number("L", at=at),
        execution_day=execution_day,
        total_cents=found.total(),
        count=len(found.payable),
        made_by=by.code,
        made_at=at,
    )
    payments = Payment.objects.bulk_create(
        Payment(
            batch=batch,
            payee_id=payee,
            amount_cents=sum(one.service_cents for one in claims),
            reference=f"{batch.number}-{place}",
        )
        for place, (payee, claims) in enumerate(found.payable.items(), start=1)
    )
    PaymentItem.objects.bulk_create(
        PaymentItem(payment=payment, claim=claim, amount_cents=claim.service_cents)
        for payment in payments
        for claim in found.payable[payment.payee_id]
    )
    return batch


def _move_claims(ids: list[int], name: str, *, at: datetime) -> None:
    """Take all these claims through a transition, or none: one that has moved meanwhile stops the act."""
    done = FeeClaim.objects.filter(pk__in=ids, state__in=CLAIMS.begins(name)).update(
        state=CLAIMS.after(name), version=F("version") + 1
    )
    if done != len(ids):
        raise Refused(MEANWHILE)


def move_batch(batch: PaymentBatch, name: str, *, by: str, at: datetime, **changes: object) -> None:
    """Take a batch through a transition, if it is still as it was seen."""
    done = PaymentBatch.objects.filter(pk=batch.pk, version=batch.version, state__in=TABLE.begins(name)).update(
        state=TABLE.after(name), version=F("version") + 1, **changes
    )
    if not done:
        raise Refused(MEANWHILE)
    record_entry(f"batch.{name}", by=by, at=at, subject=("batch", batch.number))
    batch.refresh_from_db()


def require_not_paid(batch: PaymentBatch, by: Person) -> None:
    """`Refused` where a batch pays this very person: a payer may also mediate, and nobody decides on their own money."""
    if batch.payments.filter(payee__file__person=by).exists():
        raise Refused(_PAYS_YOU)


def release_batch(batch: PaymentBatch, *, by: Person, at: datetime) -> PaymentBatch:
    """Release a batch for payment: by somebody else than who made it. To whom and where is sealed with it.

    Every claim is looked at again: a signature taken back since stops the batch. From here on no signature is withdrawn.
    """
    if batch.made_by == by.code:
        raise Refused(_TWO_PEOPLE)
    try:
        with transaction.atomic():
            authorise(by, PAY, at=at)
            require_not_paid(batch, by)
            if debtor_account() is None:
                raise Refused(_NO_DEBTOR)
            _nothing_stops(batch, at)
            _seal_payees(batch)
            content = write_pain001(order_of(batch, made_at=at))
            if faults := validate_pain001(content):
                raise Refused(_FILE.fill(why=faults[0].reason))
            digest = hashlib.sha256(content).hexdigest()
            move_batch(batch, "release", by=by.code, at=at, released_by=by.code, released_at=at, digest=digest)
            Signature.objects.filter(session__in=_sheets(batch), closed_at__isnull=True).update(closed_at=at)
    except OrderRefused as fault:
        raise Refused(_FILE.fill(why=fault.reason)) from fault
    except IntegrityError as clash:
        if constraint_of(clash) != "batch_two_people":
            raise
        raise Refused(_TWO_PEOPLE) from clash
    return batch


def _sheets(batch: PaymentBatch) -> list[int]:
    paid = SessionSheet.objects.filter(fee_lines__claim__items__payment__batch=batch)
    return list(paid.order_by("pk").values_list("pk", flat=True).distinct())


def _hold_still(batch: PaymentBatch) -> None:
    """Lock what the claims rest on until the release ends: a signature taken back, a sheet, a report, an act now waits."""
    mandates = Mandate.objects.filter(claims__items__payment__batch=batch, claims__items__live=True)
    held = list(Mandate.objects.select_for_update(of=("self",)).filter(pk__in=mandates.values("pk")).order_by("pk"))
    certifications = {one.mediator_id for one in held} | {one.co_mediator_id for one in held if one.co_mediator_id}
    for rows in (
        Certification.objects.filter(pk__in=certifications),
        Signature.objects.filter(session__in=_sheets(batch)),
    ):
        list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


#: A request that began before an approval may have been written after it. Not legal: far longer than any request lasts.
_IN_FLIGHT = timedelta(minutes=1)


def _touched(claims: QuerySet[FeeClaim]) -> set[int]:
    """The claims that something can have touched since they were approved."""
    since = F("reviewed_at") - Value(_IN_FLIGHT)
    ways = [
        Q(kind="group"),
        Q(lines__session__signatures__state__in=("withdrawn", "refused")),
        Q(lines__session__voided_at__isnull=False),
        Q(lines__work__voided_at__isnull=False),
        Q(mandate__mediator__acts__at__gte=since),
        Q(mandate__co_mediator__acts__at__gte=since),
        Q(mandate__reports__replaced_at__gte=since),
        Q(mandate__sessions__voided_at__gte=since),
        Q(mandate__sessions__recorded_at__gt=F("reviewed_at")),
        Q(mandate__work__voided_at__gte=since),
    ]
    return {pk for way in ways for pk in claims.filter(way).values_list("pk", flat=True)}


def _nothing_stops(batch: PaymentBatch, at: datetime) -> None:
    """Only the claims that something can have touched since they were approved are read again."""
    _hold_still(batch)
    claims = FeeClaim.objects.filter(items__payment__batch=batch, items__live=True)
    if doubtful := list(claims.filter(blocked__contains=[BANK]).order_by("pk")[:10]):
        raise Refused(_BLOCKED.fill(numbers=", ".join(claim.number for claim in doubtful)))
    again = FeeClaim.objects.filter(pk__in=_touched(claims)).order_by("pk")
    if stopped := [claim for claim in again if current_blocks(claim, at=at)]:
        raise Refused(_BLOCKED.fill(numbers=", ".join(claim.number for claim in stopped[:10])))


def _seal_payees(batch: PaymentBatch) -> None:
    payments = list(batch.payments.select_related("payee"))
    rows = PayeeAccount.objects.filter(professional__payments__batch=batch)
    accounts = {row.professional_id: account_kept(row) for row in rows}
    for payment in payments:
        if payment.payee_id not in accounts:
            raise Refused(_NO_ACCOUNT.fill(name=payment.payee.name))
        if not name_is_writable(payment.payee.name):
            raise Refused(_UNWRITABLE.fill(name=payment.payee.name))
        payment.sealed = seal_payee(payment.payee.name, accounts[payment.payee_id])
    Payment.objects.bulk_update(payments, ["sealed"], batch_size=500)


def order_of(batch: PaymentBatch, *, made_at: datetime | None = None) -> PaymentOrder:
    """The order to the bank of a released batch: always the same, since to whom and where was sealed with it."""
    payer = debtor_account()
    if payer is None:
        raise Refused(_NO_DEBTOR)
    return PaymentOrder(
        message_id=batch.number,
        made_at=made_at or batch.released_at or batch.made_at,
        execution_day=batch.execution_day,
        transfers=[_transfer(one) for one in batch.payments.order_by("pk")],
        debtor=payer,
    )


def _transfer(payment: Payment) -> CreditTransfer:
    name, account = payee_kept(payment.sealed)
    return credit_transfer(payment.reference, name, account, Money(payment.amount_cents), payment.reference)


def file_of_batch(batch: PaymentBatch) -> bytes:
    """The file for the bank, byte for byte the one that was released; `Refused` where it would not be."""
    if batch.state in ("cancelled", "failed"):
        raise Refused(_OVER)
    content = write_pain001(order_of(batch))
    if hashlib.sha256(content).hexdigest() != batch.digest:
        raise Refused(_CHANGED)
    return content


def take_file(batch: PaymentBatch, *, by: Person, at: datetime) -> bytes:
    """Give the file to who carries it to the bank, and record it: from then on the bank may have it."""
    with transaction.atomic():
        authorise(by, PAY, at=at)
        batch = PaymentBatch.objects.select_for_update().get(pk=batch.pk)
        content = file_of_batch(batch)
        PaymentBatch.objects.filter(pk=batch.pk, taken_at=None).update(taken_at=at)
        record_entry("batch.taken", by=by.code, at=at, subject=("batch", batch.number))
    return content


def mark_sent(batch: PaymentBatch, *, by: Person, at: datetime) -> PaymentBatch:
    """Record that the file was handed to the bank."""
    with transaction.atomic():
        authorise(by, PAY, at=at)
        move_batch(batch, "send", by=by.code, at=at, sent_at=at)
    return batch


def cancel_batch(
    batch: PaymentBatch, *, reason: str, by: Person, at: datetime, nothing_executed: bool = False
) -> PaymentBatch:
    """Cancel a batch that was not handed to the bank: its claims are approved again, and wait for another.

    Once its file was taken: only where the bank confirmed that nothing of it will be executed (`nothing_executed`), which is
    kept with its moment; and by somebody else than who made the batch, as all that the bank says is.
    """
    with transaction.atomic():
        authorise(by, PAY, at=at)
        taken = PaymentBatch.objects.select_for_update().get(pk=batch.pk).taken_at is not None
        if taken and batch.made_by == by.code:
            raise Refused(_SECOND)
        if taken and not nothing_executed:
            raise Refused(_CONFIRM, field="nothing_executed")
        said = written(reason, field="reason", missing=_REASON)
        move_batch(batch, "cancel", by=by.code, at=at, reason=said, nothing_executed_at=at if taken else None)
        give_back(list(batch.payments.filter(state="pending")), "cancelled", at=at)
    return batch


def give_back(payments: list[Payment], state: str, *, at: datetime, transition: str = "unbatch") -> None:
    """Payments that will not be made, or came back: their claims are approved again.

    Their signatures open again, but those of a sheet that another released payment still covers.
    """
    ids = [one.pk for one in payments]
    items = PaymentItem.objects.filter(payment__in=ids, live=True)
    claims = list(items.values_list("claim_id", flat=True))
    items.update(live=False)
    Payment.objects.filter(pk__in=ids).update(state=state, settled_at=at)
    _move_claims(claims, transition, at=at)
    doubtful = FeeClaim.objects.filter(pk__in=claims, blocked__contains=[BANK])
    doubtful.update(state=CLAIMS.after("hold"), version=F("version") + 1)
    paid = PaymentItem.objects.filter(live=True, payment__batch__released_at__isnull=False)
    covered = SessionSheet.objects.filter(fee_lines__claim__in=paid.values("claim"))
    sheets = SessionSheet.objects.filter(fee_lines__claim__in=claims).exclude(pk__in=covered.values("pk"))
    Signature.objects.filter(session__in=sheets).update(closed_at=None)


def payees_named(found: dict[int, list[FeeClaim]]) -> list[tuple[Professional, int]]:
    """Payees with what is due to them in cents, in the order of their names."""
    known = Professional.objects.in_bulk(list(found))
    rows = [(known[payee], sum(one.service_cents for one in claims)) for payee, claims in found.items()]
    return sorted(rows, key=lambda row: (row[0].name_key, row[0].pk))
