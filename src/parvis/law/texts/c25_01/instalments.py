"""Articles 565 and 663: payment by instalments, allowed by the court or agreed through the bailiff, and how it is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.calendar import Holidays, next_working_day
from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.period import Period
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW

RULES: Rulebook[ConditionRule] = Rulebook(LAW.norms)

BY_COURT = ("ccp/a565-instalments",)
BY_BAILIFF = ("ccp/a663-agreement", "ccp/a663-year", "ccp/a663-end")

_KEPT = Text("Aucun versement n'est manqué.", "No instalment is missed.")
_CURED = Text("Le versement du {day} est payé à temps.", "The instalment of {day} is paid in time.")
_CURE = Text("Le versement du {day} peut encore être payé le {last}.", "The instalment of {day} may be paid by {last}.")
_LOST = Text(
    "Le versement du {day} n'est pas payé le {last}: toute la somme est due.",
    "The instalment of {day} is not paid by {last}: the whole sum is due.",
)
_CLOSED_DAY = Text(
    "Le dixième jour est fermé. L'article 83 prolonge les délais du Code; qu'il vaille pour un paiement n'a pas été vu: "
    "le tribunal décide.",
    "The tenth day is a closed day. Article 83 prolongs time limits of the Code; that it covers a payment was not seen: "
    "the court decides.",
)
_APPROVED = Text("La personne qui a gagné accepte l'entente.", "The creditor approves the agreement.")
_NOT_APPROVED = Text("La personne qui a gagné n'accepte pas l'entente.", "The creditor does not approve the agreement.")
_APPROVAL_UNKNOWN = Text(
    "On ne sait pas si la personne qui a gagné accepte.", "Whether the creditor approves is not known."
)
_WITHIN_A_YEAR = Text("Dernier versement le {day}: dans l'année.", "Last instalment on {day}: within the year.")
_OVER_A_YEAR = Text(
    "Dernier versement le {day}: l'entente ne va pas plus loin que le {last}.",
    "Last instalment on {day}: the agreement goes no further than {last}.",
)
_LAST_UNKNOWN = Text(
    "Le dernier versement n'est pas connu; au plus tard le {last}.", "The last instalment is not known; by {last}."
)
_GOES_ON = Text("Personne d'autre ne fait exécuter un jugement.", "No other creditor executes a judgment.")
_ENDED = Text(
    "Une autre personne fait exécuter un jugement depuis le {day}: l'entente est finie.",
    "Another creditor executes a judgment since {day}: the agreement is over.",
)


def longest(weighing: Weighing, start: date) -> date:
    """CCP 663, par. 2: the last day on which an instalment agreed through the bailiff may fall."""
    return cast(Period, weighing.parameter("ccp/a663-longest", day=start)).after(start)


def last_day_to_cure(weighing: Weighing, missed: date) -> date:
    """CCP 565, par. 2: the tenth day after the instalment that was missed."""
    return cast(Period, weighing.parameter("ccp/a565-cure", day=missed)).after(missed)


@RULES.encodes("ccp/a565-instalments")
def term_of_the_court_kept(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 565, par. 2: the term is lost where a default is not remedied within 10 days."""
    missed, cured = facts["instalments"]["missed"], facts["instalments"]["cured"]
    if missed is None:
        return Verdict(True, _KEPT, ("/instalments/missed",))
    where = ("/instalments/missed", "/instalments/cured")
    last = last_day_to_cure(weighing, missed)
    latest = next_working_day(last, Holidays.CIVIL_PROCEDURE)
    if cured is not None and cured <= last:
        return Verdict(True, _CURED.fill(day=missed), where)
    if cured is None and facts["on"] <= last:
        return Verdict(True, _CURE.fill(day=missed, last=last), where)
    if (cured or facts["on"]) <= latest:
        weighing.leave_to_a_person("ccp/a565-instalments", _CLOSED_DAY)
        return Verdict(None, _CLOSED_DAY, where)
    return Verdict(False, _LOST.fill(day=missed, last=last), where)


@RULES.encodes("ccp/a663-agreement")
def creditor_approves(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 663, par. 1: the agreement with the bailiff takes the creditor's approval."""
    approves, where = facts["instalments"]["creditor_approves"], ("/instalments/creditor_approves",)
    if approves is None:
        return Verdict(None, _APPROVAL_UNKNOWN, where, where)
    return Verdict(approves, _APPROVED if approves else _NOT_APPROVED, where)


@RULES.encodes("ccp/a663-year")
def within_a_year(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 663, par. 2: not over more than one year."""
    plan, where = facts["instalments"], ("/instalments/from", "/instalments/last")
    limit = longest(weighing, plan["from"])
    if plan["last"] is None:
        return Verdict(None, _LAST_UNKNOWN.fill(last=limit), where, ("/instalments/last",))
    holds = plan["last"] <= limit
    words = _WITHIN_A_YEAR if holds else _OVER_A_YEAR
    return Verdict(holds, words.fill(day=plan["last"], last=limit), where)


@RULES.encodes("ccp/a663-end")
def no_other_execution(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """CCP 663, par. 3: the agreement ends, without notice, once another creditor executes."""
    other, where = facts["instalments"]["other_execution"], ("/instalments/other_execution",)
    if other is not None:
        return Verdict(False, _ENDED.fill(day=other), where)
    return Verdict(True, _GOES_ON, where)
