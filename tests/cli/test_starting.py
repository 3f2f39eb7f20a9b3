"""What stops a start: one clear line, a non-zero exit, nothing half-done."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from parvis.config.home import Home, Stop
from parvis.config.postgres import LONGEST_SOCKET_FOLDER, Server

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home() -> Iterator[Home]:
    """An empty home that the service user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="parvis-s-"))
    folder.chmod(0o755)
    yield Home(folder)
    server = Server(Home(folder), fast=True)
    if server.running():
        server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def serve(home: Home, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT / "src"), "PARVIS_HOME": str(home.root)}
    command = [sys.executable, "-m", "parvis.cli", "serve", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90, check=False)


def test_a_port_that_is_taken_is_said(home: Home) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = serve(home, "--port", str(port))
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.splitlines() == [
        f"parvis: Port {port} is taken by another program. Choose another: script/serve --port {port + 1}"
    ]


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_refused(home: Home, port: str) -> None:
    ended = serve(home, f"--port={port}")
    assert ended.returncode == 2
    assert "is not a port" in ended.stderr


def test_a_second_start_is_refused(home: Home) -> None:
    with open(home.serve_lock, "w", encoding="ascii") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        first.write("4242")
        first.flush()
        ended = serve(home)
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        "parvis: Parvis already runs here (process 4242). Stop it first, or set PARVIS_HOME."
    ]


@pytest.mark.slow
def test_a_damaged_database_is_said_and_left_as_it_is(home: Home) -> None:
    server = Server(home, fast=True)
    server.start()
    server.stop()
    control = home.data / "global" / "pg_control"
    control.write_bytes(b"\0" * control.stat().st_size)
    ended = serve(home)
    assert ended.returncode == 1
    assert ended.stdout == ""
    last = ended.stderr.splitlines()[-1]
    assert last.startswith(f"parvis: The database in {home.data} could not be started")
    assert "Restore a backup" in last
    assert "Traceback" not in ended.stderr
    assert control.exists()


@pytest.mark.slow
def test_a_failed_first_start_leaves_nothing_behind(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Server._run
    monkeypatch.setattr(Server, "_run", lambda self, program, *rest: run(self, program, *rest, "--no-such-option"))
    with pytest.raises(Stop, match="could not be made"):
        Server(home, fast=True).start()
    assert not home.data.exists()
    monkeypatch.undo()
    assert Server(home, fast=True).start() is True


@pytest.mark.slow
def test_starting_twice_starts_once(home: Home) -> None:
    server = Server(home, fast=True)
    assert server.start() is True
    assert server.start() is False
    assert server.running()


@pytest.mark.slow
def test_the_server_listens_on_no_network_address_and_lets_nobody_else_in(home: Home) -> None:
    import psycopg

    server = Server(home, fast=True)
    server.start()
    with psycopg.connect(host=str(server.socket_folder), user=server.superuser, dbname="postgres") as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        rules = connection.execute("SELECT type, auth_method FROM pg_hba_file_rules").fetchall()
    assert rules == [("local", "peer")]
    assert server.socket_folder.stat().st_mode & 0o077 == 0


def test_a_long_home_gets_a_short_socket(tmp_path: Path) -> None:
    deep = Home(tmp_path / ("d" * 60) / ("e" * 60))
    assert len(str(Server(deep).socket_folder)) <= LONGEST_SOCKET_FOLDER
    assert Server(deep).socket_folder != Server(Home(tmp_path / ("d" * 60) / ("f" * 60))).socket_folder


def test_an_unknown_command_names_the_known_ones() -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT / "src")}
    ended = subprocess.run(
        [sys.executable, "-m", "parvis.cli", "sreve"], env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert "serve" in ended.stderr


def test_a_port_that_is_held_is_free_for_nobody_else() -> None:
    from parvis.cli.serve import free_port, held_port

    with held_port("127.0.0.1", None) as first:
        with held_port("127.0.0.1", None) as second:
            assert first != second
        with pytest.raises(Stop, match="taken"):
            free_port("127.0.0.1", first)
    assert free_port("127.0.0.1", first) == first
