"""`parvis law impact DRAFT`: which decisions a draft would change, and by how much, before it is switched on.

Decisions are taken twice from the same facts: under the law as it is, and under the draft, in a process of its own.
They come from a file (--records: JSON Lines of {"question", "facts", "readings"}), from the cases of the law (--cases),
or else from the decisions that this installation recorded.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from parvis.config.home import Stop
from parvis.law.kernel.draft import differences, read_draft
from parvis.law.kernel.instrument import FaultyTextError
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text
from parvis.law.questions import Refusal, answer

_AMOUNT = re.compile(r"-?\d+\.\d\d\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_SHOWN = 200


@dataclass(frozen=True)
class Asked:
    """One decision to take again: where it comes from, the question, the facts, the readings chosen."""

    reference: str
    question: str
    facts: Any
    readings: Mapping[str, str]

    def line(self) -> str:
        """As the process of the draft reads it."""
        return json.dumps({"question": self.question, "facts": self.facts, "readings": dict(self.readings)})


@dataclass
class Impact:
    """What a draft changes: how many decisions were taken, the changes of each, and the sum of each amount's change.

    `reached` counts those of which a day is the draft's first day or later: the others could not be changed by it.
    """

    taken: int = 0
    reached: int = 0
    changed: list[dict[str, Any]] = field(default_factory=list)
    refused_only_by_draft: int = 0
    cents: Counter[str] = field(default_factory=Counter)
    norms: Counter[str] = field(default_factory=Counter)

    def add(self, asked: Asked, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Compares one decision: its outcome, and which norms were weighed in which version and how."""
        self.taken += 1
        if "error" in after and "error" not in before:
            self.refused_only_by_draft += 1
        outcome = differences(before.get("outcome"), after.get("outcome"))
        findings = differences(_weighed(before), _weighed(after))
        if not outcome and not findings and ("error" in before) == ("error" in after):
            return
        for at, (was, becomes) in outcome.items():
            if _is_amount(was) and _is_amount(becomes) and at.count("/") == 1:
                self.cents[f"{asked.question}{at}"] += _cents(becomes) - _cents(was)
        self.norms.update(at.strip("/") for at in findings)
        self.changed.append(
            {
                "decision": asked.reference,
                "question": asked.question,
                "outcome": {at: {"is": was, "would_be": becomes} for at, (was, becomes) in outcome.items()},
                "norms": {at.strip("/"): {"is": was, "would_be": becomes} for at, (was, becomes) in findings.items()},
            }
        )


def _is_amount(value: object) -> bool:
    return isinstance(value, str) and _AMOUNT.match(value) is not None


def _cents(written: str) -> int:
    return int(written.replace(".", ""))


def _weighed(decision: Mapping[str, Any]) -> dict[str, str]:
    """Each norm weighed, with its version and how it was found; the words of the reason do not count."""
    found: dict[str, list[str]] = {}
    for finding in decision.get("findings", ()):
        found.setdefault(finding["norm"].replace("/", ":"), []).append(f"{finding['version']} {finding['holds']}")
    return {norm: "; ".join(each) for norm, each in found.items()}


def _latest_day(value: Any) -> str:
    """The latest day told anywhere in the facts, as written; days of ISO 8601 stand in the order of time."""
    if isinstance(value, Mapping):
        return max(map(_latest_day, value.values()), default="")
    if isinstance(value, list):
        return max(map(_latest_day, value), default="")
    return value if isinstance(value, str) and _DAY.match(value) else ""


def _from_file(file: str) -> Iterator[Asked]:
    try:
        with Path(file).open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    entry = json.loads(line)
                    yield Asked(f"line {number}", entry["question"], entry["facts"], entry.get("readings") or {})
    except OSError as error:
        raise Stop(f"{file}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise Stop(f'{file}, line {number}: expected {{"question", "facts", "readings"}}; found {error}') from error


def _from_cases() -> Iterator[Asked]:
    from parvis.law.cases import cases

    for case in cases():
        yield Asked(case.key, case.question, _plain(case.facts), case.choose)


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


def measured(draft: Path, decisions: Iterable[Asked], in_force: date) -> Impact:
    """What the draft, in force from that day, changes in these decisions; Stop where it cannot be right."""
    first = in_force.isoformat()
    impact = Impact()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as asked_file:
        kept: list[Asked] = []
        for asked in decisions:
            kept.append(asked)
            asked_file.write(asked.line() + "\n")
        asked_file.seek(0)
        command = [sys.executable, "-m", "parvis.cli.law_replay", str(draft)]
        here = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        with subprocess.Popen(
            command,
            env=here,
            stdin=asked_file,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process:
            assert process.stdout is not None and process.stderr is not None  # noqa: S101 - for the type checker
            answers = 0
            for asked, line in zip(kept, process.stdout, strict=False):
                answers += 1
                impact.reached += _latest_day(asked.facts) >= first
                impact.add(asked, _now(asked), json.loads(line))
            trouble = process.stderr.read()
        if process.returncode or answers != len(kept):
            raise Stop(f"the draft could not be replayed: {trouble.strip() or 'it stopped early'}")
    return impact


def _now(asked: Asked) -> dict[str, Any]:
    try:
        return answer(asked.question, asked.facts, "fr", asked.readings)
    except Refusal as refusal:
        return {"error": [fault.as_json() for fault in refusal.faults]}


_HEAD = Text("{title} (à partir du {first} ; source : {source})", "{title} (from {first} on; source: {source})")
_MORE = Text("… et {n} de plus (--json les donne toutes)", "… and {n} more (--json lists them all)")
_IN_ALL = Text("{at} : {sign}{sum} $ en tout", "{at}: {sign}{sum} $ in all")
_TAKEN = Text(
    "Décisions reprises : {taken}. Changeraient : {changed}. Seraient refusées : {refused}.",
    "{taken} decisions taken again, {changed} would change, {refused} would be refused.",
)
_REACHED = Text("Ont un jour à partir du {first} : {n}.", "{n} have a day from {first} on.")
_NONE = Text(
    "AUCUNE n'a un jour à partir du {first} : donnez des faits de ce temps (--records), ou datez l'ébauche plus tôt.",
    "NONE has a day from {first} on: give facts of that time (--records), or date the draft earlier to try it.",
)


def run(folder: str, source: str | None, as_json: bool, lang: str, stdout: TextIO) -> int:
    """Measures the draft and says what it changes; `source` is a file, "cases", or None for what was recorded."""
    try:
        draft = read_draft(Path(folder))
    except FaultyTextError as fault:
        raise Stop(str(fault)) from fault
    impact = measured(Path(folder), _decisions(source), draft.in_force)
    if as_json:
        stdout.write(json.dumps(_as_json(impact), ensure_ascii=False, indent=1) + "\n")
        return 0
    first = draft.in_force.isoformat()
    head = _HEAD.fill(title=draft.title, first=first, source=draft.source)
    for line in (head.to(lang), *_told(impact, first, lang)):
        stdout.write(line + "\n")
    return 0


def _told(impact: Impact, first: str, lang: str) -> Iterator[str]:
    for change in impact.changed[:_SHOWN]:
        parts = [f"{at} {each['is']} → {each['would_be']}" for at, each in change["outcome"].items()]
        parts += [f"{norm} {each['is']} → {each['would_be']}" for norm, each in change["norms"].items()]
        yield f"{change['decision']:<28} {change['question']}: {'; '.join(parts)}"
    if len(impact.changed) > _SHOWN:
        yield _MORE.fill(n=len(impact.changed) - _SHOWN).to(lang)
    for at, cents in sorted(impact.cents.items()):
        yield _IN_ALL.fill(at=at, sign="+" if cents >= 0 else "", sum=str(Money(cents))).to(lang)
    numbers = _TAKEN.fill(taken=impact.taken, changed=len(impact.changed), refused=impact.refused_only_by_draft)
    reach = _REACHED.fill(n=impact.reached, first=first) if impact.reached else _NONE.fill(first=first)
    yield f"{numbers.to(lang)} {reach.to(lang)}"


def _decisions(source: str | None) -> Iterable[Asked]:
    if source == "cases":
        return _from_cases()
    if source is not None:
        return _from_file(source)
    from parvis.cli.law_records import recorded

    return (Asked(each.reference, each.question, each.facts, each.readings) for each in recorded())


def _as_json(impact: Impact) -> dict[str, Any]:
    return {
        "taken": impact.taken,
        "reached": impact.reached,
        "changed": impact.changed,
        "refused_only_by_draft": impact.refused_only_by_draft,
        "totals": {at: str(Money(cents)) for at, cents in sorted(impact.cents.items())},
        "norms": dict(impact.norms.most_common()),
    }
