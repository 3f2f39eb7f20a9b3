"""What the doctor finds: each fault on its own line, with what to do; nothing wrong where nothing is wrong."""

import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction

from parvis.cli.keeping import machine, records
from parvis.cli.keeping.findings import CAREFUL, OK, WRONG, Finding, worst
from parvis.config.database import address, side
from parvis.config.home import Home
from tests.cli.installation import installation


def levels(findings: Any) -> dict[str, str]:
    """The worst level of each thing that was looked at."""
    found: dict[str, list[Finding]] = {}
    for one in findings:
        found.setdefault(one.about, []).append(one)
    return {about: worst(all_) for about, all_ in found.items()}


def site(**changes: Any) -> SimpleNamespace:
    """The settings of a production, as the doctor reads them."""
    usual = {
        "PRODUCTION": True,
        "ENVIRONMENT": "production",
        "ALLOWED_HOSTS": ["parvis.example"],
        "SECURE_SSL_REDIRECT": True,
        "OPERATOR": "operator@exemple.invalid",
        "EMAIL_HOST": "",
        "EMAIL_PORT": 25,
        "HOME": Home(Path("/nowhere")),
    }
    return SimpleNamespace(**(usual | changes))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    tmp_path.chmod(0o755)
    return Home(tmp_path)


def test_what_is_not_well_always_says_what_to_do() -> None:
    with pytest.raises(ValueError, match="says what to do"):
        Finding("disk", CAREFUL, "little room")
    assert worst([]) == OK
    assert worst([Finding("a", OK, "a"), Finding("b", WRONG, "b", "do"), Finding("c", CAREFUL, "c", "do")]) == WRONG


@pytest.mark.parametrize(("free", "level"), [(10 * 1024**3, OK), (1024**3, CAREFUL), (1024**2, WRONG)])
def test_a_disk_that_fills(home: Home, monkeypatch: pytest.MonkeyPatch, free: int, level: str) -> None:
    import shutil

    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(total=10**12, used=0, free=free))
    assert machine.disk(home).level == level


def test_a_key_that_others_can_read_and_a_file_that_nobody_knows(home: Home) -> None:
    home.secret_file.write_text("k" * 64)
    home.secret_file.chmod(0o600)
    assert levels(machine.permissions(home)) == {"home": OK}
    home.secret_file.chmod(0o644)
    found = list(machine.permissions(home))
    assert [one.level for one in found] == [WRONG]
    assert found[0].do == f"chmod go= {home.secret_file}"
    home.secret_file.chmod(0o600)
    (home.root / "notes.txt").touch()
    found = list(machine.permissions(home))
    assert [(one.level, "notes.txt" in one.seen) for one in found] == [(CAREFUL, True)]
    home.root.chmod(0o777)
    assert levels(machine.permissions(home)) == {"home": WRONG}


def test_the_settings_of_the_site() -> None:
    assert levels(machine.site(site(), "keeper@exemple.invalid")) == {"site": OK, "tls": OK}
    assert levels(machine.site(site(OPERATOR=""), "")) == {"site": CAREFUL, "tls": OK}
    behind = site(SECURE_SSL_REDIRECT=False, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
    assert levels(machine.site(behind, "k"))["tls"] == CAREFUL
    assert levels(machine.site(site(PRODUCTION=False, ENVIRONMENT="demonstration"), "")) == {"site": CAREFUL}


def test_mail_that_cannot_leave() -> None:
    assert machine.mail(site(PRODUCTION=False)).level == OK
    assert machine.mail(site()).do == "set PARVIS_SMTP_HOST"
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        found = machine.mail(site(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port), patience=1)
    assert found.level == WRONG
    assert f"127.0.0.1:{port}" in found.seen


def test_a_list_of_stolen_passwords_is_looked_at(tmp_path: Path) -> None:
    assert machine.stolen_passwords(site(PRODUCTION=False, BREACHED_PASSWORDS=None)).level == OK
    assert machine.stolen_passwords(site(BREACHED_PASSWORDS=None)).level == CAREFUL
    file = tmp_path / "stolen.txt"
    file.write_text("0" * 40 + ":2\n" + "F" * 40 + ":1\n")
    assert machine.stolen_passwords(site(BREACHED_PASSWORDS=file)).level == OK
    file.write_text("a word\n")
    assert machine.stolen_passwords(site(BREACHED_PASSWORDS=file)).level == WRONG


def test_the_clock_and_the_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_clock_state", lambda: machine.CLOCK_NOT_SYNCHRONISED)
    assert machine.clock_of_the_machine().level == CAREFUL
    monkeypatch.setattr(machine, "_clock_state", lambda: 0)
    assert machine.clock_of_the_machine().level == OK
    assert machine.time_zone("America/Toronto").level == OK
    assert machine.time_zone("America/Nowhere").level == WRONG
    assert machine.time_zone("Europe/Paris").level == WRONG


def test_backups_grow_old(home: Home) -> None:
    at = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert levels(machine.backups(home, at, production=True)) == {"backup": WRONG}
    assert levels(machine.backups(home, at, production=False)) == {"backup": CAREFUL}
    (home.root / "backups").mkdir(mode=0o700)
    file = home.root / "backups" / "parvis-20261122T030000.tar"
    file.touch()
    assert levels(machine.backups(home, at, production=False)) == {"backup": OK}
    on_the_same_disk = list(machine.backups(home, at, production=True))
    assert [one.level for one in on_the_same_disk] == [OK, CAREFUL]
    assert levels(machine.backups(home, at + timedelta(days=3), production=False)) == {"backup": CAREFUL}
    assert levels(machine.backups(home, at + timedelta(days=9), production=False)) == {"backup": WRONG}


@pytest.fixture
def database() -> Iterator[Any]:
    """A connection of the owner to this test's database, whose changes are undone."""
    from parvis.cli.keeping import dump

    home = Home.from_environment()
    where = replace(address(home, "", "owner"), name=connection.settings_dict["NAME"])
    opened = dump.connect(where)
    yield opened
    opened.rollback()
    opened.close()


@pytest.mark.django_db
def test_a_database_as_written_is_well(database: Any) -> None:
    name = connection.settings_dict["NAME"]
    assert records.server(database).level == OK
    assert records.clocks(database).level == OK
    assert levels(records.roles(database, name)) == {"roles": OK}
    assert records.privileges(database, name).level == OK
    assert records.worker(database, served=False).level == CAREFUL
    assert records.worker(database, served=True).level == WRONG
    assert levels(records.jobs(database)) == {"jobs": OK}
    assert records.capabilities_on().seen.startswith("all off")


@pytest.mark.django_db
def test_a_grant_too_many_a_table_unwritten_and_a_role_with_power(database: Any) -> None:
    name = connection.settings_dict["NAME"]
    database.execute(f'GRANT UPDATE ON journal_entry TO "{name}_public"')
    found = records.privileges(database, name)
    assert (found.level, "journal_entry × public" in found.seen) == (WRONG, True)
    database.rollback()
    database.execute("CREATE TABLE forgotten (id int)")
    assert "forgotten is in no line of grants.toml" in records.privileges(database, name).seen
    database.rollback()
    database.execute(f'ALTER ROLE "{name}_web" CREATEDB')
    assert levels(records.roles(database, name)) == {"roles": WRONG}


@pytest.mark.django_db
def test_no_function_has_a_privilege_that_a_backup_would_lose(database: Any) -> None:
    """A dump leaves privileges out, and set-up gives tables theirs: a function's own would come back open to everybody."""
    rows = database.execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE n.nspname !~ '^(pg_|information_schema)' AND p.proacl IS NOT NULL "
        "AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
    )
    assert rows.fetchall() == [], "give it in config.database.apply_grants, and except it here"


@pytest.mark.django_db
def test_migrations_missing_or_of_a_later_version(database: Any) -> None:
    from parvis.cli.keeping import dump

    applied = dump.applied(database)
    assert records.migrations(applied).level == OK
    assert records.migrations(applied[1:]).do == "script/parvis upgrade"
    assert "later version" in records.migrations([*applied, "journal.9999_later"]).seen


@pytest.mark.django_db
def test_a_worker_that_lives_and_duties_that_did_not_run(database: Any) -> None:
    at = datetime.now(UTC)
    database.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    assert records.worker(database, served=True).level == OK
    database.execute("UPDATE django_migrations SET applied = now() - interval '10 days'")
    late = list(records.duties(database, at))
    assert [one.level for one in late] == [WRONG]
    assert "pathway.forget_expired_plans (never, due" in late[0].seen
    for duty in _duties():
        database.execute(
            "INSERT INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp) VALUES (%s, '', %s)",
            [duty, int(at.timestamp())],
        )
    assert levels(records.duties(database, at)) == {"duties": OK}
    assert levels(records.duties(database, at + timedelta(days=40))) == {"duties": WRONG}


def _duties() -> list[str]:
    from procrastinate.contrib.django import app

    return sorted({duty.task.name for duty in app.periodic_registry.periodic_tasks.values()})


@pytest.mark.django_db
def test_a_new_installation_has_missed_no_duty(database: Any) -> None:
    database.execute("UPDATE django_migrations SET applied = now()")
    assert levels(records.duties(database, datetime.now(UTC))) == {"duties": OK}


@pytest.mark.django_db
def test_jobs_that_failed_or_wait(database: Any) -> None:
    job = "INSERT INTO procrastinate_jobs (queue_name, task_name, status, scheduled_at) VALUES ('default', 'some.task', %s, %s)"
    database.execute(job, ["todo", datetime.now(UTC) - timedelta(hours=3)])
    assert levels(records.jobs(database)) == {"jobs": CAREFUL}
    database.execute(job, ["failed", None])
    assert levels(records.jobs(database)) == {"jobs": WRONG}


def test_the_law_past_its_horizon_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    from parvis.law import coverage

    found = records.law(date(2079, 1, 1))
    assert found.level == CAREFUL
    assert int(found.seen.split()[0]) == len(coverage.stale(date(2079, 1, 1))) > 50
    monkeypatch.setattr(coverage, "stale", lambda _: [])
    assert records.law(date(2079, 1, 1)).level == OK


@pytest.mark.django_db
def test_capabilities_that_are_on_are_named() -> None:
    from parvis.config.clock import now
    from parvis.journal.capabilities import switch_capability

    with transaction.atomic():
        switch_capability("cjp", body="cjp-de-montreal", on=True, by="operator", at=now())
    with side("public"):
        assert records.capabilities_on().seen == "on: cjp for cjp-de-montreal"


@pytest.mark.slow
@pytest.mark.xdist_group("keeping upgrades")
def test_the_command_says_what_is_wrong_by_its_exit_status() -> None:
    with installation() as one:
        nothing = one.run("doctor")
        assert (nothing.returncode, "does not exist" in nothing.stdout) == (1, True)
        one.did("setup")
        one.did("backup")
        well = one.run("doctor", "--json")
        found = json.loads(well.stdout)
        assert (well.returncode, found["level"]) == (0, "careful")
        assert {
            "disk",
            "home",
            "database",
            "roles",
            "grants",
            "migrations",
            "worker",
            "duties",
            "documents",
            "antivirus",
            "law",
        } <= {each["about"] for each in found["findings"]}
        assert one.run("doctor", "--strict").returncode == 1
        one.home.secret_file.chmod(0o644)
        ended = one.run("doctor")
        assert ended.returncode == 1
        assert f"chmod go= {one.home.secret_file}" in ended.stdout
        assert one.home.secret() not in ended.stdout + ended.stderr
        unsafe = one.known(PARVIS_ENV="production", PARVIS_SECRET="")
        one.environment = {"PARVIS_ENV": unsafe["PARVIS_ENV"]}
        ended = one.run("doctor")
        assert ended.returncode == 1
        assert "wrong    settings: Production needs PARVIS_SECRET" in ended.stdout
        assert "Traceback" not in ended.stderr
