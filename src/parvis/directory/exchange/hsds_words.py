"""What a record says, put together as HSDS puts it: to see whether a composed field still says the same.

The pages of `parvis.api.hsds` compose the same from the tables; the tests hold the two together.
"""

from collections.abc import Callable, Mapping
from typing import Any

from parvis.directory import vocabulary
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, amount, text_of

Says = Mapping[str, Any]
_UNCLEAR = Text(
    "Rien ne confirme que ce service existe encore. Communiquez avec l’organisme.",
    "Nothing confirms that this service still exists. Contact the organization.",
)
_WEEK = "MO,TU,WE,TH,FR,SA,SU"


def _said(says: Says, name: str, lang: str) -> str:
    return str(says[name][lang]) if name in says else ""


def _description(says: Says, lang: str, _: Mapping[str, str]) -> str:
    parts = (
        _said(says, "summary", lang),
        _said(says, "details", lang),
        _said(says.get("access", {}), "capacity", lang),
    )
    return "\n\n".join(part for part in parts if part)


def _process(says: Says, lang: str, _: Mapping[str, str]) -> str:
    access = says.get("access", {})
    booking = f"{vocabulary.BOOKINGS[access['booking']].to(lang)}." if access.get("booking") else ""
    return " ".join(part for part in (booking, _said(access, "how", lang)) if part)


def fee(cost: Says, lang: str) -> str:
    """A price in words."""
    if "words" in cost:
        return _said(cost, "words", lang)
    if "amount" in cost:
        unit = vocabulary.COST_UNITS[cost["unit"]].to(lang) if cost.get("unit") else ""
        return f"{amount(Money(cost['amount'])).to(lang)} {unit}".strip() + "."
    return f"{vocabulary.COST_KINDS[cost['kind']].to(lang)}."


def _fees(says: Says, lang: str, _: Mapping[str, str]) -> str:
    return " ".join(fee(one, lang) for one in says.get("costs", []))


def _eligibility(says: Says, lang: str, _: Mapping[str, str]) -> str:
    who = says.get("eligibility", {})
    lines = [
        ", ".join(words[code].to(lang) for code in who[name]) + "."
        for name, words in (("roles", vocabulary.ROLES), ("stages", vocabulary.STAGES))
        if who.get(name)
    ]
    if "amount_max" in who:
        lines.append(f"≤ {amount(Money(who['amount_max'])).to(lang)}.")
    return " ".join([*lines, *(text for text in (_said(who, "residence", lang), _said(who, "other", lang)) if text)])


def _alert(says: Says, lang: str, _: Mapping[str, str]) -> str:
    lines = [_UNCLEAR.to(lang)] if says["status"] == "unclear" else []
    return " ".join([*lines, *(text_of(one["known"]).to(lang) for one in says.get("corrections", []))])


def _assured(says: Says, lang: str, _: Mapping[str, str]) -> str:
    return max((str(one["on"]) for one in says.get("assurance", [])), default="")


def _areas(says: Says, lang: str, districts: Mapping[str, str]) -> list[str]:
    territory = says["territory"]
    if territory["scope"] == "province":
        return ["Québec"]
    if territory["scope"] == "unnamed":
        return [_said(territory, "words", lang) or vocabulary.SCOPES["unnamed"].to(lang)]
    return sorted(districts.get(one, one) for one in territory.get("districts", []))


def _schedules(says: Says, lang: str, _: Mapping[str, str]) -> list[str]:
    """What does not depend on the day of the export: the words, the hours, the days of the week."""
    return sorted({_schedule(one, lang) for one in says.get("schedules", [])})


def _schedule(says: Says, lang: str) -> str:
    parts = dict(part.split("=", 1) for part in says["rrule"].split(";")) if says.get("rrule") else {}
    byday = parts.get("BYDAY", "")
    if parts.get("FREQ") == "DAILY" and not byday:
        byday = _WEEK
    if says.get("dates") or parts.get("FREQ") not in ("DAILY", "WEEKLY", "MONTHLY") or "BYSETPOS" in parts:
        byday = ""
    return "|".join((_said(says, "words", lang), says.get("starts", ""), says.get("ends", ""), byday))


def _costs(says: Says, lang: str, _: Mapping[str, str]) -> list[str]:
    found = []
    for one in says.get("costs", []):
        dollars = "" if "amount" not in one else f"{one['amount'] / 100:.2f}"
        found.append("|".join((vocabulary.COST_KINDS[one["kind"]].to(lang), dollars, fee(one, lang))))
    return sorted(found)


def _names(says: Says, lang: str, _: Mapping[str, str]) -> str:
    return ", ".join(says.get("also_known_as", []))


#: A composed field → what the record says of it.
COMPOSED: dict[str, Callable[[Says, str, Mapping[str, str]], str | list[str]]] = {
    "description": _description,
    "application_process": _process,
    "fees_description": _fees,
    "eligibility_description": _eligibility,
    "alert": _alert,
    "assured_date": _assured,
    "schedules": _schedules,
    "service_areas": _areas,
    "cost_options": _costs,
    "alternate_name": _names,
}


def found_in(name: str, value: Any) -> str | list[str]:
    """The same, from the field of a file."""
    if not isinstance(value, list):
        return str(value or "")
    rows = [one for one in value if isinstance(one, dict)]
    if name == "schedules":
        keys = ("description", "opens_at", "closes_at", "byday")
        return sorted({"|".join(str(one.get(key, "")) for key in keys) for one in rows})
    if name == "cost_options":
        return sorted(
            "|".join((str(one.get("option", "")), _dollars(one.get("amount")), str(one.get("amount_description", ""))))
            for one in rows
        )
    return sorted(str(one.get("name", "")) for one in rows)


def _dollars(value: Any) -> str:
    return f"{value:.2f}" if isinstance(value, int | float) and not isinstance(value, bool) else ""
