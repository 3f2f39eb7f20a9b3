"""What the law weighed in an answer, for the unfolded part of a page: each norm that counts, why, and what is left to a person."""

from __future__ import annotations

from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision
from parvis.law.texts import LAW


def weighed(answer: Decision | None) -> dict[str, Any]:
    """The findings that hold or do not; apart, those without an answer (not known, or set aside); what a person judges."""
    if answer is None:
        return {"rows": [], "unknown": [], "persons": []}
    rows = [{"norm": one.norm, "because": one.because, "holds": one.holds} for one in answer.findings]
    persons = [
        {"cite": LAW.norms.versions(one.norm)[-1].cite, "norm": one.norm, "why": one.why} for one in answer.for_a_person
    ]
    return {
        "rows": [one for one in rows if one["holds"] is not None],
        "unknown": [one for one in rows if one["holds"] is None],
        "persons": persons,
    }


def stay_over(answer: Decision | None) -> date | None:
    """The day on which the longest stay that follows a court's decision ended, where it has (`family-mediation/court-referral`)."""
    over = answer is not None and answer.outcome["stay_over"]
    return answer.outcome["stay_ends_by"] if answer is not None and over else None
