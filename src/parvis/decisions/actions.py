"""Recording a decision, and forgetting those whose day has passed."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from parvis.decisions.fingerprint import law_fingerprint, parameters_of, rules_of
from parvis.decisions.models import DecisionRecord
from parvis.journal.actions import record_entry
from parvis.law.kernel.decision import Decision, plain
from parvis.law.questions import decide

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference() -> str:
    """A reference that can be read aloud: three groups of four, without the letters and digits that are mistaken."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def findings_of(decision: Decision) -> list[dict[str, Any]]:
    """Each norm weighed, its version, how it was found and from which facts: what a replay compares."""
    return [
        {
            "norm": each.norm.id,
            "version": each.norm.version.isoformat(),
            "holds": each.holds,
            "facts": list(each.facts),
        }
        for each in decision.findings
    ]


def words_of(decision: Decision) -> dict[str, Any]:
    """The sentences that were shown, in each language: kept to be shown again, never compared as a decision."""
    return {
        lang: {
            "because": [each.because.to(lang) for each in decision.findings],
            "for_a_person": [each.why.to(lang) for each in decision.for_a_person],
        }
        for lang in ("fr", "en")
    }


def record_decision(
    question: str,
    facts: Mapping[str, Any],
    *,
    by: str,
    at: datetime,
    keep_until: date,
    readings: Mapping[str, str] | None = None,
) -> DecisionRecord:
    """Decide, and keep what was decided until `keep_until`. `Refusal` where the facts cannot be weighed.

    Facts may be about somebody: the caller says how long they are needed, and the night's duty forgets them.
    """
    if keep_until < at.date():
        raise ValueError("a decision is kept at least until the day it is recorded")
    decision = decide(question, facts, readings or {})
    with transaction.atomic():
        record = DecisionRecord(
            reference=new_reference(),
            question=question,
            asked_on=decision.on,
            facts=json.loads(json.dumps(facts)),
            readings=dict(readings or {}),
            outcome=plain(decision.outcome),
            findings=findings_of(decision),
            for_a_person=[each.norm for each in decision.for_a_person],
            leaned_on={
                "past_horizon": plain(decision.past_horizon),
                "unconfirmed": plain(decision.unconfirmed),
                "readings": plain(decision.readings),
            },
            parameters=parameters_of(decision),
            rules=rules_of(decision),
            words=words_of(decision),
            law=law_fingerprint(),
            recorded_at=at,
            recorded_by=by,
            keep_until=keep_until,
        )
        record.save(force_insert=True)
        subject = ("decision", record.reference)
        record_entry("decision.recorded", by=by, at=at, subject=subject, codes={"question": question})
    return record


def forget_expired_decisions(*, by: str, at: datetime) -> int:
    """Forget the decisions whose last day has passed; how many. Idempotent."""
    with transaction.atomic():
        expired = DecisionRecord.objects.expired(at.date())
        references = list(expired.order_by("pk").values_list("reference", flat=True))
        expired.delete()
        for reference in references:
            record_entry("decision.forgotten", by=by, at=at, subject=("decision", reference))
    return len(references)
