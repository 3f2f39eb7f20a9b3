"""small-claims/award: what an arbitrator's award is worth, on what grounds it may be annulled, and how it is executed.

Facts (null, or left out where it may be, is "not known" or "has not happened"):

    {"on": "2026-06-15",
     "award": "2026-05-20",                 // the day of the award
     "notified": "2026-05-25",              // the award was notified to this party
     "filed": "2026-05-25",                 // the arbitrator filed it with the court office
     "homologated": null,
     "alleged": ["not_informed_or_heard"],  // what is said against it: incapacity | invalid_recourse |
                                            // rules_not_followed | not_informed_or_heard | outside_the_arbitration
                                            // | wrong_decision | new_evidence | other; []: nothing; null: not known
     "annulment_asked": null}               // the day the annulment was asked for

Outcome:

    {"binds": true,
     "session_private": true, "award_public": true,
     "recognized": ["not_informed_or_heard"], "not_recognized": [],
     "annulment_possible": true,            // a ground that the text names, in time; a court decides. False; null: not known
     "annulment_by": "2026-08-25",          // null before notification
     "enforceable": false,                  // forced execution is open; the days before it: small-claims/execution
     "unmet": ["ccp/a645-homologation"], "undetermined": [], "needed": []}

Reading: `award-execution` (homologation | filing).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Day, Field, Items, OneOf, Record, Schema
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.questions.execution_facts import AWARD_EXECUTION
from parvis.law.questions.judgment_conditions import Weighed, weigh_norms
from parvis.law.texts.c25_01.award import CONDITIONS, GROUNDS, NO_GROUNDS, RULES, day_to_annul

FACTS = Schema(
    Record(
        (
            ON,
            Field("award", Day(scheduled=True), Text("le jour de la sentence", "the day of the award"), True, False),
            Field("notified", Day(), Text("la sentence est notifiée", "the award is notified"), True),
            Field("filed", Day(), Text("le dépôt au greffe", "the award is filed")),
            Field("homologated", Day(), Text("l'homologation", "the homologation")),
            Field(
                "alleged",
                Items(OneOf((*GROUNDS, *NO_GROUNDS)), most=len(GROUNDS) + len(NO_GROUNDS)),
                Text("ce qui est reproché à la sentence", "what is said against the award"),
            ),
            Field("annulment_asked", Day(), Text("l'annulation est demandée", "the annulment is asked for")),
        ),
        order=(
            ("award", "on"),
            ("award", "notified"),
            ("award", "filed"),
            ("award", "homologated"),
            ("award", "annulment_asked"),
        ),
    ),
    answers_from=date(2023, 11, 23),
)

OUTCOME = {
    "binds": Text("la sentence lie les parties", "the award binds the parties"),
    "session_private": Text("la séance est privée", "the session is private"),
    "award_public": Text("la sentence est publique", "the award is public"),
    "recognized": Text("les motifs que le texte reconnaît", "the grounds that the text names"),
    "not_recognized": Text("ce qui n'est pas un motif", "what is no ground"),
    "annulment_possible": Text("l'annulation peut être demandée", "annulment may be asked for"),
    "annulment_by": Text("le dernier jour pour la demander", "the last day to ask for it"),
    "enforceable": Text("l'exécution forcée est ouverte", "forced execution is open"),
    "unmet": Text("les normes qui ne sont pas respectées", "the norms that are not met"),
    "undetermined": Text("les normes qui ne peuvent pas être pesées", "the norms that cannot be weighed"),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
}


def weigh_award(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on an award."""
    weighed = weigh_norms(weighing, RULES, CONDITIONS, facts, facts["award"])
    alleged, notified = facts["alleged"] or (), facts["notified"]
    return weighing.decide(
        {
            "binds": True,
            "session_private": weighed.holds("quebec.ca/arbitration-session"),
            "award_public": weighed.holds("ccp/a556-arbitration"),
            "recognized": [each for each in GROUNDS if each in alleged],
            "not_recognized": [each for each in NO_GROUNDS if each in alleged],
            "annulment_possible": _annulment_possible(facts, weighed),
            "annulment_by": None if notified is None else day_to_annul(weighing, notified).day,
            "enforceable": _enforceable(facts, weighed),
            "unmet": weighed.unmet,
            "undetermined": weighed.undetermined,
            "needed": weighed.needed,
        }
    )


def _annulment_possible(facts: Mapping[str, Any], weighed: Weighed) -> bool | None:
    """A ground that the text names, and in time; None where one of the two is not known."""
    ground, in_time = weighed.holds("c25.01-r0.6.1/s31-annulment"), weighed.holds("ccp/a648-annulment-time")
    if facts["alleged"] == [] or ground is False or in_time is False:
        return False
    return None if ground is None or in_time is None else True


def _enforceable(facts: Mapping[str, Any], weighed: Weighed) -> bool | None:
    """Homologated, or filed where the reading says that filing suffices."""
    holds = weighed.holds("ccp/a645-homologation")
    return facts["filed"] is not None if holds is None else holds


QUESTION = Question(
    id="small-claims/award",
    title=Text("Que vaut la sentence de l'arbitre?", "What is the arbitrator's award worth?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_award,
    readings=(AWARD_EXECUTION,),
)
