"""From what a record says (the form of its file) to the columns of its tables. Pure: no query, nothing written."""

import hashlib
import json
from datetime import date, time
from decimal import Decimal
from typing import Any

from parvis.places.names import fold_for_order

Says = dict[str, Any]


def digest_of(says: Says) -> str:
    """The digest of what a record says, whatever the order of its keys."""
    plain = json.dumps(says, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _both(name: str, text: dict[str, str] | None) -> dict[str, str]:
    return {f"{name}_fr": (text or {}).get("fr", ""), f"{name}_en": (text or {}).get("en", "")}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _number(value: int | str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _plain(says: Says, *names: str) -> dict[str, Any]:
    return {name: says.get(name, "") for name in names}


def _territory(says: Says) -> dict[str, Any]:
    territory = says["territory"]
    return {"territory_scope": territory["scope"], **_both("territory_words", territory.get("words"))}


def _keys(says: Says) -> dict[str, str]:
    return {f"key_{lang}": fold_for_order(says["name"][lang]) for lang in ("fr", "en")}


def organization(says: Says) -> dict[str, Any]:
    """The columns of an organization."""
    return {
        **_plain(says, "slug", "kind", "origin", "web", "phone", "email"),
        **_both("name", says["name"]),
        **_both("description", says["description"]),
        **_territory(says),
        **_keys(says),
        "also_known_as": says.get("also_known_as", []),
        "parent_id": says.get("parent"),
        "source_lines": says.get("source_lines", []),
        "as_of": _day(says["as_of"]),
    }


def location(says: Says) -> dict[str, Any]:
    """The columns of a place of an organization."""
    return {
        **_plain(says, "id", "street", "town", "postal_code", "source", "confidence"),
        **_both("name", says.get("name")),
        **_both("hours", says.get("hours")),
        "district_id": says.get("district"),
        "courthouse_id": says.get("courthouse"),
    }


def service(says: Says) -> dict[str, Any]:
    """The columns of a service, without those by which it is found."""
    return {
        **_plain(says, "slug", "kind", "status", "guidance", "since", "until"),
        **_both("name", says["name"]),
        **_both("summary", says["summary"]),
        **_both("details", says.get("details")),
        **_territory(says),
        **_keys(says),
        **_eligibility(says.get("eligibility", {})),
        **_access(says.get("access", {})),
        "for_public": says["for_public"],
        "source_lines": says.get("source_lines", []),
        "as_of": _day(says["as_of"]),
    }


def _eligibility(says: Says) -> dict[str, Any]:
    known = ("represented", "notice_received", "contested", "consumer", "low_income", "selected", "persons_only")
    return {
        **{name: says.get(name, []) for name in ("roles", "stages", "not_stated")},
        **{name: says.get(name) for name in known},
        **_plain(says, "subject"),
        **_both("residence", says.get("residence")),
        **_both("other", says.get("other")),
        "amount_max_cents": says.get("amount_max"),
        "filed_from": _day(says.get("filed_from")),
    }


def _access(says: Says) -> dict[str, Any]:
    capacity = says.get("capacity", {})
    return {
        **{name: says.get(name, []) for name in ("languages", "channels")},
        **_plain(says, "languages_basis", "booking", "web", "phone", "email"),
        **_both("how", says.get("how")),
        **_both("place", says.get("place")),
        **_both("capacity", capacity or None),
        "people_min": capacity.get("people_min"),
        "people_max": capacity.get("people_max"),
        "location_id": says.get("location"),
        "web_lost": says.get("web_lost", False),
    }


def schedule(says: Says) -> dict[str, Any]:
    """The columns of a schedule."""
    return {
        **_plain(says, "certainty", "rrule", "holidays"),
        **_both("words", says.get("words")),
        "first": _day(says.get("first")),
        "last": _day(says.get("last")),
        "dates": [_day(one) for one in says.get("dates", [])],
        "exceptions": [_day(one) for one in says.get("except", [])],
        "starts": _time(says.get("starts")),
        "ends": _time(says.get("ends")),
        "slot_minutes": says.get("slot_minutes"),
        "only_on_sitting_days": says.get("only_on_sitting_days", False),
        "pauses": says.get("pauses", []),
    }


def cost(says: Says) -> dict[str, Any]:
    """The columns of a price."""
    return {
        **_plain(says, "kind", "unit", "payer", "source"),
        **_both("words", says.get("words")),
        "amount_cents": says.get("amount"),
        "as_of": _day(says["as_of"]),
    }


def correction(says: Says) -> dict[str, Any]:
    """The columns of a correction."""
    return {
        **_plain(says, "field", "since", "source", "confidence"),
        **_both("said", says["said"]),
        **_both("known", says["known"]),
    }


def assurance(says: Says) -> dict[str, Any]:
    """The columns of an assurance."""
    return {
        **_plain(says, "fields", "by", "how"),
        "on": _day(says["on"]),
        "next_due": _day(says.get("next_due")),
    }


def statistic(says: Says) -> dict[str, Any]:
    """The columns of a figure."""
    period = says["period"]
    return {
        **_plain(says, "measure", "unit", "base", "verdict"),
        **_both("name", says["name"]),
        **_both("stated", says["stated"]),
        **_both("recomputation", says["recomputation"]),
        **_both("period_words", period["words"]),
        **_territory(says),
        **_extent("numerator", says.get("numerator", {})),
        **_extent("denominator", says.get("denominator", {})),
        "organization_id": says["organization"],
        "service_id": says.get("service"),
        "percent": _number(says.get("percent")),
        "period_from": _day(period.get("from")),
        "period_to": _day(period.get("to")),
        "source_lines": says.get("source_lines", []),
    }


def _extent(name: str, says: Says) -> dict[str, Any]:
    return {
        name: _number(says.get("value")),
        f"{name}_max": _number(says.get("value_max")),
        f"{name}_approximate": says.get("approximate"),
        **_both(f"{name}_words", says.get("words")),
    }
