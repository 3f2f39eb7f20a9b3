"""A record as a flat row: each value by its path (`name.fr`, `costs.1.amount`), and back.

A list of codes is one cell ("claimant; defendant"); the tables of a list are numbered from 1.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from parvis.directory import files
from parvis.directory.exchange.toml_form import kinds_of, raw
from parvis.directory.reader import Kind, Rows, Several, Table, day, line, text

#: The table of each kind of record; an organization has its places with it, a figure its organization.
TABLES: dict[str, Table] = {
    "organization": Table(
        files.ORGANIZATION.needed, {**files.ORGANIZATION.optional, "locations": Rows(files.LOCATION)}
    ),
    "service": files.SERVICE,
    "statistic": Table({**files.STATISTIC.needed, "organization": files.organization_id}, files.STATISTIC.optional),
}
_NUMBER = re.compile(r"(?<=\.)\d+(?=\.|\Z)")
_SEPARATOR = re.compile(r"(?<!\\);")
#: The most tables that a list of one record has, by far: a header `costs.900.kind` is a slip.
MOST_IN_A_LIST = 40


@cache
def leaves(kind: str) -> dict[str, Kind]:
    """Every value that a record of a kind may hold: its path, with `*` for the number in a list → the kind of the value."""
    return dict(_leaves(TABLES[kind], ""))


def _leaves(kind: Kind, path: str) -> Iterator[tuple[str, Kind]]:
    if isinstance(kind, Table):
        for key, one in kinds_of(kind).items():
            yield from _leaves(one, f"{path}.{key}" if path else key)
    elif isinstance(kind, Rows) and isinstance(kind.of, Table):
        yield from _leaves(kind.of, f"{path}.*")
    elif kind is text:
        yield from ((f"{path}.{lang}", line) for lang in ("fr", "en"))
    else:
        yield path, kind


def kind_at(kind: str, path: str) -> Kind | None:
    """The kind of the value at a path; None where a record has no such value."""
    if any(not 1 <= int(number) <= MOST_IN_A_LIST for number in _NUMBER.findall(path)):
        return None
    return leaves(kind).get(_NUMBER.sub("*", path))


def in_table(kind: Kind | None) -> bool:
    """Whether a value is a list in one cell."""
    return isinstance(kind, Rows | Several)


def flat(kind: str, says: Mapping[str, Any]) -> dict[str, str]:
    """What a record says, as cells by path."""
    return dict(_flat(TABLES[kind], raw(TABLES[kind], says), ""))


def _flat(kind: Kind, value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(kind, Table):
        for key, one in kinds_of(kind).items():
            if key in value:
                yield from _flat(one, value[key], f"{path}.{key}" if path else key)
    elif isinstance(kind, Rows) and isinstance(kind.of, Table):
        for number, one in enumerate(value, start=1):
            yield from _flat(kind.of, one, f"{path}.{number}")
    elif kind is text:
        yield from ((f"{path}.{lang}", value[lang]) for lang in ("fr", "en"))
    else:
        yield path, as_cell(value)


def as_cell(value: Any) -> str:
    """A value as a cell holds it."""
    if isinstance(value, list):
        return "; ".join(as_cell(one).replace(";", "\\;") for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def parts_of(cell: str) -> list[str]:
    """The values of a list in one cell."""
    return [one.strip().replace("\\;", ";") for one in _SEPARATOR.split(cell) if one.strip()]


def with_sets(kind: str, says: Mapping[str, Any], sets: Mapping[str, Any]) -> dict[str, Any]:
    """What a record would say with these values, in the form of its file (before it is read)."""
    tree = _numbered(raw(TABLES[kind], says))
    for path, value in sets.items():
        _set(tree, path.split("."), value)
    return {key: one for key, one in _listed(tree).items() if one not in (None, {}) or key == "locations"}


def _numbered(value: Any) -> Any:
    """Lists of tables become tables by number, so that a path leads into them."""
    if isinstance(value, dict):
        return {key: _numbered(one) for key, one in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return {str(number): _numbered(one) for number, one in enumerate(value, start=1)}
    return value


def _set(tree: dict[str, Any], parts: list[str], value: Any) -> None:
    for part in parts[:-1]:
        here = tree.get(part)
        if not isinstance(here, dict):
            here = tree[part] = {}
        tree = here
    if value is None:
        tree.pop(parts[-1], None)
    else:
        tree[parts[-1]] = value


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    plain = {key: _listed(one) for key, one in value.items()}
    if plain and all(key.isdigit() for key in plain):
        return [one for _, one in sorted(plain.items(), key=lambda pair: int(pair[0])) if one]
    return plain


def readable(kind: Kind, value: Any) -> Any:
    """A value as the reader of files expects it: days are days. What is not a day is left for the reader to refuse."""
    if isinstance(kind, Table) and isinstance(value, dict):
        known = kinds_of(kind)
        return {key: readable(known[key], one) if key in known else one for key, one in value.items()}
    if isinstance(kind, Rows | Several) and isinstance(value, list):
        return [readable(kind.of, one) for one in value]
    if kind is day and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def path_of(at: str) -> str:
    """The path of a fault: `costs[0].kind` → `costs.1.kind`."""
    return re.sub(r"\[(\d+)\]", lambda found: f".{int(found[1]) + 1}", at)
