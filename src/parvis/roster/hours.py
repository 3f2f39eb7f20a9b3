"""Hours that really pass: on the two nights when the clock moves, an hour added to what it shows is not an hour."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from parvis.config.clock import QUEBEC
from parvis.law.kernel.text import Text
from parvis.people.refused import Refused

_NO_SUCH_HOUR = Text(
    "Cette nuit-là, l’horloge avance : cette heure n’existe pas.",
    "That night the clock moves forward: this hour does not exist.",
)


def local(moment: datetime, *, field: str) -> datetime:
    """A moment by Québec's clock; `Refused`, with the field, where the clock never shows it. One shown twice is the first."""
    here = moment.astimezone(QUEBEC)
    if here.astimezone(UTC).astimezone(QUEBEC).replace(tzinfo=None) != here.replace(tzinfo=None):
        raise Refused(_NO_SUCH_HOUR, field=field)
    return here


def later(moment: datetime, minutes: int) -> datetime:
    """The moment so many minutes later, by Québec's clock."""
    return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(QUEBEC)


def day_span(day: date) -> tuple[datetime, datetime]:
    """From midnight to midnight, in Québec: 23, 24 or 25 hours."""
    return datetime.combine(day, time(), QUEBEC), datetime.combine(day + timedelta(days=1), time(), QUEBEC)


def days_of(begins: datetime, until: datetime) -> list[date]:
    """The days that a time touches, in Québec."""
    first, last = (
        begins.astimezone(QUEBEC).date(),
        (until.astimezone(UTC) - timedelta(microseconds=1)).astimezone(QUEBEC).date(),
    )
    return [first + timedelta(days=place) for place in range((last - first).days + 1)]


def minutes_within(day: date, begins: datetime, until: datetime) -> int:
    """How many minutes of a time fall on a day."""
    midnight, following = (one.astimezone(UTC) for one in day_span(day))
    length = min(until.astimezone(UTC), following) - max(begins.astimezone(UTC), midnight)
    return max(0, int(length.total_seconds()) // 60)
