"""Which law a decision was taken on: what encoded each norm, the values applied, and the whole room's fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from parvis.law import registry
from parvis.law.kernel.decision import Decision, plain
from parvis.law.kernel.period import Period

_KINDS = (".py", ".toml")


def _law_files(folder: Traversable, path: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            if entry.name not in ("__pycache__", "cases"):
                yield from _law_files(entry, name)
        elif entry.name.endswith(_KINDS):
            yield name, entry


@lru_cache(maxsize=1)
def law_fingerprint() -> str:
    """The digest (SHA-256) of every file by which this installation decides; its cases do not count."""
    digest = hashlib.sha256()
    for name, file in _law_files(files("parvis.law")):
        digest.update(f"{name}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


def parameters_of(decision: Decision) -> list[dict[str, Any]]:
    """Each parameter that was read, with the first day of the value applied and the value."""
    return [
        {
            "parameter": name,
            "from": dated.in_force.first.isoformat(),
            "value": f"{dated.value.number} {dated.value.unit}"
            if isinstance(dated.value, Period)
            else plain(dated.value),
            "confirmed_until": dated.confirmed_until.isoformat(),
        }
        for name, dated in decision.used
    ]


def rules_of(decision: Decision) -> dict[str, list[str]]:
    """What encoded each norm weighed, on the day of the version applied: "module:function since day"."""
    found: dict[str, list[str]] = {}
    for finding in decision.findings:
        day = max(finding.norm.in_force.first, decision.on) if decision.on in finding.norm.in_force else None
        encoded = registry.in_force(finding.norm.id, day or finding.norm.in_force.first)
        found[finding.norm.id] = [f"{each.where} since {each.since}" for each in encoded]
    return found
