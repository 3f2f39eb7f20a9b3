"""A situation said as the facts of the law's questions. A translation only: what is not known is passed on as null."""

from __future__ import annotations

from datetime import date
from typing import Any

from parvis.pathway.situation import MATTERS, STAGES, Situation

Facts = dict[str, Any]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def has_reached(situation: Situation, stage: str) -> bool:
    """Whether the dispute is at this stage or past it."""
    return STAGES.index(situation.stage) >= STAGES.index(stage)


def jurisdiction(situation: Situation, on: date) -> Facts:
    """Facts of `small-claims/jurisdiction`."""
    particulars = situation.particulars
    return {
        "on": on.isoformat(),
        "claim_filed": _iso(situation.filed),
        "claimant": {
            "kind": situation.claimant_kind,
            "capacity": _capacity(situation),
            "most_employees": None if situation.claimant_kind == "natural_person" else situation.employees,
        },
        "defendant": situation.defendant_kind,
        "matter": MATTERS.get(situation.matter or ""),
        "amount": str(situation.amount) if situation.amount is not None else None,
        "contract_value": str(situation.contract_value) if situation.contract_value is not None else None,
        "accessory_to_small_claim": situation.with_small_claim,
        "acquired_for_payment": None if particulars is None else "acquired" in particulars,
        "part_of_larger_claim": None if particulars is None else "part" in particulars,
        "rest": situation.rest,
        "successive_performance": None,
    }


def _capacity(situation: Situation) -> str | None:
    if situation.particulars is None:
        return None if situation.is_claimant or situation.other_kind is None else "own"
    if "for_another" in situation.particulars:
        return "somebody_else"
    return "tutor" if "tutor" in situation.particulars else "own"


def prescription_claim(situation: Situation) -> Facts:
    """What fixes prescription, as `limits/prescription` and the timetable both take it."""
    began = situation.began
    return {
        "claim": _claim_kind(situation),
        "right_arose": {"not_before": _iso(began.first), "not_after": _iso(began.last)} if began else None,
    }


def _claim_kind(situation: Situation) -> str | None:
    sued = situation.other_kind if situation.is_claimant else situation.own_kind
    if situation.matter == "damage" and sued == "municipality":
        return "municipality"
    if situation.matter == "hidden_defect":
        return "latent_defect"
    if situation.matter == "return_of_property":
        return "movable_right"
    if situation.consumer and situation.matter in ("purchase", "works", "contract"):
        return "consumer_act"
    return "general"


def prescription(situation: Situation, on: date) -> Facts:
    """Facts of `limits/prescription`."""
    return {
        "on": on.isoformat(),
        **prescription_claim(situation),
        "claim_filed": _iso(situation.filed),
        "claim_notified": _iso(situation.notified) if situation.filed else None,
    }


def mediation_route(situation: Situation, on: date) -> Facts:
    """Facts of `small-claims/mediation-route`.

    From the contestation on, a day of contestation that is not known is given as the latest that it can be: today.
    """
    contested = situation.contested_on
    if contested is None and has_reached(situation, "contested"):
        contested = on
    held = situation.mediation_result in ("settled", "no_agreement")
    failed = has_reached(situation, "arbitration") and situation.stage == "arbitration"
    return {
        "on": on.isoformat(),
        "district": situation.district,
        "claim_filed": _iso(situation.filed),
        "contested": _iso(contested),
        "claim_amount": str(situation.amount) if situation.amount is not None else None,
        "government_of_quebec_party": None
        if situation.other_kind is None and situation.own_kind is None
        else "quebec_government" in (situation.other_kind, situation.own_kind),
        "exemption": {"notice": _iso(situation.mediation_notice)} if situation.mediation_notice else None,
        "mediation": {
            "last_session": _iso(situation.last_session),
            "settled": situation.mediation_result == "settled" if held else False if failed else None,
        },
        "arbitration": {"notice_notified": _iso(situation.arbitration_notice)},
    }


def timetable(situation: Situation, on: date) -> Facts:
    """Facts of `small-claims/timetable`: every event whose day is known."""
    settled = situation.last_session if situation.mediation_result == "settled" else None
    events = {
        "notice_received": situation.notice_received,
        "claim_filed": situation.filed,
        "claim_notified": situation.notified,
        "contested": situation.contested_on,
        "mediation_notice": situation.mediation_notice,
        "mediation_last_session": situation.last_session,
        "settled": settled,
        "arbitration_notice_notified": situation.arbitration_notice,
        "hearing_notice_received": situation.convened,
        "hearing_date": situation.hearing,
        "judgment": situation.judgment,
        "judgment_known": situation.judgment_known,
    }
    return {
        "on": on.isoformat(),
        "district": situation.district,
        "claim_amount": str(situation.amount) if situation.amount is not None else None,
        "claim": prescription_claim(situation) if situation.before_filing or situation.stage == "claim_filed" else None,
        "events": {
            **{name: _iso(day) for name, day in events.items()},
            "notice_delay_days": situation.notice_days,
            "judgment_by_default": situation.by_default,
        },
    }


def territory(situation: Situation, on: date) -> Facts:
    """Facts of `small-claims/territory`, before anything is filed."""
    home = situation.home.district if situation.home else None
    other = situation.other_place.district if situation.other_place else None
    consumer = None
    if situation.consumer is not None:
        consumer = ("claimant" if situation.is_claimant else "defendant") if situation.consumer else "neither"
    elif "consumer" not in situation.unknown and situation.other_kind is not None:
        consumer = "neither"  # not asked: between these parties, on this matter, there is no consumer contract
    return {
        "on": on.isoformat(),
        "consumer": consumer,
        "claimant_district": home if situation.is_claimant else other,
        "defendant_district": other if situation.is_claimant else home,
    }
