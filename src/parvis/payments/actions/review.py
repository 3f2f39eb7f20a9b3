"""What becomes of a claim: held, resumed, approved, refused, withdrawn. Two who decide at once: one wins, the other is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from parvis.journal.actions import record_entry
from parvis.law.kernel.money import Money
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text, listed
from parvis.payments.blocked import BANK, SHARED_CAP, words_of
from parvis.payments.due import account_of
from parvis.payments.ledgers import Shared, count_ledger, lock_together, net_of, sum_of
from parvis.payments.looks import OF_OTHERS, Look, look_at
from parvis.payments.models import FeeClaim, FeeLine
from parvis.payments.models.claim import REVIEW
from parvis.payments.reasons import written
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.roster.models import ProfessionalFile
from parvis.roster.policies import require_own

TABLE = state_table("claim")
#: The code of a claim that an officer put on hold: only an officer resumes it.
OFFICER = "officer"

MEANWHILE = Text(
    "Quelqu’un d’autre vient de décider, ou la demande a changé. Relisez-la : rien n’a été fait ici.",
    "Somebody else has just decided, or the claim has changed. Read it again: nothing was done here.",
)
_REASON = Text("Dites pourquoi, en une phrase.", "Say why, in a sentence.")
_NOTES = Text(
    "La loi laisse un point à une personne. Écrivez ce que le Service décide, puis approuvez.",
    "The law leaves something to a person. Write what the Service decides, then approve.",
)
_LESS = Text(
    "Cette indexation reprend de l’argent. Écrivez pourquoi, puis approuvez.",
    "This indexing takes money back. Write why, then approve.",
)
TOLD = Text(
    "Un autre mandat, pour la même demande ou le même dossier, a eu une séance depuis l’envoi. C’est écrit sur la demande : "
    "relisez-la, puis décidez.",
    "Another mandate, for the same request or the same file, has held a session since this was sent. It is written on the "
    "claim: read it, then decide.",
)
MORE = Text(
    "Depuis l’envoi, la loi laisse un point de plus à une personne. C’est écrit sur la demande : relisez-la, puis décidez.",
    "Since this was sent, the law leaves something more to a person. It is written on the claim: read it, then decide.",
)
_OVER = Text(
    "Avec un autre mandat ({there}), cela fait {total} {unit} ; le Service en paie {cap} une fois. Écrivez pourquoi il paie "
    "plus, ou refusez une demande.",
    "With another mandate ({there}), that makes {total} {unit}; the Service pays for {cap} once. Write why it pays for more, "
    "or refuse a claim.",
)
_STILL = Text("La demande reste bloquée. {why}", "The claim stays on hold. {why}")
_MADE_BY_YOU = Text(
    "Vous avez fait cette correction : quelqu’un d’autre du Service l’approuve.",
    "You made this correction: somebody else of the Service approves it.",
)
_BANK_SAID = Text(
    "La banque a dit deux choses contraires. Écrivez ce qu’elle a confirmé, puis reprenez : sinon, l’argent pourrait partir deux "
    "fois.",
    "The bank said two contrary things. Write what it confirmed, then resume: otherwise the money could leave twice.",
)
_IN_DOUBT = Text(
    "La banque l’a peut-être payée : tant que le Service n’a pas noté ce qu’elle confirme, cette demande reste.",
    "The bank may have paid it: until the Service has recorded what it confirms, this claim stays.",
)
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
        f"claim.{name}",
        by=by,
        at=at,
        subject=("claim", claim.code),
        norm=transition.norm,
        codes={"state": transition.ends, "cents": claim.service_cents},
    )
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


def made_by(claim: FeeClaim, person: Person) -> bool:
    """Whether it is a correction that this person made: of what is paid they changed what stands; somebody else approves it."""
    return claim.kind == "correction" and claim.sent_by == person.code


def current_blocks(claim: FeeClaim, *, at: datetime) -> list[str]:
    """What stops a claim now, from what stands now: a signature taken back a minute ago is seen."""
    return list(look_at(claim, at=at).codes)


def hold_for_decision(claim: FeeClaim) -> None:
    """Hold what a claim rests on until the transaction ends: its mandate, and those that share its allowance."""
    if claim.mandate_id is not None:
        lock_together([claim.mandate_id])


def _why(codes: list[str]) -> Text:
    words = words_of(codes)
    return listed(words) if len(words) > 1 else words[0]


def hold_claim(claim: FeeClaim, *, reason: str, version: int, by: Person, at: datetime) -> FeeClaim:
    """Put a claim on hold, with a reason for the mediator."""
    with transaction.atomic():
        authorise_review(claim, by, at)
        hold_for_decision(claim)
        notes = _said(reason)
        blocked = sorted({*claim.blocked, OFFICER})
        return move_claim(
            claim,
            "hold",
            version=version,
            by=by.code,
            at=at,
            blocked=blocked,
            officer_notes=notes,
            reviewed_by=by.code,
            reviewed_at=at,
        )


def resume_claim(claim: FeeClaim, *, version: int, by: Person, at: datetime, notes: str = "") -> FeeClaim:
    """Take up the review again; `Refused`, with what is still missing, where something is.

    Where two mandates use more than one allowance, `notes` says why the Service pays it: the sum that was seen is kept, and no
    more is approved. Where the bank said two contrary things, `notes` says what it confirmed.
    """
    with transaction.atomic():
        authorise_review(claim, by, at)
        hold_for_decision(claim)
        found = look_at(claim, at=at)
        if still := [code for code in found.codes if code != SHARED_CAP]:
            raise Refused(_STILL.fill(why=_why(still)))
        changes: dict[str, object] = {"blocked": [], "for_a_person": [*claim.for_a_person, *found.told]}
        if BANK in claim.blocked:
            said = _said(notes, otherwise=_BANK_SAID)
            changes |= {"officer_notes": said, "reviewed_by": by.code, "reviewed_at": at}
        if SHARED_CAP in found.codes and found.shared is not None:
            said = _said(notes, otherwise=_shared_words(found.shared))
            changes |= {
                "units_seen": found.shared.total,
                "officer_notes": said,
                "reviewed_by": by.code,
                "reviewed_at": at,
            }
            record_entry(
                "claim.shared_accepted",
                by=by.code,
                at=at,
                subject=("claim", claim.code),
                codes={"units": found.shared.total, "cap": found.shared.cap, "unit": found.shared.unit},
            )
        return move_claim(claim, "resume", version=version, by=by.code, at=at, **changes)


def _shared_words(shared: Shared) -> Text:
    """What the mandates of one allowance use together, with their numbers, and that a reason is wanted."""
    name = {"session": Text("séances", "sessions"), "minute": Text("minutes", "minutes")}[shared.unit]
    there = ", ".join(f"{one.number} : {one.used}" for one in shared.elsewhere)
    return _OVER.fill(here=shared.here, there=there, total=shared.total, cap=shared.cap, unit=name)


def approve_claim(claim: FeeClaim, *, notes: str = "", version: int, by: Person, at: datetime) -> FeeClaim:
    """Approve a claim for payment (s. 12). What the law leaves to a person is decided here, in words, or it is refused.

    A correction is approved by somebody else than who made it: it changes what one person alone had found right.
    Where another mandate has held a session since the claim was sent, nothing is approved yet: it is told on the claim first.
    """
    with transaction.atomic():
        authorise_review(claim, by, at)
        if made_by(claim, by):
            raise Refused(_MADE_BY_YOU)
        hold_for_decision(claim)
        found = look_at(claim, at=at)
        if found.codes:
            raise Refused(_STILL.fill(why=_why(list(found.codes))))
        if not found.told:
            less = claim.kind == "indexation" and claim.service_cents < 0
            needed = less or bool(claim.for_a_person)
            said = _said(notes, needed=needed, otherwise=_LESS if less else _NOTES) or claim.officer_notes
            return move_claim(
                claim,
                "approve",
                version=version,
                by=by.code,
                at=at,
                officer_notes=said,
                reviewed_by=by.code,
                reviewed_at=at,
            )
        _tell(claim, found, version=version)
    raise Refused(TOLD if OF_OTHERS.issuperset(found.told) else MORE)


def tell_since(claim: FeeClaim, *, by: Person, at: datetime) -> bool:
    """Write on a claim that is to be reviewed what an officer was not told yet; whether there was something."""
    with transaction.atomic():
        authorise_review(claim, by, at)
        hold_for_decision(claim)
        held = FeeClaim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
        found = look_at(held, at=at) if held.state == "sent" else Look()
        if found.told:
            _tell(held, found, version=held.version)
        return bool(found.told)


def _tell(claim: FeeClaim, found: Look, *, version: int) -> None:
    """Write on a claim what an officer is to be told before it is approved."""
    told = [*claim.for_a_person, *found.told]
    if not FeeClaim.objects.filter(pk=claim.pk, version=version).update(for_a_person=told, version=F("version") + 1):
        raise Refused(MEANWHILE)


def refuse_claim(claim: FeeClaim, *, reason: str, version: int, by: Person, at: datetime) -> FeeClaim:
    """Refuse a claim: its sessions may be claimed again, and what it used of the ledger is given back."""
    _not_in_doubt(claim)
    with transaction.atomic():
        authorise_review(claim, by, at)
        said = _said(reason)
        hold_for_decision(claim)
        move_claim(
            claim, "refuse", version=version, by=by.code, at=at, officer_notes=said, reviewed_by=by.code, reviewed_at=at
        )
        _release(claim, at)
    return claim


def withdraw_claim(claim: FeeClaim, *, version: int, by: Person, at: datetime) -> FeeClaim:
    """The mediator takes back a claim that they sent, before it is decided; never a correction made by the Service."""
    file = getattr(claim.payee, "file", None)
    require_own(by, file.person_id if file else None)
    if claim.kind not in ("sessions", "group"):
        raise Refused(_NOT_THEIRS)
    _not_in_doubt(claim)
    with transaction.atomic():
        hold_for_decision(claim)
        move_claim(claim, "withdraw", version=version, by=by.code, at=at)
        _release(claim, at)
    return claim


def _not_in_doubt(claim: FeeClaim) -> None:
    """`Refused` where the bank may have paid it: over, its sessions could be claimed again, and paid again."""
    if BANK in claim.blocked:
        raise Refused(_IN_DOUBT)


def _release(claim: FeeClaim, at: datetime) -> None:
    """The lines of a claim that is over no longer count."""
    claim.lines.update(live=False)
    if claim.mandate is not None:
        count_ledger(account_of(claim.mandate, on=day_of(at)), net_of(claim.mandate))


def _said(typed: str, *, needed: bool = True, otherwise: Text = _REASON) -> str:
    return written(typed, field="notes", missing=otherwise if needed else None)


def unknown_lines(claim: FeeClaim) -> list[FeeLine]:
    """The lines of a claim whose amount no source gives, the Service's and the parties': the officer says both."""
    return list(claim.lines.filter(live=True, corrects=None, amount_cents=0).order_by("pk"))


def decide_amounts(
    claim: FeeClaim, amounts: Mapping[int, Money], *, reason: str, version: int, by: Person, at: datetime
) -> FeeClaim:
    """The Service says what no source gives: an amount for each line of an unknown tariff, with the reason."""
    with transaction.atomic():
        authorise_review(claim, by, at)
        hold_for_decision(claim)
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
            version=F("version") + 1,
            blocked=blocked,
            officer_notes=said,
            state="held" if blocked else "sent",
            service_cents=F("service_cents") + _of_payer(lines, "service"),
            parties_cents=F("parties_cents") + _of_payer(lines, "parties"),
            reviewed_by=by.code,
            reviewed_at=at,
        ):
            raise Refused(MEANWHILE)
        FeeLine.objects.bulk_update(lines, ["amount_cents"])
        record_entry(
            "claim.amounts_decided",
            by=by.code,
            at=at,
            subject=("claim", claim.code),
            norm=lines[0].norm,
            codes={"cents": sum_of(claim.pk, "service")},
        )
    claim.refresh_from_db()
    return claim


def _of_payer(lines: Iterable[FeeLine], payer: str) -> int:
    return sum(line.amount_cents for line in lines if line.payer == payer)
