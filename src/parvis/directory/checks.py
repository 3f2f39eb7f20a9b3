"""What a file's values must be together: inside one file, then across all files and the places."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from parvis.directory import reasons_together as told
from parvis.directory.fault import Fault, fault
from parvis.directory.reader import Faults
from parvis.directory.reasons import LARGE
from parvis.directory.recurrence import Rule, days

Document = dict[str, Any]
#: The days that a schedule may name: a year beyond them is a slip of the pen.
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
#: How far from its first day a rule is looked through for a day on which it occurs (29 February: at most 8 years).
LOOKED_THROUGH = timedelta(days=366 * 8)
#: Minutes in a day: no appointment is longer.
DAY_MINUTES = 24 * 60
#: The most people that the tables count: a test holds it to the columns.
MOST_PEOPLE = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Places:
    """The districts and courthouses that exist: courthouse → its district."""

    districts: frozenset[str]
    courthouses: dict[str, str]


def document(content: Document, file: str, faults: Faults) -> None:
    """Check one file against itself."""
    organization = content.get("organization", {})
    if f"{organization.get('slug')}.toml" != file:
        faults.add("organization.slug", told.NAME_OF_FILE, found=organization.get("slug"))
    if organization.get("parent") and organization.get("parent") == organization.get("id"):
        faults.add("organization.parent", told.OWN_PARENT)
    for at, territory in _territories(content):
        _territory(territory, at, faults)
    for number, service in enumerate(content.get("services", [])):
        _service(service, f"services[{number}]", organization.get("id"), faults)
    for number, statistic in enumerate(content.get("statistics", [])):
        _statistic(statistic, f"statistics[{number}]", faults)


def _territories(content: Document) -> Iterator[tuple[str, Any]]:
    yield "organization.territory", content.get("organization", {}).get("territory", {})
    for part in ("services", "statistics"):
        for number, one in enumerate(content.get(part, [])):
            yield f"{part}[{number}].territory", one.get("territory", {})


def _territory(territory: Document, at: str, faults: Faults) -> None:
    scope = territory.get("scope")
    if scope == "districts" and not territory.get("districts"):
        faults.add(at, told.NO_DISTRICTS, about="scope")
    if scope != "districts" and territory.get("districts"):
        faults.add(at, told.DISTRICTS, about="scope", found=scope)
    if scope == "unnamed" and "words" not in territory:
        faults.add(at, told.TERRITORY_WORDS, about="words")


def _service(service: Document, at: str, owner: str | None, faults: Faults) -> None:
    parts = service.get("organizations", [])
    if parts and parts[0].get("id") != owner:
        faults.add(f"{at}.organizations[0].id", told.OWNER, owner=owner)
    if len({one.get("id") for one in parts}) != len(parts):
        faults.add(f"{at}.organizations", told.ORGANIZATION_TWICE)
    since, until = service.get("since", ""), service.get("until", "")
    if since and until and until < since[: len(until)]:
        faults.add(f"{at}.until", told.BEFORE, found=until, start=since)
    capacity = service.get("access", {}).get("capacity", {})
    if capacity.get("people_min", 0) > capacity.get("people_max", capacity.get("people_min", 0)):
        faults.add(f"{at}.access.capacity", told.PEOPLE, about="people_min")
    for name in ("people_min", "people_max"):
        if capacity.get(name, 0) > MOST_PEOPLE:
            faults.add(f"{at}.access.capacity.{name}", LARGE, found=capacity[name], most=MOST_PEOPLE)
    if service.get("eligibility", {}).get("amount_max") == 0:
        faults.add(f"{at}.eligibility.amount_max", told.AMOUNT_ZERO)
    for number, schedule in enumerate(service.get("schedules", [])):
        _schedule(schedule, f"{at}.schedules[{number}]", faults)
    for number, one in enumerate(service.get("assurance", [])):
        if one.get("next_due") and one.get("on") and one["next_due"] <= one["on"]:
            faults.add(f"{at}.assurance[{number}].next_due", told.DUE_BEFORE)


def _schedule(schedule: Document, at: str, faults: Faults) -> None:
    if schedule.get("starts") and schedule.get("ends") and schedule["ends"] <= schedule["starts"]:
        faults.add(f"{at}.ends", told.NOT_AFTER, found=schedule["ends"], start=schedule["starts"])
    if schedule.get("first") and schedule.get("last") and schedule["last"] < schedule["first"]:
        faults.add(f"{at}.last", told.BEFORE, found=schedule["last"], start=schedule["first"])
    if schedule.get("certainty") == "unknown" and "words" not in schedule:
        faults.add(at, told.SCHEDULE_WORDS, about="words")
    if schedule.get("certainty") == "unknown" and (schedule.get("rrule") or schedule.get("dates")):
        faults.add(f"{at}.certainty", told.NOT_UNKNOWN)
    if schedule.get("certainty") != "unknown" and not schedule.get("rrule") and not schedule.get("dates"):
        faults.add(at, told.NO_DAYS)
    if schedule.get("slot_minutes") == 0:
        faults.add(f"{at}.slot_minutes", told.MINUTE)
    if (schedule.get("slot_minutes") or 0) > DAY_MINUTES:
        faults.add(f"{at}.slot_minutes", told.LONG_DAY)
    strange = [one for one in ("first", "last") if schedule.get(one) and not _of_our_time(schedule[one])]
    for name in strange:
        faults.add(f"{at}.{name}", told.YEAR, found=schedule[name], earliest=EARLIEST.year, latest=LATEST.year)
    for number, pause in enumerate(schedule.get("pauses", [])):
        if pause.get("from") and pause.get("to") and pause["to"] < pause["from"]:
            faults.add(f"{at}.pauses[{number}].to", told.BEFORE, found=pause["to"], start=pause["from"])
    if schedule.get("rrule") and not strange:
        _rrule(schedule, f"{at}.rrule", faults)


def _of_our_time(day: str) -> bool:
    return EARLIEST <= date.fromisoformat(day) <= LATEST


def _rrule(schedule: Document, at: str, faults: Faults) -> None:
    text = schedule["rrule"]
    if schedule.get("dates"):
        faults.add(at, told.RULE_AND_DAYS)
        return
    if not schedule.get("first"):
        faults.add(at, told.FIRST_DAY)
        return
    if "UNTIL" in text or "DTSTART" in text or "\n" in text:
        faults.add(at, told.BOUNDS_IN_RULE)
        return
    first = date.fromisoformat(schedule["first"])
    last = date.fromisoformat(schedule.get("last") or LATEST.isoformat())
    last = min(last, first + LOOKED_THROUGH)
    rule = Rule("rule", text, first, last, starts=time(), holidays=schedule.get("holidays", ""))
    try:
        found = next(days(rule, first, last), None)
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        faults.add(at, told.RULE, why=str(error))
        return
    if found is None:
        faults.add(at, told.NEVER)


def _statistic(statistic: Document, at: str, faults: Faults) -> None:
    period = statistic.get("period", {})
    if period.get("from") and period.get("to") and period["to"] < period["from"]:
        faults.add(f"{at}.period.to", told.BEFORE, found=period["to"], start=period["from"])
    for part in ("numerator", "denominator"):
        extent = statistic.get(part, {})
        if "value_max" in extent and extent["value_max"] < extent.get("value", 0):
            faults.add(f"{at}.{part}.value_max", told.LESS)
    if statistic.get("denominator", {}).get("value") == 0:
        faults.add(f"{at}.denominator.value", told.ZERO)
    if statistic.get("percent"):
        if Decimal(statistic["percent"]) > 100:
            faults.add(f"{at}.percent", told.MORE_THAN_ALL)
        if not statistic.get("denominator"):
            faults.add(f"{at}.percent", told.DENOMINATOR)


def across(documents: dict[str, Document], places: Places) -> list[Fault]:
    """Check the files together: nothing twice, no reference that dangles."""
    found: list[Fault] = []
    known = _known(documents, found)
    for file, content in documents.items():
        for at, kind, key in _references(content):
            if key not in known[kind]:
                found.append(fault(file, at, told.NOT_THERE, what=kind, found=key))
        for at, district, courthouse in _in_places(content):
            if district and district not in places.districts:
                found.append(fault(file, at, told.NO_PLACE, what="district", found=district))
            if courthouse and courthouse not in places.courthouses:
                found.append(fault(file, at, told.NO_PLACE, what="courthouse", found=courthouse))
    found += _circles(documents)
    return found


def _known(documents: dict[str, Document], found: list[Fault]) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {"organization": set(), "location": set(), "service": set()}
    seen: dict[tuple[str, str], str] = {}
    for file, content in documents.items():
        for at, kind, key in _identities(content):
            if (kind, key) in seen:
                found.append(fault(file, at, told.TAKEN, found=key, other=seen[kind, key]))
            seen[kind, key] = file
            if kind in known and not at.startswith("statistics"):
                known[kind].add(key)
    return known


def _identities(content: Document) -> Iterator[tuple[str, str, str]]:
    organization = content.get("organization", {})
    yield "organization.id", "organization", organization.get("id", "")
    yield "organization.slug", "organization slug", organization.get("slug", "")
    for number, one in enumerate(content.get("locations", [])):
        yield f"locations[{number}].id", "location", one.get("id", "")
    for number, one in enumerate(content.get("services", [])):
        yield f"services[{number}].id", "service", one.get("id", "")
        yield f"services[{number}].slug", "service slug", one.get("slug", "")
    for number, one in enumerate(content.get("statistics", [])):
        yield f"statistics[{number}].id", "service", one.get("id", "")


def _references(content: Document) -> Iterator[tuple[str, str, str]]:
    if parent := content.get("organization", {}).get("parent"):
        yield "organization.parent", "organization", parent
    for number, service in enumerate(content.get("services", [])):
        for place, one in enumerate(service.get("organizations", [])):
            yield f"services[{number}].organizations[{place}].id", "organization", one.get("id", "")
        if location := service.get("access", {}).get("location"):
            yield f"services[{number}].access.location", "location", location
    for number, statistic in enumerate(content.get("statistics", [])):
        if service_id := statistic.get("service"):
            yield f"statistics[{number}].service", "service", service_id


def _in_places(content: Document) -> Iterator[tuple[str, str, str]]:
    for at, territory in _territories(content):
        for number, district in enumerate(territory.get("districts", [])):
            yield f"{at}.districts[{number}]", district, ""
        for number, courthouse in enumerate(territory.get("courthouses", [])):
            yield f"{at}.courthouses[{number}]", "", courthouse
    for number, location in enumerate(content.get("locations", [])):
        yield f"locations[{number}].district", location.get("district", ""), ""
        yield f"locations[{number}].courthouse", "", location.get("courthouse", "")


def _circles(documents: dict[str, Document]) -> list[Fault]:
    """An organization that is, further up, part of itself."""
    organizations = [one.get("organization", {}) for one in documents.values()]
    parents = {one.get("id"): one.get("parent") for one in organizations}
    found = []
    for file, content in documents.items():
        seen: set[str | None] = set()
        here = content.get("organization", {}).get("id")
        while here is not None and here not in seen:
            seen.add(here)
            here = parents.get(here)
        if here is not None and here == content.get("organization", {}).get("id"):
            found.append(fault(file, "organization.parent", told.CIRCLE))
    return found
