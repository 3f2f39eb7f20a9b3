"""Random files of family mediation, the same for every engine: seeded, and only where the text leaves nothing open.

Minutes are multiples of 6, so that every amount by the hour is a whole number of dollars (110 $ and 130 $ an hour).
"""

import random
from datetime import date, timedelta
from typing import Any

_FIRST, _HOURLY, _LAST = date(2002, 6, 24), date(2012, 12, 1), date(2026, 6, 1)


def cases(count: int, seed: int = 7) -> list[dict[str, Any]]:
    """`count` files, three in four with sessions."""
    chance = random.Random(seed)
    return [_case(chance) for _ in range(count)]


def _case(chance: random.Random) -> dict[str, Any]:
    hourly = chance.random() < 0.5
    start = _day(chance, _HOURLY, _LAST - timedelta(days=700)) if hourly else _day(chance, _FIRST, date(2011, 6, 1))
    children = hourly or chance.random() < 0.8
    referral = chance.choice(("voluntary", "court_designated", "court_chosen"))
    report = chance.choice(("held",) * 9 + ("none_held", "absence", "declaration"))
    if hourly and report in ("absence", "declaration"):
        report = "held"
    days = sorted(start + timedelta(days=chance.randint(0, 500)) for _ in range(chance.randint(1, 10)))
    case: dict[str, Any] = {
        "on": (start + timedelta(days=520)).isoformat(),
        "children_interests": children,
        "referral": referral,
        "review_of_judgment": chance.random() < 0.3,
        "earlier_use": chance.random() < 0.2,
        "report": report,
        "sessions": [_session(chance, day, hourly) for day in days] if report == "held" else [],
    }
    if hourly and report == "held" and chance.random() < 0.4:
        case["out_of_session"] = [{"date": days[-1].isoformat(), "minutes": 6 * chance.randint(1, 20)}]
    return case


def _day(chance: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randint(0, (last - first).days))


def _session(chance: random.Random, day: date, hourly: bool) -> dict[str, Any]:
    kinds = ("mediation",) * 6 + (("information_group",) if hourly else ("information_group", "information_individual"))
    kind = chance.choice(kinds)
    mediators = chance.choice((1, 1, 2))
    additional = chance.randint(0, mediators - 1) if kind == "mediation" and not hourly else 0
    return {
        "date": day.isoformat(),
        "kind": kind,
        "minutes": 6 * chance.randint(5, 25),
        "mediators": mediators,
        "additional_requested": additional,
    }
