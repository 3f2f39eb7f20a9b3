"""What was read from a file, and what it would change: plain values, for the terminal and for the keepers' desk."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from parvis.directory.files import Content
from parvis.law.kernel.text import Text

#: The longest value that a finding repeats; the row and the column say where the whole of it is.
LONGEST_SHOWN = 160


class Weight(StrEnum):
    """What a finding does to its row: it stops it, leaves it to a keeper, or leaves one value out."""

    REFUSED = "refused"
    DOUBTFUL = "doubtful"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say of a file: where, what was found there, why it is not taken, what can be done about it.

    `row` counts as the file does (the header of a sheet is row 1; a passage of a document has its order); 0: the whole file.
    """

    weight: Weight
    row: int
    column: str
    value: str
    reason: Text
    way_out: Text
    sheet: str = ""
    record: str = ""

    @property
    def place(self) -> tuple[str, int, str]:
        """Where it is, in the order of the file."""
        return (self.sheet, self.row, self.column)


@dataclass(slots=True)
class Row:
    """What one row says of one record: the path of each value (`name.fr`, `costs.1.amount`) → the value before it is read.

    `columns`: the path → what the file calls it. `based_on`: the digest of the version that the row was written from, where
    the file has it. `unread`: the paths of cells that were refused. A value None takes away what the record says there.
    """

    number: int
    kind: str
    record: str
    sets: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    sheet: str = ""
    based_on: str = ""
    unread: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Batch:
    """A file as read: its rows, what is to be said of it, and notes about the reading (its encoding, for one).

    `whole` is False where a fault of the file itself (a header twice) leaves every row in doubt: nothing of it is taken.
    """

    name: str
    form: str
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    whole: bool = True

    def find(self, weight: Weight, row: int, column: str, value: object, told: tuple[Text, Text], **more: str) -> None:
        """Write a finding down: `told` is the reason and the way out."""
        self.findings.append(Finding(weight, row, column, shown(value), told[0], told[1], **more))


@dataclass(frozen=True, slots=True)
class Change:
    """One value that would change: its path, and what it says before and after (empty: nothing)."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a row would do. `state`: `new`, `changed` (a version), `proposed` (a keeper decides), `same` or `refused`."""

    row: int
    sheet: str
    state: str
    kind: str
    record: str
    name: str
    changes: tuple[Change, ...] = ()
    content: Content | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Differences:
    """The dry run: each row with what would change, and every finding, in the order of the file."""

    batch: Batch
    on: date
    rows: tuple[Difference, ...]
    findings: tuple[Finding, ...]

    def of(self, *states: str) -> list[Difference]:
        """The rows in one of these states."""
        return [one for one in self.rows if one.state in states]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are in each state, and how many findings of each weight."""
        states = Counter(one.state for one in self.rows)
        weights = Counter(f"findings_{one.weight}" for one in self.findings)
        return dict(states) | dict(weights)

    @property
    def refused_rows(self) -> int:
        """How many rows cannot be taken."""
        return len({(one.sheet, one.row) for one in self.findings if one.weight is Weight.REFUSED})


def shown(value: object) -> str:
    """A value as a finding repeats it: on one line, not longer than a line or two, and nothing that a terminal would obey."""
    value = "; ".join(map(str, value)) if isinstance(value, list) else value
    words = " ".join(str("(vide)" if value is None else value)[: 4 * LONGEST_SHOWN].split())
    text = "".join(sign if sign.isprintable() or sign in "\u00a0\u202f" else "·" for sign in words)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, in the order of the file."""
    seen = {(one.place, one.reason.en, one.value): one for one in findings}
    return tuple(sorted(seen.values(), key=lambda one: one.place))
