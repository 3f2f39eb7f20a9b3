"""What a claim rests on, in words for an officer: the report, the sheets with their signatures, the work, the ledger."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from parvis.documents.models import StoredDocument
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions import QUESTIONS
from parvis.payments.evidence import Evidence, signed_of
from parvis.payments.models import FeeClaim
from parvis.people.models.role import day_of
from parvis.roster.actions.sessions import PURPOSES
from parvis.roster.kinds import MEETINGS, REPORTS, SESSION_KINDS
from parvis.roster.models import SessionSheet, Signature
from parvis.roster.refusals import refusals_of
from parvis.web.law.results import reading_words

#: What stands of a signature → its sign and its words. The day is the one of what is said.
_SIGNED = {
    "phone": Text("Partie {place} : signée sur un téléphone, le {day}", "Party {place}: signed on a phone, on {day}"),
    "paper": Text("Partie {place} : signée sur papier, le {day}", "Party {place}: signed on paper, on {day}"),
}
_STANDS = {
    "asked": (
        "careful",
        Text("Partie {place} : lien remis, pas encore signée", "Party {place}: link given, not signed yet"),
    ),
    "lapsed": ("careful", Text("Partie {place} : il manque la signature", "Party {place}: the signature is missing")),
    "refused": ("stop", Text("Partie {place} : a refusé, le {day}", "Party {place}: refused, on {day}")),
    "withdrawn": (
        "stop",
        Text("Partie {place} : a retiré sa signature, le {day}", "Party {place}: took their signature back, on {day}"),
    ),
}
_MISSING = _STANDS["lapsed"]
_NOT_THIS = Text("Partie {place} : a signé une autre version", "Party {place}: signed another version")
_PARTY = Text("partie {place}", "party {place}")


def shown(evidence: Evidence) -> dict[str, Any]:
    """What the page of an officer says of it."""
    kept = {one.pk: one for one in StoredDocument.objects.kept().filter(pk__in=evidence.documents)}
    report = evidence.report
    return {
        "evidence": evidence,
        "report": report,
        "report_says": REPORTS[report.says] if report else None,
        "counted": len(evidence.account.file.held()) if evidence.account else 0,
        "sheet_rows": [_sheet(one, kept) for one in evidence.sheets],
        "work_rows": [{"work": one, "purpose": PURPOSES[one.purpose]} for one in evidence.works],
        "left": evidence.left,
        "digest": evidence.digest,
        "readings": readings_of(evidence.claim),
    }


def readings_of(claim: FeeClaim) -> list[dict[str, Text]]:
    """The unclear texts that the law met for a claim, each with the reading that was taken."""
    answer = claim.decision.get("fr", {})
    asked = QUESTIONS.get(answer.get("question", ""))
    known = {one.key: one.doc for one in asked.readings} if asked else {}
    return [
        {"about": known[one["key"]], "chosen": reading_words(one["key"], str(one["chosen"]))}
        for one in answer.get("readings", ())
        if one["key"] in known
    ]


def _sheet(sheet: SessionSheet, kept: dict[UUID, StoredDocument]) -> dict[str, Any]:
    standing = {one.position: one for one in signed_of(sheet)}
    documents = {one.document for one in standing.values() if one.document}
    return {
        "sheet": sheet,
        "kind": SESSION_KINDS[sheet.kind],
        "meeting": MEETINGS[sheet.meeting],
        "attended": [_PARTY.fill(place=place) for place in sheet.attended],
        # Voiding a sheet voids its presences, to free the hour: who is written on it stays.
        "mediators": [one.professional.name for one in sheet.presences.all() if sheet.voided_at or not one.voided],
        "signatures": [_signature(sheet, place, standing.get(place)) for place in sheet.attended],
        "refusals": refusals_of(sheet),
        "documents": [kept[pk] for pk in sorted(documents) if pk in kept],
    }


def _signature(sheet: SessionSheet, place: int, given: Signature | None) -> tuple[str, Text]:
    """The sign and the words of one party's signature of a sheet."""
    if given is None:
        return _MISSING[0], _MISSING[1].fill(place=place)
    if given.state == "signed":
        if given.digest != sheet.digest:
            return "stop", _NOT_THIS.fill(place=place)
        answered = given.answered_at or given.asked_at
        return "go", _SIGNED[given.how].fill(place=place, day=short_date(day_of(answered)))
    kind, words = _STANDS[given.state]
    moment = given.withdrawn_at if given.state == "withdrawn" else given.answered_at
    return kind, words.fill(place=place, day=short_date(day_of(moment or given.asked_at)))
