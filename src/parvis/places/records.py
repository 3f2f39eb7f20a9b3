"""The data files of the places, read and checked. Nothing here knows a database.

A fault stops the reading with the file, the key and the reason; nobody is sent to a courthouse by a row that is half right.
"""

import csv
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from parvis.config.home import Stop
from parvis.law.kernel.text import Text, text_of
from parvis.places.names import fold

#: S official text, 2 secondary source, I inferred, M general knowledge; the last two ship as unconfirmed.
CONFIDENCES = ("S", "2", "I", "M")
CONFIRMED = ("S", "2")
COURTHOUSE_KINDS = ("courthouse", "service_point", "itinerant")
MUNICIPALITY_KINDS = (
    "municipality",
    "city",
    "parish",
    "village",
    "township",
    "united-townships",
    "unorganized",
    "reserve",
    "northern-village",
    "cree-village",
    "naskapi-village",
    "regional-government",
    "community",
)
DISTRICTS_OF_QUEBEC = 36
#: Québec and its waters, in degrees: a point outside is a slip of the pen.
LATITUDES = (44.9, 62.7)
LONGITUDES = (-79.8, -57.0)


#: The fields that are not one line of text; each has a check of its own.
_NOT_LINES = frozenset({"title", "note", "tile", "point", "hours", "read_on"})


class DataError(Stop):
    """A data file that must not be loaded: which file, which key, why. Said at the terminal as it is."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        self.file, self.key, self.reason = file, key, reason
        super().__init__(f"{file}: {key}: {reason}")


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """Where a fact comes from, and the day it was read."""

    key: str
    title: Text
    address: str
    read_on: date | None


@dataclass(frozen=True, slots=True)
class DistrictRecord:
    """One of the 36 judicial districts (Territorial Division Act, s. 1) and its tile on the schematic map."""

    slug: str
    name: str
    chief_place: str
    appeal: str
    label: str
    column: int
    row: int
    confidence: str
    source: str
    note: Text | None


@dataclass(frozen=True, slots=True)
class CourthouseRecord:
    """A courthouse, a service point or a place where the travelling court sits; an empty field is not known."""

    slug: str
    name: str
    district: str
    kind: str
    office: str
    address: str
    postal_code: str
    mailing: str
    phone: str
    hours: tuple[tuple[str, str], ...]
    latitude: float
    longitude: float
    confidence: str
    source: str
    note: Text | None


@dataclass(frozen=True, slots=True)
class Belonging:
    """A district that a municipality is in, or may be in, with what that rests on; the likeliest first."""

    district: str
    confidence: str
    source: str


@dataclass(frozen=True, slots=True)
class MunicipalityRecord:
    """A municipality, an Indigenous community or an unorganized territory, with its other names and its districts."""

    code: str
    name: str
    kind: str
    territory: str
    territory_code: str
    region: str
    population: int
    districts: tuple[Belonging, ...]
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Everything the data files say, checked against each other."""

    sources: tuple[SourceRecord, ...]
    districts: tuple[DistrictRecord, ...]
    courthouses: tuple[CourthouseRecord, ...]
    municipalities: tuple[MunicipalityRecord, ...] = field(repr=False)


def read_places(folder: Traversable | None = None) -> Places:
    """Read and check the data files of `folder` (the package's own by default); DataError at the first fault."""
    folder = folder or files("parvis.places") / "data"
    sources = tuple(_sources(folder))
    known_sources = {source.key for source in sources}
    districts = tuple(_districts(folder, known_sources))
    slugs = {district.slug for district in districts}
    return Places(
        sources=sources,
        districts=districts,
        courthouses=tuple(_courthouses(folder, known_sources, slugs)),
        municipalities=tuple(_municipalities(folder, known_sources, slugs)),
    )


def read_districts(folder: Traversable | None = None) -> tuple[DistrictRecord, ...]:
    """The 36 districts alone, for what needs neither courthouses nor municipalities; DataError at the first fault."""
    folder = folder or files("parvis.places") / "data"
    return tuple(_districts(folder, {source.key for source in _sources(folder)}))


def written_in(file: Traversable) -> str:
    """The text of a data file; ValueError, with a reason that helps, where it is no file of text in UTF-8."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as fault:
        raise ValueError(fault.strerror or type(fault).__name__) from fault
    except UnicodeDecodeError as fault:
        raise ValueError(f"not UTF-8 at byte {fault.start}: save it as UTF-8") from fault
    if text.startswith("\ufeff"):
        raise ValueError("starts with a byte-order mark: save it as UTF-8 without it")
    return text


def _tables(folder: Traversable, file: str, name: str) -> list[dict[str, Any]]:
    try:
        document = tomllib.loads(written_in(folder / file))
    except (ValueError, RecursionError) as fault:  # TOMLDecodeError is a ValueError
        raise DataError(file, name, f"cannot be read: {fault}") from fault
    tables = document.get(name)
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise DataError(file, name, "holds no table")
    return tables


def _rows(folder: Traversable, file: str, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        lines = written_in(folder / file).splitlines()
    except ValueError as fault:
        raise DataError(file, "line 1", f"cannot be read: {fault}") from fault
    reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, cells in enumerate(reader, start=1):
        if number == 1:
            if tuple(cells) != columns:
                raise DataError(file, "line 1", f"columns must be {', '.join(columns)}")
            continue
        if len(cells) != len(columns) or not all(cell == cell.strip() and cell for cell in cells):
            raise DataError(file, f"line {number}", f"needs {len(columns)} cells, none empty, none padded")
        yield f"line {number}", dict(zip(columns, cells, strict=True))


def _fields(file: str, key: str, table: dict[str, Any], needed: Iterable[str], optional: Iterable[str] = ()) -> None:
    missing = sorted(set(needed) - set(table))
    unknown = sorted(set(table) - set(needed) - set(optional))
    if missing or unknown:
        raise DataError(
            file, key, f"missing: {', '.join(missing) or 'nothing'}; unknown: {', '.join(unknown) or 'nothing'}"
        )
    for name, value in table.items():
        if name not in _NOT_LINES and not (isinstance(value, str) and value.strip() and "\x00" not in value):
            raise DataError(file, key, f"{name} {value!r} is not a line of text")


def _one_of(file: str, key: str, what: str, value: object, allowed: Iterable[str]) -> str:
    if value not in set(allowed):
        raise DataError(file, key, f"{what} {value!r} is not known")
    return str(value)


def _unique(file: str, what: str, values: Iterable[object]) -> None:
    seen: set[object] = set()
    for value in values:
        if value in seen:
            raise DataError(file, str(value), f"{what} appears twice")
        seen.add(value)


def _note(file: str, key: str, table: dict[str, Any]) -> Text | None:
    try:
        return text_of(table["note"]) if "note" in table else None
    except ValueError as fault:
        raise DataError(file, key, str(fault)) from fault


def _sources(folder: Traversable) -> Iterator[SourceRecord]:
    file = "sources.toml"
    tables = _tables(folder, file, "source")
    for table in tables:
        key = str(table.get("key", "?"))
        _fields(file, key, table, ("key", "title"), ("address", "read_on"))
        address = str(table.get("address", ""))
        if address and not address.startswith("https://"):
            raise DataError(file, key, f"address {address!r} does not start with https://")
        try:
            read_on = date.fromisoformat(table["read_on"]) if "read_on" in table else None
            yield SourceRecord(key, text_of(table["title"]), address, read_on)
        except (TypeError, ValueError) as fault:
            raise DataError(file, key, str(fault)) from fault
    _unique(file, "source", (table["key"] for table in tables))


def _districts(folder: Traversable, sources: set[str]) -> Iterator[DistrictRecord]:
    file = "districts.toml"
    tables = _tables(folder, file, "district")
    needed = ("slug", "name", "chief_place", "appeal", "confidence", "source", "tile", "label")
    for table in tables:
        key = str(table.get("slug", "?"))
        _fields(file, key, table, needed, ("note",))
        tile = table["tile"]
        if not (
            isinstance(tile, list) and len(tile) == 2 and all(type(part) is int and 0 <= part < 12 for part in tile)
        ):
            raise DataError(file, key, f"tile {tile!r} is not [column, row]")
        if fold(table["name"]) != key.replace("-", ""):
            raise DataError(file, key, f"slug does not follow from the name {table['name']!r}")
        yield DistrictRecord(
            slug=key,
            name=table["name"],
            chief_place=table["chief_place"],
            appeal=_one_of(file, key, "appeal", table["appeal"], ("montreal", "quebec")),
            label=table["label"],
            column=tile[0],
            row=tile[1],
            confidence=_one_of(file, key, "confidence", table["confidence"], CONFIDENCES),
            source=_one_of(file, key, "source", table["source"], sources),
            note=_note(file, key, table),
        )
    for what in ("slug", "name", "label"):
        _unique(file, what, (table[what] for table in tables))
    _unique(file, "tile", (tuple(table["tile"]) for table in tables))
    if len(tables) != DISTRICTS_OF_QUEBEC:
        raise DataError(file, "district", f"{len(tables)} districts; the Act has {DISTRICTS_OF_QUEBEC}")


def _courthouses(folder: Traversable, sources: set[str], districts: set[str]) -> Iterator[CourthouseRecord]:
    file = "courthouses.toml"
    tables = _tables(folder, file, "courthouse")
    needed = ("slug", "name", "district", "kind", "office", "point", "confidence", "source")
    for table in tables:
        key = str(table.get("slug", "?"))
        _fields(file, key, table, needed, ("address", "postal_code", "mailing", "phone", "hours", "note"))
        latitude, longitude = _point(file, key, table["point"])
        yield CourthouseRecord(
            slug=key,
            name=table["name"],
            office=table["office"],
            district=_one_of(file, key, "district", table["district"], districts),
            kind=_one_of(file, key, "kind", table["kind"], COURTHOUSE_KINDS),
            address=table.get("address", ""),
            postal_code=table.get("postal_code", ""),
            mailing=table.get("mailing", ""),
            phone=table.get("phone", ""),
            hours=_hours(file, key, table.get("hours", [])),
            latitude=latitude,
            longitude=longitude,
            confidence=_one_of(file, key, "confidence", table["confidence"], CONFIDENCES),
            source=_one_of(file, key, "source", table["source"], sources),
            note=_note(file, key, table),
        )
    _unique(file, "slug", (table["slug"] for table in tables))
    for slug in sorted(districts - {table["district"] for table in tables if table["kind"] == "courthouse"}):
        raise DataError(file, slug, "this district has no courthouse")


def _point(file: str, key: str, point: object) -> tuple[float, float]:
    if not (isinstance(point, list) and len(point) == 2 and all(isinstance(part, float) for part in point)):
        raise DataError(file, key, f"point {point!r} is not [latitude, longitude]")
    latitude, longitude = point
    if not (LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]):
        raise DataError(file, key, f"point {point!r} is not in Québec")
    return latitude, longitude


def _hours(file: str, key: str, hours: object) -> tuple[tuple[str, str], ...]:
    try:
        pairs = tuple((str(opens), str(closes)) for opens, closes in hours)  # type: ignore[attr-defined]
        instants = [time.fromisoformat(instant) for pair in pairs for instant in pair]
    except (TypeError, ValueError) as fault:
        raise DataError(file, key, f"hours {hours!r} are not pairs of times: {fault}") from fault
    if instants != sorted(set(instants)):
        raise DataError(file, key, f"hours {hours!r} are not in order")
    return pairs


def _belongings(folder: Traversable, sources: set[str], districts: set[str]) -> dict[tuple[str, str], list[Belonging]]:
    file = "territories.tsv"
    found: dict[tuple[str, str], list[Belonging]] = {}
    for key, row in _rows(folder, file, ("level", "code", "name", "district", "confidence", "source")):
        level = _one_of(file, key, "level", row["level"], ("territory", "municipality"))
        known = found.setdefault((level, row["code"]), [])
        belonging = Belonging(
            _one_of(file, key, "district", row["district"], districts),
            _one_of(file, key, "confidence", row["confidence"], CONFIDENCES),
            _one_of(file, key, "source", row["source"], sources),
        )
        if belonging.district in {other.district for other in known}:
            raise DataError(file, key, f"{row['code']} is already said to be in {row['district']}")
        known.append(belonging)
    return found


def _municipalities(folder: Traversable, sources: set[str], districts: set[str]) -> Iterator[MunicipalityRecord]:
    file = "municipalities.tsv"
    belongings = _belongings(folder, sources, districts)
    other_names: dict[str, list[str]] = {}
    columns = ("code", "name", "kind", "territory", "territory_code", "region", "population")
    rows = list(_rows(folder, file, columns))
    _unique(file, "code", (row["code"] for _, row in rows))
    codes = {row["code"]: row["name"] for _, row in rows}
    for key, row in _rows(folder, "other_names.tsv", ("name", "code", "present_name")):
        if codes.get(row["code"]) != row["present_name"]:
            raise DataError("other_names.tsv", key, f"{row['code']} is not {row['present_name']!r}")
        other_names.setdefault(row["code"], []).append(row["name"])
    strangers = {code for level, code in belongings if level == "municipality"} - set(codes)
    strangers |= {code for level, code in belongings if level == "territory"} - {
        row["territory_code"] for _, row in rows
    }
    for code in sorted(strangers):
        raise DataError("territories.tsv", code, "is the code of no municipality or territory")
    for key, row in rows:
        own = belongings.get(("municipality", row["code"])) or belongings.get(("territory", row["territory_code"]))
        if not own:
            raise DataError(file, row["code"], f"{row['name']} has no district in territories.tsv")
        if not fold(row["name"]) or not row["population"].isdecimal():
            raise DataError(file, key, f"{row['name']!r} needs a name with letters and a population in digits")
        yield MunicipalityRecord(
            code=row["code"],
            name=row["name"],
            kind=_one_of(file, key, "kind", row["kind"], MUNICIPALITY_KINDS),
            territory=row["territory"],
            territory_code=row["territory_code"],
            region=row["region"],
            population=int(row["population"]),
            districts=tuple(own),
            other_names=tuple(other_names.get(row["code"], ())),
        )
