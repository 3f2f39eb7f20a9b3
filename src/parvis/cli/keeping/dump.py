"""The database, written to a file and read back: PostgreSQL's own programs, one snapshot, and what is in each table.

The programs are those of the wheel, for the embedded server and for a server of one's own alike. A password goes by the
environment, never on a command line, where other users of the machine would read it.
"""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from parvis.config.database import Address
from parvis.config.home import Stop
from parvis.config.postgres import wheel_binaries

#: So that a row reads the same in every installation.
ONE_WAY_TO_WRITE = "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET bytea_output = 'hex'; SET extra_float_digits = 1"


Connection = psycopg.Connection[Any]


@dataclass(frozen=True)
class Content:
    """What a table holds: how many rows, and one number that follows from all of them, in whatever order."""

    rows: int
    digest: str


def connect(address: Address, *, autocommit: bool = False) -> Connection:
    """A connection as the owner; `Stop` in one line where the database does not answer."""
    try:
        return psycopg.connect(_conninfo(address), password=address.password or None, autocommit=autocommit)
    except psycopg.OperationalError as error:
        first = (str(error).strip().splitlines() or ["no reason given"])[-1]
        raise Stop(f"The database {address.name} does not let Parvis in: {first}") from error


def _conninfo(address: Address) -> str:
    parts = {"dbname": address.name, "host": address.host, "port": address.port, "user": address.user}
    return make_conninfo(**dict(address.options), **{key: value for key, value in parts.items() if value})


def tables(connection: Connection) -> list[tuple[str, str]]:
    """Every table of Parvis: schema and name."""
    rows = connection.execute(
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname !~ '^(pg_|information_schema)' ORDER BY 1, 2"
    )
    return [(schema, name) for schema, name in rows.fetchall()]


def contents(connection: Connection) -> dict[str, Content]:
    """What each table holds, as this transaction sees it."""
    connection.execute(ONE_WAY_TO_WRITE)
    return {f"{schema}.{name}": content_of(connection, schema, name) for schema, name in tables(connection)}


def content_of(connection: Connection, schema: str, name: str, *columns: str, first: int | None = None) -> Content:
    """What one table holds; of some columns only, where they are named; of its first rows only, by their number."""
    row = sql.SQL("ROW({})").format(sql.SQL(", ").join(map(sql.Identifier, columns))) if columns else sql.SQL("t.*")
    table: sql.Composable = sql.Identifier(schema, name)
    if first is not None:
        table = sql.SQL("(SELECT * FROM {} ORDER BY id LIMIT {})").format(table, sql.Literal(first))
    query = sql.SQL(
        "SELECT count(*), coalesce(sum(('x' || left(md5(({row})::text), 15))::bit(60)::bigint::numeric), 0)::text FROM {table} t"
    ).format(row=row, table=table)
    found = connection.execute(query).fetchone()
    if found is None:
        raise Stop(f"The table {name} could not be counted.")
    return Content(*found)


def columns_of(connection: Connection, schema: str, name: str) -> list[str]:
    """The columns of a table, in their order; none where there is no such table."""
    rows = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = %s AND table_name = %s "
        "ORDER BY ordinal_position",
        [schema, name],
    )
    return [row[0] for row in rows.fetchall()]


def applied(connection: Connection) -> list[str]:
    """The migrations that this database has: `app.name`, sorted. None where it was never set up."""
    if connection.execute("SELECT to_regclass('public.django_migrations')").fetchone() == (None,):
        return []
    rows = connection.execute("SELECT DISTINCT app || '.' || name FROM public.django_migrations ORDER BY 1")
    return [row[0] for row in rows.fetchall()]


def major(connection: Connection) -> int:
    """The server's major version: 18."""
    return connection.info.server_version // 10_000


def write_dump(address: Address, file: Path, snapshot: str) -> None:
    """Write the database, as that snapshot sees it, in PostgreSQL's custom format. No owner, no grant: set-up makes them."""
    _run(
        "pg_dump",
        address,
        ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={file}"],
    )


def read_dump(address: Address, file: Path) -> None:
    """Fill an empty database from a dump, in one transaction: all of it or nothing."""
    options = ["--no-owner", "--no-privileges", "--no-comments", "--exit-on-error", "--single-transaction"]
    _run("pg_restore", address, [*options, str(file)])


def check_dump(file: Path) -> int:
    """Read a dump's table of contents; the number of tables with their rows in it. `Stop` where it cannot be read."""
    result = subprocess.run(
        [str(wheel_binaries() / "pg_restore"), "--list", str(file)], capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        raise Stop(f"{file} cannot be read back: {_last_line(result.stderr)}")
    return len(re.findall(r"^\d+;.* TABLE DATA ", result.stdout, re.MULTILINE))


def _run(program: str, address: Address, options: list[str]) -> None:
    known = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C"}
    secret = {"PGPASSWORD": address.password} if address.password else {}
    command = [str(wheel_binaries() / program), "--no-password", f"--dbname={_conninfo(address)}", *options]
    result = subprocess.run(command, env=known | secret, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise Stop(f"{program} stopped: {_last_line(result.stderr)}")


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if "error" in line.lower()] or text.strip().splitlines()
    said = (lines or ["no reason given"])[0]
    return re.sub(r"^pg_(dump|restore): (error: )?", "", said)[:300]
