"""small-claims/territory: to the court of which district a claim goes.

Facts (null is "not known"):

    {"on": "2026-06-01",
     "consumer": "claimant",                 // who is the consumer in a consumer contract: claimant | defendant |
                                             // neither (there is no such contract)
     "claimant_district": "laval",           // the district where each lives or is established
     "defendant_district": "montreal"}

Outcome:

    {"forum": "consumer",                    // consumer | defendant: whose domicile decides; null where not known
     "district": "laval",                    // the district that follows; null where not known
     "also": ["contract_or_harm"],           // other places that the claimant may choose
     "needed": []}                           // JSON Pointers of the facts that would settle it

A defendant may ask for a transfer (CCP 548). Where it is not known whether a consumer is in it, the defendant's district
is given, no norm holds yet, and `/consumer` is needed. Article 43 is an exception: it holds, or it is null.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.facts import Field, OneOf, Record, Schema
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.questions.mediation_route_facts import DISTRICTS
from parvis.law.texts import LAW

FACTS = Schema(
    Record(
        (
            ON,
            Field(
                "consumer",
                OneOf(("claimant", "defendant", "neither")),
                Text("qui est le consommateur, s'il y en a un", "who is the consumer, if anyone"),
                True,
            ),
            Field("claimant_district", OneOf(DISTRICTS), Text("le district de qui réclame", "the claimant's district")),
            Field(
                "defendant_district", OneOf(DISTRICTS), Text("le district de qui se défend", "the defendant's district")
            ),
        )
    ),
    answers_from=date(2016, 1, 1),
)

OUTCOME = {
    "forum": Text("de qui le domicile décide: consumer ou defendant", "whose domicile decides: consumer or defendant"),
    "district": Text("le district qui en découle", "the district that follows"),
    "also": Text("les autres lieux possibles, au choix", "the other places that may be chosen"),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
}


RULES: Rulebook[Callable[[Weighing, Mapping[str, Any]], Decision]] = Rulebook(LAW.norms)


@RULES.encodes("ccp/a41", "ccp/a42", "ccp/a43")
def weigh_territory(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on the district of the claim."""
    day, consumer = facts["on"], facts["consumer"]
    protected = consumer in ("claimant", "defendant")
    district = facts[f"{consumer}_district"] if protected else facts["defendant_district"]
    general = True if consumer == "neither" else None
    weighing.weigh(
        "ccp/a41",
        day=day,
        holds=general,
        because=Text(
            "Le tribunal est celui du domicile de la partie défenderesse.",
            "The court is that of the defendant's domicile.",
        ),
        facts=("/defendant_district",),
    )
    weighing.weigh(
        "ccp/a42",
        day=day,
        holds=general,
        because=Text(
            "Le lieu du contrat, de la faute ou du préjudice peut aussi être choisi.",
            "The place of the contract, of the fault or of the harm may also be chosen.",
        ),
    )
    weighing.weigh(
        "ccp/a43",
        day=day,
        holds=True if protected else None,
        because=Text(
            "Le contrat est un contrat de consommation: le domicile du consommateur décide.",
            "The contract is a consumer contract: the consumer's domicile decides.",
        )
        if protected
        else Text("Aucun contrat de consommation n'est connu.", "No consumer contract is known."),
        facts=("/consumer",),
    )
    wanted = f"/{consumer}_district" if protected else "/defendant_district"
    needed = ([wanted] if district is None else []) + (["/consumer"] if consumer is None else [])
    return weighing.decide(
        {
            "forum": "consumer" if protected else "defendant" if consumer else None,
            "district": district,
            "also": ["contract_or_harm"] if consumer == "neither" else [],
            "needed": needed,
        }
    )


QUESTION = Question(
    id="small-claims/territory",
    title=Text("À quel district va la demande?", "To which district does the claim go?"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_territory,
)
