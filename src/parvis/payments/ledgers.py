"""The ledger of a mandate: what the Service pays for, and what is used of it. The database refuses more than the cap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from parvis.payments.due import Account, Allowance, Key, key_of
from parvis.payments.models import FeeLine, Ledger
from parvis.roster.models import Couple, Mandate


@dataclass(frozen=True, slots=True)
class Net:
    """What was already claimed for one thing: the first line, and the sum of it and its corrections."""

    line: FeeLine
    cents: int


def net_of(mandate: Mandate) -> dict[Key, Net]:
    """What is claimed for a mandate, by what it is for: the lines that count, corrections included."""
    found: dict[Key, Net] = {}
    live = FeeLine.objects.filter(claim__mandate=mandate, live=True).order_by("pk")
    for line in live:
        first = line.corrects or line
        key = key_of(first.session_id, first.work_id, line.payer)
        before = found.get(key)
        found[key] = Net(before.line if before else line, (before.cents if before else 0) + line.amount_cents)
    return found


def count_ledger(account: Account, claimed: Iterable[Key]) -> Ledger | None:
    """Write what is used of a mandate's allowance: the units of what is claimed; None where there is no allowance."""
    if account.allowance is None:
        return None
    wanted = set(claimed)
    used = sum(line.units for line in account.lines if line.payer == "service" and line.key in wanted)
    allowance, mandate = account.allowance, account.file.mandate
    there = Ledger.objects.filter(mandate=mandate)
    values: dict[str, Any] = {
        "couple": mandate.couple, "unit": allowance.unit, "cap": allowance.cap, "used": used, "norm": allowance.norm,
    }  # fmt: skip
    if there.update(**values):
        return there.get()
    return Ledger.objects.create(mandate=mandate, **values)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a couple used of an earlier mandate."""

    number: str
    unit: str
    used: int
    cap: int


@dataclass(frozen=True, slots=True)
class Left:
    """What is left for a mandate: the allowance, what is recorded (claimed or not), what is left, what was used before."""

    allowance: Allowance | None
    recorded: int
    left: int
    earlier: tuple[Earlier, ...]


def left_of(account: Account) -> Left:
    """What the couple, or the file, has left: what the sheets already count is taken away, claimed or not."""
    allowance, mandate = account.allowance, account.file.mandate
    recorded = sum(line.units for line in account.lines if line.payer == "service")
    left = max(0, allowance.cap - recorded) if allowance else 0
    return Left(allowance, recorded, left, earlier_of(mandate.couple, mandate))


def earlier_of(couple: Couple | None, mandate: Mandate | None = None) -> tuple[Earlier, ...]:
    """The ledgers of a couple's other mandates, the oldest first: numbers only, whoever the mediator was."""
    if couple is None:
        return ()
    others = Ledger.objects.filter(couple=couple).select_related("mandate").order_by("mandate__opened", "pk")
    if mandate is not None:
        others = others.exclude(mandate=mandate)
    return tuple(Earlier(one.mandate.number, one.unit, one.used, one.cap) for one in others)


def sum_of(claim_pk: int, payer: str) -> int:
    """The sum of a claim's lines for a payer, in cents."""
    found = FeeLine.objects.filter(claim=claim_pk, payer=payer).aggregate(total=Sum("amount_cents"))
    return found["total"] or 0
