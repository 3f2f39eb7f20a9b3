"""The faults of a whole draft: what the reader of files and the checks find, in words, at the question that they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parvis.directory import checks, reasons_together
from parvis.directory.desk.editing_pages import Field, Question, questions
from parvis.directory.exchange.export import documents, present
from parvis.directory.exchange.paths import TABLES, path_of, readable
from parvis.directory.exchange.toml_form import raw
from parvis.directory.fault import Fault
from parvis.directory.files import Content
from parvis.directory.reader import Faults
from parvis.law.kernel.text import Text
from parvis.places.models import Courthouse, District

#: What a new record gets when it is published.
_BY_THE_SYSTEM = ("slug",)


@dataclass(frozen=True, slots=True)
class Found:
    """One fault. `question` and `row`: its page (None where no page is about it); `field`: the field's name, or ""."""

    question: Question | None
    row: int
    field: str
    message: Text

    @property
    def key(self) -> str:
        """How a draft names the page."""
        return self.question.key(self.row) if self.question else ""


def faults_of(kind: str, content: Mapping[str, Any]) -> list[Found]:
    """Every fault of a record by itself, in the order of the questions."""
    faults = Faults("")
    table = TABLES[kind]
    table(readable(table, raw(table, content)), "", faults)
    found = [(path_of(one.at), one) for one in faults.found if one.at not in _BY_THE_SYSTEM]
    found = found or _checked(kind, content)
    placed = [_placed(kind, path, fault) for path, fault in found]
    order = {one.code: number for number, one in enumerate(questions(kind))}
    once = {(one.key, one.field, one.message): one for one in placed}.values()
    return sorted(once, key=lambda one: (order[one.question.code] if one.question else -1, one.row, one.field))


def _checked(kind: str, content: Mapping[str, Any]) -> list[tuple[str, Fault]]:
    """What the checks of a file find in this record, by its own paths."""
    faults = Faults("")
    if kind == "organization":
        checks.document({"organization": dict(content)}, f"{content.get('slug')}.toml", faults)
        return [(path_of(one.at.removeprefix("organization").lstrip(".")), one) for one in faults.found]
    part = "services" if kind == "service" else "statistics"
    owner = content["organizations"][0]["id"] if kind == "service" else content["organization"]
    checks.document({"organization": {"id": owner, "slug": "x"}, part: [dict(content)]}, "x.toml", faults)
    return [(path_of(one.at.removeprefix(f"{part}[0]").lstrip(".")), one) for one in faults.found]


def _placed(kind: str, path: str, fault: Fault) -> Found:
    """A fault at the field that it is about: the field itself, one above or below it, else the first page of its list."""
    head, _, rest = path.partition(".")
    number, _, inside = rest.partition(".")
    in_row = number.isdigit()
    best: tuple[int, Question, Field] | None = None
    for question in questions(kind):
        here = inside if question.rows == head and in_row else path
        if bool(question.rows) != (in_row and question.rows == head):
            continue
        for field in question.fields:
            fits = _fit(field, here, fault.about)
            if fits and (best is None or fits > best[0]):
                best = (fits, question, field)
    if best is None:
        return Found(None, 0, "", fault.asked)
    _, question, field = best
    name = _name(field, inside if question.rows else path)
    return Found(question, int(number) if question.rows else 0, name, fault.asked)


def _name(field: Field, path: str) -> str:
    """The form field that a fault is shown at: of a text its language, of short rows inside a page the value of the row."""
    if field.widget == "pair":
        return f"{field.name}-{'en' if path.endswith('.en') else 'fr'}"
    if field.widget in ("organizations", "pauses"):
        first = {"organizations": "1.id", "pauses": "1.from"}[field.widget]
        return (path if path.count(".") > 1 else f"{field.path}.{first}").replace(".", "-")
    return field.name


def _fit(field: Field, path: str, about: str) -> int:
    """How well a field fits a path: 5 named by the fault, 4 itself, 3 a part of it, 2 above it and of its kind, 1 above it."""
    if about and field.path == (f"{path}.{about}" if path else about):
        return 5
    if field.path == path:
        return 4
    if path.startswith(f"{field.path}."):
        return 3
    if not path or field.path.startswith(f"{path}."):
        return 1 if field.path.endswith("words") else 2
    return 0


def contradictions_of(kind: str, record: str, content: Mapping[str, Any]) -> list[Text]:
    """What the record contradicts in the others: a short name already taken, a reference to nothing."""
    others = [one for one in present() if (one.kind, one.record) != (kind, record)]
    put = documents(sorted([*others, Content(kind, record, dict(content))], key=lambda one: one.kind != "organization"))
    by_file = {f"{one['organization'].get('slug')}.toml": one for one in put.values()}
    if len(by_file) != len(put):
        return [reasons_together.TAKEN.asked or reasons_together.TAKEN.said]
    found = checks.across(by_file, _places())
    return list(dict.fromkeys(one.asked for one in found))


def _places() -> checks.Places:
    courthouses = dict(Courthouse.objects.values_list("slug", "district_id"))
    return checks.Places(frozenset(District.objects.values_list("slug", flat=True)), courthouses)
