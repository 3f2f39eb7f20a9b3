"""consumer/warranty: what the law lets a buyer rely on when goods fail, against whom, and what is left to a judge.

Facts (null is "not known"):

    {"on": "2026-11-22",
     "bought": "2024-05-01",                   // the day of the contract by which this person got the goods
     "delivered": null,                        // the day of delivery to their first buyer; null: bought, from a merchant
     "consumer": true,                         // a natural person, not for a business
     "seller": "merchant",                     // merchant | individual (not a merchant)
     "goods": "refrigerator",                  // range | refrigerator | freezer | dishwasher | washing_machine | dryer |
                                               // television | desktop_computer | laptop_computer | tablet |
                                               // cellular_telephone | game_console | air_conditioner | heat_pump | other
     "new": true,                              // new when first sold to a consumer by a merchant
     "problem": "short_life",                  // unfit | short_life | latent_defect | missing_instructions
     "ordinary_check_shows": null,             // latent_defect: an ordinary examination would have shown it
     "seller_knew": null,                      // an individual seller knew of the defect
     "abusive_use": false,
     "appeared": "2026-10-01",                 // the day the problem appeared
     "notice_given": null,                     // the day written notice was given to the seller
     "additional_warranty": null}              // {"contract": "2026-10-10", "cancelled": null, "informed": false,
                                               //  "insurer": false}: a contract of additional warranty (s. 228.3)

Outcome:

    {"covered": null,                          // true: a warranty may be relied on; false: none; null: a judge decides, or
                                               // a fact is needed
     "grounds": [{"norm": "cpa/s38", "holds": null}],   // each warranty in play
     "against": ["merchant"],                  // merchant | manufacturer | seller: who may be sued, as far as it was seen
     "factors": ["price", "contract", "conditions_of_use"],   // what a judge weighs for a reasonable life; wear: used goods
     "good_working_order": {"until": "2032-10-10", "free_repair": true},   // null: none (see the decisions below)
     "notice": {"needed": true, "given": false, "lateness_matters": false},   // of a latent defect (CCQ 1739); else null
     "additional_warranty": {"cancel_by": "2027-10-10", "latest": "2027-10-10", "may_cancel": true},
     "prescription": {"question": "limits/prescription", "claim": "consumer_act"},   // ask it for the last day to sue
     "needed": []}

Decisions taken where no text was seen. The warranty of good working order is taken for goods first delivered from 2026-10-05
on. An additional warranty made before the second sentence of section 228.3 has the 10 days only. Its 10 days are not
prolonged by a closed day, which is the safe reading. The special warranties of used cars and motorcycles (ss. 159, 164)
are not answered here.
"""

from __future__ import annotations

from datetime import date

from parvis.law.kernel.facts import Day, Field, Flag, OneOf, Record, Schema
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON

SELLERS = ("merchant", "individual")
GOODS = (
    "range",
    "refrigerator",
    "freezer",
    "dishwasher",
    "washing_machine",
    "dryer",
    "television",
    "desktop_computer",
    "laptop_computer",
    "tablet",
    "cellular_telephone",
    "game_console",
    "air_conditioner",
    "heat_pump",
    "other",
)
PROBLEMS = ("unfit", "short_life", "latent_defect", "missing_instructions")

ADDITIONAL = Record(
    (
        Field("contract", Day(), Text("le jour de ce contrat", "the day of that contract"), True, False),
        Field("cancelled", Day(), Text("le jour de l'avis d'annulation", "the day of the notice of resolution")),
        Field(
            "informed",
            Flag(),
            Text("le commerçant a donné les renseignements exigés", "the merchant gave the required information"),
            required=True,
        ),
        Field(
            "insurer",
            Flag(),
            Text("le garant est un assureur autorisé", "the underwriter is an authorized insurer"),
            required=True,
        ),
    ),
    order=(("contract", "cancelled"),),
    dated_by="contract",
)

FACTS = Schema(
    Record(
        (
            ON,
            Field("bought", Day(scheduled=True), Text("le jour du contrat", "the day of the contract"), True, False),
            Field(
                "delivered",
                Day(),
                Text("le jour de la livraison au premier acheteur", "the day of delivery to the first buyer"),
            ),
            Field(
                "consumer",
                Flag(),
                Text("une personne physique, pas pour un commerce", "a natural person, not for a business"),
                True,
                False,
            ),
            Field("seller", OneOf(SELLERS), Text("qui a vendu", "who sold"), True, False),
            Field("goods", OneOf(GOODS), Text("le bien", "the goods"), True, False),
            Field("new", Flag(), Text("le bien était neuf", "the goods were new"), required=True),
            Field("problem", OneOf(PROBLEMS), Text("le problème", "the problem"), True, False),
            Field(
                "ordinary_check_shows",
                Flag(),
                Text("un examen ordinaire l'aurait montré", "an ordinary examination would have shown it"),
            ),
            Field("seller_knew", Flag(), Text("le vendeur le savait", "the seller knew of it")),
            Field("abusive_use", Flag(), Text("l'usage a été abusif", "the use was abusive")),
            Field("appeared", Day(), Text("le jour où le problème est apparu", "the day the problem appeared"), True),
            Field("notice_given", Day(), Text("le jour de l'avis écrit", "the day written notice was given")),
            Field("additional_warranty", ADDITIONAL, Text("la garantie supplémentaire", "the additional warranty")),
        ),
        order=(("delivered", "appeared"), ("bought", "appeared"), ("appeared", "notice_given"), ("bought", "on")),
    ),
    answers_from=date(1994, 1, 1),
)

OUTCOME = {
    "covered": Text("si une garantie peut être invoquée", "whether a warranty may be relied on"),
    "grounds": Text("les garanties en jeu", "the warranties in play"),
    "against": Text("qui peut être poursuivi", "who may be sued"),
    "factors": Text("ce qu'une juge ou un juge pèse", "what a judge weighs"),
    "good_working_order": Text("la garantie de bon fonctionnement", "the warranty of good working order"),
    "notice": Text("l'avis écrit du vice", "the written notice of the defect"),
    "additional_warranty": Text(
        "jusqu'à quand annuler la garantie supplémentaire", "until when the additional warranty may be resolved"
    ),
    "prescription": Text(
        "la question qui donne le dernier jour pour poursuivre", "the question for the last day to sue"
    ),
    "needed": Text("les faits qui manquent", "the facts that are missing"),
}
