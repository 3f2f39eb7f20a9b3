"""small-claims/timetable: every date that follows from what has happened, for each person in the file.

This is the only source of dates of a plan. Facts (an event that is null or left out has not happened, or its day is
not known):

    {"on": "2026-06-01",
     "district": "montreal", "claim_amount": "4200.00",   // null: the stages that depend on them stay conditional
     "claim": {…},                             // null, or the facts of limits/prescription without on, claim_filed and
                                               // claim_notified: gives the last day to file
     "events": {
        "notice_received": "2026-02-01",       // the formal notice was received
        "notice_delay_days": 10,               // the days it gives
        "claim_filed": "2026-03-02",
        "inadmissible_notified": null,         // the clerk told the claimant that the claim is not admissible
        "claim_notified": "2026-03-10",        // proven day on which the defendant was notified
        "answered": null,                      // the defendant told the clerk the option chosen
        "grounds_asked": null,                 // the clerk asked the defendant for grounds of defence
        "contested": null,                     // the contestation was filed
        "transfer_notified": null,             // the claimant was told of a request for transfer
        "counterclaim_inadmissible_notified": null,
        "mediation_notice": null,              // the clerk's notice that mediation is mandatory in this case
        "exemption_notified": null,            // the others were told of a request to be exempted
        "exemption_requested": null,
        "mediation_last_session": null,
        "settled": null,                       // an agreement was signed, whatever the stage
        "arbitration_notice_notified": null, "arbitration_refused": null,
        "arbitration_mandate": null,           // the arbitrator received the mandate
        "award_advisement": null,              // the arbitrator took the case under advisement
        "award": null, "award_notified": null, // the award was made; it was notified
        "mediator_confirmed": null,            // pilot of 2015-2018: the clerk confirmed the mediator's mandate
        "hearing_notice_received": null,
        "hearing_date": null,                  // may lie in the future
        "documents_filed": null,
        "default_file_complete": null,         // the default file is complete, before the judge or special clerk
        "advisement": null,                    // the judge took the case under advisement
        "judgment": null, "judgment_by_default": null,   // true | false
        "judgment_known": null,                // the day the party learned of a default judgment
        "paid": null,
        "default_by_absence": null,            // true: contested, then absent at the hearing (30 days before execution)
        "instalment_missed": null,             // a payment allowed by instalments was missed
        "instalment_demanded": null,           // former Code: the creditor asked for it in writing
        "bailiff_agreement": null,             // instalments were agreed through the bailiff
        "garnishee_notified": null}}           // who owes income to the debtor was notified of the seizure

Under the former Code only the time to judge, to pay and to execute is known: of the events, advisement, default_file_complete,
judgment, judgment_known, paid and instalment_demanded may lie before 2016-01-01 (from 2006-01-01 on); any other is refused.

Outcome:

    {"stage": "claim_notified",                // before_claim | notice_sent | claim_filed | claim_notified |
                                               // default | contested | mediation | arbitration | waiting_for_hearing |
                                               // hearing_convened | hearing_day | advisement | after_judgment | settled
     "stages": [{"stage": "before_claim", "name": {"fr": …, "en": …}, "reached": true, "current": false,
                 "if_nothing": {"claimant": {"fr": …, "en": …}, "defendant": {"fr": …, "en": …}}}],
     "route": "mandatory",                     // mandatory | voluntary | unknown: of mediation in this file
     "items": [{"key": "answer", "stage": "claim_notified",
                "who": "defendant",            // claimant | defendant | both | clerk | mediator | arbitrator | judge |
                                               // garnishee
                "act": {"fr": …, "en": …},     // said to the one who acts
                "act_other": {"fr": …, "en": …},         // the same, said to the other party; null where not one party's
                "last_day": "2026-03-30",      // the safe last day to act; null where the trigger has not happened
                "first_day": null,             // the first day on which the act is allowed (execution…)
                "range": null,                 // {"not_before", "not_after"} where the day is uncertain or a window
                "counted": "2026-03-30",       // the last day as counted, before a closed day moves it
                "moved_by": null,              // {"fr", "en"}: the closed day that moved it
                "starts_from": null,           // {"event": "claim_notified", "text": {…}} where it has not happened
                "from_day": "2026-03-10",      // the day of the trigger, or null
                "days": {"fr": "20 jours après …", "en": …},
                "strict": false,               // a strict time limit; null where not known
                "applies": true,               // true | null: only if the case is subject to mandatory mediation
                "incidental": false,           // true: exists only if its event happens (a refusal, a transfer…)
                "optional": false,             // true: an option that few use; never the next act
                "past": true, "done": false,   // past: the last day lies before `on`; where a closed day brought it
                                               // forward, the whole range does
                "if_missed": {"fr": …, "en": …}, "if_missed_other": {"fr": …, "en": …},     // likewise
                "readings": [],                // [{"reading": "30", "last_day": …}] where two readings exist
                "norm": "ccp/a546-answer", "cite": {"fr": …, "en": …}, "confirmed": true}],
     "next": {"claimant": "…", "defendant": "…"}}         // key of the next act of each that is not done nor past; null

Items come in the order of the procedure. Reading: `ccp554-days` (30 | 21 days before the hearing).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Reading
from parvis.law.kernel.facts import Amount, Day, Fault, Field, Flag, Kind, Number, OneOf, Record, Schema, pointer
from parvis.law.kernel.reasons import BEFORE_THE_LAW
from parvis.law.kernel.text import Text
from parvis.law.questions import prescription_facts
from parvis.law.questions.asked import ON
from parvis.law.questions.mediation_route_facts import DISTRICTS

#: Each event with the words that follow "… jours après" / "… days after".
EVENTS: Mapping[str, Text] = {
    "notice_received": Text("la réception de la mise en demeure", "the formal notice is received"),
    "claim_filed": Text("le dépôt de la demande", "the claim is filed"),
    "inadmissible_notified": Text(
        "la notification de la décision que la demande n'est pas admissible",
        "the decision that the claim is not admissible is notified",
    ),
    "claim_notified": Text("la notification de la demande", "the claim is notified"),
    "answered": Text("la réponse de la partie défenderesse", "the defendant answers"),
    "grounds_asked": Text("la demande de motifs par le greffe", "the clerk asks for grounds of defence"),
    "contested": Text("le dépôt de la contestation", "the contestation is filed"),
    "transfer_notified": Text("l'avis de la demande de renvoi", "the request for transfer is notified"),
    "counterclaim_inadmissible_notified": Text(
        "la notification de la décision que la demande reconventionnelle n'est pas admissible",
        "the decision that the counterclaim is not admissible is notified",
    ),
    "mediation_notice": Text(
        "l'avis du greffe que la médiation est obligatoire", "the clerk's notice that mediation is mandatory"
    ),
    "exemption_notified": Text("l'avis de la demande d'exemption", "the request for exemption is notified"),
    "exemption_requested": Text("la demande d'exemption", "the exemption is requested"),
    "mediation_last_session": Text("la dernière séance de médiation", "the last mediation session"),
    "settled": Text("l'entente", "the agreement"),
    "arbitration_notice_notified": Text(
        "la notification de l'avis d'arbitrage", "the notice of arbitration is notified"
    ),
    "arbitration_refused": Text("le refus de l'arbitrage", "arbitration is refused"),
    "arbitration_mandate": Text("la réception du mandat par l'arbitre", "the arbitrator receives the mandate"),
    "award_advisement": Text("la prise en délibéré par l'arbitre", "the arbitrator takes the case under advisement"),
    "award": Text("la sentence", "the award"),
    "award_notified": Text("la notification de la sentence", "the award is notified"),
    "mediator_confirmed": Text("la confirmation du mandat de médiation", "the mediator's mandate is confirmed"),
    "hearing_notice_received": Text("la convocation à l'audience", "the notice of hearing"),
    "hearing_date": Text("l'audience", "the hearing"),
    "documents_filed": Text("le dépôt des pièces", "the exhibits are filed"),
    "default_file_complete": Text("le jour où le dossier par défaut est complet", "the default file is complete"),
    "advisement": Text("la prise en délibéré", "the case is taken under advisement"),
    "judgment": Text("le jugement", "the judgment"),
    "judgment_known": Text("la connaissance du jugement", "the judgment becomes known"),
    "paid": Text("le paiement", "the payment"),
    "instalment_missed": Text("le versement manqué", "the missed instalment"),
    "instalment_demanded": Text("la demande écrite du versement", "the instalment is asked for in writing"),
    "bailiff_agreement": Text("l'entente avec l'huissier", "the agreement with the bailiff"),
    "garnishee_notified": Text("l'avis de saisie au tiers", "the garnishee is notified"),
}

_ORDER = (
    ("claim_filed", "inadmissible_notified"),
    ("claim_filed", "claim_notified"),
    ("claim_filed", "answered"),
    ("claim_filed", "contested"),
    ("claim_notified", "answered"),
    ("claim_notified", "grounds_asked"),
    ("claim_notified", "contested"),
    ("claim_notified", "transfer_notified"),
    ("claim_filed", "mediation_notice"),
    ("claim_filed", "mediation_last_session"),
    ("claim_filed", "arbitration_notice_notified"),
    ("claim_filed", "arbitration_mandate"),
    ("mediation_notice", "exemption_requested"),
    ("mediation_notice", "exemption_notified"),
    ("mediation_notice", "mediation_last_session"),
    ("mediation_last_session", "arbitration_notice_notified"),
    ("arbitration_notice_notified", "arbitration_refused"),
    ("arbitration_notice_notified", "arbitration_mandate"),
    ("arbitration_mandate", "award_advisement"),
    ("award_advisement", "award"),
    ("award", "award_notified"),
    ("mediator_confirmed", "mediation_last_session"),
    ("hearing_notice_received", "hearing_date"),
    ("claim_filed", "hearing_date"),
    ("claim_filed", "judgment"),
    ("claim_filed", "default_file_complete"),
    ("claim_filed", "advisement"),
    ("hearing_date", "advisement"),
    ("advisement", "judgment"),
    ("judgment", "judgment_known"),
    ("judgment", "instalment_missed"),
    ("judgment", "instalment_demanded"),
    ("judgment", "bailiff_agreement"),
    ("judgment", "garnishee_notified"),
)

#: The first day of the present Code, and that of the former Code's time to judge and to execute, for the events it covers.
FIRST_DAY, _FORMER_CODE = date(2016, 1, 1), date(2006, 1, 1)
_KNOWN_BEFORE = frozenset(
    ("advisement", "default_file_complete", "judgment", "judgment_known", "paid", "instalment_demanded")
)


def _known_in_the_former_code(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """The earliest event that lies before the present Code and of which the former Code is not known here."""
    days = [(day, name) for name, day in facts.items() if isinstance(day, date) and name not in _KNOWN_BEFORE]
    early = min((each for each in days if each[0] < FIRST_DAY), default=None)
    if early is not None:
        yield BEFORE_THE_LAW.at(pointer(at, early[1]), early[0].isoformat(), day=FIRST_DAY)


def _events() -> Record:
    fields = []
    for name, text in EVENTS.items():
        doc = Text(fr=f"le jour: {text.fr}", en=f"the day: {text.en}")
        fields.append(Field(name, Day(scheduled=name == "hearing_date"), doc))
    delay = Text("les jours que donne la mise en demeure", "the days that the formal notice gives")
    fields.insert(1, Field("notice_delay_days", Number(0, 365), delay, with_day="notice_received"))
    default = Text("le jugement est rendu par défaut", "the judgment is by default")
    fields.append(Field("judgment_by_default", Flag(), default, with_day="judgment"))
    absence = Text("ce défaut est une absence à l'audience", "that default is an absence at the hearing")
    fields.append(Field("default_by_absence", Flag(), absence, with_day="judgment"))
    return Record(tuple(fields), law_from=_FORMER_CODE, order=_ORDER, checks=(_known_in_the_former_code,))


_LEFT_OUT = ("on", "claim_filed", "claim_notified")
CLAIM = Record(
    tuple(each for each in prescription_facts.FACTS.record.fields if each.name not in _LEFT_OUT),
    law_from=prescription_facts.FIRST_DAY,
)
_DISTRICT: Kind = OneOf(DISTRICTS)

FACTS = Schema(
    Record(
        (
            ON,
            Field("district", _DISTRICT, Text("le district judiciaire", "the judicial district")),
            Field("claim_amount", Amount(), Text("la somme réclamée, sans les intérêts", "the sum claimed")),
            Field("claim", CLAIM, Text("ce qui fixe la prescription", "what fixes prescription")),
            Field("events", _events(), Text("ce qui est arrivé, et quand", "what has happened, and when"), True, False),
        )
    ),
    answers_from=FIRST_DAY,
)

DAYS_BEFORE_HEARING = Reading(
    "ccp554-days",
    ("30", "21"),
    Text(
        "Les pièces et la liste des témoins: 30 jours avant l'audience (texte du Code lu en 2026) ou 21 jours (texte "
        "du Code lu en 2020). Le jour sûr est le plus tôt.",
        "Exhibits and the list of witnesses: 30 days before the hearing (text of the Code read in 2026) or 21 days "
        "(text of the Code read in 2020). The safe day is the earlier one.",
    ),
)

READINGS = (DAYS_BEFORE_HEARING, *prescription_facts.READINGS)

OUTCOME = {
    "stage": Text("où en est le dossier", "where the file stands"),
    "stages": Text(
        "chaque étape, et ce qui arrive si on ne fait rien", "each stage, and what happens if one does nothing"
    ),
    "route": Text("la médiation: obligatoire, volontaire ou inconnue", "mediation: mandatory, voluntary or unknown"),
    "items": Text("chaque date, dans l'ordre de la procédure", "each date, in the order of the procedure"),
    "next": Text("le prochain geste de chaque partie", "the next act of each party"),
}
