"""`parvis serve`: database, web process and worker, in one command; stops them together."""

import argparse
import contextlib
import fcntl
import os
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from parvis.cli.setup import database_up, is_prepared, prepare
from parvis.cli.supervisor import Supervisor, stop_on_signals
from parvis.config.home import Home, Stop

FIRST_PORT = 8000
PORTS_TRIED = 50


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Start, print the address, and keep the processes alive until interrupted."""
    parser = argparse.ArgumentParser(prog="script/serve", description="Starts Parvis and prints its address.")
    parser.add_argument("--port", type=port_number, help="this port or none (without it: 8000, or the next free one)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--workers", type=int, default=1, help="web processes (default 1)")
    options = parser.parse_args(argv)

    def say(text: str) -> None:
        print(f"parvis: {text}", file=stderr, flush=True)

    import parvis.config.settings  # noqa: F401 - refuses, in one line, what is not safe, before anything starts

    stop_on_signals()
    home = Home.from_environment().make()
    with only_one(home), held_port(options.host, options.port) as port:
        supervisor = Supervisor(home, say)
        web = _web_command(options.host, port, options.workers)
        say("starting the database")
        try:
            # Where nothing is to be set up, the web process reads its program while the database starts.
            if is_prepared(home):
                supervisor.add("web", web)
            with database_up():
                try:
                    prepare(say)
                    if "web" not in supervisor.members:
                        supervisor.add("web", web)
                    supervisor.wait_until_it_answers(_probe(options.host, port))
                    # After the web process, so that the two do not slow each other's start.
                    supervisor.add("worker", [sys.executable, "-m", "parvis.cli", "jobs"])
                    print(f"http://{_shown(options.host)}:{port}/", file=stdout, flush=True)
                    say("Parvis is running. Ctrl-C stops it.")
                    supervisor.watch()
                finally:
                    supervisor.stop()
        except KeyboardInterrupt:
            say("stopped")
        finally:
            supervisor.stop()
    return 0


def port_number(text: str) -> int:
    """A port from what was typed."""
    if not text.isdigit() or not 1 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a number from 1 to 65535")
    return int(text)


def _shown(host: str) -> str:
    return "localhost" if host in ("127.0.0.1", "0.0.0.0", "::1", "::") else host  # noqa: S104 - compared, not bound


@contextlib.contextmanager
def only_one(home: Home) -> Iterator[None]:
    """One `serve` a home: a second would run the periodic duties twice."""
    with open(home.serve_lock, "a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            who = file.read().strip()
            raise Stop(f"Parvis already runs here (process {who or '?'}). Stop it first, or set PARVIS_HOME.") from None
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield


def free_port(host: str, asked: int | None) -> int:
    """The port asked for, or the first free one; `Stop` where there is none."""
    for port in [asked] if asked else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
                return port
            except PermissionError as error:
                raise Stop(
                    f"Port {port} needs an administrator. Choose one from 1024 up: script/serve --port 8000"
                ) from error
            except OSError as error:
                if isinstance(error, socket.gaierror):
                    raise Stop(f"{host!r} is not an address of this machine.") from error
    if asked:
        raise Stop(f"Port {asked} is taken by another program. Choose another: script/serve --port {asked + 1}")
    raise Stop(
        f"Ports {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1} are all taken. Choose one: script/serve --port 9000"
    )


@contextlib.contextmanager
def held_port(host: str, asked: int | None) -> Iterator[int]:
    """A free port, kept from others while it is used.

    The web server shares its port between its processes, so two installations that start together could both take
    the same one and answer each other's visitors. A socket that is bound and never listens keeps it ours.
    """
    lock = Path(tempfile.gettempdir()) / f"parvis-ports-{os.geteuid()}.lock"
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as holder:
        with open(lock, "w", encoding="ascii") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            port = free_port(host, asked)
            holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            holder.bind((host, port))
        yield port


def _probe(host: str, port: int) -> str:
    """The address at which this machine reaches the web process."""
    near = "127.0.0.1" if host == "0.0.0.0" else f"[{host}]" if ":" in host else host  # noqa: S104 - compared, not bound
    return f"http://{near if near != '[::]' else '[::1]'}:{port}"


def _web_command(host: str, port: int, workers: int) -> list[str]:
    where = ["--host", host, "--port", str(port), "--workers", str(workers)]
    limits = ["--blocking-threads", "4", "--backpressure", "64", "--no-ws", "--log-level", "warning"]
    return [sys.executable, "-m", "granian", "--interface", "wsgi", *where, *limits, "parvis.config.wsgi:application"]
