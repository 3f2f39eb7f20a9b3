"""small-claims/counterclaim: whether the defendant may claim in turn, in the same file (CCP 547, 550).

Facts (null is "not known"):

    {"on": "2026-06-01",
     "defendant": "natural_person",            // natural_person | group: any size may claim in turn
     "asks": ["money"],                        // money | resolution | resiliation | annulment; at least one
     "source": "same",                         // same | related | other: what the sum comes from
     "amount": "3200.00",                      // the sum claimed, without interest
     "contract": null,                         // sued_on | another: the contract to undo
     "contract_value": null,
     "matter": "ordinary",                     // ordinary | residential_lease | land_lease | support | class_action |
                                               // defamation | acquired (bought from somebody else): CCP 537
     "claim_notified": null,                   // the day the claim was notified to the defendant
     "inadmissible_notified": null}            // the day the clerk's refusal of the counterclaim was notified

Outcome:

    {"admissible": true,                       // true | false | null (a fact is not known, or a person decides)
     "ceiling": "15000.00",
     "unmet": [], "undetermined": [], "needed": [],
     "form": "SJ-871E",                        // the counterclaim is made with the answer
     "with_answer_by": null,                   // {"last_day": …}: the last day to answer
     "review": null}                           // {"last_day": …}: to ask the court to review the clerk's refusal

Whether a claim above the limit may be reduced to it is said of the plaintiff only (CCP 538): it is not told here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.facts import Amount, Day, Fault, Field, Items, OneOf, Reason, Record, Schema
from parvis.law.kernel.reasons import ONCE
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON

ASKS = ("money", "resolution", "resiliation", "annulment")
MATTERS = ("ordinary", "residential_lease", "land_lease", "support", "class_action", "defamation", "acquired")


_NOTHING_ASKED = Reason(
    "nothing_asked",
    "at least one of {values}",
    Text("Choisissez au moins une réponse.", "Choose at least one answer."),
    Text("Choisissez au moins une de ces réponses : {values}.", "Choose at least one of these answers: {values}."),
)


def _something_is_asked(facts: Mapping[str, Any], at: str) -> Iterator[Fault]:
    """A counterclaim asks for something, and each thing once."""
    if not facts["asks"]:
        yield _NOTHING_ASKED.at(f"{at}/asks", "an empty list", values=", ".join(ASKS))
    for index, each in enumerate(facts["asks"]):
        if each in facts["asks"][:index]:
            yield ONCE.at(f"{at}/asks/{index}", each)


FACTS = Schema(
    Record(
        (
            ON,
            Field("defendant", OneOf(("natural_person", "group")), Text("qui se défend", "the defendant")),
            Field("asks", Items(OneOf(ASKS), most=4), Text("ce qui est demandé", "what is asked"), True, False),
            Field(
                "source",
                OneOf(("same", "related", "other")),
                Text("d'où vient la somme: la même affaire, une affaire connexe ou autre chose", "what it comes from"),
            ),
            Field("amount", Amount(), Text("la somme réclamée, sans les intérêts", "the sum claimed")),
            Field("contract", OneOf(("sued_on", "another")), Text("le contrat à défaire", "the contract to undo")),
            Field("contract_value", Amount(), Text("la valeur du contrat", "the value of the contract")),
            Field("matter", OneOf(MATTERS), Text("de quoi il s'agit", "what it is about"), True),
            Field("claim_notified", Day(), Text("le jour où la demande est notifiée", "the day of notification")),
            Field(
                "inadmissible_notified",
                Day(),
                Text("le jour où le refus du greffe est notifié", "the day the clerk's refusal is notified"),
            ),
        ),
        order=(("claim_notified", "inadmissible_notified"),),
        checks=(_something_is_asked,),
    ),
    answers_from=date(2016, 1, 1),
)

OUTCOME = {
    "admissible": Text(
        "vrai, faux, ou null quand un fait manque ou qu'une personne décide",
        "true, false, or null where a fact is missing or a person decides",
    ),
    "ceiling": Text("la limite de la somme réclamée", "the limit of the sum claimed"),
    "unmet": Text("les normes qui font obstacle", "the norms that stand in the way"),
    "undetermined": Text(
        "les normes qui ne peuvent pas être pesées", "the norms that cannot be weighed on what is known"
    ),
    "needed": Text("les faits qui trancheraient", "the facts that would settle it"),
    "form": Text("le formulaire", "the form"),
    "with_answer_by": Text("le dernier jour pour répondre", "the last day to answer"),
    "review": Text("le dernier jour pour demander la révision du refus", "the last day to ask for a review"),
}
