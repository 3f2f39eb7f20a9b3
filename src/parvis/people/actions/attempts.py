"""Counting attempts, so that guessing is slow and nobody is shut out by what somebody else tries.

What is counted is a keyed digest: neither an address nor a network stands in the table.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from parvis.people.sealing import keyed_digest


@dataclass(frozen=True, slots=True)
class Limit:
    """So many attempts in a stretch of time."""

    most: int
    within: timedelta


_QUARTER, _HOUR = timedelta(minutes=15), timedelta(hours=1)
#: By what is counted. `pair`: one address from one network; `address`: one address from devices that never signed in to it;
#: `known`: one address from one device that did, so that it never waits for what others do;
#: `link_code`: the codes given with a link, by whoever reads the mailbox: a new link gives no new tries.
LIMITS = {
    "client": Limit(60, _QUARTER),
    "pair": Limit(8, _QUARTER),
    "address": Limit(40, _HOUR),
    "known": Limit(10, _QUARTER),
    "second_pair": Limit(8, _QUARTER),
    "second": Limit(30, _HOUR),
    "second_known": Limit(8, _QUARTER),
    "link_code": Limit(10, _HOUR),
    "letter_pair": Limit(4, _HOUR),
    "letter_known": Limit(4, _HOUR),
    "letter": Limit(20, _HOUR),
    "letters": Limit(20, _HOUR),
    "proof": Limit(10, _QUARTER),
}


_LOG = logging.getLogger("parvis.security")


def log_refused(what: str, *, by: str = "") -> None:
    """One line of the technical log: what was refused (a proof, a limit, a power), and to which account where one is signed in.

    Neither an address nor a network: the log tells that somebody tries, how, and how often.
    """
    _LOG.warning("refused", extra={"what": what, "by": by} if by else {"what": what})


def count_attempt(kind: str, *parts: str, at: datetime) -> bool:
    """Count one more attempt; whether it is still within the limit of its kind. Counted by the database, for all processes."""
    limit = LIMITS[kind]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_attempt AS a (key, count, resets_at) VALUES (%(key)s, 1, %(until)s) "
            "ON CONFLICT (key) DO UPDATE SET "
            "count = CASE WHEN a.resets_at <= %(at)s THEN 1 ELSE a.count + 1 END, "
            "resets_at = CASE WHEN a.resets_at <= %(at)s THEN %(until)s ELSE a.resets_at END RETURNING count",
            {"key": keyed_digest("attempt", kind, *parts), "at": at, "until": at + limit.within},
        )
        count = int(cursor.fetchone()[0])
    if count == limit.most + 1:
        log_refused(f"limit.{kind}")
    return count <= limit.most


def forget_attempts(kind: str, *parts: str) -> None:
    """Start counting anew, after a success."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_attempt WHERE key = %s", [keyed_digest("attempt", kind, *parts)])
