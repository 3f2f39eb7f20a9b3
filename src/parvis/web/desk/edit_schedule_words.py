"""A schedule said in a sentence, from the builder's plain choices: offered to the keeper, who may write better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from parvis.directory.desk.editing_schedule import DAYS, MONTHS, MOST_MONTHS, WHICH, Plan, plan_of
from parvis.law.kernel.text import Text, listed
from parvis.web.templatetags.parvis import clock


def sentence_of(schedule: Mapping[str, Any]) -> Text | None:
    """« Le dernier jeudi du mois, de 15 h 30 à 17 h, sauf en juillet et en décembre. » None where no rule says the days."""
    plan = plan_of(schedule)
    if plan is None or plan.rhythm not in ("weekly", "monthly", "monthday"):
        return None
    parts = [_days(plan), _hours(schedule), _months(plan)]
    fr, en = (", ".join(part.to(lang) for part in parts if part is not None) for lang in ("fr", "en"))
    return Text(f"{fr[0].upper()}{fr[1:]}.", f"{en[0].upper()}{en[1:]}".rstrip(".") + ".")


def _days(plan: Plan) -> Text:
    days = [DAYS[one] for one in plan.days]
    if plan.rhythm == "weekly":
        each = listed([Text(f"le {one.fr.lower()}", one.en) for one in days])
        if plan.every == 1:
            return Text(each.fr, f"every {each.en}")
        return Text(f"{each.fr}, toutes les {plan.every} semaines", f"every {plan.every} weeks, on {each.en}")
    if plan.rhythm == "monthly":
        pairs = [(WHICH[which], day) for day in days for which in plan.which]
        each = listed(
            [Text(f"{which.fr.lower()} {day.fr.lower()}", f"{which.en.lower()} {day.en}") for which, day in pairs]
        )
        return Text(f"{each.fr} du mois", f"{each.en} of the month")
    number = plan.monthday or 1
    return Text(f"le {'1er' if number == 1 else number} du mois", f"on the {number}{_ending(number)} of the month")


def _ending(number: int) -> str:
    if 11 <= number <= 13:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _hours(schedule: Mapping[str, Any]) -> Text | None:
    if not schedule.get("starts"):
        return None
    fr, en = (str(clock(time.fromisoformat(schedule["starts"]), lang)) for lang in ("fr", "en"))
    if not schedule.get("ends"):
        return Text(f"à {fr}", f"at {en}")
    fr_end, en_end = (str(clock(time.fromisoformat(schedule["ends"]), lang)) for lang in ("fr", "en"))
    return Text(f"de {fr} à {fr_end}", f"from {en} to {en_end}")


def _months(plan: Plan) -> Text | None:
    if not plan.months or len(plan.months) == len(MONTHS):
        return None
    if len(plan.months) <= MOST_MONTHS:
        return _named(plan.months, "", "")
    return _named([one for one in MONTHS if one not in plan.months], "sauf ", "except ")


def _named(months: Sequence[str], fr: str, en: str) -> Text:
    each = listed([Text(f"en {MONTHS[one].fr.lower()}", MONTHS[one].en) for one in months])
    return Text(f"{fr}{each.fr}", f"{en}in {each.en}")
