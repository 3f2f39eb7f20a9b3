"""What becomes of a claim: held, resumed, approved, refused, withdrawn. Two who decide at once: one wins, the other is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from parvis.journal.actions import record_entry
from parvis.law.kernel.money import Money
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text, listed
from parvis.payments.blocked import BY_A_PERSON, blocks_of, words_of
from parvis.payments.due import account_of
from parvis.payments.ledgers import count_ledger, net_of, sum_of
from parvis.payments.models import FeeClaim, FeeLine
from parvis.payments.models.claim import REVIEW
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.roster.certified import certified_on
from parvis.roster.models import Presence, ProfessionalFile
from parvis.roster.policies import require_own

TABLE = state_table("claim")
#: The code of a claim that an officer put on hold: only an officer resumes it.
OFFICER = "officer"
_LONGEST = 1000

MEANWHILE = Text(
    "Quelqu’un d’autre vient de décider, ou la demande a changé. Relisez-la : rien n’a été fait ici.",
    "Somebody else has just decided, or the claim has changed. Read it again: nothing was done here.",
)
_REASON = Text("Dites pourquoi, en une phrase.", "Say why, in a sentence.")
_NOTES = Text(
    "La loi laisse un point à une personne. Écrivez ce que le Service décide, puis approuvez.",
    "The law leaves something to a person. Write what the Service decides, then approve.",
)
_STILL = Text("La demande reste bloquée. {why}", "The claim stays on hold. {why}")
_OWN = Text("Personne ne décide de sa propre demande.", "Nobody decides on their own claim.")
_NOT_THEIRS = Text(
    "Cette demande est une correction du Service : elle ne se retire pas.",
    "This claim is a correction by the Service: it is not withdrawn.",
)
_UNKNOWN_LINES = Text("Donnez un montant à chaque ligne qui n’en a pas.", "Give an amount to each line that has none.")
_AMOUNT = Text("Un montant est de 0 $ à 100 000 $.", "An amount is from $0 to $100,000.")
_MOST_CENTS = 10_000_000


def move_claim(claim: FeeClaim, name: str, *, version: int, by: str, at: datetime, **changes: object) -> FeeClaim:
    """Take a transition of the table, if the claim is still as it was seen; `Refused` for whoever comes second."""
    transition = TABLE.transitions[name]
    done = FeeClaim.objects.filter(pk=claim.pk, version=version, state__in=transition.begins).update(
        state=transition.ends, version=F("version") + 1, **changes
    )
    if not done:
        raise Refused(MEANWHILE)
    record_entry(
        f"claim.{name}", by=by, at=at, subject=("claim", claim.code), norm=transition.norm,
        codes={"state": transition.ends, "cents": claim.service_cents},
    )  # fmt: skip
    claim.refresh_from_db()
    return claim


def authorise_review(claim: FeeClaim, by: Person, at: datetime) -> None:
    """An officer of the district who is neither paid by the claim, nor a mediator of its mandate."""
    mandate, group = claim.mandate, claim.group_session
    authorise(by, REVIEW, Scope(district=mandate.district if mandate else group.district if group else ""), at=at)
    theirs = {claim.payee_id}
    if mandate is not None:
        theirs |= {one.professional_id for one in (mandate.mediator, mandate.co_mediator) if one}
    if ProfessionalFile.objects.filter(professional__in=theirs, person=by).exists():
        raise Refused(_OWN)


def current_blocks(claim: FeeClaim, *, at: datetime) -> list[str]:
    """What stops a claim now, from what stands now: a signature taken back a minute ago is seen."""
    if claim.kind == "group":
        there = Presence.objects.filter(group_session=claim.group_session_id, professional=claim.payee_id, voided=False)
        presence, session = there.select_related("certification").first(), claim.group_session
        good = presence is not None and session is not None and certified_on(presence.certification, session.day)
        return [] if good else ["not_certified"]
    if claim.kind == "indexation" or claim.mandate is None or (claim.kind == "correction" and claim.service_cents <= 0):
        return []
    lines = list(claim.lines.filter(live=True))
    if claim.kind == "correction":
        lines = [line for line in lines if line.payer == "service" and line.amount_cents > 0]
    sessions = {line.session_id for line in lines if line.session_id is not None}
    works = {line.work_id for line in lines if line.work_id is not None}
    account = account_of(claim.mandate, on=day_of(at))
    return blocks_of(account, sessions, works, unknown="tariff_unknown" in claim.blocked)


def _why(codes: list[str]) -> Text:
    words = words_of(codes)
    return listed(words) if len(words) > 1 else words[0]


def hold_claim(claim: FeeClaim, *, reason: str, version: int, by: Person, at: datetime) -> FeeClaim:
    """Put a claim on hold, with a reason for the mediator."""
    with transaction.atomic():
        authorise_review(claim, by, at)
        notes = _said(reason)
        blocked = sorted({*claim.blocked, OFFICER})
        return move_claim(
            claim, "hold", version=version, by=by.code, at=at, blocked=blocked, officer_notes=notes,
            reviewed_by=by.code, reviewed_at=at,
        )  # fmt: skip


def resume_claim(claim: FeeClaim, *, version: int, by: Person, at: datetime) -> FeeClaim:
    """Take up the review again; `Refused`, with what is still missing, where something is."""
    with transaction.atomic():
        authorise_review(claim, by, at)
        if still := current_blocks(claim, at=at):
            raise Refused(_STILL.fill(why=_why(still)))
        return move_claim(claim, "resume", version=version, by=by.code, at=at, blocked=[])


def approve_claim(claim: FeeClaim, *, notes: str = "", version: int, by: Person, at: datetime) -> FeeClaim:
    """Approve a claim for payment (s. 12). What the law leaves to a person is decided here, in words, or it is refused."""
    with transaction.atomic():
        authorise_review(claim, by, at)
        if still := current_blocks(claim, at=at):
            raise Refused(_STILL.fill(why=_why(still)))
        said = _said(notes, needed=bool(claim.for_a_person), otherwise=_NOTES) or claim.officer_notes
        return move_claim(
            claim, "approve", version=version, by=by.code, at=at, officer_notes=said, reviewed_by=by.code, reviewed_at=at
        )  # fmt: skip


def refuse_claim(claim: FeeClaim, *, reason: str, version: int, by: Person, at: datetime) -> FeeClaim:
    """Refuse a claim: its sessions may be claimed again, and what it used of the ledger is given back."""
    with transaction.atomic():
        authorise_review(claim, by, at)
        said = _said(reason)
        move_claim(
            claim, "refuse", version=version, by=by.code, at=at, officer_notes=said, reviewed_by=by.code, reviewed_at=at
        )  # fmt: skip
        _release(claim, at)
    return claim


def withdraw_claim(claim: FeeClaim, *, version: int, by: Person, at: datetime) -> FeeClaim:
    """The mediator takes back a claim that they sent, before it is decided; never a correction made by the Service."""
    file = getattr(claim.payee, "file", None)
    require_own(by, file.person_id if file else None)
    if claim.kind not in ("sessions", "group"):
        raise Refused(_NOT_THEIRS)
    with transaction.atomic():
        move_claim(claim, "withdraw", version=version, by=by.code, at=at)
        _release(claim, at)
    return claim


def _release(claim: FeeClaim, at: datetime) -> None:
    """The lines of a claim that is over no longer count."""
    claim.lines.update(live=False)
    if claim.mandate is not None:
        count_ledger(account_of(claim.mandate, on=day_of(at)), net_of(claim.mandate))


def _said(typed: str, *, needed: bool = True, otherwise: Text = _REASON) -> str:
    said = " ".join(typed.split())[:_LONGEST]
    if needed and not said:
        raise Refused(otherwise, field="notes")
    return said


def unknown_lines(claim: FeeClaim) -> list[FeeLine]:
    """The lines of a claim whose amount no source gives."""
    return list(claim.lines.filter(live=True, payer="service", corrects=None, amount_cents=0))


def decide_amounts(
    claim: FeeClaim, amounts: Mapping[int, Money], *, reason: str, version: int, by: Person, at: datetime
) -> FeeClaim:
    """The Service says what no source gives: an amount for each line of an unknown tariff, with the reason."""
    with transaction.atomic():
        authorise_review(claim, by, at)
        said = _said(reason)
        lines = unknown_lines(claim) if "tariff_unknown" in claim.blocked else []
        if not lines or {line.pk for line in lines} != set(amounts):
            raise Refused(_UNKNOWN_LINES, field="notes")
        for line in lines:
            cents = amounts[line.pk].cents
            if not 0 <= cents <= _MOST_CENTS:
                raise Refused(_AMOUNT, field=f"amount-{line.pk}")
            line.amount_cents = cents
        held = FeeClaim.objects.filter(pk=claim.pk, version=version, state="held")
        blocked = [code for code in claim.blocked if code != "tariff_unknown"]
        if not held.update(
            version=F("version") + 1, blocked=blocked, officer_notes=said, state="held" if blocked else "sent",
            service_cents=F("service_cents") + sum(line.amount_cents for line in lines), reviewed_by=by.code,
            reviewed_at=at,
        ):  # fmt: skip
            raise Refused(MEANWHILE)
        FeeLine.objects.bulk_update(lines, ["amount_cents"])
        record_entry(
            "claim.amounts_decided", by=by.code, at=at, subject=("claim", claim.code), norm=lines[0].norm,
            codes={"cents": sum_of(claim.pk, "service")},
        )  # fmt: skip
    claim.refresh_from_db()
    return claim


def recheck_claim(claim: FeeClaim, *, at: datetime, by: str = "system") -> FeeClaim:
    """Hold a claim that something now stops, resume one that nothing stops any more. Idempotent."""
    with transaction.atomic():
        held = FeeClaim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
        codes = current_blocks(held, at=at) if held.state in ("sent", "held", "approved") else held.blocked
        codes = codes + [one for one in BY_A_PERSON if one in held.blocked and one not in codes]
        if held.state in TABLE.begins("hold") and codes:
            return move_claim(held, "hold", version=held.version, by=by, at=at, blocked=codes)
        if held.state == "held" and not codes:
            return move_claim(held, "resume", version=held.version, by=by, at=at, blocked=[])
        if held.state == "held" and codes != held.blocked:
            FeeClaim.objects.filter(pk=held.pk).update(blocked=codes, version=F("version") + 1)
            held.refresh_from_db()
        return held


def recheck_open(*, at: datetime, mandate: int | None = None) -> int:
    """Look again at the claims that a signature, a report or an act may have changed; how many changed state."""
    asked = FeeClaim.objects.filter(state="held")
    asked |= FeeClaim.objects.filter(state__in=("sent", "approved"), lines__session__signatures__state="withdrawn")
    if mandate is not None:
        asked = asked.filter(mandate=mandate)
    changed = 0
    for claim in FeeClaim.objects.filter(pk__in=asked.values("pk")).order_by("pk"):
        changed += recheck_claim(claim, at=at).state != claim.state
    return changed
