"""The calendar of sessions: a month as a table and as a list."""

import calendar as months
import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.directory.models import Service
from parvis.directory.recurrence import Occurrence, occurrences
from parvis.law.kernel.text import Text, counted
from parvis.web.cache import cached_by_edition
from parvis.web.directory import shown
from parvis.web.directory.feeds import feed
from parvis.web.directory.filters import district_names
from parvis.web.pages import address, language_of

_MONTH = re.compile(r"(\d{4})-(\d{2})\Z", re.ASCII)
#: Months before and after this one that the calendar turns to: a robot must not turn pages for ever.
FURTHEST = 18
#: From so many days a month, a service is given on “almost every working day”.
OFTEN = 15
_SESSIONS = (Text("rendez-vous", "session"), Text("rendez-vous", "sessions"))
WEEKDAYS = [
    {"short": Text(fr, en), "full": Text(full_fr, full_en)}
    for fr, en, full_fr, full_en in (
        ("di", "Su", "dimanche", "Sunday"),
        ("lu", "Mo", "lundi", "Monday"),
        ("ma", "Tu", "mardi", "Tuesday"),
        ("me", "We", "mercredi", "Wednesday"),
        ("je", "Th", "jeudi", "Thursday"),
        ("ve", "Fr", "vendredi", "Friday"),
        ("sa", "Sa", "samedi", "Saturday"),
    )
]


@cached_by_edition
def calendar(request: HttpRequest) -> HttpResponse:
    """The sessions of a month, in a district or everywhere."""
    lang, on = language_of(request), clock.today()
    names = district_names()
    district = request.GET.get("district", "")
    district = district if district in names else ""
    first = month_of(request.GET.get("month", ""), on)
    found = sessions(district, first, lang)
    often = frequent(found)
    by_day = rare(found, often)
    days: list[dict[str, Any]] = [{"day": day, "sessions": rows} for day, rows in by_day.items()]
    context: dict[str, Any] = {
        "district": district,
        "district_name": names.get(district, ""),
        "options": [{"value": slug, "label": name} for slug, name in names.items()],
        "month": shown.month_name(first),
        "month_code": f"{first:%Y-%m}",
        "weekdays": WEEKDAYS,
        "weeks": weeks(first, by_day, on),
        "coming": [one for one in days if one["day"] >= on],
        "past": [one for one in days if one["day"] < on],
        "often": list(often.values()),
        "total": sum(len(rows) for rows in by_day.values()),
        "before": _turn(first, -1, on),
        "after": _turn(first, 1, on),
        "calendar_feed": feed("district", district, lang) if district else "",
    }
    return render(request, "directory/calendar.html", context)


def month_of(asked: str, on: date) -> date:
    """The first day of the month asked for, within reach; this month for anything else."""
    this = on.replace(day=1)
    found = _MONTH.match(asked)
    if not found or not 1 <= int(found[2]) <= 12 or not 2000 <= int(found[1]) <= 2100:
        return this
    first = date(int(found[1]), int(found[2]), 1)
    away = (first.year - this.year) * 12 + first.month - this.month
    return first if abs(away) <= FURTHEST else this


def _turn(first: date, by: int, on: date) -> dict[str, Any] | None:
    """The month before or after, where it is within reach."""
    other = (
        (first.replace(day=28) + timedelta(days=4)).replace(day=1)
        if by > 0
        else (first - timedelta(days=1)).replace(day=1)
    )
    return (
        {"code": f"{other:%Y-%m}", "name": shown.month_name(other)} if month_of(f"{other:%Y-%m}", on) == other else None
    )


def sessions(district: str, first: date, lang: str) -> dict[date, list[dict[str, Any]]]:
    """The sessions of the month that begins on `first`, by day, each with what a row shows."""
    last = first.replace(day=months.monthrange(first.year, first.month)[1])
    services = (
        Service.objects.offered()
        .in_district(district)
        .with_dates()
        .with_status("active", "unclear")
        .by_name(lang)
        .listed()
    )
    rows = [
        (one.day, one.at, getattr(service, f"key_{lang}"), _row(service, schedule.words, one, lang))
        for service in services
        for schedule in service.schedules.all()
        for one in occurrences(schedule.as_rule(), first, last)
        if not service.until or one.day.isoformat()[: len(service.until)] <= service.until
    ]
    by_day: dict[date, list[dict[str, Any]]] = {}
    for day, _at, _key, row in sorted(rows, key=lambda row: row[:3]):
        by_day.setdefault(day, []).append(row)
    return by_day


def _row(service: Service, words: Text | None, one: Occurrence, lang: str) -> dict[str, Any]:
    return {
        "name": service.name,
        "href": address(lang, "service", slug=service.slug),
        "starts": one.start,
        "ends": one.end,
        "words": words,
        "where": shown.where(service),
        "confirmed": one.confirmed,
        "why": one.why,
    }


def frequent(by_day: dict[date, list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """What takes place on most working days, by address: said once, so that what is rare can be seen."""
    counts = Counter(row["href"] for rows in by_day.values() for row in rows)
    return {row["href"]: row for rows in by_day.values() for row in rows if counts[row["href"]] >= OFTEN}


def rare(by_day: dict[date, list[dict[str, Any]]], often: dict[str, Any]) -> dict[date, list[dict[str, Any]]]:
    """The other sessions, by day."""
    kept = {day: [row for row in rows if row["href"] not in often] for day, rows in by_day.items()}
    return {day: rows for day, rows in kept.items() if rows}


def weeks(first: date, by_day: dict[date, list[dict[str, Any]]], on: date) -> list[list[dict[str, Any]]]:
    """The month as rows of seven days, Sunday first as in Québec; a day with sessions leads to the list."""
    month = months.Calendar(firstweekday=6).monthdatescalendar(first.year, first.month)
    return [[_cell(day, first, len(by_day.get(day, [])), on) for day in week] for week in month]


def _cell(day: date, first: date, count: int, on: date) -> dict[str, Any]:
    inside = day.month == first.month
    return {
        "day": day,
        "outside": not inside,
        "today": day == on,
        "href": f"#day-{day.isoformat()}" if count and inside and day >= on else "",
        "label": counted(count, *_SESSIONS),
    }
