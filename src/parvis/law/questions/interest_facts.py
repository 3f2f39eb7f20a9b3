"""limits/interest: what delay in paying adds to a sum, to a day.

Facts (null is "not known", or does not apply):

    {"on": "2026-06-01",
     "sum": "8400.50",                         // owed, without interest
     "obligation": "money",                    // money: to pay a sum (CCQ 1617) | damages: any other damages (CCQ 1618)
     "default": "2023-05-01",                  // the day since which the debtor is in default (demeure): once the time
                                               // given by a formal notice is over, a claim, the contract, or the law
     "later_from": null,                       // interest is counted only from this later day
     "until": null,                            // the day to which it is counted; null: on
     "agreed_rate": null}                      // {"percent": "24.00", "written_by_the_year": true}: the agreed rate by the
                                               // year, and whether the writing states it by the year; null: none agreed

Outcome:

    {"rate": "5.00",                           // percent a year applied; null where it is not known
     "since": "2023-05-01", "until": "2026-06-01", "days": 1127,   // the first day is not counted, the last one is
     "interest": "1296.90",                    // simple interest; null where something needed is not known
     "per_day": "1.15",                        // one more day of interest
     "sum_and_interest": "9697.40",
     "indemnity": {"known": "174.92",          // additional indemnity (CCQ 1619), for the days whose rate was seen
                   "days_known": 152, "days_unknown": 975,
                   "total": null},             // null where a day is unknown; granted only if a judge grants it
     "lines": [{"of": "interest", "since": "2023-05-01", "until": "2026-06-01", "days": 1127, "rate": "5.00",
                "amount": "1296.90", "norm": "ccq/a1617"}],        // of: interest | indemnity; amount null: unknown
     "needed": []}

Decisions taken where no text was seen: interest is simple; each line is rounded to the nearest cent (half a cent up) and
totals are sums of lines; a year has 365 days (reading `interest-year`; 366: a day of a leap year is a 366th). The
indemnity is never in `sum_and_interest`. Payments on account are not counted: articles 1569 to 1572 were not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Reading
from parvis.law.kernel.facts import Amount, Day, Fault, Field, Flag, OneOf, Reason, Record, Schema, pointer
from parvis.law.kernel.kinds import Percent
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON

OBLIGATIONS = ("money", "damages")


_ENDS_BEFORE_IT_RUNS = Reason(
    "ends_before_it_runs",
    "a day not before that from which it runs ({day})",
    Text(
        "Cette date doit être le {day} ou plus tard : les intérêts courent à partir de ce jour.",
        "This date must be {day} or later: interest runs from that day.",
    ),
)


def _ends_after_it_starts(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Interest to a day that is before the default cannot be counted."""
    start: date | None = facts["later_from"] or facts["default"]
    if start is not None and facts["until"] is not None and facts["until"] < start:
        yield _ENDS_BEFORE_IT_RUNS.at(pointer(at, "until"), facts["until"].isoformat(), day=start)


AGREED_RATE = Record(
    (
        Field("percent", Percent(), Text("le taux convenu, en % par an", "the agreed rate, in % a year"), True, False),
        Field(
            "written_by_the_year",
            Flag(),
            Text("l'écrit donne le taux par an", "the writing states the rate by the year"),
            required=True,
        ),
    )
)

FACTS = Schema(
    Record(
        (
            ON,
            Field("sum", Amount(), Text("la somme due, sans intérêt", "the sum owed, without interest"), True, False),
            Field(
                "obligation",
                OneOf(OBLIGATIONS),
                Text("payer une somme (money) ou d'autres dommages (damages)", "to pay a sum, or other damages"),
                True,
                False,
            ),
            Field("default", Day(), Text("le jour de la demeure", "the day of default"), True),
            Field(
                "later_from",
                Day(scheduled=True),
                Text("le jour, plus tardif, d'où compter l'intérêt", "the later day from which interest is counted"),
            ),
            Field("until", Day(scheduled=True), Text("jusqu'à quel jour", "to which day")),
            Field("agreed_rate", AGREED_RATE, Text("le taux convenu, s'il y en a un", "the agreed rate, if any")),
        ),
        order=(("default", "later_from"),),
        checks=(_ends_after_it_starts,),
    ),
    answers_from=date(1994, 1, 1),
)

OUTCOME = {
    "rate": Text("le taux appliqué, en % par an", "the rate applied, in % a year"),
    "since": Text("le jour d'où court l'intérêt", "the day from which interest runs"),
    "until": Text("le jour jusqu'où il est compté", "the day to which it is counted"),
    "days": Text("les jours comptés", "the days counted"),
    "interest": Text("l'intérêt", "the interest"),
    "per_day": Text("ce qu'un jour de plus ajoute", "what one more day adds"),
    "sum_and_interest": Text("la somme et l'intérêt", "the sum and the interest"),
    "indemnity": Text(
        "l'indemnité additionnelle, si le tribunal l'accorde", "the additional indemnity, if the court grants it"
    ),
    "lines": Text("le compte, ligne par ligne", "the account, line by line"),
    "needed": Text("les faits qui manquent", "the facts that are missing"),
}

READINGS = (
    Reading(
        key="interest-year",
        alternatives=("365", "366"),
        doc=Text(
            "Combien de jours a l'année de l'intérêt? Aucun texte vu ne le dit. 365: toujours 365. 366: un jour d'une année "
            "bissextile vaut un 366e.",
            "How many days has the year of the interest? No text seen says. 365: always 365. 366: a day of a leap year is "
            "a 366th.",
        ),
    ),
)
