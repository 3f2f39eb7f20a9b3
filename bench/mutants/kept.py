"""What became of the mutants of earlier runs, so that those that were killed need not be killed again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bench.mutants.making import Mutant

_KILLED = Path(".parvis/mutants/killed")


def _key(mutant: Mutant) -> str:
    return hashlib.sha256(f"{mutant.path}\n{mutant.source}".encode()).hexdigest()


class Kept:
    """The mutants that were killed, each by its whole source: a change of its module makes it another."""

    def __init__(self, again: bool) -> None:
        self._killed = set(_KILLED.read_text(encoding="utf-8").split()) if again and _KILLED.is_file() else set()
        if not again:
            _KILLED.write_text("", encoding="utf-8")

    def __contains__(self, mutant: Mutant) -> bool:
        return _key(mutant) in self._killed

    def add(self, mutant: Mutant) -> None:
        """Keeps one that was killed, at once: a run may be stopped."""
        with _KILLED.open("a", encoding="utf-8") as file:
            file.write(_key(mutant) + "\n")
