"""How often facts are confirmed and by which steps they are asked for again: read once from `assurance.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from parvis.law.kernel.text import Text, text_of


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `after` so many days since the step before; `name` is the next act, `does` what it means."""

    code: str
    after: timedelta
    name: Text
    does: Text


@cache
def _data() -> dict[str, object]:
    return tomllib.loads(files("parvis.directory.desk").joinpath("assurance.toml").read_text(encoding="utf-8"))


@cache
def ladder() -> tuple[Step, ...]:
    """The steps, in their order."""
    rows = _data()["step"]
    if not isinstance(rows, list):
        raise ValueError("assurance.toml: step is a list of tables")
    return tuple(
        Step(str(one["code"]), timedelta(days=int(one["after"])), text_of(one["name"]), text_of(one["does"]))
        for one in rows
    )


@cache
def interval(field: str) -> timedelta:
    """How long a confirmation of this kind of fact lasts."""
    every = _data()["every"]
    if not isinstance(every, dict):
        raise ValueError("assurance.toml: every is a table")
    return timedelta(days=every[field if field in every else "others"])


def due_together(fields: Iterable[str], on: date) -> dict[date, list[str]]:
    """Kinds of facts confirmed on a day, by the day on which each is due again, the nearest first."""
    found: dict[date, list[str]] = {}
    for one in fields:
        found.setdefault(on + interval(one), []).append(one)
    return dict(sorted(found.items()))


def next_step(last: str, reached: date, on: date) -> Step | None:
    """The step that is to be taken on a day: after `last` ("" for none, `reached` then the day due); None where none is."""
    codes = [one.code for one in ladder()]
    place = codes.index(last) + 1 if last else 0
    if place == len(codes):
        return None
    step = ladder()[place]
    return step if reached + step.after <= on else None
