"""family-mediation/court-referral: the time that a court gives for mediation, and when it begins (CCP 420 to 424).

Facts (null is "not known"):

    {"on": "2026-06-01",
     "decided": "2026-05-20",          // the day of the decision that stays the proceeding or adjourns the trial
     "mediator": "designated",         // designated (by the Service) | chosen (by the parties)
     "begun": null}                    // the day of the first meeting

Outcome:

    {"first_meeting_by": "2026-06-09", // the last day for the first meeting
     "begun_in_time": null,            // null: not begun, and that day has not passed
     "stay_ends_by": "2026-08-20",     // the longest stay, unless the parties consent to more; the decision may give less
     "stay_over": false}

The 20 days are prolonged where the last one is a closed day (CCP 83). The three months are a longest duration: the day is
given as counted. What the decision itself sets, and a longer stay by consent, come before these days: a person reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Day, Field, OneOf, Record, Schema
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.texts.c25_01.family_mediation import CHOSEN, DESIGNATED, RULES, STAY, first_meeting_by, stay_ends

_READ_THE_DECISION = Text(
    "La décision peut donner moins de temps; du consentement des parties, le tribunal peut en donner plus.",
    "The decision may give less time; with the parties' consent, the court may give more.",
)


def weigh_referral(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on the days that follow a court's decision."""
    decided, begun, on = facts["decided"], facts["begun"], facts["on"]
    if decided is None:  # it lies after the day of the question: nothing runs yet
        return weighing.decide(
            {"first_meeting_by": None, "begun_in_time": None, "stay_ends_by": None, "stay_over": False}
        )
    for norm in (STAY, DESIGNATED, CHOSEN):
        verdict = RULES.at(norm, decided)(weighing, facts, decided)
        weighing.weigh(norm, day=decided, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
    weighing.leave_to_a_person(STAY, _READ_THE_DECISION)
    by, ends = first_meeting_by(weighing, decided), stay_ends(weighing, decided)
    in_time = begun <= by if begun is not None else False if on > by else None
    return weighing.decide(
        {"first_meeting_by": by, "begun_in_time": in_time, "stay_ends_by": ends, "stay_over": on > ends}
    )


QUESTION = Question(
    id="family-mediation/court-referral",
    title=Text(
        "Le tribunal envoie en médiation familiale: combien de temps?",
        "The court refers to family mediation: for how long?",
    ),
    facts=Schema(
        Record(
            (
                ON,
                Field("decided", Day(), Text("le jour de la décision", "the day of the decision"), True, False),
                Field(
                    "mediator",
                    OneOf(("designated", "chosen")),
                    Text(
                        "le médiateur: désigné par le Service ou choisi",
                        "the mediator: designated by the Service or chosen",
                    ),
                ),
                Field("begun", Day(), Text("la première rencontre a eu lieu le", "the first meeting was held on")),
            ),
            order=(("decided", "begun"),),
        ),
        answers_from=date(2016, 1, 1),
    ),
    outcome={
        "first_meeting_by": Text("le dernier jour pour la première rencontre", "the last day for the first meeting"),
        "begun_in_time": Text("la première rencontre a eu lieu à temps", "the first meeting was held in time"),
        "stay_ends_by": Text("la fin de la plus longue suspension", "the end of the longest stay"),
        "stay_over": Text("cette suspension est finie", "that stay is over"),
    },
    rule=weigh_referral,
)
