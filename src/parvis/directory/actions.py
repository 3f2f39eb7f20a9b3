"""What can be done to the directory: load its files, revise a record, restore a version, answer a proposal.

Everything that becomes public passes through `_publish`: the rows, a version of each record, a new edition and a journal
entry, in one transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources.abc import Traversable
from itertools import groupby
from time import monotonic, sleep
from typing import Any

from django.db import connection, transaction

from parvis.directory import columns, rows
from parvis.directory.checks import Places
from parvis.directory.files import Content, read_directory
from parvis.directory.models import Edition, Organization, Proposal, Service, Statistic, Version
from parvis.directory.models.organization import Record
from parvis.directory.recurrence import QUEBEC
from parvis.directory.words import search_words
from parvis.journal.actions import Code, record_entry
from parvis.law.kernel.text import Text
from parvis.people.refused import Refused
from parvis.places.models import Courthouse, District

#: Seconds that a person waits for another publication to end.
PATIENCE = 5.0
BUSY = Text(
    "Une longue publication est en cours. Rien n’est enregistré : essayez de nouveau dans une minute ou deux.",
    "A long publication is under way. Nothing is saved: try again in a minute or two.",
)
MODELS: dict[str, type[Record]] = {"organization": Organization, "service": Service, "statistic": Statistic}


@dataclass(frozen=True, slots=True)
class Report:
    """What a load did: how many records the files hold, and what became of them."""

    organizations: int
    services: int
    statistics: int
    made: int
    changed: int
    proposed: int
    absent: int
    edition: int

    def __str__(self) -> str:
        return (
            f"{self.organizations} organizations, {self.services} services, {self.statistics} figures: "
            f"{self.made} new, {self.changed} changed, {self.proposed} proposed to a keeper, "
            f"{self.absent} kept though absent from the files; edition {self.edition}"
        )


def load_directory(*, at: datetime, folder: Traversable | None = None) -> Report:
    """Bring the tables to what the files say. Idempotent: what has not changed is not touched.

    A record that a keeper edited is never overwritten: its changed file becomes a proposal. A record that left the files
    stays, since identifiers outlive it (its end is a status). `Stop` with every fault where a file is wrong.
    """
    published = read_directory(_places(), folder)
    with transaction.atomic():
        _one_at_a_time()
        known = {kind: dict(model._default_manager.in_bulk()) for kind, model in MODELS.items()}
        by_hand, said = _history()
        withdrawn = set(Version.objects.withdrawn_now().values_list("kind", "record"))
        to_publish: list[Content] = []
        made = proposed = 0
        for one in published.records:
            row, digest = known[one.kind].pop(one.record, None), columns.digest_of(one.says)
            if row is None and (one.kind, one.record) in withdrawn:
                continue  # a keeper withdrew it: only a keeper brings it back
            if row is None:
                made += 1
            elif row.loaded_digest == digest:
                continue
            elif row.edited or (one.kind, one.record) in by_hand:
                # What an earlier version already said was weighed when it was changed: the file brings nothing new.
                proposed += 0 if (one.kind, one.record, digest) in said else _propose(one, digest, at)
                continue
            to_publish.append(one)
        edition = _publish(to_publish, by="system", at=at, from_files=True)
        absent = sum(len(rows) for rows in known.values())
    organizations, services, statistics = (len(published.of(kind)) for kind in MODELS)
    changed = len(to_publish) - made
    return Report(organizations, services, statistics, made, changed, proposed, absent, edition)


def revise_record(record: Record, *, says: Mapping[str, Any], by: str, at: datetime) -> Record:
    """A keeper's edit: publish what the record says from now on, in the form of a version. The same again changes nothing."""
    return _publish_one(Content(_kind_of(record), str(record.pk), dict(says)), by=by, at=at)


def restore_version(version: Version, *, by: str, at: datetime) -> Record:
    """Undo: publish again what an earlier version says. Nothing is erased; it is one more version. A withdrawn record is back."""
    return _publish_one(Content(version.kind, version.record, version.content), by=by, at=at)


def take_out(record: Record, *, reason: str, replaced_by: str = "", by: str, at: datetime) -> Version:
    """Withdraw a record: its rows go, its versions stay, and one more says since when and why. Whoever calls has looked that
    nothing leans on it. `replaced_by`: the identifier of the record that stands in its place. `restore_version` brings it back.
    """
    kind, key = _kind_of(record), str(record.pk)
    with transaction.atomic():
        _one_at_a_time()
        edition = next_edition(at)
        last = Version.objects.of(kind, key)[0]
        record.delete()
        held = Version.objects.create(
            kind=kind,
            record=key,
            valid_from=at.astimezone(QUEBEC).date(),
            recorded_at=at,
            by=by,
            edition=edition,
            digest=last.digest,
            content=last.content,
            withdrawn=True,
            reason=reason,
            replaced_by=replaced_by,
        )
        refresh_words()
        codes: dict[str, Code] = {"edition": edition, "version": held.pk}
        record_entry("directory.withdrawn", by=by, at=at, subject=(kind, key), codes=codes)
    return held


def next_edition(at: datetime) -> int:
    """Raise the number of the present edition: every page that was kept is made anew."""
    edition, _ = Edition.objects.select_for_update().get_or_create(pk=1)
    edition.number, edition.changed_at = edition.number + 1, at
    edition.save()
    return edition.number


def publish_together(contents: list[Content], proposals: list[Content], *, by: str, at: datetime) -> tuple[int, int]:
    """Publish new versions of many records as one edition, and propose others to the keepers, in one transaction.

    The number of the edition, and how many proposals are new. A caller that compared first took `directory_lock` before.
    """
    with transaction.atomic():
        _one_at_a_time()
        edition = _publish(contents, by=by, at=at, from_files=False)
        proposed = sum(_propose(one, columns.digest_of(one.says), at) for one in proposals)
        if proposed:
            codes: dict[str, Code] = {"records": proposed}
            record_entry("directory.proposed", by=by, at=at, subject=("directory", str(edition)), codes=codes)
    return edition, proposed


def directory_lock(*, patient: bool = False) -> None:
    """Wait until no other publication is at work; until the end of the transaction, none begins.

    A person waits `PATIENCE` seconds at most, then is told (`Refused`), so that a long import does not hold every page up.
    `patient`: a job that nobody watches waits as long as it takes.
    """
    if patient:
        return _one_at_a_time()
    end = monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('parvis directory'))")
            row = cursor.fetchone()
            if row and row[0]:
                return None
            if monotonic() > end:
                raise Refused(BUSY)
            sleep(0.1)


def answer_proposal(proposal: Proposal, *, take: bool, by: str, at: datetime) -> Proposal:
    """Take what the changed file says, or leave the keeper's text. A proposal is answered once."""
    with transaction.atomic():
        _one_at_a_time()
        answer = {"answer": "taken" if take else "left", "answered_by": by, "answered_at": at}
        if Proposal.objects.filter(pk=proposal.pk, answer="").update(**answer) and take:
            content = Content(proposal.kind, proposal.record, proposal.content)
            _publish([content], by=by, at=at, from_files=True)
        record_entry(
            "directory.proposal_answered", by=by, at=at, subject=(proposal.kind, proposal.record), codes={"take": take}
        )
    proposal.refresh_from_db()
    return proposal


def _places() -> Places:
    courthouses = dict(Courthouse.objects.values_list("slug", "district_id"))
    return Places(frozenset(District.objects.values_list("slug", flat=True)), courthouses)


def _one_at_a_time() -> None:
    """Publications wait for each other: two starts at once must not both publish edition 1."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('parvis directory'))")


def _history() -> tuple[set[tuple[str, str]], set[tuple[str, str, str]]]:
    """The records whose last version a person made (an edit, an import, a proposal taken), and all that versions said."""
    versions = Version.objects.order_by("kind", "record", "pk").values_list("kind", "record", "digest", "by")
    rows_ = list(versions)
    last = {(kind, record): by for kind, record, _, by in rows_}
    return {key for key, by in last.items() if by != "system"}, {one[:3] for one in rows_}


def _kind_of(record: Record) -> str:
    return next(kind for kind, model in MODELS.items() if isinstance(record, model))


def _propose(one: Content, digest: str, at: datetime) -> int:
    _, made = Proposal.objects.get_or_create(
        kind=one.kind, record=one.record, digest=digest, link=None, defaults={"content": one.says, "made_at": at}
    )
    return int(made)


def _publish_one(one: Content, *, by: str, at: datetime) -> Record:
    with transaction.atomic():
        _one_at_a_time()
        rows_ = MODELS[one.kind]._default_manager.filter(pk=one.record)
        row = rows_.first()
        if row is None or row.digest != columns.digest_of(one.says):
            _publish([one], by=by, at=at, from_files=False)
    return rows_.get()


def _publish(contents: list[Content], *, by: str, at: datetime, from_files: bool) -> int:
    """Write the rows, their versions, the edition and the journal entry; the number of the present edition."""
    if not contents:
        return Edition.current().number
    edition = next_edition(at)
    stamped: list[rows.Stamped] = []
    versions = []
    for one in contents:
        digest = columns.digest_of(one.says)
        stamped.append((one, {"digest": digest, "changed_at": at} | ({"loaded_digest": digest} if from_files else {})))
        versions.append(
            Version(
                kind=one.kind,
                record=one.record,
                valid_from=at.astimezone(QUEBEC).date(),
                recorded_at=at,
                by=by,
                edition=edition,
                digest=digest,
                content=one.says,
            )
        )
    for kind, ones in groupby(stamped, key=lambda pair: pair[0].kind):
        rows.write(kind, list(ones))
    Version.objects.bulk_create(versions, batch_size=500)
    refresh_words()
    subject = (contents[0].kind, contents[0].record) if len(contents) == 1 else ("directory", str(edition))
    codes: dict[str, Code] = {"edition": edition, "records": len(contents)}
    record_entry("directory.published", by=by, at=at, subject=subject, codes=codes)
    return edition


def refresh_words() -> None:
    """Bring up to date the words by which services are found: an organization's name is one of them."""
    changed = []
    for service in Service.objects.listed().defer(None):
        words = search_words(service)
        if (service.words_fr, service.words_en) != (words["fr"], words["en"]):
            service.words_fr, service.words_en = words["fr"], words["en"]
            changed.append(service)
    Service.objects.bulk_update(changed, ["words_fr", "words_en"], batch_size=200)
