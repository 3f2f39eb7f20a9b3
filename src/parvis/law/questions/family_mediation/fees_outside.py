"""family-mediation/fees-outside-section-10: who pays the hours that section 10 does not govern.

These are the hours of an agreement in connection with an adoption (s. 11), and those of a couple without common dependent
children (the programme of 2021): of a couple whose children are concerned otherwise, `family-mediation/fees` answers. Facts:

    {"on": "2026-06-01",
     "request": "first_agreement",            // as in family-mediation/entitlement
     "earlier_use": false,                    // optional, default false: the couple already had the service
     "sessions": [{"date": "2026-03-03", "minutes": 200}],          // in the order in which they took place; may be empty
     "out_of_session": [{"date": "2026-03-10", "minutes": 45}]}     // optional; work outside sessions

Outcome:

    {"covered": true,                         // the Service pays; null where no source says
     "under": "programme_2021",               // adoption | programme_2021 | null
     "norm": "programme-2021/maximum",        // the norm of the maximum; null where nothing is paid
     "free_minutes": 180, "minutes_paid_by_service": 180,
     "service_pays": "390.00",                // null where a line has no known amount, or no source says
     "parties_pay": "43.33",                  // the same; null too where no tariff says what the parties pay
     "lines": [{"for": "/sessions/0", "payer": "service", "minutes": 180, "amount": "390.00", "norm": "programme-2021/rate"},
               {"for": "/sessions/0", "payer": "parties", "minutes": 20, "amount": "43.33", "norm": "programme-2021/rate"}],
     "unknown": []}                           // pointers of what has no known amount

What the Service pays for, and the rate, are those of `family-mediation/entitlement` on the day of each piece of work; the
maximum is that of the first day that is covered, or of `on` where nothing was done. How these hours are counted was seen in
no text: work outside the sessions counts with them (both texts say that it is included), in the order of the days, the
sessions of a day first (reading `outside_order`), up to the maximum, and the parties pay the rest at the same rate. A person
decides before anything is paid. Fractions of a cent: reading `hourly_rounding`, as in `family-mediation/fees`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parvis.law.kernel.decision import Decision, Reading, Weighing
from parvis.law.kernel.facts import Field, Items, Record, Schema
from parvis.law.kernel.money import Money
from parvis.law.kernel.question import Question
from parvis.law.kernel.text import Text
from parvis.law.questions.asked import ON
from parvis.law.questions.family_mediation.couple_facts import (
    EARLIER_USE,
    FIRST_DAY,
    OUT_OF_SESSION,
    REQUEST,
    SESSION_DAY,
    SESSION_MINUTES,
)
from parvis.law.questions.family_mediation.entitlement import (
    ADOPTION,
    ADOPTION_BEYOND,
    AL1,
    RATE,
    entitled_on,
)
from parvis.law.questions.family_mediation.fees_facts import READINGS
from parvis.law.texts.c25_01_r0_7.tariff_account import MOST, OUTSIDE, PARTIES, SERVICE, SESSION, duration
from parvis.law.texts.c25_01_r0_7.tariff_hours import Meter

#: Under which norm each pays its hours, by what covers the couple.
_NORMS = {"adoption": {SERVICE: ADOPTION, PARTIES: ADOPTION_BEYOND}, "programme_2021": {SERVICE: RATE, PARTIES: RATE}}

_COUNTED = Text("{minutes} en tout; le maximum est de {most}.", "{minutes} in all; the maximum is {most}.")
_NOT_SEEN = Text(
    "Aucun texte vu ne dit comment ces heures se comptent: elles sont comptées dans l'ordre, jusqu'au maximum, et une personne "
    "décide avant de payer.",
    "No text seen says how these hours are counted: they are counted in order, up to the maximum, and a person decides before "
    "anything is paid.",
)
_NOTHING_PAID = Text(
    "Hors de tout tarif, les parties et le médiateur conviennent du prix.",
    "Outside any tariff, the parties and the mediator agree on the price.",
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A session, or work outside sessions: where it is in the facts, and what the Service pays for on its day."""

    at: str
    minutes: int
    entitled: Mapping[str, Any]


@dataclass
class _Bill:
    """What each pays, line by line, as the hours run."""

    weighing: Weighing
    meter: Meter
    lines: list[dict[str, Any]] = field(default_factory=list)

    def charge(self, payer: str, piece: _Piece, minutes: int) -> None:
        """One line, where there are minutes for it."""
        if not minutes:
            return
        rate: Money | None = piece.entitled[f"{payer}_rate"]
        amount = self.meter.amount(self.weighing, payer, minutes, rate)
        norm = _NORMS[piece.entitled["under"]][payer]
        self.lines.append({"for": piece.at, "payer": payer, "minutes": minutes, "amount": amount, "norm": norm})

    def total(self, payer: str) -> Money | None:
        """What somebody pays; None where a line has no known amount."""
        theirs = [line["amount"] for line in self.lines if line["payer"] == payer]
        return None if None in theirs else Money(sum(amount.cents for amount in theirs))


def weigh_fees_outside(weighing: Weighing, facts: Mapping[str, Any]) -> Decision:
    """The decision on who pays these hours."""
    pieces = list(_in_order(weighing, facts))
    covered = [each for each in pieces if each.entitled["covered"]]
    first = covered[0].entitled if covered else pieces[0].entitled if pieces else None
    entitled = first or _entitled(weighing, facts, facts["on"])
    most = entitled["free_minutes"] or 0
    bill = _Bill(weighing, Meter(most))
    for piece in covered:
        inside = min(bill.meter.left, piece.minutes)
        bill.meter.left -= inside
        bill.charge(SERVICE, piece, inside)
        bill.charge(PARTIES, piece, piece.minutes - inside)
    if covered:
        _weigh_count(weighing, facts, covered, entitled)
    if any(each.entitled["covered"] is False for each in pieces):
        weighing.leave_to_a_person(AL1, _NOTHING_PAID)
    not_said = any(each.entitled["covered"] is None for each in pieces)
    return weighing.decide(
        {
            "covered": entitled["covered"],
            "under": entitled["under"],
            "norm": entitled["norm"],
            "free_minutes": entitled["free_minutes"],
            "minutes_paid_by_service": most - bill.meter.left,
            "service_pays": None if not_said else bill.total(SERVICE),
            "parties_pay": bill.total(PARTIES) if len(covered) == len(pieces) else None,
            "lines": bill.lines,
            "unknown": list(dict.fromkeys(line["for"] for line in bill.lines if line["amount"] is None)),
        }
    )


def _entitled(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Mapping[str, Any]:
    """What the Service pays for on a day: whoever is outside section 10 without an adoption has no common children."""
    with weighing.pointing(lambda at: "/request" if at == "/children" else at):
        return entitled_on(weighing, {**facts, "children": False}, day)


def _in_order(weighing: Weighing, facts: Mapping[str, Any]) -> Iterator[_Piece]:
    """What was done, in the order in which it is counted; each with what the Service pays for on its day."""
    done = [(each["date"], False, SESSION[place], each) for place, each in enumerate(facts["sessions"]) if each]
    work = [
        (each["date"], True, OUTSIDE[place], each) for place, each in enumerate(facts["out_of_session"] or ()) if each
    ]
    by_day = not (done and work) or weighing.reading("outside_order") == "by_day"
    counted = (
        sorted([*done, *work], key=lambda each: each[:2]) if by_day else [*done, *sorted(work, key=lambda one: one[0])]
    )
    for day, _, at, each in counted:
        yield _Piece(at, each["minutes"], _entitled(weighing, facts, day))


def _weigh_count(
    weighing: Weighing, facts: Mapping[str, Any], covered: Sequence[_Piece], entitled: Mapping[str, Any]
) -> None:
    """What was counted against the maximum; how it is counted is left to a person."""
    days = [each["date"] for each in (*facts["sessions"], *(facts["out_of_session"] or ())) if each]
    because = _COUNTED.fill(
        minutes=duration(sum(each.minutes for each in covered)), most=duration(entitled["free_minutes"])
    )
    where = tuple(each.at for each in covered)
    weighing.weigh(entitled["norm"], day=max(days), holds=True, because=because, facts=where)
    weighing.leave_to_a_person(entitled["norm"], _NOT_SEEN)


_SESSION = Record(
    (
        SESSION_DAY,
        SESSION_MINUTES,
    ),
    dated_by="date",
)

FACTS = Schema(
    Record(
        (
            ON,
            REQUEST,
            EARLIER_USE,
            Field(
                "sessions",
                Items(_SESSION, most=MOST, ordered_by="date"),
                Text("les séances, dans l'ordre", "the sessions, in their order"),
                True,
                False,
            ),
            OUT_OF_SESSION,
        ),
    ),
    answers_from=FIRST_DAY,
)

OUTCOME = {
    "covered": Text("le Service paie", "the Service pays"),
    "under": Text("en vertu de quoi", "under what"),
    "norm": Text("la norme du maximum", "the norm of the maximum"),
    "free_minutes": Text("les minutes payées au plus", "the minutes that are paid at most"),
    "minutes_paid_by_service": Text("les minutes que le Service paie", "the minutes that the Service pays"),
    "service_pays": Text("ce que le Service paie", "what the Service pays"),
    "parties_pay": Text("ce que les parties paient", "what the parties pay"),
    "lines": Text("qui paie quoi, pièce par pièce", "who pays what, piece by piece"),
    "unknown": Text("ce dont aucun montant n'est connu", "what has no known amount"),
}

QUESTION = Question(
    id="family-mediation/fees-outside-section-10",
    title=Text(
        "Ce que coûtent les heures hors de l'article 10, et qui les paie",
        "What the hours outside section 10 cost, and who pays them",
    ),
    facts=FACTS,
    outcome=OUTCOME,
    rule=weigh_fees_outside,
    readings=(
        Reading(
            "outside_order",
            ("by_day", "sessions_first"),
            Text(
                "Le travail hors séance se compte-t-il à son jour, ou après toutes les séances?",
                "Is work outside the sessions counted on its day, or after all the sessions?",
            ),
        ),
        *(each for each in READINGS if each.key == "hourly_rounding"),
    ),
)
