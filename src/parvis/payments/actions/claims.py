"""A claim of fees: computed by the law from the sheets, sent once, held of itself where something is missing.

What is claimed is what the law gives for the whole file, less what is already claimed: the same session is never in two
claims, and a session recorded late moves the lines that it moves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from parvis.config.capabilities import capability
from parvis.journal.actions import Code, entry_of, record_entries, record_entry
from parvis.journal.capabilities import capability_on
from parvis.law.kernel.text import Text
from parvis.law.questions import decide
from parvis.payments.blocked import blocks_of
from parvis.payments.due import Account, Due, Key, accounts_of
from parvis.payments.ledgers import Net, Shared, count_ledgers, hold_together, nets_of, shared_by, used_of
from parvis.payments.models import FeeClaim, FeeLine
from parvis.payments.models.claim import LIVE
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused, constraint_of
from parvis.roster.actions.mandates import own_of
from parvis.roster.certified import certified_on
from parvis.roster.models import GroupSession, Mandate, Presence
from parvis.roster.numbers import new_number
from parvis.roster.policies import require_own

#: The office that receives claims (config/capabilities.toml): while it is off, the account is printed and sent to it.
OFFICE = "service"

_NOTHING = Text(
    "Il n’y a rien à réclamer : tout ce qui est inscrit l’est déjà, ou le Service ne doit rien.",
    "There is nothing to claim: all that is recorded is already claimed, or the Service owes nothing.",
)
_LESS = Text(
    "Ce qui est déjà réclamé dépasse ce que la loi donne. Retirez la demande qui n’est pas encore décidée ; si elle est payée, "
    "demandez une correction au Service.",
    "What is already claimed is more than the law gives. Withdraw the claim that is not decided yet; if it is paid, ask the "
    "Service for a correction.",
)
_KEY = Text("Cette demande a déjà servi pour un autre mandat.", "This request was already used for another mandate.")
_OVER = Text(
    "La demande que vous aviez envoyée d’ici est retirée, ou refusée. Ouvrez de nouveau cette page, puis envoyez.",
    "The claim that you had sent from here is withdrawn, or refused. Open this page again, then send.",
)
_RACE = Text(
    "Une demande vient d’être envoyée pour ce mandat. Relisez-la.", "A claim was just sent for this mandate. Read it."
)
_GROUP_NOT_HELD = Text("Cette séance de groupe n’a pas eu lieu.", "This group session was not held.")
_GROUP_NOT_THERE = Text("Vous n’animiez pas cette séance de groupe.", "You did not give this group session.")
_GROUP_CLAIMED = Text("Vous avez déjà réclamé cette séance.", "You have already claimed this session.")


@dataclass(frozen=True, slots=True)
class Fresh:
    """A line to claim: what the law gives, less what is claimed for the same thing (`net`)."""

    due: Due
    cents: int
    net: Net | None

    @property
    def known(self) -> bool:
        """Whether its amount is known."""
        return self.due.cents is not None

    @property
    def units(self) -> int:
        """What it adds to the ledger."""
        return max(0, self.due.units - (self.net.units if self.net else 0))


@dataclass(frozen=True, slots=True)
class Computed:
    """A claim before it is sent: the account of the whole file, the lines that are new, what would stop its payment, what the
    mandate shares with others (`shared`).
    """

    account: Account
    fresh: tuple[Fresh, ...]
    gone: tuple[Net, ...]
    blocked: tuple[str, ...]
    claimed: frozenset[Key] = frozenset()
    shared: Shared | None = None

    @property
    def keys(self) -> frozenset[Key]:
        """What would be claimed once it is sent: what is claimed already, and what is new."""
        return self.claimed | {one.due.key for one in self.fresh}

    @property
    def service_cents(self) -> int:
        """What it asks of the Service."""
        return self._sum("service")

    @property
    def parties_cents(self) -> int:
        """What the parties owe beyond."""
        return self._sum("parties")

    def _sum(self, payer: str) -> int:
        added = sum(one.cents for one in self.fresh if one.due.payer == payer)
        return added - sum(net.cents for net in self.gone if net.line.payer == payer)

    @property
    def unknown(self) -> bool:
        """Whether an amount is not known."""
        return any(not one.known for one in self.fresh if one.net is None)


def computed(mandate: Mandate, *, at: datetime) -> Computed:
    """What could be claimed for a mandate at a moment: reads only."""
    return computed_together([mandate], at=at)[0]


def computed_together(mandates: Sequence[Mandate], *, at: datetime) -> list[Computed]:
    """What could be claimed for some mandates, in their order: the same few queries for one or for hundreds."""
    accounts = accounts_of(mandates, on=day_of(at))
    nets = nets_of([one.pk for one in mandates])
    found = [differences(account, nets[account.file.mandate.pk]) for account in accounts]
    here = {one.account.file.mandate.pk: used_of(one.account, one.keys) for one in found}
    shared = shared_by(accounts, here)
    return [_with_blocks(one, shared.get(one.account.file.mandate.pk)) for one in found]


def differences(account: Account, net: Mapping[Key, Net]) -> Computed:
    """What the law gives, less what is claimed."""
    fresh, wanted = [], set()
    for due in account.lines:
        wanted.add(due.key)
        there = net.get(due.key)
        if there is None:
            fresh.append(Fresh(due, due.cents or 0, None))
        elif due.cents is not None and due.cents != there.cents:
            fresh.append(Fresh(due, due.cents - there.cents, there))
    gone = tuple(there for key, there in net.items() if key not in wanted and there.cents)
    return Computed(account, tuple(fresh), gone, (), frozenset(net))


def _with_blocks(found: Computed, shared: Shared | None) -> Computed:
    """The same, with what would stop its payment."""
    sessions = {one.due.session for one in found.fresh if one.due.session is not None}
    works = {one.due.work for one in found.fresh if one.due.work is not None}
    over = shared is not None and shared.over and any(one.units for one in found.fresh if one.due.payer == "service")
    blocked = blocks_of(found.account, sessions, works, unknown=found.unknown, over=over)
    return replace(found, blocked=tuple(blocked), shared=shared)


def send_claim(mandate: Mandate, *, by: Person, at: datetime, key: str) -> FeeClaim:
    """Send a claim for what is recorded and not yet claimed. The same `key` twice is one claim.

    Norms: r. 0.7, ss. 10 to 12; r. 0.6.1, fees. Where something is missing the claim is held of itself, with its reasons.
    """
    require_own(by, own_of(mandate.mediator))
    require_open_office()
    sealed = sealed_key(key, mandate.code)
    try:
        with transaction.atomic():
            mandate = hold_together([mandate.pk])[mandate.pk]
            if (there := FeeClaim.objects.filter(key=sealed).first()) is not None:
                if there.state not in LIVE:
                    raise Refused(_OVER)
                return there
            found = computed(mandate, at=at)
            if (why := why_not_sent(found)) is not None:
                raise Refused(why)
            return write_claim(found, kind="sessions", key=sealed, by=by.code, at=at)
    except IntegrityError as clash:
        if not written_meanwhile(clash):
            raise
        raise Refused(_RACE) from clash


def written_meanwhile(clash: IntegrityError) -> bool:
    """Whether somebody else wrote the same claim, or the same line of one, at the same moment; any other fault is a fault."""
    name = constraint_of(clash)
    return name in ("line_session_once", "line_work_once") or name.startswith(
        ("payments_feeclaim_key", "payments_feeclaim_number")
    )


def why_not_sent(found: Computed) -> Text | None:
    """Why there is no claim to send; None where there is one."""
    if found.service_cents < 0 or found.gone:
        return _LESS
    return None if any(one.due.payer == "service" for one in found.fresh) else _NOTHING


def require_open_office() -> None:
    """`Refused`, with where to send the account, while the Service does not receive claims here."""
    if not capability_on(OFFICE):
        words = capability(OFFICE).while_off
        raise Refused(Text(words["fr"], words["en"]))


def sealed_key(key: str, subject: str) -> str:
    """The idempotency key as it is kept: of this subject only, always the same length."""
    if not key or len(key) > 200:
        raise Refused(_KEY)
    return hashlib.sha256(f"claim\x1f{subject}\x1f{key}".encode()).hexdigest()


def write_claim(
    found: Computed, *, kind: str, key: str, by: str, at: datetime, corrects: FeeClaim | None = None, notes: str = ""
) -> FeeClaim:
    """Write a claim with its lines and count the ledger again. For an act that has asked whether it may."""
    return write_claims([(found, key)], kind=kind, by=by, at=at, corrects=corrects, notes=notes)[0]


def write_claims(
    sent: Sequence[tuple[Computed, str]],
    *,
    kind: str,
    by: str,
    at: datetime,
    corrects: FeeClaim | None = None,
    notes: str = "",
) -> list[FeeClaim]:
    """Write some claims, each with its key, their lines, their ledgers and their entries: a few statements for all."""
    claims = FeeClaim.objects.bulk_create(
        _claim(found, kind=kind, key=key, by=by, at=at, corrects=corrects, notes=notes) for found, key in sent
    )
    lines: list[FeeLine] = []
    entries = []
    for claim, (found, _) in zip(claims, sent, strict=True):
        theirs = [_line(claim, one) for one in found.fresh] + [_taken_back(claim, net) for net in found.gone]
        lines += theirs
        codes: dict[str, Code] = {
            "mandate": found.account.file.mandate.code,
            "cents": claim.service_cents,
            "state": claim.state,
            "lines": len(theirs),
        }
        subject = ("claim", claim.code)
        entries.append(
            entry_of(f"claim.{kind}", by=by, at=at, subject=subject, norm="c25.01-r0.7/s12-pay", codes=codes)
        )
    FeeLine.objects.bulk_create(lines, batch_size=1000)
    count_ledgers((found.account, found.keys) for found, _ in sent)
    record_entries(entries)
    return claims


def _claim(
    found: Computed, *, kind: str, key: str, by: str, at: datetime, corrects: FeeClaim | None, notes: str
) -> FeeClaim:
    account, held = found.account, found.blocked
    mandate, answer = account.file.mandate, account.decision
    return FeeClaim(
        number=new_number("H", at=at),
        kind=kind,
        mandate=mandate,
        payee_id=mandate.mediator.professional_id,
        corrects=corrects,
        state="held" if held else "sent",
        key=key,
        facts=account.facts,
        decision={} if answer is None else {lang: answer.as_json(lang) for lang in ("fr", "en")},
        service_cents=found.service_cents,
        parties_cents=found.parties_cents,
        blocked=list(held),
        for_a_person=list(account.for_a_person) if kind != "indexation" else [],
        officer_notes=notes,
        sent_by=by,
        sent_at=at,
    )


def _line(claim: FeeClaim, one: Fresh) -> FeeLine:
    due, first = one.due, one.net.line if one.net else None
    return FeeLine(
        claim=claim,
        session_id=due.session,
        work_id=due.work,
        corrects=first,
        payer=due.payer,
        amount_cents=one.cents,
        units=one.units,
        norm=due.norm,
    )


def _taken_back(claim: FeeClaim, net: Net) -> FeeLine:
    first = net.line
    return FeeLine(
        claim=claim,
        session_id=first.session_id,
        work_id=first.work_id,
        corrects=first,
        payer=first.payer,
        amount_cents=-net.cents,
        units=0,
        norm=first.norm,
    )


def group_facts(session: GroupSession) -> dict[str, object]:
    """The facts of `family-mediation/fees` for one mediator of a group session."""
    return {
        "on": session.day.isoformat(),
        "children_interests": True,
        "referral": "voluntary",
        "review_of_judgment": False,
        "report": "held",
        "sessions": [
            {
                "date": session.day.isoformat(),
                "kind": "information_group",
                "minutes": session.minutes,
                "mediators": 1,
                "additional_requested": 0,
            }
        ],
    }


def claim_group_session(group_session: GroupSession, *, by: Person, at: datetime, key: str) -> FeeClaim:
    """Claim one's own fee for a group session: one claim a mediator, whatever the number of couples (s. 10, par. 2)."""
    mine = Presence.objects.filter(group_session=group_session, professional__file__person=by, voided=False)
    presence = mine.select_related("certification__professional").first()
    if presence is None:
        raise Refused(_GROUP_NOT_THERE)
    require_own(by, own_of(presence.certification))
    require_open_office()
    over = FeeClaim.objects.filter(group_session=group_session, payee=presence.professional, kind="group")
    over = over.exclude(state__in=LIVE)  # withdrawn or refused: what is claimed again is not the same request
    again = f":{number}" if (number := over.count()) else ""
    sealed = sealed_key(key, f"group:{group_session.pk}:{by.code}{again}")
    if (there := FeeClaim.objects.filter(key=sealed).first()) is not None:
        return there
    if group_session.state != "held":
        raise Refused(_GROUP_NOT_HELD)
    try:
        return _write_group_claim(presence, group_session, sealed, by, at)
    except IntegrityError as clash:
        if constraint_of(clash) != "claim_group_session_once" and not written_meanwhile(clash):
            raise
        raise Refused(_GROUP_CLAIMED) from clash


def _write_group_claim(presence: Presence, session: GroupSession, sealed: str, by: Person, at: datetime) -> FeeClaim:
    """A claim of one line, held where who was there was not certified on that day."""
    facts = group_facts(session)
    answer = decide("family-mediation/fees", facts)
    line = answer.outcome["lines"][0]
    held = [] if certified_on(presence.certification, session.day) else ["not_certified"]
    cents = line["amount"].cents
    with transaction.atomic():
        claim = FeeClaim.objects.create(
            number=new_number("H", at=at),
            kind="group",
            group_session=session,
            payee=presence.professional,
            state="held" if held else "sent",
            key=sealed,
            facts=facts,
            decision={lang: answer.as_json(lang) for lang in ("fr", "en")},
            service_cents=cents,
            blocked=held,
            for_a_person=[],
            sent_by=by.code,
            sent_at=at,
        )
        FeeLine.objects.create(claim=claim, payer="service", amount_cents=cents, norm=line["norm"], units=0)
        record_entry(
            "claim.group",
            by=by.code,
            at=at,
            subject=("claim", claim.code),
            norm=line["norm"],
            codes={"session": session.pk, "cents": cents, "state": claim.state},
        )
    return claim
