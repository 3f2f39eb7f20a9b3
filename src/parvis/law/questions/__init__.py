"""What may be asked of the law. One function answers: the command line, the API and the pages all call it.

    answer("limits/prescription", {"on": "2026-06-01", …}, lang="fr", readings={}) -> dict   (the decide contract)

A question that cannot be weighed raises Refusal, whose `faults` hold every JSON Pointer with what was found and
what was expected.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Reason, Refusal, pointer, shown
from parvis.law.kernel.question import Question
from parvis.law.kernel.reasons import ONE_OF
from parvis.law.kernel.text import LANGUAGES, Text
from parvis.law.questions import (
    answering,
    award,
    confidentiality,
    counterclaim,
    court_fees,
    execution,
    formal_notice,
    hearing,
    interest,
    judgment,
    jurisdiction,
    mediation_route,
    prescription,
    representation,
    revocation,
    service,
    territory,
    timetable,
    warranty,
)
from parvis.law.questions.family_mediation import certification as family_certification
from parvis.law.questions.family_mediation import certifier_duties
from parvis.law.questions.family_mediation import court_referral as family_referral
from parvis.law.questions.family_mediation import entitlement as family_entitlement
from parvis.law.questions.family_mediation import fees as family_fees
from parvis.law.questions.family_mediation import fees_outside as family_fees_outside
from parvis.law.questions.family_mediation import group_session as family_group
from parvis.law.questions.family_mediation import information_session as family_session
from parvis.law.questions.family_mediation import standing as family_standing
from parvis.law.questions.family_mediation import undertaking as family_undertaking
from parvis.law.questions.family_mediation import undertaking_progress as family_progress
from parvis.law.questions.mediators import arbitrators as arbitrator_certification
from parvis.law.questions.mediators import certification as mediator_certification
from parvis.law.questions.mediators import fees as mediator_fees
from parvis.law.questions.mediators import mandate as arbitration_mandate
from parvis.law.questions.mediators import pilot as pilot_mediation
from parvis.law.questions.mediators import register as mediator_register
from parvis.law.texts import LAW

__all__ = ["QUESTIONS", "Refusal", "answer", "catalogue", "decide"]

QUESTIONS: Mapping[str, Question] = {
    module.QUESTION.id: module.QUESTION
    for module in (
        jurisdiction,
        territory,
        formal_notice,
        representation,
        court_fees,
        service,
        answering,
        counterclaim,
        mediation_route,
        prescription,
        interest,
        warranty,
        confidentiality,
        hearing,
        judgment,
        revocation,
        award,
        execution,
        timetable,
        mediator_certification,
        arbitrator_certification,
        mediator_fees,
        arbitration_mandate,
        mediator_register,
        pilot_mediation,
        family_certification,
        family_standing,
        certifier_duties,
        family_fees,
        family_fees_outside,
        family_entitlement,
        family_session,
        family_group,
        family_referral,
        family_undertaking,
        family_progress,
    )
}


_NO_READING = Reason(
    "no_reading",
    "one of no reading: there is none",
    Text("Cette question n’a qu’une lecture : n’en choisissez pas.", "This question has one reading: choose none."),
)
_LANGUAGE = Reason("no_such_language", "fr or en", Text("Choisissez fr ou en.", "Choose fr or en."))


def _readings(question: Question, chosen: Mapping[str, str]) -> dict[str, str]:
    known = {each.key: each for each in question.readings}
    faults = []
    for key, value in chosen.items():
        at = pointer("/readings", key)
        if key not in known:
            faults.append(
                ONE_OF.at(at, shown(value), values=", ".join(known)) if known else _NO_READING.at(at, shown(value))
            )
        elif value not in known[key].alternatives:
            faults.append(ONE_OF.at(at, shown(value), values=", ".join(known[key].alternatives)))
    if faults:
        raise Refusal(faults)
    return dict(chosen)


def decide(question: str, facts: object, readings: Mapping[str, str] | None = None) -> Decision:
    """The decision itself, in both languages; Refusal for an unknown question, facts or reading."""
    known = QUESTIONS.get(question)
    if known is None:
        raise Refusal([ONE_OF.at("/question", shown(question), values=", ".join(QUESTIONS))])
    chosen = _readings(known, readings or {})
    read = known.facts.read(facts)
    weighing = Weighing(
        question=known.id,
        on=read["on"],
        norms=LAW.norms,
        parameters=LAW.parameters,
        readings={each.key: each for each in known.readings},
        chosen=chosen,
        order=LAW.order,
    )
    return known.rule(weighing, read)


def answer(question: str, facts: object, lang: str = "fr", readings: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The decision as the contract writes it, its reasons in `lang`; Refusal where it cannot be weighed."""
    if lang not in LANGUAGES:
        raise Refusal([_LANGUAGE.at("/lang", shown(lang))])
    return decide(question, facts, readings).as_json(lang)


def catalogue(lang: str = "fr") -> list[dict[str, Any]]:
    """Every question with the facts it takes and what it answers."""
    return [question.described(lang) for question in QUESTIONS.values()]
