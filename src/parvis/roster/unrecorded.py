"""Somebody certified in an earlier roster that says nothing of how their undertaking ended: here that is not known, which is not "late"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from parvis.law.kernel.fault import Refusal
from parvis.law.questions import decide
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.roster.actions.notices import of_the_past
from parvis.roster.course import course_of
from parvis.roster.models import StandingAct

COMPLETED = "undertaking_completed"


@lru_cache(maxsize=4096)
def period_ends(certified: date) -> date | None:
    """The last day that the law gives to whoever was certified on a day; None before the first day on which it is known here."""
    facts = {
        "on": certified.isoformat(),
        "certified": certified.isoformat(),
        "background": "other",
        "complementary_training": [],
        "mandates": [],
    }
    try:
        ends: date = decide("family-mediation/undertaking-progress", facts).outcome["deadline"]
    except Refusal:
        return None
    return ends


def never_completed(acts: Sequence[StandingAct], began: date, on: date) -> bool:
    """Whether the period that began on a day was over by another, without any act that says what became of it: that it was
    completed, even late, or that the certification had ended before it did.
    """
    ends = period_ends(began)
    if any(act.kind == COMPLETED and act.day >= began for act in acts):
        return False
    return ends is None or (ends < on and not _ended_by(acts, ends))


def _ended_by(acts: Sequence[StandingAct], day: date) -> bool:
    """Whether a certification was revoked or cancelled on a day. A suspension ends by itself: it tells nothing."""
    counted = [act for act in acts if act.counts_from <= day]
    try:
        return course_of("family_mediation", counted).status in ("revoked", "cancelled")
    except Refused:
        return False


def unrecorded(acts: Sequence[StandingAct], began: date) -> bool:
    """Whether the act that began an undertaking comes from an earlier roster, its period was over when it was taken in, and nothing
    says how it ended.
    """
    first = next((act for act in acts if act.kind == "certified" and act.day == began), None)
    return first is not None and of_the_past(first) and never_completed(acts, began, day_of(first.at))
