"""small-claims/pilot-mediation: a file of the pilot project of 2015 to 2018 (Gatineau and Terrebonne), step by step.

Facts (null is "has not happened" or "not known"; what is left out is the same):

    {"on": "2016-06-01",
     "district": "gatineau",                   // one of the 36
     "filed": "2016-02-01",                    // introduced in the district, or transferred to it
     "consumer_contract": true,                // Civil Code 1384
     "professional_fees": false,               // fees under a contract with a member of a professional order
     "notice": "2016-03-01",                   // the clerk's notice that the case is subject
     "revision_requested": null,               // of the clerk's decision that it is, or is not (s. 5)
     "exemption": {"requested": "2016-03-10",
                   "ground": "travel_cost",    // no_contact_order | travel_cost | already_mediated | other
                   "others_informed": "2016-03-11", "granted": false},
     "mandate_confirmed": "2016-04-05",        // the clerk confirmed the mandate in writing
     "extension_granted": null,                // the clerk gave 15 more days
     "session": {"date": "2016-04-19",
                 "outcome": "settled",         // settled | not_settled | absence | no_date_agreed
                 "in_default": null,           // claimant | defendant: the party who was absent or did not agree on a date
                 "waited": null,               // absence: the mediator's wait, in minutes
                 "serious_reason": null, "others_consent": null},
     "attestation_sent": null}                 // settled: the attestation was sent to the clerk

Outcome:

    {"subject": true,                 // true | false | null (not known)
     "status": "settled",             // not_subject | unknown | notice_expected | exemption_pending | exempt | mandate_expected |
                                      // session_due | to_withdraw | new_session | settled | not_settled | in_default
     "may_be_heard": false,           // the court may hear the case; null: not known
     "exemption_last_day": "2016-03-21",    // safe last day to ask for exemption, or for revision of the clerk's decision
     "comments_last_day": "2016-03-21",     // the others' safe last day for comments
     "session_last_day": "2016-05-05",      // the mediator's last day as counted (with the 15 more days where given)
     "attestation_last_day": "2016-04-29",  // settled: the mediator's last day, as counted, to send the attestation
     "sanctions": false,              // the court may penalize a party in default (s. 27); what it does is for the court
     "needed": []}

The law of the file is that of its filing. The project ended on 2018-05-15: for a file still open on that day the clerk says what
applies. The grounds of section 2 are examples of a serious reason: a judge decides, so that even a listed ground is
for a person until it is decided. The mediator is late only after the working day that follows a last day that is closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.facts import Day, Fault, Field, Flag, Number, OneOf, Reason, Record, Schema
from parvis.law.kernel.reasons import ONLY_FOR_ABSENCE
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.questions.mediation_route_facts import DISTRICTS

GROUNDS = ("no_contact_order", "travel_cost", "already_mediated", "other")
OUTCOMES = ("settled", "not_settled", "absence", "no_date_agreed")


_NOBODY_IN_DEFAULT = Reason(
    "nobody_in_default",
    "null: no party is in default",
    Text("Personne n’est en défaut : laissez cette réponse vide.", "No party is in default: leave this empty."),
)


def _default_has_a_party(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """What belongs to an absence, or to a party in default, only stands beside one."""
    outcome = facts["outcome"]
    if facts["in_default"] is not None and outcome in ("settled", "not_settled"):
        yield _NOBODY_IN_DEFAULT.at(f"{at}/in_default", facts["in_default"])
    for name in ("waited", "serious_reason", "others_consent"):
        if facts[name] is not None and outcome != "absence":
            yield ONLY_FOR_ABSENCE.at(f"{at}/{name}", facts[name])


_EXEMPTION = Record(
    (
        Field("requested", Day(), Text("demandée le", "asked for on"), True, False),
        Field("ground", OneOf(GROUNDS), Text("le motif invoqué", "the ground given")),
        Field("others_informed", Day(), Text("les autres en ont été informés le", "the others were told on")),
        Field("granted", Flag(), Text("la décision", "the decision")),
    ),
    dated_by="requested",
    order=(("requested", "others_informed"),),
)
_SESSION = Record(
    (
        Field("date", Day(), Text("le jour fixé", "the day set"), True, False),
        Field("outcome", OneOf(OUTCOMES), Text("ce qui s'est passé", "what happened"), True, False),
        Field("in_default", OneOf(("claimant", "defendant")), Text("la partie en défaut", "the party in default")),
        Field("waited", Number(0, 1440), Text("l'attente, en minutes", "the wait, in minutes")),
        Field("serious_reason", Flag(), Text("l'absence a un motif sérieux", "the absence has a serious reason")),
        Field("others_consent", Flag(), Text("les autres acceptent une nouvelle séance", "the others consent")),
    ),
    dated_by="date",
    checks=(_default_has_a_party,),
)

FACTS = Schema(
    Record(
        (
            ON,
            Field("district", OneOf(DISTRICTS), Text("le district judiciaire", "the judicial district"), True),
            Field("filed", Day(), Text("le jour du dépôt ou du renvoi", "the day of filing or transfer"), True, False),
            Field("consumer_contract", Flag(), Text("un contrat de consommation", "a consumer contract"), True),
            Field(
                "professional_fees",
                Flag(),
                Text("des honoraires d'un membre d'un ordre professionnel", "fees of a member of a professional order"),
                True,
            ),
            Field("notice", Day(), Text("l'avis du greffe", "the clerk's notice")),
            Field("revision_requested", Day(), Text("la révision a été demandée le", "revision was asked for on")),
            Field("exemption", _EXEMPTION, Text("l'exemption", "the exemption")),
            Field("mandate_confirmed", Day(), Text("le mandat est confirmé le", "the mandate was confirmed on")),
            Field(
                "extension_granted",
                Flag(),
                Text("15 jours de plus sont donnés", "15 more days were given"),
                with_day="mandate_confirmed",
            ),
            Field("session", _SESSION, Text("la séance", "the session")),
            Field("attestation_sent", Day(), Text("l'attestation est envoyée le", "the attestation was sent on")),
        ),
        order=(
            ("filed", "notice"),
            ("notice", "revision_requested"),
            ("notice", "mandate_confirmed"),
            ("mandate_confirmed", "attestation_sent"),
        ),
    ),
    answers_from=date(2015, 5, 15),
)

OUTCOME = {
    "subject": Text("le dossier est visé par le projet pilote", "the file is subject to the pilot project"),
    "status": Text("où en est le dossier", "where the file stands"),
    "may_be_heard": Text("le tribunal peut entendre l'affaire", "the court may hear the case"),
    "exemption_last_day": Text(
        "le dernier jour sûr pour demander l'exemption", "the safe last day to ask for exemption"
    ),
    "comments_last_day": Text("le dernier jour sûr pour les observations", "the safe last day for comments"),
    "session_last_day": Text("le dernier jour pour tenir la séance", "the last day to hold the session"),
    "attestation_last_day": Text("le dernier jour pour l'attestation", "the last day for the attestation"),
    "sanctions": Text("le tribunal peut sanctionner une partie", "the court may penalize a party"),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
}
