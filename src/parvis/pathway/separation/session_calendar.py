"""Group information sessions as calendar files (iCalendar): when, where, how to register; nobody's name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, timedelta

from icalendar import Calendar, Event, vDuration, vText

from parvis.law.kernel.text import Text
from parvis.pathway.calendar import identifier
from parvis.pathway.separation.session import REGISTER
from parvis.roster.kinds import LANGUAGES, MEETINGS
from parvis.roster.models import GroupSession

_NAME = Text("Séances d’information – Parvis", "Information sessions – Parvis")
_SESSION = Text("Séance sur la parentalité et la médiation", "Parenting and mediation information session")
_CANCELLED = Text("Annulée : {what}", "Cancelled: {what}")
_TO_REGISTER = Text("Pour s’inscrire : {how}", "To register: {how}")
_IN = Text("{meeting}, en {language}.", "{meeting}, in {language}.")


def calendar_of(sessions: Iterable[GroupSession], lang: str, districts: Mapping[str, str], *, url: str) -> bytes:
    """The .ics file of some sessions in a language. `districts`: slug → name; `url`: the page where they are announced.

    Identifiers are stable and the version of a session is its sequence: a file taken again moves what moved, cancels what is.
    """
    file = Calendar()
    file.add("prodid", "-//Parvis//information sessions//" + lang.upper())
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", _NAME.to(lang))
    file.add("refresh-interval", vDuration(timedelta(days=1)), parameters={"VALUE": "DURATION"})
    for one in sessions:
        file.add_component(_event(one, lang, districts, url))
    return bytes(file.to_ical())


def _event(one: GroupSession, lang: str, districts: Mapping[str, str], url: str) -> Event:
    event = Event()
    gone = one.state == "cancelled"
    event.add("uid", identifier("group session", str(one.pk)))
    event.add("dtstamp", one.at.astimezone(UTC))
    event.add("dtstart", one.begins_at.astimezone(UTC))
    event.add("dtend", one.ends_at.astimezone(UTC))
    event.add("sequence", one.version)
    event.add("summary", (_CANCELLED.fill(what=_SESSION) if gone else _SESSION).to(lang), parameters={"LANGUAGE": lang})
    event.add("status", "CANCELLED" if gone else "CONFIRMED")
    how = _TO_REGISTER.fill(how=one.enrol) if one.enrol else REGISTER
    held = _IN.fill(meeting=MEETINGS[one.meeting], language=LANGUAGES[one.language])
    event.add("description", vText("\n".join((held.to(lang), how.to(lang), url))))
    event.add("location", ", ".join(each for each in (one.place, districts.get(one.district, "")) if each))
    event.add("url", url)
    return event
