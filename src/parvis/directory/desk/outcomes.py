"""What a proposal changes, value by value, and what became of each once it was answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from parvis.directory.desk.changing import Difference, differences, field_of
from parvis.directory.desk.editing_merge import ABSENT, _lists, _tables
from parvis.directory.desk.editing_pages import questions
from parvis.directory.models import Proposal, Version
from parvis.law.kernel.text import Text, listed

_NUMBER = re.compile(r"\.(\d+)")


def key_of(path: str) -> str:
    """The two languages of a text are one unit."""
    return path[:-3] if path.endswith((".fr", ".en")) else path


def changes(was: Any, theirs: Any, mine: Any, path: str) -> Iterator[tuple[str, bool]]:
    """Each value that the proposal changes and that is not published so yet; whether somebody published another meanwhile."""
    if mine in (was, theirs):
        return
    if _tables(was, theirs, mine):
        for key in dict.fromkeys([*was, *theirs, *mine]):
            old, other, own = (one.get(key, ABSENT) for one in (was, theirs, mine))
            yield from changes(old, other, own, f"{path}.{key}" if path else key)
    elif _lists(was, theirs, mine):
        for number, (old, other, own) in enumerate(zip(was, theirs, mine, strict=True), start=1):
            yield from changes(old, other, own, f"{path}.{number}")
    else:
        yield path, theirs != was


@dataclass(frozen=True, slots=True)
class Outcome:
    """A proposal beside the text from which it was written, and the facts of it that are published and that are not (both
    empty while nobody has answered).
    """

    shown: tuple[Difference, ...]
    taken: tuple[Text, ...] = ()
    left: tuple[Text, ...] = ()

    def words(self) -> tuple[Text, ...]:
        """Which facts are published, and which are not, a line each; nothing where it is all or none of them."""
        if not self.taken or not self.left:
            return ()
        taken, left = listed(self.taken), listed(self.left)
        return (
            Text(f"Publié : {taken.fr}.", f"Published: {taken.en}."),
            Text(f"Pas publié : {left.fr}.", f"Not published: {left.en}."),
        )


def outcome_of(proposal: Proposal) -> Outcome:
    """What became of a proposal, from the version that readers saw once it was answered."""
    versions = Version.objects.of(proposal.kind, proposal.record)
    base = versions.filter(digest=proposal.base or "-").first()
    was = base.content if base else {}
    shown = tuple(differences(proposal.kind, was, proposal.content))
    if proposal.answered_at is None:
        return Outcome(shown)
    then = versions.filter(recorded_at__lte=proposal.answered_at).first()
    wanted = dict.fromkeys(key_of(path) for path, _ in changes(was, was, proposal.content, ""))
    missed = {key_of(path) for path, _ in changes(was, then.content if then else {}, proposal.content, "")}
    left = [one for one in wanted if any(_within(one, each) or _within(each, one) for each in missed)]
    return Outcome(
        shown,
        tuple(dict.fromkeys(_named(proposal.kind, one) for one in wanted if one not in left)),
        tuple(dict.fromkeys(_named(proposal.kind, one) for one in left)),
    )


def _within(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}.")


def _named(kind: str, key: str) -> Text:
    """A fact as the editor asks for it, with the number of its row."""
    whole, group = _NUMBER.sub("", key), field_of(key)
    found = next((one for each in questions(kind) for one in each.fields if _within(whole, one.whole_path)), None)
    if found is None:
        return group
    number = _NUMBER.search(key)
    if number is None:
        return found.label
    return Text(f"{group.fr} ({number[1]}) – {found.label.fr}", f"{group.en} ({number[1]}) – {found.label.en}")
