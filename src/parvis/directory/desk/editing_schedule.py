"""The schedule builder: plain choices ↔ the recurrence of a schedule, and its next dates. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from parvis.directory.models.values import last_day_of
from parvis.directory.recurrence import HORIZON, Occurrence, Pause, Rule, next_of
from parvis.law.kernel.text import Text, text_of

#: What the builder offers. `other`: a rule that the choices cannot say, kept as it is.
RHYTHMS: dict[str, Text] = {
    "weekly": Text("Chaque semaine, ou toutes les quelques semaines", "Every week, or every few weeks"),
    "monthly": Text(
        "Chaque mois, un jour de la semaine (le premier lundi, le dernier jeudi)",
        "Every month, on a day of the week (the first Monday, the last Thursday)",
    ),
    "monthday": Text(
        "Chaque mois, le même jour du mois (le 15)", "Every month, on the same day of the month (the 15th)"
    ),
    "dates": Text("Des dates annoncées, une à une", "Announced dates, one by one"),
    "none": Text("Sur rendez-vous, ou sans jour connu", "By appointment, or no known day"),
    "other": Text("Une autre règle", "Another rule"),
}
EVERY: dict[str, Text] = {
    "1": Text("Chaque semaine", "Every week"),
    "2": Text("Toutes les 2 semaines", "Every 2 weeks"),
    "3": Text("Toutes les 3 semaines", "Every 3 weeks"),
    "4": Text("Toutes les 4 semaines", "Every 4 weeks"),
}
DAYS: dict[str, Text] = {
    "MO": Text("Lundi", "Monday"),
    "TU": Text("Mardi", "Tuesday"),
    "WE": Text("Mercredi", "Wednesday"),
    "TH": Text("Jeudi", "Thursday"),
    "FR": Text("Vendredi", "Friday"),
    "SA": Text("Samedi", "Saturday"),
    "SU": Text("Dimanche", "Sunday"),
}
WHICH: dict[str, Text] = {
    "1": Text("Le premier", "The first"),
    "2": Text("Le deuxième", "The second"),
    "3": Text("Le troisième", "The third"),
    "4": Text("Le quatrième", "The fourth"),
    "-1": Text("Le dernier", "The last"),
}
MONTHS: dict[str, Text] = {
    str(number): Text(fr, en)
    for number, (fr, en) in enumerate(
        zip(
            (
                "Janvier",
                "Février",
                "Mars",
                "Avril",
                "Mai",
                "Juin",
                "Juillet",
                "Août",
                "Septembre",
                "Octobre",
                "Novembre",
                "Décembre",
            ),
            (
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ),
            strict=True,
        ),
        start=1,
    )
}
#: How the months that are ticked count.
COVERS: dict[str, Text] = {
    "only": Text(
        "Seulement les mois cochés (aucun : toute l’année)", "Only the months that are ticked (none: all year)"
    ),
    "except": Text("Tous les mois, sauf ceux qui sont cochés", "Every month, except those that are ticked"),
}
#: From so many months on, it is shorter to say those that are left out.
MOST_MONTHS = 6
#: How many dates the builder shows.
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """A rhythm in plain choices. `rule`: the written rule of `other`, as it is."""

    rhythm: str
    every: int = 1
    days: tuple[str, ...] = ()
    which: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    monthday: int | None = None
    rule: str = ""


def plan_of(schedule: Mapping[str, Any]) -> Plan | None:
    """The plain choices of a schedule; `other` where they cannot say its rule; None for a schedule that says nothing yet."""
    if schedule.get("rrule"):
        return _plan_of_rule(schedule["rrule"])
    if schedule.get("dates"):
        return Plan("dates")
    return Plan("none") if schedule.get("certainty") else None


def _plan_of_rule(rule: str) -> Plan:
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    frequency, every = parts.pop("FREQ", ""), parts.pop("INTERVAL", "1")
    days, months = _listed(parts.pop("BYDAY", "")), _listed(parts.pop("BYMONTH", ""))
    monthday = parts.pop("BYMONTHDAY", "")
    other = Plan("other", rule=rule)
    if parts or not set(months) <= set(MONTHS):
        return other
    plan = other
    if frequency == "WEEKLY" and every in EVERY and days and set(days) <= set(DAYS) and not monthday:
        plan = Plan("weekly", int(every), days, (), months)
    elif frequency == "MONTHLY" and every == "1" and days and not monthday:
        which = tuple(dict.fromkeys(one[:-2] for one in days))
        names = tuple(dict.fromkeys(one[-2:] for one in days))
        if set(which) <= set(WHICH) and set(names) <= set(DAYS) and len(days) == len(which) * len(names):
            plan = Plan("monthly", 1, names, which, months)
    elif frequency == "MONTHLY" and every == "1" and monthday.isdigit() and 1 <= int(monthday) <= 31 and not days:
        plan = Plan("monthday", 1, (), (), months, int(monthday))
    return plan if plan is other or set(rule_of_plan(plan).split(";")) == set(_plain(rule).split(";")) else other


def _plain(rule: str) -> str:
    """A rule without what says nothing (INTERVAL=1), its lists in the builder's order."""
    parts = [part for part in rule.split(";") if part != "INTERVAL=1"]
    return ";".join(
        f"{name}={','.join(sorted(value.split(','), key=_order))}"
        for name, _, value in (p.partition("=") for p in parts)
    )


def _order(one: str) -> tuple[int, int]:
    """Months by number; days of the week by which, then by day."""
    if one.lstrip("-").isdigit():
        return int(one), 0
    known = list(WHICH).index(one[:-2]) if one[:-2] in WHICH else 0
    return known, list(DAYS).index(one[-2:]) if one[-2:] in DAYS else 0


def _listed(value: str) -> tuple[str, ...]:
    return tuple(value.split(",")) if value else ()


def rule_of_plan(plan: Plan) -> str:
    """The rule of RFC 5545 that says the plain choices; "" for dates, and for a schedule without known days."""
    if plan.rhythm in ("dates", "none"):
        return ""
    if plan.rhythm == "other":
        return plan.rule
    days = [one for one in DAYS if one in plan.days]
    parts = ["FREQ=WEEKLY" if plan.rhythm == "weekly" else "FREQ=MONTHLY"]
    if plan.rhythm == "weekly":
        parts += [f"INTERVAL={plan.every}"] if plan.every > 1 else []
        parts.append(f"BYDAY={','.join(days)}")
    elif plan.rhythm == "monthly":
        which = [one for one in WHICH if one in plan.which]
        parts.append("BYDAY=" + ",".join(f"{place}{day}" for place in which for day in days))
    else:
        parts.append(f"BYMONTHDAY={plan.monthday}")
    months = [one for one in MONTHS if one in plan.months]
    if months and len(months) < len(MONTHS):
        parts.append(f"BYMONTH={','.join(months)}")
    return ";".join(parts)


def rule_of(schedule: Mapping[str, Any]) -> Rule:
    """The values of a schedule, as a record says them, from which its days are computed."""
    return Rule(
        certainty=schedule.get("certainty", "rule"),
        rrule=schedule.get("rrule", ""),
        first=_day(schedule, "first"),
        last=_day(schedule, "last"),
        dates=tuple(date.fromisoformat(one) for one in schedule.get("dates", [])),
        exceptions=frozenset(date.fromisoformat(one) for one in schedule.get("except", [])),
        starts=_time(schedule, "starts"),
        ends=_time(schedule, "ends"),
        slot_minutes=schedule.get("slot_minutes"),
        holidays=schedule.get("holidays", ""),
        only_on_sitting_days=schedule.get("only_on_sitting_days", False),
        pauses=tuple(
            Pause(
                date.fromisoformat(one["from"]),
                date.fromisoformat(one["to"]),
                text_of(one["why"]) if "why" in one else None,
            )
            for one in schedule.get("pauses", [])
        ),
    )


def _day(schedule: Mapping[str, Any], key: str) -> date | None:
    return date.fromisoformat(schedule[key]) if schedule.get(key) else None


def _time(schedule: Mapping[str, Any], key: str) -> time | None:
    return time.fromisoformat(schedule[key]) if schedule.get(key) else None


def words_left_behind(schedule: Mapping[str, Any], base: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the days or hours of a schedule changed, and its words did not: they may say what is no longer true."""
    words = schedule.get("words")
    before = next((one for one in base if words and one.get("words") == words), None)
    said = ("rrule", "dates", "starts", "ends", "except", "pauses", "holidays", "last")
    return before is not None and any(schedule.get(key) != before.get(key) for key in said)


@dataclass(frozen=True, slots=True)
class Coming:
    """The next dates of a schedule. `known`: whether it says any day at all; `ended`: the last day, where it is over;
    `ends`: the last day, where the dates stop within those that are shown.
    """

    dates: tuple[Occurrence, ...]
    known: bool
    ended: date | None = None
    ends: date | None = None


def coming(schedule: Mapping[str, Any], service: Mapping[str, Any], on: date) -> Coming:
    """The next ten dates of a schedule from a day (included); nothing where its rule cannot be computed."""
    try:
        rule = rule_of(schedule)
        found = next_of([rule], on, SHOWN + 1)
    except (ValueError, LookupError, TypeError, ArithmeticError):
        return Coming((), known=False)
    end = last_day_of(service.get("until", ""))
    kept = [one for one in found if end is None or one.day <= end]
    limits = [one for one in (rule.last, end, max(rule.dates, default=None)) if one is not None]
    last = min(limits, default=None)
    known = bool(rule.rrule and rule.first) or bool(rule.dates)
    if not kept:
        return Coming((), known, ended=last if last is not None and last < on else None)
    over = len(kept) <= SHOWN and last is not None and last <= on + HORIZON
    return Coming(tuple(kept[:SHOWN]), known, ends=last if over else None)
