"""The live picture of an undertaking, its dates as a calendar file, and the documents that were joined."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from icalendar import Alarm, Calendar, Event

from parvis.config import clock
from parvis.documents.models import StoredDocument
from parvis.law.kernel.text import Text
from parvis.pathway.calendar import identifier
from parvis.roster.models import SupervisionSession, Undertaking
from parvis.roster.proofs import certification_of
from parvis.web.access import person_of, staff_page
from parvis.web.account.coming import see
from parvis.web.documents_stored import serve_stored
from parvis.web.pages import address, language_of
from parvis.web.practice.undertaking.own import family_certifications, own_picture
from parvis.web.practice.undertaking.shown import KIND_WORDS, STATUS_WORDS, picture_shown, requests_of

#: Days before a date on which the calendar reminds.
REMINDERS = (90, 30, 7)
DONE = ("declared", "asked", "joined")
_DEADLINE = Text("Engagement : dernier jour", "Undertaking: last day")
_ASK_BY = Text("Dernier jour pour demander un an de plus", "Last day to ask for one more year")
_NOTHING_FILED = Text(
    "Ce calendrier ne dépose rien. Votre organisme fait foi : vérifiez vos dates avec lui.",
    "This calendar files nothing. Your certifying body’s record prevails: check your dates with it.",
)


def undertakings(request: HttpRequest) -> HttpResponse:
    """Their undertakings; straight to the picture where there is one only."""
    mine = family_certifications(request)
    rows = Undertaking.objects.filter(certification__in=mine).select_related("certification__body").order_by("pk")
    if not mine:
        raise Http404
    if len(mine) == 1:
        return see(address(language_of(request), "practice_undertaking_one", number=mine[0].pk))
    lines = [{"row": one, "status": STATUS_WORDS[one.status], "kind": KIND_WORDS[one.kind]} for one in rows]
    return render(request, "practice/undertaking/list.html", {"lines": lines, "today": clock.today()})


staff_page(undertakings)


def undertaking(request: HttpRequest, number: int) -> HttpResponse:
    """What is done, what is missing, which mandates fill what, by when; what waits for whom."""
    picture = own_picture(request, number)
    row = Undertaking.objects.filter(certification=number).first()
    waiting = SupervisionSession.objects.own(person_of(request)).filter(state="recorded")
    context = {
        "shown": picture_shown(picture),
        "number": number,
        "requests": requests_of(number),
        "declared_on": row.declared_on if row else None,
        "waiting": waiting.count(),
        "done": request.GET.get("done", "") if request.GET.get("done") in DONE else "",
    }
    return render(request, "practice/undertaking/undertaking.html", context)


staff_page(undertaking)


def calendar(request: HttpRequest, number: int) -> HttpResponse:
    """The dates still to come, as a calendar file: no name, no number of a mandate."""
    picture, lang = own_picture(request, number), language_of(request)
    days = [] if picture.acknowledged is not None else [(_DEADLINE, picture.last_day)]
    if days and picture.ask_by is not None:
        days.append((_ASK_BY, picture.ask_by))
    file = Calendar()
    file.add("prodid", f"-//Parvis//undertaking//{lang.upper()}")
    file.add("version", "2.0")
    for words, day in days:
        if day >= picture.on:
            file.add_component(_event(words, day, picture.on, lang))
    response = HttpResponse(file.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="parvis-engagement.ics"'
    return response


staff_page(calendar)


def _event(words: Text, day: date, on: date, lang: str) -> Event:
    event = Event()
    event.add("uid", identifier("undertaking", words.en, day.isoformat()))
    event.add("dtstamp", datetime.combine(on, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", words.to(lang))
    event.add("description", _NOTHING_FILED.to(lang))
    for days in REMINDERS:
        if day - timedelta(days=days) >= on:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", words.to(lang))
            alarm.add("trigger", timedelta(days=-days))
            event.add_component(alarm)
    return event


def proof(request: HttpRequest, document: UUID) -> HttpResponse:
    """A document that they joined to their own undertaking."""
    held = StoredDocument.objects.kept().filter(pk=document).first()
    mine = {one.pk for one in family_certifications(request)}
    about = certification_of(held) if held is not None else None
    if held is None or about is None or about.pk not in mine:
        raise Http404
    return serve_stored(held, lang=language_of(request))


staff_page(proof)
