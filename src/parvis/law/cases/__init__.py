"""The cases of the law: a situation in, a decision out, in TOML that a jurist can read and add to.

Each file has a question, a `base` of facts that its cases share, and `[[case]]` entries; TOML has no null, so "?" stands
for what is not known. A case is called by what it shows, in English (`name`) and in French (`nom`). The pages show them
beside the norms that they pin, and tests/law/test_cases.py decides them all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from parvis.law.kernel.text import Text

_EXPECTED = (
    "expect",
    "holds",
    "fails",
    "null",
    "for_a_person",
    "unconfirmed",
    "past_horizon",
    "readings",
    "certain",
    "forums",
    "steps",
    "items",
    "absent",
    "because",
    "founded_on",
    "not_for_a_person",
    "not_weighed",
    "not_read",
    "why",
)
_KEYS = {"name", "nom", "facts", "choose", "norm", "norms", "refused", *_EXPECTED}


class FaultyCaseError(ValueError):
    """A file of cases is wrong: the message names the file, the case and the reason."""


@dataclass(frozen=True)
class Case:
    """One case. `title` is what it is called (`nom` and `name` in the file). `norms` are those that it pins; `refused` the
    pointers at which its facts are refused, None where they are weighed; `expected` what the decision must say, by the
    keys of the file. `key` is its file and its place there.
    """

    key: str
    file: str
    question: str
    title: Text
    facts: Mapping[str, Any]
    choose: Mapping[str, str]
    norms: tuple[str, ...]
    refused: tuple[str, ...] | None
    expected: Mapping[str, Any]


def _from_toml(value: Any) -> Any:
    """TOML has no null: "?" stands for what is not known."""
    if isinstance(value, dict):
        return {key: _from_toml(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_from_toml(each) for each in value]
    return None if value == "?" else value


def _cases_in(file: str, text: str) -> Iterator[Case]:
    try:
        table = tomllib.loads(text)
        question, entries = table["question"], table.get("case", [])
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise FaultyCaseError(f"{file}: {error}") from error
    named: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        where = f"{file}: {entry.get('name', '')}"
        if unknown := sorted(set(entry) - _KEYS):
            raise FaultyCaseError(f"{where}: unknown keys {unknown}")
        title = _titled(file, entry)
        if named & {title.fr, title.en}:
            raise FaultyCaseError(f"{where}: each case needs a name of its own, in each language")
        named |= {title.fr, title.en}
        yield Case(
            key=f"{file.removesuffix('.toml')}-{number}",
            file=file,
            question=question,
            title=title,
            facts=_from_toml({**table.get("base", {}), **entry.get("facts", {})}),
            choose=entry.get("choose", {}),
            norms=_pinned(entry),
            refused=tuple(entry["refused"]) if "refused" in entry else None,
            expected={key: _from_toml(entry[key]) for key in _EXPECTED if key in entry},
        )


def _titled(file: str, entry: Mapping[str, Any]) -> Text:
    """What a case is called: `nom` in French, `name` in English; FaultyCaseError where either is missing."""
    if not entry.get("name"):
        raise FaultyCaseError(f"{file}: a case without a name")
    if not entry.get("nom"):
        raise FaultyCaseError(f"{file}: {entry['name']}: no name in French (nom)")
    return Text(fr=entry["nom"], en=entry["name"])


def _pinned(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The norms that a case names: as those it is about, or by saying whether they hold."""
    named = [entry["norm"]] if "norm" in entry else []
    for key in ("norms", "holds", "fails", "null", "for_a_person"):
        named.extend(entry.get(key, ()))
    return tuple(dict.fromkeys(named))


@lru_cache(maxsize=1)
def cases() -> tuple[Case, ...]:
    """Every case, file by file, in the order written; FaultyCaseError where one cannot be right. Read once."""
    files = sorted(resources.files(__package__).iterdir(), key=lambda each: each.name)
    return tuple(
        case
        for file in files
        if file.name.endswith(".toml")
        for case in _cases_in(file.name, file.read_text(encoding="utf-8"))
    )


@lru_cache(maxsize=1)
def by_norm() -> Mapping[str, tuple[Case, ...]]:
    """The cases that pin each norm."""
    found: dict[str, list[Case]] = {}
    for case in cases():
        for norm in case.norms:
            found.setdefault(norm, []).append(case)
    return {norm: tuple(pinning) for norm, pinning in found.items()}


@lru_cache(maxsize=1)
def by_question() -> Mapping[str, tuple[Case, ...]]:
    """The cases of each question."""
    found: dict[str, list[Case]] = {}
    for case in cases():
        found.setdefault(case.question, []).append(case)
    return {question: tuple(asking) for question, asking in found.items()}


@lru_cache(maxsize=1)
def by_key() -> Mapping[str, Case]:
    """Every case by its key."""
    return {case.key: case for case in cases()}
