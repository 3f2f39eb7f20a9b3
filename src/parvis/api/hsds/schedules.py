"""A schedule in what HSDS can say: weekly or monthly, with windows of validity instead of months, one record a listed day."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from parvis.api.hsds.identity import uuid_of
from parvis.directory import vocabulary
from parvis.directory.models import Schedule
from parvis.directory.recurrence import QUEBEC, days

_WEEK = "MO,TU,WE,TH,FR,SA,SU"
#: Years written out from the year of the day asked: HSDS has no months in a rule, so each season is a window.
YEARS = 2


def schedules_of(schedule: Schedule, lang: str, on: date) -> Iterator[dict[str, Any]]:
    """The HSDS records of one schedule: a window a season, or a record a day, or words alone."""
    common = _common(schedule, lang)
    if schedule.dates:
        for day in schedule.dates:
            identity = _identity(schedule, day.isoformat())
            yield {
                **identity,
                **common,
                "dtstart": day.isoformat(),
                "until": day.isoformat(),
                "timezone": _offset(day, schedule),
            }
        return
    parts = dict(part.split("=", 1) for part in schedule.rrule.split(";")) if schedule.rrule else {}
    frequency = {"DAILY": "WEEKLY"}.get(parts.get("FREQ", ""), parts.get("FREQ", ""))
    if frequency not in ("WEEKLY", "MONTHLY") or schedule.first is None or "BYSETPOS" in parts:
        yield {**_identity(schedule, "words"), **common}
        return
    rule = {"freq": frequency, "interval": int(parts.get("INTERVAL", "1")), "wkst": parts.get("WKST", "MO")}
    rule |= {"byday": parts["BYDAY"]} if "BYDAY" in parts else {"byday": _WEEK} if parts["FREQ"] == "DAILY" else {}
    rule |= {"bymonthday": parts["BYMONTHDAY"]} if "BYMONTHDAY" in parts else {}
    for first, last in _windows(schedule, parts.get("BYMONTH", ""), on):
        start = next(days(schedule.as_rule(), first, last or first + timedelta(days=366)), first)
        window = {"valid_from": first.isoformat(), "dtstart": start.isoformat(), "timezone": _offset(start, schedule)}
        if last is not None:
            window |= {"valid_to": last.isoformat(), "until": last.isoformat()}
        yield {**_identity(schedule, first.isoformat()), **common, **rule, **window}


def _identity(schedule: Schedule, part: str) -> dict[str, str]:
    key = (schedule.service_id, str(schedule.position), part)
    return {"id": uuid_of("schedule", *key), "service_id": uuid_of("service", schedule.service_id)}


def _common(schedule: Schedule, lang: str) -> dict[str, Any]:
    found: dict[str, Any] = {"notes": vocabulary.CERTAINTIES[schedule.certainty].to(lang)}
    if schedule.words_fr:
        found["description"] = schedule.words.to(lang)
    if schedule.starts:
        found["opens_at"] = schedule.starts.isoformat("minutes")
    if schedule.ends:
        found["closes_at"] = schedule.ends.isoformat("minutes")
    return found


def _offset(day: date, schedule: Schedule) -> int:
    """The hours from UTC on that day (HSDS wants a number): -5 in winter, -4 in summer."""
    offset = datetime.combine(day, schedule.starts or time(12), QUEBEC).utcoffset() or timedelta()
    return round(offset.total_seconds() / 3600)


def _windows(schedule: Schedule, months: str, on: date) -> Iterator[tuple[date, date | None]]:
    """The seasons: runs of months, for this year and the next; one window without end where the rule has no months."""
    start, end = schedule.first or on, schedule.last
    if not months:
        yield start, end
        return
    wanted = {int(one) for one in months.split(",")}
    for year in range(on.year, on.year + YEARS):
        for first_month, last_month in _runs(wanted):
            first = date(year, first_month, 1)
            last = date(year + last_month // 12, last_month % 12 + 1, 1) - timedelta(days=1)
            first, last = max(first, start), min(last, end or last)
            if first <= last:
                yield first, last


def _runs(months: set[int]) -> Iterator[tuple[int, int]]:
    run: list[int] = []
    for month in [*sorted(months), 99]:
        if run and month != run[-1] + 1:
            yield run[0], run[-1]
            run = []
        run.append(month)
