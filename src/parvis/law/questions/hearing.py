"""small-claims/hearing: the notice of hearing, what is filed before it, and how witnesses are heard (CCP 554).

Facts (null, or left out where it may be, is "not known" or "has not happened"):

    {"on": "2026-08-01",
     "hearing_date": "2026-09-08",          // may lie in the future
     "party": "claimant",                   // claimant | defendant: who asks
     "contested": true,                     // the defendant filed a contestation
     "notice_notified": "2026-07-10",       // the notice of hearing was notified
     "documents_left": true,                // documents are not filed yet
     "documents_filed": null,               // the day the last of them was filed
     "claimant_represented": false,         // somebody else acts for the claimant
     "mandate_filed": null,
     "witnesses": [                         // null: not known; []: none
        {"named": "2026-08-03",             // named to the clerk, to be called (form SJ-839A)
         "statement": null,                 // the written statement in place of testimony was given
         "comes_along": null,               // comes with the party
         "expert": false}]}

Outcome:

    {"notified_to_party": true,             // par. 1: the claimant, and who contested
     "notice": {"not_before": "2026-06-08", "not_after": "2026-07-28", "in_window": true},
     "file_by": "2026-08-07",               // the safe day: documents, list of witnesses, statements
     "file_by_counted": "2026-08-09",       // before a closed day moves it back; what is given by then is in time
     "file_by_readings": [{"reading": "30", "last_day": "2026-08-07"}, {"reading": "21", "last_day": "2026-08-18"}],
     "documents_in_time": null, "witnesses_in_time": true, "statements_in_time": null,
     "may_consult": true,                   // see, on request, what the others filed
     "witnesses_paid": false,               // null where there is none, or an expert alone
     "unmet": [], "undetermined": ["ccp/a554-documents"], "needed": ["/documents_filed"]}

Reading: `ccp554-days` (30 | 21). For a hearing up to 2021-09-09 the Code alone was seen: 21.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Day, Field, Flag, Items, OneOf, Record, Schema
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.questions.judgment_conditions import weigh_norms
from parvis.law.questions.timetable_facts import DAYS_BEFORE_HEARING
from parvis.law.texts.c25_01.hearing import CONDITIONS, RULES, day_to_file, days_to_file, notice_window

_WITNESS = Record(
    (
        Field("named", Day(), Text("nommé au greffe, pour être convoqué", "named to the clerk, to be called")),
        Field("statement", Day(), Text("sa déclaration écrite est donnée au greffe", "the written statement is given")),
        Field("comes_along", Flag(), Text("vient avec la partie", "comes with the party")),
        Field("expert", Flag(), Text("est un témoin expert", "is an expert witness")),
    )
)

FACTS = Schema(
    Record(
        (
            ON,
            Field("hearing_date", Day(scheduled=True), Text("le jour de l'audience", "the day of the hearing"), True),
            Field("party", OneOf(("claimant", "defendant")), Text("la partie qui demande", "the party that asks")),
            Field("contested", Flag(), Text("une contestation est déposée", "a contestation is filed")),
            Field("notice_notified", Day(), Text("la convocation est notifiée", "the notice of hearing is notified")),
            Field("documents_left", Flag(), Text("il reste des documents à déposer", "documents are left to file")),
            Field("documents_filed", Day(), Text("le dépôt du dernier document", "the last document is filed")),
            Field(
                "claimant_represented",
                Flag(),
                Text("quelqu'un représente la partie demanderesse", "somebody represents the claimant"),
            ),
            Field("mandate_filed", Day(), Text("le dépôt du mandat", "the mandate is filed")),
            Field("witnesses", Items(_WITNESS, most=50), Text("les témoins", "the witnesses")),
        ),
        order=(("notice_notified", "hearing_date"), ("documents_filed", "hearing_date")),
    ),
    answers_from=date(2016, 1, 1),
)

OUTCOME = {
    "notified_to_party": Text("la convocation est envoyée à cette partie", "the notice is sent to this party"),
    "notice": Text("entre quels jours la convocation est notifiée", "between which days the notice is notified"),
    "file_by": Text("le dernier jour sûr pour déposer", "the safe last day to file"),
    "file_by_counted": Text("ce jour, tel que compté", "that day, as counted"),
    "file_by_readings": Text("ce jour selon chaque source", "that day by each source"),
    "documents_in_time": Text("les documents sont déposés à temps", "documents are filed in time"),
    "witnesses_in_time": Text("les témoins sont nommés à temps", "witnesses are named in time"),
    "statements_in_time": Text("les déclarations sont données à temps", "statements are given in time"),
    "may_consult": Text("on peut voir les documents des autres", "one may see what the others filed"),
    "witnesses_paid": Text("les témoins sont payés", "witnesses are paid"),
    "unmet": Text("les normes qui ne sont pas respectées", "the norms that are not met"),
    "undetermined": Text("les normes qui ne peuvent pas être pesées", "the norms that cannot be weighed"),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
}


def weigh_hearing(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on a hearing: the notice, the documents, the witnesses."""
    hearing = facts["hearing_date"]
    weighed = weigh_norms(weighing, RULES, CONDITIONS, facts, hearing or facts["on"])
    window = None if hearing is None else notice_window(weighing, hearing)
    last = None if hearing is None else day_to_file(weighing, hearing)
    days = {} if hearing is None else days_to_file(weighing, hearing)
    return weighing.decide(
        {
            "notified_to_party": weighed.holds("ccp/a554-al1-recipients"),
            "notice": None
            if window is None
            else {
                "not_before": window.first,
                "not_after": window.last,
                "in_window": weighed.holds("ccp/a554-notice"),
            },
            "file_by": last and last.day,
            "file_by_counted": last and last.counted,
            "file_by_readings": [{"reading": key, "last_day": each.day} for key, each in days.items()],
            "documents_in_time": weighed.holds("ccp/a554-documents"),
            "witnesses_in_time": weighed.holds("ccp/a554-witnesses"),
            "statements_in_time": weighed.holds("ccp/a554-al3-statement"),
            "may_consult": weighed.holds("ccp/a554-al2-consult"),
            "witnesses_paid": False if weighed.holds("ccp/a554-al4-unpaid") else None,
            "unmet": weighed.unmet,
            "undetermined": weighed.undetermined,
            "needed": weighed.needed,
        }
    )


QUESTION = Question(
    id="small-claims/hearing",
    title=Text("Comment se prépare l'audience?", "How is the hearing prepared?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_hearing,
    readings=(DAYS_BEFORE_HEARING,),
)
