"""What the law gives for a mandate, line by line: asked of the rules, never worked out again here.

A line is for a session, for work outside sessions, or for the report (no session held). Its amount is None where no source
gives the tariff of its day: an officer then says it, and nothing is paid before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from parvis.law.kernel.decision import Decision
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.law.questions import decide
from parvis.law.questions.family_mediation.entitlement import LESS
from parvis.law.texts import LAW
from parvis.law.texts.c25_01_r0_6.fees import R06, R061, RATES
from parvis.law.texts.c25_01_r0_7.tariff import AL1
from parvis.law.texts.c25_01_r0_7.tariff_hours import HOUR, INDIVIDUALLY
from parvis.payments.file_facts import (
    SAME_FILE,
    SAME_REQUEST,
    File,
    family_facts,
    files_of,
    outside_facts,
    small_claims_facts,
    used_before,
)
from parvis.roster.models import Couple, Mandate

FREE_TIME = f"{R061}/free-time"
ARBITRATOR = f"{R061}/arbitrator-fee"
Key = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Due:
    """One amount that the law gives. `units`: what it counts of the ledger, in the ledger's unit; `payer`: service | parties."""

    session: int | None
    work: int | None
    payer: str
    cents: int | None
    units: int
    norm: str

    @property
    def key(self) -> Key:
        """What the line is for, and who pays."""
        return key_of(self.session, self.work, self.payer)


def key_of(session: int | None, work: int | None, payer: str) -> Key:
    """What a line is for: a session, work, or the report; and who pays."""
    if session is not None:
        return ("session", session, payer)
    return ("work", work, payer) if work is not None else ("report", 0, payer)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the Service pays for, for a mandate: `cap` of `unit` (session or minute), under a norm; with the law's answer."""

    unit: str
    cap: int
    norm: str
    decision: Decision | None = None

    @property
    def cite(self) -> Text:
        """How the norm is cited."""
        return LAW.norms.versions(self.norm)[-1].cite


@dataclass(frozen=True, slots=True)
class Account:
    """What a mandate comes to on a day: the facts asked, the answer, its lines, the allowance, what is left to a person."""

    file: File
    facts: dict[str, Any]
    decision: Decision | None
    lines: tuple[Due, ...]
    allowance: Allowance | None
    for_a_person: tuple[str, ...]
    payable: bool | None

    def total(self, payer: str) -> int:
        """The sum of the known lines of a payer, in cents."""
        return sum(line.cents or 0 for line in self.lines if line.payer == payer)


def account_of(mandate: Mandate, *, on: date) -> Account:
    """What the mandate comes to, as known on a day."""
    return accounts_of([mandate], on=on)[0]


def accounts_of(mandates: Sequence[Mandate], *, on: date) -> list[Account]:
    """What some mandates come to, in their order: read together, asked of the law one by one."""
    return [_account(file, on) for file in files_of(mandates)]


def _account(file: File, on: date) -> Account:
    if file.mandate.kind == "family":
        return _with_codes(_family(file, on), SAME_REQUEST)
    if file.mandate.kind == "small_claims":
        return _with_codes(_small_claims(file, on), SAME_FILE)
    return _arbitration(file)


def _with_codes(account: Account, shared: str) -> Account:
    """With what an officer decides and no norm says: what another mandate of the request, or of the file, leaves (`shared`), and
    what the clients do not attest whole.
    """
    codes = ((shared,) if account.file.history.held else ()) + account.file.left_to_a_person()
    return replace(account, for_a_person=(*account.for_a_person, *codes)) if codes else account


@lru_cache(maxsize=4096)
def entitlement_of(request: str, *, children: bool, earlier_use: bool, on: date) -> Decision:
    """What the Service pays for: `family-mediation/entitlement`. Asked once of the law for the same four facts."""
    facts = {"on": on.isoformat(), "children": children, "request": request, "earlier_use": earlier_use}
    return decide("family-mediation/entitlement", facts)


def allowance_of(
    request: str,
    *,
    children: bool,
    couple: Couple | None,
    mandate: Mandate | None,
    on: date,
    earlier: bool | None = None,
) -> Allowance | None:
    """What a couple may have on a day; None where the Service pays for nothing, or where no source says.

    `earlier`: whether they already had the service, where that is known; it is looked for otherwise.
    """
    known = used_before(couple, mandate) if earlier is None else earlier
    answer = entitlement_of(request, children=children, earlier_use=known, on=on)
    found = answer.outcome
    cap = found["free_sessions"] if found["unit"] == "session" else found["free_minutes"]
    if not found["covered"] or cap is None:
        return None
    unit = "session" if found["unit"] == "session" else "minute"
    return Allowance(unit, int(cap), found["norm"], answer)


def _family(file: File, on: date) -> Account:
    mandate, earlier = file.mandate, file.history.earlier_use
    if not mandate.request.startswith("adoption"):
        found = _of_section_10(file, earlier, on)
        if found.lines or AL1 not in found.for_a_person:
            return found
    return _outside_section_10(file, earlier, on)


def _of_section_10(file: File, earlier: bool, on: date) -> Account:
    """What section 10 gives: `family-mediation/fees`."""
    mandate, children = file.mandate, bool(file.mandate.children_interests)
    allowance = allowance_of(
        mandate.request, children=children, couple=mandate.couple, mandate=mandate, on=mandate.opened, earlier=earlier
    )
    facts = family_facts(file, earlier_use=earlier or _lower_maximum(file), on=on)
    decision = decide("family-mediation/fees", facts)
    found = decision.outcome
    unit = allowance.unit if allowance else "minute"
    lines = _family_lines(file, found["lines"], found["minutes_paid_by_service"], unit)
    return Account(file, facts, decision, tuple(lines), allowance, left_by(decision), found["payable"])


def _lower_maximum(file: File) -> bool:
    """Whether the law gives the request the lower maximum by itself, on the last day of the file (`family-mediation/entitlement`)."""
    mandate = file.mandate
    last = max([one.day for one in file.sheets] + [one.day for one in file.work], default=mandate.opened)
    answer = entitlement_of(
        mandate.request, children=bool(mandate.children_interests), earlier_use=False, on=max(last, mandate.opened)
    )
    return bool(answer.outcome["norm"] == LESS)


def _outside_section_10(file: File, earlier: bool, on: date) -> Account:
    """What is paid of an adoption, or of a couple without children: `family-mediation/fees-outside-section-10`."""
    facts = outside_facts(file, earlier_use=earlier, on=on)
    decision = decide("family-mediation/fees-outside-section-10", facts)
    found, held = decision.outcome, file.held()
    lines = []
    for line in found["lines"]:
        session, work, _ = _at(line["for"], held, file)
        units = line["minutes"] if line["payer"] == "service" else 0
        lines.append(Due(session, work, line["payer"], _cents(line["amount"]), units, line["norm"]))
    cap = found["free_minutes"]
    allowance = None if cap is None else Allowance("minute", cap, found["norm"], decision)
    return Account(file, facts, decision, tuple(lines), allowance, left_by(decision), None)


def left_by(decision: Decision) -> tuple[str, ...]:
    """The norms that a decision leaves to a person, each once."""
    return tuple(dict.fromkeys(one.norm for one in decision.for_a_person))


def _family_lines(file: File, lines: Sequence[dict[str, Any]], minutes: int | None, unit: str) -> list[Due]:
    """The lines of the answer. Under the hours only one piece can be shared: its minutes are what the others leave."""
    held, both = file.held(), {line["for"] for line in lines if line["payer"] == "parties"}
    made: list[Due] = []
    spent, shared = 0, None
    for line in lines:
        session, work, long = _at(line["for"], held, file)
        counts = line["payer"] == "service" and (session or work) is not None
        by_hour = line["norm"] in (HOUR, INDIVIDUALLY)
        units = 0
        if counts and unit == "session" and not by_hour:
            units = 1
        elif counts and unit == "minute" and by_hour:
            if line["for"] in both:
                shared = len(made)
            else:
                units = long
                spent += long
        made.append(Due(session, work, line["payer"], _cents(line["amount"]), units, line["norm"]))
    if shared is not None and minutes is not None:
        one = made[shared]
        made[shared] = Due(one.session, one.work, one.payer, one.cents, minutes - spent, one.norm)
    return made


def _at(pointer: str, held: Sequence[Any], file: File) -> tuple[int | None, int | None, int]:
    """What a pointer of the facts stands for: a session, work outside sessions, or the report; and its minutes."""
    _, kind, *rest = pointer.split("/")
    if kind == "sessions":
        return held[int(rest[0])].pk, None, held[int(rest[0])].minutes
    if kind == "out_of_session":
        return None, file.work[int(rest[0])].pk, file.work[int(rest[0])].minutes
    return None, None, 0


def _cents(amount: Money | None) -> int | None:
    return None if amount is None else amount.cents


def _small_claims(file: File, on: date) -> Account:
    facts = small_claims_facts(file, on=on)
    decision = decide("small-claims/mediator-fees", facts)
    found = decision.outcome
    by_hour = found["minutes_used"] is not None
    lines = []
    for line in found["lines"]:
        session, work, _ = _at(line["for"], file.sheets, file)
        payer = "parties" if line["payer"] == "parties" else "service"
        counts = by_hour and payer == "service" and line["norm"] in RATES and _free_time_of(_day_of(file, line["for"]))
        units = line["minutes"] or 0 if counts else 0
        lines.append(Due(session, work, payer, _cents(line["then"]), units, line["norm"]))
    days = [one.day for one in file.sheets] + [one.day for one in file.work] or [on]
    free = next(filter(None, (_free_time_of(day) for day in sorted(days, reverse=True))), "") if by_hour else ""
    allowance = Allowance("minute", found["free_minutes"], free, decision) if free else None
    return Account(file, facts, decision, tuple(lines), allowance, left_by(decision), None)


def _free_time_of(day: date) -> str:
    """The norm that gives a file its free hours on a day; "" before 2021-05-13, when one session was paid, whatever its minutes."""
    if LAW.norms.in_force(FREE_TIME, day):
        return FREE_TIME
    return f"{R06}/s13" if LAW.norms.in_force(f"{R06}/s13.1", day) else ""


def _day_of(file: File, pointer: str) -> date:
    _, kind, place = pointer.split("/")[:3]
    return file.sheets[int(place)].day if kind == "sessions" else file.work[int(place)].day


def _arbitration(file: File) -> Account:
    """One amount a mandate; the final one was not found: an officer says it, and decides."""
    held = [one for one in file.sheets if one.kind == "arbitration"]
    lines = (Due(held[0].pk, None, "service", None, 0, ARBITRATOR),) if held else ()
    facts = {"mandate": file.mandate.number, "sessions": len(held)}
    return Account(file, facts, None, lines, None, (ARBITRATOR,), None)


def account_of_pieces(account: Account, sessions: Collection[int], works: Collection[int], *, on: date) -> Account:
    """What the same mandate would come to, as known on a day, with some of its sessions and work only."""
    file = account.file
    sheets, work = [one for one in file.sheets if one.pk in sessions], [one for one in file.work if one.pk in works]
    return _account(replace(file, sheets=sheets, work=work), on)


def keys(lines: Iterable[Due]) -> set[Key]:
    """What some lines are for."""
    return {line.key for line in lines}
