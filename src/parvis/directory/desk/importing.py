"""Bringing a file to the desk: received, looked through (the dry run), then taken in as it was shown, or left.

What is short is looked through while the keeper waits; what is long by the worker. The dry run is kept with the edition of the
directory that it was made against: where the directory has changed since, nothing is taken in and a new dry run is made.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app

from parvis.directory.actions import directory_lock, publish_together
from parvis.directory.desk.dry_run import counts_of, digest_of_lines, lines_of
from parvis.directory.desk.reach import reach_of
from parvis.directory.exchange.apply import parents_first
from parvis.directory.exchange.batch import Batch, Differences
from parvis.directory.exchange.compare import Within, compared, owner_of
from parvis.directory.exchange.reading import READERS, read_import
from parvis.directory.files import Content
from parvis.directory.models import Edition, Intake, IntakeLine
from parvis.directory.models.intake import KEPT
from parvis.documents.tables import archive
from parvis.documents.tables.stopped import OURS, Cause, NotRead
from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import authorise, may
from parvis.people.refused import Refused

#: What is looked through, or published, while the keeper waits: bytes once unpacked, and records. Beyond it, the worker does.
AT_ONCE_BYTES, AT_ONCE_RECORDS = 1_500_000, 60
_NO_FILE = Text("Choisissez un fichier.", "Choose a file.")
_TOO_LARGE = Text(
    "Le fichier est trop gros : 64 Mo au plus. Coupez-le en plusieurs parties.",
    "The file is too large: at most 64 MB. Cut it into parts.",
)
_ONE = Text(
    "Vous avez déjà un fichier en cours. Prenez-le, ou laissez-le, puis envoyez l’autre.",
    "You already have a file in hand. Take it in, or leave it, then send the other.",
)
_FORM = Text("Choisissez la forme dans la liste.", "Choose the form in the list.")
_NOT_READY = Text(
    "Ce fichier n’est pas prêt à être pris. Rien n’a changé.", "This file is not ready to be taken in. Nothing changed."
)
_OTHER_LIST = Text(
    "La liste a changé depuis que vous l’avez ouverte. Rien n’a changé dans le répertoire : relisez-la ci-dessous.",
    "The list has changed since you opened it. Nothing changed in the directory: read it again below.",
)
_WHOLE = Text(
    "Le fichier a un défaut qui touche toutes ses lignes. Rien n’en est pris : corrigez-le et envoyez-le de nouveau.",
    "The file has a fault that touches all its rows. Nothing of it is taken: correct it and send it again.",
)
_SOME_REFUSED = Text(
    "Des lignes sont refusées. Corrigez le fichier, ou demandez à prendre les autres lignes sans elles.",
    "Some rows are refused. Correct the file, or ask for the other rows without them.",
)
_NOTHING = Text("Ce fichier ne change rien.", "This file changes nothing.")


class Moved(Exception):
    """The directory has changed since the dry run: nothing was taken in; the file is to be looked through again."""


@transaction.atomic
def receive_file(content: bytes, *, name: str, form: str, lang: str, by: Person, at: datetime) -> Intake:
    """Take a file to the desk. `form`: one of `READERS`, or "" where its content tells; `lang`: of a form that has only one."""
    authorise(by, "desk.import", at=at)
    authorise(by, "desk.publish", at=at)
    if not content:
        raise Refused(_NO_FILE, field="file")
    if len(content) > archive.LARGEST_FILE:
        raise Refused(_TOO_LARGE, field="file")
    if form and form not in READERS:
        raise Refused(_FORM, field="form")
    if Intake.objects.visible_to(by).unfinished().exists():
        raise Refused(_ONE)
    held = Intake(
        by=by.code,
        name=_plain(name),
        form=form,
        lang=lang,
        size=len(content),
        content=zlib.compress(content, 1),
        state="waiting",
        moved_at=at,
        received_at=at,
        forget_at=at + KEPT,
    )
    held.save(force_insert=True)
    record_entry("import.received", by=by.code, at=at, subject=("intake", str(held.pk)), codes={"bytes": held.size})
    _look(held, at)
    return held


def _plain(name: str) -> str:
    """The name of a file as it is shown: what can be seen of its last part."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[-120:] or "file"


def _file(held: Intake) -> bytes:
    """The file as it was sent; it is kept packed."""
    return zlib.decompress(bytes(held.content)) if held.content else b""


def _look(held: Intake, at: datetime) -> None:
    """Look through a file at once where it is short, by the worker where it is not."""
    if archive.unpacked(_file(held)) <= AT_ONCE_BYTES:
        look_through(held, at=at)
    else:
        job = app.configure_task("directory.read_intake", lock="directory.intakes", allow_unknown=True)
        job.defer(number=held.pk)


def look_through(held: Intake, *, at: datetime, stage: Callable[[str], None] = lambda _: None) -> None:
    """Read a file, compare it with the directory and write its dry run down. `stage` is told where the work stands."""
    stage("reading")
    try:
        batch = read_import(_file(held), held.form, name=held.name, lang=held.lang)
    except NotRead as stop:
        _unreadable(held, stop.cause, at)
        return
    stage("comparing")
    edition = Edition.present_number()
    differences = compared(batch, on=day_of(at), within=_within(held.by, at))
    stage("listing")
    _write_down(held, batch, differences, edition, at)


def _unreadable(held: Intake, cause: Cause, at: datetime) -> None:
    held.state, held.moved_at = "unreadable", at
    held.fault = {"code": cause.code, "reason": cause.said.as_json(), "way_out": cause.way_out.as_json()}
    Intake.objects.filter(pk=held.pk).exclude(state="applied").update(
        state=held.state, moved_at=at, fault=held.fault, content=None
    )


def stopped_by_us(held: Intake, *, at: datetime) -> None:
    """The worker could not end its work on a file: say so; nothing of it was taken in."""
    _unreadable(held, OURS, at)


def _within(by: str, at: datetime) -> Within | None:
    """Whose records this person may change; None where that is everybody's."""
    person = person_with(by)
    reach = reach_of(person, "desk.publish", at=at) if person else None
    if reach is not None and reach.records is None:
        return None
    return lambda record, owner, new: reach is not None and reach.has(owner if new else record) and reach.has(owner)


def person_with(code: str) -> Person | None:
    """The account that a code names."""
    number = code.removeprefix("person:")
    return Person.objects.filter(pk=int(number)).first() if number.isdigit() else None


@transaction.atomic
def _write_down(held: Intake, batch: Batch, differences: Differences, edition: int, at: datetime) -> None:
    kept = Intake.objects.select_for_update().filter(pk=held.pk).exclude(state="applied").first()
    if kept is None:  # it was left meanwhile
        return
    lines = lines_of(differences, held)
    IntakeLine.objects.filter(intake=held).delete()
    IntakeLine.objects.bulk_create(lines, batch_size=500)
    held.state, held.moved_at, held.form, held.whole = "ready", at, batch.form, batch.whole
    held.notes, held.counts = [one.as_json() for one in batch.notes], counts_of(lines)
    held.edition, held.digest, held.fault = edition, digest_of_lines(lines), None
    held.save(update_fields=["state", "moved_at", "form", "whole", "notes", "counts", "edition", "digest", "fault"])


@transaction.atomic
def take_in(held: Intake, *, seen: str, leave_refused: bool, by: Person, at: datetime) -> Intake:
    """Take in exactly what the dry run shows; `seen` is its digest. `Moved` where the directory has changed since.

    Many records are published by the worker: the state is then `applying`.
    """
    authorise(by, "desk.import", at=at)
    authorise(by, "desk.publish", at=at)
    kept = Intake.objects.without_file().select_for_update().filter(pk=held.pk, by=by.code).first()
    if kept is None or kept.state != "ready":
        raise Refused(_NOT_READY)
    if kept.digest != seen:
        raise Refused(_OTHER_LIST)
    if not kept.whole:
        raise Refused(_WHOLE)
    if kept.counts.get("refused") and not leave_refused:
        raise Refused(_SOME_REFUSED)
    records = sum(kept.counts.get(one, 0) for one in ("new", "changed", "proposed"))
    if not records:
        raise Refused(_NOTHING)
    if kept.edition != Edition.present_number():
        raise Moved
    if records <= AT_ONCE_RECORDS:
        publish_lines(kept, at=at)
        return kept
    kept.state, kept.moved_at = "applying", at
    kept.save(update_fields=["state", "moved_at"])
    job = app.configure_task("directory.apply_intake", lock="directory.intakes", allow_unknown=True)
    job.defer(number=kept.pk)
    return kept


@transaction.atomic
def publish_lines(held: Intake, *, at: datetime) -> None:
    """Publish what the lines of a dry run say, in one transaction, under the name of whoever brought the file.

    `Moved` where the directory has changed since, or the role or its reach no longer allows it: nothing is then taken in.
    """
    directory_lock(patient=True)
    person = person_with(held.by)
    if held.edition != Edition.present_number() or person is None or not may(person, "desk.publish", at=at):
        raise Moved
    lines = IntakeLine.objects.filter(intake=held, outcome__in=("new", "changed", "proposed")).order_by("position")
    within = _within(held.by, at)
    publish: list[Content] = []
    propose: list[Content] = []
    for one in lines.iterator(500):
        content = Content(one.kind, one.record, one.content or {})
        if within is not None and not within(one.record, owner_of(content), one.outcome == "new"):
            raise Moved
        (propose if one.outcome == "proposed" else publish).append(content)
    edition, proposed = publish_together(parents_first(publish), propose, by=held.by, at=at)
    done = {
        "published": len(publish),
        "proposed": proposed,
        "refused": held.counts.get("refused", 0),
        "edition": edition,
    }
    held.state, held.moved_at, held.done = "applied", at, done
    Intake.objects.filter(pk=held.pk).update(state="applied", moved_at=at, done=done, content=None)
    IntakeLine.objects.filter(intake=held).update(content=None)
    record_entry("import.applied", by=held.by, at=at, subject=("intake", str(held.pk)), codes={**done})


@transaction.atomic
def look_again(held: Intake, *, by: Person, at: datetime) -> None:
    """Make the dry run anew against the directory as it is now."""
    authorise(by, "desk.import", at=at)
    kept = Intake.objects.select_for_update().filter(pk=held.pk, by=by.code).first()
    if kept is None or kept.state not in ("ready", "applying") or kept.content is None:
        raise Refused(_NOT_READY)
    set_back(kept, at=at)
    _look(kept, at)


def set_back(held: Intake, *, at: datetime) -> None:
    """Set a file back to be looked through once more: the directory changed under its dry run."""
    held.state, held.moved_at, held.again = "waiting", at, held.again + 1
    held.save(update_fields=["state", "moved_at", "again"])


@transaction.atomic
def leave_file(held: Intake, *, by: Person, at: datetime) -> None:
    """Leave a file: it and its dry run are forgotten at once. The directory does not change."""
    authorise(by, "desk.import", at=at)
    kept = Intake.objects.without_file().select_for_update().filter(pk=held.pk, by=by.code).first()
    if kept is None or kept.state == "applying":
        raise Refused(_NOT_READY)
    number = str(kept.pk)
    kept.delete()
    record_entry("import.left", by=by.code, at=at, subject=("intake", number))


@transaction.atomic
def forget_files(*, at: datetime) -> int:
    """Forget the files whose day has passed, with their dry runs; how many. Idempotent."""
    numbers = list(Intake.objects.over(at).order_by("pk").values_list("pk", flat=True))
    Intake.objects.filter(pk__in=numbers).delete()
    for number in numbers:
        record_entry("import.forgotten", by="system", at=at, subject=("intake", str(number)))
    return len(numbers)
