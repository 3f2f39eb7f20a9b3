"""The plan as a calendar file: each deadline a whole day with its reminders, and the next sessions of who helps.

It holds no personal data: no name, no amount, no address of a kept plan. Identifiers are stable, so that a file taken
again replaces its events instead of doubling them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, Timezone

from parvis.law.kernel.text import Text
from parvis.pathway.parts import Helper, Plan, Sitting, Step

#: Reminders before a deadline; one that is farther than `FAR` has one more, in time to prepare.
REMINDERS = (timedelta(days=7), timedelta(days=2))
EARLY = timedelta(days=30)
FAR = timedelta(days=60)
#: Services whose next dates are worth a place in somebody's calendar.
SERVICES = 3
_NAME = Text("Mon plan – Parvis", "My plan – Parvis")
_UNCONFIRMED = Text("Date à confirmer.", "Date to be confirmed.")
_NOTHING_FILED = Text(
    "Parvis n'est pas un tribunal : rien n'est déposé et aucun délai n'est suspendu.",
    "Parvis is not a court: nothing is filed and no time limit stops.",
)


def calendar_of(plan: Plan, lang: str) -> bytes:
    """The .ics file of a plan in a language: what is still to come."""
    calendar = Calendar()
    calendar.add("prodid", "-//Parvis//plan//" + lang.upper())
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _NAME.to(lang))
    stamp = datetime.combine(plan.on, time(), UTC)
    for step, day in _deadlines(plan):
        calendar.add_component(_deadline(step, day, plan.on, lang, stamp))
    sessions = list(_sessions(plan))
    if any(sitting.start for _, sitting in sessions):
        calendar.add_component(Timezone.from_tzid("America/Toronto", first_date=date(2007, 1, 1)))
    for helper, sitting in sessions:
        calendar.add_component(_session(helper, sitting, lang, stamp))
    return bytes(calendar.to_ical())


def has_dates(plan: Plan) -> bool:
    """Whether the file would hold anything: a plan with no day to come has none to offer."""
    return any(_deadlines(plan)) or any(_sessions(plan))


def _deadlines(plan: Plan) -> Iterator[tuple[Step, date]]:
    for step in plan.steps:
        if step.last_day and step.last_day >= plan.on and not step.done:
            yield step, step.last_day


def identifier(*parts: str) -> str:
    """A stable identifier made of public facts only."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32] + "@parvis"


def _deadline(step: Step, day: date, on: date, lang: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", identifier("deadline", step.key, day.isoformat()))
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    start = Text("Dernier jour : ", "Last day: ") if step.key != "hearing" else Text("Audience : ", "Hearing: ")
    event.add("summary", start.to(lang) + step.act.to(lang))
    lines = [step.why.to(lang), *([step.if_missed.to(lang)] if step.if_missed else [])]
    if step.basis:
        lines.append(step.basis.cite.to(lang))
    if step.unconfirmed:
        lines.append(_UNCONFIRMED.to(lang))
    event.add("description", "\n".join([*lines, _NOTHING_FILED.to(lang)]))
    event.add("transp", "TRANSPARENT")
    for before in (EARLY, *REMINDERS) if day - on > FAR else REMINDERS:
        if day - before <= on:  # its hour has passed: the calendar would ring at once, or never
            continue
        event.add_component(_reminder(step, before, lang))
    return event


def _reminder(step: Step, before: timedelta, lang: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", step.act.to(lang))
    return alarm


def _sessions(plan: Plan) -> Iterator[tuple[Helper, Sitting]]:
    dated = [helper for helper in plan.helpers if helper.sittings][:SERVICES]
    for helper in dated:
        for sitting in helper.sittings:
            yield helper, sitting


def _session(helper: Helper, sitting: Sitting, lang: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", identifier("session", helper.slug, sitting.day.isoformat(), str(sitting.start or "")))
    event.add("dtstamp", stamp)
    if sitting.start:
        event.add("dtstart", sitting.start)
        event.add("dtend", sitting.end or sitting.start + timedelta(hours=1))
    else:
        event.add("dtstart", sitting.day)
        event.add("dtend", sitting.day + timedelta(days=1))
    event.add("summary", helper.name.to(lang))
    event.add("status", "CONFIRMED" if sitting.confirmed else "TENTATIVE")
    event.add("description", f"{helper.summary.to(lang)}\n{sitting.why.to(lang)}")
    if helper.place:
        event.add("location", helper.place.to(lang))
    return event
