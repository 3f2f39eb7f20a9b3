"""Values of the law past the day until which they were confirmed, or nearly: read the official text again."""

from __future__ import annotations

from datetime import date, timedelta

from parvis.directory.watch.noting import Seen
from parvis.law import coverage

#: So many days before its horizon, a value is worth reading again.
NEAR = timedelta(days=60)


def past_horizon(on: date) -> list[Seen]:
    """Every value of the law whose horizon has passed on a day, or passes within the days that follow."""
    return [
        Seen(
            "parameter",
            one.parameter,
            "confirmed_until",
            "past_horizon" if one.confirmed_until < on else "near_horizon",
            {
                "confirmed_until": one.confirmed_until.isoformat(),
                "days": (on - one.confirmed_until).days,
                "source": one.source[:300],
                "norm": one.norm,
            },
        )
        for one in coverage.stale(on + NEAR)
    ]
