"""What the answers of several days mean: a rule from what was seen, day after day, to what is worth somebody's time.

One bad night is no finding. A page that is gone (404, 410), a name that no longer resolves, a certificate that is not
accepted, a machine that refuses: on three days in a row. A machine that fails or takes too long: on five. A page that
moved, that says that it is not there, that leads to a home page or no longer speaks of the service: on two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from parvis.directory.watch.visiting import PERMANENT, Visit

#: What a look is, by its code: the finding that comes of it, and the days in a row on which it must be seen.
MEANS: dict[str, tuple[str, int]] = {
    "gone": ("dead", 3),
    "no_name": ("dead", 3),
    "refused": ("dead", 3),
    "tls": ("dead", 3),
    "loop": ("dead", 3),
    "server": ("unwell", 5),
    "slow": ("unwell", 5),
    "broken": ("unwell", 5),
    "moved": ("moved", 2),
    "not_there": ("not_there", 2),
    "to_home": ("to_home", 2),
    "silent": ("silent", 2),
    "lost": ("lost", 2),
    "robots": ("by_hand", 1),
    "closed": ("by_hand", 3),
    "too_often": ("by_hand", 3),
    "script": ("by_hand", 2),
    "unsafe": ("unsafe", 1),
}
#: Answers that count together: a machine that is down answers badly in several ways.
_TOGETHER = [{"gone", "no_name", "refused", "tls", "loop", "server", "slow", "broken"}, {"closed", "too_often"}]
#: Looks that are remembered, the latest of each day.
REMEMBERED = 14
#: Days until the next look: at a page that is well, and at one that a machine is not let into.
WELL, CLOSED = timedelta(days=7), timedelta(days=14)
_HOME = re.compile(r"/?|/(fr|en|fra|eng|francais|french|english|accueil|home|index(\.\w{2,5})?)/?", re.IGNORECASE)
EXCERPT = 300


def code_of(visit: Visit) -> str:
    """What one visit is, before its page is read: a code of `MEANS`, or `ok`."""
    if visit.trouble:
        return visit.trouble if visit.trouble in MEANS else "broken"
    if visit.status in (404, 410):
        return "gone"
    if visit.status == 429:
        return "too_often"
    if visit.status in (401, 403, 406, 451):
        return "closed"
    if visit.status >= 500:
        return "server"
    if visit.status >= 400:
        return "gone"
    if visit.hops and to_home(visit):
        return "to_home"
    return "moved" if proposed(visit) else "ok"


def to_home(visit: Visit) -> bool:
    """Whether a page of a site now leads to a home page: what it said is elsewhere, or nowhere."""
    first, last = urlsplit(visit.address), urlsplit(visit.final)
    return not _is_home(first.path, first.query) and _is_home(last.path, last.query)


def _is_home(path: str, query: str) -> bool:
    return not query and _HOME.fullmatch(path) is not None


def proposed(visit: Visit) -> str:
    """The new address, where the site says that the page moved for good: as far as every redirect before it was permanent."""
    found = ""
    for hop in visit.hops:
        if hop.status not in PERMANENT:
            break
        found = hop.to
    return "" if found.rstrip("/") == visit.address.partition("#")[0].rstrip("/") else found


def with_answer(answers: Sequence[Mapping[str, Any]], answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The answers with one more: one a day, the latest last, as many as are remembered."""
    kept = [dict(one) for one in answers if one["day"] != answer["day"]]
    return sorted([*kept, dict(answer)], key=lambda one: str(one["day"]))[-REMEMBERED:]


def finding_of(answers: Sequence[Mapping[str, Any]]) -> tuple[str, int]:
    """The finding that the answers of the last days make, "" for none; and on how many days in a row it was seen."""
    if not answers or answers[-1]["code"] not in MEANS:
        return "", 0
    last = str(answers[-1]["code"])
    alike = next((group for group in _TOGETHER if last in group), {last})
    days = 0
    for one in reversed(answers):
        if one["code"] not in alike:
            break
        days += 1
    finding, needed = MEANS[last]
    return (finding, days) if days >= needed else ("", days)


def pending(answers: Sequence[Mapping[str, Any]]) -> bool:
    """Whether something is wrong that too few days have shown: neither a finding nor well, so what stood stays."""
    return bool(answers) and answers[-1]["code"] in MEANS and not finding_of(answers)[0]


def next_look(code: str, on: date) -> date:
    """When an address is looked at again: tomorrow while something is wrong, in a week where all is well."""
    if code == "robots":
        return on + CLOSED
    return on + (timedelta(days=1) if code in MEANS else WELL)


def excerpt(text: str) -> str:
    """The beginning of a text, on one line, as evidence."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return plain if len(plain) <= EXCERPT else plain[: EXCERPT - 1] + "…"
