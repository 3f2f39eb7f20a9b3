"""small-claims/revocation: whether the revocation of a default judgment may still be asked for, and by when (CCP 345, 346, 568).

Facts (null, or left out where it may be, is "not known" or "has not happened"):

    {"on": "2026-06-15",
     "judgment": "2026-05-21",             // the day of the judgment
     "default": "no_answer",               // no_answer | absent (at the hearing) | none
     "known": "2026-05-28",                // the day the party became aware of the judgment
     "prevented_from": "answering",        // answering | attending | neither
     "only_an_error": false,               // the application only says that the judge was wrong
     "affidavit": true,
     "filed": null,                        // the application was filed with the court office
     "stay_asked": true}

Outcome:

    {"may_ask": true,                      // false where a condition fails; null where a fact is not known, or where
                                           // only the other grounds of article 345 are left
     "last_day": "2026-06-29",             // the earlier of the two strict limits
     "known_limit": "2026-06-29",          // null where the day it became known is not told
     "six_month_limit": "2026-11-23",
     "execution_stayed": false,            // asking stays nothing: the court may
     "unmet": [], "undetermined": [], "needed": []}

Whether the reason is valid, whether a strict limit is lifted (CCP 84) and the stay are left to a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Day, Field, Flag, OneOf, Record, Schema
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.questions.judgment_conditions import weigh_norms
from parvis.law.texts.c25_01.revocation import CONDITIONS, RULES, limits

DEFAULTS = ("no_answer", "absent", "none")

FACTS = Schema(
    Record(
        (
            ON,
            Field(
                "judgment",
                Day(scheduled=True),
                Text("le jour du jugement", "the day of the judgment"),
                required=True,
                nullable=False,
            ),
            Field(
                "default",
                OneOf(DEFAULTS),
                Text("sans réponse, absent à l'audience, ou pas par défaut", "no answer, absent, or not by default"),
                required=True,
            ),
            Field("known", Day(), Text("la partie apprend le jugement", "the party learns of the judgment")),
            Field(
                "prevented_from",
                OneOf(("answering", "attending", "neither")),
                Text("ce que la partie a été empêchée de faire", "what the party was prevented from doing"),
            ),
            Field(
                "only_an_error",
                Flag(),
                Text("la demande reproche seulement une erreur", "the application only alleges an error"),
            ),
            Field("affidavit", Flag(), Text("la demande est sous serment", "the application is sworn")),
            Field("filed", Day(), Text("le dépôt de la demande", "the application is filed")),
            Field("stay_asked", Flag(), Text("la suspension est demandée", "a stay is asked for")),
        ),
        order=(("judgment", "on"), ("judgment", "known"), ("judgment", "filed")),
    ),
    answers_from=date(2016, 1, 1),
)

OUTCOME = {
    "may_ask": Text("la rétractation peut encore être demandée", "revocation may still be asked for"),
    "last_day": Text("le dernier jour pour demander", "the last day to ask"),
    "known_limit": Text("les jours depuis que le jugement est connu", "the limit from the day it became known"),
    "six_month_limit": Text("les six mois depuis le jugement", "the six months from the judgment"),
    "execution_stayed": Text("la demande suspend l'exécution", "asking stays execution"),
    "unmet": Text("les normes qui ne sont pas respectées", "the norms that are not met"),
    "undetermined": Text("les normes qui ne peuvent pas être pesées", "the norms that cannot be weighed"),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
}


def weigh_revocation(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on a revocation."""
    weighed = weigh_norms(weighing, RULES, CONDITIONS, facts, facts["judgment"])
    known, latest = limits(weighing, facts)
    return weighing.decide(
        {
            "may_ask": None if list(weighed.unmet) == ["ccp/a346-ground"] else weighed.all_hold,
            "last_day": None if known is None else min(known.day, latest.day),
            "known_limit": known and known.day,
            "six_month_limit": latest.day,
            "execution_stayed": False,
            "unmet": weighed.unmet,
            "undetermined": weighed.undetermined,
            "needed": weighed.needed,
        }
    )


QUESTION = Question(
    id="small-claims/revocation",
    title=Text("Peut-on encore faire annuler un jugement par défaut?", "May a default judgment still be set aside?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_revocation,
)
