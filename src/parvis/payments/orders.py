"""An order to the bank: who pays, whom, how much, on which day. Values that cannot be made wrong; no file, no database.

Amounts are whole cents of a Canadian dollar. An account is Canadian: institution (3 digits), transit (5), number (7 to
12). What is wrong is said by `OrderRefused`, which never repeats a name or an account number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from parvis.config.clock import QUEBEC
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.payments.latin import SAFE, NotLatin, Replaced, written_in_latin

LONGEST_IDENTIFIER, LONGEST_NAME, LONGEST_REFERENCE = 35, 70, 140
#: The most that one credit can be: what clears between Canadian banks has ten digits for the cents (Standard 005).
MOST = Money(9_999_999_999)

_IDENTIFIER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,33}[A-Za-z0-9])?", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_STRAY_SPACE = re.compile(r"\A | \Z|  ")
_WRITTEN_ACCOUNT = re.compile(r"([0-9]{3})-([0-9]{5})-([0-9]{7,12})", re.ASCII)

REASONS: dict[str, Text] = {
    "institution": Text("Le numéro d’institution a 3 chiffres.", "The institution number has 3 digits."),
    "transit": Text("Le numéro de transit a 5 chiffres.", "The transit number has 5 digits."),
    "number": Text("Le numéro de compte a de 7 à 12 chiffres.", "The account number has 7 to 12 digits."),
    "account": Text(
        "Un compte s’écrit institution-transit-numéro, comme 815-30000-1234567.",
        "An account is written institution-transit-number, such as 815-30000-1234567.",
    ),
    "identifier": Text(
        "Un identifiant a de 1 à 35 lettres ou chiffres sans accent; un point ou un trait d’union peut les séparer.",
        "An identifier has 1 to 35 unaccented letters or digits; a period or a hyphen may stand between them.",
    ),
    "country": Text("Le pays s’écrit en deux lettres, comme CA.", "The country is written in two letters, such as CA."),
    "empty": Text("Ce champ ne peut pas être vide.", "This field cannot be empty."),
    "too-long": Text("Ce champ a au plus {most} caractères.", "This field has at most {most} characters."),
    "characters": Text(
        "La banque ne peut pas lire le caractère {place}. Écrivez le texte en lettres latines, comme la banque le connaît.",
        "The bank cannot read character {place}. Write the text in Latin letters, as the bank knows it.",
    ),
    "amount": Text("Un versement est de plus de 0 $.", "A payment is of more than $0."),
    "too-much": Text("Un versement est d’au plus {most}.", "A payment is of at most {most}."),
    "moment": Text("Le moment doit dire son fuseau horaire.", "The moment must say its time zone."),
    "day": Text(
        "Le jour du versement est passé : la banque ne paie pas à rebours. Annulez le lot, puis préparez-en un pour un autre jour.",
        "The day of payment is past: the bank does not pay backwards. Cancel the batch, then make one for another day.",
    ),
    "no-transfer": Text("L’ordre ne contient aucun versement.", "The order holds no payment."),
    "twice": Text(
        "Le versement {identifier} est deux fois dans l’ordre.", "Payment {identifier} is in the order twice."
    ),
}


class OrderRefused(ValueError):
    """A part of an order is not what a bank takes. `code`: which rule; `field`: where; `reason`: a sentence for people."""

    def __init__(self, code: str, field: str, **values: object) -> None:
        self.code = code
        self.field = field
        self.reason = REASONS[code].fill(**values) if values else REASONS[code]
        super().__init__(f"{field}: {self.reason.en}")


def _digits(value: str, shortest: int, longest: int, code: str) -> None:
    if not (shortest <= len(value) <= longest and value.isascii() and value.isdigit()):
        raise OrderRefused(code, code)


def _identifier(value: str, field: str) -> None:
    if _IDENTIFIER.fullmatch(value) is None:
        raise OrderRefused("identifier", field)


def _text(value: str, field: str, most: int, *, needed: bool) -> None:
    """A text as the file writes it: only signs that banks take, no space too many, not too long."""
    if needed and not value.strip():
        raise OrderRefused("empty", field)
    foreign = next((at for at, one in enumerate(value) if one not in SAFE), None)
    if foreign is None and (stray := _STRAY_SPACE.search(value)):
        foreign = stray.start()
    if foreign is not None:
        raise OrderRefused("characters", field, place=foreign + 1)
    if len(value) > most:
        raise OrderRefused("too-long", field, most=most)


@dataclass(frozen=True, slots=True)
class Account:
    """An account at a Canadian institution. Its number is left out of `repr`, so that no log has it."""

    institution: str
    transit: str
    number: str = field(repr=False)

    def __post_init__(self) -> None:
        _digits(self.institution, 3, 3, "institution")
        _digits(self.transit, 5, 5, "transit")
        _digits(self.number, 7, 12, "number")

    @classmethod
    def parse(cls, written: str) -> Account:
        """The account written "815-30000-1234567". OrderRefused where it is not written so."""
        found = _WRITTEN_ACCOUNT.fullmatch(written.strip())
        if found is None:
            raise OrderRefused("account", "account")
        return cls(found[1], found[2], found[3])

    @property
    def routing(self) -> str:
        """The routing number of electronic payments in Canada: a zero, the institution, the transit (9 digits)."""
        return f"0{self.institution}{self.transit}"

    @property
    def written(self) -> str:
        """The account as `parse` reads it; a spreadsheet takes it for text and keeps its zeros."""
        return f"{self.institution}-{self.transit}-{self.number}"

    @property
    def masked(self) -> str:
        """The account for a page: all but its last three digits hidden."""
        return f"{self.institution}-{self.transit}-{'•' * (len(self.number) - 3)}{self.number[-3:]}"


@dataclass(frozen=True, slots=True)
class Debtor:
    """Who pays: the name that the bank knows, the country of the address, the account that is debited."""

    name: str
    country: str
    account: Account

    def __post_init__(self) -> None:
        _text(self.name, "debtor_name", LONGEST_NAME, needed=True)
        if _COUNTRY.fullmatch(self.country) is None:
            raise OrderRefused("country", "debtor_country")


@dataclass(frozen=True, slots=True)
class CreditTransfer:
    """One payment. `reference` is what the payee reads beside it, or ""; `replaced` says what the rule wrote otherwise."""

    end_to_end_id: str
    creditor_name: str = field(repr=False)
    account: Account
    amount: Money
    reference: str = ""
    replaced: tuple[tuple[str, Replaced], ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        _identifier(self.end_to_end_id, "end_to_end_id")
        _text(self.creditor_name, "creditor_name", LONGEST_NAME, needed=True)
        _text(self.reference, "reference", LONGEST_REFERENCE, needed=False)
        if not isinstance(self.amount, Money):
            raise TypeError("an amount is Money: whole cents")
        if self.amount.cents <= 0:
            raise OrderRefused("amount", "amount")
        if self.amount > MOST:
            raise OrderRefused("too-much", "amount", most=MOST)


def debtor(name: str, country: str, account: Account) -> Debtor:
    """Who pays, the name written by the rule `basic-latin/1`. OrderRefused where a part cannot be."""
    return Debtor(_latin(name, "debtor_name")[0], country, account)


def credit_transfer(
    end_to_end_id: str, creditor_name: str, account: Account, amount: Money, reference: str = ""
) -> CreditTransfer:
    """One payment, its name and reference written by the rule `basic-latin/1`. OrderRefused where a part cannot be."""
    name, in_name = _latin(creditor_name, "creditor_name")
    said, in_reference = _latin(reference, "reference")
    replaced = (*(("creditor_name", one) for one in in_name), *(("reference", one) for one in in_reference))
    return CreditTransfer(end_to_end_id, name, account, amount, said, replaced)


def name_is_writable(name: str) -> bool:
    """Whether a payee's name can be in a file for the bank."""
    try:
        _text(_latin(name, "creditor_name")[0], "creditor_name", LONGEST_NAME, needed=True)
    except OrderRefused:
        return False
    return True


def _latin(text: str, field: str) -> tuple[str, tuple[Replaced, ...]]:
    try:
        return written_in_latin(text)
    except NotLatin as fault:
        raise OrderRefused("characters", field, place=fault.at + 1) from None


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """All the payments of one batch, from one account on one day. The same order always gives the same file.

    `made_at` says its zone, and counts in whole seconds; `execution_day` is the day the debtor asks for, in Québec.
    """

    message_id: str
    made_at: datetime
    execution_day: date
    transfers: Sequence[CreditTransfer] = field(repr=False)
    debtor: Debtor

    def __post_init__(self) -> None:
        object.__setattr__(self, "transfers", tuple(self.transfers))
        _identifier(self.message_id, "message_id")
        if self.made_at.utcoffset() is None:
            raise OrderRefused("moment", "made_at")
        if isinstance(self.execution_day, datetime):
            raise TypeError("the day of payment is a date")
        if self.execution_day < self.made_at.astimezone(QUEBEC).date():
            raise OrderRefused("day", "execution_day")
        if not self.transfers:
            raise OrderRefused("no-transfer", "transfers")
        identifier, times = Counter(one.end_to_end_id for one in self.transfers).most_common(1)[0]
        if times > 1:
            raise OrderRefused("twice", "transfers", identifier=identifier)

    @property
    def count(self) -> int:
        """How many payments."""
        return len(self.transfers)

    @property
    def control_sum(self) -> Money:
        """The sum of the payments, to the cent."""
        return Money(sum(one.amount.cents for one in self.transfers))
