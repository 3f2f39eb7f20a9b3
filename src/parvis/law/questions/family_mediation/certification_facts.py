"""family-mediation/certification: the facts of an application for certification, and what is answered.

Facts (a JSON object; all are required; only `eligible_for_order` may be null, which is "not attested"):

    {"on": "2012-03-01",                    // the day the complete application is received
     "certifier": "barreau",                // barreau | notaires | orientation | psychologues | travailleurs_sociaux
                                            // | psychoeducateurs (since 2012-12-01) | cpej (board of an institution)
     "memberships": ["barreau"],            // orders of which the applicant is a member
     "cpej_employee": false,                // employed by the institution to do the work of mediator
     "eligible_for_order": null,            // for route B: true where eligibility for a listed order is attested
     "background": "legal",                 // legal | psychosocial | both | other (university training)
     "experience_months": 40,
     "basic_training": {"completed": "2010-05-01",
       "hours": {"economic_legal_tax": 8, "psychosocial": 18, "process_negotiation": 28, "family_violence": 6},
       "post_breakup_awareness": 3},        // hours, inside psychosocial: never more than those
     "undertaking_signed": true,
     "first_supervisor": {"name": "…", "certified": true, "mandates_completed": 45},
     "fee_paid": "65.00", "supporting_documents": true, "affidavit": true}

Outcome:

    {"certify": true, "unmet": [], "competent_certifier": true, "undertaking_deadline": "2014-03-01"}

Decisions where the contract is silent:

- Only `on` has to be in range: a course completed before 2002-06-24 is a fact like another.
- A course completed after `on` fails the window (s1-p2-window) alone: its hours are not weighed.
- A name that is blank names nobody (s4-al2-superv); the supervisor's quality is weighed all the same.
- Hours are whole; more hours of awareness than of the group that they are part of are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.facts import (
    Amount,
    Day,
    Fault,
    Field,
    Flag,
    Items,
    Kind,
    Number,
    OneOf,
    Reason,
    Record,
    Schema,
    pointer,
)
from parvis.law.kernel.kinds import Words
from parvis.law.kernel.text import Text
from parvis.law.texts.c25_01_r0_7.certification import INSTITUTION, SIX_ORDERS

GROUPS = {
    "economic_legal_tax": Text("aspects économiques, légaux et fiscaux", "economic, legal and tax aspects"),
    "psychosocial": Text("aspects psychologiques et psychosociaux", "psychological and psychosocial aspects"),
    "process_negotiation": Text("processus de médiation et négociation", "mediation process and negotiation"),
    "family_violence": Text("violence dans la famille", "violence in the family"),
}
_MOST_HOURS = 5_000


_MORE_THAN_THE_WHOLE = Reason(
    "more_than_the_psychosocial_hours",
    "at most the psychosocial hours of which they are part ({hours})",
    Text(
        "Ces heures font partie des heures psychosociales : elles ne peuvent pas être plus nombreuses.",
        "These hours are part of the psychosocial hours: they cannot be more.",
    ),
)


def _awareness_inside(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """The hours of awareness are part of the psychosocial hours (s. 2, par. 1, subpar. 2)."""
    inside = facts["hours"]["psychosocial"]
    if facts["post_breakup_awareness"] > inside:
        yield _MORE_THAN_THE_WHOLE.at(
            pointer(at, "post_breakup_awareness"), facts["post_breakup_awareness"], hours=inside
        )


def _required(name: str, kind: Kind, fr: str, en: str) -> Field:
    return Field(name, kind, Text(fr, en), required=True, nullable=False)


_HOURS = Record(tuple(Field(name, Number(0, _MOST_HOURS), doc, True, False) for name, doc in GROUPS.items()))
_TRAINING = Record(
    (
        _required("completed", Day(), "le jour où le cours de base s'est terminé", "the day the basic course ended"),
        _required("hours", _HOURS, "les heures, par groupe de sujets", "the hours, by group of subjects"),
        _required(
            "post_breakup_awareness",
            Number(0, _MOST_HOURS),
            "de ces heures, celles sur la vie après la rupture",
            "of those hours, the ones on life after the break-up",
        ),
    ),
    checks=(_awareness_inside,),
)
_SUPERVISOR = Record(
    (
        _required("name", Words(), "le nom inscrit sur la demande", "the name on the application"),
        _required("certified", Flag(), "accréditée ce jour-là", "certified on that day"),
        _required("mandates_completed", Number(0, 100_000), "mandats complétés", "mandates completed"),
    )
)

FACTS = Schema(
    Record(
        (
            _required(
                "on",
                Day(scheduled=True),
                "le jour où la demande complète est reçue",
                "the day the complete application is received",
            ),
            _required("certifier", OneOf((*SIX_ORDERS, INSTITUTION)), "à qui va la demande", "who is applied to"),
            _required(
                "memberships",
                Items(OneOf(SIX_ORDERS), most=20),
                "les ordres dont la personne est membre",
                "the orders of which the person is a member",
            ),
            _required(
                "cpej_employee",
                Flag(),
                "employée par l'établissement pour faire de la médiation",
                "employed by the institution to do the work of mediator",
            ),
            Field(
                "eligible_for_order",
                Flag(),
                Text(
                    "pour une employée d'établissement: l'admissibilité à un ordre nommé est attestée",
                    "for an employee of an institution: eligibility for a listed order is attested",
                ),
                required=True,
            ),
            _required(
                "background",
                OneOf(("legal", "psychosocial", "both", "other")),
                "la formation universitaire",
                "the university training",
            ),
            _required("experience_months", Number(0, 1_200), "mois d'expérience", "months of experience"),
            _required("basic_training", _TRAINING, "le cours de base", "the basic course"),
            _required("undertaking_signed", Flag(), "l'engagement est signé", "the undertaking is signed"),
            _required(
                "first_supervisor",
                _SUPERVISOR,
                "qui supervisera le premier mandat",
                "who will supervise the first mandate",
            ),
            _required("fee_paid", Amount(), "les frais payés", "the fee paid"),
            _required("supporting_documents", Flag(), "les pièces exigées sont jointes", "the documents are enclosed"),
            _required("affidavit", Flag(), "un affidavit appuie la demande", "an affidavit supports the application"),
        ),
    ),
    answers_from=date(2002, 6, 24),
    only_on=True,
)

OUTCOME = {
    "certify": Text("toutes les conditions sont remplies", "every condition is met"),
    "unmet": Text("les normes qui ne sont pas respectées", "the norms that do not hold"),
    "competent_certifier": Text(
        "la demande va à l'accréditeur qui peut la recevoir",
        "the application goes to the certifier that may receive it",
    ),
    "undertaking_deadline": Text(
        "le dernier jour de l'engagement si l'accréditation est accordée ce jour-là",
        "the last day of the undertaking if certification is granted on that day",
    ),
}
