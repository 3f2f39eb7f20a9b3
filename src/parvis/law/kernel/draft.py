"""Drafts: a change of the law that is not in force, laid over the texts of a process of its own.

A draft is a folder:

    draft.toml                       title = { fr, en }, source, in_force (its first day)
    texts/<instrument folder>/       norms.toml, parameters.toml: new versions and new values only
    rules.py                         rules registered from a day on, as any rule is (optional)

A version or a value of the draft runs from its own first day; what it replaces ends the day before. Nothing of the
present law is rewritten, and nothing of the draft reaches another process.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.resources.abc import Traversable
from typing import Any

from parvis.law.kernel.instrument import FaultyTextError, Instrument, instrument_of, toml_of
from parvis.law.kernel.norm import Norm
from parvis.law.kernel.parameter import DatedValue, Parameter
from parvis.law.kernel.period import Span
from parvis.law.kernel.text import Text, text_of

_DAY = timedelta(days=1)
_KEYS = {"title", "source", "in_force"}


@dataclass(frozen=True)
class Draft:
    """What a draft says of itself, and where it lies."""

    folder: Traversable
    title: Text
    source: str
    in_force: date


#: The draft under which this process decides; None everywhere but in the process that replays one.
APPLIED: list[Draft] = []


def read_draft(folder: Traversable) -> Draft:
    """The draft in a folder; FaultyTextError where it does not say what it is."""
    if not folder.joinpath("draft.toml").is_file():
        raise FaultyTextError(f"{folder}: no draft.toml in that folder")
    table = toml_of(folder, "draft.toml")
    try:
        if set(table) != _KEYS or type(table["in_force"]) is not date or not table["source"]:
            raise ValueError(f"expected {sorted(_KEYS)}, found {sorted(table)}")
        return Draft(folder, text_of(table["title"]), str(table["source"]), table["in_force"])
    except (KeyError, ValueError) as error:
        raise FaultyTextError(f"{folder.name}/draft.toml: {error}") from error


def laid_over(instruments: Iterable[Instrument], draft: Draft) -> list[Instrument]:
    """The instruments with the versions and values of the draft; FaultyTextError for a folder that is not a text."""
    known = list(instruments)
    texts = draft.folder.joinpath("texts")
    changed = {each.name: each for each in texts.iterdir() if each.is_dir()} if texts.is_dir() else {}
    if unknown := sorted(set(changed) - {each.folder for each in known}):
        raise FaultyTextError(f"{draft.folder.name}/texts: {unknown[0]} is no instrument that Parvis applies")
    return [_changed(each, changed[each.folder]) if each.folder in changed else each for each in known]


def _changed(instrument: Instrument, folder: Traversable) -> Instrument:
    new = instrument_of(folder, instrument)
    norms = list(instrument.norms)
    for version in new.norms:
        norms = [*_ended(norms, version), version]
    parameters = {each.id: each for each in instrument.parameters}
    for parameter in new.parameters:
        before = parameters.get(parameter.id)
        parameters[parameter.id] = parameter if before is None else _followed(before, parameter)
    return replace(instrument, norms=tuple(norms), parameters=tuple(parameters.values()))


def _until(span: Span, first: date) -> Span | None:
    """What is left of a span before a day; None where nothing is."""
    if span.first >= first:
        return None
    return Span(span.first, first - _DAY) if span.last is None or span.last >= first else span


def _ended(norms: Iterable[Norm], version: Norm) -> list[Norm]:
    left = []
    for norm in norms:
        span = _until(norm.in_force, version.in_force.first) if norm.id == version.id else norm.in_force
        if span is not None:
            left.append(replace(norm, in_force=span))
    return left


def _followed(before: Parameter, new: Parameter) -> Parameter:
    first = new.values[0].in_force.first
    left: list[DatedValue] = []
    for dated in before.values:
        span = _until(dated.in_force, first)
        if span is not None:
            left.append(replace(dated, in_force=span))
    return Parameter(before.id, before.norm, (*left, *new.values), before.unit)


def differences(before: Any, after: Any, at: str = "") -> dict[str, tuple[Any, Any]]:
    """What two plain values (of JSON) have different, by JSON Pointer: what it was, what it is; None for nothing."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        found: dict[str, tuple[Any, Any]] = {}
        for key in [*before, *(key for key in after if key not in before)]:
            found.update(differences(before.get(key), after.get(key), f"{at}/{key}"))
        return found
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        found = {}
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            found.update(differences(one, other, f"{at}/{index}"))
        return found
    return {} if before == after else {at: (before, after)}
