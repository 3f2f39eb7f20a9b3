"""family-mediation/fees: each session under the tariff of its own day, and one account for the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.questions.family_mediation.fees_facts import FACTS, OUTCOME, READINGS
from parvis.law.texts.c25_01_r0_7.payment import payable
from parvis.law.texts.c25_01_r0_7.tariff import AL1
from parvis.law.texts.c25_01_r0_7.tariff_account import INDIVIDUAL, MISSED, RULES, Account, Part
from parvis.law.texts.c25_01_r0_7.tariff_hours import MOST

_STRADDLES = Text(
    "Le dossier passe du tarif à la séance au tarif à l'heure, et les règles de ce passage n'ont pas été trouvées: chaque "
    "séance a le tarif de son jour, et les deux maximums sont comptés à part.",
    "The file passes from the tariff by session to the tariff by the hour, and the rules of that passage were not found: "
    "each session has the tariff of its own day, and the two maximums are counted apart.",
)


def weigh_fees(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on who pays what for the file."""
    parts = _parts(facts)
    account = Account()
    for part in parts:
        RULES.at(AL1, part.day)(weighing, facts, part, account)
    if len(parts) > 1:
        weighing.leave_to_a_person(MOST, _STRADDLES)
    return weighing.decide(
        {
            "service_pays": _money(account.service),
            "parties_pay": _money(account.parties),
            "parties_ceiling": _money(account.ceiling),
            "sessions_paid_by_service": account.sessions,
            "minutes_paid_by_service": account.minutes,
            "payable": payable(weighing, facts, parts[-1].last, account),
            "lines": account.lines,
        }
    )


def _money(cents: int | None) -> Money | None:
    return None if cents is None else Money(cents)


def _parts(facts: Mapping[str, Any]) -> list[Part]:
    """The file cut by tariff, oldest first; with no session, the tariff in force on the day of the question too."""
    parts: dict[Any, Part] = {}
    for index, session in enumerate(facts["sessions"]):
        if session is not None:
            _part_of(parts, session["date"]).sessions.append((index, session))
    for index, work in enumerate(facts["out_of_session"] or ()):
        if work is not None:
            _part_of(parts, work["date"]).outside.append((index, work))
    asked = RULES.at(AL1, facts["on"])
    if not any(part.sessions for part in parts.values()):
        if asked not in parts:
            _part_of(parts, facts["on"])
        for tariff, part in parts.items():
            part.counts = tariff is asked
    else:
        for part in parts.values():
            part.counts = bool(part.sessions)
    ordered = sorted(parts.values(), key=lambda part: part.day)
    if facts["report"] in MISSED:
        missed = (part for part in ordered if any(each["kind"] == INDIVIDUAL for _, each in part.sessions))
        next(missed, ordered[0]).report = True
    else:
        ordered[-1].report = True
    return ordered


def _part_of(parts: dict[Any, Part], day: date) -> Part:
    tariff = RULES.at(AL1, day)
    part = parts.get(tariff)
    if part is None:
        part = parts[tariff] = Part(day, day)
    elif day > part.last:
        part.last = day
    elif day < part.day:
        part.day = day
    return part


QUESTION = Question(
    id="family-mediation/fees",
    title=Text("Ce que coûte la médiation familiale, et qui paie", "What family mediation costs, and who pays"),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_fees,
    readings=READINGS,
)
