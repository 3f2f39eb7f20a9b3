"""small-claims/confidentiality: who may know what of a mediation or an arbitration.

Facts:

    {"on": "2026-06-01",
     "day": null,                              // the day of what happened, was said or was filed; null: on
     "who": "judge",                           // party | other_party | mediator | helper | arbitrator | judge | clerk |
                                               // mediation_service | certifier | public | statistics | researcher
     "what": "said",                           // mediation_held | mediation_when | mediation_with_whom |
                                               // mediation_outcome | absence | said | written | documents | offers |
                                               // private_session | settlement_terms | mediator_report |
                                               // victim_certificate | victim_ground | exemption_ground |
                                               // screening_answers | fees_and_hours | award | arbitration_session
     "conditions": []}                         // those that are met: agreement | law_requires | safety |
                                               // mediator_defence | proof_of_settlement | agreement_filed |
                                               // informant_consents | all_consented | research | pilot_research

`party` is the one concerned: who said, received, answered or filed it.

Outcome:

    {"may_know": false,                        // true | false | null (no text seen says: it is not shown)
     "unless": ["agreement", "law_requires"],  // the conditions that would open it
     "because": {"fr": …, "en": …},
     "conditions": {"agreement": {"fr": …, "en": …}},   // what these conditions are
     "norms": ["ccp/a4"]}

`parvis.law.texts.c25_01.confidentiality.table_for(day)` gives the whole table of a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Day, Field, Items, OneOf, Record, Schema
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.texts.c25_01.confidentiality import FIRST_DAY, reason_of, table, weigh_cell

_TABLE = table()

FACTS = Schema(
    Record(
        (
            ON,
            Field(
                "day",
                Day(),
                Text("le jour de ce qui s'est passé; null: on", "the day of what happened; null: on"),
            ),
            Field("who", OneOf(tuple(_TABLE.who)), Text("qui veut savoir", "who wants to know"), True, False),
            Field("what", OneOf(tuple(_TABLE.what)), Text("quoi", "what"), True, False),
            Field(
                "conditions",
                Items(OneOf(tuple(_TABLE.conditions)), most=len(_TABLE.conditions)),
                Text("les conditions remplies", "the conditions that are met"),
                True,
                False,
            ),
        )
    ),
    answers_from=FIRST_DAY,
)

OUTCOME = {
    "may_know": Text("si elle peut le savoir", "whether it may be known"),
    "unless": Text("les conditions qui le permettraient", "the conditions that would allow it"),
    "because": Text("pourquoi", "why"),
    "conditions": Text("ce que sont ces conditions", "what these conditions are"),
    "norms": Text("les normes de la case", "the norms of the cell"),
}


def weigh_confidentiality(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on one cell of the table."""
    day = facts["day"] or facts["on"]
    cell = _TABLE.at(facts["who"], facts["what"], day)
    may_know = weigh_cell(weighing, cell, facts["conditions"], day)
    return weighing.decide(
        {
            "may_know": may_know,
            "unless": list(cell.unless),
            "because": reason_of(cell, facts["conditions"]),
            "conditions": {each: _TABLE.conditions[each].name for each in cell.unless},
            "norms": list(cell.norms),
        }
    )


QUESTION = Question(
    id="small-claims/confidentiality",
    title=Text("Qui peut savoir ce qui se passe en médiation?", "Who may know what takes place in mediation?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_confidentiality,
)
