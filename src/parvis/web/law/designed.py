"""Answers with a picture of their own: the timetable as next acts and dates, the undertaking as bars of what is done.

Every number and every day is the decision's; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, amount, counted, short_date
from parvis.web.law import shown
from parvis.web.law.wording import capital, code_words
from parvis.web.law.words import percent

_BOTH = Text("les deux parties", "both parties")
_DONE = Text("{done}\u00a0sur\u00a0{required}", "{done}\u00a0of\u00a0{required}")
_MORE = Text("{done} (il en faut {required})", "{done} ({required} needed)")
_FULL = 100


def person_words(code: str) -> Text:
    """Who acts, with a capital."""
    return capital(_BOTH if code == "both" else code_words(code))


def _day(item: Mapping[str, Any]) -> date | None:
    found: date | None = item["last_day"] or item["first_day"]
    return found


def timetable(outcome: Mapping[str, Any]) -> dict[str, Any]:
    """What is next for each party, then the dates in order, what waits for something, what is over."""
    items = [_line(item) for item in outcome["items"]]
    by_key = {item["key"]: item for item in items}
    ahead = [item for item in items if item["day"] and not item["past"] and not item["done"]]
    return {
        "stage": next((each["name"] for each in outcome["stages"] if each["current"]), None),
        "route": capital(code_words(outcome["route"])),
        "next": [{"who": person_words(person), "item": by_key.get(key)} for person, key in outcome["next"].items()],
        "ahead": sorted(ahead, key=lambda item: item["day"]),
        "waiting": [item for item in items if not item["day"] and not item["done"] and not item["past"]],
        "over": [item for item in items if item["done"] or item["past"]],
    }


def _line(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **item,
        "person": person_words(item["who"]),
        "said": item["act_other"] or item["act"],
        "otherwise": item["if_missed_other"] or item["if_missed"],
        "day": _day(item),
        "opens": item["last_day"] is None and item["first_day"] is not None,
        "only_if": item["applies"] is None or item["incidental"],
        **{f"norm_{key}": value for key, value in shown.parts(item["norm"]).items()},
    }


_MANDATES = Text("Mandats supervisés", "Supervised mandates")
_AGREEMENTS = Text("Mandats qui finissent par une entente complète", "Mandates that end in a full agreement")
_OBJECT = Text("Fois que cet objet est traité : {of}", "Times that this object is dealt with: {of}")
#: The hours of training that an undertaking asks for.
HOURS: Mapping[str, Text] = {
    "process_negotiation": Text("Heures : processus et négociation", "Hours: process and negotiation"),
    "complementary": Text("Heures : formation complémentaire", "Hours: complementary training"),
    "practical": Text("Heures : formation pratique", "Hours: practical training"),
}
_A_PERSON = Text("l'accréditeur doit le dire", "the certifier has to say")


#: The units that count whole mandates: what else is missing is missing in those.
_WHOLE = ("s1-p4-mandates", "s41-al4-5")
_IN_MANDATES = ("s3-al1-agree", "s3-al1-cover", "s3-al2-p1-def", "s3-al2-p1-sess", "s3-al2-p2")
_PARTITION, _GLOBAL = "s3-al2-p1-def", "s3-al2-p1-sess"
_WITH_PARTITION = Text(
    "{said} Un patrimoine familial doit y être partagé.", "{said} A family patrimony must be partitioned there."
)


def progress(outcome: Mapping[str, Any]) -> dict[str, Any]:
    """What is done of what is required, as bars; what is left, in words; the mandates still open, or not counted, and why."""
    measures = [(_MANDATES, outcome["mandates"]), (_AGREEMENTS, outcome["full_agreements"])]
    measures += [(_OBJECT.fill(of=code_words(key)), one) for key, one in outcome["objects"].items()]
    measures += [(HOURS[key], one) for key, one in outcome["hours"].items() if one is not None]
    tiers = [(one["name"], {"done": one["filled"], "required": one["places"]}) for one in outcome["tiers"]]
    missing = _missing(outcome["missing"])
    return {
        "status": outcome["status"],
        "bars": [_bar(label, one) for label, one in [*measures, *tiers] if one is not None],
        "missing": bool(missing),
        "whole": [one for one in missing if one["unit"] in _WHOLE],
        "within": [one for one in missing if one["unit"] in _IN_MANDATES],
        "besides": [one for one in missing if one["unit"] not in (*_WHOLE, *_IN_MANDATES)],
        "not_counted": [
            shown.parts(one["norm"]) | {"id": one["id"], "why": one["why"], "unit_words": shown.unit_words(one["norm"])}
            for one in outcome["not_counted"]
        ],
        "filled": [{"name": one["name"], "mandates": one["mandates"]} for one in outcome["tiers"] if one["mandates"]],
        "open": outcome["open"],
        "further": outcome["further"],
        "sessions_left": outcome["supervision_sessions_left"],
        "last_day_to_ask": outcome["last_day_to_ask"],
        "may_ask": outcome["may_ask"],
        "reduced": outcome["reduced"],
    }


def _missing(told: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What is missing, each thing once: the partition that lacks and the global mediation that lacks are one mandate."""
    lines = [
        shown.parts(one["norm"]) | {"words": one["words"], "unit_words": shown.unit_words(one["norm"])} for one in told
    ]
    units = [one["unit"] for one in lines]
    if _PARTITION not in units or _GLOBAL not in units:
        return lines
    for one in lines:
        if one["unit"] == _GLOBAL:
            one["words"] = _WITH_PARTITION.fill(said=one["words"])
    return [one for one in lines if one["unit"] != _PARTITION]


def _bar(label: Text, one: Mapping[str, Any]) -> dict[str, Any]:
    done, required = one["done"], one["required"]
    if done is None:
        return {"label": label, "value": 0, "text": _A_PERSON}
    share = min(_FULL * done // required, _FULL) if required else _FULL
    words = _MORE if required and done > required else _DONE
    return {"label": label, "value": share, "text": words.fill(done=done, required=required)}


_SERVICE, _COUPLE = (
    Text("Le Service paie, en tout", "The Service pays, in all"),
    Text("Le couple paie, en tout", "The couple pays, in all"),
)
_CEILING = Text("Au plus, pour les médiateurs de plus", "At most, for the additional mediators")
_PAYABLE = Text("Les documents permettent le paiement", "The documents allow payment")
_NOT_SAID = Text("on ne peut pas le dire", "cannot be said")
_INTEREST, _TOTAL = Text("Intérêt", "Interest"), Text("Somme et intérêt", "Sum and interest")
_KNOWN = Text(
    "Indemnité additionnelle, pour {days} dont le taux est connu",
    "Additional indemnity, for {days} whose rate is known",
)
_UNKNOWN_DAYS = Text("Pour {days}, nous ne connaissons pas le taux.", "For {days}, the rate is not known to us.")
_LINE = Text(
    "{of} du {since} au {until} : {days} à {rate} par an", "{of} from {since} to {until}: {days} at {rate} a year"
)
_LINE_UNKNOWN = Text(
    "{of} du {since} au {until} : {days}, taux pas connu", "{of} from {since} to {until}: {days}, rate not known"
)
_YES, _NO = Text("oui", "yes"), Text("non", "no")


def _amount(value: Money | None) -> Text:
    return _NOT_SAID if value is None else amount(value)


def fees(outcome: Mapping[str, Any]) -> dict[str, Any]:
    """The account of a mediation file: line by line, then the totals."""
    totals = [(_SERVICE, _amount(outcome["service_pays"])), (_COUPLE, _amount(outcome["parties_pay"]))]
    if outcome["parties_ceiling"] != Money(0):
        totals.append((_CEILING, _amount(outcome["parties_ceiling"])))
    payable = {True: _YES, False: _NO}.get(outcome["payable"], _NOT_SAID)
    return {"totals": [{"label": label, "text": text} for label, text in [*totals, (_PAYABLE, payable)]]}


def interest(outcome: Mapping[str, Any]) -> dict[str, Any]:
    """The account of the interest: since when, at what rate, how much, and the indemnity that a judge may add."""
    totals = [(_INTEREST, _amount(outcome["interest"])), (_TOTAL, _amount(outcome["sum_and_interest"]))]
    indemnity, note = outcome["indemnity"], None
    if indemnity and indemnity["days_known"]:
        totals.append((_KNOWN.fill(days=_days(indemnity["days_known"])), amount(indemnity["known"])))
    if indemnity and indemnity["days_unknown"]:
        note = _UNKNOWN_DAYS.fill(days=_days(indemnity["days_unknown"]))
    return {
        "rows": [_stretch(line) for line in outcome["lines"]],
        "totals": [{"label": label, "text": text} for label, text in totals],
        "note": note,
    }


def _days(number: int) -> Text:
    return counted(number, Text("jour", "day"), Text("jours", "days"))


def _stretch(line: Mapping[str, Any]) -> dict[str, Any]:
    """One line of the account in words: what, from when to when, at what rate."""
    words = _LINE if line["rate"] is not None else _LINE_UNKNOWN
    rate = percent(int(str(line["rate"]).replace(".", ""))) if line["rate"] is not None else None
    text = words.fill(
        of=capital(code_words(line["of"])),
        since=short_date(_date(line["since"])),
        until=short_date(_date(line["until"])),
        days=_days(line["days"]),
        rate=rate or "",
    )
    return {
        "text": text,
        "amount": _amount(line["amount"]),
        **shown.parts(line["norm"]),
        "unit_words": shown.unit_words(line["norm"]),
    }


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


#: The template and the picture of the answers that have one.
DESIGNED: Mapping[str, tuple[str, Callable[[Mapping[str, Any]], dict[str, Any]]]] = {
    "family-mediation/fees": ("law/_account.html", fees),
    "limits/interest": ("law/_account.html", interest),
    "small-claims/timetable": ("law/_timetable.html", timetable),
    "family-mediation/undertaking-progress": ("law/_progress.html", progress),
}
