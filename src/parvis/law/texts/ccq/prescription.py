"""Articles 2879 to 2930: until which day one may sue, counted step by step.

The starting day is not counted (2879); the period runs from the day the right of action arose (2880); suspended days
are not counted; an acknowledgement starts the whole period again (2898, 2903); a last day that is a Saturday or a
holiday runs to the next working day (2879). The holidays are those of every Act: 26 December and 2 January are
working days here, which is also the safe reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from parvis.law.kernel.calendar import Holidays, next_working_day, prolonged
from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.period import Period, Span, add_months, extended, merged
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text, counted
from parvis.law.texts import LAW
from parvis.law.texts.orders_2020 import suspension as orders

RULES: Rulebook[Callable[..., Any]] = Rulebook(LAW.norms)

_DAY = timedelta(days=1)
_SATURDAY = 5  # a Saturday is no holiday: article 2879 names it besides
_DAYS = (Text("jour", "day"), Text("jours", "days"))


@dataclass(frozen=True, slots=True)
class Term:
    """The length of a prescription: its period, the parameter that gives it and the norm that orders it."""

    period: Period
    norm: str


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the account: what happened, the day it leads to, the days it added."""

    step: str
    day: date
    text: Text
    norm: str
    days: int | None = None

    def as_outcome(self) -> dict[str, Any]:
        """The line as the outcome shows it."""
        return {"step": self.step, "day": self.day, "days": self.days, "text": self.text, "norm": self.norm}


@dataclass(frozen=True, slots=True)
class Agreement:
    """A suspension that the parties agreed in a signed writing (CCP 7), with the days that count."""

    span: Span
    pointer: str


_TERMS: Mapping[str, tuple[str, str]] = {
    "general": ("ccq/a2925-general", "ccq/a2925"),
    "movable_right": ("ccq/a2925-general", "ccq/a2925"),
    "latent_defect": ("ccq/a2925-general", "ccq/a2925"),
    "consumer_act": ("cpa/s273-prescription", "cpa/s273"),
    "judgment": ("ccq/a2924-judgment", "ccq/a2924"),
}


@RULES.encodes("ccq/a2924", "ccq/a2925", "ccq/a2930", "cpa/s273", "c-19/s586", "c-27.1/a1112-1-prescription")
def term_of(weighing: Weighing, facts: Mapping[str, Any], day: date) -> Term:
    """The period that the kind of claim calls for; a bodily injury never has less than three years (2930)."""
    claim = facts["claim"]
    if claim != "municipality":
        parameter, norm = _TERMS[claim or "general"]
    elif facts["bodily_injury"]:
        because = Text(
            "Préjudice corporel: le délai court ne s'applique pas.", "Bodily injury: the short period is out."
        )
        weighing.weigh("ccq/a2930", day=day, holds=True, because=because, facts=("/bodily_injury",))
        parameter, norm = _TERMS["general"]
    elif facts["municipality"] == "municipality":
        parameter, norm = "c-27.1/a1112-1-prescription", "c-27.1/a1112-1-prescription"
    else:
        parameter, norm = "c-19/s586-prescription", "c-19/s586"
    period = cast(Period, weighing.parameter(parameter, day=day))
    because = Text("Le délai est de {period}.", "The period is {period}.").fill(period=period.text())
    weighing.weigh(norm, day=day, holds=True, because=because, facts=("/claim",))
    return Term(period, norm)


@RULES.encodes("ccp/a7-al2")
def agreements(weighing: Weighing, facts: Mapping[str, Any], on: date, latest: bool) -> list[Agreement]:
    """CCP 7, par. 2: the agreed suspensions that count, each cut at the longest the text allows.

    An agreement that still runs is counted to `on`, or to its longest end where `latest`. The last day is not counted
    among the suspended ones: that is the safe reading.
    """
    counting: list[Agreement] = []
    for index, item in enumerate(facts["suspension_agreements"] or []):
        if item is None or item["from"] < date(2016, 1, 1):
            continue
        pointer = f"/suspension_agreements/{index}"
        longest = cast(Period, weighing.parameter("ccp/a7-agreement-longest", day=item["from"]))
        signed = item["signed_writing"]
        because = Text(
            "Une entente écrite et signée suspend la prescription, {longest} au plus.",
            "An agreement in a signed writing suspends prescription, for {longest} at most.",
        ).fill(longest=longest.text())
        weighing.weigh("ccp/a7-al2", day=item["from"], holds=signed, because=because, facts=(pointer,))
        limit = add_months(item["from"], longest.number)
        until = min(item["to"] or (limit if latest else on), limit)
        if signed and until > item["from"]:
            counting.append(Agreement(Span(item["from"], until - _DAY), pointer))
    counting.sort(key=lambda each: each.span.first)
    return counting if latest else _no_longer_than_one(weighing, counting)


def _no_longer_than_one(weighing: Weighing, counting: list[Agreement]) -> list[Agreement]:
    """The agreements, cut where together they would last longer than one may: the text seen does not add them up."""
    if not counting:
        return counting
    first = counting[0].span.first
    longest = cast(Period, weighing.parameter("ccp/a7-agreement-longest", day=first))
    left = (longest.after(first) - first).days
    kept: list[Agreement] = []
    for each in counting:
        last = min(cast(date, each.span.last), each.span.first + timedelta(days=left - 1))
        if last != each.span.last:
            why = Text(
                "Les ententes font plus de {longest} en tout; le texte dit {longest} au plus. Le jour sûr n'en compte "
                "pas davantage.",
                "The agreements last more than {longest} in all; the text says {longest} at most. The safe day counts "
                "no more.",
            ).fill(longest=longest.text())
            weighing.leave_to_a_person("ccp/a7-al2", why)
        if last >= each.span.first:
            kept.append(Agreement(Span(each.span.first, last), each.pointer))
            left -= (last - each.span.first).days + 1
    return kept


@RULES.encodes("ccq/a2898", "ccq/a2903")
def restarts(weighing: Weighing, facts: Mapping[str, Any], latest: bool) -> list[tuple[date, str]]:
    """CCQ 2898 and 2903: the acknowledgements that start the period again, oldest first.

    Only one that the debtor does not deny counts, unless `latest`: then each that is not known counts as well.
    """
    days: list[tuple[date, str]] = []
    for index, item in enumerate(facts["acknowledgements"] or []):
        if item is None:
            continue
        pointer = f"/acknowledgements/{index}"
        if item["confirmed"] or (latest and item["confirmed"] is None):
            days.append((item["date"], pointer))
        if item["confirmed"] is None:
            why = Text(
                "Un paiement partiel ou une parole vaut-il reconnaissance de la dette? Une juge ou un juge en décide.",
                "Is a part payment or a word an acknowledgement of the debt? A judge decides.",
            )
            weighing.leave_to_a_person("ccq/a2898", why)
    return sorted(days)


def counted_from(
    weighing: Weighing,
    start: date,
    term: Term,
    pauses: Iterable[Agreement],
    restarted: Iterable[tuple[date, str]],
    *,
    at_the_earliest: bool,
    latest: bool,
) -> list[Step]:
    """The account from the day the right of action arose (or the earliest that it can be) to the last day to sue.

    Where a closed day prolongs the period into suspended days, only `latest` waits until they are over.
    """
    steps = [_start(weighing, start, at_the_earliest), *_run(weighing, start, term, pauses, latest)]
    for day, pointer in restarted:
        if day > steps[-1].day:
            _renounced(weighing, pointer, day)
        elif day > start:
            because = Text(
                "La dette a été reconnue le {day}: le délai recommence.",
                "The debt was acknowledged on {day}: the period starts again.",
            )
            text = because.fill(day=day)
            weighing.weigh("ccq/a2898", day=day, holds=True, because=text, facts=(pointer,))
            weighing.weigh("ccq/a2903", day=day, holds=True, because=text, facts=(pointer,))
            acknowledged = Step("acknowledgement", day, text, "ccq/a2898")
            steps = [*steps, acknowledged, *_run(weighing, day, term, pauses, latest)]
    return steps


@RULES.encodes("ccq/a2880")
def _start(weighing: Weighing, start: date, at_the_earliest: bool) -> Step:
    words = Text(
        "Le droit d'agir est né le {start}; ce jour n'est pas compté.",
        "The right of action arose on {start}; that day is not counted.",
    )
    if at_the_earliest:
        words = Text(
            "Le délai part du {start} au plus tôt; ce jour n'est pas compté.",
            "The period runs from {start} at the earliest; that day is not counted.",
        )
    text = words.fill(start=start)
    weighing.weigh("ccq/a2880", day=start, holds=True, because=text, facts=("/right_arose",))
    return Step("start", start, text, "ccq/a2880")


@RULES.encodes("ccq/a2879", "i-16/s61-p23", "orders-2020/suspension")
def _run(weighing: Weighing, start: date, term: Term, pauses: Iterable[Agreement], latest: bool) -> list[Step]:
    end = term.period.after(start)
    text = Text("{period} plus tard: le {end}.", "{period} later: {end}.").fill(period=term.period.text(), end=end)
    steps = [Step("period", end, text, term.norm)]
    suspended = [orders.suspension(), *(pause.span for pause in pauses)]
    for extension in extended(start, end, suspended):
        by_order = extension.span.overlaps(orders.suspension())
        kind, norm = ("order_of_2020", orders.NORM) if by_order else ("agreement", "ccp/a7-al2")
        days = counted(extension.days, *_DAYS)
        text = Text("{days} de suspension s'ajoutent: le {end}.", "{days} of suspension are added: {end}.").fill(
            days=days, end=extension.last_day
        )
        if by_order:
            weighing.weigh(norm, day=orders.suspension().first, holds=True, because=text, facts=("/right_arose",))
        steps.append(Step(kind, extension.last_day, text, norm, extension.days))
    last = prolonged(steps[-1].day, Holidays.EVERY_ACT)
    if last.moved_by is not None:
        day = _once_resumed(last.day, suspended) if latest else last.day
        text = Text(
            "Ce jour est {why}: le délai va jusqu'au {day}.", "That day is {why}: the period runs to {day}."
        ).fill(why=last.moved_by, day=day)
        weighing.weigh("ccq/a2879", day=day, holds=True, because=text)
        if steps[-1].day.weekday() != _SATURDAY:
            weighing.weigh("i-16/s61-p23", day=day, holds=True, because=text)
        steps.append(Step("closed_day", day, text, "ccq/a2879"))
    return steps


def _once_resumed(day: date, suspended: Iterable[Span]) -> date:
    """The day, or the first working day after the suspensions in which it falls."""
    for span in merged(suspended):
        if day in span:
            day = next_working_day(cast(date, span.last) + _DAY, Holidays.EVERY_ACT)
    return day


@RULES.encodes("ccq/a2883")
def _renounced(weighing: Weighing, pointer: str, day: date) -> None:
    why = Text(
        "La dette a été reconnue le {day}, après la fin du délai: est-ce renoncer à la prescription? Une juge ou un "
        "juge en décide.",
        "The debt was acknowledged on {day}, after the period had ended: is it a renunciation? A judge decides.",
    ).fill(day=day)
    weighing.weigh("ccq/a2883", day=day, holds=None, because=why, facts=(pointer,))
    weighing.leave_to_a_person("ccq/a2883", why)
