"""Articles 1600 and 1617 to 1619, with the Interest Act (ss. 3, 4) and the Tax Administration Act (s. 28): what delay costs.

Interest is simple: rate × sum × days. The first day (default) is not counted, the last one is. Each line of the account
is rounded to the nearest cent, half a cent away from zero, and the total is the sum of the lines, so that a reader who
adds them up finds the same. No text seen says how many days a year has: see the reading `interest-year`.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.money import Money
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text
from parvis.law.texts import LAW

RULES: Rulebook[Callable[..., Any]] = Rulebook(LAW.norms)

_DAY = timedelta(days=1)
_UNIT = 10_000  # a rate is in hundredths of a percent
_YEAR = 365
_LEGAL_RATE = "i-15/s3-rate"

_NOT_YET = Text(
    "La personne n'est pas encore en demeure, ou on ne sait pas depuis quand.",
    "The debtor is not in default yet, or since when is not known.",
)
_IN_DEFAULT = Text("En demeure depuis le {day}.", "In default since {day}.")
_AGREED = Text("Taux convenu: {rate} % par an.", "Agreed rate: {rate}% a year.")
_LEGAL = Text("Aucun taux convenu: taux légal de {rate} % par an.", "No agreed rate: legal rate of {rate}% a year.")
_NOT_BY_THE_YEAR = Text(
    "Le taux n'est pas écrit par an: pas plus de {rate} % par an.",
    "The rate is not written by the year: no more than {rate}% a year.",
)
_BY_THE_YEAR = Text("Le taux est écrit par an.", "The rate is written by the year.")
_NOT_KNOWN_IF_BY_THE_YEAR = Text(
    "On ne sait pas si le taux est écrit par an.", "Whether the rate is written by the year is not known."
)
_INTEREST = Text("Du {first} au {last}: {amount} d'intérêt.", "From {first} to {last}: {amount} of interest.")
_STATE = Text(
    "Créances de l'État: {rate} % par an ces jours-là.", "Debts owed to the State: {rate}% a year on those days."
)
_STATE_UNKNOWN = Text(
    "Le taux des créances de l'État n'a pas été vu pour certains de ces jours.",
    "The rate on debts owed to the State was not seen for some of these days.",
)
_INDEMNITY = Text(
    "L'écart de taux donne {amount} pour les jours dont le taux est connu.",
    "The gap between the rates gives {amount} for the days whose rate is known.",
)
_NO_GAP = Text(
    "Le taux de l'État ne dépasse pas celui de l'intérêt.", "The State's rate is no higher than that of the interest."
)
_MAY_BE_GRANTED = Text(
    "L'indemnité additionnelle peut être demandée; elle s'ajoute seulement si la juge ou le juge l'accorde.",
    "The additional indemnity may be asked for; it is added only if the judge grants it.",
)
_LATER_DAY = Text(
    "Pour des dommages, le tribunal peut choisir un jour plus tardif que la demeure.",
    "For damages, the court may choose a later day than default.",
)
_MAY_BE_REDUCED = Text(
    "Un taux convenu très élevé peut être réduit par le tribunal.",
    "A very high agreed rate may be reduced by the court.",
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days after `since` up to `until`, at one rate (in hundredths of a percent a year)."""

    since: date
    until: date
    rate: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the account: the days after `since` up to `until`, at one rate; no amount where it is not known."""

    of: str
    since: date
    until: date
    rate: int | None
    amount: Money | None
    norm: str

    @property
    def days(self) -> int:
        """The days counted: not the first, but the last."""
        return (self.until - self.since).days

    def as_outcome(self) -> dict[str, Any]:
        """The line as the outcome shows it."""
        return {
            "of": self.of,
            "since": self.since,
            "until": self.until,
            "days": self.days,
            "rate": percent(self.rate),
            "amount": self.amount,
            "norm": self.norm,
        }


def percent(rate: int | None) -> str | None:
    """A rate as the contract writes it: percent a year with two decimals."""
    return None if rate is None else f"{rate // 100}.{rate % 100:02d}"


def _spelled(rate: int) -> Text:
    """A rate as people write it: "5", "7,5", "7.25"."""
    whole, part = divmod(rate, 100)
    decimals = f"{part:02d}".rstrip("0")
    return Text(f"{whole}" + (f",{decimals}" if part else ""), f"{whole}" + (f".{decimals}" if part else ""))


def cost(principal: Money, rate: int, since: date, until: date, *, leap_years: bool = False) -> Money:
    """Simple interest on the days after `since` up to `until`, exact and rounded once to the cent.

    A year has 365 days or, with `leap_years`, a day of a leap year is a 366th of that year.
    """
    if not leap_years:
        return principal.share(rate * (until - since).days, _UNIT * _YEAR)
    leap = sum((last - first).days for first, last in _by_year(since, until) if isleap(last.year))
    others = (until - since).days - leap
    return principal.share(rate * (others * 366 + leap * 365), _UNIT * 365 * 366)


def one_day(principal: Money, rate: int) -> Money:
    """The interest of one day of a year of 365 days."""
    return principal.share(rate, _UNIT * _YEAR)


def _by_year(since: date, until: date) -> Iterator[tuple[date, date]]:
    """The stretch cut at the ends of the years: each part lies, but for its first day that is not counted, in one year."""
    while since < until:
        last = min(until, date((since + _DAY).year, 12, 31))
        yield since, last
        since = last


def stretches(weighing: Weighing, parameter: str, since: date, until: date) -> Iterator[tuple[date, date, int | None]]:
    """The days after `since` up to `until`, cut where the parameter changes, each with its value (None: unknown)."""
    for dated in weighing.parameters[parameter].values:
        first = max(dated.in_force.first, since + _DAY)
        last = until if dated.in_force.last is None else min(dated.in_force.last, until)
        if first <= last:
            value = weighing.parameter_if_known(parameter, day=last)
            yield first - _DAY, last, value if isinstance(value, int) else None


@RULES.encodes("ccq/a1600")
def in_default(weighing: Weighing, facts: Mapping[str, Any], day: date) -> date | None:
    """CCQ 1600: delay costs something from default; the day of it, or None where it is not known or has not come."""
    found: date | None = facts["default"]
    because = _NOT_YET if found is None else _IN_DEFAULT.fill(day=found)
    weighing.weigh(
        "ccq/a1600", day=found or day, holds=None if found is None else True, because=because, facts=("/default",)
    )
    return found


@RULES.encodes("i-15/s3")
def legal_rates(weighing: Weighing, since: date, until: date) -> list[Stretch]:
    """Interest Act, s. 3: the rate where none is agreed, on the days after `since` up to `until`."""
    last = max(since, until)
    found = [Stretch(first, end, rate) for first, end, rate in stretches(weighing, _LEGAL_RATE, since, last) if rate]
    if not found:
        found = [Stretch(since, since, cast(int, weighing.parameter(_LEGAL_RATE, day=since)))]
    because = _LEGAL.fill(rate=_spelled(found[-1].rate))
    weighing.weigh("i-15/s3", day=since, holds=True, because=because, facts=("/agreed_rate",))
    return found


@RULES.encodes("i-15/s4")
def agreed_rate(weighing: Weighing, agreed: Mapping[str, Any], day: date) -> int | None:
    """Interest Act, s. 4: an agreed rate that is not written by the year gives no more than 5 %; None: not known."""
    percent_a_year: int = agreed["percent"]
    where = ("/agreed_rate/written_by_the_year",)
    most = cast(int, weighing.parameter("i-15/s4-most", day=day))
    written = agreed["written_by_the_year"]
    if written and percent_a_year > most:
        weighing.leave_to_a_person("ccq/a1623", _MAY_BE_REDUCED)
    if written or percent_a_year <= most:
        because = _BY_THE_YEAR if written else _AGREED.fill(rate=_spelled(percent_a_year))
        weighing.weigh("i-15/s4", day=day, holds=False if written else None, because=because, facts=where)
        return percent_a_year
    if written is None:
        weighing.weigh("i-15/s4", day=day, holds=None, because=_NOT_KNOWN_IF_BY_THE_YEAR, facts=where)
        return None
    weighing.weigh("i-15/s4", day=day, holds=True, because=_NOT_BY_THE_YEAR.fill(rate=_spelled(most)), facts=where)
    return most


@RULES.encodes("ccq/a1617", "ccq/a1618")
def interest(weighing: Weighing, facts: Mapping[str, Any], rates: list[Stretch]) -> list[Line]:
    """CCQ 1617 (a sum of money) and 1618 (other damages): interest at the agreed or the legal rate."""
    norm = "ccq/a1617" if facts["obligation"] == "money" else "ccq/a1618"
    leap_years = weighing.reading("interest-year") == "366"
    lines = []
    for each in (stretch for stretch in rates if stretch.since < stretch.until):
        amount = cost(facts["sum"], each.rate, each.since, each.until, leap_years=leap_years)
        lines.append(Line("interest", each.since, each.until, each.rate, amount, norm))
        because = _INTEREST.fill(first=each.since + _DAY, last=each.until, amount=amount)
        weighing.weigh(norm, day=each.until, holds=True, because=because, facts=("/sum", "/default"))
    if norm == "ccq/a1618":
        weighing.leave_to_a_person(norm, _LATER_DAY)
    return lines


@RULES.encodes("ccq/a1619", "a-6.002/s28")
def additional_indemnity(weighing: Weighing, facts: Mapping[str, Any], rates: list[Stretch]) -> list[Line]:
    """CCQ 1619: by quarter, what the rate on debts owed to the State exceeds the rate of the interest; unknown quarters
    stay unknown. Whether it is granted is left to a person."""
    leap_years = weighing.reading("interest-year") == "366"
    lines: list[Line] = []
    for each in rates:
        for first, last, state in stretches(weighing, "a-6.002/s28-rate", each.since, each.until):
            gap = None if state is None else max(0, state - each.rate)
            amount = None if gap is None else cost(facts["sum"], gap, first, last, leap_years=leap_years)
            lines.append(Line("indemnity", first, last, gap, amount, "ccq/a1619"))
            because = _STATE_UNKNOWN if state is None else _STATE.fill(rate=_spelled(state))
            weighing.weigh(
                "a-6.002/s28", day=last, holds=None if state is None else True, because=because, facts=("/default",)
            )
    if lines:
        known = [line for line in lines if line.amount is not None]
        total = total_of(known)
        because = _STATE_UNKNOWN if not known else _INDEMNITY.fill(amount=total) if total.cents else _NO_GAP
        weighing.weigh("ccq/a1619", day=lines[0].since, holds=None, because=because, facts=("/sum", "/default"))
        weighing.leave_to_a_person("ccq/a1619", _MAY_BE_GRANTED)
    return lines


def total_of(lines: list[Line]) -> Money:
    """The sum of the lines whose amount is known."""
    return Money(sum(line.amount.cents for line in lines if line.amount is not None))
