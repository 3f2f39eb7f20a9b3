"""What encodes each norm: every rule registered for it, from which day on, and every deadline that is data.

A rule is found where it is registered, in a Rulebook of a module of this room; nothing has to be listed twice.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import import_module

import parvis.law.questions
import parvis.law.texts
from parvis.law.kernel.rule import Rulebook
from parvis.law.texts import LAW
from parvis.law.texts.deadlines import deadlines


@dataclass(frozen=True, slots=True)
class Encoding:
    """What encodes a norm from a day on: a function of a module (`where`: module:function), or a deadline as data.

    `book` tells the rules of one Rulebook apart from those of another: in a book, the last one registered is in force.
    """

    norm: str
    since: date
    where: str
    book: str = ""


def _modules() -> Iterator[object]:
    for room in (parvis.law.texts, parvis.law.questions):
        yield room
        for found in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
            yield import_module(found.name)


def _rulebooks() -> Iterator[Rulebook]:
    seen: set[int] = set()
    for module in _modules():
        for value in vars(module).values():
            if isinstance(value, Rulebook) and id(value) not in seen:
                seen.add(id(value))
                yield value


def _encodings() -> Iterator[Encoding]:
    for number, book in enumerate(_rulebooks()):
        for registered in book:
            rule = registered.rule
            where = f"{rule.__module__.removeprefix('parvis.law.')}:{getattr(rule, '__name__', 'rule')}"
            yield Encoding(registered.norm, registered.since, where, f"book {number}")
    for deadline in deadlines():
        first = LAW.norms.versions(deadline.norm)[0].in_force.first
        yield Encoding(deadline.norm, first, f"deadline:{deadline.key}")


@lru_cache(maxsize=1)
def encodings() -> Mapping[str, tuple[Encoding, ...]]:
    """What encodes each norm, in the order of time."""
    found: dict[str, list[Encoding]] = {}
    for encoding in _encodings():
        found.setdefault(encoding.norm, []).append(encoding)
    return {norm: tuple(sorted(each, key=lambda one: (one.since, one.where))) for norm, each in found.items()}


def in_force(norm_id: str, day: date) -> tuple[Encoding, ...]:
    """What encodes the norm on that day: of each book the last one registered by then, and its deadlines."""
    latest: dict[str, Encoding] = {}
    for encoding in encodings().get(norm_id, ()):
        if encoding.since <= day:
            latest[encoding.book or encoding.where] = encoding
    return tuple(latest.values())
