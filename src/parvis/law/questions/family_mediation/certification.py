"""family-mediation/certification: weighs every condition of sections 1, 2 (par. 1) and 4 on one application."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Decision, Reading, Weighing
from parvis.law.kernel.period import Period
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions.family_mediation.certification_facts import FACTS, OUTCOME
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_7 import application, certification
from parvis.law.texts.c25_01_r0_7.certification import AGGREGATES, AWARENESS_KEPT, R07, TOTAL_KEPT, WINDOW_ANCHOR

_OF_THE_APPLICANT = (
    "s1-p1-order",
    "s1-p1-cpej",
    "s1-p1-cpej-elig",
    "s1-p2-hours",
    "s1-p2-window",
    "s1-p3-exp",
    "s1-p4-undertake",
    "s1-p4-supervisor",
    "s2-al1-p1",
    "s2-al1-p1-exc",
    "s2-al1-p2",
    "s2-al1-p2-sub",
    "s2-al1-p2-exc",
    "s2-al1-p3",
    "s2-al1-p4",
)
_OF_THE_APPLICATION = (
    "s4-al1-order",
    "s4-al1-cpej",
    "s4-al2-superv",
    "s4-al2-fee",
    "s4-al2-docs",
    "s4-al2-aff",
)
CONDITIONS: tuple[tuple[str, Rulebook[ConditionRule]], ...] = (
    *((f"{R07}/{unit}", certification.RULES) for unit in _OF_THE_APPLICANT),
    *((f"{R07}/{unit}", application.RULES) for unit in _OF_THE_APPLICATION),
)
_CERTIFIER = (f"{R07}/s4-al1-order", f"{R07}/s4-al1-cpej")
_CUMULATIVE = (f"{R07}/s2-al1-scope", f"{R07}/s1-cumul")
_DEADLINE = f"{R07}/s1-p4-deadline"
RULES: Rulebook[Any] = Rulebook(LAW.norms)

_UNTIL = Text(
    "Accordée le {on}, l'accréditation laisse {years} pour l'engagement: jusqu'au {last}, ce jour compris.",
    "Granted on {on}, the certification leaves {years} for the undertaking: until {last}, that day included.",
)


def weigh_certification(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on an application: every condition, then what only says that they are cumulative."""
    day: date = facts["on"]
    verdicts: dict[str, Verdict] = {}
    for norm, rules in CONDITIONS:
        verdict = verdicts[norm] = rules.at(norm, day)(weighing, facts, day)
        weighing.weigh(norm, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
    unmet = sorted(norm for norm, verdict in verdicts.items() if verdict.holds is False)
    for norm in _CUMULATIVE:
        verdict = AGGREGATES.at(norm, day)(verdicts)
        weighing.weigh(norm, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
    return weighing.decide(
        {
            "certify": not unmet,
            "unmet": unmet,
            "competent_certifier": any(verdicts[norm].holds is True for norm in _CERTIFIER),
            "undertaking_deadline": None if unmet else _deadline(weighing, day),
        }
    )


@RULES.encodes(_DEADLINE)
def _deadline(weighing: Weighing, day: date) -> date:
    """S. 1, subpar. 4: the last day of the undertaking, were certification granted on the day of the application."""
    period = cast(Period, weighing.parameter(_DEADLINE, day=day))
    last = period.after(day)
    because = _UNTIL.fill(on=short_date(day), last=short_date(last), years=period.text())
    weighing.weigh(_DEADLINE, day=day, holds=True, because=because, facts=("/on",))
    return last


QUESTION = Question(
    id="family-mediation/certification",
    title=Text(
        "Cette personne peut-elle être accréditée en médiation familiale?",
        "May this person be certified in family mediation?",
    ),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_certification,
    readings=(
        Reading(
            WINDOW_ANCHOR,
            ("completion", "whole_course"),
            Text(
                "ce qui doit tomber dans les 5 ans avant la demande: la fin du cours, ou le cours entier",
                "what must fall in the 5 years before the application: the end of the course, or the whole course",
            ),
        ),
        Reading(
            AWARENESS_KEPT,
            ("true", "false"),
            Text(
                "les 3 heures sur la vie après la rupture restent exigées quand le minimum du groupe descend à 6 heures",
                "the 3 hours on life after the break-up stay required where the minimum of the group goes down to 6",
            ),
        ),
        Reading(
            TOTAL_KEPT,
            ("true", "false"),
            Text(
                "les 60 heures en tout restent exigées quand le minimum d'un groupe descend à 6 heures",
                "the 60 hours in all stay required where the minimum of a group goes down to 6",
            ),
        ),
    ),
)
