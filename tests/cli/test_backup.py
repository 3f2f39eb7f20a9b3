"""A backup is whole or it is none, holds no key, and comes back elsewhere with the same pages."""

import io
import json
import os
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from parvis.cli.keeping import archive
from parvis.config.home import Home, Stop
from parvis.config.postgres import Server
from tests.cli.installation import KEEP_A_PLAN, READ_DOCUMENTS, SIGN_IN, STORE_A_DOCUMENT, Installation, installation
from tests.factories.files import pdf

SENT = pdf(2)
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("keeping backups")]
#: Seconds that a restore of the whole directory may take here, on a machine that does other things.
DRILL = 120


@pytest.fixture(scope="module")
def filled() -> Iterator[tuple[Installation, str, Path, Path]]:
    """An installation with the directory and a kept plan, the plan's address, its backup and its keys."""
    with installation(ready=True) as one, Server(one.home).up():
        token = one.python(KEEP_A_PLAN)
        one.python(SIGN_IN, process="owner")
        document = one.python(STORE_A_DOCUMENT, SENT.hex())
        assert (one.home.documents / document[:2] / document[2:4] / document).is_file()
        (one.home.root / "files" / "2026").mkdir(parents=True)
        (one.home.root / "files" / "2026" / "contract.pdf").write_bytes(b"%PDF of the Exemple family")
        elsewhere = one.home.root.parent
        made = one.did("backup", "--to", str(elsewhere / "backups"), "--keys-to", str(elsewhere / "safe"))
        assert "KEYS ARE NOT IN THE BACKUP" in made.stderr
        yield one, token, Path(made.stdout.strip()), next((elsewhere / "safe").iterdir())


def test_a_restore_drill_gives_the_same_pages_in_a_fresh_home(filled: tuple[Installation, str, Path, Path]) -> None:
    one, token, file, keys = filled
    with installation() as other:
        started = time.monotonic()
        said = other.did("restore", str(file), "--keys-from", str(keys)).stderr
        assert time.monotonic() - started < DRILL
        assert "restored in" in said
        assert "THE KEY IS NOT" not in said
        assert other.home.secret() == one.home.secret()
        before, after = one.pages(token), other.pages(token)
        assert {status for status, _ in before.values()} == {200}
        assert after == before
        expected = {name: [held.rows, held.digest] for name, held in archive.read_manifest(file).tables.items()}
        found = other.holds()
        for table in ("public.people_session", "public.people_ticket"):
            assert (expected.pop(table)[0], found.pop(table)[0]) == (1, 0), "what could have been ended since is ended"
        said_since = [row[0] for row in other.sql("SELECT kind FROM journal_entry ORDER BY id DESC LIMIT 2")]
        assert said_since == ["installation.restored", "sessions_ended"]
        assert found.pop("public.journal_entry")[0] == expected.pop("public.journal_entry")[0] + 2
        for table in ("public.places_municipalityname", "public.places_municipalitydistrict"):
            # set-up writes these rows again, under new numbers; the restore itself compared them before
            assert expected.pop(table)[0] == found.pop(table)[0] > 0
        assert found == expected
        assert (other.home.root / "files/2026/contract.pdf").read_bytes() == b"%PDF of the Exemple family"
        assert other.python(READ_DOCUMENTS) == SENT.hex(), "the keys that were kept apart open what was sent"
        databases = {row[0] for row in other.sql("SELECT datname FROM pg_database")}
        assert not {name for name in databases if name.startswith("parvis_")}, "nothing is left beside"


def test_no_key_is_in_a_backup_and_nobody_else_may_read_it(filled: tuple[Installation, str, Path, Path]) -> None:
    one, token, file, keys = filled
    content = file.read_bytes()
    assert one.home.secret().encode() not in content
    assert token.encode() not in content
    assert file.stat().st_mode & 0o077 == 0
    assert keys.stat().st_mode & 0o077 == 0
    assert (keys / "secret.key").read_text() == one.home.secret()
    with tarfile.open(file) as opened:
        first, second, third, document = opened.getnames()
    assert [first, second, third] == ["manifest.json", "database.dump", "home/files/2026/contract.pdf"]
    assert document.startswith("home/files/documents/")
    key = one.home.document_keys.read_bytes().strip()
    assert (keys / "keys" / "documents.keys").read_bytes().strip() == key
    assert key not in content and SENT[:40] not in content


def test_keys_beside_the_data_are_refused(filled: tuple[Installation, str, Path, Path]) -> None:
    one, _, file, _ = filled
    for place in (file.parent / "keys", one.home.root / "elsewhere"):
        ended = one.run("backup", "--to", str(file.parent), "--keys-to", str(place))
        assert ended.returncode == 1
        assert "keys beside the data protect nothing" in ended.stderr
        assert not place.exists()


def test_everything_in_a_home_is_kept_or_known(filled: tuple[Installation, str, Path, Path]) -> None:
    one, _, _, _ = filled
    assert archive.strangers(one.home) == []
    (one.home.root / "found.txt").touch()
    assert archive.strangers(one.home) == ["found.txt"]
    (one.home.root / "found.txt").unlink()


def test_only_the_newest_are_left(filled: tuple[Installation, str, Path, Path], tmp_path: Path) -> None:
    one, _, _, _ = filled
    for day in (1, 2, 3):
        (tmp_path / f"parvis-2026010{day}T000000.tar").touch()
    (tmp_path / "parvis-notes.tar").touch()
    made = one.did("backup", "--to", str(tmp_path), "--keep", "2").stdout.strip()
    assert {path.name for path in tmp_path.iterdir()} == {
        "parvis-20260103T000000.tar",
        Path(made).name,
        "parvis-notes.tar",
        ".lock",
    }
    checked = one.did("backup", "--check", made)
    assert checked.stdout.startswith("whole: made ")


def test_a_restore_refuses_what_is_there_and_replaces_it_when_told(
    filled: tuple[Installation, str, Path, Path],
) -> None:
    one, _, file, _ = filled
    was = one.holds()
    refused = one.run("restore", str(file))
    assert refused.returncode == 1
    assert "add --replace" in refused.stderr
    assert one.holds() == was
    drilled = one.did("restore", str(file), "--drill").stderr
    assert "the drill went well" in drilled
    assert one.holds() == was
    one.sql("DELETE FROM pathway_keptplan")
    said = one.did("restore", str(file), "--replace").stderr
    assert "script/parvis restore --forget-replaced" in said
    assert one.holds()["public.pathway_keptplan"] == was["public.pathway_keptplan"]
    kept = [row[0] for row in one.sql("SELECT datname FROM pg_database WHERE NOT datallowconn", "postgres")]
    assert [name for name in kept if str(name).startswith("parvis_before_")]
    one.did("restore", "--forget-replaced")
    left = [row[0] for row in one.sql("SELECT datname FROM pg_database", "postgres")]
    assert not [name for name in left if str(name).startswith("parvis_")]


def test_what_a_killed_one_left_is_swept_and_two_at_once_are_refused(
    filled: tuple[Installation, str, Path, Path], tmp_path: Path
) -> None:
    one, _, file, _ = filled
    (tmp_path / ".room-left").mkdir()
    (tmp_path / ".room-left" / "database.dump").write_text("what people gave")
    (tmp_path / ".parvis-20260101T000000.tar.part").touch()
    (one.home.root / ".restoring-left").mkdir()
    one.sql('CREATE DATABASE "parvis_restoring"', "postgres")
    made = Path(one.did("backup", "--to", str(tmp_path)).stdout.strip())
    assert {path.name for path in tmp_path.iterdir()} == {".lock", made.name}
    one.did("restore", str(file), "--drill")
    assert not (one.home.root / ".restoring-left").exists()
    assert not [name for (name,) in one.sql("SELECT datname FROM pg_database", "postgres") if "restoring" in str(name)]
    for lock, command in (
        (tmp_path / ".lock", ("backup", "--to", str(tmp_path))),
        (one.home.root / "keeping.lock", ("restore", str(file), "--drill")),
        (one.home.root / "keeping.lock", ("upgrade",)),
    ):
        with archive.alone(lock, "This test"):
            ended = one.run(*command)
        assert ended.returncode == 1
        assert "already at work here" in ended.stderr


def changed(file: Path, to: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy of an archive in which each file is what `change` makes of it; none where it gives nothing."""
    with tarfile.open(file) as source, tarfile.open(to, "w") as target:
        for entry in source:
            opened = source.extractfile(entry)
            content = change(entry.name, opened.read() if opened else b"")
            if content is not None:
                entry.size = len(content)
                target.addfile(entry, io.BytesIO(content))
    return to


def manifest_with(**values: object) -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        return json.dumps(json.loads(content) | values).encode() if name == "manifest.json" else content

    return change


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda name, content: content[:-9] + b"damaged!!" if name == "database.dump" else content, "damaged"),
        (lambda name, content: content[:100] if name == "database.dump" else content, "damaged"),
        (lambda name, content: None if name == "database.dump" else content, "cut short"),
        (lambda name, content: None if name == "manifest.json" else content, "does not begin with its manifest"),
        (lambda name, content: b"{" if name == "manifest.json" else content, "cannot be read"),
        (manifest_with(format=2), "reads format 1"),
        (manifest_with(migrations=["journal.0001_initial", "journal.9999_later"]), "another version of Parvis"),
        (manifest_with(migrations=["journal.0001_initial"]), "earlier version"),
        (manifest_with(postgresql=99), "PostgreSQL 99"),
        (manifest_with(tables={"public.journal_entry": {"rows": 1, "digest": "0"}}), "not what the manifest says"),
    ],
)
def test_what_is_damaged_or_of_another_version_is_refused_and_nothing_changes(
    filled: tuple[Installation, str, Path, Path],
    tmp_path: Path,
    change: Callable[[str, bytes], bytes | None],
    reason: str,
) -> None:
    one, _, file, _ = filled
    was = one.holds()
    ended = one.run("restore", str(changed(file, tmp_path / "changed.tar", change)), "--replace")
    assert ended.returncode == 1
    assert reason in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr
    assert one.holds() == was
    assert not [path for path in one.home.root.iterdir() if path.name.startswith(".restoring-")]


def test_a_restore_waits_for_nobody(filled: tuple[Installation, str, Path, Path]) -> None:
    """A connection that stays, from another machine say, is named; nothing is exchanged under its feet."""
    import psycopg

    one, _, file, _ = filled
    server = Server(one.home)
    with server.up():
        was = one.holds()
        with psycopg.connect(host=str(server.socket_folder), user=server.superuser, dbname="parvis") as other:
            other.execute("SELECT 1")
            ended = one.run("restore", str(file), "--replace")
        assert ended.returncode == 1
        assert "still use the database parvis" in ended.stderr
        assert one.holds() == was
        assert one.sql("SELECT 1 FROM pg_database WHERE datname = 'parvis_restoring'", "postgres") == []


def test_a_server_of_ones_own_is_backed_up_and_restored(filled: tuple[Installation, str, Path, Path]) -> None:
    """`DATABASE_URL`: another database, whose owner may make databases and roles and is no superuser."""
    one, token, file, _ = filled
    server = Server(one.home)
    with server.up():
        one.sql('CREATE ROLE "keeper" LOGIN CREATEDB CREATEROLE', "postgres")
        one.sql('GRANT CONNECT ON DATABASE postgres TO "keeper"', "postgres")
        one.sql('CREATE DATABASE "own" OWNER "keeper"', "postgres")
        with installation(DATABASE_URL=f"postgresql://keeper@/own?host={server.socket_folder}") as other:
            other.did("restore", str(file))
            other.did("backup", "--to", str(other.home.root.parent / "backups"))
            assert "already what this version needs" in other.did("upgrade").stderr
            assert other.pages(token) == one.pages(token)


@pytest.fixture
def small(tmp_path: Path) -> tuple[Home, Path]:
    """A home with one file, and the archive of it, without a database."""
    home = Home(tmp_path / "home")
    (home.root / "files").mkdir(parents=True)
    (home.root / "files" / "a").write_text("one")
    (tmp_path / "database.dump").write_bytes(b"dump")
    return home, tmp_path / "parvis-20261122T000000.tar"


def written(home: Home, target: Path) -> Path:
    files = {archive.DATABASE: target.parent / "database.dump", **archive.home_files(home)}
    manifest = archive.Manifest("2026-11-22", "0.1.0", 18, "parvis", "test", "k", [], {}, archive.described(files))
    archive.write_archive(target, manifest, files)
    return target


def test_a_link_out_of_the_home_is_not_followed(small: tuple[Home, Path], tmp_path: Path) -> None:
    home, target = small
    (tmp_path / "outside").write_text("somebody's")
    (home.root / "files" / "link").symlink_to(tmp_path / "outside")
    assert set(archive.check_archive(written(home, target)).files) == {"database.dump", "home/files/a"}


@pytest.mark.parametrize("name", ["../out", "/etc/out", "home/secret.key", "home/files/../../out", "home/files/"])
def test_an_archive_cannot_write_outside_its_place(small: tuple[Home, Path], tmp_path: Path, name: str) -> None:
    home, target = small
    manifest = archive.read_manifest(written(home, target))
    content = json.loads(manifest.written())
    content["files"] = {name: {"bytes": 1, "sha256": "0"}}
    with tarfile.open(target, "w") as bad:
        for entry_name, data in (("manifest.json", json.dumps(content).encode()), (name, b"x")):
            entry = tarfile.TarInfo(entry_name)
            entry.size = len(data)
            bad.addfile(entry, io.BytesIO(data))
    into = tmp_path / "into"
    into.mkdir()
    with pytest.raises(Stop, match="it was changed"):
        archive.check_archive(target, into)
    assert list(into.iterdir()) == []


def test_a_backup_that_cannot_be_written_leaves_nothing(
    small: tuple[Home, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, target = small

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Stop, match="No space left on device"):
        written(home, target)
    assert [path.name for path in target.parent.iterdir() if "tar" in path.name] == []
