"""What took the place of a norm that ended, and what stood there before: in our reading, point by point.

The data is successions.toml, checked when it is read: both norms exist, the first one has ended, and what follows it
is in force the day after.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from importlib import resources

from parvis.law.kernel.instrument import FaultyTextError
from parvis.law.texts import LAW


def _checked(ended: str, later: str) -> None:
    if missing := [each for each in (ended, later) if each not in LAW.norms]:
        raise FaultyTextError(f"successions.toml: no norm {missing[0]}")
    last = LAW.norms.versions(ended)[-1].in_force.last
    if last is None:
        raise FaultyTextError(f"successions.toml: {ended} has not ended")
    if not LAW.norms.in_force(later, last + timedelta(days=1)):
        raise FaultyTextError(f"successions.toml: {later} is not in force the day after {ended} ends ({last})")


@lru_cache(maxsize=1)
def successors() -> Mapping[str, tuple[str, ...]]:
    """By norm that ended, those that rule on the same point after it; FaultyTextError where the data cannot be right."""
    table = tomllib.loads(resources.files(__package__).joinpath("successions.toml").read_text(encoding="utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for folder in table.values():
        for ended, after in folder.items():
            for later in after:
                _checked(ended, later)
            found[ended] = tuple(after)
    return found


@lru_cache(maxsize=1)
def predecessors() -> Mapping[str, tuple[str, ...]]:
    """By norm, those that ruled on the same point before it."""
    found: dict[str, list[str]] = {}
    for ended, after in successors().items():
        for later in after:
            found.setdefault(later, []).append(ended)
    return {norm: tuple(each) for norm, each in found.items()}
