"""The content of a draft, value by value: what stands at a path, what a page sets, rows that come and go. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from parvis.directory.columns import digest_of
from parvis.directory.desk.editing_pages import Field, Question, questions_of
from parvis.law.kernel.text import Text

Says = dict[str, Any]
Fault = tuple[str, Text]
#: Lists that stand in a record even when they are empty, in the form of a version.
ALWAYS = {"organization": ("locations",)}
#: What a service says that its source does not say, and the facts that say it: an answer to one takes the code away.
NOT_STATED: Mapping[str, tuple[str, ...]] = {
    "roles": ("eligibility.roles",),
    "stages": ("eligibility.stages",),
    "amount": ("eligibility.amount_max",),
    "income": ("eligibility.low_income",),
    "language": ("access.languages",),
    "cost": ("costs.kind",),
    "channel": ("access.channels",),
    "place": ("access.place", "access.location"),
    "booking": ("access.booking",),
    "schedule": ("schedules.rrule", "schedules.dates", "schedules.words", "schedules.starts"),
}
_MISSING = "eligibility.not_stated"
#: The lists without which a fact of a service is not known any more.
_UNKNOWN_WITHOUT = {"schedules": "schedule", "costs": "cost"}
#: The most rows that a list of one record has.
MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Answers:
    """One page as it was read. `sets`: path of the field → value, None to take it away; only what differs from what stood.
    `typed`: everything as it was typed, in `lang`; `faults`: (name of the field, words) of what could not be read.
    """

    sets: Mapping[str, Any]
    typed: Mapping[str, Sequence[str]]
    lang: str
    faults: Sequence[Fault] = field(default_factory=list)


def at(says: Mapping[str, Any], path: str) -> Any:
    """The value at a path; None where there is none."""
    here: Any = says
    for part in path.split("."):
        if not isinstance(here, Mapping):
            return None
        here = here.get(part)
    return here


def part_of(question: Question, content: Mapping[str, Any], row: int) -> Says:
    """What a page is about: the record, or one row of its list (nothing for a row that is not there yet)."""
    if not question.rows:
        return dict(content)
    rows = content.get(question.rows, [])
    return dict(rows[row - 1]) if 1 <= row <= len(rows) else {}


def values_of(question: Question, content: Mapping[str, Any], row: int) -> Says:
    """The values of a page by their path."""
    part = part_of(question, content, row)
    return {one.path: _of(one, part) for one in question.fields}


def _of(one: Field, part: Mapping[str, Any]) -> Any:
    value = at(part, one.path)
    if one.path == "access.capacity" and isinstance(value, Mapping):
        return {lang: value[lang] for lang in ("fr", "en") if lang in value} or None
    return value


def mark(question: Question, content: Mapping[str, Any], row: int) -> str:
    """A mark of what a page says: another one once it was saved in another window."""
    return mark_of(values_of(question, content, row))


def mark_of(says: Mapping[str, Any]) -> str:
    """A mark of some values."""
    return digest_of({key: value for key, value in says.items() if value is not None})[:16]


def with_sets(question: Question, content: Mapping[str, Any], row: int, sets: Mapping[str, Any]) -> Says:
    """The content with the values of a page; a row that was not there yet comes last."""
    says = deepcopy(dict(content))
    if not sets and row <= len(says.get(question.rows, [])):
        return says
    part = says
    if question.rows:
        rows = says.setdefault(question.rows, [])
        if row > len(rows):
            rows.append(_new_row(question.rows, says))
        part = rows[min(row, len(rows)) - 1]
    for path, value in sets.items():
        _put(part, path.split("."), value, keep=path == "access.capacity")
    _say_stated(question, says, sets)
    return says


def _say_stated(question: Question, says: Says, sets: Mapping[str, Any]) -> None:
    """Take away "the source does not say" of the facts that this page has just answered."""
    stem = f"{question.rows}." if question.rows else ""
    answered = {f"{stem}{path}" for path, value in sets.items() if value not in (None, [], "unknown")}
    missing = at(says, _MISSING) or []
    left = [one for one in missing if one in sets.get(_MISSING, ()) or not answered & set(NOT_STATED.get(one, ()))]
    if left != missing:
        _put(says, _MISSING.split("."), left or None)


def _new_row(rows: str, says: Mapping[str, Any]) -> Says:
    """An empty row; an address gets its identifier here."""
    if rows != "locations":
        return {}
    stem = f"LOC-{says.get('slug') or str(says.get('id', '')).lower()}-"
    taken = {one.get("id") for one in says.get("locations", [])}
    return {"id": next(f"{stem}{number}" for number in range(1, 1000) if f"{stem}{number}" not in taken)}


def _put(part: Says, path: list[str], value: Any, *, keep: bool = False) -> None:
    """Set a value, or take it away; a table that is empty then goes with it."""
    head, *rest = path
    if rest:
        inside = part.setdefault(head, {})
        _put(inside, rest, value, keep=keep)
        if not inside:
            part.pop(head)
    elif keep:
        table = {key: one for key, one in part.get(head, {}).items() if key not in ("fr", "en")} | (value or {})
        part.pop(head, None)
        if table:
            part[head] = table
    elif value is None:
        part.pop(head, None)
    else:
        part[head] = value


def without_row(kind: str, content: Mapping[str, Any], rows: str, row: int) -> Says:
    """The content without a row of a list. With its last schedule or price gone, a service says that this is not known."""
    says = deepcopy(dict(content))
    left = says.get(rows, [])
    del left[row - 1]
    if not left and rows not in ALWAYS.get(kind, ()):
        says.pop(rows)
    code, missing = _UNKNOWN_WITHOUT.get(rows, "") if kind == "service" else "", at(says, _MISSING) or []
    if code and not left and code not in missing:
        _put(says, _MISSING.split("."), [*missing, code])
    return says


def unread_without_row(kind: str, unread: Mapping[str, Any], rows: str, row: int) -> dict[str, Any]:
    """What could not be read, once a row is gone: that of the rows after it moves up."""
    codes = {one.code for one in questions_of(kind, rows)}
    left = {}
    for key, value in unread.items():
        code, _, number = key.rpartition(".")
        if code not in codes:
            left[key] = value
        elif int(number) != row:
            left[f"{code}.{int(number) - (int(number) > row)}"] = value
    return left


def put_back(question: Question, content: Mapping[str, Any], base: Mapping[str, Any]) -> Says:
    """The content with what a page said at first; of a list, the whole list."""
    says, was = deepcopy(dict(content)), deepcopy(dict(base))
    if question.rows:
        says.pop(question.rows, None)
        if question.rows in was:
            says[question.rows] = was[question.rows]
    else:
        for one in question.fields:
            _put(says, one.path.split("."), _of(one, was), keep=one.path == "access.capacity")
    _say_missing_again(question, says, was)
    return says


def _say_missing_again(question: Question, says: Says, was: Says) -> None:
    """Where a page says again what it said at first, so does "the source does not say" of its facts."""
    here = {one.whole_path for one in question.fields} | (
        {"schedules.words"} if question.rows == "schedules" else set()
    )
    again = [one for one in at(was, _MISSING) or [] if here & set(NOT_STATED.get(one, ()))]
    present = at(says, _MISSING) or []
    gone = _UNKNOWN_WITHOUT.get(question.rows, "")
    if gone in present and gone not in again:  # said when the last row was taken out, and the rows are back
        present = [one for one in present if one != gone]
        _put(says, _MISSING.split("."), present or None)
    if set(again) - set(present):
        first = [one for one in at(was, _MISSING) if one in again or one in present]
        _put(says, _MISSING.split("."), [*first, *(one for one in present if one not in first)])


def changed(question: Question, content: Mapping[str, Any], base: Mapping[str, Any]) -> bool:
    """Whether a page says something else than at first (any row of its list)."""
    if question.rows:
        return bool(content.get(question.rows, []) != base.get(question.rows, []))
    return values_of(question, content, 0) != values_of(question, base, 0)
