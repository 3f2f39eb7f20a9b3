"""Answers with a picture of their own: the timetable as next acts and dates, the undertaking as bars of what is done.

Every number and every day is the decision's; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.text import Text
from parvis.web.law import shown
from parvis.web.law.wording import capital, code_words

_BOTH = Text("les deux parties", "both parties")
_DONE = Text("{done} sur {required}", "{done} of {required}")
_FULL = 100


def person_words(code: str) -> Text:
    """Who acts, with a capital."""
    return capital(_BOTH if code == "both" else code_words(code))


def _day(item: Mapping[str, Any]) -> date | None:
    found: date | None = item["last_day"] or item["first_day"]
    return found


def timetable(outcome: Mapping[str, Any]) -> dict[str, Any]:
    """What is next for each party, then the dates in order, what waits for something, what is over."""
    items = [_line(item) for item in outcome["items"]]
    by_key = {item["key"]: item for item in items}
    ahead = [item for item in items if item["day"] and not item["past"] and not item["done"]]
    return {
        "stage": next((each["name"] for each in outcome["stages"] if each["current"]), None),
        "route": capital(code_words(outcome["route"])),
        "next": [{"who": person_words(person), "item": by_key.get(key)} for person, key in outcome["next"].items()],
        "ahead": sorted(ahead, key=lambda item: item["day"]),
        "waiting": [item for item in items if not item["day"] and not item["done"] and not item["past"]],
        "over": [item for item in items if item["done"] or item["past"]],
    }


def _line(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **item,
        "person": person_words(item["who"]),
        "said": item["act_other"] or item["act"],
        "otherwise": item["if_missed_other"] or item["if_missed"],
        "day": _day(item),
        "opens": item["last_day"] is None and item["first_day"] is not None,
        "only_if": item["applies"] is None or item["incidental"],
        **{f"norm_{key}": value for key, value in shown.parts(item["norm"]).items()},
    }


_MANDATES = Text("Mandats supervisés", "Supervised mandates")
_AGREEMENTS = Text("Mandats qui finissent par une entente complète", "Mandates that end in a full agreement")
_OBJECT = Text("Fois que cet objet est traité : {of}", "Times that this object is dealt with: {of}")
_HOURS: Mapping[str, Text] = {
    "process_negotiation": Text("Heures : processus et négociation", "Hours: process and negotiation"),
    "complementary": Text("Heures : formation complémentaire", "Hours: complementary training"),
    "practical": Text("Heures : formation pratique", "Hours: practical training"),
}
_A_PERSON = Text("une personne doit le dire", "somebody has to say")


def progress(outcome: Mapping[str, Any]) -> dict[str, Any]:
    """What is done of what is required, as bars; what is left, in words; what was not counted, and why."""
    measures = [(_MANDATES, outcome["mandates"]), (_AGREEMENTS, outcome["full_agreements"])]
    measures += [(_OBJECT.fill(of=code_words(key)), one) for key, one in outcome["objects"].items()]
    measures += [(_HOURS[key], one) for key, one in outcome["hours"].items() if one is not None]
    tiers = [(one["name"], {"done": one["filled"], "required": one["places"]}) for one in outcome["tiers"]]
    return {
        "bars": [_bar(label, one) for label, one in [*measures, *tiers] if one is not None],
        "missing": [shown.parts(one["norm"]) | {"words": one["words"]} for one in outcome["missing"]],
        "not_counted": [
            shown.parts(one["norm"]) | {"id": one["id"], "why": one["why"]} for one in outcome["not_counted"]
        ],
        "last_day_to_ask": outcome["last_day_to_ask"],
        "may_ask": outcome["may_ask"],
        "reduced": outcome["reduced"],
    }


def _bar(label: Text, one: Mapping[str, Any]) -> dict[str, Any]:
    done, required = one["done"], one["required"]
    if done is None:
        return {"label": label, "value": 0, "text": _A_PERSON}
    share = min(_FULL * done // required, _FULL) if required else _FULL
    return {"label": label, "value": share, "text": _DONE.fill(done=done, required=required)}


#: The template and the picture of the answers that have one.
DESIGNED: Mapping[str, tuple[str, Callable[[Mapping[str, Any]], dict[str, Any]]]] = {
    "small-claims/timetable": ("law/_timetable.html", timetable),
    "family-mediation/undertaking-progress": ("law/_progress.html", progress),
}
