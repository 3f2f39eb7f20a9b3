"""What a site asks of programs that read it: `robots.txt`, as RFC 9309 says to read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

#: The name by which a site may speak to this watcher.
NAME = "parvis"
#: The longest pause between two requests that is waited for, in seconds.
LONGEST_DELAY = 30.0
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")


@dataclass(frozen=True, slots=True)
class Wishes:
    """The lines of a site that are for us: (allowed, pattern); seconds to leave between two requests."""

    lines: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allow(self, path: str) -> bool:
        """Whether a path may be read: the longest pattern that fits decides, and allowing wins between two as long."""
        if path == "/robots.txt":
            return True
        fitting = [(len(pattern), allowed) for allowed, pattern in self.lines if _fits(pattern, path)]
        return max(fitting)[1] if fitting else True


def wishes_of(text: str) -> Wishes:
    """Read a `robots.txt`. What it says to `parvis` by name counts alone; otherwise what it says to everybody."""
    groups: list[tuple[set[str], list[tuple[bool, str]], list[float]]] = []
    naming = False
    for line in text.splitlines()[:5000]:
        found = _LINE.match(line)
        if found is None:
            continue
        key, value = found[1].lower(), found[2].strip()
        if key == "user-agent":
            if not naming:
                groups.append((set(), [], []))
            groups[-1][0].add(value.lower().partition("/")[0])
            naming = True
            continue
        if key in ("allow", "disallow", "crawl-delay"):
            naming = False
            if groups:
                _take(groups[-1], key, value)
    mine = [group for group in groups if NAME in group[0]] or [group for group in groups if "*" in group[0]]
    delays = [delay for group in mine for delay in group[2]]
    return Wishes(tuple(line for group in mine for line in group[1]), min(max(delays, default=0.0), LONGEST_DELAY))


def _take(group: tuple[set[str], list[tuple[bool, str]], list[float]], key: str, value: str) -> None:
    if key == "crawl-delay":
        if re.fullmatch(r"\d{1,4}(\.\d{1,3})?", value):
            group[2].append(float(value))
    elif value:  # "Disallow:" with nothing disallows nothing
        group[1].append((key == "allow", value[:500]))


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern with `*` and a final `$` fits the beginning of a path; in time that grows with their lengths only."""
    closed = pattern.endswith("$")
    pieces = unquote(pattern[:-1] if closed else pattern).split("*")
    path = unquote(path)
    if not path.startswith(pieces[0]):
        return False
    place = len(pieces[0])
    if len(pieces) == 1:
        return not closed or place == len(path)
    for piece in pieces[1:-1]:
        place = path.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    last = pieces[-1]
    if closed:
        return path.endswith(last) and len(path) - len(last) >= place
    return path.find(last, place) >= 0
