"""A fault of a record: where it is, what was found, and its reason, which carries its own words for everybody who meets it.

The terminal shows a line in English with the value; an import says the reason and a way out; the editor says what to do at the
question. All of them are the reason's, so that a new fault cannot be told in one place and be unknown in another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from parvis.documents.tables.stopped import Told as Told
from parvis.law.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """A kind of fault. `code`: its name; `line`: the terminal's words, with `{gaps}`; `said` and `way_out`: what is told of a
    value in a file; `asked`: what is said at the question of the editor, where that is not `said`.
    """

    code: str
    line: str
    said: Text
    way_out: Text
    asked: Text | None = None

    @property
    def told(self) -> Told:
        """The reason and the way out, where they have no gap."""
        return self.said, self.way_out


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: the file, the key path inside it, the line of the terminal. `about`: the value of the table at `at` that it is
    about, where it is about one; `found`: the value that is wrong, where that is one value.
    """

    file: str
    at: str
    line: str
    reason: Reason = field(compare=False)
    about: str = field(default="", compare=False)
    found: Any = field(default=None, compare=False)
    values: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.file}: {self.at}: {self.line}"

    @property
    def code(self) -> str:
        """The name of its kind."""
        return self.reason.code

    @property
    def told(self) -> Told:
        """What is told of it beside the value in a file: the reason and the way out."""
        return self._filled(self.reason.said), self._filled(self.reason.way_out)

    @property
    def asked(self) -> Text:
        """What is said of it at the question that asks for the value."""
        return self._filled(self.reason.asked or self.reason.said)

    def _filled(self, words: Text) -> Text:
        return words.fill(**self.values) if "{" in words.fr else words


def fault(file: str, at: str, reason: Reason, *, about: str = "", found: Any = None, **values: Any) -> Fault:
    """A fault with its line put together. `about`: the value of the table at `at`; KeyError where a gap has no value."""
    line = reason.line.format(found=shown(found), **values)
    return Fault(file, at, line, reason, about, found, values)


def shown(value: object) -> str:
    """A value as a line of the terminal repeats it."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
