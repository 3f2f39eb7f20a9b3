"""Tables of states: what a file can become, who may make it so, under which norm. Plain data, read once.

One table for each kind of file (`law/states/*.toml`). The check in an action, the buttons of a page, the diagram of the
documentation and the random walks of the tests all come from it: a transition that is not written does not exist.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from parvis.law.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Transition:
    """One way from a state to another. `who`: the roles or parties that may take it; `norm`: what it rests on, or ""."""

    name: str
    begins: tuple[str, ...]
    ends: str
    who: tuple[str, ...]
    label: Text
    norm: str = ""
    needs_reason: bool = False


@dataclass(frozen=True, slots=True)
class StateTable:
    """The states of one kind of file and every transition between them; `first` is where a file begins."""

    kind: str
    first: str
    states: Mapping[str, Text]
    transitions: Mapping[str, Transition]

    def may(self, name: str, state: str) -> bool:
        """Whether a transition begins at a state. `KeyError` for a transition that does not exist."""
        return state in self.transitions[name].begins

    def after(self, name: str) -> str:
        """The state that a transition leads to."""
        return self.transitions[name].ends

    def begins(self, name: str) -> tuple[str, ...]:
        """The states from which a transition may be taken: the condition of its update."""
        return self.transitions[name].begins

    def open_to(self, who: str, state: str) -> Iterator[Transition]:
        """What somebody may do with a file in a state, in the order of the table."""
        return (each for each in self.transitions.values() if who in each.who and state in each.begins)

    @property
    def final(self) -> frozenset[str]:
        """The states that nothing leaves."""
        left = {state for each in self.transitions.values() for state in each.begins}
        return frozenset(self.states) - left


@cache
def state_table(kind: str) -> StateTable:
    """The table of a kind of file; `FileNotFoundError` where there is none, `ValueError` where it contradicts itself."""
    written = tomllib.loads(files("parvis.law").joinpath("states", f"{kind}.toml").read_text(encoding="utf-8"))
    states = {code: Text(**words) for code, words in written["states"].items()}
    transitions = {
        name: Transition(
            name,
            tuple(row["from"]),
            row["to"],
            tuple(row["who"]),
            Text(row["fr"], row["en"]),
            row.get("norm", ""),
            row.get("needs_reason", False),
        )
        for name, row in written["transitions"].items()
    }
    named = {state for each in transitions.values() for state in (*each.begins, each.ends)}
    if stray := (named | {written["first"]}) - set(states):
        raise ValueError(f"{kind}: states that are not described: {', '.join(sorted(stray))}")
    return StateTable(kind, written["first"], states, transitions)


def kinds() -> tuple[str, ...]:
    """Every kind of file that has a table."""
    names = (each.name for each in files("parvis.law").joinpath("states").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))
