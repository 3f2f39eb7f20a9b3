"""Questions: what can be asked, with the facts each takes, what it answers, and the rule that answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from parvis.law.kernel.decision import Decision, Reading, Weighing
from parvis.law.kernel.facts import Field, Items, Kind, Number, OneOf, Record, Schema
from parvis.law.kernel.text import Text

Rule = Callable[[Weighing, Mapping[str, Any]], Decision]


@dataclass(frozen=True)
class Question:
    """One question. `outcome` says what each member of the answer is; `readings` are the unclear texts it may meet."""

    id: str
    title: Text
    facts: Schema
    outcome: Mapping[str, Text]
    rule: Rule
    readings: tuple[Reading, ...] = ()

    def described(self, lang: str) -> dict[str, Any]:
        """The question as a catalogue entry in `lang`: its facts, its outcome, its readings, from when it answers."""
        return {
            "question": self.id,
            "title": self.title.to(lang),
            "answers_from": self.facts.answers_from.isoformat(),
            "facts": [_described(each, lang) for each in self.facts.record.fields],
            "outcome": {name: text.to(lang) for name, text in self.outcome.items()},
            "readings": [
                {"key": each.key, "alternatives": list(each.alternatives), "about": each.doc.to(lang)}
                for each in self.readings
            ],
        }


def _described(each: Field, lang: str) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "name": each.name,
        "is": each.doc.to(lang),
        "type": _type_of(each.kind),
        "required": each.required,
        "nullable": each.nullable,
    }
    kind = each.kind.of if isinstance(each.kind, Items) else each.kind
    if isinstance(kind, OneOf):
        entry["values"] = list(kind.values)
    if isinstance(kind, Number):
        entry["range"] = [kind.least, kind.most]
    if isinstance(kind, Record):
        entry["members"] = [_described(member, lang) for member in kind.fields]
    return entry


def _type_of(kind: Kind) -> str:
    if isinstance(kind, Items):
        return "list of " + _type_of(kind.of)
    names = {
        "Day": "date",
        "Amount": "amount",
        "Number": "whole number",
        "Flag": "true or false",
        "OneOf": "word",
        "Words": "text",
        "Percent": "rate in percent",
    }
    return names.get(type(kind).__name__, "object")
