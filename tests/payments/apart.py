"""A database of its own for a test whose transactions really end, and acts at the same moment, each on its own connection."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from parvis.config.home import Home
from parvis.config.postgres import Server
from tests.conftest import TEMPLATE, _admin


@contextmanager
def own_database(blocker: Any) -> Iterator[None]:
    """A copy of the filled database, for as long as the test lasts: nothing that it writes is met by another."""
    server, before = Server(Home(Path(os.environ["PARVIS_TEST_HOME"])), fast=True), connection.settings_dict["NAME"]
    name = f"{before}_apart"
    with blocker.unblock():
        connection.close()
        _admin(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        _admin(server, f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
        connection.settings_dict["NAME"] = name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = before
            _admin(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all these at the same moment; what each gave, or the exception that stopped it."""
    ready, found = threading.Barrier(len(acts)), [None] * len(acts)

    def do(place: int, act: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            ready.wait(10)
            found[place] = act()
        except Exception as stopped:  # what stopped an act is what the test asks about
            found[place] = stopped  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(place, act)) for place, act in enumerate(acts)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
        assert not one.is_alive(), "two acts wait for each other"
    return found
