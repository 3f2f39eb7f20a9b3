"""family-mediation/standing: follows a certification from event to event, and answers the last request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Reading, Weighing
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Verdict
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions.family_mediation.standing_facts import FACTS, OUTCOME
from parvis.law.texts.c25_01_r0_7.application import fee_verdict
from parvis.law.texts.c25_01_r0_7.certification import R07
from parvis.law.texts.c25_01_r0_7.certifiers import NOTICE_UNDER, NOTICES, Act
from parvis.law.texts.c25_01_r0_7.standing import EXACTLY_5_YEARS, REQUESTS, STEPS, Return, returning
from parvis.law.texts.c25_01_r0_7.standing_course import CANCELLING, DECISIONS, GROUNDS, Asked, Course, Step, replayed

#: The first day of the wording that is applied; what happened before is weighed under it.
FIRST = FACTS.answers_from

_UNMET = Text(
    "La personne n'a pas montré qu'elle a respecté son engagement: l'accréditeur décide de suspendre ou de révoquer.",
    "The person has not shown compliance with the undertaking: the certifier decides whether to suspend or to revoke.",
)
_DECIDED = Text(
    "Le texte ne choisit pas entre suspendre et révoquer pour un engagement non respecté. L'accréditeur a décidé le "
    "{day}.",
    "The text does not choose between suspension and revocation for an undertaking not complied with. The certifier "
    "decided on {day}.",
)
_VERY_DAY = Text(
    "Le texte dit « moins de 5 ans » et « plus de 5 ans »: le jour même des 5 ans, l'accréditeur tranche.",
    "The text says “less than 5 years” and “more than 5 years”: on the very day of 5 years, the certifier decides.",
)
_ADAPTATIONS = Text(
    "L'article 4.1 s'applique avec les adaptations nécessaires: l'accréditeur dit lesquelles, et le temps qui reste.",
    "Section 4.1 applies with the necessary adaptations: the certifier says which, and how much time is left.",
)
_SANCTIONED = Text(
    "Une sanction était inscrite le jour de la demande: l'accréditeur dit si l'accréditation peut revenir.",
    "A sanction was on record on the day of the request: the certifier says whether certification may be granted again.",
)


def weigh_standing(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on the standing of one certification on the day of the question."""
    course = replayed(facts["events"], facts["on"])
    for step in course.steps:
        _weigh_step(weighing, step)
    _leave_the_undertaking(weighing, course)
    notices = sorted((step.index, step.effect) for step in course.steps if step.effect in NOTICE_UNDER)
    return weighing.decide(
        {
            "status": course.status,
            "since": course.since,
            "on_request": _answered(weighing, course.requests[-1]) if course.requests else None,
            "notices_to_minister": [{"event": index, "kind": kind} for index, kind in notices],
        }
    )


def _law_of(day: date) -> date:
    """The day whose law is applied: earlier facts are accepted, and weighed under the first wording known."""
    return max(day, FIRST)


def _weigh(weighing: Weighing, norm: str, day: date, verdict: Verdict) -> None:
    weighing.weigh(norm, day=_law_of(day), holds=verdict.holds, because=verdict.because, facts=verdict.facts)


def _weigh_step(weighing: Weighing, step: Step) -> None:
    """The norms of ss. 6, 7 and 9 for one event."""
    if step.effect in NOTICE_UNDER:
        norm = NOTICE_UNDER[step.effect]
        act = Act(step.effect, step.day, step.pointer)
        _weigh(weighing, norm, step.day, NOTICES.at(norm, _law_of(step.day))(act))
    for unit in _units_of(step):
        norm = f"{R07}/{unit}"
        _weigh(weighing, norm, step.day, STEPS.at(norm, _law_of(step.day))(step))


def _units_of(step: Step) -> tuple[str, ...]:
    """The units of ss. 7 and 9 that an event brings into play."""
    if step.type == "undertaking_completed":
        return ("s7-al1-p3-proof",)
    if step.type == "undertaking_unmet":
        return ("s7-al1-p3", "s7-al1-p3-proof", "s7-al1-duty")
    if step.type in CANCELLING:
        return (GROUNDS[step.type], "s9-al1-timing", "s9-al2") if step.effect else (GROUNDS[step.type],)
    if step.effect == "lifted":
        return ("s7-al2-temp",)
    if step.type not in GROUNDS:
        return ()
    effect = {"suspended": ("s7-al2-temp",), "revoked": ("s7-al2-perm",)}.get(step.effect, ())
    if step.type in DECISIONS:
        return (GROUNDS[step.type],)
    return (GROUNDS[step.type], "s7-al1-duty", *effect)


def _leave_the_undertaking(weighing: Weighing, course: Course) -> None:
    """S. 7, par. 1, subpar. 3: whether to suspend or to revoke is a person's decision, made or still to be made.

    A decision answers the unmet undertakings recorded before it, not one recorded since.
    """
    left: Text | None = None
    for step in course.steps:
        if step.effect == "left":
            left = _UNMET
        elif step.type in DECISIONS and left is not None:
            left = _DECIDED.fill(day=short_date(step.day))
    if left is not None:
        weighing.leave_to_a_person(f"{R07}/s7-al1-p3", left)


def _answered(weighing: Weighing, asked: Asked) -> str | None:
    """What the request leads to (s. 9.1), on what there was on its day."""
    if asked.status in ("none", "revoked"):
        return _new_application(weighing, asked)
    request = returning(weighing, asked, _law_of(asked.day))
    if not _asks(weighing, request, "s91-scope"):
        return None
    if asked.sanctioned:
        weighing.leave_to_a_person(f"{R07}/s91-scope", _SANCTIONED)
    again = _asks(weighing, request, "s91-p1-case")
    with_training = _asks(weighing, request, "s91-p2-case")
    within = _asks(weighing, request, "s91-p3-2y")
    for unit in ("s91-p3-case", "s91-p3-else"):
        _asks(weighing, request, unit)
    if asked.day == request.five_years:
        weighing.leave_to_a_person(f"{R07}/s91-p1-case", _VERY_DAY)
    if again:
        _asks(weighing, request, "s91-p1-fee")
        return "certify_again"
    if with_training:
        _asks(weighing, request, "s91-p2-dead")
        _asks(weighing, request, "s91-p2-fee")
        return "certify_with_training"
    if within:
        weighing.leave_to_a_person(f"{R07}/s91-p3-case", _ADAPTATIONS)
        return "section_4_1"
    return _new_application(weighing, asked)


def _asks(weighing: Weighing, request: Return, unit: str) -> bool | None:
    norm = f"{R07}/{unit}"
    verdict = REQUESTS.at(norm, request.day)(weighing, request)
    _weigh(weighing, norm, request.day, verdict)
    return verdict.holds


def _new_application(weighing: Weighing, asked: Asked) -> str:
    """Section 1 in full, with the fee of s. 4; after a revocation, s. 9.1 is weighed and does not hold."""
    day = _law_of(asked.day)
    if asked.status == "revoked":
        _asks(weighing, Return(asked, day, None, None), "s91-scope")
    fee = fee_verdict(weighing, asked.fee_paid, day, f"/events/{asked.index}/fee_paid")
    _weigh(weighing, f"{R07}/s4-al2-fee", day, fee)
    return "new_application"


QUESTION = Question(
    id="family-mediation/standing",
    title=Text(
        "Où en est cette accréditation, et que donne une demande?",
        "Where does this certification stand, and what does a request lead to?",
    ),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_standing,
    readings=(
        Reading(
            EXACTLY_5_YEARS,
            ("certify_again", "certify_with_training"),
            Text(
                "une demande faite le jour même des 5 ans suit la règle de « moins de 5 ans » ou celle de « plus de 5 ans »",
                "a request made on the very day of 5 years follows the rule of “less than 5 years” or of “more than 5”",
            ),
        ),
    ),
)
