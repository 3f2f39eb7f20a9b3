"""What day it is in Québec. Views ask here, once, and hand the answer down: no rule and no model reads a clock.

A demonstration or a test may be told another day with `PARVIS_TODAY=2026-12-03`; a production never.
"""

import os
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from parvis.config.home import Stop

QUEBEC = ZoneInfo("America/Toronto")
#: Between the day on which the Code came into force and the farthest that a plan can look ahead.
EARLIEST, LATEST = date(2016, 1, 1), date(2080, 12, 31)


def now() -> datetime:
    """This instant, aware, in Québec's time; noon of the day that a demonstration was given."""
    if day := _given_day():
        return datetime.combine(day, time(12), QUEBEC)
    return datetime.now(QUEBEC)


def instant() -> datetime:
    """This real instant, in a demonstration of another day too: sessions, codes and one-time links live by it.

    In UTC: an hour added to it is an hour. In Québec's own time Python adds to what the clock on the wall shows, and on
    the two nights when that clock moves a session would end at once, or last an hour too long.
    """
    return datetime.now(UTC)


def today() -> date:
    """Today's date in Québec."""
    return now().date()


def _given_day() -> date | None:
    given = os.environ.get("PARVIS_TODAY")
    if not given or os.environ.get("PARVIS_ENV", "development") == "production":
        return None
    try:
        day = date.fromisoformat(given)
    except ValueError as error:
        raise Stop(f"PARVIS_TODAY is {given!r}; it must be a day such as 2026-12-03.") from error
    if not EARLIEST <= day <= LATEST:
        raise Stop(f"PARVIS_TODAY is {given}; a demonstration can take place from {EARLIEST} to {LATEST}.")
    return day
