"""family-mediation/undertaking: by when the undertaking has to be completed, whether it is, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parvis.law.kernel.decision import Decision, Reading, Weighing
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.questions.family_mediation.undertaking_facts import FACTS, OUTCOME
from parvis.law.texts.c25_01_r0_7.undertaking import weigh_undertaking
from parvis.law.texts.c25_01_r0_7.undertaking_case import Case, case_of

READINGS = (
    Reading(
        "global_partition_rule",
        ("one_of_two", "both"),
        Text(
            "Le partage d'un patrimoine familial est exigé dans une des deux médiations globales, ou dans les deux.",
            "The partition of a family patrimony is required in one of the two global mediations, or in both.",
        ),
    ),
    Reading(
        "object_coverage_base",
        ("all10", "agreed5"),
        Text(
            "Chaque objet se compte parmi tous les mandats, ou parmi ceux qui ont une entente complète.",
            "Each object is counted among all the mandates, or among those with a full agreement.",
        ),
    ),
    Reading(
        "reduced_agreement_count",
        ("5", "3"),
        Text(
            "Dans l'engagement réduit, 5 mandats se terminent par une entente complète, ou la moitié (3).",
            "In the reduced undertaking, 5 mandates end in a full agreement, or half of them (3).",
        ),
    ),
    Reading(
        "complementary_subject",
        ("a_person", "economic_legal_tax", "psychosocial", "either"),
        Text(
            "Les sujets des 30 heures quand le texte n'en nomme pas: une personne les choisit, ou ce qu'elle a choisi.",
            "The subjects of the 30 hours where the text names none: a person chooses them, or what was chosen.",
        ),
    ),
)


def outcome_of(case: Case) -> dict[str, Any]:
    """The outcome as the contract fixes it, once every unit has been weighed."""
    return {
        "deadline": case.term.deadline,
        "status": case.status,
        "mandates_counted": len(case.tally.mandates),
        "full_agreements": case.tally.full,
        "global_mandates": case.tally.four,
        "supervision_met": case.supervision_met,
        "objects_met": case.objects_met,
        "complementary_hours": {
            "process_negotiation": case.hours.process,
            "complementary": case.hours.complementary,
        },
        "missing": sorted(case.missing),
    }


def decide_undertaking(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on the undertaking as it stands on the day of the question."""
    case = case_of(weighing, facts)
    weigh_undertaking(weighing, case)
    return weighing.decide(outcome_of(case))


QUESTION = Question(
    id="family-mediation/undertaking",
    title=Text(
        "Où en est l'engagement d'une médiatrice ou d'un médiateur familial?",
        "How does the undertaking of a family mediator stand?",
    ),
    facts=FACTS,
    outcome=OUTCOME,
    rule=decide_undertaking,
    readings=READINGS,
)
