"""Sections 10 to 10.3 since 2012-12-01: the tariff by the hour.

Mediation and the work outside the sessions are counted together, in the order of their days, up to 5 hours (2.5 hours
for a review or an earlier use); each has the rate of its own day, and the parties pay what exceeds at the same rate. A
group session is paid apart and never counts. What was not seen of the text is answered "not known".

Fractions of a cent: no text says how they are rounded. The total of each payer is the exact total rounded once, half a
cent up, so that 5 hours in any number of sessions are worth 5 hours; each line is the growth of that rounded total.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.law.texts.c25_01_r0_7.tariff_account import (
    GROUP,
    INDIVIDUAL,
    MEDIATION,
    MISSED,
    OUTSIDE,
    PARTIES,
    RULES,
    SERVICE,
    SESSION,
    VOLUNTARY,
    Account,
    Part,
    duration,
    mediation_listed,
)

HOUR, TWO, OUT = "c25.01-r0.7/s10-al1-hour", "c25.01-r0.7/s10-al1-two", "c25.01-r0.7/s10-al1-out"
IN_GROUP, INDIVIDUALLY = "c25.01-r0.7/s10-al2-group", "c25.01-r0.7/s10-al2-indiv"
MOST, LOWER = "c25.01-r0.7/s101-max", "c25.01-r0.7/s101-max-lower"
NOT_BEGUN, MISSED_INFORMATION = "c25.01-r0.7/s102", "c25.01-r0.7/s102-info"
COUNTS = "c25.01-r0.7/s101-indiv"
EXCESS, ADDITIONAL = "c25.01-r0.7/s103-excess", "c25.01-r0.7/s103-additional"

#: What counts in the hours: its pointer, and the session or the work itself.
Work = list[tuple[str, Mapping[str, Any]]]

_REPORT, _SAID = ("/report", "/referral"), ("/review_of_judgment",)
_HOURLY = Text("Le Service paie {minutes}, à {rate} l'heure.", "The Service pays for {minutes}, at {rate} an hour.")
_TWO = Text("Un ou deux médiateurs: le taux est le même.", "One or two mediators: the rate is the same.")
_OUTSIDE = Text(
    "Le travail hors séance compte avec les séances, au même taux.",
    "Work outside the sessions counts with them, at the same rate.",
)
_IN_GROUP = Text(
    "Séance de groupe: {fee} par médiateur, en plus des heures.",
    "Group session: {fee} for each mediator, besides the hours.",
)
_NOT_SEEN_INDIVIDUAL = Text(
    "De décembre 2012 à la fin de 2015, ce que le Service paie pour une séance d'information individuelle n'a pas été "
    "trouvé; sa durée compte dans les heures.",
    "From December 2012 to the end of 2015, what the Service pays for an individual information session was not found; "
    "its length counts in the hours.",
)
_COUNTS = Text(
    "La séance d'information individuelle compte dans les heures.",
    "The individual information session counts in the hours.",
)
_GROUP_ONLY = Text(
    "Depuis 2016, l'information se donne en groupe: une séance individuelle n'est pas payée.",
    "Since 2016, information is given in groups: an individual session is not paid.",
)
_COUNTED = Text("{minutes} en tout; le maximum est de {most}.", "{minutes} in all; the maximum is {most}.")
_FIRST = Text(
    "Il ne s'agit pas de réviser un jugement, et le couple n'a pas déjà eu ce service.",
    "It is not the review of a judgment, and the couple did not already have the service.",
)
_NOT_SAID = Text(
    "Rien ne dit que le couple a déjà eu ce service: c'est compté comme non. S'il l'a déjà eu, le maximum est plus bas.",
    "Nothing says that the couple already had the service: it is counted as no. If they had, the maximum is lower.",
)
_AGAIN = Text(
    "Il s'agit de réviser un jugement, ou le couple a déjà eu ce service: le maximum est plus bas.",
    "It is the review of a judgment, or the couple already had the service: the maximum is lower.",
)
_EXCESS = Text(
    "Les parties paient {minutes} au-delà du maximum, à {rate} l'heure.",
    "The parties pay for {minutes} beyond the maximum, at {rate} an hour.",
)
_EXCESS_NOT_SEEN = Text(
    "Les parties paient {minutes} au-delà du maximum; le prix d'une partie de ce temps n'a pas été trouvé.",
    "The parties pay for {minutes} beyond the maximum; the price of some of that time was not found.",
)
_ADDITIONAL = Text(
    "Le texte de l'article 10.3 n'a pas été vu: on ne sait pas combien un médiateur de plus peut demander aux parties.",
    "The text of section 10.3 was not seen: what one more mediator may charge the parties is not known.",
)
_NOT_BEGUN = Text(
    "Le tribunal a ordonné la médiation, et elle n'a pas commencé: {fee}.",
    "The court ordered mediation, and it was not begun: {fee}.",
)
_NOT_ORDERED = Text(
    "Le tribunal n'a pas ordonné la médiation: aucun délai n'était fixé.",
    "The court did not order mediation: no time was set.",
)
_YET_HELD = Text(
    "Le rapport dit qu'aucune séance de médiation n'a eu lieu, mais il y en a au dossier.",
    "The report says that no mediation session was held, but there are some in the file.",
)
_MISSED_NOT_SEEN = Text(
    "De décembre 2012 à la fin de 2015, ce que le Service paie dans ce cas n'a pas été trouvé.",
    "From December 2012 to the end of 2015, what the Service pays in this case was not found.",
)
_MISSED_NOTHING = Text(
    "Depuis 2016, le tarif ne prévoit rien pour une absence ni pour une déclaration.",
    "Since 2016, the tariff provides nothing for an absence or a declaration.",
)


@RULES.encodes(COUNTS)
def counted_in_hours(weighing: Weighing, part: Part) -> Work:
    """What counts in the hours, by day; on one day the sessions come before the work outside them.

    An individual information session counts as long as there is one in the tariff.
    """
    counted: Work = []
    for index, session in part.sessions:
        if session["kind"] == MEDIATION:
            counted.append((SESSION[index], session))
        elif session["kind"] == INDIVIDUAL and weighing.norms.in_force(COUNTS, session["date"]):
            where = SESSION[index]
            weighing.weigh(COUNTS, day=session["date"], holds=True, because=_COUNTS, facts=(where,))
            counted.append((where, session))
    if part.outside:
        counted.extend((OUTSIDE[index], work) for index, work in part.outside)
        counted.sort(key=lambda each: each[1]["date"])
    return counted


@dataclass(slots=True)
class Meter:
    """The minutes of a part as they run: what is left of the maximum, and who paid what, exactly.

    `exact` are sixtieths of a cent, by payer; `by_line` rounds each line by itself. `rates` are those at which each
    payer pays, in their order; `unpriced` are the minutes, by payer, whose fee was not found.
    """

    left: int
    minutes: int = 0
    rates: dict[str, list[Money]] = field(default_factory=lambda: {SERVICE: [], PARTIES: []})
    unpriced: Counter[str] = field(default_factory=Counter)
    by_line: bool | None = None
    exact: Counter[str] = field(default_factory=Counter)
    paid: list[str] = field(default_factory=list)
    excess: list[str] = field(default_factory=list)

    def amount(self, weighing: Weighing, payer: str, minutes: int, rate: Money | None) -> Money | None:
        """What a line adds: the growth of the rounded total of that payer, or the line rounded by itself.

        None, and the minutes kept apart, where there is no rate.
        """
        if rate is None:
            self.unpriced[payer] += minutes
            return None
        self.rates[payer].append(rate)
        due = rate.cents * minutes
        if due % 60 and self.by_line is None:
            self.by_line = weighing.reading("hourly_rounding") == "line"
        if self.by_line:
            return Money(_rounded(due))
        before = self.exact[payer]
        self.exact[payer] = before + due
        return Money(_rounded(before + due) - _rounded(before))


@RULES.encodes(HOUR, TWO, OUT)
def hours_paid(weighing: Weighing, facts: Mapping[str, Any], part: Part, work: Work, account: Account) -> None:
    """S. 10, par. 1: so much an hour, in sessions and outside them, whether one or two mediators are there."""
    review, earlier = facts["review_of_judgment"], facts["earlier_use"]
    most = cast(int, weighing.parameter(LOWER if review or earlier else MOST, day=part.last))
    meter = Meter(most)
    rates: dict[date, Money] = {}
    for where, each in work:
        day = each["date"]
        rate = rates.get(day)
        if rate is None:
            rate = rates[day] = cast(Money, weighing.parameter(HOUR, day=day))
        _run(weighing, meter, where, each, rate, account)
    account.minutes = most - meter.left
    if meter.paid:
        served = most - meter.left - meter.unpriced[SERVICE]
        because = _HOURLY.fill(minutes=duration(served), rate=_rates(meter.rates[SERVICE]))
        weighing.weigh(HOUR, day=part.last, holds=True, because=because, facts=tuple(meter.paid))
    if any(session["mediators"] == 2 and session["kind"] == MEDIATION for _, session in part.sessions):
        weighing.weigh(TWO, day=part.last, holds=True, because=_TWO, facts=("/sessions",))
    if part.outside:
        where_out = tuple(OUTSIDE[index] for index, _ in part.outside)
        weighing.weigh(OUT, day=part.last, holds=True, because=_OUTSIDE, facts=where_out)
    up_to_a_maximum(weighing, part.last, (meter.minutes, most), review=review, earlier=earlier)
    if meter.excess:
        beyond_the_maximum(weighing, part.last, meter, meter.minutes - most)


def _run(weighing: Weighing, meter: Meter, where: str, each: Mapping[str, Any], rate: Money, account: Account) -> None:
    """One session, or one piece of work: to the Service within what is left of the maximum, to the parties beyond."""
    long = each["minutes"]
    inside = min(meter.left, long)
    meter.left -= inside
    meter.minutes += long
    price = None if each.get("kind") == INDIVIDUAL else rate
    if inside:
        account.charge(
            SERVICE, where, meter.amount(weighing, SERVICE, inside, price), INDIVIDUALLY if price is None else HOUR
        )
        if price is not None:
            meter.paid.append(where)
    if long > inside:
        account.charge(PARTIES, where, meter.amount(weighing, PARTIES, long - inside, price), EXCESS)
        meter.excess.append(where)


def _rounded(sixtieths: int) -> int:
    """Sixtieths of a cent as whole cents, half a cent up."""
    return (sixtieths + 30) // 60


_RATES = Text("{first}, puis {last}", "{first}, then {last}")


def _rates(rates: list[Money]) -> Money | Text:
    """The rates in words: there is one change of rate in the days that are known."""
    first, last = rates[0], rates[-1]
    return first if first == last else _RATES.fill(first=first, last=last)


@RULES.encodes(MOST, LOWER)
def up_to_a_maximum(
    weighing: Weighing, day: date, counts: tuple[int, int], *, review: bool, earlier: bool | None
) -> None:
    """S. 10.1: at most 5 hours, or 2.5 for a review or an earlier use; the one sets the other aside."""
    minutes, most = counts
    because = _COUNTED.fill(minutes=duration(minutes), most=duration(most))
    again = bool(review or earlier)
    applies, aside = (LOWER, MOST) if again else (MOST, LOWER)
    where = _SAID if earlier is None else (*_SAID, "/earlier_use")
    weighing.weigh(applies, day=day, holds=True, because=because, facts=("/sessions", *where))
    weighing.weigh(
        aside, day=day, holds=None, because=_AGAIN if again else _FIRST if earlier is False else _NOT_SAID, facts=where
    )


@RULES.encodes(EXCESS)
def beyond_the_maximum(weighing: Weighing, day: date, meter: Meter, minutes: int) -> None:
    """S. 10.3: the parties pay what exceeds the maximum at the same hourly rate, that of its own day."""
    long = duration(minutes)
    if meter.unpriced[PARTIES]:
        because = _EXCESS_NOT_SEEN.fill(minutes=long)
    else:
        because = _EXCESS.fill(minutes=long, rate=_rates(meter.rates[PARTIES]))
    weighing.weigh(EXCESS, day=day, holds=True, because=because, facts=tuple(meter.excess))


@RULES.encodes(IN_GROUP, INDIVIDUALLY)
def information_sessions(weighing: Weighing, facts: Mapping[str, Any], part: Part, account: Account) -> None:
    """S. 10, par. 2: a group session is paid for each mediator; an individual one is not known until 2015, then gone."""
    for index, session in part.sessions:
        kind, day, where = session["kind"], session["date"], (SESSION[index],)
        if kind == GROUP:
            fee = cast(Money, weighing.parameter(IN_GROUP, day=day))
            account.charge(SERVICE, SESSION[index], fee * session["mediators"], IN_GROUP)
            weighing.weigh(IN_GROUP, day=day, holds=True, because=_IN_GROUP.fill(fee=fee), facts=where)
        elif kind == INDIVIDUAL:
            known = weighing.parameter_if_known(INDIVIDUALLY, day=day) is not None
            because = _GROUP_ONLY if known else _NOT_SEEN_INDIVIDUAL
            weighing.weigh(INDIVIDUALLY, day=day, holds=False if known else None, because=because, facts=where)
            if not known:
                weighing.leave_to_a_person(INDIVIDUALLY, _NOT_SEEN_INDIVIDUAL)


@RULES.encodes(NOT_BEGUN, MISSED_INFORMATION)
def nothing_begun(weighing: Weighing, facts: Mapping[str, Any], part: Part, account: Account) -> None:
    """S. 10.2: mediation that the court ordered was not begun in the time set."""
    day = part.day
    if facts["report"] in MISSED:
        if weighing.parameter_if_known(MISSED_INFORMATION, day=day) is None:
            account.charge(SERVICE, "/report", None, MISSED_INFORMATION)
            weighing.weigh(MISSED_INFORMATION, day=day, holds=None, because=_MISSED_NOT_SEEN, facts=_REPORT)
            weighing.leave_to_a_person(MISSED_INFORMATION, _MISSED_NOT_SEEN)
        else:
            weighing.weigh(MISSED_INFORMATION, day=day, holds=False, because=_MISSED_NOTHING, facts=_REPORT)
    elif mediation_listed(facts):
        weighing.weigh(NOT_BEGUN, day=day, holds=False, because=_YET_HELD, facts=("/report", "/sessions"))
    elif facts["referral"] == VOLUNTARY:
        weighing.weigh(NOT_BEGUN, day=day, holds=False, because=_NOT_ORDERED, facts=_REPORT)
    else:
        fee = cast(Money, weighing.parameter(NOT_BEGUN, day=day))
        account.charge(SERVICE, "/report", fee, NOT_BEGUN)
        weighing.weigh(NOT_BEGUN, day=day, holds=True, because=_NOT_BEGUN.fill(fee=fee), facts=_REPORT)


@RULES.encodes(ADDITIONAL)
def additional_mediators(weighing: Weighing, part: Part, account: Account) -> None:
    """S. 10.3: what an additional mediator may charge the parties was not seen, so no ceiling is given."""
    asked = tuple(
        SESSION[index]
        for index, session in part.sessions
        if session["kind"] == MEDIATION and session["additional_requested"]
    )
    if asked:
        account.ceiling = None
        weighing.lean_on(ADDITIONAL, day=part.last)
        weighing.weigh(ADDITIONAL, day=part.last, holds=None, because=_ADDITIONAL, facts=asked)
        weighing.leave_to_a_person(ADDITIONAL, _ADDITIONAL)
