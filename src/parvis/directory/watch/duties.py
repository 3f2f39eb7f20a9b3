"""The watchers' periodic duties: each night, what the records say is looked at, then the addresses that they give."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.conf import settings
from procrastinate.contrib.django import app

import parvis
from parvis.config import clock
from parvis.config.database import side
from parvis.directory.watch.contradictions import contradictions
from parvis.directory.watch.looking import Outcome, look_at_links
from parvis.directory.watch.noting import Noted, Seen, forget_findings, note_findings, note_round
from parvis.directory.watch.prices import undated_prices
from parvis.directory.watch.rules import past_horizon
from parvis.directory.watch.schedules import schedules_that_end
from parvis.directory.watch.visiting import Visitor
from parvis.people.models.role import day_of

#: The watchers that need no network: what each sees on a day.
LOCAL: Mapping[str, Callable[[date], list[Seen]]] = {
    "schedules": schedules_that_end,
    "prices": undated_prices,
    "contradictions": contradictions,
    "rules": past_horizon,
}
#: The page that says to a site's owner who looks, why, and how to have it stop.
CONTACT = "/en/about/#visits"
_log = logging.getLogger("parvis.directory")


def agent() -> str:
    """Who looks and why, with a page to write to; sent with every request."""
    return f"Parvis/{parvis.__version__} (checks the links of a public directory; +https://{settings.ALLOWED_HOSTS[0].lstrip('.')}{CONTACT})"


def watch_records(name: str, *, at: datetime) -> Noted:
    """One round of a watcher that needs no network."""
    with side("worker"):
        seen = LOCAL[name](day_of(at))
        noted = note_findings(name, seen, at=at)
        note_round(name, "done", at=at, looked=len(seen))
    return noted


def watch_links(*, at: datetime, visitor: Visitor | None = None) -> Outcome:
    """One round of the watcher of links; where it is switched off here, that is written down and nothing is concluded."""
    if not settings.WATCH_LINKS:
        with side("worker"):
            note_round("links", "off", at=at)
        return Outcome("off")
    return look_at_links(visitor or Visitor(agent()), at=at)


@app.periodic(cron="43 4 * * *")
@app.task(name="directory.watch_records", queueing_lock="directory.watch_records", pass_context=False)
def look_at_records(timestamp: int) -> int:
    """Look at what the records and the law say; idempotent within a day. `timestamp` is the moment the duty was due."""
    at, opened = clock.instant(), 0
    for name in LOCAL:
        noted = watch_records(name, at=at)
        opened += noted.opened + noted.reopened
    with side("worker"):
        forget_findings(at=at)
    _log.info("records watched", extra={"count": opened})
    return opened


@app.periodic(cron="3 6 * * *")
@app.task(
    name="directory.watch_links",
    queueing_lock="directory.watch_links",
    lock="directory.watch_links",
    pass_context=False,
)
def look_at_addresses(timestamp: int) -> int:
    """Look at the addresses that are due; what is left waits for the next night. `timestamp` is the moment it was due."""
    done = watch_links(at=clock.instant())
    _log.info(f"links watched: {done.outcome}", extra={"count": done.looked})
    return done.looked
