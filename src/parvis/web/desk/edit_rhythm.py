"""The days of a schedule as plain choices in a form, and back: the schedule builder's first page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import Http404

from parvis.directory.desk.editing_pages import Field
from parvis.directory.desk.editing_schedule import (
    COVERS,
    DAYS,
    EVERY,
    MONTHS,
    MOST_MONTHS,
    RHYTHMS,
    WHICH,
    Plan,
    plan_of,
    rule_of_plan,
)
from parvis.law.kernel.text import Text

if TYPE_CHECKING:
    from parvis.web.desk.edit_form import Reading

#: The fields of the builder, beside those of the record (first, last, dates).
NAMES = ("rhythm", "every", "days", "which", "cover", "months", "monthday", "rule")
#: The rhythms with which a field is asked, where not with all of them.
_REGULAR = ("weekly", "monthly", "monthday")
ASKED_WITH: Mapping[str, tuple[str, ...]] = {
    "every": ("weekly",),
    "which": ("monthly",),
    "days": ("weekly", "monthly"),
    "monthday": ("monthday",),
    "cover": _REGULAR,
    "months": _REGULAR,
    "rule": ("other",),
    "first": (*_REGULAR, "other"),
    "last": (*_REGULAR, "other"),
    "dates": ("dates",),
}
_RHYTHM = Text("Choisissez ce qui ressemble le plus à cet horaire.", "Choose what is most like this schedule.")
_DAYS = Text("Cochez au moins un jour.", "Tick at least one day.")
_WHICH = Text("Dites lequel du mois : le premier, le dernier.", "Say which one of the month: the first, the last.")
_MONTHDAY = Text("Écrivez un jour du mois, de 1 à 31.", "Write a day of the month, from 1 to 31.")
_NO_MONTH = Text("Laissez au moins un mois sans le cocher.", "Leave at least one month unticked.")
_RULE = Text("Écrivez la règle.", "Write the rule.")
_DATES = Text("Écrivez au moins une date.", "Write at least one date.")
_FIRST = Text("Dites à partir de quel jour cette habitude vaut.", "Say from what day this routine holds.")


def shown(schedule: Mapping[str, Any]) -> dict[str, list[str]]:
    """What the builder's fields show of a schedule."""
    plan = plan_of(schedule)
    if plan is None:
        return {name: [""] for name in NAMES} | {
            "every": ["1"],
            "cover": ["only"],
            "days": [],
            "which": [],
            "months": [],
        }
    most = MOST_MONTHS < len(plan.months) < len(MONTHS)
    months = [one for one in MONTHS if one not in plan.months] if most else list(plan.months)
    return {
        "rhythm": [plan.rhythm],
        "every": [str(plan.every)],
        "days": list(plan.days),
        "which": list(plan.which),
        "cover": ["except" if most else "only"],
        "months": months,
        "monthday": ["" if plan.monthday is None else str(plan.monthday)],
        "rule": [plan.rule],
    }


def read(reading: Reading, one: Field, now: Any) -> None:
    """The rule that the choices say."""
    rhythm = reading.first("rhythm")
    if rhythm not in (*RHYTHMS, ""):
        raise Http404
    if not rhythm:
        reading.refuse("rhythm", _RHYTHM)
        return
    before = len(reading.faults)
    rule = rule_of_plan(_plan(reading, rhythm))
    if len(reading.faults) == before and (rule or None) != now and not _says_the_same(rule, now):
        reading.sets["rrule"] = rule or None


def _says_the_same(rule: str, now: str | None) -> bool:
    """Whether another spelling of the same rule stands there already: it is left as it is."""
    return bool(rule and now) and plan_of({"rrule": rule}) == plan_of({"rrule": now})


def _plan(reading: Reading, rhythm: str) -> Plan:
    days, which, months = (
        _ticked(reading, name, known) for name, known in (("days", DAYS), ("which", WHICH), ("months", MONTHS))
    )
    every, cover = reading.first("every") or "1", reading.first("cover") or "only"
    if every not in EVERY or cover not in COVERS:
        raise Http404
    if cover == "except" and months:
        months = tuple(one for one in MONTHS if one not in months)
        if not months and rhythm in ("weekly", "monthly", "monthday"):
            reading.refuse("months", _NO_MONTH)
    monthday = reading.first("monthday").strip()
    if rhythm in ("weekly", "monthly") and not days:
        reading.refuse("days", _DAYS)
    if rhythm == "monthly" and not which:
        reading.refuse("which", _WHICH)
    if rhythm == "monthday" and not (monthday.isascii() and monthday.isdigit() and 1 <= int(monthday) <= 31):
        reading.refuse("monthday", _MONTHDAY)
        monthday = "1"
    rule = reading.first("rule").strip().upper()
    if rhythm == "other" and not rule:
        reading.refuse("rule", _RULE)
    number = int(monthday) if rhythm == "monthday" else None
    return Plan(rhythm, int(every) if rhythm == "weekly" else 1, days, which, months, number, rule[:300])


def _ticked(reading: Reading, name: str, known: Mapping[str, Text]) -> tuple[str, ...]:
    typed = [one for one in reading.typed.get(name, []) if one]
    if not set(typed) <= set(known):
        raise Http404
    return tuple(one for one in known if one in typed)


def asked_with(name: str, rhythm: str) -> bool:
    """Whether a field of the page is asked with a rhythm; one that is asked with another counts for nothing."""
    known = ASKED_WITH.get(name)
    return known is None or not rhythm or rhythm in known


def settle(reading: Reading, schedule: Mapping[str, Any]) -> None:
    """What follows from the rhythm: no dates beside a rule, a first day with a rule, and how certain the dates can be."""
    rhythm, sets = reading.first("rhythm"), reading.sets
    reading.faults[:] = [one for one in reading.faults if asked_with(one[0], rhythm)]
    after = {key: sets.get(key, schedule.get(key)) for key in ("rrule", "first", "dates", "certainty")}
    if not rhythm or reading.faults:
        return
    plan = plan_of(schedule)
    if rhythm in ("dates", "none") and (plan is None or plan.rhythm != rhythm):
        for key in ("first", "last"):  # days that were typed for another rhythm
            sets.pop(key, None)
            sets |= {key: None} if schedule.get(key) else {}
    if rhythm != "dates":
        sets.pop("dates", None)
        if schedule.get("dates"):
            sets["dates"] = None
        after["dates"] = None
    if rhythm == "dates" and not after["dates"]:
        reading.refuse("dates", _DATES)
    if after["rrule"] and not after["first"]:
        reading.refuse("first", _FIRST)
    known = bool(after["rrule"] or after["dates"])
    if not known and after["certainty"] != "unknown":
        sets["certainty"] = "unknown"
    elif known and after["certainty"] in (None, "unknown"):
        sets["certainty"] = "confirmed" if after["dates"] else "rule"
