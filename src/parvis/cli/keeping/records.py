"""Checks of what the database holds: its version, roles, grants and migrations, the worker and its duties, the law."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg

from parvis.cli.keeping import dump, migrating, staging
from parvis.cli.keeping.findings import CAREFUL, OK, WRONG, Finding
from parvis.config.database import INHERITING, LOGINS, SIDES, Address, grants
from parvis.config.home import Stop

NEEDED = 18
KINDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
#: A worker says every ten seconds that it lives; a minute without a word is too long.
SILENCE = timedelta(minutes=1)
#: Seconds by which the database's clock and the machine's may differ.
APART, FAR_APART = 2.0, 60.0


def records(where: Address, *, served: bool, today: date) -> Iterator[Finding]:
    """Every check of the database and of what leans on it. `served`: the site is running on this machine."""
    with contextlib.closing(dump.connect(where, autocommit=True)) as connection:
        yield server(connection)
        yield clocks(connection)
        applied = dump.applied(connection)
        if not applied:
            yield Finding("database", WRONG, f"{where.name} was never set up", "start Parvis once: script/serve")
            return
        yield migrations(applied)
        yield from roles(connection, where.name)
        yield privileges(connection, where.name)
        yield worker(connection, served=served)
        yield from duties(connection, datetime.now(UTC))
        yield from jobs(connection)
        yield watchers(connection)
    yield replaced(where)
    yield law(today)
    yield capabilities_on()


def server(connection: dump.Connection) -> Finding:
    """Which PostgreSQL answers."""
    number = connection.info.server_version
    seen = f"PostgreSQL {number // 10_000}.{number % 10_000} answers, as {connection.info.user}"
    if number // 10_000 < NEEDED:
        return Finding("database", WRONG, seen, f"Parvis needs PostgreSQL {NEEDED} or later")
    return Finding("database", OK, seen)


def clocks(connection: dump.Connection) -> Finding:
    """Whether the database and this machine agree on the time."""
    found = connection.execute("SELECT clock_timestamp()").fetchone()
    apart = abs((found[0] - datetime.now(UTC)).total_seconds()) if found else FAR_APART
    seen = f"the database's clock and this machine's differ by {apart:.1f} s"
    if apart < APART:
        return Finding("clock", OK, seen)
    return Finding("clock", WRONG if apart >= FAR_APART else CAREFUL, seen, "have both follow a time server")


def migrations(applied: list[str]) -> Finding:
    """Whether the database is what this version needs."""
    known = set(migrating.known())
    if later := set(applied) - known:
        do = "install the version of Parvis that made it, or restore a backup of this one"
        return Finding("migrations", WRONG, f"the database has {len(later)} of a later version of Parvis", do)
    if missing := known - set(applied):
        return Finding("migrations", WRONG, f"{len(missing)} are not applied", "script/parvis upgrade")
    return Finding("migrations", OK, f"all {len(applied)} are applied")


def roles(connection: dump.Connection, database: str) -> Iterator[Finding]:
    """Whether the logins of the processes are there and have no power of their own."""
    rows = connection.execute(
        "SELECT rolname, rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls, rolcanlogin, rolinherit FROM pg_roles"
    )
    found = {name: rest for name, *rest in rows.fetchall()}
    wrong = [
        f"{database}_{name}" for name in SIDES if found.get(f"{database}_{name}", [True, True])[:2] != [False, False]
    ]
    wrong += [
        f"{database}_{login}"
        for login in LOGINS
        if found.get(f"{database}_{login}") != [False, True, login in INHERITING]
    ]
    if wrong:
        do = "script/parvis setup --force makes them; a role with more power than that: take it back (ALTER ROLE)"
        yield Finding("roles", WRONG, f"not as written: {', '.join(wrong)}", do)
    else:
        yield Finding("roles", OK, f"{len(SIDES)} sides and {len(LOGINS)} logins, none with a power of its own")


def privileges(connection: dump.Connection, database: str) -> Finding:
    """Whether each side may do to each table exactly what `grants.toml` says."""
    present = {name for schema, name in dump.tables(connection) if schema == "public"}
    differing = [f"{name} is in no line of grants.toml" for name in sorted(present - set(grants()))]
    query = "SELECT kind FROM unnest(%s::text[]) kind WHERE has_table_privilege(%s, %s, kind)"
    for table in sorted(present & set(grants())):
        for side in SIDES:
            written = {kind.strip() for kind in grants()[table].get(side, "").split(",") if kind.strip()}
            try:
                rows = connection.execute(query, [list(KINDS), f"{database}_{side}", f'"{table}"'])
            except psycopg.errors.UndefinedObject:
                continue  # the role itself is missing, which another line says
            if {row[0] for row in rows.fetchall()} != written:
                differing.append(f"{table} × {side}")
    if differing:
        seen = f"{len(differing)} not as written: {', '.join(differing[:3])}"
        return Finding("grants", WRONG, seen, "script/parvis setup --force")
    return Finding("grants", OK, f"{len(present)} tables × {len(SIDES)} sides, exactly as written")


def worker(connection: dump.Connection, *, served: bool) -> Finding:
    """Whether a worker lives, here or on another machine."""
    found = connection.execute(
        "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - %s", [SILENCE]
    )
    alive = (found.fetchone() or (0,))[0]
    if alive:
        return Finding("worker", OK, f"{alive} alive")
    if not served:
        do = "start it: script/serve, or script/parvis jobs where the worker has a machine of its own"
        return Finding("worker", CAREFUL, "none is alive, and the site is not running on this machine", do)
    return Finding("worker", WRONG, "none is alive", "look at the messages of script/serve; then start it again")


def duties(connection: dump.Connection, at: datetime) -> Iterator[Finding]:
    """Whether each periodic duty was started when it was due."""
    from procrastinate.contrib.django import app

    rows = connection.execute("SELECT task_name, max(defer_timestamp) FROM procrastinate_periodic_defers GROUP BY 1")
    started = {name: datetime.fromtimestamp(when, UTC) for name, when in rows.fetchall()}
    first = connection.execute("SELECT min(applied) FROM django_migrations").fetchone()
    since = first[0] if first else at
    late = []
    for duty in app.periodic_registry.periodic_tasks.values():
        due, before = _last_two(duty.cron, at)
        name = duty.task.name
        last = started.get(name)
        if before > since and (last is None or last < before):
            late.append(
                f"{name} ({f'last {last:%Y-%m-%d %H:%M} UTC' if last else 'never'}, due {due:%Y-%m-%d %H:%M} UTC)"
            )
    count = len(app.periodic_registry.periodic_tasks)
    if late:
        yield Finding(
            "duties",
            WRONG,
            f"not started when due: {'; '.join(late)}",
            "look at the worker: what is above, and its log",
        )
    else:
        yield Finding("duties", OK, f"{count} periodic duties, none missed twice")


def _last_two(cron: str, at: datetime) -> tuple[datetime, datetime]:
    """The last moment at which it was due, and the one before. The queue counts in the worker's UTC."""
    from croniter import croniter  # type: ignore[import-untyped]

    times = croniter(cron, at)
    last = times.get_prev(datetime)
    return last, times.get_prev(datetime)


def jobs(connection: dump.Connection) -> Iterator[Finding]:
    """Jobs that failed for good, and those that wait too long."""
    found = connection.execute(
        "SELECT count(*) FILTER (WHERE status = 'failed'), "
        "count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) < now() - interval '1 hour') "
        "FROM procrastinate_jobs"
    ).fetchone()
    failed, waiting = found or (0, 0)
    if failed:
        names = connection.execute(
            "SELECT DISTINCT task_name FROM procrastinate_jobs WHERE status = 'failed' ORDER BY 1"
        )
        which = ", ".join(row[0] for row in names.fetchall())
        yield Finding(
            "jobs",
            WRONG,
            f"{failed} failed: {which}",
            "the worker's log says why; a job that failed does not start again",
        )
    if waiting:
        yield Finding(
            "jobs", CAREFUL, f"{waiting} wait since more than an hour", "is a worker alive? one more may be needed"
        )
    if not failed and not waiting:
        yield Finding("jobs", OK, "none failed, none waits")


def watchers(connection: dump.Connection) -> Finding:
    """Whether the addresses that records give are looked at, and how many findings wait on the keepers' desk."""
    try:
        row = connection.execute("SELECT outcome, at FROM directory_round WHERE watcher = 'links'").fetchone()
        found = connection.execute("SELECT count(*) FROM directory_finding WHERE state = 'open'").fetchone()
    except psycopg.errors.UndefinedTable:
        return Finding("watchers", CAREFUL, "this database is of an earlier version", "script/parvis upgrade")
    waiting = f"{(found or (0,))[0]} findings wait on the keepers' desk"
    if row and row[0] == "no_network":
        do = "let the worker out to ports 80 and 443 and to DNS, or set PARVIS_WATCH_LINKS=0 (docs/operations.md)"
        return Finding("watchers", CAREFUL, f"nothing outside answered on {row[1]:%Y-%m-%d}: links are not checked", do)
    if row and row[0] == "off":
        return Finding("watchers", OK, f"{waiting}; links are not checked here (PARVIS_WATCH_LINKS=0)")
    return Finding("watchers", OK, waiting)


def replaced(where: Address) -> Finding:
    """Whether a restore or an upgrade left a database beside: it holds what people think is gone."""
    try:
        found = staging.kept_before(where)
    except Stop as stop:
        return Finding("upgrades", CAREFUL, str(stop), "upgrades and restores need this right")
    if found:
        do = "when all is well: script/parvis restore --forget-replaced"
        return Finding("upgrades", CAREFUL, f"{len(found)} databases beside the one in use: {', '.join(found)}", do)
    return Finding("upgrades", OK, "no database is left beside the one in use")


def law(today: date) -> Finding:
    """How many values of the law are past the day until which they were confirmed."""
    from parvis.law import coverage

    rows = coverage.stale(today)
    if rows:
        do = "script/parvis law stale names them; read the official text again (docs/encoding-a-norm.md)"
        return Finding("law", CAREFUL, f"{len(rows)} values are past the day until which they were confirmed", do)
    return Finding("law", OK, "no value is past the day until which it was confirmed")


def capabilities_on() -> Finding:
    """Which offices act through this installation."""
    from parvis.config.capabilities import capabilities
    from parvis.journal.capabilities import holders

    on: list[Any] = [f"{code} for {', '.join(found)}" for code in capabilities() if (found := holders(code))]
    return Finding(
        "capabilities", OK, f"on: {'; '.join(on)}" if on else "all off: every act ends in the official channel"
    )
