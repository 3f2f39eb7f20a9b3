"""Section 10, par. 1: whom the tariff is for. By session until 2012-11-30, by the hour since 2012-12-01.

Each of the two functions is the whole tariff of its days: it says whether the file is in, then lets each paragraph add
its part to the account.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.text import Text
from parvis.law.texts.c25_01_r0_7 import tariff_hours, tariff_sessions
from parvis.law.texts.c25_01_r0_7.durations import weigh_durations
from parvis.law.texts.c25_01_r0_7.tariff_account import DESIGNATED, RULES, Account, Part

AL1 = "c25.01-r0.7/s10-al1"
BY_HOUR = date(2012, 12, 1)

_CHILDREN, _SCOPE = ("/children_interests",), ("/children_interests", "/referral")
_AT_STAKE = Text(
    "L'intérêt des parties et celui de leurs enfants sont en jeu.",
    "The interests of the parties and those of their children are at stake.",
)
_BY_ORDER = Text(
    "Le tribunal a ordonné la médiation, et le Service désigne le médiateur.",
    "The court ordered mediation, and the Service designates the mediator.",
)
_OUT = Text(
    "Les enfants ne sont pas en cause, et le Service n'a désigné aucun médiateur: le tarif ne s'applique pas.",
    "No children are concerned, and the Service designated no mediator: the tariff does not apply.",
)
_OUT_WHY = Text(
    "Hors du tarif, les parties et le médiateur conviennent du prix.",
    "Outside the tariff, the parties and the mediator agree on the price.",
)
_NO_CHILDREN = Text(
    "Les enfants ne sont pas en cause: le tarif ne s'applique pas.",
    "No children are concerned: the tariff does not apply.",
)
_NO_CHILDREN_WHY = Text(
    "Hors du tarif, les parties et le médiateur conviennent du prix; ce que le programme de 2021 paie aux couples sans "
    "enfant est une autre question.",
    "Outside the tariff, the parties and the mediator agree on the price; what the programme of 2021 pays for couples "
    "without children is another question.",
)


@RULES.encodes(AL1)
def by_session(weighing: Weighing, facts: Mapping[str, Any], part: Part, account: Account) -> None:
    """S. 10, par. 1: the tariff governs mediation that concerns children, and that which the court orders."""
    day = part.day
    if part.counts:
        account.sessions = 0
    children = facts["children_interests"]
    if children or facts["referral"] == DESIGNATED:
        because, where = (_AT_STAKE, _CHILDREN) if children else (_BY_ORDER, _SCOPE)
        weighing.weigh(AL1, day=day, holds=True, because=because, facts=where)
        if children:
            tariff_sessions.paid_by_the_service(weighing, facts, part, account)
        else:
            tariff_sessions.paid_by_the_parties(weighing, facts, part, account)
        tariff_sessions.additional_mediators(weighing, part, account)
        if part.report and facts["report"] != "held":
            tariff_sessions.reduced_fee(weighing, facts, part, account)
        weigh_durations(weighing, facts, part)
        return
    weighing.weigh(AL1, day=day, holds=False, because=_OUT, facts=_SCOPE)
    weighing.leave_to_a_person(AL1, _OUT_WHY)
    account.parties = None
    account.held += len(part.sessions)
    if any(session["additional_requested"] for _, session in part.sessions):
        account.ceiling = None


@RULES.encodes(AL1, since=BY_HOUR)
def by_the_hour(weighing: Weighing, facts: Mapping[str, Any], part: Part, account: Account) -> None:
    """S. 10, par. 1: the Service pays by the hour where the interests of children are at stake."""
    day = part.day
    account.minutes = 0
    account.held += len(part.sessions)
    asked = any(session["additional_requested"] for _, session in part.sessions)
    if not facts["children_interests"]:
        weighing.weigh(AL1, day=day, holds=False, because=_NO_CHILDREN, facts=_SCOPE)
        weighing.leave_to_a_person(AL1, _NO_CHILDREN_WHY)
        account.parties = None
        account.ceiling = None if asked else account.ceiling
        return
    weighing.weigh(AL1, day=day, holds=True, because=_AT_STAKE, facts=_CHILDREN)
    first = len(account.lines)
    work = tariff_hours.counted_in_hours(weighing, part)
    if work:
        tariff_hours.hours_paid(weighing, facts, part, work, account)
    tariff_hours.information_sessions(weighing, facts, part, account)
    account.lines[first:] = part.in_turn(account.lines[first:])
    if asked:
        tariff_hours.additional_mediators(weighing, part, account)
    if part.report and facts["report"] != "held":
        tariff_hours.nothing_begun(weighing, facts, part, account)
