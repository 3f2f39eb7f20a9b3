"""Dates as iCalendar (RFC 5545), to subscribe to: each is confirmed, or marked as tentative with its reason."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from icalendar import Calendar, Event, vDuration, vText

from parvis.directory.models import Service
from parvis.directory.recurrence import QUEBEC, Occurrence, between
from parvis.law.kernel.text import Text

#: How far ahead a feed goes, and how far back it keeps what has just been.
AHEAD = timedelta(days=366)
BEHIND = timedelta(days=31)
TO_CONFIRM = Text("À confirmer : {name}", "To be confirmed: {name}")
SLOTS = Text("Rendez-vous de {minutes} minutes.", "{minutes}-minute appointments.")
PRODUCT = "-//Parvis//Repertoire//{lang}"


def calendar_of(
    services: Iterable[Service], lang: str, *, name: str, on: date, address_of: Callable[[Service], str]
) -> bytes:
    """The dates of listed services, from a month before `on` to a year after, as a calendar called `name`.

    `address_of` gives the full address of a service's page. The same services and day give the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT.format(lang=lang.upper()))
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", QUEBEC.key)
    calendar.add("refresh-interval", vDuration(timedelta(days=1)), parameters={"VALUE": "DURATION"})
    for service in services:
        for event in _events(service, lang, on, address_of(service)):
            calendar.add_component(event)
    calendar.add_missing_timezones(first_date=on - BEHIND, last_date=on + AHEAD)
    return calendar.to_ical()


def _events(service: Service, lang: str, on: date, url: str) -> list[Event]:
    if service.status not in ("active", "unclear"):
        return []
    found: dict[tuple[date, str], Event] = {}
    for schedule in service.schedules.all():
        for occurrence in between([schedule.as_rule()], on - BEHIND, on + AHEAD):
            # One event a day and hour: two schedules that meet are one date.
            key = (occurrence.day, occurrence.at.isoformat("minutes"))
            found.setdefault(key, _event(service, occurrence, lang, url, schedule.slot_minutes))
    return list(found.values())


def _event(service: Service, occurrence: Occurrence, lang: str, url: str, slot_minutes: int | None) -> Event:
    event = Event()
    name = service.name if occurrence.confirmed else TO_CONFIRM.fill(name=service.name)
    event.add("uid", f"{service.pk}-{occurrence.day:%Y%m%d}T{occurrence.at:%H%M}@parvis".lower())
    event.add("dtstamp", service.changed_at)
    event.add("last-modified", service.changed_at)
    event.add("dtstart", occurrence.start or occurrence.day)
    if occurrence.end is not None:
        event.add("dtend", occurrence.end)
    event.add("summary", name.to(lang), parameters={"LANGUAGE": lang})
    event.add("status", "CONFIRMED" if occurrence.confirmed else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("url", url)
    slots = SLOTS.fill(minutes=slot_minutes).to(lang) if slot_minutes else ""
    how = service.how.to(lang) if service.how_fr else ""
    lines = [occurrence.why.to(lang), service.summary.to(lang), slots, how, url]
    event.add("description", vText("\n".join(line for line in lines if line)))
    if service.place_fr:
        event.add("location", service.place.to(lang))
    return event
