"""Documents that people send: kept sealed, counted, scanned, removed, destroyed, and given back as files and never as pages."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from parvis.cli.keeping.findings import CAREFUL, OK, WRONG
from parvis.cli.keeping.stored import stored
from parvis.config import clock
from parvis.config.database import side
from parvis.config.home import Home
from parvis.documents import actions, scanning
from parvis.documents import content_words as words
from parvis.documents.actions import Lost, content_of, remove_document, store_document
from parvis.documents.content import made_safe
from parvis.documents.keeping import NOBODYS_AFTER, compared, destroy_removed, scan_again, sweep
from parvis.documents.models import StoredDocument
from parvis.documents.seal import Closed, Seal
from parvis.documents.store import FileStore, Missing, files_still, the_store
from parvis.documents.tasks import look_again, sweep_store
from parvis.journal.models import Entry
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.web.documents_stored import serve_stored
from tests.factories import files
from tests.factories.clamd import MALWARE, antivirus

pytestmark = pytest.mark.django_db
SUBJECT = ("application", "A-1")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home of its own; what is read apart in the product is read here, where the tests of its content say the same."""
    monkeypatch.setattr(actions, "made_safe_apart", made_safe)
    settings.HOME = Home(tmp_path / "home").make()
    return settings.HOME


def kept(
    content: bytes | None = None, purpose: str = "insurance", subject: tuple[str, str] = SUBJECT
) -> StoredDocument:
    with side("staff"):
        sent = files.pdf(2) if content is None else content
        return store_document(sent, purpose=purpose, subject=subject, by="p-1", at=clock.instant())


def refused(content: bytes) -> Any:
    with pytest.raises(Refused) as told:
        kept(content)
    assert told.value.field == "file"
    return told.value.reason


def of_store(home: Home) -> list[Path]:
    return [file for file in home.documents.rglob("*") if file.is_file()]


def test_a_document_is_kept_sealed_and_given_back_whole(home: Home) -> None:
    sent = files.pdf(2)
    document = kept(sent)
    assert (document.media_type, document.pages, document.size, document.scan) == (
        "application/pdf",
        2,
        len(sent),
        "not_scanned",
    )
    assert document.described.fr == "PDF, 2\u00a0pages, 1\u00a0ko"
    assert document.label.en == "Proof of insurance" and document.scan_said.en.startswith("Not yet")
    (file,) = of_store(home)
    assert file.name == document.id.hex and file.stat().st_mode & 0o777 == 0o600
    assert all(
        folder.stat().st_mode & 0o077 == 0 for folder in (home.root / "files", home.documents, home.root / "keys")
    )
    assert home.document_keys.stat().st_mode & 0o777 == 0o600
    assert sent[:20] not in file.read_bytes()
    assert content_of(document) == sent
    entry = Entry.objects.get(kind="document.added")
    assert entry.codes == {
        "kind": "application",
        "of": "A-1",
        "purpose": "insurance",
        "bytes": len(sent),
        "scan": "not_scanned",
    }

    assert kept(sent).pk == document.pk, "sent twice, kept once"
    assert kept(sent, purpose="other").pk != document.pk
    assert list(StoredDocument.objects.about(*SUBJECT).values_list("purpose", flat=True)) == ["insurance", "other"]

    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(Lost):
        content_of(document)
    file.unlink()
    with pytest.raises(Lost):
        content_of(document)
    assert serve_stored(document).status_code == 503


def test_what_is_refused_says_why_and_leaves_nothing(home: Home, settings: Any) -> None:
    settings.LARGEST_DOCUMENT = 2_000_000
    assert refused(b"") == words.EMPTY
    assert "2\u00a0Mo" in refused(b"%PDF-" + b"x" * 2_000_000).fr
    assert refused(b"just words") == words.REASONS["kind"]
    assert refused(files.pdf_with_program()) == words.REASONS["program"]
    settings.DOCUMENTS_A_SUBJECT = 1
    kept()
    assert "1" in refused(files.png()).fr
    kept(files.png(), subject=("application", "A-2"))
    assert len(of_store(home)) == StoredDocument.objects.count() == 2
    with pytest.raises(ValueError, match="codes"):
        kept(purpose="Camille Exemple")
    with pytest.raises(ValueError, match="codes"):
        kept(subject=("application", "Camille Exemple"))


def test_the_antivirus_looks_at_once_or_when_it_comes(home: Home, settings: Any, tmp_path: Path) -> None:
    settings.CLAMAV_SOCKET = str(tmp_path / "clamd.ctl")
    early, bad = kept(), kept(files.pdf(3) + MALWARE)
    assert scan_again(at=clock.instant()) == {"clean": 0, "infected": 0}, "nobody is there"
    with antivirus(tmp_path / "clamd.ctl", b"INSTREAM size limit exceeded. ERROR\0"):
        assert kept(files.pdf(4)).scan == "not_scanned"
        assert scan_again(at=clock.instant()) == {"clean": 0, "infected": 0}
    with antivirus(tmp_path / "clamd.ctl"):
        document = kept(files.png())
        assert (document.scan, document.scanned_at) == ("clean", document.added_at)
        count = len(of_store(home))
        assert refused(files.jpeg() + MALWARE) == words.INFECTED, "what was sent is looked at, not what is kept of it"
        assert len(of_store(home)) == count and StoredDocument.objects.count() == 4
        assert look_again(0) == 1
    early.refresh_from_db()
    bad.refresh_from_db()
    assert early.scan == "clean" and early.removed_at is None
    assert (bad.scan, bad.removed_by) == ("infected", "system")
    assert Entry.objects.filter(kind="document.infected", subject=bad.id.hex).count() == 1
    with pytest.raises(Http404):
        serve_stored(bad)
    assert bad.id.hex not in {file.name for file in of_store(home)}, "destroyed in the same round"


def test_an_antivirus_that_does_not_answer_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "PATIENCE", 0.05)
    with antivirus(tmp_path / "c", b""):
        assert scanning.scan(b"x", str(tmp_path / "c")) == "not_scanned"
        assert scanning.antivirus_answers(str(tmp_path / "c"))
    (tmp_path / "file").touch()
    assert scanning.scan(b"x", str(tmp_path / "file")) == scanning.scan(b"x", "") == "not_scanned"
    import socket

    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(tmp_path / "deaf"))
        deaf.listen()
        assert scanning.scan(b"x" * 1_000_000, str(tmp_path / "deaf")) == "not_scanned"


def test_removed_then_destroyed_but_never_under_a_backup(home: Home) -> None:
    document, now = kept(), clock.instant()
    with side("staff"):
        remove_document(document, by="p-2", at=now)
        remove_document(document, by="p-3", at=now)
    document.refresh_from_db()
    assert document.removed_by == "p-2" and not StoredDocument.objects.kept().exists()
    assert Entry.objects.filter(kind="document.removed").count() == 1
    with pytest.raises(Http404):
        serve_stored(document)
    with files_still(home.files_lock), side("worker"):
        assert destroy_removed(at=now) == 0
        assert len(of_store(home)) == 1
    with side("worker"):
        assert destroy_removed(at=now) == 1
    assert of_store(home) == []
    with side("worker"):
        assert sweep(at=now + timedelta(days=364))["forgotten"] == 0
        assert sweep(at=now + timedelta(days=366))["forgotten"] == 1
    assert kept().pk != document.pk


def test_what_is_nobodys_is_swept_and_what_is_lost_is_told(home: Home, settings: Any) -> None:
    document, now = kept(), clock.instant()
    undone = uuid4().hex
    the_store().put(undone, b"an act that was undone")
    (home.documents / undone[:2] / undone[2:4] / f".{undone[:4]}{uuid4().hex[4:]}.part").write_bytes(b"half")
    assert compared(at=now).nobodys == (), "it may be under way"
    old = (now - NOBODYS_AFTER).timestamp() - 60
    for file in of_store(home):
        os.utime(file, (old, old))
    assert undone in compared(at=now).nobodys and len(compared(at=now).nobodys) == 2
    assert {one.about: one.level for one in stored(settings, now)} == {"documents": CAREFUL, "antivirus": CAREFUL}
    assert sweep_store(0) == 2
    (file,) = of_store(home)
    assert {one.about: one.level for one in stored(settings, now)}["documents"] == OK
    keys = home.document_keys.read_bytes()
    home.document_keys.unlink()
    assert {one.about: one.level for one in stored(settings, now)}["documents"] == WRONG
    home.document_keys.write_bytes(keys)
    file.unlink()
    assert compared(at=now).without == (document.id.hex,)
    assert any(one.level == WRONG and "not in the store" in one.seen for one in stored(settings, now))


def test_doctor_asks_the_antivirus(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def level() -> str:
        return next(one.level for one in stored(settings, clock.instant()) if one.about == "antivirus")

    assert level() == OK, "none here, and nothing to look at"
    settings.PRODUCTION = True
    assert level() == CAREFUL
    settings.CLAMAV_SOCKET = str(tmp_path / "c")
    monkeypatch.setenv("PARVIS_CLAMAV_SOCKET", settings.CLAMAV_SOCKET)
    assert level() == WRONG
    with antivirus(tmp_path / "c"):
        assert level() == OK


def test_the_database_holds_what_a_document_is(home: Home) -> None:
    document, now = kept(), clock.instant()
    for change in (
        {"sha256": "0" * 64},
        {"subject": "A-2"},
        {"size": 1},
        {"pages": None},
        {"scan": "clean"},
        {"removed_at": now},
        {"scan": "infected", "scanned_at": now},
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), side("staff"):
            StoredDocument.objects.filter(pk=document.pk).update(**change)
    remove_document(document, by="p-2", at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        StoredDocument.objects.filter(pk=document.pk).update(removed_at=None, removed_by="")
    for name in ("public", "proposer", "door"):
        with pytest.raises(DatabaseError), side(name), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM documents_storeddocument")


def test_a_document_is_given_as_a_file_that_runs_nothing() -> None:
    answer = serve_stored(kept(), lang="fr", inline=True)
    day = f"{day_of(clock.instant()):%Y-%m-%d}"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="preuve-dassurance-{day}.pdf"'.replace(
        "dassurance", "d-assurance"
    )
    picture = kept(files.png(), purpose="training_attestation")
    shown = serve_stored(picture, lang="en", inline=True)
    assert shown["Content-Disposition"] == f'inline; filename="training-attestation-{day}.png"'
    for one in (answer, shown):
        assert {"default-src 'none'", "sandbox"} <= {part.strip() for part in one["Content-Security-Policy"].split(";")}
        assert one["X-Content-Type-Options"] == "nosniff"
        assert one["Cache-Control"] == "private, no-store"
        assert one["Cross-Origin-Resource-Policy"] == "same-origin"
    assert serve_stored(picture)["Content-Disposition"].startswith("attachment;")


def test_a_seal_opens_under_its_name_with_its_keys_only(tmp_path: Path) -> None:
    seal = Seal(tmp_path / "keys" / "one")
    sealed = seal.seal(b"content", "a")
    assert seal.open(sealed, "a") == b"content" and seal.seal(b"content", "a") != sealed
    second = tmp_path / "keys" / "two"
    Seal(second).seal(b"", "a")
    seal.file.write_text(seal.file.read_text() + second.read_text())
    assert seal.open(sealed, "a") == b"content", "an older key still opens"
    assert Seal(second).open(seal.seal(b"new", "b"), "b") == b"new", "the last key seals"
    for other, name in ((Seal(second), "a"), (seal, "b"), (Seal(tmp_path / "none"), "a")):
        with pytest.raises(Closed):
            other.open(sealed, name)
    second.write_text("no key")
    with pytest.raises(Closed):
        Seal(second).seal(b"content", "a")


def test_a_store_writes_whole_and_inside_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, name = FileStore(tmp_path / "files" / "documents"), uuid4().hex
    for wrong in ("../x", "a" * 31, "A" * 32, "a" * 31 + "/"):
        with pytest.raises(ValueError, match="not the name"):
            store.put(wrong, b"x")
    store.put(name, b"first")

    def stop(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full, pytest.raises(OSError, match="No space"):
        full.setattr(os, "fsync", stop)
        store.put(name, b"second")
    assert store.get(name) == b"first" and [one for one, _ in store.names()] == [name]
    store.remove(name)
    store.remove(name)
    with pytest.raises(Missing):
        store.get(name)
