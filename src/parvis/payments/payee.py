"""Accounts under seal: where a professional is paid, and to whom and where a payment was released."""

from __future__ import annotations

import json

from django.conf import settings

from parvis.payments.models import PayeeAccount
from parvis.payments.orders import Account, Debtor, debtor
from parvis.people.sealing import cipher

_PURPOSE = "payee account"


def seal_account(account: Account) -> bytes:
    """An account as the database keeps it."""
    return cipher(_PURPOSE).encrypt(account.written.encode())


def account_kept(row: PayeeAccount) -> Account:
    """The account of a row."""
    return Account.parse(cipher(_PURPOSE).decrypt(bytes(row.sealed)).decode())


def seal_payee(name: str, account: Account) -> bytes:
    """A payee as a payment keeps them once it is released."""
    return cipher(_PURPOSE).encrypt(json.dumps([name, account.written]).encode())


def payee_kept(sealed: bytes | memoryview) -> tuple[str, Account]:
    """The name and the account of a released payment."""
    name, written = json.loads(cipher(_PURPOSE).decrypt(bytes(sealed)))
    return name, Account.parse(written)


def debtor_account() -> Debtor | None:
    """Who pays, as this installation was told (`PARVIS_PAYER_NAME`, `PARVIS_PAYER_ACCOUNT`); None where it was not."""
    name, account = settings.PAYER_NAME, settings.PAYER_ACCOUNT
    return debtor(name, "CA", Account.parse(account)) if name and account else None
