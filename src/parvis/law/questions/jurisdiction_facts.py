"""small-claims/jurisdiction: whether a claim may be brought in the Small Claims Division.

Facts (a JSON object; null is "not known", and stays unknown; what is left out is unknown too):

    {"on": "2026-06-01",                       // the day of the question
     "claim_filed": null,                      // the day the claim was filed; null where it is not filed
     "claimant": {"kind": "natural_person",    // natural_person | legal_person | partnership | association |
                                               // other_group
                  "capacity": "own",           // own | administrator | tutor | curator | protection_mandate |
                                               // somebody_else
                  "most_employees": null},     // not for a natural person: the most persons tied by an employment
                                               // contract at any one time in the 12 months before the claim
     "defendant": "business",                  // natural_person | business | municipality | quebec_government |
                                               // canada_government | other
     "matter": "money",                        // money | contract | movable_recovery | residential_lease |
                                               // land_lease | support | class_action | defamation | tax_appeal
     "amount": "8400.50",                      // claimed, interest excluded; "0.00" where no sum is claimed
     "contract_value": null,                   // matter contract: the value of the contract to resolve or annul
     "accessory_to_small_claim": null,         // matter movable_recovery: the property is claimed with a small claim
     "acquired_for_payment": false,            // the claim was bought from somebody else
     "part_of_larger_claim": false,            // something more is owed than what is claimed
     "rest": null,                             // where part_of_larger_claim: given_up | claimed_apart
     "successive_performance": null}           // credit by instalments, lease, employment, disability insurance…

The norms are those in force on the day of filing, or on `on` where the claim is not filed.

Outcome:

    {"small_claim": true,                      // true | false | null (something needed is not known)
     "ceiling": "15000.00",                    // the ceiling of that day, interest excluded
     "reduce_to": null,                        // the amount to which the claim may be reduced to fit, where it is above
     "unmet": [], "undetermined": [],          // identifiers of the norms that do not hold / cannot be weighed
     "needed": [],                             // JSON Pointers of the facts that would settle it
     "instead": [{"forum": "tal",              // where the matter goes instead: tal | court_of_quebec |
                  "name": {"fr": …, "en": …},  // court_of_quebec_or_superior_court | superior_court |
                  "why": {"fr": …, "en": …},   // federal_court | tax_appeal | reduced_small_claim
                  "norm": "ccp/a537-lease"}]}

Every norm is read as a condition: `holds` is true where it lets the claim in, false where it keeps it out.
"""

from __future__ import annotations

from datetime import date

from parvis.law.kernel.facts import Amount, Day, Field, Flag, Number, OneOf, Record, Schema
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON

CLAIMANTS = ("natural_person", "legal_person", "partnership", "association", "other_group")
CAPACITIES = ("own", "administrator", "tutor", "curator", "protection_mandate", "somebody_else")
DEFENDANTS = ("natural_person", "business", "municipality", "quebec_government", "canada_government", "other")
MATTERS = (
    "money",
    "contract",
    "movable_recovery",
    "residential_lease",
    "land_lease",
    "support",
    "class_action",
    "defamation",
    "tax_appeal",
)

CLAIMANT = Record(
    (
        Field(
            "kind",
            OneOf(CLAIMANTS),
            Text("ce qu'est la personne qui réclame", "what the claimant is"),
            required=True,
        ),
        Field(
            "capacity",
            OneOf(CAPACITIES),
            Text(
                "en quel nom elle réclame: le sien (own), comme administratrice du bien d'autrui, tutrice, curatrice, "
                "par mandat de protection, ou pour quelqu'un d'autre",
                "in whose name the claim is made: its own, or as administrator, tutor, curator, under a protection "
                "mandate, or for somebody else",
            ),
            required=True,
        ),
        Field(
            "most_employees",
            Number(0, 10_000_000),
            Text(
                "le plus grand nombre de personnes liées par contrat de travail à un même moment, dans les 12 mois "
                "avant la demande",
                "the most persons tied by an employment contract at any one time in the 12 months before the claim",
            ),
        ),
    )
)

FACTS = Schema(
    Record(
        (
            ON,
            Field("claim_filed", Day(), Text("le jour du dépôt de la demande", "the day the claim was filed")),
            Field("claimant", CLAIMANT, Text("la personne qui réclame", "the claimant"), True, False),
            Field("defendant", OneOf(DEFENDANTS), Text("la personne poursuivie", "the defendant"), True),
            Field("matter", OneOf(MATTERS), Text("l'objet de la demande", "what the claim is about"), True),
            Field(
                "amount",
                Amount(),
                Text("la somme réclamée, sans les intérêts", "the sum claimed, without interest"),
                True,
            ),
            Field("contract_value", Amount(), Text("la valeur du contrat", "the value of the contract")),
            Field(
                "accessory_to_small_claim",
                Flag(),
                Text(
                    "le bien meuble est réclamé en plus d'une petite créance",
                    "the movable property is claimed along with a small claim",
                ),
            ),
            Field(
                "acquired_for_payment",
                Flag(),
                Text("la créance a été achetée à quelqu'un d'autre", "the claim was bought from somebody else"),
            ),
            Field(
                "part_of_larger_claim",
                Flag(),
                Text("il est dû plus que ce qui est réclamé", "more is owed than what is claimed"),
            ),
            Field(
                "rest",
                OneOf(("given_up", "claimed_apart")),
                Text(
                    "ce que devient le reste: abandonné ou réclamé à part",
                    "what becomes of the rest: given up or claimed apart",
                ),
            ),
            Field(
                "successive_performance",
                Flag(),
                Text(
                    "contrat de crédit à versements ou contrat à exécution successive (bail, travail, assurance "
                    "invalidité)",
                    "credit contract with instalments, or contract of successive performance (lease, employment, "
                    "disability insurance)",
                ),
            ),
        ),
    ),
    answers_from=date(2002, 1, 1),
)

OUTCOME = {
    "small_claim": Text(
        "vrai, faux, ou null quand un fait nécessaire n'est pas connu",
        "true, false, or null where a needed fact is not known",
    ),
    "ceiling": Text("le plafond de ce jour, sans les intérêts", "the ceiling of that day, interest excluded"),
    "reduce_to": Text(
        "le montant auquel la demande peut être réduite pour entrer", "the amount to which the claim may be reduced"
    ),
    "unmet": Text("les normes qui font obstacle", "the norms that keep the claim out"),
    "undetermined": Text(
        "les normes qui ne peuvent pas être pesées", "the norms that cannot be weighed on what is known"
    ),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
    "instead": Text("où va l'affaire à la place, et pourquoi", "where the matter goes instead, and why"),
}
