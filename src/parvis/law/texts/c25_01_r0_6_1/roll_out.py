"""The roll-out of mandatory mediation: since which day it applies in each of the 36 judicial districts.

Where the day is not known, the data keep two bounds, and between them the answer is "unknown".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from parvis.law.kernel.instrument import FaultyTextError, toml_of
from parvis.law.kernel.norm import CONFIDENCES

_KEYS = {"district", "not_before", "not_after", "confidence", "source"}


@dataclass(frozen=True, slots=True)
class RollOut:
    """When mandatory mediation came to one district: certainly not before, certainly on."""

    district: str
    not_before: date
    not_after: date
    confidence: str
    source: str

    def applies(self, on: date) -> bool | None:
        """Whether mandatory mediation applied there on that day; None between the two bounds."""
        if on < self.not_before:
            return False
        return True if on >= self.not_after else None


@lru_cache(maxsize=1)
def roll_out() -> Mapping[str, RollOut]:
    """The roll-out by district; FaultyTextError where an entry of roll_out.toml cannot be right."""
    entries: dict[str, RollOut] = {}
    for entry in toml_of(resources.files(__package__), "roll_out.toml").get("district", []):
        name = entry.get("district", "an entry without district")
        place = f"c25_01_r0_6_1/roll_out.toml: {name}"
        if set(entry) != _KEYS:
            raise FaultyTextError(f"{place}: expected exactly {sorted(_KEYS)}")
        found = RollOut(**entry)
        if found.confidence not in CONFIDENCES or found.not_after < found.not_before or name in entries:
            raise FaultyTextError(f"{place}: confidence, order of the bounds or a district given twice")
        entries[name] = found
    return entries
