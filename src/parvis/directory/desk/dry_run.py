"""A dry run as lines: for each row of a file what would change, what is refused, doubtful or not understood."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from parvis.directory.columns import digest_of
from parvis.directory.exchange.batch import Difference, Differences, Finding, Weight
from parvis.directory.models import Intake, IntakeLine
from parvis.documents.tables.neutral import neutral

#: The columns of the list as a file, by language.
COLUMNS = {
    "fr": (
        "feuille",
        "ligne",
        "resultat",
        "fiche",
        "nom",
        "quoi",
        "valeur_de",
        "avant",
        "apres_ou_valeur",
        "raison",
        "que_faire",
    ),
    "en": (
        "sheet",
        "row",
        "outcome",
        "record",
        "name",
        "what",
        "value_of",
        "before",
        "after_or_value",
        "reason",
        "way_out",
    ),
}


def lines_of(differences: Differences, intake: Intake) -> list[IntakeLine]:
    """Every row and every finding, in the order of the file; a finding of no record is a line of its own."""
    sheets: dict[str, int] = {}
    for sheet in [*(one.sheet for one in differences.rows), *(one.sheet for one in differences.findings)]:
        sheets.setdefault(sheet, len(sheets))
    loose: dict[tuple[str, int, str], list[Finding]] = {}
    for found in differences.findings:
        loose.setdefault((found.sheet, found.row, found.record), []).append(found)
    at_place = Counter((one.sheet, one.row) for one in differences.rows)
    made = []
    for one in differences.rows:
        its = loose.pop((one.sheet, one.row, one.record), [])
        if at_place[one.sheet, one.row] == 1:  # what is said of a row without naming its record is said of this one
            its += loose.pop((one.sheet, one.row, ""), [])
        made.append((sheets[one.sheet], one.row, 1, one.record, _line(one, its)))
    for (sheet, row, record), its in loose.items():
        made.append((sheets[sheet], row, 0, record, _apart(sheet, row, record, its)))
    lines = [line for *_, line in sorted(made, key=lambda each: each[:4])]
    for position, line in enumerate(lines, start=1):
        line.intake, line.position = intake, position
    return lines


def _line(one: Difference, its: list[Finding]) -> IntakeLine:
    # Of a new record everything is new: its values are those of its content, and are not written down twice.
    new = one.state == "new"
    changes = [] if new else [[change.path, change.before, change.after] for change in one.changes]
    return IntakeLine(
        row=one.row,
        sheet=one.sheet[:120],
        outcome=one.state,
        kind=one.kind,
        record=one.record[:200],
        name=one.name,
        changes=changes,
        content=one.content.says if one.content else None,
        **_said(its),
    )


def _apart(sheet: str, row: int, record: str, its: list[Finding]) -> IntakeLine:
    refused = any(one.weight is Weight.REFUSED for one in its)
    return IntakeLine(
        row=row, sheet=sheet[:120], outcome="refused" if refused else "noted", record=record[:200], **_said(its)
    )


def _said(its: Iterable[Finding]) -> dict[str, Any]:
    found = [
        {
            "weight": str(one.weight),
            "column": one.column,
            "value": one.value,
            "reason": one.reason.as_json(),
            "way_out": one.way_out.as_json(),
        }
        for one in its
    ]
    weights = {one["weight"] for one in found}
    return {
        "findings": found,
        "doubtful": str(Weight.DOUBTFUL) in weights,
        "not_understood": str(Weight.NOT_UNDERSTOOD) in weights,
    }


def counts_of(lines: Iterable[IntakeLine]) -> dict[str, int]:
    """How many lines come to each outcome, how many hold a doubt or something not understood, and how many there are."""
    counts: Counter[str] = Counter()
    for one in lines:
        counts.update({"all": 1, one.outcome: 1, "doubtful": int(one.doubtful)})
        counts.update({"not_understood": int(one.not_understood)})
    return dict(counts)


def digest_of_lines(lines: Iterable[IntakeLine]) -> str:
    """What tells this dry run from any other: each line, and what each record would say."""
    whole = hashlib.sha256()
    for one in lines:
        said = digest_of(one.content) if one.content is not None else ""
        parts = (one.sheet, one.row, one.outcome, one.kind, one.record, said, one.changes, one.findings)
        whole.update(json.dumps(parts, ensure_ascii=False).encode() + b"\n")
    return whole.hexdigest()


def as_csv(lines: Iterable[IntakeLine], lang: str, words: dict[str, str]) -> str:
    """The list as a file: a row for each change and each finding, one for a row of which there is nothing to say.

    `words`: an outcome or a weight → how it is called in `lang`. No cell is a formula.
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS[lang])
    for one in lines:
        head = (one.sheet, one.row or "", words[one.outcome], one.record, one.name)
        for tail in _tails(one, lang, words) or [("",) * 6]:
            writer.writerow(neutral(str(cell)) for cell in (*head, *tail))
    return out.getvalue()


def _tails(one: IntakeLine, lang: str, words: dict[str, str]) -> list[tuple[str, ...]]:
    """A new record is one line: all that the file says of it is new."""
    changes = [(words["change"], path, before, after, "", "") for path, before, after in one.changes]
    return [*changes, *_found(one, lang, words)]


def _found(one: IntakeLine, lang: str, words: dict[str, str]) -> Iterator[tuple[str, ...]]:
    for found in one.findings:
        yield (
            words[found["weight"]],
            found["column"],
            "",
            found["value"],
            found["reason"][lang],
            found["way_out"][lang],
        )
