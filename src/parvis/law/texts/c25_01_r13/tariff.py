"""The tariff of court costs of small claims: the filing fee as far as it is known, and the fee of the first execution.

The table of sections 2 and 3 was not seen. A fee that no source gives for a day is None: never guessed from another
year. What other sources give for other days is told apart, each with its date (`seen`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any, cast

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.instrument import FaultyTextError, toml_of
from parvis.law.kernel.money import Money
from parvis.law.kernel.norm import CONFIDENCES
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text, text_of
from parvis.law.texts import LAW


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee on a day: its bounds as far as known (equal where it is known), and why."""

    norm: str
    because: Text
    lowest: Money | None = None
    highest: Money | None = None

    @property
    def amount(self) -> Money | None:
        """The fee itself; None where only bounds, or nothing, are known."""
        return self.lowest if self.lowest == self.highest else None


FeeRule = Callable[[Weighing, str, date], Fee]
RULES: Rulebook[FeeRule] = Rulebook(LAW.norms)

_PERSONS = {"natural_person": "natural", "legal_person": "legal"}
_RANGE = Text(
    "De {lowest} à {highest} selon le montant réclamé; le tableau du tarif n'a pas été vu.",
    "From {lowest} to {highest}, by the amount claimed; the table of the tariff was not seen.",
)
_NOT_SEEN = Text(
    "Le tableau du tarif n'a pas été vu pour ce jour: demandez le montant au greffe.",
    "The table of the tariff was not seen for that day: ask the court office for the amount.",
)
_OTHER_GROUP = Text(
    "Le tarif distingue la personne physique et la personne morale; pour un autre groupement, demandez au greffe.",
    "The tariff tells natural from legal persons; for another group, ask the court office.",
)


def _by_person(weighing: Weighing, norm: str, person: str, day: date) -> Fee:
    kind = _PERSONS.get(person)
    if kind is None:
        return Fee(norm, _OTHER_GROUP)
    lowest, highest = (
        cast("Money | None", weighing.parameter_if_known(f"c25.01-r13/s2-{bound}-{kind}", day=day))
        for bound in ("lowest", "highest")
    )
    if None in (lowest, highest):
        return Fee(norm, _NOT_SEEN, lowest, highest)
    return Fee(norm, _RANGE.fill(lowest=lowest, highest=highest), lowest, highest)


@RULES.encodes("c25.01-r13/s2-filing")
def filing_fee(weighing: Weighing, person: str, day: date) -> Fee:
    """Sections 2 and 3: the fee to file an application, by the amount claimed and the person."""
    return _by_person(weighing, "c25.01-r13/s2-filing", person, day)


@RULES.encodes("c25.01-r13/s3-contestation")
def contestation_fee(weighing: Weighing, person: str, day: date) -> Fee:
    """Sections 2 and 3: the fee to contest, the same as that of an application."""
    return _by_person(weighing, "c25.01-r13/s3-contestation", person, day)


_NOTICE = Text("{amount} pour le premier avis d'exécution.", "{amount} for the first notice of execution.")


@RULES.encodes("c25.01-r13/s4-al1-notice")
def notice_fee(weighing: Weighing, person: str, day: date) -> Fee:
    """Section 4, par. 1: what the creditor pays for the first notice of execution, beyond the bailiff's fees."""
    norm, kind = "c25.01-r13/s4-al1-notice", _PERSONS.get(person)
    if kind is None:
        return Fee(norm, _OTHER_GROUP)
    fee = cast("Money | None", weighing.parameter_if_known(f"c25.01-r13/s4-notice-{kind}", day=day))
    return Fee(norm, _NOT_SEEN if fee is None else _NOTICE.fill(amount=fee), fee, fee)


_SOQUIJ = Text("{amount} pour la recherche à la SOQUIJ.", "{amount} for the SOQUIJ search.")


@RULES.encodes("c25.01-r13/s4-al1-soquij")
def soquij_fee(weighing: Weighing, person: str, day: date) -> Fee:
    """Section 4, par. 1: the search for executions already begun, the same for everybody."""
    fee = cast(Money, weighing.parameter("c25.01-r13/s4-soquij", day=day))
    return Fee("c25.01-r13/s4-al1-soquij", _SOQUIJ.fill(amount=fee), fee, fee)


_FIRST = Text(
    "Ces frais sont dus une fois, pour le premier avis; la personne condamnée peut avoir à les rembourser.",
    "These costs are due once, for the first notice, and may be claimed from the debtor.",
)
_LATER = Text(
    "Ce n'est pas le premier avis d'exécution: aucuns frais de plus.",
    "This is not the first notice of execution: no further cost.",
)
_WHICH = Text("On ne sait pas si c'est le premier avis.", "Whether it is the first notice is not known.")


@dataclass(frozen=True, slots=True)
class Once:
    """Section 4, par. 2: whether the costs are due for this notice; None where it is not known."""

    due: bool | None
    because: Text


def due_for_the_first_notice_only(first: bool | None) -> Once:
    """Section 4, par. 2: due only for the signing and filing of the first notice by the clerk."""
    return Once(first, _WHICH if first is None else _FIRST if first else _LATER)


ONCE: Rulebook[Callable[[bool | None], Once]] = Rulebook(LAW.norms)
ONCE.encodes("c25.01-r13/s4-al2-once")(due_for_the_first_notice_only)

_INSTALMENTS = Text(
    "{amount} à l'huissier pour mettre en place l'entente.", "{amount} to the bailiff to implement the agreement."
)
_BAILIFF_NOT_SEEN = Text(
    "L'article 31 n'a pas été vu après le décret 1734-2023: demandez le montant à l'huissier.",
    "Section 31 was not seen after O.C. 1734-2023: ask the bailiff for the amount.",
)


@RULES.encodes("h-4.1-r13.1/s31-instalments")
def instalment_fee(weighing: Weighing, person: str, day: date) -> Fee:
    """H-4.1, r. 13.1, s. 31: the bailiff's fee to implement an instalment payment agreement."""
    fee = cast("Money | None", weighing.parameter_if_known("h-4.1-r13.1/s31-instalments", day=day))
    words = _BAILIFF_NOT_SEEN if fee is None else _INSTALMENTS.fill(amount=fee)
    return Fee("h-4.1-r13.1/s31-instalments", words, fee, fee)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a source gives for a fee, at a time that may be only a year: told, never applied."""

    fee: str
    person: str
    order: int
    when: Text
    about: Text
    lowest: Money
    highest: Money
    confidence: str
    source: Text

    def as_outcome(self) -> dict[str, Any]:
        """What the answer shows of it."""
        return {
            "when": self.when,
            "about": self.about,
            "lowest": self.lowest,
            "highest": self.highest,
            "confidence": self.confidence,
            "source": self.source,
        }


@lru_cache(maxsize=1)
def seen() -> tuple[Seen, ...]:
    """Every amount that was seen elsewhere, oldest first; FaultyTextError where an entry of seen.toml is wrong."""
    found = []
    for entry in toml_of(resources.files(__package__), "seen.toml").get("seen", []):
        place = f"c25_01_r13/seen.toml: {entry.get('fee')} {entry.get('order')}"
        try:
            texts = {name: text_of(entry[name]) for name in ("when", "about", "source")}
            amounts = {name: Money.parse(entry[name]) for name in ("lowest", "highest")}
            each = Seen(**{**entry, **texts, **amounts})
        except (KeyError, TypeError, ValueError) as error:
            raise FaultyTextError(f"{place}: {error}") from error
        if each.confidence not in CONFIDENCES or each.highest < each.lowest or each.person not in _PERSONS:
            raise FaultyTextError(f"{place}: confidence, order of the amounts or person")
        found.append(each)
    return tuple(sorted(found, key=lambda each: (each.fee, each.person, each.order)))


#: Read when the module is: an answer opens no file.
SEEN = seen()
