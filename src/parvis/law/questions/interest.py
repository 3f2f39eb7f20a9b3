"""limits/interest: the interest on a sum and the additional indemnity, line by line, to a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.questions.interest_facts import FACTS, OUTCOME, READINGS
from parvis.law.texts.ccq.interest import (
    Line,
    Stretch,
    additional_indemnity,
    agreed_rate,
    in_default,
    interest,
    legal_rates,
    one_day,
    percent,
    total_of,
)


def weigh_interest(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on what delay adds to a sum."""
    until: date = facts["until"] or facts["on"]
    start = in_default(weighing, facts, facts["on"])
    since = None if start is None else facts["later_from"] or start
    rates = _rates(weighing, facts, since or facts["on"], until if since else facts["on"])
    outcome: dict[str, Any] = {
        "rate": percent(rates[-1].rate if rates else None),
        "since": since,
        "until": until,
        "days": None if since is None else max(0, (until - since).days),
        "needed": _needed(start, rates),
    }
    if since is None or not rates:
        unknown = dict.fromkeys(("interest", "per_day", "sum_and_interest", "indemnity"))
        return weighing.decide({**outcome, **unknown, "lines": []})
    lines = interest(weighing, facts, rates)
    more = additional_indemnity(weighing, facts, rates)
    owed = total_of(lines)
    return weighing.decide(
        {
            **outcome,
            "interest": owed,
            "per_day": one_day(facts["sum"], rates[-1].rate),
            "sum_and_interest": facts["sum"] + owed,
            "indemnity": _indemnity(more),
            "lines": [line.as_outcome() for line in (*lines, *more)],
        }
    )


def _rates(weighing: Weighing, facts: Mapping[str, Any], since: date, until: date) -> list[Stretch]:
    """The rate of each stretch of the days; none where it is not known."""
    agreed = facts["agreed_rate"]
    if agreed is None:
        return legal_rates(weighing, since, until)
    rate = agreed_rate(weighing, agreed, since)
    return [] if rate is None else [Stretch(since, max(since, until), rate)]


def _indemnity(lines: list[Line]) -> dict[str, Any]:
    known = [line for line in lines if line.amount is not None]
    unknown = sum(line.days for line in lines if line.amount is None)
    total = total_of(known)
    return {
        "known": total,
        "days_known": sum(line.days for line in known),
        "days_unknown": unknown,
        "total": None if unknown else total,
    }


def _needed(start: date | None, rates: list[Stretch]) -> list[str]:
    needed = [] if start is not None else ["/default"]
    return needed if rates else [*needed, "/agreed_rate/written_by_the_year"]


QUESTION = Question(
    id="limits/interest",
    title=Text("Combien d'intérêt puis-je demander?", "How much interest may I claim?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_interest,
    readings=READINGS,
)
