"""Section 4: to whom the application for certification goes, and what comes with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.rule import ConditionRule, Rulebook, Verdict
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_7.certification import (
    FIVE_ORDERS,
    OTHER_ROUTE,
    PSYCHOEDUCATORS,
    R07,
    SIX_ORDERS,
    by_institution,
)

RULES: Rulebook[ConditionRule] = Rulebook(LAW.norms)

_OWN_ORDER = Text(
    "La demande va à l'ordre dont la personne est membre.",
    "The application goes to the order of which the person is a member.",
)
_FOREIGN_ORDER = Text(
    "La demande ne va pas à l'ordre de la personne.", "The application does not go to the person's own order."
)
_NO_CERTIFIER = Text("Ce jour-là, cet ordre n'accrédite pas encore.", "On that day, that order does not certify yet.")


def _own_order(facts: Mapping[str, Any], certifiers: tuple[str, ...]) -> Verdict:
    if by_institution(facts):
        return Verdict(None, OTHER_ROUTE, ("/certifier",))
    if facts["certifier"] not in certifiers:
        return Verdict(False, _NO_CERTIFIER, ("/certifier", "/on"))
    holds = facts["certifier"] in facts["memberships"]
    return Verdict(holds, _OWN_ORDER if holds else _FOREIGN_ORDER, ("/certifier", "/memberships"))


@RULES.encodes(f"{R07}/s4-al1-order")
def filed_with_own_order_of_five(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 4, par. 1: the certifier is the applicant's own order, and one that certifies on that day."""
    return _own_order(facts, FIVE_ORDERS)


@RULES.encodes(f"{R07}/s4-al1-order", since=PSYCHOEDUCATORS)
def filed_with_own_order_of_six(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 4, par. 1: since 2012-12-01 the psychoeducators' order certifies too."""
    return _own_order(facts, SIX_ORDERS)


@RULES.encodes(f"{R07}/s4-al1-cpej")
def filed_with_the_board(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 4, par. 1: whom the institution employs as a mediator applies to the centre's board of directors."""
    if not by_institution(facts):
        return Verdict(None, OTHER_ROUTE, ("/certifier",))
    holds = facts["cpej_employee"]
    return Verdict(holds, _BOARD if holds else _NOT_THE_BOARD, ("/certifier", "/cpej_employee"))


def fee_verdict(weighing: Weighing, paid: Money, day: date, pointer: str) -> Verdict:
    """The examination fee is paid in full; more than the fee is not less (ss. 4, 4.1, 9.1: one amount)."""
    fee = cast(Money, weighing.parameter(f"{R07}/examination-fee", day=day))
    return Verdict(paid >= fee, _FEE.fill(paid=paid, fee=fee), (pointer,))


_BOARD = Text(
    "La demande va au conseil d'administration de l'établissement qui emploie la personne.",
    "The application goes to the board of the institution that employs the person.",
)
_NOT_THE_BOARD = Text(
    "L'établissement n'emploie pas la personne comme médiatrice: son conseil ne peut pas recevoir la demande.",
    "The institution does not employ the person as a mediator: its board cannot receive the application.",
)
_FEE = Text("{paid} payés, {fee} exigés.", "{paid} paid, {fee} required.")
_NAMED = Text(
    "La demande nomme la personne qui supervisera le premier mandat.",
    "The application names who will supervise the first mandate.",
)
_NOT_NAMED = Text(
    "La demande ne nomme pas la personne qui supervisera le premier mandat.",
    "The application does not name who will supervise the first mandate.",
)
_ENCLOSED = Text("Les pièces exigées sont jointes.", "The required documents are enclosed.")
_NOT_ENCLOSED = Text("Les pièces exigées ne sont pas jointes.", "The required documents are not enclosed.")
_SWORN = Text("Un affidavit appuie la demande.", "An affidavit supports the application.")
_NOT_SWORN = Text("Aucun affidavit n'appuie la demande.", "No affidavit supports the application.")


@RULES.encodes(f"{R07}/s4-al2-superv")
def supervisor_named(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 4, par. 2: a name is given; a blank one names nobody."""
    holds = bool(facts["first_supervisor"]["name"].strip())
    return Verdict(holds, _NAMED if holds else _NOT_NAMED, ("/first_supervisor/name",))


@RULES.encodes(f"{R07}/s4-al2-fee")
def fee_enclosed(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 4, par. 2: the fee for the examination of the application."""
    return fee_verdict(weighing, facts["fee_paid"], day, "/fee_paid")


@RULES.encodes(f"{R07}/s4-al2-docs")
def documents_enclosed(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 4, par. 2: the documents that the certifier requires."""
    holds = facts["supporting_documents"]
    return Verdict(holds, _ENCLOSED if holds else _NOT_ENCLOSED, ("/supporting_documents",))


@RULES.encodes(f"{R07}/s4-al2-aff")
def affidavit_given(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Verdict:
    """S. 4, par. 2: the affidavit in support."""
    holds = facts["affidavit"]
    return Verdict(holds, _SWORN if holds else _NOT_SWORN, ("/affidavit",))
