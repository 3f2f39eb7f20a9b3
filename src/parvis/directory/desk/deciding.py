"""A proposal weighed value by value: what it would change in the record as it is published now; taken, taken in part, or left."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from parvis.directory.actions import MODELS, answer_proposal, directory_lock, publish_together
from parvis.directory.desk.assuring import CHANGED, assured
from parvis.directory.desk.changing import Difference, differences, published_of
from parvis.directory.desk.confirming import record_declared
from parvis.directory.desk.editing_checks import contradictions_of, faults_of
from parvis.directory.desk.editing_merge import ABSENT, _lists, _tables
from parvis.directory.desk.editing_publish import WITHDRAWN
from parvis.directory.desk.editing_texts import record_concordances
from parvis.directory.desk.outcomes import changes, key_of
from parvis.directory.desk.reach import reach_of
from parvis.directory.desk.telling import tell_organization
from parvis.directory.files import Content
from parvis.directory.models import Proposal, Version
from parvis.directory.models.proposing import LONGEST_WORDS
from parvis.directory.vocabulary import FIELDS
from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import authorise
from parvis.people.refused import Refused

_ANSWERED = Text("Quelqu’un a déjà répondu à cette proposition.", "Somebody has already answered this proposal.")
_WHY = Text("Dites pourquoi : l’organisme lira cette raison.", "Say why: the organization will read this reason.")
_TICK = Text("Cochez ce que vous publiez.", "Tick what you publish.")
_LONG = Text(f"Écrivez {LONGEST_WORDS} caractères au plus.", f"Write at most {LONGEST_WORDS} characters.")
_UNKNOWN = Text(
    "Une valeur choisie n’est plus dans la proposition. Rien n’a changé : relisez-la ci-dessous.",
    "A value that you chose is no longer in the proposal. Nothing changed: read it again below.",
)
#: Facts that a check is not about.
_NOT_CHECKED = ("as_of", "source_lines", "assurance", "corrections")


@dataclass(frozen=True, slots=True)
class Unit:
    """What is taken or left as one: a value, or a text with its two languages. `since`: the published value has changed
    since the proposal was written; `alone`: only one language of the text changes.
    """

    key: str
    since: bool
    alone: bool
    shown: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """A proposal beside what is published: what it would change, unit by unit."""

    present: Version | None
    units: tuple[Unit, ...]
    base: Mapping[str, Any] = field(repr=False)
    content: Mapping[str, Any] = field(repr=False)

    def with_units(self, keys: Collection[str]) -> dict[str, Any]:
        """What the record would say with these units of the proposal, and for the rest what is published."""
        published = self.present.content if self.present else {}
        said = _part(self.base, published, self.content, "", set(keys))
        return dict(deepcopy(said))


def weigh(proposal: Proposal) -> Weighed:
    """Compare a proposal with what is published. Where it was written from an earlier version, what others have published since
    is not undone: only what the proposal itself changes counts.
    """
    present = published_of(proposal.kind, proposal.record)
    published = present.content if present else {}
    written_from = Version.objects.of(proposal.kind, proposal.record).filter(digest=proposal.base or "-").first()
    base = written_from.content if written_from else published
    found: dict[str, list[tuple[str, bool]]] = {}
    for path, since in changes(base, published, proposal.content, ""):
        found.setdefault(key_of(path), []).append((path, since))
    bare = Weighed(present, (), base, proposal.content)
    units = []
    for key, ones in found.items():
        paths = [path for path, _ in ones]
        texts = [path for path in paths if path.endswith((".fr", ".en"))]
        shown = tuple(differences(proposal.kind, published, bare.with_units({key})))
        units.append(Unit(key, any(since for _, since in ones), len(texts) == 1, shown))
    return Weighed(present, tuple(units), base, proposal.content)


def _part(was: Any, theirs: Any, mine: Any, path: str, keys: set[str]) -> Any:
    if mine in (was, theirs):
        return theirs
    if _tables(was, theirs, mine):
        found = {}
        for key in dict.fromkeys([*theirs, *mine]):
            old, other, own = (one.get(key, ABSENT) for one in (was, theirs, mine))
            found[key] = _part(old, other, own, f"{path}.{key}" if path else key, keys)
        return {key: one for key, one in found.items() if one is not ABSENT}
    if _lists(was, theirs, mine):
        rows = enumerate(zip(was, theirs, mine, strict=True), start=1)
        return [_part(old, other, own, f"{path}.{number}", keys) for number, (old, other, own) in rows]
    return mine if key_of(path) in keys else theirs


def demand_ticked(keys: Collection[str]) -> None:
    """Something to publish; `Refused` where a keeper asks to publish what is ticked, and nothing is."""
    if not keys:
        raise Refused(_TICK, field="value")


@transaction.atomic
def answer_in_part(
    proposal: Proposal, *, keys: Collection[str], reason: str, seen: str, by: Person, at: datetime
) -> Proposal:
    """Publish these units of a proposal, and leave the others; none: leave it all, with the reason, for an organization.

    `seen`: the digest of the published record that the keeper was looking at. Whoever proposed by a link is told.
    """
    authorise(by, "desk.publish", at=at)
    reach_of(by, "desk.publish", at=at).demand(proposal.record)
    directory_lock()
    held = Proposal.objects.select_for_update(of=("self",)).select_related("link").get(pk=proposal.pk)
    if held.answer:
        raise Refused(_ANSWERED)
    row = MODELS[held.kind]._default_manager.filter(pk=held.record).first()
    if (row.digest if row else "") != seen:
        raise Refused(CHANGED)
    said, weighed = _plain(reason), weigh(held)
    if keys and weighed.present is not None and weighed.present.withdrawn:
        raise Refused(WITHDRAWN)
    known = {one.key for one in weighed.units}
    if not set(keys) <= known:
        raise Refused(_UNKNOWN)
    if held.link is not None and not keys and len(said) < 3:
        raise Refused(_WHY, field="reason")
    if len(said) > LONGEST_WORDS:
        raise Refused(_LONG, field="reason")
    answer = "left" if not keys else "taken" if set(keys) == known else "part"
    if held.link is None and answer != "part":
        return answer_proposal(held, take=answer == "taken", by=by.code, at=at)
    if keys:
        _publish(held, weighed, keys, by, at)
    Proposal.objects.filter(pk=held.pk).update(answer=answer, answered_by=by.code, answered_at=at, reason=said)
    record_entry(
        "directory.proposal_answered",
        by=by.code,
        at=at,
        subject=(held.kind, held.record),
        codes={"take": answer, "values": len(keys)},
    )
    held.refresh_from_db()
    if held.link is not None:
        tell_organization(held.link, at=at)
    return held


def _publish(held: Proposal, weighed: Weighed, keys: Collection[str], by: Person, at: datetime) -> None:
    """Publish what was chosen; what an organization declared is then known from it, since the day on which it said so."""
    says = weighed.with_units(keys)
    published = weighed.present.content if weighed.present else {}
    fields = [one for one in FIELDS if one not in _NOT_CHECKED and says.get(one) != published.get(one)]
    on = day_of(held.link.submitted_at or at) if held.link is not None else day_of(at)
    if held.link is not None and held.kind == "service" and fields:
        says["assurance"] = assured(says, fields, "declared", on, held.link.organization.name.fr)
    faults = [one.message for one in faults_of(held.kind, says)] or contradictions_of(held.kind, held.record, says)
    if faults:
        raise Refused(faults[0])
    publish_together([Content(held.kind, held.record, says)], [], by=by.code, at=at)
    version = Version.objects.of(held.kind, held.record)[0]
    record_concordances(version, weighed.present, {}, by=by.code, at=at)
    if held.link is not None and held.kind != "service":
        record_declared(version, weighed.present, on=on, by=by.code, at=at)


def _plain(typed: str) -> str:
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(sign for sign in line if sign.isprintable()) for line in lines).strip()
