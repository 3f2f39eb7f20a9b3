"""family-mediation/information-session: whether a person attends the parenting and mediation session (CCP 417).

Facts (null is "not known"):

    {"on": "2026-06-01",
     "children": true,                 // the interests of the parties and of their children are at stake
     "dispute": null,                  // the parties disagree and a court is to decide
     "certificate": "none",            // none | this_dispute | earlier_dispute | victim_service: what this person holds
     "court_ordered": false}           // optional, default false: the court ordered attendance all the same

Outcome:

    {"required": null,                 // before the case is tried; null where a fact is missing
     "exempt_by": null,                // the norm that exempts this person
     "open_exemptions": ["earlier_dispute", "victim_service"]}   // what would exempt this person

The session itself may always be attended. Each person is judged apart: the other party's certificate changes nothing.
Whether the court tries the case first (par. 3, since a day that was not seen) is for a judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Field, Flag, OneOf, Record, Schema
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.questions.family_mediation.couple_facts import CHILDREN
from parvis.law.texts.c25_01.family_mediation import (
    ATTENDANCE,
    EARLIER,
    EXCEPTION,
    ORDERED,
    RULES,
    SESSION,
    VICTIM,
)

CERTIFICATES = ("none", "this_dispute", "earlier_dispute", "victim_service")
_JUDGE_MAY_WAIT = Text(
    "Par exception, le tribunal peut instruire l'affaire d'abord: c'est une juge ou un juge qui le décide.",
    "By way of exception, the court may try the case first: a judge decides that.",
)


def weigh_session(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on one person's attendance."""
    day = facts["on"]
    found = {}
    for norm in ATTENDANCE:
        verdict = RULES.at(norm, day)(weighing, facts, day)
        weighing.weigh(norm, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
        found[norm] = verdict.holds
    exempt_by = next((norm for norm in (EARLIER, VICTIM) if found[norm]), None)
    required = found[SESSION]
    if exempt_by is not None:
        required = False
    elif required and found[EARLIER] is None:
        required = None
    if found[ORDERED]:
        required, exempt_by = True, None
    if required and weighing.norms.in_force(EXCEPTION, day):
        weighing.leave_to_a_person(EXCEPTION, _JUDGE_MAY_WAIT)
    may_exempt = required is not False and not found[ORDERED]
    exemptions = ["earlier_dispute", "victim_service"] if may_exempt else []
    return weighing.decide({"required": required, "exempt_by": exempt_by, "open_exemptions": exemptions})


QUESTION = Question(
    id="family-mediation/information-session",
    title=Text(
        "Qui doit suivre la séance sur la parentalité et la médiation?",
        "Who must attend the parenting and mediation session?",
    ),
    facts=Schema(
        Record(
            (
                ON,
                CHILDREN,
                Field(
                    "dispute", Flag(), Text("un tribunal doit trancher un désaccord", "a court is to decide a dispute")
                ),
                Field(
                    "certificate",
                    OneOf(CERTIFICATES),
                    Text("l'attestation de cette personne", "this person's certificate"),
                ),
                Field(
                    "court_ordered",
                    Flag(),
                    Text("le tribunal a ordonné la séance", "the court ordered the session"),
                    nullable=False,
                ),
            ),
        ),
        answers_from=date(2016, 1, 1),
    ),
    outcome={
        "required": Text("la séance vient avant l'instruction", "the session comes before the trial"),
        "exempt_by": Text("la norme qui exempte cette personne", "the norm that exempts this person"),
        "open_exemptions": Text("ce qui exempterait cette personne", "what would exempt this person"),
    },
    rule=weigh_session,
)
