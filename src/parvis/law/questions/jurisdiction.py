"""small-claims/jurisdiction: weighs every condition of entry, and says where the matter goes where one is not met."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Rulebook, Verdict
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions.jurisdiction_facts import FACTS, OUTCOME
from parvis.law.texts import LAW
from parvis.law.texts.c25_01.small_claims import AMOUNT, CONDITIONS, REDUCTION, RULEBOOK, ceiling

_TAL = Text("Tribunal administratif du logement", "Administrative Housing Tribunal")
_COURT_OF_QUEBEC = Text("Cour du Québec, Chambre civile", "Court of Québec, Civil Division")
_EITHER = Text(
    "Cour du Québec, Chambre civile, ou Cour supérieure, à votre choix",
    "Court of Québec, Civil Division, or Superior Court, as you choose",
)
_SUPERIOR_COURT = Text("Cour supérieure", "Superior Court")
_FEDERAL = Text(
    "Cour fédérale; parlez-en à une avocate ou un avocat", "Federal Court; speak to a lawyer about it first"
)
_TAX = Text(
    "Division des petites créances, appel sommaire en matière fiscale", "Small Claims Division, summary tax appeal"
)
_REDUCED = Text("Division des petites créances, après réduction", "Small Claims Division, after a reduction")

#: The forum that a norm of exclusion names by itself; the others go by the amount at stake.
_FORUMS: Mapping[str, tuple[str, Text]] = {
    "lease": ("tal", _TAL),
    "support": ("superior_court", _SUPERIOR_COURT),
    "class-action": ("superior_court", _SUPERIOR_COURT),
    "government-of-canada": ("federal_court", _FEDERAL),
    "tax-appeal": ("tax_appeal", _TAX),
}

#: What is said beside the conditions of entry: the ceiling that may rise, the reduction, the court by the amount.
BESIDE: Rulebook[Callable[..., Any]] = Rulebook(LAW.norms)


def weigh_jurisdiction(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on whether the claim may be brought in the Division."""
    day = facts["claim_filed"] or facts["on"]
    verdicts: dict[str, Verdict] = {}
    recovery_closed = _recovery_closed(facts, day)
    for norms in CONDITIONS:
        norm_id = RULEBOOK.in_force(norms, day)
        if norm_id is not None and norms == AMOUNT and recovery_closed:
            verdicts[norm_id] = _recovery_before_2023(weighing, norm_id, day)
        elif norm_id is not None:
            verdicts[norm_id] = _weighed(weighing, facts, norm_id, day)
    _weigh_indexation(weighing, facts, day)
    unmet = sorted(norm_id for norm_id, verdict in verdicts.items() if verdict.holds is False)
    undetermined = sorted(norm_id for norm_id, verdict in verdicts.items() if verdict.holds is None and verdict.needed)
    reduce_to = None if recovery_closed else _reduction(weighing, facts, unmet, day)
    return weighing.decide(
        {
            "small_claim": False if unmet else None if undetermined else True,
            "ceiling": ceiling(weighing, day),
            "reduce_to": reduce_to,
            "unmet": unmet,
            "undetermined": undetermined,
            "needed": _in_order(pointer for verdict in verdicts.values() for pointer in verdict.needed),
            "instead": _instead(weighing, facts, unmet, reduce_to, day),
        }
    )


def _weighed(weighing: Weighing, facts: Mapping[str, Any], norm_id: str, day: date) -> Verdict:
    verdict = RULEBOOK.at(norm_id, day)(weighing, facts, day)
    weighing.weigh(norm_id, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
    return verdict


@BESIDE.encodes("ccp/a539-1")
def _weigh_indexation(weighing: Weighing, facts: Mapping[str, Any], day: date) -> None:
    """CCP 539.1: the ceiling may rise on a 1 September; the last notice that was looked for is told."""
    if not weighing.norms.in_force("ccp/a539-1", day):
        return
    until = weighing.parameters["ccp/a536-ceiling"].at(day).confirmed_until
    because = Text(
        "Le plafond est indexé; aucune hausse n'a été vue jusqu'au {until}.",
        "The ceiling is indexed; no rise was seen up to {until}.",
    ).fill(until=short_date(until))
    where = "/claim_filed" if facts["claim_filed"] else "/on"
    weighing.weigh("ccp/a539-1", day=day, holds=True, because=because, facts=(where,))


def _recovery_closed(facts: Mapping[str, Any], day: date) -> bool:
    """Before 2023-06-30 no text that Parvis knows lets movable property be recovered in the Division."""
    return facts["matter"] == "movable_recovery" and RULEBOOK.in_force(("ccp/a536-movable-recovery",), day) is None


def _recovery_before_2023(weighing: Weighing, norm_id: str, day: date) -> Verdict:
    because = Text(
        "La revendication d'un bien meuble n'est admise que depuis le 30 juin 2023.",
        "Recovery of movable property has been admissible only since June 30, 2023.",
    )
    weighing.weigh(norm_id, day=day, holds=False, because=because, facts=("/matter",))
    return Verdict(False, because, ("/matter",))


@BESIDE.encodes("ccp/a538-al1-reduction", "old-ccp/a955-reduction")
def _reduction(weighing: Weighing, facts: Mapping[str, Any], unmet: list[str], day: date) -> Money | None:
    """The amount to which the claim may be reduced, where its amount is the only obstacle."""
    norm_id = RULEBOOK.in_force(REDUCTION, day)
    most, claimed = ceiling(weighing, day), facts["amount"]
    alone = all(each.endswith("amount") for each in unmet)
    if norm_id is None or claimed is None or claimed <= most or not alone:
        return None
    because = Text(
        "Vous pouvez réduire la demande à {most}; le reste est alors abandonné.",
        "The claim may be reduced to {most}; the rest is then given up.",
    ).fill(most=most)
    weighing.weigh(norm_id, day=day, holds=True, because=because, facts=("/amount",))
    return most


def _instead(
    weighing: Weighing, facts: Mapping[str, Any], unmet: list[str], reduce_to: Money | None, day: date
) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = []
    if reduce_to is not None:
        why = Text("En réduisant la demande à {most}.", "By reducing the claim to {most}.").fill(most=reduce_to)
        reduction = RULEBOOK.in_force(REDUCTION, day)
        places.append({"forum": "reduced_small_claim", "name": _REDUCED, "why": why, "norm": reduction})
    for norm_id in unmet:
        if norm_id.endswith("capacity"):
            continue  # what is wrong is who claims, not where: another court would change nothing
        place = _place(weighing, facts, norm_id, day)
        if place["forum"] not in {each["forum"] for each in places}:
            places.append(place)
    return places


def _place(weighing: Weighing, facts: Mapping[str, Any], norm_id: str, day: date) -> dict[str, Any]:
    kind = next((kind for kind in _FORUMS if norm_id.endswith(kind)), None)
    if kind is None:
        return _by_amount(weighing, facts, day)
    if kind == "government-of-canada":
        weighing.lean_on("f-7/s17", day=day)
    forum, name = _FORUMS[kind]
    return {"forum": forum, "name": name, "why": weighing.norms.at(norm_id, day).says, "norm": norm_id}


@BESIDE.encodes("ccp/a35", "old-ccp/a34")
def _by_amount(weighing: Weighing, facts: Mapping[str, Any], day: date) -> dict[str, Any]:
    """The court that the amount at stake designates (CCP 35, former CCP 34)."""
    norm_id = cast(str, RULEBOOK.in_force(("ccp/a35", "old-ccp/a34"), day))
    below = cast(Money, weighing.parameter("ccp/a35-court-of-quebec", day=day))
    above = cast(Money, weighing.parameter("ccp/a35-superior-court", day=day))
    stakes = _stakes(facts)
    if stakes is None:
        forum, name = "court_of_quebec_or_superior_court", _EITHER
        why = Text("La cour dépend de la valeur totale en jeu.", "The court depends on the whole value at stake.")
    elif stakes < below:
        forum, name = "court_of_quebec", _COURT_OF_QUEBEC
        why = Text("{stakes}: moins de {below}.", "{stakes}: less than {below}.").fill(stakes=stakes, below=below)
    elif stakes < above:
        forum, name = "court_of_quebec_or_superior_court", _EITHER
        why = Text("{stakes}: de {below} à moins de {above}.", "{stakes}: from {below} to less than {above}.")
        why = why.fill(stakes=stakes, below=below, above=above)
    else:
        forum, name = "superior_court", _SUPERIOR_COURT
        why = Text("{stakes}: {above} ou plus.", "{stakes}: {above} or more.").fill(stakes=stakes, above=above)
    return {"forum": forum, "name": name, "why": why, "norm": norm_id}


def _stakes(facts: Mapping[str, Any]) -> Money | None:
    """The value at stake; None where the sum claimed is not all of it (a part of a debt, property to recover)."""
    in_part = facts["rest"] == "claimed_apart" and not facts["successive_performance"]
    if facts["matter"] == "movable_recovery" or in_part:
        return None
    return max((each for each in (facts["amount"], facts["contract_value"]) if each is not None), default=None)


def _in_order(pointers: Any) -> list[str]:
    return list(dict.fromkeys(pointers))


QUESTION = Question(
    id="small-claims/jurisdiction",
    title=Text(
        "Ma réclamation va-t-elle à la Division des petites créances?",
        "Does my claim go to the Small Claims Division?",
    ),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_jurisdiction,
)
