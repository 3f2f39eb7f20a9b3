"""What a mediator is told by mail of their claims: held and what is missing, refused and why, corrected, paid, come back.

Nothing of the parties, no number of an account. A letter leaves once what it tells is written, and at most once for it: what
was last told of each claim is kept (`ClaimTold`), whoever changed it, an officer, the bank's answer or a periodic duty.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, amount, long_date
from parvis.payments.blocked import words_of
from parvis.payments.models import ClaimTold, FeeClaim, Payment
from parvis.people.letters import Letter, post
from parvis.people.models import Person
from parvis.roster.models import ProfessionalFile

#: How many claims one run looks at; the next takes the others.
_A_RUN = 2000

#: What a mediator can complete, or do again; the rest is the Service's to look at.
YOURS = frozenset(
    {
        "report_missing",
        "report_mismatch",
        "signature_missing",
        "signature_refused",
        "signature_withdrawn",
        "sheet_voided",
        "amount_changed",
    }
)
_SUBJECTS = {
    "held": Text("Demande {number} : bloquée", "Claim {number}: on hold"),
    "refused": Text("Demande {number} : refusée", "Claim {number}: refused"),
    "correction": Text("Demande {number} : une correction", "Claim {number}: a correction"),
    "paid": Text("Demande {number} : payée", "Claim {number}: paid"),
    "returned": Text(
        "Demande {number} : le versement n’a pas abouti", "Claim {number}: the payment did not go through"
    ),
}
_HELD = Text(
    "Votre demande d’honoraires {number} est bloquée. Elle n’est pas payée tant que ceci manque :",
    "Your fee claim {number} is on hold. It is not paid as long as this is missing:",
)
_WROTE = Text("Le Service écrit : {notes}", "The Service writes: {notes}")
_THEN = Text(
    "Complétez ce qui manque sur Parvis. L’examen reprend alors de lui-même, ou par une personne du Service.",
    "Complete what is missing on Parvis. The review is then taken up again, by itself or by somebody at the Service.",
)
_WAITS = Text(
    "Le Service y regarde. Vous n’avez rien à faire, sauf s’il vous le demande.",
    "The Service is looking at it. You have nothing to do, unless it asks you.",
)
_REFUSED = Text(
    "Le Service a refusé votre demande d’honoraires {number}, de {sum}.",
    "The Service refused your fee claim {number}, of {sum}.",
)
_AGAIN = Text(
    "Les séances peuvent être réclamées de nouveau. Si vous n’êtes pas d’accord, écrivez au Service.",
    "The sessions may be claimed again. If you do not agree, write to the Service.",
)
_CORRECTION = Text(
    "Le Service a fait une correction de votre demande {first} : la demande {number}, de {sum}.",
    "The Service made a correction to your claim {first}: claim {number}, of {sum}.",
)
_LATER = Text(
    "Ce qui est payé reste écrit. La correction s’ajoute à un prochain versement, ou s’en retranche.",
    "What is paid stays written. The correction is added to a later payment, or taken off it.",
)
_PAID = Text(
    "Votre demande d’honoraires {number} est payée : {sum}, le {day}.",
    "Your fee claim {number} is paid: {sum}, on {day}.",
)
_TAKEN_OFF = Text(
    "La correction {number}, de {sum}, est comptée dans votre versement du {day}.",
    "Correction {number}, of {sum}, is counted in your payment of {day}.",
)
_ASKED = Text(
    "La banque n’a pas dit le jour : c’est celui que le Service a demandé.",
    "The bank did not give the day: it is the one that the Service asked for.",
)
_PART = Text(
    "Le versement {reference} est de {whole} en tout. Votre relevé du mois le détaille.",
    "Payment {reference} is of {whole} in all. Your statement of the month gives its details.",
)
_RETURNED = Text(
    "La banque n’a pas remis le versement de votre demande d’honoraires {number}, de {sum}. La demande reste approuvée.",
    "The bank did not deliver the payment of your fee claim {number}, of {sum}. The claim stays approved.",
)
_ACCOUNT = Text(
    "Vérifiez sur Parvis le compte où le Service vous paie. Le montant sera dans un prochain lot.",
    "Check on Parvis the account where the Service pays you. The amount will be in a later batch.",
)


def tell_claims(*, at: datetime) -> int:
    """Tell what changed since the last time; how many letters. Idempotent: a second run finds nothing to tell."""
    changed = FeeClaim.objects.filter(Q(told__isnull=True) | ~Q(told__version=F("version"))).order_by("pk")
    return sum(_tell(pk, at) for pk in list(changed.values_list("pk", flat=True)[:_A_RUN]))


def _tell(pk: int, at: datetime) -> int:
    with transaction.atomic():
        claim = FeeClaim.objects.select_for_update(of=("self",)).select_related("payee", "corrects").get(pk=pk)
        before = ClaimTold.objects.filter(pk=pk).first()
        if before is not None and before.version == claim.version:
            return 0
        payment = Payment.objects.filter(items__claim=pk).order_by("-pk").first()
        about = _about(claim, before, payment)
        ClaimTold.objects.update_or_create(
            claim=claim,
            defaults={
                "version": claim.version,
                "state": claim.state,
                "blocked": claim.blocked,
                "payment": _stands(payment),
                "at": at,
            },
        )
        file = ProfessionalFile.objects.filter(professional=claim.payee_id).select_related("person").first()
        if not about or file is None or file.person is None:
            return 0
        post(letter_of(file.person, claim, about, payment))
    return 1


def _stands(payment: Payment | None) -> str:
    """A payment with its state, as it was told."""
    return f"{payment.reference[:30]}:{payment.state[0]}" if payment else ""


def _about(claim: FeeClaim, before: ClaimTold | None, payment: Payment | None) -> str:
    """What there is to tell, or ""; what the mediator did themselves, and what becomes less, is not told."""
    known = before.state if before else ""
    if before is None and claim.kind == "correction" and claim.state in ("sent", "held", "approved"):
        return "correction"
    if claim.state == "held" and (known != "held" or set(claim.blocked) - set(before.blocked if before else ())):
        return "held"
    if claim.state in ("refused", "paid") and known != claim.state:
        return claim.state
    if payment is not None and payment.state == "returned" and before and before.payment != _stands(payment):
        return "returned"
    return ""


def letter_of(person: Person, claim: FeeClaim, about: str, payment: Payment | None) -> Letter:
    """The letter about a claim: `about` is held, refused, correction, paid or returned."""
    said = {"number": claim.number, "sum": amount(Money(claim.service_cents))}
    lines = tuple(_lines(claim, about, payment, said))
    return Letter(person.email, person.language, _SUBJECTS[about].fill(number=claim.number), lines)


def _lines(claim: FeeClaim, about: str, payment: Payment | None, said: dict[str, object]) -> Iterator[Text]:
    notes = [_WROTE.fill(notes=claim.officer_notes)] if claim.officer_notes and claim.reviewed_by else []
    if about == "held":
        yield _HELD.fill(number=claim.number)
        yield from words_of(claim.blocked)
        yield from notes if "officer" in claim.blocked else []
        yield _THEN if YOURS & set(claim.blocked) else _WAITS
    elif about == "refused":
        yield _REFUSED.fill(**said)
        yield from notes
        yield _AGAIN
    elif about == "correction":
        yield _CORRECTION.fill(first=claim.corrects.number if claim.corrects else "", **said)
        if claim.officer_notes:
            yield _WROTE.fill(notes=claim.officer_notes)
        yield _LATER
    elif about == "paid" and payment is not None and payment.paid_on is not None:
        yield (_PAID if claim.service_cents > 0 else _TAKEN_OFF).fill(day=long_date(payment.paid_on), **said)
        if payment.day_from == "asked":
            yield _ASKED
        yield _PART.fill(reference=payment.reference, whole=amount(Money(payment.amount_cents)))
    elif about == "returned":
        yield _RETURNED.fill(**said)
        yield _ACCOUNT
