"""The words of the calculators: how a question's fields are asked in plain language, and what each code means.

Two files, data only. `words.toml`: codes and members that mean the same everywhere. `calculators.toml`: for a question, its
title, its fields by their path (`sessions.date`), its choices, what comes first. A question that is not there is asked with
the words of its own schema.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from parvis.law.kernel.facts import Field
from parvis.law.kernel.text import Text, text_of
from parvis.law.texts.c25_01 import confidentiality
from parvis.places.records import read_districts


@dataclass(frozen=True)
class FieldWords:
    """How one field is asked. `label` is None where the schema's own words serve."""

    label: Text | None = None
    hint: Text | None = None
    one: Text | None = None
    add: Text | None = None
    options: Mapping[str, Text] = field(default_factory=dict)
    apart: bool = False
    start: int = 0


@dataclass(frozen=True)
class Calculator:
    """How one question is asked: its title, what it is for, its fields by path, what the members of its answer are called."""

    title: Text | None = None
    intro: Text | None = None
    fields: Mapping[str, FieldWords] = field(default_factory=dict)
    codes: Mapping[str, Text] = field(default_factory=dict)
    outcome: Mapping[str, Text] = field(default_factory=dict)

    def of(self, path: str) -> FieldWords:
        """The words of a field; none where its schema speaks for itself."""
        return self.fields.get(path, _NONE)


_NONE = FieldWords()
PLAIN = Calculator()


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def calculators() -> Mapping[str, Calculator]:
    """Every question that has words of its own."""
    table = _table("calculators.toml")
    asked = {question: _calculator(entry, table) for question, entry in table.items()}
    return asked | {"small-claims/confidentiality": _confidentiality()}


def _confidentiality() -> Calculator:
    """The table of who may know what has its own words."""
    whole = confidentiality.table()
    return Calculator(
        fields={
            "who": FieldWords(options=whole.who),
            "what": FieldWords(options=whole.what),
            "conditions": FieldWords(options={key: each.name for key, each in whole.conditions.items()}),
        }
    )


def _calculator(entry: Mapping[str, Any], table: Mapping[str, Any]) -> Calculator:
    fields = table[entry["like"]]["fields"] if "like" in entry else entry.get("fields", {})
    return Calculator(
        title=_text(entry, "title"),
        intro=_text(entry, "intro"),
        fields={path: _field(one) for path, one in fields.items()},
        codes={code: text_of(text) for code, text in entry.get("codes", {}).items()},
        outcome={name: text_of(text) for name, text in entry.get("outcome", {}).items()},
    )


def _text(entry: Mapping[str, Any], key: str) -> Text | None:
    return text_of(entry[key]) if key in entry else None


def _field(entry: Mapping[str, Any]) -> FieldWords:
    return FieldWords(
        label=_text(entry, "label"),
        hint=_text(entry, "hint"),
        one=_text(entry, "one"),
        add=_text(entry, "add"),
        options={code: text_of(text) for code, text in entry.get("options", {}).items()},
        apart=entry.get("apart", False),
        start=entry.get("start", 0),
    )


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, Text]:
    named = {each.slug: Text(each.name, each.name) for each in read_districts()}
    return named | {code: text_of(text) for code, text in _table("words.toml")["codes"].items()}


@lru_cache(maxsize=1)
def _members() -> Mapping[str, Text]:
    return {name: text_of(text) for name, text in _table("words.toml")["members"].items()}


def calculator(question: str) -> Calculator:
    """How a question is asked."""
    return calculators().get(question, PLAIN)


def options_of(words: Calculator) -> dict[str, Text]:
    """What codes mean in one question: those of its choices, and those of its answer."""
    return {code: text for one in words.fields.values() for code, text in one.options.items()} | dict(words.codes)


def code_words(code: str, options: Mapping[str, Text] | None = None) -> Text:
    """What a code means; the code itself, spaced, where nobody has said it yet."""
    known = (options or {}).get(code) or _codes().get(code)
    return known or Text(code.replace("_", " "), code.replace("_", " "))


def has_words(code: str) -> bool:
    """Whether a code has words for people."""
    return code in _codes()


def member_words(name: str) -> Text:
    """What a member of an outcome is called."""
    return _members().get(name) or Text(name.replace("_", " "), name.replace("_", " "))


def label_of(each: Field, path: str, calculator_: Calculator) -> Text:
    """The label of a field: its plain words, or those of its schema with a capital."""
    return calculator_.of(path).label or capital(each.doc)


def capital(text: Text) -> Text:
    """The same text with a capital first letter."""
    fr, en = text.fr, text.en
    return Text(fr[:1].upper() + fr[1:], en[:1].upper() + en[1:])
