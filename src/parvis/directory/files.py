"""The form of the directory's files, declared (docs/directory-format.md), and the reading of all of them.

What comes out is plain JSON: each record as its file says it. The same form is kept in the versions, so that a file, a
version and a keeper's edit all come in by one door.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from parvis.config.home import Stop
from parvis.directory import checks, reasons, vocabulary
from parvis.directory.fault import Fault, fault
from parvis.directory.reader import (
    Faults,
    Matching,
    OneOf,
    Rows,
    Short,
    Table,
    cents,
    clock_time,
    day,
    email,
    flag,
    line,
    partial_day,
    percentage,
    postal_code,
    several,
    text,
    web,
    whole,
)
from parvis.places.records import written_in

#: Faults shown before the rest is only counted.
SHOWN = 20

# A short name leaves room for "LOC-", "-" and a number: the identifiers of places are made of it.
slug = Matching(r"[a-z0-9]+(-[a-z0-9]+)*", reasons.SLUG, 110)
organization_id = Matching(r"ORG-\d{2,6}", reasons.IDENTIFIER, 20)
service_id = Matching(r"SVC-\d{3,6}", reasons.IDENTIFIER, 20)
location_id = Matching(r"LOC-[a-z0-9]+(-[a-z0-9]+)*-\d+", reasons.IDENTIFIER, 120)
phone = Matching(r"(1 )?\d{3} \d{3}-\d{4}( (poste|p\.|ext\.|#) ?\d+)?", reasons.PHONE, 60)
extent = Table({"value": whole}, {"value_max": whole, "approximate": flag, "words": text})
unknown_extent = Table({}, {"value": whole, "value_max": whole, "approximate": flag, "words": text})

TERRITORY = Table(
    {"scope": OneOf(vocabulary.SCOPES)}, {"districts": several(slug), "courthouses": several(slug), "words": text}
)
ORGANIZATION = Table(
    {
        "id": organization_id,
        "slug": slug,
        "kind": OneOf(vocabulary.ORGANIZATION_KINDS),
        "name": text,
        "origin": OneOf(vocabulary.ORIGINS),
        "description": text,
        "territory": TERRITORY,
        "as_of": day,
    },
    {
        "also_known_as": several(line),
        "parent": organization_id,
        "web": web,
        "phone": phone,
        "email": email,
        "source_lines": Rows(whole),
    },
)
LOCATION = Table(
    {"id": location_id},
    {
        "name": text,
        "street": Short(200),
        "town": Short(100),
        "postal_code": postal_code,
        "district": slug,
        "courthouse": slug,
        "hours": text,
        "source": line,
        "confidence": OneOf(vocabulary.CONFIDENCES),
    },
)
ELIGIBILITY = Table(
    {},
    {
        "roles": several(OneOf(vocabulary.ROLES)),
        "stages": several(OneOf(vocabulary.STAGES)),
        "amount_max": cents,
        "represented": flag,
        "notice_received": flag,
        "contested": flag,
        "filed_from": day,
        "consumer": flag,
        "low_income": flag,
        "selected": flag,
        "persons_only": flag,
        "subject": OneOf(vocabulary.SUBJECTS),
        "residence": text,
        "other": text,
        "not_stated": several(OneOf(vocabulary.NOT_STATED)),
    },
)
SCHEDULE = Table(
    {"certainty": OneOf(vocabulary.CERTAINTIES)},
    {
        "words": text,
        "rrule": line,
        "first": day,
        "last": day,
        "dates": several(day),
        "except": several(day),
        "starts": clock_time,
        "ends": clock_time,
        "slot_minutes": whole,
        "holidays": OneOf(vocabulary.HOLIDAYS),
        "only_on_sitting_days": flag,
        "pauses": Rows(Table({"from": day, "to": day}, {"why": text}), 1),
    },
)
COST = Table(
    {"kind": OneOf(vocabulary.COST_KINDS), "payer": OneOf(vocabulary.PAYERS), "as_of": day, "source": line},
    {"amount": cents, "unit": OneOf(vocabulary.COST_UNITS), "words": text},
)
CAPACITY = Table({"fr": line, "en": line}, {"people_min": whole, "people_max": whole})
ACCESS = Table(
    {},
    {
        "languages": several(OneOf(vocabulary.LANGUAGES)),
        "languages_basis": OneOf(vocabulary.LANGUAGE_BASES),
        "channels": several(OneOf(vocabulary.CHANNELS)),
        "booking": OneOf(vocabulary.BOOKINGS),
        "how": text,
        "place": text,
        "location": location_id,
        "capacity": CAPACITY,
        "web": web,
        "web_lost": flag,
        "phone": phone,
        "email": email,
    },
)
CORRECTION = Table(
    {
        "field": OneOf(vocabulary.FIELDS),
        "said": text,
        "known": text,
        "source": line,
        "confidence": OneOf(vocabulary.CONFIDENCES),
    },
    {"since": partial_day},
)
ASSURANCE = Table(
    {"fields": several(OneOf(vocabulary.FIELDS)), "by": line, "how": OneOf(vocabulary.ASSURANCES), "on": day},
    {"next_due": day},
)
INVOLVEMENT = Table({"id": organization_id, "role": OneOf(vocabulary.INVOLVEMENTS)})
SERVICE = Table(
    {
        "id": service_id,
        "slug": slug,
        "kind": OneOf(vocabulary.SERVICE_KINDS),
        "status": OneOf(vocabulary.STATUSES),
        "name": text,
        "summary": text,
        "organizations": Rows(INVOLVEMENT, 1),
        "territory": TERRITORY,
        "guidance": OneOf(vocabulary.GUIDANCES),
        "for_public": flag,
        "as_of": day,
    },
    {
        "details": text,
        "since": partial_day,
        "until": partial_day,
        "source_lines": Rows(whole),
        "eligibility": ELIGIBILITY,
        "schedules": Rows(SCHEDULE),
        "costs": Rows(COST),
        "access": ACCESS,
        "corrections": Rows(CORRECTION),
        "assurance": Rows(ASSURANCE),
    },
)
STATISTIC = Table(
    {
        "id": service_id,
        "name": text,
        "stated": text,
        "measure": OneOf(vocabulary.MEASURES),
        "unit": OneOf(vocabulary.UNITS),
        "period": Table({"words": text}, {"from": day, "to": day}),
        "territory": TERRITORY,
        "verdict": OneOf(vocabulary.VERDICTS),
        "recomputation": text,
    },
    {
        "base": Matching(r"[a-z][a-z_]{1,59}", reasons.SNAKE_CASE, 60),
        "numerator": extent,
        "denominator": unknown_extent,
        "percent": percentage,
        "source_lines": Rows(whole),
        "service": service_id,
    },
)
FILE = Table(
    {"organization": ORGANIZATION},
    {"locations": Rows(LOCATION), "services": Rows(SERVICE), "statistics": Rows(STATISTIC)},
)


@dataclass(frozen=True, slots=True)
class Content:
    """A published record as its file says it: its kind, its identifier, what it says."""

    kind: str
    record: str
    says: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Published:
    """All the records of the files, organizations first (parents before their parts), then services, then figures."""

    records: tuple[Content, ...]

    def of(self, kind: str) -> list[Content]:
        """The records of a kind."""
        return [one for one in self.records if one.kind == kind]


def folder() -> Traversable:
    """Where the project keeps the directory's files."""
    return files("parvis.directory") / "data" / "organizations"


def read_directory(places: checks.Places, source: Traversable | None = None) -> Published:
    """Read every file. `Stop` with the file, the key path and the reason of each fault, the first 20 and their number."""
    documents, faults = _read_files(source or folder())
    faults += checks.across(documents, places)
    if faults:
        raise Stop(_told(faults))
    return Published(tuple(_in_order(_records(documents.values()))))


def _read_files(source: Traversable) -> tuple[dict[str, dict[str, Any]], list[Fault]]:
    documents: dict[str, dict[str, Any]] = {}
    found: list[Fault] = []
    for file in sorted((one for one in source.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name):
        faults = Faults(file.name)
        try:
            raw = tomllib.loads(written_in(file))
        except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError
            bad = isinstance(error, tomllib.TOMLDecodeError)
            faults.add("", reasons.NOT_TOML if bad else reasons.UNREADABLE, why=str(error))
            raw = None
        if raw is not None:
            document = FILE(raw, "", faults)
            checks.document(document, file.name, faults)
            documents[file.name] = document
        found += faults.found
    if not documents and not found:
        found.append(fault(str(source), "", reasons.NO_FILE))
    return documents, found


def _told(faults: Iterable[Fault]) -> str:
    ordered = sorted(set(faults))
    lines = [f"the directory's files have {len(ordered)} fault{'s' if len(ordered) > 1 else ''}:"]
    lines += [f"  {one}" for one in ordered[:SHOWN]]
    if len(ordered) > SHOWN:
        lines.append(f"  … and {len(ordered) - SHOWN} more")
    return "\n".join(lines)


def _records(documents: Iterable[dict[str, Any]]) -> Iterator[Content]:
    for document in documents:
        owner = document["organization"]
        says = {**owner, "locations": document.get("locations", [])}
        yield Content("organization", owner["id"], says)
        for service in document.get("services", []):
            yield Content("service", service["id"], service)
        for statistic in document.get("statistics", []):
            yield Content("statistic", statistic["id"], {**statistic, "organization": owner["id"]})


def _in_order(records: Iterable[Content]) -> list[Content]:
    """Organizations in the order in which each finds its parent already there; then services; then figures."""
    by_kind: dict[str, list[Content]] = {"organization": [], "service": [], "statistic": []}
    for one in records:
        by_kind[one.kind].append(one)
    parents = {one.record: one.says.get("parent") for one in by_kind["organization"]}

    def depth(record: str) -> int:
        parent = parents.get(record)
        return 0 if parent is None else 1 + depth(parent)

    by_kind["organization"].sort(key=lambda one: (depth(one.record), one.record))
    by_kind["service"].sort(key=lambda one: one.record)
    by_kind["statistic"].sort(key=lambda one: one.record)
    return [one for kind in by_kind.values() for one in kind]
