"""small-claims/arbitration-mandate: where an arbitration of small claims stands on a day, and what must happen by when.

Facts (null is "has not happened" or "not known"; what is left out is the same):

    {"on": "2024-07-01",
     "mediation_last_session": "2024-04-02",   // the last session of the mediation that did not settle
     "no_settlement_told": "2024-04-10",       // the mediator told the service
     "notice_notified": "2024-04-16",          // the notice of arbitration was notified to the parties
     "refused": null,                          // the first refusal was sent to the court office
     "all_consent": null,                      // all parties told the clerk that they consent after all (s. 46)
     "mandates": [                             // in the order in which they were given; may be empty
       {"given": "2024-05-27",
        "contacted": "2024-06-05",             // the arbitrator contacted the parties
        "consent": true,                       // the parties consent, as the arbitrator found
        "informed": true,                      // the process, the award and the arbitrator's role were explained
        "delay_told": null,                    // the arbitrator told the service why the session is late
        "new_date": null,                      // and the day for which it is set
        "prevented": null,                     // the arbitrator told the service that acting is impossible
        "withdrawn": null,                     // the service withdrew the mandate
        "session": null}]}                     // the session was held

Outcome:

    {"status": "session_due",   // not_started | notice_expected | notice_running | refused | refusal_unclear | to_refer |
                                // contact_due | session_due | extended | to_withdraw | withdrawn | prevented | no_consent |
                                // held
     "mandate": 0,              // the mandate that counts, its place in the list; null: none
     "to_do": [{"what": "hold_session",   // tell_no_settlement | refuse | refer | contact | hold_session | explain_delay |
                                          // withdraw | designate_another
                "who": "arbitrator",      // mediator | parties | service | arbitrator
                "by": "2024-07-11",       // the safe last day: before a closed day; null where the text gives none
                "by_latest": "2024-07-11",   // the last day if a closed day prolongs the period
                "late": false,            // true | false | null (on a closed day, or between the two days)
                "norm": "c25.01-r0.6.1/s50-session"}],
     "refusal_last_day": "2024-05-16",    // the safe last day to refuse; null without notice
     "summary": {"fr": …, "en": …}}

For one's own act `by` is the working day before a closed day. For somebody else's, late only after the next working day. The 45
days and the 15 more are each counted from the last: a session may be set up to 60 days after the mandate. The regulation gives no
sanction for a late contact: the mandate is withdrawn only where the session is not held in time and no new day within
the 15 days was told. An arbitrator who finds that the parties do not consent: what follows was not seen, a person decides.
"""

from __future__ import annotations

from datetime import date

from parvis.law.kernel.facts import Day, Field, Flag, Items, Record, Schema
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON

REGULATION = date(2023, 11, 23)

MANDATE = Record(
    (
        Field("given", Day(), Text("le jour du mandat", "the day of the mandate"), True, False),
        Field("contacted", Day(), Text("l'arbitre a communiqué avec les parties", "the parties were contacted")),
        Field("consent", Flag(), Text("les parties consentent", "the parties consent"), with_day="contacted"),
        Field(
            "informed", Flag(), Text("les parties ont été informées", "the parties were informed"), with_day="contacted"
        ),
        Field(
            "delay_told",
            Day(),
            Text("le service a été avisé du retard et de ses motifs", "the service was told of the delay and why"),
        ),
        Field("new_date", Day(scheduled=True), Text("le jour prévu", "the day set"), with_day="delay_told"),
        Field("prevented", Day(), Text("l'arbitre a dit ne pas pouvoir agir", "the arbitrator cannot act")),
        Field("withdrawn", Day(), Text("le mandat a été retiré", "the mandate was withdrawn")),
        Field("session", Day(), Text("la séance a eu lieu", "the session was held")),
    ),
    dated_by="given",
    order=(
        ("given", "contacted"),
        ("given", "delay_told"),
        ("delay_told", "new_date"),
        ("given", "prevented"),
        ("given", "withdrawn"),
        ("given", "session"),
    ),
)

FACTS = Schema(
    Record(
        (
            ON,
            Field(
                "mediation_last_session",
                Day(),
                Text("la dernière séance de la médiation sans entente", "the last session of the mediation"),
            ),
            Field("no_settlement_told", Day(), Text("le service en a été avisé", "the service was told")),
            Field("notice_notified", Day(), Text("l'avis d'arbitrage a été notifié", "the notice was notified")),
            Field("refused", Day(), Text("le premier refus", "the first refusal")),
            Field(
                "all_consent",
                Day(),
                Text("toutes les parties consentent, après un refus", "all parties consent, after a refusal"),
            ),
            Field(
                "mandates",
                Items(MANDATE, most=50, ordered_by="given"),
                Text("les mandats donnés, dans leur ordre", "the mandates given, in their order"),
                True,
                False,
            ),
        ),
        order=(
            ("mediation_last_session", "no_settlement_told"),
            ("mediation_last_session", "notice_notified"),
            ("notice_notified", "refused"),
            ("refused", "all_consent"),
        ),
    ),
    answers_from=REGULATION,
)

OUTCOME = {
    "status": Text("où en est l'arbitrage", "where the arbitration stands"),
    "mandate": Text("le mandat qui compte", "the mandate that counts"),
    "to_do": Text("ce qui doit se faire, par qui et pour quand", "what must happen, by whom and by when"),
    "refusal_last_day": Text("le dernier jour sûr pour refuser", "the safe last day to refuse"),
    "summary": Text("la réponse en une phrase", "the answer in one sentence"),
}

SUMMARIES = {
    "not_started": Text("L'arbitrage n'a pas commencé.", "The arbitration has not started."),
    "notice_expected": Text(
        "La médiation n'a pas réglé l'affaire; l'avis d'arbitrage suit.",
        "Mediation did not settle the case; the notice of arbitration follows.",
    ),
    "notice_running": Text(
        "L'avis d'arbitrage est notifié; chaque partie peut encore refuser.",
        "The notice of arbitration is notified; each party may still refuse.",
    ),
    "refused": Text("Une partie a refusé: l'affaire va au tribunal.", "A party refused: the case goes to court."),
    "refusal_unclear": Text(
        "Le refus est peut-être tardif: le greffe dit si l'affaire va à l'arbitrage ou au tribunal.",
        "The refusal may be late: the clerk says whether the case goes to arbitration or to court.",
    ),
    "to_refer": Text("Le service confie l'affaire à un arbitre.", "The service refers the case to an arbitrator."),
    "contact_due": Text("L'arbitre doit communiquer avec les parties.", "The arbitrator must contact the parties."),
    "session_due": Text("L'arbitre doit tenir la séance.", "The arbitrator must hold the session."),
    "extended": Text(
        "La séance est en retard; une nouvelle date est annoncée.", "The session is late; a new day has been set."
    ),
    "to_withdraw": Text(
        "La séance n'a pas eu lieu à temps: le mandat est retiré et offert à un autre arbitre.",
        "The session was not held in time: the mandate is withdrawn and offered to another arbitrator.",
    ),
    "withdrawn": Text(
        "Le mandat a été retiré; le service désigne un autre arbitre.",
        "The mandate was withdrawn; the service designates another arbitrator.",
    ),
    "prevented": Text(
        "L'arbitre ne peut pas agir; le service désigne un autre arbitre.",
        "The arbitrator cannot act; the service designates another.",
    ),
    "no_consent": Text(
        "Les parties ne consentent pas toutes: le service dit ce qui suit.",
        "The parties do not all consent: the service says what follows.",
    ),
    "held": Text("La séance d'arbitrage a eu lieu.", "The arbitration session was held."),
}
