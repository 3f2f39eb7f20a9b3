"""small-claims/court-fees: each fee on its own day, with what is known where the tariff was not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.question import Question
from parvis.law.kernel.rule import Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.questions.court_fees_facts import FACTS, OUTCOME
from parvis.law.texts import LAW
from parvis.law.texts.c25_01.small_claims import ceiling
from parvis.law.texts.c25_01_r13.tariff import ONCE, RULES, SEEN, Fee

EXEMPTION: Rulebook[Any] = Rulebook(LAW.norms)

_NOTHING = Money(0)
_FILING, _CONTESTATION = "c25.01-r13/s2-filing", "c25.01-r13/s3-contestation"
_NOTICE, _SOQUIJ, _ONCE = "c25.01-r13/s4-al1-notice", "c25.01-r13/s4-al1-soquij", "c25.01-r13/s4-al2-once"
_INSTALMENTS, _EXEMPT = "h-4.1-r13.1/s31-instalments", "quebec.ca/assistance-exempt"
_ASSISTANCE = ("/last_resort_assistance",)

_ASK = Text(
    "Demandez le montant du jour au greffe du palais de justice, ou voyez la page « frais judiciaires » de Québec.ca. "
    "Pour un huissier, demandez-lui.",
    "Ask the court office for the amount of the day, or see the page on judicial fees at Québec.ca. For a bailiff, "
    "ask the bailiff.",
)
_FREE = Text(
    "Avec une aide financière de dernier recours, vous ne payez pas ces frais: montrez votre carnet de réclamation.",
    "With last-resort financial assistance, you do not pay these fees: show your claim booklet.",
)
_PAYS = Text("Aucune aide de dernier recours: les frais sont dus.", "No last-resort assistance: the fees are due.")
_NOT_TOLD = Text(
    "On ne sait pas si la personne reçoit une aide de dernier recours, qui la dispenserait.",
    "Whether the person receives last-resort assistance, which exempts, is not known.",
)
_FOR_PERSONS = Text(
    "L'aide de dernier recours vise une personne physique.", "Last-resort assistance concerns a natural person."
)
_AT_EXECUTION = Text(
    "La page sur la dispense parle du dépôt d'une demande; demandez au greffe si elle vaut pour l'exécution.",
    "The page on the exemption speaks of filing; ask the court office whether it covers execution.",
)
_TOO_HIGH = Text(
    "{amount}: c'est plus que le plafond de {most}; ce tarif ne s'applique pas.",
    "{amount}: more than the ceiling of {most}; this tariff does not apply.",
)


@EXEMPTION.encodes(_EXEMPT)
def exempt_with_assistance(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """Québec.ca: a person who receives last-resort financial assistance pays no judicial fees."""
    if facts["person"] is not None and facts["person"] != "natural_person":
        return Verdict(None, _FOR_PERSONS, ("/person",))
    told = facts["last_resort_assistance"]
    if told is None:
        return Verdict(None, _NOT_TOLD, _ASSISTANCE, _ASSISTANCE)
    return Verdict(told, _FREE if told else _PAYS, _ASSISTANCE)


def weigh_court_fees(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on what each step costs, and on what is not known of it."""
    exempt = _exemption(weighing, facts)
    first = _first_notice(weighing, facts)
    needed = [] if facts["person"] else ["/person"]
    needed += [each for each in exempt.needed if facts["person"] is not None]
    if facts["first_execution_notice"] is None:
        needed.append("/first_execution_notice")
    return weighing.decide(
        {
            "filing": _court_cost(weighing, facts, _FILING, "claim_filed", exempt),
            "contestation": _court_cost(weighing, facts, _CONTESTATION, "contested", exempt),
            "execution_notice": _execution(weighing, facts, exempt, first),
            "instalment_agreement": _instalments(weighing, facts),
            "ask": _ASK,
            "needed": needed,
        }
    )


def _exemption(weighing: Weighing, facts: Mapping[str, Any]) -> Verdict:
    day = facts["claim_filed"] or facts["on"]
    verdict: Verdict = EXEMPTION.at(_EXEMPT, day)(weighing, facts, day)
    weighing.weigh(_EXEMPT, day=day, holds=verdict.holds, because=verdict.because, facts=verdict.facts)
    return verdict


def _first_notice(weighing: Weighing, facts: Mapping[str, Any]) -> bool | None:
    day = facts["execution_notice"] or facts["on"]
    once = ONCE.at(_ONCE, day)(facts["first_execution_notice"])
    weighing.weigh(_ONCE, day=day, holds=once.due, because=once.because, facts=("/first_execution_notice",))
    return once.due


def _fee(weighing: Weighing, facts: Mapping[str, Any], norm: str, day: date) -> Fee:
    """The fee under that norm on that day, weighed: it holds where the amount is known, and is null otherwise."""
    fee = RULES.at(norm, day)(weighing, facts["person"] or "", day)
    known = None if fee.lowest is None else True
    weighing.weigh(norm, day=day, holds=known, because=fee.because, facts=("/person",))
    return fee


def _court_cost(weighing: Weighing, facts: Mapping[str, Any], norm: str, step: str, exempt: Verdict) -> dict[str, Any]:
    day = facts[step] or facts["on"]
    fee = _fee(weighing, facts, norm, day)
    line = _line(weighing, facts, "filing", day, (fee,), exempt.holds)
    most = ceiling(weighing, facts["claim_filed"] or day)
    if facts["amount"] is not None and facts["amount"] > most:
        why = _TOO_HIGH.fill(amount=facts["amount"], most=most)
        return line | {"amount": None, "lowest": None, "highest": None, "due": None, "why": why}
    if exempt.holds:
        return line | {"amount": _NOTHING, "lowest": _NOTHING, "highest": _NOTHING, "due": False, "why": _FREE}
    return line | {"due": None if exempt.needed else True}


def _execution(weighing: Weighing, facts: Mapping[str, Any], exempt: Verdict, first: bool | None) -> dict[str, Any]:
    day = facts["execution_notice"] or facts["on"]
    fees = (_fee(weighing, facts, _NOTICE, day), _fee(weighing, facts, _SOQUIJ, day))
    if exempt.holds:
        weighing.leave_to_a_person(_EXEMPT, _AT_EXECUTION)
    line = _line(weighing, facts, "execution_notice", day, fees, None if exempt.holds else exempt.holds)
    if first is False:
        why = ONCE.at(_ONCE, day)(False).because
        return line | {"amount": _NOTHING, "lowest": _NOTHING, "highest": _NOTHING, "due": False, "why": why}
    return line | {"due": None if exempt.holds else first}


def _instalments(weighing: Weighing, facts: Mapping[str, Any]) -> dict[str, Any]:
    day = facts["instalment_agreement"] or facts["on"]
    fee = _fee(weighing, facts, _INSTALMENTS, day)
    return _line(weighing, facts, "instalment_agreement", day, (fee,), False) | {"due": True}


def _line(
    weighing: Weighing, facts: Mapping[str, Any], fee: str, day: date, fees: Sequence[Fee], exempt: bool | None
) -> dict[str, Any]:
    """What is told of a fee: the sum of its parts, or null where one of them is not known."""
    norm = weighing.norms.at(fees[0].norm, day)
    return {
        "day": day,
        "amount": _sum([each.amount for each in fees]),
        "lowest": _sum([each.lowest for each in fees]),
        "highest": _sum([each.highest for each in fees]),
        "parts": [{"norm": each.norm, "amount": each.amount, "why": each.because} for each in fees],
        "exempt": exempt,
        "why": fees[0].because,
        "norm": norm.id,
        "cite": norm.cite,
        "seen": [each.as_outcome() for each in SEEN if each.fee == fee and each.person == facts["person"]],
    }


def _sum(amounts: Sequence[Money | None]) -> Money | None:
    known = [each for each in amounts if each is not None]
    return None if len(known) < len(amounts) else sum(known, _NOTHING)


QUESTION = Question(
    id="small-claims/court-fees",
    title=Text(
        "Combien coûtent la demande, la réponse et l'exécution?", "What do filing, answering and executing cost?"
    ),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_court_fees,
)
