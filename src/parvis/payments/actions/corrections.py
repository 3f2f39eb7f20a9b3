"""Nothing paid is undone: a correction is one more claim, whose lines take back or complete those of another.

Indexing that was published late is the same: what is known now, less what was known then, computed by the law.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.payments.actions.claims import Computed, Fresh, computed, differences, write_claim, written_meanwhile
from parvis.payments.actions.review import authorise_review
from parvis.payments.blocked import blocks_of
from parvis.payments.due import account_of, account_of_pieces
from parvis.payments.ledgers import hold_together, net_of
from parvis.payments.models import FeeClaim, FeeLine
from parvis.payments.models.claim import REVIEW
from parvis.payments.reasons import written
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import authorise
from parvis.people.refused import Refused
from parvis.roster.actions.sessions import take_back, take_back_work
from parvis.roster.models import Mandate, OutOfSessionWork, SessionSheet
from parvis.roster.numbers import new_number

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
    claim: FeeClaim,
    *,
    void: Collection[int],
    reason: str,
    by: Person,
    at: datetime,
    key: str,
    works: Collection[int] = (),
) -> FeeClaim:
    """Correct a paid claim by a counter-entry. `void`, `works`: sheets and work that were wrong, which no longer stand.

    A group session that was not held is taken back whole. Otherwise the whole file is asked of the law again: what it gives less what is claimed is the correction, negative or not. It is
    reviewed and paid like any claim; what is negative is taken off the next payment. The same `key` twice is one correction.
    """
    said = written(reason, field="reason", missing=_REASON)
    sealed = hashlib.sha256(f"correction\x1f{claim.number}\x1f{key}".encode()).hexdigest()
    try:
        with transaction.atomic():
            authorise_review(claim, by, at)
            if claim.mandate_id is None:
                return _correct_group(claim, sealed, said, by=by, at=at)
            mandate = hold_together([claim.mandate_id])[claim.mandate_id]
            if (there := FeeClaim.objects.filter(key=sealed).first()) is not None:
                return there
            if not FeeClaim.objects.filter(pk=claim.pk, state="paid").exists():
                raise Refused(_NOT_PAID)
            ours = SessionSheet.objects.filter(pk__in=void, mandate=mandate, fee_lines__claim=claim, voided_at=None)
            sheets = list(ours.distinct())
            if {one.pk for one in sheets} != set(void):
                raise Refused(_NOT_ITS_OWN, field="void")
            done = OutOfSessionWork.objects.filter(
                pk__in=works, mandate=mandate, fee_lines__claim=claim, voided_at=None
            )
            wrong = list(done.distinct())
            if {one.pk for one in wrong} != set(works):
                raise Refused(_NOT_ITS_OWN, field="works")
            _take_back(sheets, wrong, by=by, at=at)
            found = _of_claimed(computed(mandate, at=at), claim)
            if not found.fresh and not found.gone:
                raise Refused(_SAME)
            return write_claim(found, kind="correction", key=sealed, by=by.code, at=at, corrects=claim, notes=said)
    except IntegrityError as clash:
        if not written_meanwhile(clash):
            raise
        raise Refused(_RACE) from clash


def _take_back(sheets: Iterable[SessionSheet], works: Iterable[OutOfSessionWork], *, by: Person, at: datetime) -> None:
    for sheet in sheets:
        take_back(sheet, by=by.code, at=at)
    for work in works:
        take_back_work(work, by=by.code, at=at)


def _correct_group(claim: FeeClaim, key: str, notes: str, *, by: Person, at: datetime) -> FeeClaim:
    """Take back what a group session paid one mediator, once. The session stays claimed: it is not paid again."""
    held = FeeClaim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if (there := FeeClaim.objects.filter(key=key).first()) is not None:
        return there
    if held.state != "paid" or held.kind != "group":
        raise Refused(_NOT_PAID)
    if held.corrections.live().exists():
        raise Refused(_SAME)
    made = FeeClaim.objects.create(
        number=new_number("H", at=at),
        kind="correction",
        group_session_id=held.group_session_id,
        payee_id=held.payee_id,
        corrects=held,
        state="sent",
        key=key,
        facts=held.facts,
        decision=held.decision,
        service_cents=-held.service_cents,
        officer_notes=notes,
        sent_by=by.code,
        sent_at=at,
    )
    for line in held.lines.filter(live=True):
        FeeLine.objects.create(
            claim=made, corrects=line, payer=line.payer, amount_cents=-line.amount_cents, norm=line.norm
        )
    record_entry(
        "claim.correction",
        by=by.code,
        at=at,
        subject=("claim", made.code),
        norm="c25.01-r0.7/s12-pay",
        codes={"session": held.group_session_id, "cents": made.service_cents, "state": made.state},
    )
    return made


def _of_claimed(found: Computed, claim: FeeClaim) -> Computed:
    """The differences only: a session that nobody claimed yet is not part of a correction.

    A line of the other payer for a session that is claimed is: the parties no longer owe what the Service now pays. More for
    a session of another claim is brought in only where nothing stops its payment; and a correction that asks for money is
    held by what would hold any claim.
    """
    touched = {(key[0], key[1]) for key in found.claimed if key[0] != "report"}
    fresh = [one for one in found.fresh if one.net or one.due.key[:2] in touched]
    own = set(claim.lines.values_list("session_id", "work_id"))
    more = {_piece(one) for one in fresh if one.due.payer == "service" and one.cents > 0}
    left_out = {one for one in more - own if _blocks(found, {one})}
    kept = replace(
        found,
        fresh=tuple(one for one in fresh if _piece(one) not in left_out),
        gone=tuple(net for net in found.gone if (net.line.session_id, net.line.work_id) not in left_out),
        blocked=(),
    )
    return replace(kept, blocked=tuple(_blocks(kept, more - left_out))) if kept.service_cents > 0 else kept


def _piece(one: Fresh) -> tuple[int | None, int | None]:
    return one.due.session, one.due.work


def _blocks(found: Computed, pieces: Collection[tuple[int | None, int | None]]) -> list[str]:
    sessions = {session for session, _ in pieces if session is not None}
    works = {work for _, work in pieces if work is not None}
    added = any(one.units and one.due.payer == "service" and _piece(one) in pieces for one in found.fresh)
    over = found.shared is not None and found.shared.over and added
    return blocks_of(found.account, sessions, works, unknown=False, over=over)


def index_claims(*, by: str, at: datetime, mandates: Collection[int] | None = None) -> list[FeeClaim]:
    """Make the claims of what indexing published late adds to small-claims fees already paid. Idempotent.

    For each paid claim: what its lines are worth by the rates known now, less what they were paid. Only a rate is indexed: a
    session that is not claimed yet, or that changes who pays which minutes, is claimed or corrected, never indexed. Run twice,
    the second run finds nothing.
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
    found = _of_rates(mandate, at)
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


def _of_rates(mandate: Mandate, at: datetime) -> Computed:
    """What only a rate has changed: the same pieces asked of the law again, those whose minutes were shared otherwise left out."""
    account, net = account_of(mandate, on=day_of(at)), net_of(mandate)
    sessions = {key[1] for key in net if key[0] == "session"}
    works = {key[1] for key in net if key[0] == "work"}
    found = differences(account_of_pieces(account, sessions, works, on=day_of(at)), net)
    counted = {one.key: one.units for one in found.account.lines}
    moved = {key[:2] for key, one in net.items() if counted.get(key) != one.units}
    return replace(found, fresh=tuple(one for one in found.fresh if one.net and one.due.key[:2] not in moved))
