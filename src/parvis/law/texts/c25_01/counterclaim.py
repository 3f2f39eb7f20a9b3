"""Article 550: what the defendant may claim in turn, in the same file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW

RULES: Rulebook[ConditionRule] = Rulebook(LAW.norms)

#: What decides whether the counterclaim is admissible, in the order of the text.
CONDITIONS = ("ccp/a550-source", "ccp/a550-amount", "ccp/a550-contract", "ccp/a550-counterclaim")
UNDOING = ("resolution", "resiliation", "annulment")


def ceiling(weighing: Weighing, day: date) -> Money:
    """The most that a counterclaim may ask (CCP 550): a figure of its own, which CCP 539.1 may or may not move."""
    return cast(Money, weighing.parameter("ccp/a550-ceiling", day=day))


def asks_money(facts: Mapping[str, Any]) -> bool:
    """Whether a sum is claimed."""
    return "money" in facts["asks"]


def asks_to_undo(facts: Mapping[str, Any]) -> bool:
    """Whether the contract is to be resolved, resiliated or annulled."""
    return any(each in facts["asks"] for each in UNDOING)


_NO_MONEY = Verdict(None, Text("Aucune somme n'est réclamée.", "No sum is claimed."), ("/asks",))
_SOURCE = ("/source",)
_SAME = Verdict(
    True,
    Text("Cela vient de la même affaire que la demande.", "It arises from the same source as the claim."),
    _SOURCE,
)
_RELATED = Verdict(True, Text("Cela vient d'une source connexe.", "It arises from a related source."), _SOURCE)
_ELSEWHERE = Verdict(
    False,
    Text(
        "Cela vient d'autre chose: il faut une demande à part.",
        "It arises from something else: it needs a claim of its own.",
    ),
    _SOURCE,
)
_SOURCE_UNKNOWN = Verdict(
    None,
    Text("On ne sait pas si les deux affaires sont liées.", "Whether the two are related is not known."),
    _SOURCE,
    _SOURCE,
)


@RULES.encodes("ccp/a550-source")
def from_the_same_or_a_related_source(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 550: the defendant's own claim arises from the same source as the application or from a related one."""
    if not asks_money(facts):
        return _NO_MONEY
    verdicts = {"same": _SAME, "related": _RELATED, "other": _ELSEWHERE, None: _SOURCE_UNKNOWN}
    return verdicts[facts["source"]]


_AMOUNT = ("/amount",)
_AMOUNT_UNKNOWN = Verdict(
    None, Text("La somme réclamée n'est pas connue.", "The sum claimed is not known."), _AMOUNT, _AMOUNT
)
_WITHIN = Text("{amount}: la limite de {most} est respectée.", "{amount}: within the limit of {most}.")
_ABOVE = Text("{amount}: c'est plus que la limite de {most}.", "{amount}: more than the limit of {most}.")


@RULES.encodes("ccp/a550-amount")
def amount_within_the_limit(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 550: the amount claimed does not exceed $15,000."""
    if not asks_money(facts):
        return _NO_MONEY
    amount, most = facts["amount"], ceiling(weighing, day)
    if amount is None:
        return _AMOUNT_UNKNOWN
    words = _WITHIN if amount <= most else _ABOVE
    return Verdict(amount <= most, words.fill(amount=amount, most=most), _AMOUNT)


_CONTRACT = ("/contract",)
_NO_CONTRACT = Verdict(None, Text("Aucun contrat n'est à défaire.", "No contract is to be undone."), ("/asks",))
_THIS_ONE = Verdict(
    True,
    Text("C'est le contrat sur lequel la demande est fondée.", "It is the contract the claim is founded on."),
    _CONTRACT,
)
_ANOTHER = Verdict(
    False,
    Text(
        "Seul le contrat sur lequel la demande est fondée peut être défait ici.",
        "Only the contract on which the claim is founded may be undone here.",
    ),
    _CONTRACT,
)
_CONTRACT_UNKNOWN = Verdict(
    None, Text("On ne sait pas de quel contrat il s'agit.", "Which contract it is is not known."), _CONTRACT, _CONTRACT
)
_VALUE = Text(
    "Le contrat vaut {value}, plus que {most}. L'article 550 ne limite pas cette valeur; l'article 536 le fait pour une "
    "demande. Le greffe ou le tribunal décide.",
    "The contract is worth {value}, more than {most}. Article 550 does not limit that value; article 536 does, for a "
    "claim. The clerk or the court decides.",
)


@RULES.encodes("ccp/a550-contract")
def undoes_the_contract_sued_on(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 550: or asks for the resolution, resiliation or annulment of the contract on which the claim is founded."""
    if not asks_to_undo(facts):
        return _NO_CONTRACT
    if facts["contract"] == "sued_on":
        if too_valuable(weighing, facts, day):
            because = _VALUE.fill(value=facts["contract_value"], most=ceiling(weighing, day))
            weighing.leave_to_a_person("ccp/a550-contract", because)
        return _THIS_ONE
    return _ANOTHER if facts["contract"] == "another" else _CONTRACT_UNKNOWN


def too_valuable(weighing: Weighing, facts: Mapping[str, Any], day: date) -> bool:
    """Whether the contract to undo is worth more than the limit: no text that was seen says what follows."""
    value = facts["contract_value"]
    return asks_to_undo(facts) and value is not None and value > ceiling(weighing, day)


_MATTER = ("/matter",)
_ADMISSIBLE = Verdict(
    True, Text("L'affaire peut aller aux petites créances.", "The matter may go to small claims."), _MATTER
)
_EXCLUDED = Verdict(
    False,
    Text("Cette affaire est exclue des petites créances.", "This matter is excluded from small claims."),
    _MATTER,
)
_MATTER_UNKNOWN = Verdict(
    None, Text("On ne sait pas de quoi il s'agit.", "What it is about is not known."), _MATTER, _MATTER
)


@RULES.encodes("ccp/a550-counterclaim")
def admissible_as_a_small_claim(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 550: the claim in turn is admissible as a small claim; what CCP 537 excludes is not."""
    if facts["matter"] is None:
        return _MATTER_UNKNOWN
    return _ADMISSIBLE if facts["matter"] == "ordinary" else _EXCLUDED


_ANY_SIZE = Verdict(
    True,
    Text("Le nombre d'employés ne compte pas ici.", "The number of employees does not matter here."),
    ("/defendant",),
)


@RULES.encodes("ccp/a550-employees")
def whatever_the_number_of_employees(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 550: a defendant of any size may claim in turn."""
    return _ANY_SIZE
