"""small-claims/judgment: by when the case is judged, in what form, and what the judgment, award or agreement does.

Facts (null, or left out where it may be, is "not known" or "has not happened"):

    {"on": "2026-10-01",
     "kind": "contested",              // contested | default | award | settlement (once contested)
                                       // | settlement_before_contestation
     "from_day": "2026-05-20",         // taken under advisement (judge, arbitrator); default: the file is complete
     "rendered": null,                 // the judgment or the award is rendered
     "extended_to": null,              // the last day as extended by the chief judge, the parties or the court
     "on_the_record_asked": null,      // the parties consent to a judgment on the face of the record
     "written": null, "reasoned": null,
     "signed_dated_placed": null,      // an award: signed, and it states when and where it is made
     "settlement_filed": null, "settlement_confirmed": null}   // confirmed by the special clerk or the court

Outcome:

    {"by": "2026-09-21",               // the last day to render it; null for a settlement, or where time has no start
     "counted": "2026-09-20",
     "late": true,                     // the time is over; what is rendered late stands (CCP 324 is for the parties' benefit)
     "equals_a_judgment": null,        // a settlement that is confirmed; true for a judgment; an award: see small-claims/award
     "appeal": false,                  // null for an award or a settlement
     "unmet": ["ccp/a324-p2"], "undetermined": [], "needed": []}

What the chief judge, or the parties and the court, do about a time that is over is left to them (`for_a_person`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Day, Field, Flag, OneOf, Record, Schema
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.questions.judgment_conditions import weigh_norms
from parvis.law.texts.c25_01.judgment import CONDITIONS, RULES, day_of_judgment

_TIMED = {"contested": "ccp/a324-p2", "default": "ccp/a324-p5", "award": "ccp/a642-award"}
_SETTLED = {"settlement": "ccp/a556-settlement", "settlement_before_contestation": "ccp/a548-al1-settled"}

FACTS = Schema(
    Record(
        (
            ON,
            Field("kind", OneOf(tuple(CONDITIONS)), Text("comment l'affaire finit", "how the case ends"), True, False),
            Field(
                "from_day",
                Day(),
                Text(
                    "la prise en délibéré; par défaut, le jour où le dossier est complet",
                    "the day taken under advisement; by default, the day the file is complete",
                ),
            ),
            Field("rendered", Day(), Text("le jour de la décision", "the day of the decision")),
            Field(
                "extended_to",
                Day(scheduled=True),
                Text("le dernier jour, tel que prolongé", "the last day as extended"),
            ),
            Field(
                "on_the_record_asked",
                Flag(),
                Text(
                    "les parties consentent à une décision sans audience",
                    "the parties consent to a decision without a hearing",
                ),
            ),
            Field("written", Flag(), Text("la décision est écrite", "the decision is in writing")),
            Field("reasoned", Flag(), Text("la décision est motivée", "the decision gives reasons")),
            Field(
                "signed_dated_placed",
                Flag(),
                Text("la sentence est signée, datée et située", "the award is signed, with its date and place"),
            ),
            Field("settlement_filed", Day(), Text("le dépôt de l'entente signée", "the signed agreement is filed")),
            Field("settlement_confirmed", Day(), Text("l'entente est entérinée", "the agreement is confirmed")),
        ),
        order=(
            ("from_day", "rendered"),
            ("from_day", "extended_to"),
            ("settlement_filed", "settlement_confirmed"),
        ),
    ),
    answers_from=date(2016, 1, 1),
)

OUTCOME = {
    "by": Text("le dernier jour pour rendre la décision", "the last day to render the decision"),
    "counted": Text("ce jour, tel que compté", "that day, as counted"),
    "late": Text("le temps est passé", "the time is over"),
    "equals_a_judgment": Text("vaut un jugement", "is equivalent to a judgment"),
    "appeal": Text("un appel est possible", "an appeal is possible"),
    "unmet": Text("les normes qui ne sont pas respectées", "the norms that are not met"),
    "undetermined": Text("les normes qui ne peuvent pas être pesées", "the norms that cannot be weighed"),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
}


def weigh_judgment(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on a judgment, an award or a settlement."""
    kind, start = facts["kind"], facts["from_day"]
    weighed = weigh_norms(weighing, RULES, CONDITIONS[kind], facts, start or facts["rendered"] or facts["on"])
    timed, last = _TIMED.get(kind), None
    if timed is not None and start is not None:
        last = day_of_judgment(weighing, kind, start, facts["extended_to"])
    return weighing.decide(
        {
            "by": last and last.day,
            "counted": last and last.counted,
            "late": None if last is None or timed is None else weighed.holds(timed) is False,
            "equals_a_judgment": _equals_a_judgment(kind, facts, weighed.holds(_SETTLED.get(kind, ""))),
            "appeal": False if kind in ("contested", "default") else None,
            "unmet": weighed.unmet,
            "undetermined": weighed.undetermined,
            "needed": weighed.needed,
        }
    )


def _equals_a_judgment(kind: str, facts: Mapping[str, Any], confirmed: bool | None) -> bool | None:
    """A judgment is one once rendered; a settlement once confirmed; of an award another question answers."""
    if kind == "award":
        return None
    return confirmed if kind in _SETTLED else facts["rendered"] is not None


QUESTION = Question(
    id="small-claims/judgment",
    title=Text("Quand vient le jugement, et que vaut-il?", "When does the judgment come, and what is it worth?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_judgment,
)
