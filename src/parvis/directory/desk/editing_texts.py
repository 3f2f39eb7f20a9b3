"""The two languages of each text: which changed alone, which one is behind what was approved, and since when."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from parvis.directory.models import Concordance, Version
from parvis.directory.vocabulary import FIELDS, OTHER_FIELD, OTHER_FIELDS
from parvis.law.kernel.text import Text
from parvis.people.models.role import day_of

LANGUAGES = ("fr", "en")


def pair_digest(fr: str, en: str) -> str:
    """The digest of a text by its two languages."""
    return hashlib.sha256(f"{fr}\x1f{en}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Pair:
    """A text of a record in both languages: its path (`costs.2.words`) and the digest of the two."""

    path: str
    fr: str
    en: str

    @property
    def digest(self) -> str:
        """The same for the same two texts, wherever they stand."""
        return pair_digest(self.fr, self.en)

    @property
    def field(self) -> Text:
        """The group of facts that it belongs to, in words."""
        head = self.path.partition(".")[0]
        name = {"locations": "access"}.get(head, head)
        return FIELDS.get(name) or OTHER_FIELDS.get(name) or OTHER_FIELD

    def to(self, lang: str) -> str:
        """The text in a language."""
        return self.fr if lang == "fr" else self.en


@dataclass(frozen=True, slots=True)
class Alone:
    """A text of which one language changed and the other did not. `older`: the language that may be behind."""

    pair: Pair
    older: str
    was: Pair


@dataclass(frozen=True, slots=True)
class Behind:
    """A published text that is behind the other language. `dated`: when it last changed; `since`: when the other did."""

    pair: Pair
    older: str
    dated: date
    since: date


def pairs(kind: str, says: Mapping[str, Any]) -> list[Pair]:
    """Every text of a record in both languages."""
    return list(_pairs(says, ""))


def _pairs(value: Any, path: str) -> Iterator[Pair]:
    if isinstance(value, Mapping):
        if isinstance(value.get("fr"), str) and isinstance(value.get("en"), str):
            yield Pair(path, value["fr"], value["en"])
            return
        for key, one in value.items():
            yield from _pairs(one, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, one in enumerate(value, start=1):
            yield from _pairs(one, f"{path}.{number}")


def changed_alone(kind: str, base: Mapping[str, Any], content: Mapping[str, Any]) -> list[Alone]:
    """The texts of which one language changed alone. A text is followed by its own words first, then by its place."""
    before = pairs(kind, base)
    known = {(one.fr, one.en) for one in before}
    by_path = {one.path: one for one in before}
    found = []
    for one in pairs(kind, content):
        if (one.fr, one.en) in known:
            continue
        was = _before(one, before) or by_path.get(one.path)
        if was is None or (was.fr != one.fr and was.en != one.en):
            continue
        found.append(Alone(one, "en" if was.fr != one.fr else "fr", was))
    return found


def _before(one: Pair, before: list[Pair]) -> Pair | None:
    """The text of the same list or field that shares a language with this one, wherever its row went."""
    near = [was for was in before if _near(was, one)]
    return next((was for was in near if was.fr == one.fr or was.en == one.en), None)


def behind_of(kind: str, record: str, says: Mapping[str, Any]) -> list[Behind]:
    """The texts of a published record that are behind their other language, as was last said. One query."""
    events = {digest: event for (_, digest), event in Concordance.objects.latest_of(kind, [record]).items()}
    return _behind(kind, says, events)


def _behind(kind: str, says: Mapping[str, Any], events: Mapping[str, Concordance]) -> list[Behind]:
    found = []
    for one in pairs(kind, says):
        event = events.get(one.digest)
        if event is not None and event.behind and event.dated is not None:
            found.append(Behind(one, event.behind, event.dated, day_of(event.at)))
    return found


def marks_of(kind: str, record: str, lang: str) -> dict[str, Concordance]:
    """The texts of a record that a reader of a language is told are older: digest of the pair → what was said. One query."""
    events = Concordance.objects.latest_of(kind, [record])
    return {digest: one for (_, digest), one in events.items() if one.behind == lang}


def work_left() -> list[tuple[str, str, Mapping[str, Any], list[Behind]]]:
    """Every published record with texts that are behind: (kind, record, what it says, the texts), the oldest first."""
    keys = set(Concordance.objects.exclude(behind="").order_by().values_list("kind", "record").distinct())
    found = []
    for kind, record in sorted(keys):
        version = Version.objects.of(kind, record).first()
        left = behind_of(kind, record, version.content) if version else []
        if version and left:
            found.append((kind, record, version.content, left))
    return sorted(found, key=lambda one: (min(each.since for each in one[3]), one[1]))


def record_concordances(
    version: Version, before: Version | None, said: Mapping[str, str], *, by: str, at: datetime
) -> int:
    """Write down what is said of each text against a version: those that changed, and those spoken of; how many are behind.

    A text whose two languages changed together agrees. One language alone: as was said, else it is behind.
    """
    base = before.content if before else {}
    alone = {one.pair.digest: one for one in changed_alone(version.kind, base, version.content)}
    known = {one.digest for one in pairs(version.kind, base)}
    left = {one.pair.digest: one for one in behind_of(version.kind, version.record, version.content)}
    made = []
    for one in {each.digest: each for each in pairs(version.kind, version.content)}.values():
        if one.digest in known and one.digest not in said:
            continue
        held = Concordance(
            kind=version.kind,
            record=version.record,
            path=one.path[:120],
            digest=one.digest,
            version=version,
            by=by,
            at=at,
        )
        if one.digest in alone and said.get(one.digest) != "agree":
            older = alone[one.digest]
            held.behind, held.dated = older.older, _dated(version, before, older)
        elif one.digest in left and said.get(one.digest) != "agree":
            held.behind, held.dated = left[one.digest].older, left[one.digest].dated
        made.append(held)
    Concordance.objects.bulk_create(made)
    return sum(bool(one.behind) for one in made)


def _dated(version: Version, before: Version | None, older: Alone) -> date:
    """The day on which the older language last changed: that of the first version since which it has said the same."""
    day = before.valid_from if before else version.valid_from
    if before is None:
        return day
    said = older.was.to(older.older)
    for one in Version.objects.of(version.kind, version.record).filter(pk__lte=before.pk):
        if not any(_near(each, older.was) and each.to(older.older) == said for each in pairs(one.kind, one.content)):
            break
        day = one.valid_from
    return day


def _near(one: Pair, other: Pair) -> bool:
    """Whether two texts stand in the same list or field, wherever their rows are."""
    heads = one.path.partition(".")[0], other.path.partition(".")[0]
    tails = one.path.rpartition(".")[2], other.path.rpartition(".")[2]
    return heads[0] == heads[1] and tails[0] == tails[1]
