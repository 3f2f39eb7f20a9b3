"""small-claims/court-fees: what filing, contesting and executing cost (C-25.01, r. 13; H-4.1, r. 13.1, s. 31).

Facts (null is "not known"):

    {"on": "2026-06-01",
     "person": "natural_person",          // who pays: natural_person | legal_person | partnership | association |
                                          // other_group
     "amount": "8400.00",                 // the sum claimed, without interest
     "last_resort_assistance": false,     // receives last-resort financial assistance
     "claim_filed": null,                 // each fee is that of its own day; null: it is told as on `on`
     "contested": null,
     "execution_notice": null,
     "first_execution_notice": true,      // the first notice of execution signed and filed by the clerk
     "instalment_agreement": null}        // with a bailiff

Outcome: `filing`, `contestation`, `execution_notice`, `instalment_agreement`, each

    {"day": "2026-06-01",                 // the day whose tariff is applied
     "amount": null,                      // null where no source gives it for that day: never guessed
     "lowest": null, "highest": null,     // bounds, where only they are known
     "parts": [{"norm": …, "amount": …, "why": {"fr": …, "en": …}}],
     "exempt": false,                     // true | false | null (not known)
     "due": true,                         // false: nothing is owed (exempt, or not the first notice); null: not known
     "why": {"fr": …, "en": …},
     "norm": "c25.01-r13/s2-filing", "cite": {…},
     "seen": [{"when": {…}, "about": {…}, "lowest": "108.00", "highest": "217.00", "confidence": "2",
               "source": {…}}]}           // what sources give for other days, oldest first: told, never applied

and `ask`: where to ask for the amount; `needed`: the facts that would settle what is null for want of a fact.

The brackets of the tariff were not seen, so `amount` only tells whether the claim is a small one. The exemption is that
of the page on filing (Québec.ca); for the costs of execution the page says nothing, and a person tells.
"""

from __future__ import annotations

from datetime import date

from parvis.law.kernel.facts import Amount, Day, Field, Flag, OneOf, Record, Schema
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON

PERSONS = ("natural_person", "legal_person", "partnership", "association", "other_group")

FACTS = Schema(
    Record(
        (
            ON,
            Field("person", OneOf(PERSONS), Text("qui paie", "who pays"), True),
            Field("amount", Amount(), Text("la somme réclamée, sans les intérêts", "the sum claimed")),
            Field(
                "last_resort_assistance",
                Flag(),
                Text("reçoit une aide financière de dernier recours", "receives last-resort financial assistance"),
            ),
            Field("claim_filed", Day(), Text("le jour du dépôt de la demande", "the day the claim is filed")),
            Field("contested", Day(), Text("le jour de la contestation", "the day of the contestation")),
            Field("execution_notice", Day(), Text("le jour de l'avis d'exécution", "the day of the notice")),
            Field(
                "first_execution_notice",
                Flag(),
                Text("c'est le premier avis d'exécution", "it is the first notice of execution"),
            ),
            Field(
                "instalment_agreement",
                Day(),
                Text("le jour de l'entente de paiement échelonné", "the day of the instalment agreement"),
            ),
        ),
        order=(("claim_filed", "contested"), ("claim_filed", "execution_notice")),
    ),
    answers_from=date(2016, 1, 1),
)

OUTCOME = {
    "filing": Text("les frais de dépôt d'une demande", "the filing fee of an application"),
    "contestation": Text("les frais d'une contestation", "the fee of a contestation"),
    "execution_notice": Text("les frais du premier avis d'exécution", "the cost of the first notice of execution"),
    "instalment_agreement": Text(
        "les honoraires de l'huissier pour une entente de paiement échelonné",
        "the bailiff's fee for an instalment payment agreement",
    ),
    "ask": Text("où demander le montant", "where to ask for the amount"),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
}
