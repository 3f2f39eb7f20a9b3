"""Databases, roles and sides (design, section 5).

The web process logs in as a role that owns nothing and reads nothing. A piece of work *takes a side* for the length of one
transaction: `with side("public"): …`. What each side may do to each table is written in `grants.toml` and applied
after every migration; a table that the file does not name can be touched by nobody but the owner.
"""

import base64
import hashlib
import hmac
import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from parvis.config.home import Home, Stop
from parvis.config.postgres import Server

#: The sides on which work runs; each is a database role, prefixed by the database's name. `door`: the pages of an account,
#: which alone read what proves a person; `staff`: the pages of somebody signed in; `proposer`: those of a proposal's link;
#: `signer`: those of the link by which a party signs a session sheet.
SIDES = ("public", "court", "settlement", "worker", "door", "staff", "proposer", "signer")
#: The roles that processes log in as. `owner` migrates; `web` and `jobs` own nothing.
LOGINS = {"web": ("public", "court", "settlement", "door", "staff", "proposer", "signer"), "jobs": ("worker",)}
#: Logins that have their one side from the start: the queue's own statements do not take a side.
INHERITING = ("jobs",)


@dataclass(frozen=True)
class Address:
    """Where a database is and as whom one connects to it."""

    name: str
    host: str
    port: str = ""
    user: str = ""
    password: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_url(cls, url: str) -> "Address":
        """Read a `postgresql://` URL; `Stop` with what is wrong where it is not one."""
        parts = urlsplit(url)
        if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
            raise Stop("DATABASE_URL must look like postgresql://user:password@host:5432/name.")
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        host = query.pop("host", unquote(parts.hostname or ""))
        try:
            port = str(parts.port or "")
        except ValueError as error:
            raise Stop("DATABASE_URL has a port that is not a number.") from error
        return cls(
            unquote(parts.path.strip("/")),
            host,
            port,
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            tuple(sorted(query.items())),
        )

    def as_(self, login: str, secret: str) -> "Address":
        """The same database, as the role of a process; its password follows from the installation's secret."""
        return Address(
            self.name, self.host, self.port, f"{self.name}_{login}", role_password(secret, login), self.options
        )

    def django(self) -> dict[str, Any]:
        """The entry of `DATABASES`."""
        pool = {"min_size": 1, "max_size": 8, "timeout": 5}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self.name,
            "HOST": self.host,
            "PORT": self.port,
            "USER": self.user,
            "PASSWORD": self.password,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {**dict(self.options), "pool": pool, "client_encoding": "UTF8"},
        }


def role_password(secret: str, login: str) -> str:
    """The password of a login role, derived from the secret: nothing more to configure or to leak."""
    digest = hmac.new(secret.encode(), f"database role {login}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def address(home: Home, secret: str, process: str) -> Address:
    """The database of this installation for a process: `owner`, `web` or `jobs`."""
    if url := os.environ.get("DATABASE_URL"):
        owner = Address.from_url(url)
        return owner if process == "owner" else owner.as_(process, secret)
    name = os.environ.get("PARVIS_DATABASE", "parvis")
    server = Server(home)
    user = server.superuser if process == "owner" else f"{name}_{process}"
    return Address(name, str(server.socket_folder), user=user)


@cache
def grants() -> dict[str, dict[str, str]]:
    """`grants.toml`: table → side → privileges (a comma-separated list, or "" for none)."""
    text = files("parvis.config").joinpath("grants.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["tables"]


def prepare_roles(connection: Any, database: str, secret: str) -> None:
    """Make the roles of this database once, under a lock, and set what each login may become. Idempotent."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '60s'")
        cursor.execute("SELECT pg_advisory_lock(hashtext('parvis roles'))")
        try:
            for role in SIDES:
                _make_role(cursor, f"{database}_{role}", "NOLOGIN")
            for login, sides in LOGINS.items():
                name = f"{database}_{login}"
                inherits = login in INHERITING
                attributes = f"LOGIN NOSUPERUSER {'INHERIT' if inherits else 'NOINHERIT'} NOCREATEDB NOCREATEROLE"
                _make_role(cursor, name, attributes)
                cursor.execute(f'ALTER ROLE "{name}" PASSWORD %s', [role_password(secret, login)])
                for side_name in sides:
                    how = f"INHERIT {'TRUE' if inherits else 'FALSE'}, SET TRUE"
                    cursor.execute(f'GRANT "{database}_{side_name}" TO "{name}" WITH {how}')
            _close_what_is_open_to_all(cursor)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('parvis roles'))")


def _close_what_is_open_to_all(cursor: Any) -> None:
    """Take from everybody what PostgreSQL gives everybody: the other databases, large objects. Needs the superuser."""
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if not cursor.fetchone()[0]:
        return
    cursor.execute("REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC")
    cursor.execute("SELECT oid::regprocedure::text FROM pg_proc WHERE proname ~ '^(lo_|loread|lowrite)'")
    for (function,) in cursor.fetchall():
        cursor.execute(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC")


def _make_role(cursor: Any, name: str, attributes: str) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    if cursor.fetchone() is None:
        cursor.execute(f'CREATE ROLE "{name}" {attributes}')


def apply_grants(connection: Any, database: str) -> None:
    """Give each side exactly what `grants.toml` says, taking back everything else. Run as the owner."""
    written = grants()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = {row[0] for row in cursor.fetchall()}
        roles = ", ".join(f'"{database}_{name}"' for name in (*SIDES, *LOGINS))
        cursor.execute(f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC')
        cursor.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {roles}")
        cursor.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {roles}")
        cursor.execute(f'GRANT CONNECT ON DATABASE "{database}" TO {roles}')
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {roles}")
        for table, by_side in written.items():
            for side_name, privileges in by_side.items():
                if privileges and table in tables:
                    cursor.execute(f'GRANT {privileges} ON "{table}" TO "{database}_{side_name}"')
                if "INSERT" in privileges and table in tables:
                    _grant_sequences(cursor, table, f"{database}_{side_name}")


def _grant_sequences(cursor: Any, table: str, role: str) -> None:
    """Who may add a row may draw its number."""
    cursor.execute(
        "SELECT s.relname FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass "
        "AND d.deptype IN ('a', 'i') JOIN pg_class t ON t.oid = d.refobjid WHERE s.relkind = 'S' AND t.relname = %s",
        [table],
    )
    for (sequence,) in cursor.fetchall():
        cursor.execute(f'GRANT USAGE ON SEQUENCE "{sequence}" TO "{role}"')


@contextmanager
def side(name: str) -> Iterator[None]:
    """Work on one side: a transaction in which the database itself refuses what that side may not see or do.

    Inside another side's block the outer side comes back at the end. `name` is one of `SIDES`.
    """
    from django.db import connection, transaction

    if name not in SIDES:
        raise ValueError(f"{name!r} is not a side; the sides are {', '.join(SIDES)}")
    nested = connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            before = _current_role(cursor) if nested else ""
            cursor.execute(f'SET LOCAL ROLE "{connection.settings_dict["NAME"]}_{name}"')
        yield
        # After a fault the savepoint is undone, and the role with it; only a success has to give it back.
        if nested:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('role', %s, true)", [before])


def _current_role(cursor: Any) -> str:
    cursor.execute("SELECT current_setting('role')")
    return cursor.fetchone()[0]
