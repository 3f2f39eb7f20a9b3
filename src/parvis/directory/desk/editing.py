"""Drafts of records: starting one, changing it page by page, throwing it away. Publishing one is in `editing_publish.py`.

How the record editor is put together, for whoever shows it (a keeper's desk, an organization's link):

- **A draft is held by a `Holder`**: its `code` (`person:12`, `link:7`) and `demand(draft, at=)`, which holds the power to
  change that record until the transaction ends, or raises `Refused`. `Keeper(person)` is the one of the desk. Every action
  below asks it, so a role or a link that ends between two steps ends there; the draft stays as it was saved.
- **Questions** (`editing_pages.questions(kind)`) say what stands on one page. The screens read what was typed into
  `editing_content.Answers`; `save_answers` checks and keeps it. What cannot be read stays in `draft.unread` under
  `question.key(row)`, as it was typed, and is shown again with its faults: nothing typed is lost.
- **Content** is in the form of a version (`Version.content`). A field that says what it said before is not touched, so an
  unchanged save leaves the record as it was, byte for byte.
- **Faults** of the whole record: `editing_checks.faults_of(kind, content)`, each with its question and row.
- **Texts in two languages**: `editing_texts.changed_alone(base, content, kind)`; `say_agreement` keeps what is said of each.
- **Somebody published meanwhile**: `editing_merge.meanwhile(draft)` compares three texts; `take_in` merges and keeps the
  choices.
- **The end**: a keeper calls `editing_publish.publish_draft`; a proposer's own action takes `draft.content` (against
  `draft.against`) and then `close_draft`.

The screens (`parvis.web.desk.edit`) are functions of a `Held`: the draft, its holder, how to make their addresses, and the
template that they extend. They never ask who holds the draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import IntegrityError, transaction

from parvis.directory.actions import MODELS, directory_lock
from parvis.directory.desk import editing_content, editing_merge, editing_texts
from parvis.directory.desk.editing_checks import faults_of
from parvis.directory.desk.editing_content import Answers, Fault
from parvis.directory.desk.editing_pages import Question, questions_of
from parvis.directory.desk.reach import reach_of
from parvis.directory.models import Draft, Organization, Version
from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.policies import authorise
from parvis.people.refused import Refused

_PREFIX = {"organization": ("ORG-", 2), "service": ("SVC-", 3), "statistic": ("SVC-", 3)}
NO_RECORD = Text("Cette fiche n’existe pas.", "This record does not exist.")
BEYOND_NEW = Text(
    "Votre rôle ne permet pas de créer cette fiche : elle est hors de votre étendue.",
    "Your role does not let you create this record: it is beyond your reach.",
)
ELSEWHERE = Text(
    "Ce brouillon a changé dans une autre fenêtre. Ce que vous avez écrit est ci-dessous : enregistrez-le pour le garder.",
    "This draft changed in another window. What you wrote is below: save it to keep it.",
)
GONE = Text("Ce brouillon n’existe plus.", "This draft no longer exists.")


class Holder(Protocol):
    """Who holds a draft."""

    @property
    def code(self) -> str:
        """How the draft and the journal name them."""

    def demand(self, draft: Draft, *, at: datetime) -> None:
        """Hold the power to change this record until the transaction ends; `Refused` where there is none."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """A keeper of the directory at their desk."""

    person: Person

    @property
    def code(self) -> str:
        """The code of the person."""
        return self.person.code

    def demand(self, draft: Draft, *, at: datetime) -> None:
        """`desk.edit`, and the record within reach: of a new one, its organization."""
        authorise(self.person, "desk.edit", at=at)
        reach = reach_of(self.person, "desk.edit", at=at)
        if not draft.is_new:
            reach.demand(draft.record)
        elif not reach.has(owner_of(draft.kind, draft.content) if draft.kind != "organization" else ""):
            raise Refused(BEYOND_NEW)
        owner = owner_of(draft.kind, draft.content)
        if not draft.is_new and owner != owner_of(draft.kind, draft.base()) and not reach.has(owner):
            raise Refused(BEYOND_NEW)


def owner_of(kind: str, says: Mapping[str, Any]) -> str:
    """The organization that answers for a record: itself, the first that is named, or that of the figure."""
    if kind == "organization":
        return str(says.get("id", ""))
    if kind == "service":
        return str((says.get("organizations") or [{}])[0].get("id", ""))
    return str(says.get("organization", ""))


@transaction.atomic
def start_draft(kind: str, record: str, *, holder: Holder, at: datetime) -> Draft:
    """The holder's open draft of a record; a new one, from what is published, where there is none."""
    found = Draft.objects.held_by(holder.code).filter(kind=kind, record=record).first()
    if found is not None:
        holder.demand(found, at=at)
        return found
    version = Version.objects.of(kind, record).first()
    if version is None:
        raise Refused(NO_RECORD)
    draft = Draft(
        kind=kind,
        record=record,
        holder=holder.code,
        against=version.digest,
        content=version.content,
        started_at=at,
        saved_at=at,
    )
    holder.demand(draft, at=at)
    try:
        with transaction.atomic():
            return _kept(draft, "draft.started", at)
    except IntegrityError:
        # The same button pressed twice: the other request made it first.
        return Draft.objects.held_by(holder.code).get(kind=kind, record=record)


@transaction.atomic
def start_new(kind: str, *, name: Text, owner: str, holder: Holder, at: datetime) -> Draft:
    """A draft of a record that does not exist yet; its identifier comes from the system. `owner`: the organization of a
    service ("" for an organization). Nothing else is said of it until its holder says it.
    """
    directory_lock()
    record = free_identifier(kind)
    says: dict[str, Any] = {"id": record, "name": name.as_json()}
    if kind == "organization":
        says |= {"locations": [], "origin": "known_since"}
    elif not Organization.objects.filter(pk=owner).exists():
        raise Refused(NO_RECORD, field="owner")
    else:
        says |= {"organizations": [{"id": owner, "role": "provider"}]}
    draft = Draft(kind=kind, record=record, is_new=True, holder=holder.code, content=says, started_at=at, saved_at=at)
    holder.demand(draft, at=at)
    return _kept(draft, "draft.started", at)


def free_identifier(kind: str) -> str:
    """The next identifier of a kind that no version, no row and no draft has. Services and figures share theirs."""
    prefix, width = _PREFIX[kind]
    taken = {0}
    for found in (
        Version.objects.order_by().values_list("record", flat=True),
        Draft.objects.order_by().values_list("record", flat=True),
        *(model._default_manager.order_by().values_list("pk", flat=True) for model in MODELS.values()),
    ):
        taken |= {int(one.removeprefix(prefix)) for one in found if one.startswith(prefix) and one[4:].isdigit()}
    return f"{prefix}{max(taken) + 1:0{width}d}"


@transaction.atomic
def save_answers(
    draft: Draft, question: Question, row: int, answers: Answers, *, was: str = "", holder: Holder, at: datetime
) -> list[Fault]:
    """Save one page. The faults, each (name of the field, words); none: the draft says it now. With a fault, what was typed
    is kept apart and the draft says what it said. `was`: the mark of the page as it was shown (`editing_content.mark`);
    `Refused` where the draft has changed since, in another window.
    """
    held = _held(draft, holder, at)
    if was and was != editing_content.mark(question, held.content, row):
        raise Refused(ELSEWHERE)
    if question.rows and row > min(len(held.content.get(question.rows, [])) + 1, editing_content.MOST_ROWS):
        raise Refused(ELSEWHERE)
    faults = page_faults(held, question, row, answers)
    key = question.key(row)
    unread = {one: value for one, value in held.unread.items() if one != key}
    if faults:
        typed = {name: list(values) for name, values in answers.typed.items()}
        held.unread = {**unread, key: {"lang": answers.lang, "typed": typed}}
    else:
        held.unread = unread
        held.content = editing_content.with_sets(question, held.content, row, answers.sets)
        holder.demand(held, at=at)
    _save(held, at)
    _copy(held, draft)
    return faults


def page_faults(draft: Draft, question: Question, row: int, answers: Answers) -> list[Fault]:
    """The faults of a page: what could not be read, else what the record with it would have wrong on this page."""
    if answers.faults:
        return list(answers.faults)
    found = faults_of(draft.kind, editing_content.with_sets(question, draft.content, row, answers.sets))
    here = row if question.rows else 0
    return [(one.field, one.message) for one in found if one.question == question and one.row == here]


@transaction.atomic
def remove_row(draft: Draft, rows: str, row: int, *, was: str, holder: Holder, at: datetime) -> None:
    """Take a row out of a list of the draft (a price, a schedule). `was`: the mark of the row as it was shown."""
    held = _held(draft, holder, at)
    known = held.content.get(rows, [])
    if not 1 <= row <= len(known) or was != editing_content.mark_of(known[row - 1]):
        raise Refused(ELSEWHERE)
    held.content = editing_content.without_row(held.kind, held.content, rows, row)
    held.unread = editing_content.unread_without_row(held.kind, held.unread, rows, row)
    _save(held, at)
    _copy(held, draft)


@transaction.atomic
def put_back(draft: Draft, question: Question, *, holder: Holder, at: datetime) -> None:
    """Let a page say again what the draft started from; of a list, the whole list."""
    held = _held(draft, holder, at)
    held.content = editing_content.put_back(question, held.content, held.base())
    codes = {one.code for one in questions_of(held.kind, question.rows)} if question.rows else {question.code}
    held.unread = {key: value for key, value in held.unread.items() if key.partition(".")[0] not in codes}
    _save(held, at)
    _copy(held, draft)


@transaction.atomic
def say_agreement(draft: Draft, said: Mapping[str, str], *, holder: Holder, at: datetime) -> None:
    """Keep what the holder says of texts by the digest of their two languages: `agree`, or `behind` (left for later)."""
    held = _held(draft, holder, at)
    known = {one.digest for one in editing_texts.pairs(held.kind, held.content)}
    kept = {digest: how for digest, how in held.agreed.items() if digest in known}
    held.agreed = kept | {digest: how for digest, how in said.items() if digest in known and how in ("agree", "behind")}
    _save(held, at)
    _copy(held, draft)


@transaction.atomic
def take_in(
    draft: Draft, chosen: Mapping[str, str], *, seen: str, holder: Holder, at: datetime
) -> editing_merge.Meeting:
    """Bring into a draft what was published meanwhile: different values by themselves, the same values as `chosen` (path →
    `mine` or `theirs`). `seen`: the digest of the published version that the holder was looking at. `Refused` where it has
    changed again, or where a value is still to be chosen.
    """
    held = _held(draft, holder, at)
    meeting = editing_merge.meanwhile(held)
    if meeting is None:
        return editing_merge.Meeting.nothing(held.against)
    if meeting.digest != seen:
        raise Refused(editing_merge.AGAIN)
    held.content = meeting.merged(chosen)
    held.against, held.is_new = meeting.digest, False
    _save(held, at)
    _copy(held, draft)
    return meeting


@transaction.atomic
def close_draft(draft: Draft, *, why: str, by: str, at: datetime) -> None:
    """End a draft: `discarded`, `published` or `sent`."""
    record_entry(f"draft.{why}", by=by, at=at, subject=(draft.kind, draft.record))
    Draft.objects.filter(pk=draft.pk).delete()


@transaction.atomic
def discard_draft(draft: Draft, *, holder: Holder, at: datetime) -> None:
    """Throw a draft away. Whoever holds it may, even when their role has ended: what is published does not change."""
    if Draft.objects.select_for_update().filter(pk=draft.pk, holder=holder.code).exists():
        close_draft(draft, why="discarded", by=holder.code, at=at)


@transaction.atomic
def forget_drafts(*, at: datetime) -> int:
    """Forget the drafts that nobody has touched for a year; how many. Doing it twice changes nothing."""
    old = list(Draft.objects.over(at).order_by("pk"))
    for one in old:
        close_draft(one, why="forgotten", by="system", at=at)
    return len(old)


def _held(draft: Draft, holder: Holder, at: datetime) -> Draft:
    """The draft as it is now, locked; `Refused` where it is gone, another's, or beyond the holder's power."""
    held = Draft.objects.select_for_update().filter(pk=draft.pk, holder=holder.code).first()
    if held is None:
        raise Refused(GONE)
    holder.demand(held, at=at)
    return held


def _save(held: Draft, at: datetime) -> None:
    held.saved_at = max(at, held.saved_at)
    held.save()


def _copy(held: Draft, draft: Draft) -> None:
    """Let the caller's row say what was saved."""
    for name in ("content", "unread", "agreed", "against", "is_new", "saved_at"):
        setattr(draft, name, deepcopy(getattr(held, name)))


def _kept(draft: Draft, what: str, at: datetime) -> Draft:
    draft.save(force_insert=True)
    record_entry(what, by=draft.holder, at=at, subject=(draft.kind, draft.record), codes={"new": draft.is_new})
    return draft


def waiting_of(holders: Iterable[str]) -> list[Draft]:
    """The open drafts of holders, the latest first."""
    return list(Draft.objects.filter(holder__in=list(holders)).order_by("-saved_at", "-pk"))
