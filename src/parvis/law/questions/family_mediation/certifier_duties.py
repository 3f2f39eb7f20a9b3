"""family-mediation/certifier-duties: what a certifier tells the Minister of an act, and what it organizes (ss. 5, 6).

Facts (null, or left out, is "not stated" for what may be so):

    {"on": "2012-06-04",
     "certifier": "barreau",                 // one of the orders, or cpej (board of an institution)
     "act": {"kind": "certified",            // certified | certified_again | extended | completed | suspended | revoked
                                             // | cancelled | suspension_lifted | address_changed
             "date": "2012-06-01",           // the day of the act; for a cancellation, the day it takes effect
             "told": null},                  // the day the Minister was told
     "organizes_training": true,             // may be null
     "organizes_supervision": null}          // may be null

Outcome:

    {"notice_due": true, "norm": "c25.01-r0.7/s6-al1-cert",
     "content": ["name", "addresses", "telephones", "member_number"],   // employee_number for an institution; empty where
                                                                        // the text lists nothing (s. 6, par. 2)
     "target": "2012-06-04",                 // the working day that follows the act: an internal target, not a time limit
     "told": false,
     "standing_duties": [{"norm": "c25.01-r0.7/s5-al1-org", "met": true}, {"norm": "c25.01-r0.7/s5-al2", "met": null}]}

The text says "without delay" and gives no number of days: whether a notice was given without delay is left to a person
(dossier A-23). The lifting of a suspension and a change of address are not in section 6: no notice is due for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from parvis.law.kernel.calendar import Holidays, next_working_day
from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Day, Field, Flag, OneOf, Record, Schema
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions.asked import ON
from parvis.law.texts.c25_01_r0_7.certification import INSTITUTION, R07, SIX_ORDERS
from parvis.law.texts.c25_01_r0_7.certifiers import NOTICE_UNDER, NOTICES, STANDING_DUTIES, Act

#: What a kind of act is under section 6; a certification granted again is a certification.
_KINDS = {kind: kind for kind in NOTICE_UNDER} | {"certified_again": "certified"}
_UNLISTED = ("suspension_lifted", "address_changed")
_DATA = f"{R07}/s6-al1-data"
_ORGANIZED = ((f"{R07}/s5-al1-org", "organizes_training"), (f"{R07}/s5-al2", "organizes_supervision"))
_TOLD_LATER = Text(
    "Le texte dit « sans délai », sans nombre de jours. Acte du {done}, communiqué le {told}: une personne dit si "
    "c'est sans délai.",
    "The text says “without delay”, with no number of days. Act of {done}, told on {told}: a person says "
    "whether that is without delay.",
)
_NOT_TOLD = Text(
    "Le texte dit « sans délai », sans nombre de jours. L'acte du {done} n'est pas encore communiqué.",
    "The text says “without delay”, with no number of days. The act of {done} has not been told yet.",
)


def weigh_duties(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on one act: the notice that section 6 asks for, and the standing duties of section 5."""
    duties = []
    for norm, name in _ORGANIZED:
        verdict = STANDING_DUTIES.at(norm, facts["on"])(facts[name], f"/{name}")
        weighing.weigh(norm, day=facts["on"], holds=verdict.holds, because=verdict.because, facts=verdict.facts)
        duties.append({"norm": norm, "met": verdict.holds})
    act = facts["act"]
    due = act is not None and act["kind"] in _KINDS
    notice = _notice(weighing, facts, act) if due else {"norm": None, "content": [], "target": None, "told": None}
    return weighing.decide({"notice_due": due, **notice, "standing_duties": duties})


def _notice(weighing: Weighing, facts: Mapping[str, Any], act: Mapping[str, Any]) -> dict[str, Any]:
    kind, day = _KINDS[act["kind"]], act["date"]
    norm = NOTICE_UNDER[kind]
    done = Act(kind, day, "/act")
    listed = norm != NOTICE_UNDER["cancelled"]
    for each in (norm, _DATA) if listed else (norm,):
        verdict = NOTICES.at(each, day)(done)
        weighing.weigh(each, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
    told: date | None = act["told"]
    if told is None:
        weighing.leave_to_a_person(norm, _NOT_TOLD.fill(done=short_date(day)))
    elif told > day:
        weighing.leave_to_a_person(norm, _TOLD_LATER.fill(done=short_date(day), told=short_date(told)))
    number = "employee_number" if facts["certifier"] == INSTITUTION else "member_number"
    return {
        "norm": norm,
        "content": ["name", "addresses", "telephones", number] if listed else [],
        "target": next_working_day(day + timedelta(days=1), Holidays.EVERY_ACT),
        "told": told is not None,
    }


_ACT = Record(
    (
        Field("kind", OneOf((*_KINDS, *_UNLISTED)), Text("ce qui est fait", "what is done"), True, False),
        Field("date", Day(), Text("le jour de l'acte", "the day of the act"), True, False),
        Field("told", Day(), Text("le jour où la ou le ministre est informé", "the day the Minister is told")),
    ),
    dated_by="date",
    order=(("date", "told"),),
)

QUESTION = Question(
    id="family-mediation/certifier-duties",
    title=Text(
        "Que dit l'accréditeur à la ou au ministre, et qu'organise-t-il?",
        "What does the certifier tell the Minister, and what does it organize?",
    ),
    facts=Schema(
        Record(
            (
                ON,
                Field(
                    "certifier", OneOf((*SIX_ORDERS, INSTITUTION)), Text("l'accréditeur", "the certifier"), True, False
                ),
                Field("act", _ACT, Text("l'acte de l'accréditeur", "the certifier's act")),
                Field(
                    "organizes_training", Flag(), Text("organise des cours de formation", "organizes training courses")
                ),
                Field(
                    "organizes_supervision",
                    Flag(),
                    Text("organise l'accès à la supervision", "organizes access to supervision"),
                ),
            ),
        ),
        answers_from=date(2002, 6, 24),
    ),
    outcome={
        "notice_due": Text("l'article 6 demande de le communiquer", "section 6 asks that it be told"),
        "norm": Text("la norme qui le demande", "the norm that asks for it"),
        "content": Text("ce que la communication donne", "what the notice gives"),
        "target": Text(
            "le jour ouvrable qui suit: un repère interne, pas un délai du texte",
            "the working day that follows: an internal target, not a time limit of the text",
        ),
        "told": Text("c'est communiqué", "it was told"),
        "standing_duties": Text("ce que l'accréditeur doit organiser", "what the certifier must organize"),
    },
    rule=weigh_duties,
)
