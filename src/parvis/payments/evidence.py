"""What a claim rests on, as it stands now: the report, each sheet with its signatures, the work, the documents, the ledger.

Reads only. `digest` seals what an officer was shown: an approval says which one it is for (s. 12).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from parvis.payments.due import Account, account_of
from parvis.payments.ledgers import Earlier, Left, left_of
from parvis.payments.models import FeeClaim, PayeeAccount
from parvis.payments.models.claim import REVIEW
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import Scope, may
from parvis.roster.models import MediatorReport, OutOfSessionWork, SessionSheet, Signature


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one claim rests on. `used`: what its lines count of the ledger, in the ledger's unit; `left`: of the mandate.

    `sheets` and `works` are those of its lines, even one that was taken back since; `report`: the one in force.
    """

    claim: FeeClaim
    report: MediatorReport | None
    sheets: tuple[SessionSheet, ...]
    works: tuple[OutOfSessionWork, ...]
    account: Account | None
    left: Left | None
    used: int
    has_account: bool

    @property
    def earlier(self) -> Sequence[Earlier]:
        """What the couple used of other mandates: numbers only."""
        return self.left.earlier if self.left else ()

    @property
    def documents(self) -> frozenset[UUID]:
        """The scanned pages that its sheets have."""
        return frozenset(given.document for one in self.sheets for given in signed_of(one) if given.document)

    @property
    def digest(self) -> str:
        """The seal of all of it: two that differ in anything shown differ here."""
        claim, left = self.claim, self.left
        said = [
            claim.number,
            claim.version,
            claim.state,
            claim.service_cents,
            claim.parties_cents,
            claim.payee.name,
            claim.blocked,
            claim.for_a_person,
            self.has_account,
            [(one.pk, one.payer, one.amount_cents, one.norm, one.live) for one in claim.lines.order_by("pk")],
            [
                (one.pk, one.digest, one.voided_at is not None, [(s.pk, s.state) for s in signed_of(one)])
                for one in self.sheets
            ],
            [(one.pk, one.minutes, one.voided_at is not None) for one in self.works],
            self.report.pk if self.report else 0,
            (left.allowance.cap, left.recorded, left.left) if left and left.allowance else (),
            [(one.number, one.used, one.cap) for one in self.earlier],
            self.used,
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def signed_of(sheet: SessionSheet) -> list[Signature]:
    """What stands of a sheet's signatures, by position: the last that was answered, or asked where none was."""
    standing: dict[int, Signature] = {}
    for one in sorted(sheet.signatures.all(), key=lambda each: each.pk):
        if one.state != "lapsed" or one.position not in standing:
            standing[one.position] = one
    return [standing[place] for place in sorted(standing)]


def evidence_of(claim: FeeClaim, *, at: datetime) -> Evidence:
    """What a claim rests on at a moment."""
    sheets = SessionSheet.objects.filter(fee_lines__claim=claim).distinct().order_by("begins_at", "pk")
    works = OutOfSessionWork.objects.filter(fee_lines__claim=claim).distinct().order_by("day", "pk")
    account = account_of(claim.mandate, on=day_of(at)) if claim.mandate is not None else None
    return Evidence(
        claim,
        account.file.report if account else None,
        tuple(sheets.prefetch_related("signatures", "presences__professional")),
        tuple(works),
        account,
        left_of(account) if account else None,
        sum(line.units for line in claim.lines.filter(live=True, payer="service")),
        PayeeAccount.objects.filter(professional=claim.payee_id).exists(),
    )


def may_review(claim: FeeClaim, person: Person, *, at: datetime) -> bool:
    """Whether an officer reviews the claims of this claim's district: only they read what it rests on."""
    held = claim.mandate or claim.group_session
    return may(person, REVIEW, Scope(district=held.district if held else ""), at=at)
