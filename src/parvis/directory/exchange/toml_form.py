"""Values as TOML, in the form of the directory's files: what the reader of `parvis.directory.files` reads, written back."""

from collections.abc import Iterator
from typing import Any

from parvis.directory import files
from parvis.directory.reader import Kind, Rows, Several, Table, cents, day

#: Keys of a service that stand under a header of their own; the other tables stay on one line.
HEADED = ("eligibility", "schedules", "costs", "access", "corrections", "assurance")
#: What each kind of record is in a file: the key of its list, and its table.
PARTS: dict[str, Table] = {
    "organization": files.ORGANIZATION,
    "locations": files.LOCATION,
    "services": files.SERVICE,
    "statistics": files.STATISTIC,
}
#: The order of keys in the project's files, at any depth; a key that is not here keeps the place of its declaration.
ORDER = (
    "id",
    "slug",
    "kind",
    "status",
    "certainty",
    "name",
    "street",
    "town",
    "postal_code",
    "district",
    "courthouse",
    "hours",
    "also_known_as",
    "parent",
    "origin",
    "description",
    "stated",
    "summary",
    "details",
    "organizations",
    "amount",
    "measure",
    "unit",
    "base",
    "field",
    "said",
    "known",
    "fields",
    "by",
    "how",
    "scope",
    "value",
    "value_max",
    "approximate",
    "payer",
    "numerator",
    "denominator",
    "percent",
    "period",
    "from",
    "to",
    "words",
    "territory",
    "guidance",
    "for_public",
    "since",
    "until",
    "rrule",
    "first",
    "last",
    "dates",
    "except",
    "languages",
    "languages_basis",
    "channels",
    "booking",
    "place",
    "location",
    "capacity",
    "verdict",
    "recomputation",
    "web",
    "web_lost",
    "phone",
    "email",
    "source_lines",
    "as_of",
    "source",
    "confidence",
    "on",
    "next_due",
    "service",
)
#: A table cannot be a key of a cache (it holds dictionaries): its identity is.
_KINDS: dict[int, tuple[Table, dict[str, Kind]]] = {}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\x7f": "\\u007f"}


def quoted(text: str) -> str:
    """A TOML basic string."""
    return '"' + "".join(_ESCAPES.get(sign, sign if sign >= " " else f"\\u{ord(sign):04x}") for sign in text) + '"'


def kinds_of(table: Table) -> dict[str, Kind]:
    """Every key that a table may hold, in the order of the project's files, with the kind of its value."""
    if id(table) not in _KINDS:
        known = {**table.needed, **table.optional}
        place = {key: number for number, key in enumerate(ORDER)}
        # The table is kept with its keys, so that its identity is not used again.
        _KINDS[id(table)] = (table, dict(sorted(known.items(), key=lambda one: place.get(one[0], len(ORDER)))))
    return _KINDS[id(table)][1]


def raw(kind: Kind, value: Any) -> Any:
    """A value as it was before it was read: cents as dollars in a text; days and texts stay as they are (see `readable`)."""
    if isinstance(kind, Table):
        return {key: raw(one, value[key]) for key, one in kinds_of(kind).items() if key in value}
    if isinstance(kind, Rows | Several):
        return [raw(kind.of, one) for one in value]
    return f"{value // 100}.{value % 100:02d}" if kind is cents else value


def written(kind: Kind, value: Any) -> str:
    """A value on one line."""
    if isinstance(kind, Table):
        parts = [f"{key} = {written(one, value[key])}" for key, one in kinds_of(kind).items() if key in value]
        return "{ " + ", ".join(parts) + " }" if parts else "{}"
    if isinstance(kind, Rows | Several):
        return "[" + ", ".join(written(kind.of, one) for one in value) + "]"
    if kind is day:
        return str(value)
    return _plain(raw(kind, value))


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return (
            "{ " + ", ".join(f"{key} = {_plain(one)}" for key, one in sorted(value.items(), key=_french_first)) + " }"
        )
    return str(value) if isinstance(value, int) else quoted(value)


def _french_first(one: tuple[str, Any]) -> bool:
    return one[0] != "fr"


def statement(key: str, kind: Kind, value: Any) -> str:
    """A key with its value, on its line; the organizations of a service, one a line."""
    if key == "organizations" and isinstance(kind, Rows) and len(value) > 1:
        rows = ",\n".join(f"  {written(kind.of, one)}" for one in value)
        return f"{key} = [\n{rows} ]\n"
    return f"{key} = {written(kind, value)}\n"


def headed(part: str, key: str, kind: Kind, value: Any) -> str:
    """A table, or each table of a list, under its header: `[services.access]`, `[[services.costs]]`."""
    rows, form = (value, "[[{}]]\n") if isinstance(kind, Rows) else ([value], "[{}]\n")
    table = kind.of if isinstance(kind, Rows) else kind
    assert isinstance(table, Table)  # noqa: S101 - the declaration of the files says so
    return "\n".join(form.format(f"{part}.{key}") + "".join(_statements(table, one)) for one in rows)


def _statements(table: Table, says: dict[str, Any]) -> Iterator[str]:
    for key, kind in kinds_of(table).items():
        if key in says:
            yield statement(key, kind, says[key])


def record(part: str, says: dict[str, Any]) -> str:
    """A whole record under its header, in the order of the declaration."""
    table = PARTS[part]
    known = kinds_of(table)
    lines = [f"[{part}]\n" if part == "organization" else f"[[{part}]]\n"]
    lines += [statement(key, known[key], says[key]) for key in known if key in says and not _stands_apart(key, says)]
    lines += ["\n" + headed(part, key, known[key], says[key]) for key in known if _stands_apart(key, says)]
    return "".join(lines)


def _stands_apart(key: str, says: dict[str, Any]) -> bool:
    """Whether a key has a header of its own; an empty list or table has none."""
    return key in HEADED and bool(says.get(key))
