"""small-claims/arbitrator-certification: whether a person may be certified as an arbitrator, or keeps a presumed certification.

Facts (null is "not known"; for an event, that it has not happened; what is left out is the same):

    {"on": "2024-06-01",
     "profession": "lawyer",                   // lawyer | retired_lawyer | notary | cpa | other
     "certifier": "barreau",                   // barreau | notaires | cpa | other: the body that is asked
     "member_since": "2015-06-01",             // member of the order since
     "insured": true,                          // professional liability insurance with the order
     "training": {"hours": 35, "under_certifier": true, "subjects": ["conduct", "evidence_and_procedure",
        "duties_and_ethics", "matters_of_the_division", "award", "small_claims_rules", "information_technology"]},
     "continuing_training_met": null,          // for a person already certified; null at a first certification
     "civil_arbitrator_since": null,           // certified by the Barreau as an arbitrator in civil matters since
     "top_up": {"hours": 10, "completed": "2025-05-01"}}    // the top-up training of such a person

Outcome:

    {"certify": true,                          // true | false | null
     "basis": "training",                      // training (s. 33) | deemed (transitional provisions) | null
     "five_years_on": "2020-06-01",            // the first day on which the five years are full; null: not known
     "top_up": "not_needed",                   // not_needed | open | completed | lapsed
     "top_up_deadline": null,                  // the last day of the three years (2026-11-23), where it matters
     "unmet": [], "undetermined": [], "needed": []}

Whoever the Barreau had certified as an arbitrator in civil matters before 2023-11-23 is presumed certified: sections 33 and 34
are then null, save continuing training. Ten hours are due within three years; the last day is inside. Once lapsed, section 33
applies in full. The transitional provisions themselves were not seen: they are told as the Barreau tells them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Day, Field, Flag, Number, OneOf, Record, Schema
from parvis.law.kernel.period import Period
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Rulebook, Verdict
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions.mediators.certification import CERTIFIERS, PROFESSIONS, decided, training_of
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_6_1.certification import ARBITRATION_SUBJECTS, ARBITRATOR, R061
from parvis.law.texts.c25_01_r0_6_1.certification import RULES as CONDITIONS
from parvis.law.texts.c25_01_r0_6_1.route import REGULATION

RULES: Rulebook[Any] = Rulebook(LAW.norms)

_PRESUMED = Text("L'accréditation est présumée.", "Certification is presumed.")
_DEEMED = Text(
    "Arbitre accrédité par le Barreau en matière civile depuis le {since}, avant le règlement.",
    "Certified by the Barreau as an arbitrator in civil matters since {since}, before the regulation.",
)
_NOT_DEEMED = Text(
    "Aucune accréditation du Barreau en matière civile avant le règlement.",
    "No certification by the Barreau in civil matters before the regulation.",
)
_TOP_UP = {
    "open": Text(
        "Heures d'appoint encore à suivre, le {last} au plus tard: {hours}.",
        "Hours of top-up training still due, by {last} at the latest: {hours}.",
    ),
    "completed": Text("La formation d'appoint a été suivie à temps.", "The top-up training was taken in time."),
    "lapsed": Text(
        "Heures d'appoint qui manquaient le {last}: {hours}. La présomption a pris fin.",
        "Hours of top-up training that were missing on {last}: {hours}. The presumption has ended.",
    ),
}

_TOP_UP_FACTS = Record(
    (
        Field("hours", Number(0, 2000), Text("les heures suivies", "the hours taken"), True, False),
        Field("completed", Day(), Text("le jour où elle est finie", "the day it was completed"), True, False),
    ),
    dated_by="completed",
)

FACTS = Schema(
    Record(
        (
            Field("on", Day(scheduled=True), Text("le jour de la demande", "the day of the request"), True, False),
            Field("profession", OneOf(PROFESSIONS), Text("la profession", "the profession"), True, False),
            Field(
                "certifier",
                OneOf(CERTIFIERS),
                Text("l'organisme à qui on demande", "the body that is asked"),
                True,
                False,
            ),
            Field("member_since", Day(), Text("membre de l'ordre depuis", "member of the order since")),
            Field("insured", Flag(), Text("assurée auprès de son ordre", "insured with the order")),
            Field("training", training_of(ARBITRATION_SUBJECTS), Text("la formation en arbitrage", "the training")),
            Field(
                "continuing_training_met",
                Flag(),
                Text("la formation continue est à jour", "continuing training is up to date"),
            ),
            Field(
                "civil_arbitrator_since",
                Day(),
                Text(
                    "arbitre accrédité par le Barreau en matière civile depuis",
                    "certified by the Barreau as an arbitrator in civil matters since",
                ),
            ),
            Field("top_up", _TOP_UP_FACTS, Text("la formation d'appoint", "the top-up training")),
        )
    ),
    answers_from=REGULATION,
    only_on=True,
)

OUTCOME = {
    "certify": Text("la personne peut être, ou reste, accréditée", "the person may be, or stays, certified"),
    "basis": Text("par la formation, ou par présomption", "by training, or by presumption"),
    "five_years_on": Text("le jour où les cinq ans sont faits", "the day on which the five years are full"),
    "top_up": Text("où en est la formation d'appoint", "how the top-up training stands"),
    "top_up_deadline": Text("le dernier jour pour la suivre", "the last day to take it"),
    "unmet": Text("les normes qui ne sont pas respectées", "the norms that do not hold"),
    "undetermined": Text("les normes qu'on ne peut pas peser", "the norms that cannot be weighed"),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
}


@RULES.encodes(f"{R061}/deemed")
def deemed_certified(weighing: Weighing, facts: Mapping[str, Any], day: date) -> bool:
    """Transitional: certified by the Barreau as an arbitrator in civil matters before 2023-11-23."""
    since = facts["civil_arbitrator_since"]
    deemed = since is not None and since < REGULATION
    because = _DEEMED.fill(since=short_date(since)) if deemed else _NOT_DEEMED
    pointers = ("/civil_arbitrator_since",)
    weighing.weigh(f"{R061}/deemed", day=day, holds=deemed or None, because=because, facts=pointers)
    return deemed


@RULES.encodes(f"{R061}/top-up")
def top_up(weighing: Weighing, facts: Mapping[str, Any], day: date) -> tuple[str, date]:
    """Transitional: 10 hours within three years of the coming into force, and how that stands on the day."""
    hours = cast(int, weighing.parameter(f"{R061}/top-up-hours", day=day))
    last = cast(Period, weighing.parameter(f"{R061}/top-up-years", day=day)).after(REGULATION)
    taken = facts["top_up"]
    done = taken is not None and taken["completed"] <= last and taken["hours"] >= hours
    status = "completed" if done else "open" if day <= last else "lapsed"
    counted = taken["hours"] if taken is not None and taken["completed"] <= last else 0
    because = _TOP_UP[status].fill(hours=hours - counted, last=short_date(last))
    holds = {"completed": True, "open": None, "lapsed": False}[status]
    weighing.weigh(f"{R061}/top-up", day=day, holds=holds, because=because, facts=("/top_up",))
    return status, last


def weigh_arbitrator(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on certification as an arbitrator on the day of the request."""
    day = facts["on"]
    deemed = RULES.at(f"{R061}/deemed", day)(weighing, facts, day)
    status, last = RULES.at(f"{R061}/top-up", day)(weighing, facts, day) if deemed else ("not_needed", None)
    presumed = deemed and status != "lapsed"
    verdicts: dict[str, Verdict] = {}
    for norm_id in ARBITRATOR:
        verdict = CONDITIONS.at(norm_id, day)(weighing, facts, day)
        if presumed and norm_id != f"{R061}/s33-p4":
            verdict = Verdict(None, _PRESUMED, ("/civil_arbitrator_since",))
        weighing.weigh(norm_id, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
        verdicts[norm_id] = verdict
    found = decided(verdicts)
    if status == "lapsed" and found["certify"] is False:
        found["unmet"] = sorted([*found["unmet"], f"{R061}/top-up"])
    since = facts["member_since"]
    years = cast(Period, weighing.parameter(f"{R061}/s33-years", day=day))
    return weighing.decide(
        {
            **found,
            "basis": None if not found["certify"] else "deemed" if presumed else "training",
            "five_years_on": None if since is None else years.after(since),
            "top_up": status,
            "top_up_deadline": last,
        }
    )


QUESTION = Question(
    id="small-claims/arbitrator-certification",
    title=Text(
        "Cette personne peut-elle être accréditée comme arbitre aux petites créances?",
        "May this person be certified as an arbitrator of small claims?",
    ),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_arbitrator,
)
