"""The law's answers to a couple's situation. An answer that is not known is asked of the law both ways, never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

from parvis.law.kernel.decision import Decision
from parvis.law.questions import decide
from parvis.law.questions.family_mediation.entitlement import LESS
from parvis.pathway.separation.situation import Couple

#: What "I do not know" may stand for: the request that gives the most hours, and one that gives the fewest.
_REQUESTS = ("first_agreement", "review_of_judgment")
#: Hours beyond what is free, in the worked example.
EXAMPLE_BEYOND = 120


class Asked:
    """The decisions that a couple's plan leans on, as of a day."""

    def __init__(self, couple: Couple, on: date) -> None:
        self.couple, self.on = couple, on
        #: One decision for each thing that the answers leave open; the first is for what was told.
        self.entitlements = tuple(
            decide("family-mediation/entitlement", facts) for facts in _entitlement_facts(couple, on)
        )
        self.session = decide("family-mediation/information-session", _session_facts(couple, on))
        self.referral = (
            decide("family-mediation/court-referral", _referral_facts(couple, on)) if couple.referred_on else None
        )

    @property
    def least(self) -> Decision:
        """The answer to plan on: the one that gives the fewest free hours; one that is not known comes first."""
        return min(self.entitlements, key=_hours)

    @property
    def most(self) -> Decision:
        """The answer that gives the most free hours."""
        return max(self.entitlements, key=_hours)

    def example(self) -> Decision | None:
        """What a mediation would cost that takes two hours more than what is free; None outside the tariff."""
        outcome = self.least.outcome
        if outcome["under"] != "regulation" or not outcome["free_minutes"]:
            return None
        minutes = int(outcome["free_minutes"]) + EXAMPLE_BEYOND
        lower = outcome["norm"] == LESS  # for the tariff it is a review, or an earlier use: the law has just said which
        return decide("family-mediation/fees", _fees_facts(self.couple, self.on, minutes, lower))

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, for what the plan leans on."""
        example = self.example()
        found = (*self.entitlements, self.session, self.referral, example)
        return tuple(each for each in found if each is not None)


def _hours(decision: Decision) -> int:
    outcome = decision.outcome
    if outcome["covered"] is None:
        return -1
    return int(outcome["free_minutes"] or 0)


def _entitlement_facts(couple: Couple, on: date) -> Iterator[dict[str, Any]]:
    requests = (couple.request,) if couple.request else _REQUESTS
    children = (couple.children,) if couple.children is not None else (True, False)
    earlier = (couple.earlier_use,) if couple.earlier_use is not None else (False, True)
    for request, child, used in product(requests, children, earlier):
        yield {"on": on.isoformat(), "children": child, "request": request, "earlier_use": used}


def _session_facts(couple: Couple, on: date) -> dict[str, Any]:
    return {
        "on": on.isoformat(),
        "children": bool(couple.children),
        "dispute": couple.dispute,
        "certificate": couple.attended,
    }


def _referral_facts(couple: Couple, on: date) -> dict[str, Any]:
    decided = couple.referred_on.isoformat() if couple.referred_on else None
    return {"on": on.isoformat(), "decided": decided, "mediator": couple.referred_to}


def _fees_facts(couple: Couple, on: date, minutes: int, again: bool) -> dict[str, Any]:
    """One voluntary or referred mediation of today, in sessions of at most two hours, by one mediator."""
    lengths = [120] * (minutes // 120) + ([minutes % 120] if minutes % 120 else [])
    return {
        "on": on.isoformat(),
        "children_interests": True,
        "referral": f"court_{couple.referred_to or 'chosen'}" if couple.referred else "voluntary",
        "review_of_judgment": again,
        "earlier_use": bool(couple.earlier_use),
        "report": "held",
        "sessions": [
            {"date": on.isoformat(), "kind": "mediation", "minutes": each, "mediators": 1, "additional_requested": 0}
            for each in lengths
        ],
    }
