"""The stages of a small claim: where a file stands, and what happens at each stage if a person does nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from parvis.law.kernel.text import Text, text_of
from parvis.law.questions.timetable_parts import Item


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its name, and what happens to each side that does nothing."""

    key: str
    name: Text
    claimant: Text
    defendant: Text


def _read() -> tuple[Stage, ...]:
    source = resources.files(__package__).joinpath("timetable_stages.toml").read_text(encoding="utf-8")
    texts = ("name", "claimant", "defendant")
    return tuple(
        Stage(entry["key"], *(text_of(entry[name]) for name in texts)) for entry in tomllib.loads(source)["stage"]
    )


STAGES = _read()

#: The stage that each event opens, from the last one of a file to the first.
_OPENED_BY: tuple[tuple[str, str], ...] = (
    ("judgment", "after_judgment"),
    ("advisement", "advisement"),
    ("hearing_notice_received", "hearing_convened"),
    ("hearing_date", "hearing_convened"),
    ("arbitration_refused", "waiting_for_hearing"),
    ("award_notified", "arbitration"),
    ("award", "arbitration"),
    ("award_advisement", "arbitration"),
    ("arbitration_mandate", "arbitration"),
    ("arbitration_notice_notified", "arbitration"),
    ("mediation_last_session", "mediation"),
    ("mediation_notice", "mediation"),
    ("contested", "contested"),
    ("answered", "contested"),
    ("claim_notified", "claim_notified"),
    ("claim_filed", "claim_filed"),
    ("notice_received", "notice_sent"),
)


def stage_of(events: Mapping[str, Any], on: date, items: Sequence[Item], route: str) -> str:
    """The stage of the file on that day; after a voluntary mediation without settlement, the hearing is awaited."""
    if events["settled"] or (events["paid"] and not events["judgment"]):
        return "settled"
    stage = next((stage for event, stage in _OPENED_BY if events[event]), "before_claim")
    if stage == "hearing_convened" and events["hearing_date"] and events["hearing_date"] <= on:
        return "hearing_day"
    if stage == "mediation" and events["mediation_last_session"] and route == "voluntary":
        return "waiting_for_hearing"
    if stage == "claim_notified" and _silent(on, items):
        return "default"
    return stage


def _silent(on: date, items: Sequence[Item]) -> bool:
    """Whether the time to answer is over without an answer."""
    answer = next((item for item in items if item.key == "answer"), None)
    return answer is not None and not answer.done and answer.day is not None and answer.day < on


def stages_outcome(current: str, events: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every stage with its name, whether it is reached or current, and what happens if one does nothing."""
    opened = {stage for event, stage in _OPENED_BY if events[event]} | {"before_claim", current}
    return [
        {
            "stage": stage.key,
            "name": stage.name,
            "reached": stage.key in opened,
            "current": stage.key == current,
            "if_nothing": {"claimant": stage.claimant, "defendant": stage.defendant},
        }
        for stage in STAGES
    ]
