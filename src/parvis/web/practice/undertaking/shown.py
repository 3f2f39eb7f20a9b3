"""A picture of an undertaking as the templates show it. Every number, day and word is the law's; nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from parvis.law.kernel.text import Text
from parvis.roster.actions.completion import affidavit_of, supervisors_of
from parvis.roster.kinds import OBJECTS
from parvis.roster.models import ExtensionRequest, Mandate, Training
from parvis.roster.progress import Picture
from parvis.web.law import designed, shown

STATUS_WORDS: Mapping[str, Text] = {
    "open": Text("En cours", "Under way"),
    "met": Text("Tout est fait : à reconnaître", "Everything is done: to be acknowledged"),
    "acknowledged": Text("Complété et reconnu", "Completed and acknowledged"),
    "lapsed": Text("Délai passé", "Period expired"),
    "ended": Text("Fin de l’accréditation", "Certification ended"),
    "unrecorded": Text("Fin non inscrite", "Completion not recorded"),
}
STATUS_TAGS: Mapping[str, str] = {
    "open": "",
    "met": "accent",
    "acknowledged": "go",
    "lapsed": "stop",
    "ended": "",
    "unrecorded": "careful",
}
KIND_WORDS: Mapping[str, Text] = {
    "undertaking": Text("Engagement", "Undertaking"),
    "renewal": Text("Formation à refaire", "Training to be done again"),
}
_NO_OBJECT = Text("Aucun objet inscrit", "No object recorded")
_OPEN = Text("En cours : comptera une fois terminé", "Open: will count once closed")
_TO_BE_CONFIRMED = Text(
    "Sa supervision attend la confirmation de la superviseure ou du superviseur",
    "Its supervision waits for the supervisor’s confirmation",
)
_FURTHER = Text("Compte, au-delà des places", "Counts, beyond the places")


def picture_shown(picture: Picture) -> dict[str, Any]:
    """The whole picture: dates, bars, tiers, what is missing with its norm unfolded, each mandate with what it fills."""
    renewal = picture.beginning.kind == "renewal"
    told = designed.progress(picture.decision.outcome)
    day = picture.beginning.day
    parts = {name: [_with_norm(one, day) for one in told[name]] for name in ("whole", "within", "besides")}
    if renewal:
        units = {one["norm"] for one in picture.missing}
        parts = {"whole": [], "within": [], "besides": [one for one in parts["besides"] if one["norm"]["id"] in units]}
        again = (designed.HOURS["process_negotiation"], designed.HOURS["complementary"])
        told["bars"] = [one for one in told["bars"] if one["label"] in again]
    tiers = [] if renewal else _tiers(picture)
    told["bars"] = [one for one in told["bars"] if one["label"] not in [tier["name"] for tier in tiers]]
    return {
        "picture": picture,
        "certification": picture.certification,
        "today": picture.on,
        "renewal": renewal,
        "over": picture.acknowledged is not None,
        "status": picture.status,
        "status_words": STATUS_WORDS[picture.status],
        "tag": STATUS_TAGS[picture.status],
        "deadline": picture.last_day,
        "time_left": picture.time_left,
        "counted_until": picture.deadline,
        "unanswered": picture.unanswered,
        "ask_by": picture.ask_by,
        "may_ask": picture.decision.outcome["may_ask"] and not renewal,
        "reduced": told["reduced"],
        "bars": told["bars"],
        "sessions_left": 0 if renewal else told["sessions_left"],
        "missing": any(parts.values()),
        **parts,
        "tiers": tiers,
        "mandates": [] if renewal else _mandates(picture),
        "unsupervised": picture.without_supervision,
        "to_be_confirmed": picture.to_be_confirmed,
        "not_yet": picture.not_yet_supervised,
        "co_mediated": [] if renewal else picture.co_mediated,
        "for_a_person": [
            {"why": one.why, "norm": shown.norm_line(one.norm, day)} for one in picture.decision.for_a_person
        ],
        "seen_until": _seen_until(picture),
        "unknown_background": not picture.certification.background,
    }


def _with_norm(line: Mapping[str, Any], day: date) -> dict[str, Any]:
    return {**line, "norm": shown.norm_line(f"{line['head']}/{line['unit']}", day)}


def _tiers(picture: Picture) -> list[dict[str, Any]]:
    return [
        {
            **one,
            "norm": shown.norm_line(one["norm"], picture.beginning.day),
            "held": [picture.mandates[number] for number in one["mandates"]],
        }
        for one in picture.decision.outcome["tiers"]
    ]


def _mandates(picture: Picture) -> list[dict[str, Any]]:
    """Each mandate: its days, objects, confirmed sessions, what it fills or why it does not count; the newest first."""
    outcome = picture.decision.outcome
    fills: dict[str, Text] = {number: one["name"] for one in outcome["tiers"] for number in one["mandates"]}
    fills |= dict.fromkeys(outcome["further"], _FURTHER) | dict.fromkeys(outcome["open"], _OPEN)
    why = {one["id"]: one["why"] for one in outcome["not_counted"]}
    why |= dict.fromkeys(picture.to_be_confirmed, _TO_BE_CONFIRMED)
    sessions = {one["id"]: one["supervision_sessions"] for one in picture.facts["mandates"]}
    return [
        {
            "mandate": one,
            "objects": objects_of(one),
            "sessions": sessions[number],
            "fills": fills.get(number),
            "why": why.get(number),
            "flagged": number in picture.without_supervision,
        }
        for number, one in reversed(picture.mandates.items())
    ]


def objects_of(mandate: Mandate) -> Text:
    """The objects entrusted, in one line: « La garde des enfants, les aliments »."""
    named = [OBJECTS[one] for one in mandate.objects_entrusted]

    def line(words: list[str]) -> str:
        return ", ".join([words[0], *(one[:1].lower() + one[1:] for one in words[1:])])

    return Text(line([one.fr for one in named]), line([one.en for one in named])) if named else _NO_OBJECT


def _seen_until(picture: Picture) -> date | None:
    """Until when the values that were used were confirmed against the official text, where that is past."""
    days = [one["confirmed_until"] for one in picture.decision.past_horizon]
    return min((day if isinstance(day, date) else date.fromisoformat(day) for day in days), default=None)


def swearing(picture: Picture) -> list[dict[str, Any]]:
    """Each supervisor, with their affidavit where it is joined."""
    return [{"supervisor": one, "affidavit": affidavit_of(picture, one)} for one in supervisors_of(picture)]


def requests_of(certification_id: int) -> Sequence[ExtensionRequest]:
    """The requests for more time of a certification, the newest first."""
    found = ExtensionRequest.objects.filter(certification=certification_id).exclude(state="withdrawn")
    return list(found.order_by("-requested", "-pk"))


def trainings_of(certification_id: int) -> Sequence[Training]:
    """The courses of a certification, the newest first."""
    found = Training.objects.filter(certification=certification_id).exclude(state="withdrawn")
    return list(found.order_by("-first_day", "-pk"))
