"""An upgrade works on a copy: stopped at any moment, killed even, it leaves one whole database in its place."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from parvis.cli.backup import backups_in
from parvis.config.home import Home
from parvis.config.postgres import Server
from tests.cli.installation import KEEP_A_PLAN, Installation, installation

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("keeping upgrades")]
#: What stands in the way of the migration that the earlier version did not have.
FAULT = "CREATE TABLE decisions_decisionrecord (reference text)"


@pytest.fixture(scope="session")
def earlier() -> Iterator[tuple[Installation, str]]:
    """An installation of an earlier version, which did not record decisions, with a kept plan and its address."""
    with installation(ready=True) as one, Server(one.home).up():
        token = one.python(KEEP_A_PLAN)
        one.did("django", "migrate", "decisions", "zero", "--verbosity", "0")
        yield one, token


def names(one: Installation) -> list[str]:
    return sorted(str(row[0]) for row in one.sql("SELECT datname FROM pg_database", "postgres"))


def killed_at(one: Installation, step: str, wait: float) -> str:
    """Upgrade, kill the command and everything it started `wait` seconds after it says this step; all that it said."""
    command = [sys.executable, "-m", "parvis.cli", "upgrade"]
    with subprocess.Popen(
        command, env=one.known(), stderr=subprocess.PIPE, text=True, start_new_session=True, cwd=one.home.root.parent
    ) as upgrade:
        assert upgrade.stderr is not None
        said = ""
        for line in upgrade.stderr:
            said += line
            if step in line:
                break
        time.sleep(wait)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(upgrade.pid, signal.SIGKILL)
        said += upgrade.stderr.read()
        assert step in said
        return said


@pytest.mark.parametrize(
    ("step", "wait"),
    [
        ("1/5 a", 0.2),
        ("2/5 a", 0.0),
        ("3/5 the", 0.3),
        ("3/5 the", 1.5),
        ("3/5 the", 4.0),
        ("4/5 comp", 0.0),
        ("5/5 putt", 0.0),
    ],
)
def test_killed_at_any_moment_before_the_exchange_the_old_database_is_whole(
    earlier: tuple[Installation, str], step: str, wait: float
) -> None:
    one, _ = earlier
    was = one.holds()
    said = killed_at(one, step, wait)
    now = one.holds()
    if "public.decisions_decisionrecord" in now:
        assert "5/5 putting" in said, "nothing is exchanged before the last step"
        back_to_the_earlier_one(one)
    assert one.holds() == was


def back_to_the_earlier_one(one: Installation) -> None:
    """What the keeper would have: the new database under its name, the old one whole beside it."""
    kept = [name for name in names(one) if name.startswith("parvis_before_")]
    assert kept, "the one before is kept"
    one.sql("DROP DATABASE parvis WITH (FORCE)", "postgres")
    one.sql(f'ALTER DATABASE "{kept[-1]}" ALLOW_CONNECTIONS true', "postgres")
    one.sql(f'ALTER DATABASE "{kept[-1]}" RENAME TO parvis', "postgres")


def test_a_migration_that_fails_leaves_everything_and_says_where_the_backup_is(
    earlier: tuple[Installation, str],
) -> None:
    one, _ = earlier
    one.sql(FAULT)
    try:
        was = one.holds()
        ended = one.run("upgrade")
        assert ended.returncode == 1
        assert "nothing was changed; the backup is" in ended.stderr
        assert one.holds() == was
        assert "parvis_upgrading" not in names(one)
    finally:
        one.sql("DROP TABLE decisions_decisionrecord")


def test_pages_that_do_not_answer_bring_the_old_one_back(earlier: tuple[Installation, str]) -> None:
    one, _ = earlier
    was = one.holds()
    one.environment["PARVIS_SENDER"] = "parvis@localhost"  # any change of setting: the pages are tried with it
    broken = one.home.root.parent / "broken"
    broken.mkdir(exist_ok=True)
    (broken / "sitecustomize.py").write_text(
        "import sys\nif 'parvis.cli.keeping.trying' in ' '.join(sys.orig_argv): sys.exit('the pages are broken')\n"
    )
    known = one.known()
    known["PYTHONPATH"] = f"{broken}:{known['PYTHONPATH']}"
    command = [sys.executable, "-m", "parvis.cli", "upgrade"]
    ended = subprocess.run(command, env=known, capture_output=True, text=True, timeout=180, check=False)
    assert ended.returncode == 1
    assert "the database of before is back in its place" in ended.stderr
    assert one.holds() == was
    assert not [name for name in names(one) if name.startswith(("parvis_before_", "parvis_upgrading"))]


def test_a_production_is_never_migrated_in_passing(earlier: tuple[Installation, str]) -> None:
    one, _ = earlier
    was = one.holds()
    production = {
        "PARVIS_ENV": "production",
        "PARVIS_SECRET": one.home.secret() + "-and-more",
        "PARVIS_HOSTS": "parvis.example",
    }
    with Server(one.home).up():
        command = [sys.executable, "-m", "parvis.cli", "setup"]
        ended = subprocess.run(
            command, env=one.known(**production), capture_output=True, text=True, timeout=120, check=False
        )
    assert ended.returncode == 1
    assert "Run: script/parvis upgrade" in ended.stderr
    assert one.holds() == was


def test_an_upgrade_goes_through_and_is_said(tmp_path: Path) -> None:
    with installation(ready=True) as one, Server(one.home).up():
        token = one.python(KEEP_A_PLAN)
        before = one.pages(token)
        one.did("django", "migrate", "decisions", "zero", "--verbosity", "0")
        said = one.did("upgrade", "--to", str(tmp_path)).stderr
        assert "upgraded in" in said
        assert len(backups_in(tmp_path)) == 1
        assert one.pages(token) == before
        assert one.sql("SELECT codes->>'migrations' FROM journal_entry WHERE kind = 'installation.upgraded'") == [
            ("1",)
        ]
        assert len([name for name in names(one) if name.startswith("parvis_before_")]) == 1
        assert "nothing to upgrade" in one.did("upgrade").stderr
        one.sql("INSERT INTO django_migrations (app, name, applied) VALUES ('journal', '9999_later', now())")
        ended = one.run("upgrade")
        assert ended.returncode == 1
        assert "later version" in ended.stderr


def test_what_the_journal_says_cannot_be_changed_by_a_migration() -> None:
    """The comparison itself: a copy whose journal differs, or that lost its plans, is refused."""
    from parvis.cli import upgrade
    from parvis.cli.keeping import staging
    from parvis.config.database import Address
    from parvis.config.home import Stop

    with installation(ready=True) as one, Server(one.home).up():
        one.python(KEEP_A_PLAN)
        server = Server(Home(one.home.root))
        where = Address("parvis", str(server.socket_folder), user=server.superuser)
        was = upgrade._held(where)
        for statement, reason in (
            (
                "ALTER TABLE journal_entry DISABLE TRIGGER ALL; UPDATE journal_entry SET by = 'other'",
                "what journal_entry",
            ),
            ("DELETE FROM pathway_keptplan", "would empty pathway_keptplan"),
        ):
            ready = staging.beside(where, "upgrading")
            staging.make_copy(ready, where)
            upgrade._compare(ready, was)
            one.sql(statement, "parvis_upgrading")
            with pytest.raises(Stop, match=reason):
                upgrade._compare(ready, was)
            staging.drop(ready)
