"""small-claims/service: whether the clerk receives the claim, who notifies it, and on which day it counts.

CCP 544 to 546 and 110 to 136; justice.gouv.qc.ca for what follows a delivery that fails.

Facts (null is "not known"):

    {"on": "2026-06-01",
     "claimant": "natural_person",             // natural_person | group (a legal person, partnership, association…)
     "application": {"states_facts": true, "states_amount": true, "names_parties": true, "says_mediation": true,
                     "statement_signed": true, // the claimant's statement that the facts are true and the sum is due
                     "states_employees": null, // for a group: not more than 10 persons employed in the 12 months before
                     "exhibits_filed": true},
     "claim_filed": "2026-05-04",
     "admissible": null,                       // what the clerk decided: true | false | null (not decided, not known)
     "inadmissible_notified": null,            // the day that decision was notified
     "delivery": {"method": "registered_mail", // registered_mail | mail | bailiff | courier | technological |
                                               // public_notice
                  "result": "delivered",       // delivered | notice_of_visit | refused | unclaimed | wrong_address |
                                               // not_found
                  "sent": "2026-05-11",
                  "receipt_signed": "2026-05-16",  // registered mail: the receipt notice
                  "delivery_notice": null,     // registered mail: the delivery notice
                  "delivered": null,           // bailiff or courier: the day of delivery
                  "hour": null,                // 0 to 23: the hour of delivery or of sending
                  "consented": null},          // technological means: the defendant consents, or the court so orders
     "acknowledged": null}                     // the day on which the defendant admits having received the claim

Outcome:

    {"complete": true,                         // the application has what CCP 544 asks; null where not known
     "missing": [],                            // JSON Pointers of what it lacks
     "opened": null,                           // the court record is opened: what the clerk decided
     "review": null,                           // {"last_day": …, …}: to ask the court to review a refusal
     "notified_by": "clerk", "with": ["application", "options", "exhibits"],
     "notified_on": "2026-05-16",              // the day that counts; null where it is not known
     "regular": true,                          // made as the text asks; false: a person tells what follows
     "answer": {"last_day": "2026-06-05", …},  // to answer; null where the day of notification is not known
     "next": null,                             // what the clerk does next: bailiff | public_notice | new_address
     "needed": []}

Where two proofs give two days, the earlier is taken: it is the safe one for who has to answer. A delivery on a holiday
or outside 7 to 21 h is not regular, and its day is still shown, for the same reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.facts import Day, Fault, Field, Flag, Number, OneOf, Reason, Record, Schema
from parvis.law.kernel.reasons import NOT_BEFORE
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.texts.c25_01.notification import METHODS, RESULTS

_APPLICATION = Record(
    (
        Field("states_facts", Flag(), Text("elle dit les faits", "it states the facts")),
        Field("states_amount", Flag(), Text("elle dit la nature et le montant", "it states the nature and amount")),
        Field("names_parties", Flag(), Text("elle donne noms et adresses", "it gives names and addresses")),
        Field(
            "says_mediation", Flag(), Text("elle dit si la médiation est acceptée", "it says if mediation is accepted")
        ),
        Field("statement_signed", Flag(), Text("la déclaration de la partie y est", "the party's statement is there")),
        Field(
            "states_employees",
            Flag(),
            Text("un groupement y déclare au plus 10 employés", "a group states that it has at most 10 employees"),
        ),
        Field("exhibits_filed", Flag(), Text("les pièces sont déposées", "the exhibits are filed")),
    )
)

_DELIVERY = Record(
    (
        Field("method", OneOf(METHODS), Text("le moyen", "the method"), True, False),
        Field("result", OneOf(RESULTS), Text("ce qui est arrivé", "what happened"), True),
        Field("sent", Day(), Text("le jour de l'envoi", "the day it was sent")),
        Field(
            "receipt_signed", Day(), Text("le jour où l'avis de réception est signé", "the day of the receipt notice")
        ),
        Field("delivery_notice", Day(), Text("le jour de l'avis de livraison", "the day of the delivery notice")),
        Field("delivered", Day(), Text("le jour de la remise", "the day of delivery")),
        Field("hour", Number(0, 23), Text("l'heure", "the hour")),
        Field("consented", Flag(), Text("la partie y consent", "the party consents")),
    ),
    order=(("sent", "receipt_signed"), ("sent", "delivery_notice"), ("sent", "delivered")),
)


_ADMISSIBLE = Reason(
    "admissible_claim_refused",
    "null: it is admissible",
    Text("La demande est recevable : laissez cette date vide.", "The claim is admissible: leave this date empty."),
)


def _notified_after_filing(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """Nothing is notified before the claim is filed."""
    filed, delivery = facts["claim_filed"], facts["delivery"]
    if filed is None:
        return
    for name in ("sent", "receipt_signed", "delivery_notice", "delivered"):
        day = None if delivery is None else delivery[name]
        if day is not None and day < filed:
            yield NOT_BEFORE.at(f"{at}/delivery/{name}", day.isoformat(), name="claim_filed", day=filed)


def _refused_if_notified(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """A decision of inadmissibility is notified only where the clerk has refused the claim."""
    if facts["admissible"] and facts["inadmissible_notified"] is not None:
        yield _ADMISSIBLE.at(f"{at}/inadmissible_notified", facts["inadmissible_notified"].isoformat())


FACTS = Schema(
    Record(
        (
            ON,
            Field("claimant", OneOf(("natural_person", "group")), Text("qui réclame", "who claims")),
            Field("application", _APPLICATION, Text("ce que dit la demande", "what the application says")),
            Field("claim_filed", Day(), Text("le jour du dépôt", "the day of filing")),
            Field("admissible", Flag(), Text("ce que le greffe a décidé", "what the clerk decided")),
            Field(
                "inadmissible_notified",
                Day(),
                Text("le jour où le refus est notifié", "the day the refusal is notified"),
            ),
            Field("delivery", _DELIVERY, Text("l'envoi à la partie défenderesse", "the delivery to the defendant")),
            Field(
                "acknowledged",
                Day(),
                Text(
                    "le jour où elle reconnaît avoir reçu la demande", "the day the defendant admits having received it"
                ),
            ),
        ),
        order=(("claim_filed", "inadmissible_notified"), ("claim_filed", "acknowledged")),
        checks=(_notified_after_filing, _refused_if_notified),
    ),
    answers_from=date(2016, 1, 1),
)

OUTCOME = {
    "complete": Text("la demande a ce que l'article 544 demande", "the application has what article 544 asks"),
    "missing": Text("ce qui lui manque", "what it lacks"),
    "opened": Text("le dossier est ouvert", "the court record is opened"),
    "review": Text("le dernier jour pour demander la révision d'un refus", "the last day to ask for a review"),
    "notified_by": Text("qui notifie", "who notifies"),
    "with": Text("ce qui est notifié", "what is notified"),
    "notified_on": Text("le jour de la notification", "the day of notification"),
    "regular": Text("faite comme le texte le demande", "made as the text asks"),
    "answer": Text("le dernier jour pour répondre", "the last day to answer"),
    "next": Text("ce que le greffe fait ensuite", "what the clerk does next"),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
}
