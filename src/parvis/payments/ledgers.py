"""The ledger of a mandate: what the Service pays for, and what is used of it. The database refuses more than the cap.

A couple may have two mandates for one request, and a court file two mediators: each has its ledger, and together they may use
more than one allowance. What they share is summed here, while all of them are held (`hold_together`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, QuerySet, Sum

from parvis.payments.due import Account, Allowance, Key, key_of
from parvis.payments.models import FeeClaim, FeeLine, Ledger
from parvis.payments.models.claim import LIVE
from parvis.roster.court_files import mandates_of_files
from parvis.roster.models import Couple, Mandate


def hold_together(mandates: Iterable[int]) -> dict[int, Mandate]:
    """Hold some mandates as `lock_together` does, and read them: by their key, with what their accounts read."""
    wanted = set(mandates)
    found = _locking(wanted).select_related("mediator__professional__file", "co_mediator", "couple")
    return {one.pk: one for one in found if one.pk in wanted}


def lock_together(mandates: Iterable[int]) -> None:
    """Hold some mandates until the transaction ends, with all those of the same couples and of the same court files.

    Always in the order of their keys, before any claim is locked: two officers who decide for one couple, each on another
    mandate, decide one after the other, and who records a session waits.
    """
    list(_locking(set(mandates)).values_list("pk"))


def _locking(wanted: set[int]) -> QuerySet[Mandate]:
    ids, asked = set(wanted), Mandate.objects.filter(pk__in=wanted)
    couples = asked.filter(couple__isnull=False).values("couple")
    ids.update(Mandate.objects.filter(couple__in=couples).order_by().values_list("pk", flat=True))
    files = asked.filter(kind="small_claims").order_by().values_list("court_file", flat=True)
    if numbers := set(files):
        ids.update(mandates_of_files("small_claims", numbers).values_list("pk", flat=True))
    return Mandate.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")


@dataclass(frozen=True, slots=True)
class Net:
    """What was already claimed for one thing: the first line, the sum of it and its corrections, what they count."""

    line: FeeLine
    cents: int
    units: int = 0


def net_of(mandate: Mandate) -> dict[Key, Net]:
    """What is claimed for a mandate, by what it is for: the lines that count, corrections included."""
    return nets_of([mandate.pk])[mandate.pk]


def nets_of(mandates: Collection[int]) -> dict[int, dict[Key, Net]]:
    """The same for some mandates, by their key."""
    found: dict[int, dict[Key, Net]] = {one: {} for one in mandates}
    live = FeeLine.objects.filter(claim__mandate__in=list(found), live=True).order_by("pk")
    for line in live.annotate(of_mandate=F("claim__mandate")).select_related("corrects"):
        first = line.corrects or line
        key = key_of(first.session_id, first.work_id, line.payer)
        theirs = found[line.of_mandate]
        before = theirs.get(key) or Net(line, 0)
        theirs[key] = Net(before.line, before.cents + line.amount_cents, before.units + line.units)
    return found


def used_of(account: Account, claimed: Iterable[Key]) -> int:
    """What is used of a mandate's allowance: the units of what is claimed."""
    wanted = set(claimed)
    return sum(line.units for line in account.lines if line.payer == "service" and line.key in wanted)


def count_ledger(account: Account, claimed: Iterable[Key]) -> Ledger | None:
    """Write what is used of a mandate's allowance; None where there is no allowance."""
    return next(iter(count_ledgers([(account, claimed)])), None)


_COUNTED = ("couple", "unit", "cap", "used", "norm")


def count_ledgers(counted: Iterable[tuple[Account, Iterable[Key]]]) -> list[Ledger]:
    """Write what is used of the allowances of some mandates: the units of what is claimed. Those without allowance are left."""
    wanted = []
    for account, claimed in counted:
        if (allowance := account.allowance) is not None:
            mandate, used = account.file.mandate, used_of(account, claimed)
            wanted.append(
                Ledger(
                    mandate=mandate,
                    couple_id=mandate.couple_id,
                    unit=allowance.unit,
                    cap=allowance.cap,
                    used=used,
                    norm=allowance.norm,
                )
            )
    return Ledger.objects.bulk_create(
        wanted, update_conflicts=True, unique_fields=["mandate"], update_fields=list(_COUNTED), batch_size=500
    )


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a couple, or a court file, used under another mandate."""

    number: str
    unit: str
    used: int
    cap: int


@dataclass(frozen=True, slots=True)
class Shared:
    """What the mandates of one request, or of one court file, use together of one allowance, in its unit.

    `here`: under this mandate; `seen`: what an officer saw and accepted beyond one allowance, with a reason.
    """

    unit: str
    cap: int
    here: int
    elsewhere: tuple[Earlier, ...]
    seen: int = 0

    @property
    def total(self) -> int:
        """What they use together."""
        return self.here + sum(one.used for one in self.elsewhere)

    @property
    def over(self) -> bool:
        """Whether that is more than one allowance, and more than an officer accepted: a person decides."""
        return bool(self.elsewhere) and self.total > max(self.cap, self.seen)


def shared_by(accounts: Sequence[Account], here: Mapping[int, int]) -> dict[int, Shared]:
    """What some mandates share with others, by their key; those that share nothing are left out.

    `here`: what each uses itself. No text was seen that gives a second allowance for the same request, nor for the same file.
    """
    theirs = {one.file.mandate.pk: one for one in accounts if one.allowance is not None and one.file.history.siblings}
    if not theirs:
        return {}
    everybody = {pk for one in theirs.values() for pk in one.file.history.siblings} | set(theirs)
    rows = Ledger.objects.filter(mandate__in=everybody).select_related("mandate").order_by("mandate__opened", "pk")
    ledgers = {one.mandate_id: one for one in rows}
    accepted = FeeClaim.objects.filter(mandate__in=everybody, state__in=LIVE, units_seen__gt=0).order_by()
    seen = dict(accepted.values("mandate").annotate(most=Max("units_seen")).values_list("mandate", "most"))
    return {pk: _shared(one, here.get(pk, 0), ledgers, seen) for pk, one in theirs.items()}


def _shared(account: Account, here: int, ledgers: Mapping[int, Ledger], seen: Mapping[int, int]) -> Shared:
    allowance, siblings = account.allowance, account.file.history.siblings
    if allowance is None:  # shared_by asks of those that have one
        raise ValueError("no allowance is shared")
    others = [one for pk, one in ledgers.items() if pk in siblings and one.unit == allowance.unit and one.used]
    elsewhere = tuple(Earlier(one.mandate.number, one.unit, one.used, one.cap) for one in others)
    most = max([seen.get(pk, 0) for pk in (*siblings, account.file.mandate.pk)])
    return Shared(allowance.unit, max([allowance.cap, *(one.cap for one in others)]), here, elsewhere, most)


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
    return Left(allowance, recorded, left, earlier_of(mandate.couple, mandate) or _of_the_file(account))


def earlier_of(couple: Couple | None, mandate: Mandate | None = None) -> tuple[Earlier, ...]:
    """The ledgers of a couple's other mandates, the oldest first: numbers only, whoever the mediator was."""
    if couple is None:
        return ()
    others = Ledger.objects.filter(couple=couple).select_related("mandate").order_by("mandate__opened", "pk")
    if mandate is not None:
        others = others.exclude(mandate=mandate)
    return tuple(Earlier(one.mandate.number, one.unit, one.used, one.cap) for one in others)


def _of_the_file(account: Account) -> tuple[Earlier, ...]:
    """The same of a court file: what the other mandates on it used."""
    siblings = account.file.history.siblings
    if account.file.mandate.kind != "small_claims" or not siblings:
        return ()
    others = Ledger.objects.filter(mandate__in=siblings).select_related("mandate").order_by("mandate__opened", "pk")
    return tuple(Earlier(one.mandate.number, one.unit, one.used, one.cap) for one in others)


def sum_of(claim_pk: int, payer: str) -> int:
    """The sum of a claim's lines for a payer, in cents."""
    found = FeeLine.objects.filter(claim=claim_pk, payer=payer).aggregate(total=Sum("amount_cents"))
    return found["total"] or 0


def claim_units(claims: Collection[Any]) -> dict[int, int]:
    """What some claims count of their ledgers: the units of their lines that stand, by claim."""
    lines = FeeLine.objects.filter(claim__in=claims, live=True, payer="service").order_by()
    rows = lines.values("claim").annotate(units=Sum("units")).values_list("claim", "units")
    return dict(rows)
