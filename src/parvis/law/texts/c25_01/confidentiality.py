"""Articles 4 and 605 to 615, with 556 and 7: who may know what of a mediation or an arbitration, as a table for a day.

The table is data (confidentiality.toml). `table_for(day)` gives it whole: the wall between the two sides of a file, and
the page that prints it, take it from there; `weigh_cell` is the rule that decides one cell. A cell is "yes", "no" or
"unknown"; only "yes", or a "no" of which a condition is met, may be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

from parvis.law.kernel.decision import Weighing
from parvis.law.kernel.instrument import FaultyTextError, toml_of
from parvis.law.kernel.period import Span
from parvis.law.kernel.rule import Rulebook
from parvis.law.kernel.text import Text, text_of
from parvis.law.texts import LAW

RULES: Rulebook[Callable[..., Any]] = Rulebook(LAW.norms)

#: The first day of the table: the Code of Civil Procedure of 2016.
FIRST_DAY = date(2016, 1, 1)
#: Those who judge, or keep the file of the court.
COURT_SIDE = ("judge", "arbitrator", "clerk")
#: All that the court's side ever knows of a mediation: held or not, when, with whom, settled or not.
CLOSED_LIST = ("mediation_held", "mediation_when", "mediation_with_whom", "mediation_outcome")
#: Conditions of which somebody has to judge whether they are really met.
JUDGED = ("law_requires", "safety", "mediator_defence", "proof_of_settlement")

_ANSWERS: Mapping[str, bool | None] = {"yes": True, "no": False, "unknown": None}
_FILE = "c25_01/confidentiality.toml"
_IF = Text("Possible ici: {condition}.", "Possible here: {condition}.")
_IS_IT_MET = Text(
    "Est-ce bien le cas: {condition}? Une personne en décide.", "Is it really so: {condition}? A person decides."
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: whether `who` may know `what`, and by which norms. `may_know` is None where no text seen says so.

    `unless` are the conditions that turn a "no" into a "yes"; `row` names the entry of the data, `confidence` its own.
    """

    who: str
    what: str
    may_know: bool | None
    unless: tuple[str, ...]
    norms: tuple[str, ...]
    because: Text
    row: str
    confidence: str

    def met(self, conditions: Collection[str]) -> tuple[str, ...]:
        """Those of the conditions that open this cell."""
        return tuple(each for each in self.unless if each in conditions)

    def may_be_shown(self, conditions: Collection[str] = ()) -> bool:
        """Whether the wall lets it through: only where a text says so."""
        return self.may_know is True or (self.may_know is False and bool(self.met(conditions)))


@dataclass(frozen=True, slots=True)
class Condition:
    """What turns a "no" into a "yes", and the norm that says so."""

    key: str
    norm: str
    name: Text


@dataclass(frozen=True)
class Table:
    """Every row, checked: each (what, who) has exactly one on every day from FIRST_DAY on."""

    who: Mapping[str, Text]
    what: Mapping[str, Text]
    conditions: Mapping[str, Condition]
    cells: Mapping[tuple[str, str], tuple[tuple[Span, Cell], ...]]

    def at(self, who: str, what: str, day: date) -> Cell:
        """The cell of that day; KeyError for a word that is not in the table or a day before it."""
        for span, cell in self.cells[what, who]:
            if day in span:
                return cell
        raise KeyError(f"{who}, {what}: nothing on {day}")


def may_be_shown(who: str, what: str, day: date, conditions: Collection[str] = ()) -> bool:
    """Whether the wall lets it through on that day; KeyError for a word that is not in the table, or too early a day."""
    return table().at(who, what, day).may_be_shown(conditions)


def reason_of(cell: Cell, conditions: Collection[str]) -> Text:
    """Why it may be known, or may not: the first condition that is met, or else the reason of the cell."""
    met = cell.met(conditions)
    return _IF.fill(condition=table().conditions[met[0]].name) if met else cell.because


def table_for(day: date) -> tuple[Cell, ...]:
    """The whole table of a day, what by what and in each who by who; KeyError before FIRST_DAY."""
    whole = table()
    return tuple(whole.at(who, what, day) for what in whole.what for who in whole.who)


@lru_cache(maxsize=1)
def table() -> Table:
    """The table from the data file; FaultyTextError where an entry cannot be right."""
    data = toml_of(resources.files(__package__), "confidentiality.toml")
    try:
        who = {each["key"]: text_of(each["name"]) for each in data["who"]}
        what = {each["key"]: text_of(each["name"]) for each in data["what"]}
        conditions = {
            each["key"]: Condition(each["key"], each["norm"], text_of(each["name"])) for each in data["condition"]
        }
        cells: dict[tuple[str, str], list[tuple[Span, Cell]]] = {(a, b): [] for a in what for b in who}
        for entry in data["row"]:
            for key, span, cell in _cells(entry):
                cells[key].append((span, cell))
    except (KeyError, ValueError) as error:
        raise FaultyTextError(f"{_FILE}: {error!r}") from error
    found = Table(who, what, conditions, {key: tuple(_in_order(key, rows)) for key, rows in cells.items()})
    _check_norms(found)
    return found


def _cells(entry: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], Span, Cell]]:
    answer, unless = _ANSWERS[entry["may_know"]], tuple(entry.get("unless", ()))
    if unless and answer is not False:
        raise ValueError(f"{entry['id']}: only a no has exceptions")
    if (answer is None) != (not entry["norms"]):
        raise ValueError(f"{entry['id']}: an answer has its norms, an unknown has none")
    because, span = text_of(entry["because"]), Span(entry["from"], entry.get("to"))
    for what in entry["what"]:
        for who in entry["who"]:
            norms = tuple(entry["norms"])
            yield (what, who), span, Cell(who, what, answer, unless, norms, because, entry["id"], entry["confidence"])


def _in_order(key: tuple[str, str], rows: list[tuple[Span, Cell]]) -> list[tuple[Span, Cell]]:
    """The rows of a cell in the order of time; FaultyTextError where a day has none, or two."""
    rows = sorted(rows, key=lambda row: row[0].first)
    due: date | None = FIRST_DAY
    for span, cell in rows:
        if span.first != due:
            raise FaultyTextError(f"{_FILE}: {cell.row}: {key} starts on {span.first}, expected {due}")
        due = None if span.last is None else span.last + timedelta(days=1)
    if due is not None:
        raise FaultyTextError(f"{_FILE}: {key} has no row from {due} on")
    return rows


def _check_norms(found: Table) -> None:
    for rows in found.cells.values():
        for span, cell in rows:
            missing = [norm for norm in cell.norms if not LAW.norms.in_force(norm, span.first)]
            if missing or set(cell.unless) - set(found.conditions):
                raise FaultyTextError(f"{_FILE}: {cell.row}: {missing or cell.unless} not known on {span.first}")


@RULES.encodes(
    "ccp/a4",
    "ccp/a5",
    "ccp/settlement-proof",
    "ccp/a7-victim",
    "ccp/a556-report",
    "ccp/a606-al1",
    "ccp/a606-exceptions",
    "ccp/a609-helpers",
    "ccp/a611-al2",
    "ccp/a556-mediation",
    "ccp/a556-settlement",
    "ccp/a556-arbitration",
    "c25.01-r0.6.1/s23-request",
    "c25.01-r0.6.1/s23-comments",
    "c25.01-r0.6.1/s23-silence",
    "c25.01-r0.6.1/s23-decision",
    "c25.01-r0.6.1/s28-al1-wait",
    "c25.01-r1/s18",
    "quebec.ca/arbitration-session",
)
def weigh_cell(weighing: Weighing, cell: Cell, conditions: Collection[str], day: date) -> bool | None:
    """Whether it may be known, with the norms of the cell weighed.

    Where a condition is met, its norm holds and those that it sets aside are null. A condition that somebody has to
    judge is left to a person.
    """
    met = cell.met(conditions)
    known = table().conditions
    if cell.confidence in ("I", "M"):
        weighing.lean_on_fact(f"ccp/confidentiality-{cell.row}", cell.confidence)
    setting_aside = {known[each].norm for each in met}
    for norm in cell.norms:
        if norm not in setting_aside:
            weighing.weigh(norm, day=day, holds=None if met else True, because=cell.because, facts=("/who", "/what"))
    for each in met:
        because = _IF.fill(condition=known[each].name)
        weighing.weigh(known[each].norm, day=day, holds=True, because=because, facts=("/conditions",))
        if each in JUDGED:
            weighing.leave_to_a_person(known[each].norm, _IS_IT_MET.fill(condition=known[each].name))
    return True if met else cell.may_know
