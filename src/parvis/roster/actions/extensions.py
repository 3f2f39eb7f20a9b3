"""More time for an undertaking (r. 0.7, s. 4.1): asked for by the mediator, established and decided by the certifier.

Where the law grants, the certifier grants: it may not refuse. Where a condition fails, nothing can be granted. What the text
leaves to a person (another reason, an attestation beyond the listed hours) is decided by a person.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from parvis.documents.actions import store_document
from parvis.documents.models import StoredDocument
from parvis.journal.actions import record_entry
from parvis.law.kernel.money import Money
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text, short_date
from parvis.law.texts.c25_01_r0_7.extension import REASONS
from parvis.people.letters import Letter, post
from parvis.people.models import Person
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.roster.actions.standing import record_act
from parvis.roster.corrected import key_of
from parvis.roster.extending import NONE, Answer, answer_to, fingerprint, nothing_to_extend, too_late_for_the_year
from parvis.roster.models import Certification, ExtensionRequest, Training
from parvis.roster.policies import CERTIFY, require_other, require_own
from parvis.roster.possible import require_office
from parvis.roster.progress import NoUndertaking, Picture, progress_of
from parvis.roster.telling import mailbox_of
from parvis.roster.undertakings import follow

TABLE = state_table("extension")
#: The documents that each request leans on, by their purpose, and the fact that each establishes.
DOCUMENTS: dict[str, dict[str, str]] = {
    "inability": {"inability": "documents", "affidavit": "affidavit"},
    "one_year": {"affidavit": "supervisor_affidavit"},
}
LATE_NORM, DUTY_NORM = "c25.01-r0.7/s41-al2-3m", "c25.01-r0.7/s41-al1-duty"
LONGEST = 1000

_REASON = Text("Choisissez le motif.", "Choose the reason.")
_DAYS = Text("Le dernier jour vient avant le premier.", "The last day comes before the first.")
ASKED = Text(
    "L’année a déjà été demandée. Elle ne se demande qu’une fois.",
    "The year has already been asked for. It is asked for once.",
)
_ALLEGE = Text(
    "Dites que vous n’avez pas pu faire les mandats : le Règlement le demande.",
    "Say that you were unable to carry out the mandates: the Regulation asks for it.",
)
_PURPOSE = Text("Ce document n’est pas demandé ici.", "This document is not asked for here.")
_CHANGED = Text(
    "Cette demande vient de changer, ou quelqu’un vient d’y répondre. Relisez-la.",
    "This request has just changed, or somebody has just answered it. Read it again.",
)
_MUST = Text(
    "Toutes les conditions sont remplies : le Règlement oblige à prolonger. Si un fait est faux, corrigez d’abord les faits établis.",
    "Every condition is met: the Regulation obliges you to extend. If a fact is wrong, first correct the facts established.",
)
_MAY_NOT = Text(
    "Une condition n’est pas remplie : le délai ne peut pas être prolongé sur cette demande.",
    "A condition is not met: the period cannot be extended on this request.",
)
_WHY = Text("Dites pourquoi, en une phrase ou deux.", "Say why, in a sentence or two.")
_LETTER = Text("Votre demande de délai", "Your request for more time")
_GRANTED_BODY = Text(
    "Votre délai est prolongé : votre engagement va maintenant jusqu’au {until}.",
    "Your period is extended: your undertaking now runs until {until}.",
)
_REFUSED_BODY = Text(
    "Votre demande de délai est refusée. La raison est sur Parvis.",
    "Your request for more time is refused. The reason is on Parvis.",
)


@dataclass(frozen=True, slots=True)
class Inability:
    """What a mediator says to ask for more time for inability (s. 4.1, par. 1)."""

    reason: str
    first: date
    last: date
    fee: Money


@dataclass(frozen=True, slots=True)
class Established:
    """What the certifier establishes of a request before deciding; `first` and `last` are for inability only."""

    fee: Money
    documents: bool = False
    affidavit: bool = False
    training_attested: bool = False
    first: date | None = None
    last: date | None = None


def ask_inability(
    certification: Certification, asked: Inability, *, by: Person, on: date, at: datetime
) -> ExtensionRequest:
    """Ask for more time for inability. It has no time limit; the documents and the affidavit are joined to it afterwards."""
    picture = _own_and_open(certification, by, on)
    if asked.reason not in REASONS:
        raise Refused(_REASON, field="reason")
    if asked.last < asked.first:
        raise Refused(_DAYS, field="last")
    facts = {
        "reason": asked.reason,
        "from": asked.first.isoformat(),
        "to": asked.last.isoformat(),
        "fee_paid": str(asked.fee),
        "documents": False,
        "affidavit": False,
    }
    return _ask(picture, "inability", facts, by=by, on=on, at=at)


def ask_one_year(
    certification: Certification, *, alleges: bool, reduced: bool, fee: Money, by: Person, on: date, at: datetime
) -> ExtensionRequest:
    """Ask for one more year, with the reduced undertaking or without (s. 4.1, pars. 2 to 4).

    `Refused` where the last day to ask has passed, which the law says of the period then in force, or where it was asked before.
    """
    picture = _own_and_open(certification, by, on)
    if not alleges:
        raise Refused(_ALLEGE, field="alleges", norm="c25.01-r0.7/s41-al2-ground")
    if "one_year" in picture.facts:
        raise Refused(ASKED)
    if why := too_late_for_the_year(picture):
        raise Refused(why, norm=LATE_NORM)
    facts = {
        "fee_paid": str(fee),
        "supervisor_affidavit": False,
        "complementary_training_attested": _attested(certification),
        "alleges_inability": True,
        "reduced": reduced,
    }
    return _ask(picture, "one_year", facts, by=by, on=on, at=at)


def _own_and_open(certification: Certification, by: Person, on: date) -> Picture:
    require_own(by, certification.professional.file.person_id)
    try:
        picture = progress_of(certification, on)
    except NoUndertaking as none:
        raise Refused(NONE) from none
    if why := nothing_to_extend(picture):
        raise Refused(why)
    return picture


def _attested(certification: Certification) -> bool:
    """Whether complementary training is attested with the request: whether it suffices, the law says from the hours."""
    attested = Q(state="accepted") | Q(state="declared", document__isnull=False)
    return Training.objects.filter(attested, certification=certification, kind="complementary").exists()


def _ask(
    picture: Picture, ground: str, facts: dict[str, Any], *, by: Person, on: date, at: datetime
) -> ExtensionRequest:
    certification = picture.certification
    try:
        with transaction.atomic():
            request = ExtensionRequest(
                certification=certification,
                ground=ground,
                facts=facts,
                requested=on,
                began=picture.beginning.day,
                asked_at=at,
            )
            request.save(force_insert=True)
            record_entry(
                "extension.asked",
                by=by.code,
                at=at,
                subject=("extension", str(request.pk)),
                norm=DUTY_NORM,
                codes={"certification": certification.code, "ground": ground, "requested": on},
            )
    except IntegrityError as clash:
        raise Refused(ASKED) from clash
    return request


def join_document(
    request: ExtensionRequest, content: bytes, *, purpose: str, by: Person, at: datetime
) -> StoredDocument:
    """Join a document to a request that nobody has decided: the proof of the inability, or an affidavit."""
    require_own(by, request.certification.professional.file.person_id)
    if purpose not in DOCUMENTS[request.ground]:
        raise Refused(_PURPOSE, field="file")
    with transaction.atomic():
        held = ExtensionRequest.objects.select_for_update().filter(pk=request.pk, state="asked").first()
        if held is None:
            raise Refused(_CHANGED)
        document = store_document(content, purpose=purpose, subject=("extension", str(held.pk)), by=by.code, at=at)
        held.facts = {**held.facts, DOCUMENTS[held.ground][purpose]: True}
        held.document = held.document or document.pk
        held.save(update_fields=["facts", "document"])
    request.refresh_from_db()
    return document


def withdraw_request(request: ExtensionRequest, *, by: Person, at: datetime) -> ExtensionRequest:
    """The mediator withdraws a request that nobody has decided."""
    require_own(by, request.certification.professional.file.person_id)
    with transaction.atomic():
        _become(request, "withdraw", by=by, at=at)
    request.refresh_from_db()
    return request


def establish_facts(
    request: ExtensionRequest, found: Established, *, seen: str, by: Person, at: datetime
) -> ExtensionRequest:
    """The certifier writes what it has established: the fee received, the documents, the affidavit, the days shown.

    `seen`: the `fingerprint` of what was read; `Refused` where it has changed since.
    """
    with transaction.atomic():
        authorise(by, CERTIFY, Scope(organization=request.certification.body_id), at=at)
        require_other(by, request.certification)
        require_office(request.certification)
        held = ExtensionRequest.objects.select_for_update().filter(pk=request.pk, state="asked").first()
        if held is None or fingerprint(held) != seen:
            raise Refused(_CHANGED)
        held.facts = {**held.facts, **_facts_found(held, found)}
        held.save(update_fields=["facts"])
        record_entry(
            "extension.established",
            by=by.code,
            at=at,
            subject=("extension", str(held.pk)),
            codes={name: value for name, value in asdict(found).items() if isinstance(value, bool)},
        )
    request.refresh_from_db()
    return request


def _facts_found(request: ExtensionRequest, found: Established) -> dict[str, Any]:
    if request.ground == "one_year":
        return {
            "fee_paid": str(found.fee),
            "supervisor_affidavit": found.affidavit,
            "complementary_training_attested": found.training_attested,
        }
    if found.first is None or found.last is None or found.last < found.first:
        raise Refused(_DAYS, field="last")
    return {
        "fee_paid": str(found.fee),
        "documents": found.documents,
        "affidavit": found.affidavit,
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
    }


def grant_request(
    request: ExtensionRequest, *, reason: str, seen: str, by: Person, on: date, at: datetime
) -> ExtensionRequest:
    """Extend the period: the act is recorded, with its notice to the Minister, and the mediator is told.

    `Refused` where a condition fails. Where the text leaves it to a person, `reason` says why they accept.
    """
    return _decide(request, "grant", reason.strip(), seen=seen, by=by, on=on, at=at)


def refuse_request(
    request: ExtensionRequest, *, reason: str, seen: str, by: Person, on: date, at: datetime
) -> ExtensionRequest:
    """Refuse a request, with reasons; `Refused` where every condition is met, since the certifier then has to extend."""
    if not reason.strip() or len(reason.strip()) > LONGEST:
        raise Refused(_WHY, field="reason")
    return _decide(request, "refuse", reason.strip(), seen=seen, by=by, on=on, at=at)


def _decide(
    request: ExtensionRequest, name: str, reason: str, *, seen: str, by: Person, on: date, at: datetime
) -> ExtensionRequest:
    certification = request.certification
    with transaction.atomic():
        authorise(by, CERTIFY, Scope(organization=certification.body_id), at=at)
        require_other(by, certification)
        require_office(certification)
        Certification.objects.select_for_update().get(pk=certification.pk)
        held = ExtensionRequest.objects.select_for_update().get(pk=request.pk)
        if held.state not in TABLE.begins(name) or fingerprint(held) != seen:
            raise Refused(_CHANGED)
        answer = _allowed(held, name, reason, on)
        facts = {**held.facts, "accepted": True} if name == "grant" and answer.granted is None else held.facts
        _become(
            held,
            name,
            by=by,
            at=at,
            reason=reason,
            facts=facts,
            decision=answer.kept(),
            decided_by=by.code,
            decided_at=at,
        )
        if name == "grant":
            record_act(certification, "undertaking_extended", day=on, by=by, at=at, key=key_of(held))
        kept = follow(certification, on=on)
        _tell(
            certification,
            _GRANTED_BODY.fill(until=short_date(kept.deadline)) if name == "grant" and kept else _REFUSED_BODY,
        )
    request.refresh_from_db()
    return request


def _allowed(request: ExtensionRequest, name: str, reason: str, on: date) -> Answer:
    """The law's answer, where it lets this be decided."""
    answer = answer_to(request, on)
    if name == "grant" and answer.granted is False:
        raise Refused(_MAY_NOT, norm=answer.unmet[0])
    if name == "grant" and answer.granted is None and (not reason or len(reason) > LONGEST):
        raise Refused(_WHY, field="reason")
    if name == "refuse" and answer.granted:
        raise Refused(_MUST, norm=DUTY_NORM)
    return answer


def _become(request: ExtensionRequest, name: str, *, by: Person, at: datetime, **also: Any) -> None:
    rows = ExtensionRequest.objects.filter(pk=request.pk, state__in=TABLE.begins(name))
    if not rows.update(state=TABLE.after(name), **also):
        raise Refused(_CHANGED)
    record_entry(
        f"extension.{TABLE.after(name)}",
        by=by.code,
        at=at,
        subject=("extension", str(request.pk)),
        norm=TABLE.transitions[name].norm,
        codes={"certification": request.certification.code},
    )


def _tell(certification: Certification, body: Text) -> None:
    if (box := mailbox_of(certification.professional)) is not None:
        post(Letter(box.email, box.language, _LETTER, (body,)))
