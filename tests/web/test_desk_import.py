"""Import at the desk: the dry run whole, taken in as it was shown or not at all; forgotten after. And what can be taken away."""

import csv
import io
import json
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from parvis.config import clock
from parvis.config.database import side
from parvis.directory.desk import importing
from parvis.directory.desk.importing import Moved, forget_files, leave_file, receive_file, take_in
from parvis.directory.exchange import paths
from parvis.directory.exchange.paths import flat
from parvis.directory.exchange.sheets import records_xlsx
from parvis.directory.files import folder
from parvis.directory.models import Edition, Intake, IntakeLine, Proposal, Service, Version
from parvis.directory.tasks import apply_intake, forget_intakes, read_intake
from parvis.documents.tables import archive, stopped
from parvis.journal.models import Entry
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.web import uploads
from parvis.web.pages import address
from tests.factories.people import make_person, signed_in
from tests.factories.roles import give_role, make_in_role

pytestmark = pytest.mark.django_db


def sheet(*rows: tuple[str, ...]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


PAUSED = sheet(("id", "status"), ("SVC-097", "paused"), ("SVC-098", "nothing such"), ("SVC-099", ""))
HEAD = ("id", "status", "colour", "name.fr")
MIXED = sheet(
    HEAD,
    ("SVC-097", "paused", "red", ""),
    ("SVC-098", "=1+1", "", ""),
    ("SVC-099", "", "", "<b>Tout autre</b>"),
    ("", "active", "", ""),
)


def keeper() -> Person:
    return make_in_role("directory_editor")


def received(content: bytes = PAUSED, *, by: Person, name: str = "fiches.csv", form: str = "") -> Intake:
    with side("staff"):
        held = receive_file(content, name=name, form=form, lang="fr", by=by, at=clock.instant())
    held.refresh_from_db()
    return held


def taken(held: Intake, by: Person, *, rest: bool = False, seen: str = "") -> Intake:
    with side("staff"):
        take_in(held, seen=seen or held.digest, leave_refused=rest, by=by, at=clock.instant())
    held.refresh_from_db()
    return held


def says(record: str) -> dict[str, Any]:
    version = Version.objects.of("service", record).first()
    assert version is not None
    return dict(version.content)


def sent(client: Client, content: bytes, name: str = "fiches.csv", lang: str = "fr", **more: str) -> Any:
    return client.post(address(lang, "desk_exchange"), {"file": SimpleUploadedFile(name, content), **more})


def test_every_row_and_every_finding_is_a_line_and_nothing_is_published() -> None:
    edition = Edition.present_number()
    held = received(MIXED, by=keeper())
    lines = list(IntakeLine.objects.of(held))
    assert [(one.row, one.outcome, one.record) for one in lines] == [
        (1, "noted", ""),
        (2, "changed", "SVC-097"),
        (3, "refused", "SVC-098"),
        (4, "proposed", "SVC-099"),
        (5, "refused", ""),
    ]
    assert lines[1].changes == [["status", "active", "paused"]]
    assert lines[3].doubtful
    assert {one["weight"] for one in lines[3].findings} == {"doubtful"}
    assert held.state == "ready"
    assert held.counts["all"] == 5
    assert (Edition.present_number(), Service.objects.get(pk="SVC-097").status) == (edition, "active")


def test_what_is_taken_in_is_what_was_shown() -> None:
    by = keeper()
    held = received(by=by)
    with pytest.raises(Refused, match="Some rows are refused"):
        taken(held, by)
    with pytest.raises(Refused, match="list has changed"):
        taken(held, by, rest=True, seen="0" * 64)
    taken(held, by, rest=True)
    assert says("SVC-097")["status"] == "paused"
    assert Version.objects.of("service", "SVC-097")[0].by == by.code
    assert (held.state, held.content, held.done["published"]) == ("applied", None, 1)
    assert not IntakeLine.objects.filter(content__isnull=False).exists()
    entry = Entry.objects.get(kind="import.applied")
    assert (entry.by, entry.codes["published"], entry.codes["refused"]) == (by.code, 1, 1)
    with pytest.raises(Refused, match="not ready"):
        taken(held, by, rest=True)


def test_where_the_directory_changed_nothing_is_taken_and_a_new_list_is_made() -> None:
    by, other = keeper(), keeper()
    held, first = received(by=by), received(sheet(("id", "status"), ("SVC-097", "ended")), by=other)
    client = signed_in(by)
    page = address("fr", "desk_import", number=held.pk)
    taken(first, other)
    with pytest.raises(Moved):
        taken(held, by, rest=True)
    answer = client.post(page, {"act": "rest", "seen": held.digest})
    assert answer.status_code == 422
    assert "Le répertoire a changé" in answer.content.decode()
    assert says("SVC-097")["status"] == "ended"
    again = Intake.objects.get(pk=held.pk)
    assert (again.again, again.state) == (1, "ready")
    assert again.digest != held.digest
    assert IntakeLine.objects.get(intake=again, record="SVC-097").changes == [["status", "ended", "paused"]]
    assert client.post(page, {"act": "rest", "seen": held.digest}).status_code == 422, (
        "the old list is no longer the list"
    )
    assert client.post(page, {"act": "rest", "seen": again.digest}).status_code == 303
    assert Proposal.objects.get(record="SVC-097").content["status"] == "paused", (
        "a record that was edited is a keeper's"
    )
    assert says("SVC-097")["status"] == "ended"


def test_a_file_is_left_or_forgotten_within_a_day() -> None:
    by, now = keeper(), clock.instant()
    held = received(by=by)
    with pytest.raises(Refused, match="already have a file"):
        received(by=by)
    leave_file(held, by=by, at=now)
    assert not Intake.objects.exists()
    assert not IntakeLine.objects.exists()
    held = received(by=by)
    assert held.forget_at - held.received_at < timedelta(days=1)
    assert forget_files(at=now + timedelta(hours=22)) == 0
    assert forget_intakes(0) == 0, "on the worker's side"
    assert forget_files(at=now + timedelta(hours=23, minutes=1)) == 1
    assert Entry.objects.filter(kind="import.forgotten", subject=str(held.pk)).exists()


def test_a_file_is_its_keepers_own() -> None:
    held, stranger = received(by=keeper()), signed_in(keeper())
    for name in ("desk_import", "desk_import_list"):
        assert stranger.get(address("fr", name, number=held.pk)).status_code == 404
    assert stranger.post(address("fr", "desk_import", number=held.pk), {"act": "leave"}).status_code == 404
    for person in (make_in_role("analyst"), make_in_role("cjp_agent"), make_person()):
        assert signed_in(person).get(address("fr", "desk_exchange")).status_code == 404
        with pytest.raises(Refused):
            received(by=person)


def test_a_role_reaches_its_own_rows_only() -> None:
    near = make_person()
    give_role(near, "directory_editor", districts=("laval",))
    held = received(sheet(("id", "status"), ("SVC-097", "paused"), ("SVC-001", "paused")), by=near)
    found = {one.record: one for one in IntakeLine.objects.of(held)}
    assert found["SVC-097"].outcome == "changed"
    assert found["SVC-001"].outcome == "refused"
    assert "does not reach" in found["SVC-001"].findings[0]["reason"]["en"]
    taken(held, near, rest=True)
    assert says("SVC-001")["status"] != "paused"


def test_a_role_that_ends_while_the_worker_waits_publishes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    by = make_person()
    role = give_role(by, "directory_editor")
    monkeypatch.setattr(importing, "AT_ONCE_RECORDS", 0)
    held = received(by=by)
    taken(held, by, rest=True)
    assert held.state == "applying"
    role.ended_at, role.ended_by = clock.instant() - timedelta(days=2), "system"
    type(role).objects.filter(pk=role.pk).update(ended_at=role.ended_at, ended_by="system")
    apply_intake(held.pk)
    assert Service.objects.get(pk="SVC-097").status == "active"
    assert Intake.objects.get(pk=held.pk).state == "ready"
    assert {one.outcome for one in IntakeLine.objects.of(held)} >= {"refused"}


def test_long_files_are_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    by = keeper()
    client = signed_in(by)
    monkeypatch.setattr(importing, "AT_ONCE_BYTES", 10)
    monkeypatch.setattr(importing, "AT_ONCE_RECORDS", 0)
    held = received(by=by)
    page = address("en", "desk_import", number=held.pk)
    assert held.state == "waiting"
    assert "waits for its turn" in client.get(page).content.decode()
    from procrastinate.contrib.django.models import ProcrastinateJob

    job = ProcrastinateJob.objects.get(task_name="directory.read_intake")
    assert (job.args, job.lock) == ({"number": held.pk}, "directory.intakes")
    read_intake(held.pk)
    held.refresh_from_db()
    assert held.state == "ready"
    taken(held, by, rest=True)
    assert "being published" in client.get(page).content.decode()
    assert client.post(page, {"act": "leave"}).status_code == 422
    apply_intake(held.pk)
    assert says("SVC-097")["status"] == "paused"
    assert "taken in" in client.get(page).content.decode()
    read_intake(held.pk), apply_intake(held.pk)
    assert Entry.objects.filter(kind="import.applied").count() == 1


def test_a_worker_that_falls_says_so_and_a_silent_one_too(monkeypatch: pytest.MonkeyPatch) -> None:
    by = keeper()
    monkeypatch.setattr(importing, "AT_ONCE_BYTES", 10)
    held = received(by=by)
    Intake.objects.filter(pk=held.pk).update(moved_at=clock.instant() - timedelta(minutes=5))
    client, page = signed_in(by), address("fr", "desk_import", number=held.pk)
    assert "n’avance pas" in client.get(page).content.decode()
    Intake.objects.filter(pk=held.pk).update(
        state="applying", moved_at=clock.instant() - timedelta(minutes=12), counts={"all": 20_000, "new": 19_700}
    )
    assert "n’avance pas" not in client.get(page).content.decode(), "so many records are published in one piece"
    Intake.objects.filter(pk=held.pk).update(moved_at=clock.instant() - timedelta(minutes=31))
    assert "n’avance pas" in client.get(page).content.decode()
    Intake.objects.filter(pk=held.pk).update(state="waiting", counts={})

    def falls(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(importing, "compared", falls)
    with pytest.raises(MemoryError):
        read_intake(held.pk)
    assert "par notre faute" in client.get(page).content.decode()
    assert client.post(page, {"act": "leave"}).status_code == 303


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_pages(lang: str) -> None:
    client = signed_in(keeper())
    assert sent(client, b"", lang=lang).status_code == 422
    assert sent(client, MIXED, lang=lang, form="made_up").status_code == 422
    done = sent(client, MIXED, lang=lang)
    assert done.status_code == 303
    text = client.get(done["Location"]).content.decode()
    assert "&lt;b&gt;Tout autre&lt;/b&gt;" in text
    assert "<b>Tout autre</b>" not in text
    assert text.count('class="panel"') == 5
    narrowed = client.get(done["Location"] + "?outcome=refused&kind=").content.decode()
    assert narrowed.count('class="panel"') == 2
    assert client.get(done["Location"] + "?outcome=no&kind=no&page=x").content.decode().count('class="panel"') == 5
    held = Intake.objects.get()
    whole = client.get(address(lang, "desk_import_list", number=held.pk))
    rows = list(csv.reader(io.StringIO(whole.content.decode("utf-8-sig"))))
    assert {row[1] for row in rows[1:]} == {"1", "2", "3", "4", "5"}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))], "no cell is a formula"
    assert any(cell.startswith("'=1+1") for row in rows for cell in row)
    assert client.post(done["Location"], {"act": "burn"}).status_code == 404
    assert client.post(done["Location"], {"act": "leave"}).status_code == 303


def test_a_long_list_is_paged_and_none_of_it_is_cut() -> None:
    rows = [(f"SVC-{number:03}", "nothing such") for number in range(1, 81)]
    by = keeper()
    held = received(sheet(("id", "status"), *rows), by=by)
    client, page = signed_in(by), address("fr", "desk_import", number=held.pk)
    seen: set[str] = set()
    for number in range(1, 5):
        seen |= set(re.findall(r"SVC-\d{3}", client.get(f"{page}?page={number}").content.decode()))
    assert len(seen) == 80 == held.counts["all"]


def bomb() -> bytes:
    out = io.BytesIO(records_xlsx())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/media/image1.png", b"\0" * 40_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("a.xlsx", bomb, "énorme une fois déplié"),
        ("a.json", lambda: b'{"name": ', "pas du JSON"),
        ("a.bin", lambda: b"nothing known", "forme du fichier"),
        ("a.xlsx", lambda: b"PK\x03\x04" + b"x" * 50, "abîmé"),
        ("a.csv", lambda: b"id,name\n\x00\x00", "caractères"),
    ],
)
def test_a_file_that_is_not_opened_is_told_in_words(name: str, make: Any, words: str) -> None:
    client = signed_in(keeper())
    done = sent(client, make(), name)
    held = Intake.objects.get()
    if held.state == "waiting":  # what unpacks to a lot is the worker's
        read_intake(held.pk)
    text = client.get(done["Location"]).content.decode()
    assert words in text
    assert Intake.objects.get().content is None, "what is not read is not kept"


def test_every_way_of_stopping_has_words_of_its_own() -> None:
    """The readers of the exchange stop with a cause, and every cause has a name of its own: read from their own source."""
    tables, exchange = Path(archive.__file__).parent, Path(paths.__file__).parent
    named: list[str] = []
    for module in (
        tables / "archive.py",
        tables / "spreadsheet.py",
        exchange / "hsds.py",
        exchange / "passages.py",
        exchange / "reading.py",
    ):
        source = module.read_text(encoding="utf-8")
        assert " Stop(" not in source, module
        named += re.findall(r"NotRead\(\s*stopped\.(\w+),", source)
    causes = {name: one for name, one in vars(stopped).items() if isinstance(one, stopped.Cause)}
    assert set(named) == causes.keys() - {"OURS"}
    assert [name for name, one in causes.items() if one.code != name.lower()] == []


def test_hsds_in_an_archive_is_read() -> None:
    out = io.BytesIO()
    record = {"id": "x", "name": "Nobody here is called so", "status": "active"}
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("services.json", json.dumps({"contents": [record]}))
        made.writestr("organizations.json", json.dumps([]))
    by = keeper()
    held = received(out.getvalue(), by=by, name="hsds.zip")
    assert (held.form, held.counts["refused"]) == ("hsds", 1)
    with zipfile.ZipFile(out, "a") as made:
        made.writestr("run.exe", b"MZ")
    leave_file(held, by=by, at=clock.instant())
    held = received(out.getvalue(), by=by, name="hsds.zip")
    assert held.state == "unreadable"


def test_a_file_goes_nowhere_but_to_the_page_that_takes_one(monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(keeper())
    monkeypatch.setattr(uploads, "LARGEST_FILE", 1000)
    answer = sent(client, b"x" * 200_000, lang="fr", form="hsds")
    assert answer.status_code == 422
    assert "trop gros" in answer.content.decode()
    assert answer.context["typed"]["form"] == "hsds", "what comes after the file is not lost"
    other = client.post(address("fr", "report"), {"words": "", "file": SimpleUploadedFile("a.csv", b"x" * 5000)})
    assert other.status_code == 422
    assert not Intake.objects.exists()


@pytest.mark.slow
def test_what_can_be_taken_away() -> None:
    client, there = signed_in(keeper()), address("fr", "desk_export")
    made = client.get(there + "?form=files").content
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        texts = {one.rpartition("/")[2]: held.read(one) for one in held.namelist()}
    assert texts == {one.name: one.read_bytes() for one in folder().iterdir() if one.name.endswith(".toml")}
    assert client.get(there).content == made, "the same directory gives the same bytes"
    assert client.get(there + "?form=xlsx").content.startswith(b"PK")
    for kind in ("organizations", "services", "statistics"):
        assert client.get(f"{there}?form={kind}").content.decode("utf-8-sig").startswith("id,")
    day = date(2024, 6, 1)
    edition = client.get(f"{there}?form=edition&on={day}")
    assert edition["Content-Disposition"] == 'attachment; filename="repertoire-2024-06-01-fr.md"'
    assert "Ce qui a changé depuis" in edition.content.decode()
    for bad in ("?form=secrets", "?form=edition&on=2999-01-01", "?form=edition&on=demain"):
        assert client.get(there + bad).status_code == 404


def test_a_new_record_shows_its_values_once() -> None:
    by = keeper()
    cells = flat("service", says("SVC-097")) | {"id": "SVC-9001", "slug": "service-exemple-nouveau"}
    held = received(sheet(tuple(cells), tuple(cells.values())), by=by)
    assert (held.counts["new"], IntakeLine.objects.get(intake=held).changes) == (1, [])
    text = signed_in(by).get(address("en", "desk_import", number=held.pk)).content.decode()
    assert f"Values that change: {len(cells)}" in text
    taken(held, by)
    assert Service.objects.get(pk="SVC-9001").slug == "service-exemple-nouveau"
