"""small-claims/mediation-route: whether mediation is mandatory or offered in a file, and what comes after it.

Facts (null is "not known" or "has not happened"; what is left out is the same):

    {"on": "2026-06-01",
     "district": "montreal",                   // one of the 36, in kebab-case ASCII (saint-francois, trois-rivieres…)
     "claim_filed": "2026-04-01",
     "contested": "2026-05-04",                // the day the defendant filed a contestation
     "claim_amount": "4200.00",                // interest excluded
     "counterclaim_amount": "0.00",            // "0.00" where there is none; null where it is not known
     "consumer_contract": null,                // only for Gatineau and Terrebonne, 2015-2018 (pilot project)
     "professional_fees": null,                // same: fees under a contract with a member of a professional order
     "exclusions": {"victim_certificate_filed": false,   // a certificate is filed; nothing is ever asked about it
                    "judgment_on_the_record": false,     // the parties asked for judgment on the face of the record
                    "validity_of_a_rule": false,         // a law, regulation or order is attacked
                    "charter_right": false},             // reparation for a breach of a fundamental right
     "government_of_quebec_party": false,      // no arbitration then
     "not_arbitrable": false,                  // status, capacity, family or public order
     "exemption": {"notice": "2026-05-10",     // the clerk's notice that the case is subject
                   "requested": "2026-05-20",
                   "ground": "travel_cost",    // no_contact_order | travel_cost | already_mediated | victim | other
                   "others_informed": null,    // the clerk told the other parties of the request
                   "granted": null},
     "mediation": {"last_session": null, "settled": null},
     "arbitration": {"notice_notified": null, "refused": null, "all_consent": null},
     "wish": {"claimant": true, "defendant": null}}      // each party's wish, where mediation is voluntary

Outcome:

    {"route": "mandatory",      // not_open | voluntary | mandatory | exempt | arbitration | court | settled | unknown
     "would_be": null,          // where not_open: the route once contested (voluntary | mandatory | exempt | unknown)
     "then": "arbitration",     // what follows where mediation does not settle, or where it is not held: arbitration |
                                // court | null (unknown)
     "in_force": {"not_before": "2025-10-06",   // since when mediation is mandatory in the district; null: unknown
                  "not_after": "2025-10-06"},
     "ceiling": "5000.00",
     "free_minutes": 180,       // mediation paid by the Ministry
     "cost_to_parties": "0.00", // for that time
     "extra_hour": "135.00",    // what an hour beyond it costs the parties; null where not known
     "premediation": true,      // the free meeting to prepare, offered by the Centres de justice de proximité
     "exemption_last_day": "2026-05-29",       // the safe last day to ask to be exempted; null without notice
     "comments_last_day": null, // the other parties' safe last day for comments on the request; null: not asked, not known
     "refusal_last_day": null,  // the safe last day to refuse arbitration; silence is acceptance
     "summary": {"fr": …, "en": …},
     "needed": []}              // JSON Pointers of the facts that would settle it

Readings: `r061-s21-value` (claim | highest: the value in dispute is the claim, or the higher of claim and
counterclaim) and `r061-trigger` (filed | contested: the roll-out follows the day of filing, or of contestation).
Nothing in a decision tells which exclusion applies: the victims' certificate is confidential.
"""

from __future__ import annotations

from datetime import date

from parvis.law.kernel.decision import Reading
from parvis.law.kernel.facts import Amount, Day, Field, Flag, OneOf, Record, Schema
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON

DISTRICTS = (
    "abitibi",
    "alma",
    "arthabaska",
    "baie-comeau",
    "beauce",
    "beauharnois",
    "bedford",
    "bonaventure",
    "charlevoix",
    "chicoutimi",
    "drummond",
    "frontenac",
    "gaspe",
    "gatineau",
    "iberville",
    "joliette",
    "kamouraska",
    "labelle",
    "laval",
    "longueuil",
    "megantic",
    "mingan",
    "montmagny",
    "montreal",
    "pontiac",
    "quebec",
    "richelieu",
    "rimouski",
    "roberval",
    "rouyn-noranda",
    "saint-francois",
    "saint-hyacinthe",
    "saint-maurice",
    "temiscamingue",
    "terrebonne",
    "trois-rivieres",
)
GROUNDS = ("no_contact_order", "travel_cost", "already_mediated", "victim", "other")

_EXCLUSIONS = Record(
    (
        Field(
            "victim_certificate_filed",
            Flag(),
            Text(
                "une attestation d'un service d'aide aux victimes est déposée au greffe (aucun détail n'est demandé)",
                "a certificate of a victims' assistance organization is filed (no detail is asked)",
            ),
        ),
        Field(
            "judgment_on_the_record",
            Flag(),
            Text(
                "les parties ont demandé un jugement sur le vu du dossier",
                "the parties asked for judgment on the face of the record",
            ),
        ),
        Field(
            "validity_of_a_rule",
            Flag(),
            Text(
                "la demande conteste la validité d'une loi, d'un règlement ou d'un décret",
                "the claim attacks the validity of a law, a regulation or an order",
            ),
        ),
        Field(
            "charter_right",
            Flag(),
            Text(
                "la demande vise la réparation d'une atteinte à un droit fondamental (Chartes)",
                "the claim seeks reparation for the breach of a fundamental right (Charters)",
            ),
        ),
    )
)
_EXEMPTION = Record(
    (
        Field(
            "notice",
            Day(),
            Text(
                "le jour de l'avis du greffe: le dossier est soumis à la médiation obligatoire",
                "the day of the clerk's notice that the case is subject to mandatory mediation",
            ),
        ),
        Field("requested", Day(), Text("le jour de la demande d'exemption", "the day the exemption was asked for")),
        Field("ground", OneOf(GROUNDS), Text("le motif invoqué", "the ground given"), with_day="requested"),
        Field(
            "others_informed",
            Day(),
            Text("le greffe en a informé les autres parties le", "the clerk told the other parties on"),
        ),
        Field("granted", Flag(), Text("la décision", "the decision"), with_day="requested"),
    ),
    order=(("notice", "requested"), ("requested", "others_informed")),
)
_MEDIATION = Record(
    (
        Field("last_session", Day(), Text("la dernière séance de médiation", "the last mediation session")),
        Field("settled", Flag(), Text("les parties se sont entendues", "the parties settled"), with_day="last_session"),
    )
)
_ARBITRATION = Record(
    (
        Field(
            "notice_notified",
            Day(),
            Text("le jour où l'avis d'arbitrage a été notifié", "the day the notice of arbitration was notified"),
        ),
        Field("refused", Day(), Text("le jour du refus de l'arbitrage", "the day arbitration was refused")),
        Field(
            "all_consent",
            Flag(),
            Text("toutes les parties consentent à l'arbitrage", "all parties consent to arbitration"),
        ),
    ),
    order=(("notice_notified", "refused"),),
)
_WISH = Record(
    (
        Field("claimant", Flag(), Text("la partie demanderesse veut la médiation", "the claimant wants mediation")),
        Field("defendant", Flag(), Text("la partie défenderesse veut la médiation", "the defendant wants mediation")),
    )
)

FACTS = Schema(
    Record(
        (
            ON,
            Field("district", OneOf(DISTRICTS), Text("le district judiciaire", "the judicial district"), True),
            Field("claim_filed", Day(), Text("le jour du dépôt de la demande", "the day the claim was filed")),
            Field(
                "contested", Day(), Text("le jour du dépôt de la contestation", "the day the contestation was filed")
            ),
            Field(
                "claim_amount",
                Amount(),
                Text("la somme réclamée, sans les intérêts", "the sum claimed, without interest"),
                True,
            ),
            Field(
                "counterclaim_amount",
                Amount(),
                Text("la somme de la demande reconventionnelle", "the sum of the counterclaim"),
            ),
            Field("consumer_contract", Flag(), Text("un contrat de consommation", "a consumer contract")),
            Field(
                "professional_fees",
                Flag(),
                Text("des honoraires d'un membre d'un ordre professionnel", "fees of a member of a professional order"),
            ),
            Field(
                "exclusions",
                _EXCLUSIONS,
                Text("les cas que le règlement met à part", "the cases that the regulation sets apart"),
            ),
            Field(
                "government_of_quebec_party",
                Flag(),
                Text("le gouvernement du Québec est partie", "the Government of Québec is a party"),
            ),
            Field(
                "not_arbitrable",
                Flag(),
                Text("état, capacité, famille ou ordre public", "status, capacity, family or public order"),
            ),
            Field("exemption", _EXEMPTION, Text("l'exemption", "the exemption")),
            Field("mediation", _MEDIATION, Text("la médiation tenue", "the mediation held")),
            Field("arbitration", _ARBITRATION, Text("l'arbitrage", "the arbitration")),
            Field("wish", _WISH, Text("ce que veut chaque partie", "what each party wants")),
        ),
        order=(("claim_filed", "contested"),),
    ),
    answers_from=date(2003, 10, 16),
)

READINGS = (
    Reading(
        "r061-s21-value",
        ("claim", "highest"),
        Text(
            "La « valeur en litige » de l'article 21: la demande seule, ou la plus élevée de la demande et de la "
            "demande reconventionnelle.",
            "The “value in dispute” of section 21: the claim alone, or the higher of the claim and the counterclaim.",
        ),
    ),
    Reading(
        "r061-trigger",
        ("filed", "contested"),
        Text(
            "Le déploiement par district suit le jour du dépôt de la demande, ou celui de la contestation.",
            "The roll-out by district follows the day the claim was filed, or the day it was contested.",
        ),
    ),
)

OUTCOME = {
    "route": Text(
        "la voie: pas encore ouverte, volontaire, obligatoire, exemptée, arbitrage, tribunal, réglée, inconnue",
        "not_open, voluntary, mandatory, exempt, arbitration, court, settled or unknown",
    ),
    "would_be": Text("la voie une fois la demande contestée", "the route once the claim is contested"),
    "then": Text("ce qui suit sans entente: arbitrage ou tribunal", "what follows without a settlement"),
    "in_force": Text(
        "depuis quand la médiation est obligatoire dans le district (bornes)",
        "since when mediation is mandatory in the district (bounds)",
    ),
    "ceiling": Text("la valeur maximale de la médiation obligatoire", "the ceiling of mandatory mediation"),
    "free_minutes": Text("les minutes de médiation sans frais", "the minutes of mediation free of charge"),
    "cost_to_parties": Text("ce que paient les parties pour ce temps", "what the parties pay for that time"),
    "extra_hour": Text("le prix d'une heure de plus", "the price of an additional hour"),
    "premediation": Text("une rencontre gratuite pour se préparer est offerte", "a free meeting to prepare is offered"),
    "exemption_last_day": Text(
        "le dernier jour sûr pour demander l'exemption", "the safe last day to ask to be exempted"
    ),
    "comments_last_day": Text(
        "le dernier jour sûr pour les observations des autres parties", "the other parties' safe last day for comments"
    ),
    "refusal_last_day": Text("le dernier jour sûr pour refuser l'arbitrage", "the safe last day to refuse arbitration"),
    "summary": Text("la réponse en une phrase", "the answer in one sentence"),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
}
