"""The database refuses by itself what a side may not do; every table's grants are written down."""

import pytest
from django.db import DatabaseError, connection, transaction

from parvis.config.clock import now
from parvis.config.database import INHERITING, LOGINS, SIDES, grants, side
from parvis.journal.actions import record_entry
from parvis.journal.models import Entry

pytestmark = pytest.mark.django_db


def tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {row[0] for row in cursor.fetchall()}


def test_every_table_has_its_grants_written_down() -> None:
    assert tables() - set(grants()) == set(), "name each table in config/grants.toml"
    assert set(grants()) - tables() == set(), "grants.toml names a table that does not exist"
    assert {name for sides in grants().values() for name in sides} <= set(SIDES)


def test_each_side_has_exactly_what_is_written() -> None:
    database = connection.settings_dict["NAME"]
    kinds = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
    with connection.cursor() as cursor:
        for table, by_side in grants().items():
            for name in SIDES:
                written = {kind.strip() for kind in by_side.get(name, "").split(",") if kind.strip()}
                has = set()
                for kind in kinds:
                    cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [f"{database}_{name}", f'"{table}"', kind])
                    if cursor.fetchone()[0]:
                        has.add(kind)
                assert has == written, f"{table} × {name}"


def test_a_login_can_read_nothing_until_it_takes_a_side() -> None:
    database = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        for login in LOGINS:
            for table in tables() if login not in INHERITING else ():
                cursor.execute("SELECT has_table_privilege(%s, %s, 'SELECT')", [f"{database}_{login}", f'"{table}"'])
                assert cursor.fetchone()[0] is False, f"{login} reads {table}"
            cursor.execute(
                "SELECT rolsuper, rolcreaterole, rolcreatedb, rolinherit FROM pg_roles WHERE rolname = %s",
                [f"{database}_{login}"],
            )
            assert cursor.fetchone() == (False, False, False, login in INHERITING)


def test_the_court_side_sees_nothing_of_kept_plans() -> None:
    with pytest.raises(DatabaseError), side("court"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pathway_keptplan")


def test_the_outer_side_comes_back() -> None:
    with side("public"):
        with side("worker"):
            pass
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone()[0].endswith("_public")


def test_the_journal_refuses_to_be_rewritten() -> None:
    entry = record_entry("test.made", by="system", at=now(), subject=("test", "1"))
    for act in (
        lambda: Entry.objects.filter(pk=entry.pk).update(by="other"),
        lambda: Entry.objects.filter(pk=entry.pk).delete(),
        lambda: connection.cursor().execute("TRUNCATE journal_entry"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()
    assert Entry.objects.about("test", "1").get().by == "system"


@pytest.mark.parametrize("word", ["Camille Exemple", "a" * 81, "", "café"])
def test_the_journal_takes_codes_and_never_words(word: str) -> None:
    with pytest.raises(ValueError, match="never words"):
        record_entry("test.made", by="system", at=now(), subject=("test", "1"), codes={"who": word})


def test_models_and_migrations_agree() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
