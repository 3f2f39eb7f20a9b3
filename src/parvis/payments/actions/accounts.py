"""Where a professional is paid: given by them alone, after a fresh proof, sealed; they are told by mail of each change."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.payments.models import PayeeAccount
from parvis.payments.orders import Account, name_is_writable
from parvis.payments.payee import seal_account
from parvis.people.letters import Letter, post
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.roster.models import Professional
from parvis.roster.policies import require_own

_NAME = Text(
    "Votre nom a des lettres que le fichier de la banque ne peut pas porter, ou il est trop long. Écrivez au Service.",
    "Your name has letters that the bank’s file cannot carry, or it is too long. Write to the Service.",
)


def set_payee_account(professional: Professional, account: Account, *, by: Person, at: datetime) -> PayeeAccount:
    """Keep the account on which a professional is paid, in place of the one before. The page has asked for a fresh proof.

    What is already released is paid where it was released.
    """
    file = getattr(professional, "file", None)
    require_own(by, file.person_id if file else None)
    if not name_is_writable(professional.name):
        raise Refused(_NAME)
    with transaction.atomic():
        row, _ = PayeeAccount.objects.update_or_create(
            professional=professional,
            defaults={
                "sealed": seal_account(account),
                "ends_with": account.number[-3:],
                "changed_at": at,
                "changed_by": by.code,
            },
        )
        record_entry("account.changed", by=by.code, at=at, subject=("professional", str(professional.pk)))
        post(_letter(by, row.ends_with))
    return row


def _letter(person: Person, ends_with: str) -> Letter:
    return Letter(
        person.email,
        person.language,
        Text("Votre compte de versement a changé", "Your account for payments has changed"),
        (
            Text(
                f"Vos honoraires seront versés dans un compte qui finit par {ends_with}.",
                f"Your fees will be paid into an account that ends in {ends_with}.",
            ),
            Text(
                "Ce n’était pas vous ? Changez votre mot de passe, puis appelez le Service avant le prochain versement.",
                "This was not you? Change your password, then call the Service before the next payment.",
            ),
        ),
    )
