"""Nothing paid is undone: a correction is one more claim, whose lines take back or complete those of another.

Indexing that was published late is the same: what is known now, less what was known then, computed by the law.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from parvis.law.kernel.text import Text
from parvis.payments.actions.claims import Computed, Fresh, computed, write_claim
from parvis.payments.actions.review import authorise_review
from parvis.payments.blocked import blocks_of
from parvis.payments.ledgers import hold_together
from parvis.payments.models import FeeClaim
from parvis.payments.models.claim import REVIEW
from parvis.people.models import Person
from parvis.people.policies import authorise
from parvis.people.refused import Refused
from parvis.roster.actions.sessions import take_back
from parvis.roster.models import Mandate, SessionSheet

_REASON = Text("Dites pourquoi, en une phrase.", "Say why, in a sentence.")
_SAME = Text(
    "Rien ne change : la loi donne ce qui est déjà réclamé.", "Nothing changes: the law gives what is already claimed."
)
_NOT_PAID = Text(
    "Cette demande n’est pas payée : refusez-la, ou laissez la médiatrice ou le médiateur la retirer.",
    "This claim is not paid: refuse it, or let the mediator withdraw it.",
)
_NOT_ITS_OWN = Text("Cette séance n’est pas dans cette demande.", "This session is not in this claim.")
_RACE = Text("Une correction vient d’être faite. Relisez la demande.", "A correction was just made. Read the claim.")


def correct_claim(
    claim: FeeClaim, *, void: Collection[int], reason: str, by: Person, at: datetime, key: str
) -> FeeClaim:
    """Correct a paid claim by a counter-entry. `void`: sheets that were wrong, which no longer stand.

    The whole file is asked of the law again: what it gives less what is claimed is the correction, negative or not. It is
    reviewed and paid like any claim; what is negative is taken off the next payment. The same `key` twice is one correction.
    """
    said = " ".join(reason.split())[:1000]
    if not said:
        raise Refused(_REASON, field="reason")
    sealed = hashlib.sha256(f"correction\x1f{claim.number}\x1f{key}".encode()).hexdigest()
    try:
        with transaction.atomic():
            authorise_review(claim, by, at)
            if claim.mandate_id is None:
                raise Refused(_NOT_PAID)
            mandate = hold_together([claim.mandate_id])[claim.mandate_id]
            if (there := FeeClaim.objects.filter(key=sealed).first()) is not None:
                return there
            if not FeeClaim.objects.filter(pk=claim.pk, state="paid").exists():
                raise Refused(_NOT_PAID)
            ours = SessionSheet.objects.filter(pk__in=void, mandate=mandate, fee_lines__claim=claim, voided_at=None)
            sheets = list(ours.distinct())
            if {one.pk for one in sheets} != set(void):
                raise Refused(_NOT_ITS_OWN, field="void")
            for sheet in sheets:
                take_back(sheet, by=by.code, at=at)
            found = _of_claimed(computed(mandate, at=at), claim)
            if not found.fresh and not found.gone:
                raise Refused(_SAME)
            return write_claim(found, kind="correction", key=sealed, by=by.code, at=at, corrects=claim, notes=said)
    except IntegrityError as clash:
        raise Refused(_RACE) from clash


def _of_claimed(found: Computed, claim: FeeClaim) -> Computed:
    """The differences only: a session that nobody claimed yet is not part of a correction.

    A line of the other payer for a session that is claimed is: the parties no longer owe what the Service now pays. More for
    a session of another claim is brought in only where nothing stops its payment; and a correction that asks for money is
    held by what would hold any claim.
    """
    known = {one.net.line.session_id for one in found.fresh if one.net} | {net.line.session_id for net in found.gone}
    touched = _claimed_sessions(found) | known
    fresh = [one for one in found.fresh if one.net or (one.due.session in touched and one.due.session is not None)]
    own = set(claim.lines.values_list("session_id", "work_id"))
    more = {_piece(one) for one in fresh if one.due.payer == "service" and one.cents > 0}
    left_out = {one for one in more - own if _blocks(found, {one})}
    kept = replace(
        found, fresh=tuple(one for one in fresh if _piece(one) not in left_out),
        gone=tuple(net for net in found.gone if (net.line.session_id, net.line.work_id) not in left_out), blocked=(),
    )  # fmt: skip
    return replace(kept, blocked=tuple(_blocks(kept, more - left_out))) if kept.service_cents > 0 else kept


def _piece(one: Fresh) -> tuple[int | None, int | None]:
    return one.due.session, one.due.work


def _blocks(found: Computed, pieces: Collection[tuple[int | None, int | None]]) -> list[str]:
    sessions = {session for session, _ in pieces if session is not None}
    works = {work for _, work in pieces if work is not None}
    added = any(one.units and one.due.payer == "service" and _piece(one) in pieces for one in found.fresh)
    over = found.shared is not None and found.shared.over and added
    return blocks_of(found.account, sessions, works, unknown=False, over=over)


def _claimed_sessions(found: Computed) -> set[int | None]:
    mandate = found.account.file.mandate
    live = FeeClaim.objects.live().filter(mandate=mandate).values_list("lines__session", flat=True)
    return set(live)


def index_claims(*, by: str, at: datetime, mandates: Collection[int] | None = None) -> list[FeeClaim]:
    """Make the claims of what indexing published late adds to small-claims fees already paid. Idempotent.

    For each paid claim: what its lines are worth by the rates known now, less what they were paid. Run twice, the second
    run finds nothing.
    """
    wanted = Mandate.objects.filter(kind="small_claims", claims__state="paid", claims__kind="sessions").distinct()
    if mandates is not None:
        wanted = wanted.filter(pk__in=mandates)
    made: list[FeeClaim] = []
    for pk in wanted.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            mandate = hold_together([pk])[pk]
            made += _indexed(mandate, by=by, at=at)
    return made


def index_fees(*, by: Person, at: datetime) -> list[FeeClaim]:
    """The same, asked by an officer of the Service."""
    with transaction.atomic():
        authorise(by, REVIEW, at=at)
        return index_claims(by=by.code, at=at)


def _indexed(mandate: Mandate, *, by: str, at: datetime) -> list[FeeClaim]:
    found = computed(mandate, at=at)
    by_claim: dict[int, list[Fresh]] = defaultdict(list)
    for one in found.fresh:
        if one.net is not None and one.cents:
            by_claim[one.net.line.claim_id].append(one)
    made = []
    paid = FeeClaim.objects.filter(pk__in=by_claim, state="paid", kind="sessions").order_by("pk")
    for claim in paid:
        lines = tuple(by_claim[claim.pk])
        said = ",".join(f"{one.net.line.pk}:{one.due.cents}" for one in lines if one.net)
        key = hashlib.sha256(f"indexation\x1f{claim.number}\x1f{said}".encode()).hexdigest()
        if any(one.due.payer == "service" for one in lines) and not FeeClaim.objects.filter(key=key).exists():
            part = replace(found, fresh=lines, gone=(), blocked=())
            made.append(write_claim(part, kind="indexation", key=key, by=by, at=at, corrects=claim))
    return made
