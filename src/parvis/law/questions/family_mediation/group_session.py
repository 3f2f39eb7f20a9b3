"""family-mediation/group-session: whether these mediators may give a group session on parenting and mediation (CCP 419).

Facts:

    {"on": "2026-06-01",
     "mediators": [{"profession": "lawyer", "certified": true},       // lawyer | notary | retired_lawyer | other
                   {"profession": "other", "certified": true}]}       // certified: on the day of the session

Outcome:

    {"may_be_given": true, "unmet": []}

The text asks for two mediators and for one of the two to be a lawyer or a notary. A retired lawyer is counted with the others:
the article does not name them. Before 2016 another Code applied, whose articles on the session were not seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Day, Field, Flag, Items, OneOf, Record, Schema
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.texts.c25_01.group_session import GIVEN_BY, RULES

PROFESSIONS = ("lawyer", "notary", "retired_lawyer", "other")


def weigh_group_session(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on the mediators of one session."""
    day = facts["on"]
    verdict = RULES.at(GIVEN_BY, day)(weighing, facts, day)
    weighing.weigh(GIVEN_BY, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
    return weighing.decide({"may_be_given": bool(verdict.holds), "unmet": [] if verdict.holds else [GIVEN_BY]})


_MEDIATOR = Record(
    (
        Field("profession", OneOf(PROFESSIONS), Text("la profession", "the profession"), True, False),
        Field("certified", Flag(), Text("accréditée ce jour-là", "certified on that day"), True, False),
    )
)

QUESTION = Question(
    id="family-mediation/group-session",
    title=Text(
        "Qui peut donner une séance de groupe sur la parentalité et la médiation?",
        "Who may give a group session on parenting and mediation?",
    ),
    facts=Schema(
        Record(
            (
                Field("on", Day(scheduled=True), Text("le jour de la séance", "the day of the session"), True, False),
                Field(
                    "mediators",
                    Items(_MEDIATOR, most=10),
                    Text("les médiateurs qui la donnent", "the mediators who give it"),
                    True,
                    False,
                ),
            ),
        ),
        answers_from=date(2016, 1, 1),
    ),
    outcome={
        "may_be_given": Text("ces médiateurs peuvent la donner", "these mediators may give it"),
        "unmet": Text("les normes qui ne sont pas respectées", "the norms that are not met"),
    },
    rule=weigh_group_session,
)
