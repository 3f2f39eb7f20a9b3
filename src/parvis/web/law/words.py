"""How the data of the law is said to people: confidence, kinds, what the program does, values in their units."""

from __future__ import annotations

from collections.abc import Mapping

from parvis.law.kernel.money import Money
from parvis.law.kernel.parameter import Value
from parvis.law.kernel.period import Period
from parvis.law.kernel.text import Text, amount, counted

CONFIDENCES: Mapping[str, Text] = {
    "S": Text(
        "vu dans le texte officiel ou sur une page officielle", "seen in the official text or on an official page"
    ),
    "2": Text(
        "lu ailleurs que dans le texte officiel : un cabinet, la presse, un site qui le reproduit",
        "read elsewhere than in the official text: a law firm, the press, a site that reproduces it",
    ),
    "I": Text("déduit d'autres faits, à confirmer", "inferred from other facts, to be confirmed"),
    "M": Text("de mémoire, à confirmer", "from memory, to be confirmed"),
    "unknown": Text("aucune source ne le dit", "no source says it"),
}
KINDS: Mapping[str, Text] = {
    "condition": Text("une condition", "a condition"),
    "duration": Text("une durée", "a length of time"),
    "amount": Text("un montant", "an amount"),
    "deadline": Text("un délai", "a time limit"),
    "obligation": Text("une obligation", "an obligation"),
    "prohibition": Text("une interdiction", "a prohibition"),
    "power": Text("un pouvoir", "a power"),
    "effect": Text("un effet", "an effect"),
    "definition": Text("une définition", "a definition"),
    "scope": Text("le champ d'application", "the scope"),
    "meta": Text("sur le texte lui-même", "about the text itself"),
    "repealed": Text("abrogé", "repealed"),
}
SOFTWARE: Mapping[str, Text] = {
    "decide": Text("décide", "decides"),
    "compute": Text("calcule", "computes"),
    "record": Text("inscrit", "records"),
    "notify": Text("avise", "notifies"),
    "document": Text("montre", "shows"),
}
_HOURS = (Text("heure", "hour"), Text("heures", "hours"))
_MINUTES = (Text("minute", "minute"), Text("minutes", "minutes"))


def value_words(value: Value | None, unit: str) -> Text:
    """A value of a parameter as people write it, in the unit of its parameter; "not known" where there is none."""
    if value is None:
        return Text("pas connu", "not known")
    if isinstance(value, Money):
        return amount(value)
    if isinstance(value, Period):
        return value.text()
    if unit == "basis_points":
        return percent(value)
    if unit == "hours":
        return counted(value, *_HOURS)
    if unit == "minutes":
        return minutes(value)
    written = f"{value:,}"
    return Text(written.replace(",", "\u00a0"), written)


def percent(basis_points: int) -> Text:
    """A rate in hundredths of a percent: 500 is "5 %", 525 "5,25 %"."""
    whole, rest = divmod(basis_points, 100)
    decimals = f"{rest:02d}".rstrip("0")
    return Text(
        f"{whole}{',' + decimals if decimals else ''}\u00a0%",
        f"{whole}{'.' + decimals if decimals else ''}%",
    )


def minutes(number: int) -> Text:
    """A length of time: "45 minutes", "2 h 30 min"."""
    hours, rest = divmod(number, 60)
    if hours == 0:
        return counted(rest, *_MINUTES)
    if rest == 0:
        return counted(hours, *_HOURS)
    return Text(f"{hours}\u00a0h\u00a0{rest}\u00a0min", f"{hours}\u00a0h\u00a0{rest}\u00a0min")


def height_of(value: Value | None) -> int:
    """The number by which a value stands in a chart: cents, days of the period, or the number itself."""
    if isinstance(value, Money):
        return value.cents
    if isinstance(value, Period):
        return value.number
    return value or 0
