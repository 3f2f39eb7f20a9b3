"""Somebody published while a draft was open: three texts compared value by value; what does not meet merges by itself. Pure
but for `meanwhile`, which looks up the versions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from parvis.directory.models import Draft, Version
from parvis.law.kernel.text import Text
from parvis.people.refused import Refused

AGAIN = Text(
    "Quelqu’un vient encore de publier cette fiche. Rien n’est perdu : comparez de nouveau ci-dessous.",
    "Somebody has just published this record again. Nothing is lost: compare again below.",
)
CHOOSE = Text("Choisissez le texte à garder.", "Choose the text to keep.")
#: A value that is not there: None could be taken for one that is.
ABSENT = object()


@dataclass(frozen=True, slots=True)
class Clash:
    """One value that both changed. Each text may be `ABSENT`."""

    path: str
    was: Any
    theirs: Any
    mine: Any


@dataclass(frozen=True, slots=True)
class Meeting:
    """Three texts of a record. `clashes`: what must be chosen; `taken`: paths that come from what was published meanwhile."""

    digest: str
    base: Mapping[str, Any] = field(repr=False)
    theirs: Mapping[str, Any] = field(repr=False)
    mine: Mapping[str, Any] = field(repr=False)
    clashes: tuple[Clash, ...] = ()
    taken: tuple[str, ...] = ()

    @classmethod
    def nothing(cls, digest: str) -> Meeting:
        """A meeting with nobody."""
        return cls(digest, {}, {}, {})

    def merged(self, chosen: Mapping[str, str]) -> dict[str, Any]:
        """The one text, with the choice made for each value that both changed; `Refused` at the first without one."""
        for one in self.clashes:
            if chosen.get(one.path) not in ("mine", "theirs"):
                raise Refused(CHOOSE, field=one.path)
        merged = _merge(self.base, self.theirs, self.mine, "", chosen)
        if not isinstance(merged, dict):
            raise TypeError("a record is a table")
        return deepcopy(merged)


def meanwhile(draft: Draft) -> Meeting | None:
    """What was published since the draft started; None where it still starts from the published version."""
    present = None if draft.is_new else Version.objects.of(draft.kind, draft.record).first()
    if present is None or present.digest == draft.against:
        return None
    return met(present.digest, draft.base(), present.content, draft.content)


def met(digest: str, base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Meeting:
    """Compare three texts."""
    clashes, taken = [], []
    for path, was, other, own in _values(base, theirs, mine, ""):
        if other == was:
            continue
        if own == was:
            taken.append(path)
        elif own != other:
            clashes.append(Clash(path, was, other, own))
    return Meeting(digest, base, theirs, mine, tuple(clashes), tuple(taken))


def _values(was: Any, theirs: Any, mine: Any, path: str) -> Iterator[tuple[str, Any, Any, Any]]:
    """Each value that differs somewhere, in all three texts: as small as the three can be compared."""
    if was == theirs == mine:
        return
    if _tables(was, theirs, mine):
        for key in dict.fromkeys([*was, *theirs, *mine]):
            here = f"{path}.{key}" if path else key
            yield from _values(was.get(key, ABSENT), theirs.get(key, ABSENT), mine.get(key, ABSENT), here)
    elif _lists(was, theirs, mine):
        for number, (one, other, own) in enumerate(zip(was, theirs, mine, strict=True), start=1):
            yield from _values(one, other, own, f"{path}.{number}")
    else:
        yield path, was, theirs, mine


def _merge(was: Any, theirs: Any, mine: Any, path: str, chosen: Mapping[str, str]) -> Any:
    if mine in (was, theirs):
        return theirs
    if theirs == was:
        return mine
    if _tables(was, theirs, mine):
        merged = {}
        for key in dict.fromkeys([*theirs, *mine]):
            here = f"{path}.{key}" if path else key
            parts = (was.get(key, ABSENT), theirs.get(key, ABSENT), mine.get(key, ABSENT))
            merged[key] = _merge(parts[0], parts[1], parts[2], here, chosen)
        return {key: one for key, one in merged.items() if one is not ABSENT}
    if _lists(was, theirs, mine):
        rows = enumerate(zip(was, theirs, mine, strict=True), start=1)
        return [_merge(one, other, own, f"{path}.{number}", chosen) for number, (one, other, own) in rows]
    return mine if chosen.get(path) == "mine" else theirs


def _tables(*values: Any) -> bool:
    return all(isinstance(one, Mapping) for one in values)


def _lists(*values: Any) -> bool:
    """Lists of as many tables each: rows that can be compared one by one."""
    return all(isinstance(one, list) and one and isinstance(one[0], Mapping) for one in values) and (
        len({len(one) for one in values}) == 1
    )
