"""Strict tests on a real PostgreSQL.

Each run has a server of its own in a folder of its own. One database is migrated and filled once with the real places
and the real directory; each worker gets a copy of it in a fraction of a second.
"""

import fcntl
import gc
import os
import shutil
import socket
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from _pytest.nodeid import NodeId

# The machine may be slow: a property is held by its examples, not by the clock. The same ones each time, so that a change is
# judged by what it changes; new ones are looked for by script/soak.
hypothesis.settings.register_profile("parvis", deadline=None, database=None, derandomize=True)
hypothesis.settings.register_profile("quick", deadline=None, database=None, derandomize=True, max_examples=15)
hypothesis.settings.register_profile(
    "soak", deadline=None, database=None, derandomize=False, max_examples=400, print_blob=True
)
hypothesis.settings.load_profile("parvis")

PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared"
TEMPLATE = "parvis_filled"


def pytest_configure(config: pytest.Config) -> None:
    """Start this run's PostgreSQL before Django reads its settings; the workers find it through the environment."""
    if "PARVIS_TEST_HOME" not in os.environ:
        folder = Path(tempfile.mkdtemp(prefix="parvis-t-"))
        folder.chmod(0o755)
        os.environ["PARVIS_TEST_HOME"] = str(folder)
        config.add_cleanup(lambda: _end(folder))
    os.environ |= {
        "PARVIS_HOME": os.environ["PARVIS_TEST_HOME"],
        "PARVIS_ENV": "test",
        "PARVIS_PROCESS": "owner",
        "PARVIS_DATABASE": TEMPLATE,
        "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
    }
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("PARVIS_TODAY", None)

    import django

    django.setup()
    # Thousands of short tests make and drop objects: looking for cycles every 700 of them is time lost.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


#: How many examples a property is held by in the quick tests, whatever it asks for in the whole ones.
QUICK_EXAMPLES = 15


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each test by a name of its own; in the quick tests, fewer examples of each property."""
    _named_apart(items)
    _few_examples(config, items)


def _named_apart(items: list[pytest.Item]) -> None:
    """Of two tests of one name two workers would run one, and say nothing: the operations of the API had all the same.

    The group of a test is part of its name: so the tests of a group go to one worker. The tool for two workers (3.8) writes
    it where this version of pytest (9.2) no longer reads it.
    """
    for item in items:
        name = item.nodeid if item.name in item.nodeid else f"{item.nodeid.rpartition('::')[0]}::{item.name}"
        groups = sorted({str(mark.args[0]) for mark in item.iter_markers("xdist_group")})
        item._id = NodeId.parse("@".join([name, *groups]))
    if twice := [name for name, count in Counter(item.nodeid for item in items).items() if count > 1]:
        raise pytest.UsageError(f"two tests of one name, and only one would be run: {twice[:5]}")


def _few_examples(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In the quick tests a property that names its own number of examples is held by a few: the profile alone would not do."""
    if config.getoption("--hypothesis-profile", None) != "quick":
        return
    kept_in = "_hypothesis_internal_use_settings"
    for function in {getattr(item, "function", None) for item in items}:
        own = getattr(function, kept_in, None)
        if own is not None and own.max_examples > QUICK_EXAMPLES:
            setattr(function, kept_in, hypothesis.settings(own, max_examples=QUICK_EXAMPLES))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The API's description is unfolded into its cases when its file is collected, longer than all the others together."""
    quick = "not slow" in str(config.option.markexpr)
    return True if quick and collection_path.name == "test_openapi.py" else None


def _end(folder: Path) -> None:
    from parvis.config.home import Home
    from parvis.config.postgres import Server

    server = Server(Home(folder), fast=True)
    if server.running():
        server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """The database is copied by `django_db_setup`; nothing for pytest-django to change."""


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """This worker's own copy of the filled database."""
    from django.conf import settings
    from django.db import connection

    from parvis.config.database import apply_grants, prepare_roles
    from parvis.config.home import Home
    from parvis.config.postgres import Server

    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = f"test_{worker}"
    home = Home(Path(os.environ["PARVIS_TEST_HOME"]))
    with django_db_blocker.unblock():
        server = Server(home, fast=True)
        with open(home.root / "filling.lock", "w", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            server.start()
            _admin(server, f'CREATE DATABASE "{TEMPLATE}"', only_if_absent=TEMPLATE)
            if not (home.root / "filled").exists():
                _fill(connection)
                (home.root / "filled").touch()
            connection.close()
            _admin(server, f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
        connection.settings_dict["NAME"] = name
        settings.DATABASES["default"]["NAME"] = name
        prepare_roles(connection, name, settings.SECRET_KEY)
        apply_grants(connection, name)
    yield
    with django_db_blocker.unblock():
        connection.close()


def _admin(server: Any, statement: str, only_if_absent: str = "") -> None:
    import psycopg

    with psycopg.connect(
        host=str(server.socket_folder), user=server.superuser, dbname="postgres", autocommit=True
    ) as connection:
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if not only_if_absent or connection.execute(known, [only_if_absent]).fetchone() is None:
            connection.execute(statement)


def _fill(connection: Any) -> None:
    from django.core.management import call_command
    from django.db import transaction

    from parvis.config import clock
    from parvis.directory.actions import load_directory
    from parvis.places.actions import load_places

    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        load_places(at=clock.now())
        load_directory(at=clock.now())


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves this machine: only sockets of this machine may be opened."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise RuntimeError(f"a test tried to reach {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture(autouse=True)
def _undone_editions_are_forgotten() -> Iterator[None]:
    """What a test publishes is undone after it, and its edition's number comes again: pages kept by that number go with it."""
    from django.core.cache import cache
    from django.db.models.signals import post_save

    from parvis.directory.models import Edition

    published: list[object] = []

    def note(**_saved: object) -> None:
        published.append(True)

    post_save.connect(note, sender=Edition)
    yield
    post_save.disconnect(note, sender=Edition)
    if published:
        cache.clear()


@pytest.fixture
def real_hash() -> None:
    """A test that asks for this hashes passwords with the memory and the passes of the product."""


@pytest.fixture(autouse=True)
def _light_hash(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed lightly where the hash is not what is tested: some tests try a hundred of them."""
    from parvis.people import passwords

    if "real_hash" in request.fixturenames:
        passwords._nobodys.cache_clear()
        request.addfinalizer(passwords._nobodys.cache_clear)
        return
    monkeypatch.setattr(passwords.Argon2, "memory_cost", 64)
    monkeypatch.setattr(passwords.Argon2, "time_cost", 1)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the project with the sources and the outside standard; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not beside this checkout: nothing to compare with")
    return SHARED
