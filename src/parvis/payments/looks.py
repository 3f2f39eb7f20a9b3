"""What stops some claims now, from what stands now: a signature taken back a minute ago is seen, and another mandate's session.

The same few queries for one claim or for hundreds. Whoever decides on what is found here holds the mandates first
(`ledgers.hold_together`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from parvis.payments.blocked import blocks_of
from parvis.payments.due import Account, Key, accounts_of, key_of
from parvis.payments.file_facts import SAME_FILE, SAME_REQUEST
from parvis.payments.ledgers import Shared, claim_units, net_of, shared_by
from parvis.payments.models import FeeClaim, FeeLine, Ledger
from parvis.people.models.role import day_of
from parvis.roster.certified import certified_on
from parvis.roster.models import Mandate, Presence

#: The codes that another mandate brings, whatever was done in this one.
OF_OTHERS = frozenset((SAME_REQUEST, SAME_FILE))
#: The rounding of a file moves the cent of a line when another piece comes before it: that is no other amount.
A_CENT = 1


@dataclass(frozen=True, slots=True)
class Look:
    """What stops a claim (`codes`), what its mandate shares with others, and what an officer is to be told of it since (`told`)."""

    codes: tuple[str, ...] = ()
    shared: Shared | None = None
    told: tuple[str, ...] = ()


def look_at(claim: FeeClaim, *, at: datetime) -> Look:
    """What stops a claim now."""
    return looks_at([claim], at=at)[claim.pk]


def looks_at(claims: Sequence[FeeClaim], *, at: datetime) -> dict[int, Look]:
    """What stops some claims now, by their key."""
    found = {one.pk: Look() for one in claims}
    for one in claims:
        if one.kind == "group":
            found[one.pk] = _group(one)
    asked = [one for one in claims if _rests_on_sheets(one)]
    if asked:
        found |= _of_mandates(asked, at)
    return found


def _rests_on_sheets(claim: FeeClaim) -> bool:
    """Indexing changes a rate, and what takes money back is never stopped."""
    if claim.mandate_id is None or claim.kind not in ("sessions", "correction"):
        return False
    return claim.kind == "sessions" or claim.service_cents > 0


def _group(claim: FeeClaim) -> Look:
    there = Presence.objects.filter(group_session=claim.group_session_id, professional=claim.payee_id, voided=False)
    presence, session = there.select_related("certification").first(), claim.group_session
    good = presence is not None and session is not None and certified_on(presence.certification, session.day)
    return Look() if good else Look(("not_certified",))


def _of_mandates(claims: Sequence[FeeClaim], at: datetime) -> dict[int, Look]:
    ids = {one.mandate_id for one in claims if one.mandate_id is not None}
    mandates = list(Mandate.objects.filter(pk__in=ids).select_related("mediator", "couple").order_by("pk"))
    accounts = accounts_of(mandates, on=day_of(at))
    used = dict(Ledger.objects.filter(mandate__in=ids).values_list("mandate", "used"))
    shared = shared_by(accounts, used)
    units = claim_units([one.pk for one in claims]) if shared else {}
    lines: dict[int, list[FeeLine]] = {one.pk: [] for one in claims}
    for line in FeeLine.objects.filter(claim__in=list(lines), live=True):
        lines[line.claim_id].append(line)
    by_mandate = {one.file.mandate.pk: one for one in accounts}
    return {
        one.pk: _look(one, by_mandate[one.mandate_id], lines[one.pk], shared.get(one.mandate_id), units)
        for one in claims
        if one.mandate_id is not None
    }


def _look(
    claim: FeeClaim, account: Account, lines: Sequence[FeeLine], shared: Shared | None, units: Mapping[int, int]
) -> Look:
    if claim.kind == "correction":
        lines = [line for line in lines if line.payer == "service" and line.amount_cents > 0]
    sessions = {line.session_id for line in lines if line.session_id is not None}
    works = {line.work_id for line in lines if line.work_id is not None}
    over = shared is not None and shared.over and units.get(claim.pk, 0) > 0
    codes = blocks_of(
        account, sessions, works, unknown="tariff_unknown" in claim.blocked, over=over, changed=_changed(account, lines)
    )
    return Look(tuple(codes), shared, _told(account, claim))


def _changed(account: Account, lines: Sequence[FeeLine]) -> bool:
    """Whether the law now gives something else for the pieces of some lines than all that is claimed for them.

    What other claims correct is read only where a line alone is not what the law gives. An amount that no source gives is the
    officer's; a sheet that was taken back has its own code.
    """
    due = {one.key: one.cents for one in account.lines}
    standing = {one.pk for one in account.file.sheets}, {one.pk for one in account.file.work}
    asked: dict[Key, int] = {}
    for line in lines:
        gone = line.session_id not in (None, *standing[0]) or line.work_id not in (None, *standing[1])
        key = key_of(line.session_id, line.work_id, line.payer)
        now = due.get(key, 0)
        if now is not None and not gone and (line.corrects_id is not None or abs(line.amount_cents - now) > A_CENT):
            asked[key] = now
    claimed = net_of(account.file.mandate) if asked else {}
    return any(abs(claimed[key].cents - now) > A_CENT for key, now in asked.items() if key in claimed)


def _told(account: Account, claim: FeeClaim) -> tuple[str, ...]:
    """What the law, or no text, leaves to a person since the claim was sent: another mandate held a session meanwhile, a party
    was missing. Of one that is approved, the other mandate only: what is due for it has not changed.
    """
    since = set(account.for_a_person)
    if claim.state == "approved":
        since &= OF_OTHERS
    return tuple(sorted(since - set(claim.for_a_person)))
