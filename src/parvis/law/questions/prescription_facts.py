"""limits/prescription: until which day one may sue.

Facts (null is "not known" or "has not happened"):

    {"on": "2026-06-01",
     "claim": "general",                       // general | movable_right | consumer_act | latent_defect |
                                               // municipality | judgment
     "right_arose": {"not_before": "2023-05-01", "not_after": "2023-05-20"},
                                               // the day the right of action arose, both bounds equal where it is known
                                               // (harm that appears late: first_manifested; latent defect: discovered;
                                               // judgment: rendered); null: not known
     "gradual_harm": false,                    // harm that appears gradually or late: right_arose is its first sign
     "contract_formed": null,                  // consumer_act: the day the contract was made
     "municipality": null,                     // city | municipality: which Act governs it (notice of 15 or 60 days)
     "bodily_injury": null,                    // municipality: the harm is bodily injury
     "notice_given": null,                     // municipality: the day written notice was given
     "suspension_agreements": [{"signed_writing": true, "from": "2025-01-10", "to": "2025-03-10"}],
     "acknowledgements": [{"date": "2024-02-02", "kind": "written", "confirmed": true}],
                                               // kind: written | partial_payment | oral; confirmed: the debtor does
                                               // not deny having acknowledged the debt (null: not known)
     "claim_filed": null, "claim_notified": null}

Outcome:

    {"last_day": "2026-05-20",                 // null where a range or nothing is known
     "safe_day": "2026-05-01",                 // the earliest day it can be: file by then
     "range": {"not_before": "2026-05-01", "not_after": "2026-05-20"},   // null where the day is known
     "prescribed": false,                      // true | false | null, as on `on`
     "interrupted": false,                     // by a claim filed in time and served in time; null: still open
     "serve_by": null,                         // where a claim is filed in time, or may be: the last day to serve it
     "days_left": 12,                          // from `on` to safe_day; negative where it has passed; null
     "notice": null,                           // municipality: {"last_day": …, "given_in_time": true|false|null}
     "account": [{"step": "start", "day": "2023-05-01", "days": null,
                  "text": {"fr": …, "en": …}, "norm": "ccq/a2880"}],
     "needed": []}

Account steps: start · period · order_of_2020 · agreement · acknowledgement · closed_day · filed · served.
Readings: `ccq2892-service` (clerk | bailiff: the clerk's notification is the service within 60 days, or a bailiff's
is needed) and `cpa273-start` (right_arose | contract_formed).
"""

from __future__ import annotations

from datetime import date

from parvis.law.kernel.decision import Reading
from parvis.law.kernel.facts import Day, Field, Flag, Items, OneOf, Record, Schema
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON

CLAIMS = ("general", "movable_right", "consumer_act", "latent_defect", "municipality", "judgment")
FIRST_DAY = date(1994, 1, 1)

BOUNDS = Record(
    (
        Field("not_before", Day(), Text("au plus tôt", "at the earliest"), True, False),
        Field("not_after", Day(scheduled=True), Text("au plus tard", "at the latest"), True, False),
    ),
    dated_by="not_before",
    order=(("not_before", "not_after"),),
)
AGREEMENT = Record(
    (
        Field(
            "signed_writing",
            Flag(),
            Text("l'entente est écrite et signée", "the agreement is in a signed writing"),
            True,
        ),
        Field("from", Day(), Text("le premier jour", "the first day"), True, False),
        Field("to", Day(), Text("le dernier jour; null si elle dure encore", "the last day; null where it still runs")),
    ),
    dated_by="from",
    order=(("from", "to"),),
)
ACKNOWLEDGEMENT = Record(
    (
        Field("date", Day(), Text("le jour", "the day"), True, False),
        Field(
            "kind",
            OneOf(("written", "partial_payment", "oral")),
            Text("comment la dette a été reconnue", "how the debt was acknowledged"),
            True,
            False,
        ),
        Field(
            "confirmed",
            Flag(),
            Text("la personne ne nie pas avoir reconnu la dette", "the debtor does not deny the acknowledgement"),
            True,
        ),
    ),
    dated_by="date",
)


FACTS = Schema(
    Record(
        (
            ON,
            Field("claim", OneOf(CLAIMS), Text("la sorte de réclamation", "the kind of claim"), True),
            Field(
                "right_arose",
                BOUNDS,
                Text("le jour où le droit d'agir est né", "the day the right of action arose"),
                True,
            ),
            Field(
                "gradual_harm",
                Flag(),
                Text("le préjudice se manifeste peu à peu ou tard", "the harm appears gradually or late"),
            ),
            Field("contract_formed", Day(), Text("le jour du contrat", "the day of the contract")),
            Field(
                "municipality",
                OneOf(("city", "municipality")),
                Text(
                    "la loi de la municipalité: cités et villes, ou Code municipal",
                    "the municipality's Act: Cities and Towns Act, or Municipal Code",
                ),
            ),
            Field("bodily_injury", Flag(), Text("un préjudice corporel", "a bodily injury")),
            Field(
                "notice_given",
                Day(),
                Text("le jour de l'avis écrit à la municipalité", "the day of the written notice to the municipality"),
            ),
            Field(
                "suspension_agreements",
                Items(AGREEMENT, 20),
                Text("les ententes qui suspendent la prescription", "the agreements that suspend prescription"),
            ),
            Field(
                "acknowledgements",
                Items(ACKNOWLEDGEMENT, 50),
                Text("les reconnaissances de dette", "the acknowledgements of the debt"),
            ),
            Field("claim_filed", Day(), Text("le jour du dépôt de la demande", "the day the claim was filed")),
            Field(
                "claim_notified", Day(), Text("le jour où la demande a été notifiée", "the day the claim was notified")
            ),
        ),
        order=(("claim_filed", "claim_notified"),),
    ),
    answers_from=FIRST_DAY,
)

READINGS = (
    Reading(
        "ccq2892-service",
        ("clerk", "bailiff"),
        Text(
            "La notification par le greffe vaut-elle la signification dans les 60 jours, ou faut-il un huissier?",
            "Is the clerk's notification the service within 60 days, or is a bailiff needed?",
        ),
    ),
    Reading(
        "cpa273-start",
        ("right_arose", "contract_formed"),
        Text(
            "Les trois ans de la Loi sur la protection du consommateur partent du jour où le droit d'agir est né, ou "
            "de la formation du contrat.",
            "The three years of the Consumer Protection Act run from the day the right of action arose, or from the "
            "formation of the contract.",
        ),
    ),
)

OUTCOME = {
    "last_day": Text("le dernier jour pour déposer la demande", "the last day to file the claim"),
    "safe_day": Text("le jour le plus tôt qu'il puisse être: déposez avant", "the earliest it can be: file by then"),
    "range": Text("les bornes, quand le jour n'est pas connu", "the bounds, where the day is not known"),
    "prescribed": Text("le délai est-il passé ce jour-là?", "is the period over on that day?"),
    "interrupted": Text("le dépôt a arrêté le délai", "filing stopped the period"),
    "serve_by": Text("le dernier jour pour signifier la demande", "the last day to serve the claim"),
    "days_left": Text("les jours qui restent", "the days left"),
    "notice": Text("l'avis à la municipalité", "the notice to the municipality"),
    "account": Text("le compte, étape par étape", "the account, step by step"),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
}
