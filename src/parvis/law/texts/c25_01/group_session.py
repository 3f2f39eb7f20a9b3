"""Article 419: who gives the group session on parenting and mediation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW

GIVEN_BY = "ccp/a419-al1"
#: The two that the text names; a retired lawyer is no longer one.
LEGAL = frozenset({"lawyer", "notary"})

RULES: Rulebook[ConditionRule] = Rulebook(LAW.norms)

_COUNT = Text("Il faut deux médiateurs; on en compte {count}.", "Two mediators are needed; there are {count}.")
_NOT_CERTIFIED = Text(
    "Les deux médiateurs doivent être accrédités ce jour-là.", "Both mediators must be certified on that day."
)
_BOTH = Text(
    "Une des deux personnes, et une seule, est avocate ou notaire. Ici, les deux le sont : choisissez-en une qui ne l’est pas.",
    "One of the two persons, and only one, is a lawyer or a notary. Here both are: choose one who is not.",
)
_NEITHER = Text(
    "Une des deux personnes, et une seule, est avocate ou notaire. Ici, aucune ne l’est : choisissez-en une qui l’est.",
    "One of the two persons, and only one, is a lawyer or a notary. Here neither is: choose one who is.",
)
_PAIR = Text(
    "Deux médiateurs accrédités, dont un seul est avocat ou notaire.",
    "Two certified mediators, only one of whom is a lawyer or a notary.",
)


@RULES.encodes(GIVEN_BY)
def given_by_two_of_whom_one_is_legal(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Article 419, par. 1: two certified mediators, only one a lawyer or a notary."""
    mediators: Sequence[Mapping[str, Any]] = facts["mediators"]
    at = ("/mediators",)
    if len(mediators) != 2:
        return Verdict(False, _COUNT.fill(count=len(mediators)), at)
    if not all(one["certified"] for one in mediators):
        return Verdict(False, _NOT_CERTIFIED, at)
    legal = sum(one["profession"] in LEGAL for one in mediators)
    if legal != 1:
        return Verdict(False, _BOTH if legal else _NEITHER, at)
    return Verdict(True, _PAIR, at)
