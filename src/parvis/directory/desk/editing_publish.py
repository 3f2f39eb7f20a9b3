"""The end of a draft: what it changes, how it is known, and its publication against the version that its keeper saw."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from parvis.directory.actions import MODELS, directory_lock, next_edition, publish_together
from parvis.directory.desk.assuring import OLDEST, acting_for, assured
from parvis.directory.desk.changing import Difference, differences
from parvis.directory.desk.editing import GONE, close_draft, free_identifier, owner_of
from parvis.directory.desk.editing_checks import contradictions_of, faults_of
from parvis.directory.desk.editing_texts import behind_of, record_concordances
from parvis.directory.desk.reach import reach_of
from parvis.directory.files import Content
from parvis.directory.models import Draft, Version
from parvis.directory.vocabulary import FIELDS
from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import authorise
from parvis.people.refused import Refused
from parvis.places.names import fold_for_order

#: Ways in which a keeper knows what they publish; `wording`: only the words change, nothing was checked.
WAYS = ("called", "visited", "page_read", "declared")
WORDING = "wording"
UNREAD = Text(
    "Une page du brouillon est à corriger : rien n’est publié.",
    "A page of the draft is to be corrected: nothing is published.",
)
MEANWHILE = Text(
    "Quelqu’un a publié cette fiche pendant que vous la changiez. Rien n’est perdu : comparez ci-dessous.",
    "Somebody published this record while you were changing it. Nothing is lost: compare below.",
)
WITHDRAWN = Text(
    "Cette fiche a été retirée du répertoire pendant que vous la changiez. Ramenez-la d’abord ; votre brouillon reste.",
    "This record was withdrawn from the directory while you were changing it. Bring it back first; your draft stays.",
)
NOTHING = Text("Ce brouillon ne change rien à la fiche publiée.", "This draft changes nothing in the published record.")
HOW = Text("Dites comment vous le savez.", "Say how you know.")
DAY = Text(
    "Donnez le jour où vous l’avez su : aujourd’hui, ou un jour de la dernière année.",
    "Give the day on which you learned it: today, or a day of the last year.",
)
FACTS = Text(
    "Des faits changent, et non seulement des mots. Dites comment vous les savez. Si vous n’avez pas pu les vérifier, "
    "gardez le brouillon.",
    "Facts change, and not only words. Say how you know them. If you could not check them, keep the draft.",
)
#: Facts that a check is not about: where the record is from, and the checks themselves.
_NOT_CHECKED = ("as_of", "source_lines", "assurance")
#: Texts that may be put in other words while what they say, and its check, stay.
_WORDS = ("name", "summary", "details", "description")


def changes_of(draft: Draft) -> list[Difference]:
    """What the draft changes in the version from which it started, value by value."""
    return differences(draft.kind, draft.base(), draft.content) if not draft.is_new else []


def changes_counted(draft: Draft) -> int:
    """How many values the draft changes: the rows that the last page shows. Every page that says how many says this."""
    return len(changes_of(draft))


def fields_changed(draft: Draft) -> list[str]:
    """The groups of facts that the draft changes, which a check may be of (of a new record: all that it says)."""
    base = draft.base()
    heads = {key for key in {*base, *draft.content} if base.get(key) != draft.content.get(key)}
    return [one for one in FIELDS if one in heads and one not in _NOT_CHECKED]


def words_only(draft: Draft) -> bool:
    """Whether nothing changes but the words of texts that were there in both languages: the checks of before then hold.

    A price, a schedule, a condition put in other words may be another fact: it asks how it is known.
    """
    base, content = draft.base(), draft.content
    heads = [key for key in {*base, *content} if base.get(key) != content.get(key)]
    return not draft.is_new and all(key in _WORDS and key in base and key in content for key in heads)


@transaction.atomic
def publish_draft(draft: Draft, *, seen: str, how: str, on: date | None, by: Person, at: datetime) -> Version:
    """Publish a keeper's draft; the version that readers see from now on. The draft ends.

    `seen`: the digest of the published version beside which the keeper saw it ("" for a new record); `how` and `on`: how the
    changed facts are known, and since what day, kept with them (`wording` where only words change). `Refused` where
    somebody published meanwhile, a page is to be corrected, or nothing changes.
    """
    authorise(by, "desk.publish", at=at)
    directory_lock()
    held = Draft.objects.select_for_update().filter(pk=draft.pk, holder=by.code).first()
    if held is None:
        raise Refused(GONE)
    before = None if held.is_new else Version.objects.of(held.kind, held.record).first()
    _within(held, by, at)
    if before is not None and before.withdrawn:
        raise Refused(WITHDRAWN)
    if (before.digest if before else "") != seen or held.against != seen:
        raise Refused(MEANWHILE)
    if held.unread or faults_of(held.kind, held.content):
        raise Refused(UNREAD)
    if before is not None and before.content == held.content:
        return _agreed_only(held, before, by, at)
    says = _with_check(held, _named(held), how, on, by, at)
    wrong = contradictions_of(held.kind, says["id"], says)
    if wrong:
        raise Refused(wrong[0])
    publish_together([Content(held.kind, says["id"], says)], [], by=by.code, at=at)
    version = Version.objects.of(held.kind, says["id"])[0]
    behind = record_concordances(version, before, held.agreed, by=by.code, at=at)
    record_entry(
        "directory.revised",
        by=by.code,
        at=at,
        subject=(held.kind, says["id"]),
        codes={
            "version": version.pk,
            "how": how,
            "fields": "+".join(fields_changed(held))[:80] or "none",
            "behind": behind,
        },
    )
    close_draft(held, why="published", by=by.code, at=at)
    return version


def _within(held: Draft, by: Person, at: datetime) -> None:
    """The record, and the organization that is to answer for it, within the keeper's reach."""
    reach = reach_of(by, "desk.publish", at=at)
    if not held.is_new:
        reach.demand(held.record)
    owner = owner_of(held.kind, held.content)
    if held.is_new and held.kind == "organization":
        owner = ""
    if held.is_new or owner != owner_of(held.kind, held.base()):
        reach.demand(owner)


def _agreed_only(held: Draft, present: Version, by: Person, at: datetime) -> Version:
    """Nothing changes but what is said of the two languages: the version stays, and the pages are shown anew."""
    left = {one.pair.digest for one in behind_of(held.kind, held.record, present.content)}
    said = {digest: how for digest, how in held.agreed.items() if digest in left and how == "agree"}
    if not said:
        raise Refused(NOTHING)
    record_concordances(present, present, said, by=by.code, at=at)
    edition = next_edition(at)
    record_entry(
        "directory.languages_agreed",
        by=by.code,
        at=at,
        subject=(held.kind, held.record),
        codes={"version": present.pk, "texts": len(said), "edition": edition},
    )
    close_draft(held, why="published", by=by.code, at=at)
    return present


def _named(held: Draft) -> dict[str, Any]:
    """What the record is to say; a new one with an identifier that is still free, and a short name of its own."""
    says = dict(held.content)
    if not held.is_new:
        return says
    model = MODELS[held.kind]
    if any(one._default_manager.filter(pk=says["id"]).exists() for one in MODELS.values()):
        old, says["id"] = says["id"], free_identifier(held.kind)
        held.record = says["id"]
        if held.kind == "organization":
            places = says.get("locations", [])
            says["locations"] = [{**one, "id": one["id"].replace(old.lower(), says["id"].lower())} for one in places]
    if held.kind != "statistic":
        says["slug"] = _free_slug(model, says["name"]["fr"])
    return says


def _free_slug(model: Any, name: str) -> str:
    stem = "-".join(re.findall(r"[a-z0-9]+", fold_for_order(name)))[:80].strip("-") or "fiche"
    taken = set(model._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True))
    return stem if stem not in taken else next(f"{stem}-{n}" for n in range(2, 1000) if f"{stem}-{n}" not in taken)


def _with_check(
    held: Draft, says: Mapping[str, Any], how: str, on: date | None, by: Person, at: datetime
) -> dict[str, Any]:
    """What the record says with the check of what changed; as it is where only the words change."""
    if how not in (*WAYS, WORDING):
        raise Refused(HOW, field="how")
    if how == WORDING:
        if not words_only(held):
            raise Refused(FACTS, field="how")
        return dict(says)
    if on is None or not day_of(at) - OLDEST <= on <= day_of(at):
        raise Refused(DAY, field="on")
    fields = fields_changed(held)
    if held.kind != "service" or not fields:
        return dict(says)
    return {**says, "assurance": assured(dict(says), fields, how, on, acting_for(by, at))}
