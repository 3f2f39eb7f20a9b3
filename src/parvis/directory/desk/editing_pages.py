"""The record editor's questions, read once from `editing_pages.toml`: what stands on one page, and which value each field is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as resources
from typing import Any

from parvis.directory import files
from parvis.directory.exchange.paths import TABLES
from parvis.directory.exchange.toml_form import kinds_of
from parvis.directory.reader import (
    Kind,
    OneOf,
    Rows,
    Several,
    Table,
    clock_time,
    day,
    flag,
    line,
    partial_day,
    percentage,
    text,
    whole,
)
from parvis.directory.reader import cents as cents_kind
from parvis.law.kernel.text import Text, text_of

#: What no question changes: identifiers and addresses never change; a check is added when the draft is published.
KEPT: dict[str, tuple[str, ...]] = {
    "service": ("id", "slug", "assurance"),
    "organization": ("id", "slug", "locations.id"),
    "statistic": ("id", "organization"),
}
_BY_KIND: dict[Any, str] = {
    text: "pair",
    flag: "flag",
    day: "day",
    partial_day: "partial",
    clock_time: "time",
    cents_kind: "cents",
    whole: "whole",
    percentage: "percentage",
    files.location_id: "one",
    files.organization_id: "one",
    files.service_id: "one",
    files.slug: "one",
}
_BY_PATH = {
    "access.capacity": "pair",
    "organizations": "organizations",
    "schedules.pauses": "pauses",
    "schedules.rrule": "rhythm",
    "source_lines": "numbers",
}
_LISTS: dict[Any, str] = {day: "days", line: "lines"}
#: Texts of several sentences; the others stand on one line.
LONG = (
    "summary",
    "details",
    "description",
    "access.how",
    "corrections.said",
    "corrections.known",
    "recomputation",
    "eligibility.other",
    "eligibility.residence",
    "schedules.words",
    "stated",
    "territory.words",
)


@dataclass(frozen=True, slots=True)
class Field:
    """One value on a page. `path`: from the record ("access.phone"), or from its row ("amount"); `whole_path`: with the
    list ("costs.amount"); `widget`: how it is asked for; `kind`: how the files read it.
    """

    path: str
    whole_path: str
    widget: str
    kind: Kind
    needed: bool
    label: Text
    hint: Text | None

    @property
    def name(self) -> str:
        """Its name in a form."""
        return self.path.replace(".", "-")

    @property
    def long(self) -> bool:
        """Whether it is several sentences."""
        return self.whole_path in LONG

    @property
    def codes(self) -> Mapping[str, Text]:
        """The closed list that it takes its codes from; empty where it has none."""
        of = self.kind.of if isinstance(self.kind, Several) else self.kind
        allowed = of.allowed if isinstance(of, OneOf) else {}
        return allowed if isinstance(allowed, Mapping) else {}


@dataclass(frozen=True, slots=True)
class Question:
    """One page of the editor. `rows`: the list of which it asks about one row, or ""."""

    kind: str
    code: str
    group: str
    rows: str
    label: Text
    ask: Text
    hint: Text | None
    fields: tuple[Field, ...]

    def key(self, row: int = 0) -> str:
        """How a draft names this page: its code, and the number of the row."""
        return f"{self.code}.{row}" if self.rows else self.code


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources("parvis.directory.desk").joinpath("editing_pages.toml").read_text(encoding="utf-8"))


@cache
def groups() -> dict[str, Text]:
    """The headings of the list of questions, by code, in their order."""
    return {code: text_of(words) for code, words in _data()["groups"].items()}


@cache
def questions(kind: str) -> tuple[Question, ...]:
    """The questions about a record of a kind, in their order."""
    return tuple(_question(one) for one in _data()["questions"] if one["kind"] == kind)


def question(kind: str, code: str) -> Question | None:
    """A question by its code; None where there is none."""
    return next((one for one in questions(kind) if one.code == code), None)


def questions_of(kind: str, rows: str) -> list[Question]:
    """The questions about a row of a list."""
    return [one for one in questions(kind) if one.rows == rows]


def _question(one: Mapping[str, Any]) -> Question:
    rows = one.get("rows", "")
    made = tuple(_field(one["kind"], rows, path) for path in one["fields"])
    hint = text_of(one["hint"]) if "hint" in one else None
    return Question(
        one["kind"], one["code"], one["group"], rows, text_of(one["label"]), text_of(one["ask"]), hint, made
    )


def _field(kind: str, rows: str, path: str) -> Field:
    whole_path = f"{rows}.{path}" if rows else path
    reads, needed = _declared(TABLES[kind], whole_path.split("."))
    hint = _data()["hints"].get(whole_path)
    return Field(
        path,
        whole_path,
        _widget(whole_path, reads),
        reads,
        needed,
        text_of(_data()["labels"][whole_path]),
        text_of(hint) if hint else None,
    )


def _declared(table: Kind, parts: list[str]) -> tuple[Kind, bool]:
    """What the files declare at a path: the kind of the value, and whether its table must have it."""
    needed = True
    for part in parts:
        if isinstance(table, Rows) and isinstance(table.of, Table):
            table = table.of
        if not isinstance(table, Table):
            raise ValueError(f"editing_pages.toml: no value at {'.'.join(parts)}")
        needed = part in table.needed
        table = kinds_of(table)[part]
    return table, needed


def _widget(path: str, kind: Kind) -> str:
    if path in _BY_PATH:
        return _BY_PATH[path]
    if isinstance(kind, OneOf):
        return "choice"
    if isinstance(kind, Several):
        return "codes" if isinstance(kind.of, OneOf) else _LISTS.get(kind.of, "several")
    return _BY_KIND.get(kind, "line") if not isinstance(kind, Table | Rows) else "line"


def covered(kind: str) -> Iterator[str]:
    """Every path that the questions of a kind ask about, with its list."""
    for one in questions(kind):
        yield from (field.whole_path for field in one.fields)
