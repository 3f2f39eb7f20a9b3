"""Every deadline of every text, checked when it is loaded: each names norms and parameters that exist."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from parvis.law.kernel.deadline import Deadline, read_deadlines
from parvis.law.kernel.instrument import FaultyTextError
from parvis.law.texts import FOLDERS, LAW


@lru_cache(maxsize=1)
def deadlines() -> tuple[Deadline, ...]:
    """The deadlines, in the order of the texts; FaultyTextError for a dangling name or a key given twice."""
    root = resources.files("parvis.law.texts")
    found: dict[str, Deadline] = {}
    for folder in FOLDERS:
        for deadline in read_deadlines(root.joinpath(folder)):
            if deadline.norm not in LAW.norms:
                raise FaultyTextError(f"{folder}/deadlines.toml: {deadline.key}: no norm {deadline.norm}")
            if missing := [each for each in deadline.parameters() if each not in LAW.parameters]:
                raise FaultyTextError(f"{folder}/deadlines.toml: {deadline.key}: no parameter {missing}")
            if deadline.key in found:
                raise FaultyTextError(f"{folder}/deadlines.toml: {deadline.key}: given twice")
            found[deadline.key] = deadline
    return tuple(found.values())
