"""Schedules that come to their end: the last date is near, or has passed, and readers would be told of none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice

from parvis.directory.models import Service
from parvis.directory.models.values import last_day_of
from parvis.directory.recurrence import HORIZON, Rule, days
from parvis.directory.watch.noting import Seen

#: So many days before its last date, a schedule is worth a call.
NEAR = timedelta(days=30)


def ending(rule: Rule, on: date) -> tuple[str, dict[str, object]] | None:
    """What is wrong with a schedule's dates on a day: `over`, `ends`, or nothing; with the dates that show it.

    A schedule that has only words has no last date. One without an end whose every date is taken out is over as well.
    """
    if not rule.dates and not (rule.rrule and rule.first):
        return None
    upcoming = [] if rule.last and rule.last < on else list(islice(days(rule, on, on + HORIZON), 40))
    if not upcoming:
        past = list(days(rule, on - HORIZON, on - timedelta(days=1)))
        last = past[-1] if past else max(rule.dates, default=None)
        return "over", {"last": last.isoformat() if last else "", "upcoming": 0}
    ends = upcoming[-1] if len(upcoming) < 40 and (rule.dates or rule.last) else None
    if ends is not None and ends <= on + NEAR:
        return "ends", {"last": ends.isoformat(), "upcoming": len(upcoming)}
    return None


def of_service(service: Service, on: date) -> Iterable[Seen]:
    """The schedules of a service that end, unless another of its schedules goes on."""
    if service.status not in ("active", "unclear"):
        return
    end = last_day_of(service.until)
    if end is not None and end < on:
        return  # the end of the service itself is another finding
    schedules = list(service.schedules.all())
    found = [(place, one, ending(one.as_rule(), on)) for place, one in enumerate(schedules, start=1)]
    goes_on = any(outcome is None and (one.dates or one.rrule) for _, one, outcome in found)
    if goes_on:
        return
    for place, one, outcome in found:
        if outcome is not None:
            words = {"fr": one.words_fr, "en": one.words_en}
            yield Seen("service", service.pk, f"schedules.{place}", outcome[0], {**outcome[1], "words": words})


def schedules_that_end(on: date) -> list[Seen]:
    """Every schedule of the directory that ends, or has ended."""
    return [seen for service in Service.objects.listed().order_by("pk") for seen in of_service(service, on)]
