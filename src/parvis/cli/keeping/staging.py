"""A database made beside the one in use, and put in its place in one transaction.

A restore and an upgrade never touch the database in use. They make another one beside it, check it, and exchange the two
names: before that moment everything is as it was, after it everything is new, and the one before is kept whole under
another name until a keeper lets it go. A process killed at any point leaves one of these two states.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import psycopg
from psycopg import sql

from parvis.cli.keeping.dump import connect, tables
from parvis.config.database import Address
from parvis.config.home import Stop

#: PostgreSQL cuts a name at 63 bytes.
LONGEST_NAME = 63
BEFORE = "_before_"
BEING_MADE = ("restoring", "upgrading")


def beside(address: Address, what: str) -> Address:
    """The database made beside this one: `parvis_restoring`, `parvis_upgrading`."""
    name = f"{address.name}_{what}"
    if len(name.encode()) > LONGEST_NAME - len("_before_20261122t051500"):
        raise Stop(f"The database's name {address.name} is too long: give it one of 30 letters or fewer.")
    return replace(address, name=name)


@contextlib.contextmanager
def administration(address: Address) -> Iterator[psycopg.Connection[Any]]:
    """A connection of the owner that is in neither database; `Stop` where it may not make one."""
    connection = _elsewhere(address)
    with contextlib.closing(connection):
        may = connection.execute("SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user").fetchone()
        if may != (True,):
            raise Stop(
                f'The owner of the database may not make another one. As its administrator: ALTER ROLE "{connection.info.user}" CREATEDB;'
            )
        yield connection


def _elsewhere(address: Address) -> psycopg.Connection[Any]:
    refused: Stop | None = None
    for name in ("postgres", "template1"):
        try:
            return connect(replace(address, name=name), autocommit=True)
        except Stop as stop:
            refused = refused or stop
    raise refused or Stop("The server has no database to administer it from.")


def named(address: Address, name: str) -> Address:
    """Another database of the same server."""
    return replace(address, name=name)


def make_empty(address: Address) -> None:
    """Make this database, empty; what an interrupted attempt left of it is removed first."""
    with administration(address) as connection:
        _drop(connection, address.name)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(address.name))
        )


def make_copy(address: Address, source: Address) -> None:
    """Make this database, a copy of another that nobody uses meanwhile."""
    with administration(address) as connection:
        _drop(connection, address.name)
        with _nobody_else(connection, source.name):
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(address.name), sql.Identifier(source.name)
                )
            )


def drop(address: Address) -> None:
    """Remove this database, if it is there."""
    with administration(address) as connection:
        _drop(connection, address.name)


def _drop(connection: psycopg.Connection[Any], name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def is_empty(address: Address) -> bool:
    """Whether this database holds no table."""
    with contextlib.closing(connect(address)) as connection:
        return not tables(connection)


def exchange(address: Address, ready: Address, *, at: datetime) -> str:
    """Put `ready` in the place of `address`, in one transaction; the name under which the one before is kept."""
    before = f"{address.name}{BEFORE}{at:%Y%m%dt%H%M%S}"
    try:
        with administration(address) as connection, _nobody_else(connection, address.name), connection.transaction():
            _rename(connection, address.name, before)
            _rename(connection, ready.name, address.name)
            _allow(connection, before, "false")
    except BaseException:
        drop(ready)  # what was not put in place is not left lying about: people are in it
        raise
    return before


def exchange_back(address: Address, before: str, faulty: Address) -> None:
    """Undo an exchange: the one before has its name again, the other is kept apart under its own."""
    with administration(address) as connection, _nobody_else(connection, address.name), connection.transaction():
        _rename(connection, address.name, faulty.name)
        _rename(connection, before, address.name)
        _allow(connection, address.name, "true")


def let_go_if_empty(address: Address, before: str) -> bool:
    """Whether the one before held nothing (a fresh installation): it is then removed, for there is nothing to keep."""
    old = named(address, before)
    with administration(address) as connection:
        _allow(connection, before, "true")
        empty = is_empty(old)
        if empty:
            _drop(connection, before)
        else:
            _allow(connection, before, "false")
    return empty


def kept_before(address: Address) -> list[str]:
    """What restores and upgrades left, oldest first: what they replaced, what a killed one was making. People are in it."""
    with administration(address) as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s) OR datname = ANY(%s) ORDER BY 1",
            [f"{address.name}{BEFORE}", [f"{address.name}_{what}" for what in BEING_MADE]],
        )
        return [row[0] for row in rows.fetchall()]


def _rename(connection: psycopg.Connection[Any], name: str, to: str) -> None:
    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(to)))


def _allow(connection: psycopg.Connection[Any], name: str, yes: str) -> None:
    connection.execute(sql.SQL(f"ALTER DATABASE {{}} ALLOW_CONNECTIONS {yes}").format(sql.Identifier(name)))


@contextlib.contextmanager
def _nobody_else(connection: psycopg.Connection[Any], name: str) -> Iterator[None]:
    try:
        yield
    except psycopg.errors.ObjectInUse as error:
        found = connection.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [name]).fetchone()
        raise Stop(
            f"{found[0] if found else 'Some'} connection(s) still use the database {name}: stop every web process and "
            "worker of this installation, on every machine, then start again."
        ) from error
