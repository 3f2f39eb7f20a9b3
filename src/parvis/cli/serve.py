"""`parvis serve`: database, web process and worker, in one command; stops them together."""

import argparse
import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import TextIO

from parvis.cli.setup import database_up, is_prepared, prepare
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

    home = Home.from_environment().make()
    with only_one(home):
        port = free_port(options.host, options.port)
        say("starting the database")
        processes: dict[str, subprocess.Popen[bytes]] = {}
        try:
            # Where nothing is to be set up, the web process reads its program while the database starts.
            if is_prepared(home):
                processes["web"] = _start_web(options.host, port, options.workers)
            with database_up():
                try:
                    prepare(say)
                    if "web" not in processes:
                        processes["web"] = _start_web(options.host, port, options.workers)
                    _wait_until_it_answers(options.host, port, processes)
                    # After the web process, so that the two do not slow each other's start.
                    processes["worker"] = _start_worker()
                    print(f"http://{_shown(options.host)}:{port}/", file=stdout, flush=True)
                    say("Parvis is running. Ctrl-C stops it.")
                    return _watch(processes)
                finally:
                    _stop(processes)
        finally:
            _stop(processes)


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


def _environment(process: str) -> dict[str, str]:
    known = {"DJANGO_SETTINGS_MODULE": "parvis.config.settings"}
    return {**known, **os.environ, "PARVIS_SERVED": "1", "PARVIS_PROCESS": process}


def _start_web(host: str, port: int, workers: int) -> subprocess.Popen[bytes]:
    where = ["--host", host, "--port", str(port), "--workers", str(workers)]
    limits = ["--blocking-threads", "4", "--backpressure", "64", "--no-ws", "--log-level", "warning"]
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        *where,
        *limits,
        "parvis.config.wsgi:application",
    ]
    return subprocess.Popen(command, env=_environment("web"), stdin=subprocess.DEVNULL)


def _start_worker() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "parvis.cli", "jobs"]
    return subprocess.Popen(command, env=_environment("jobs"), stdin=subprocess.DEVNULL)


def _wait_until_it_answers(host: str, port: int, processes: dict[str, subprocess.Popen[bytes]]) -> None:
    target = f"http://{'[::1]' if ':' in host else '127.0.0.1' if host == '0.0.0.0' else host}:{port}/health"  # noqa: S104
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        _raise_if_one_ended(processes)
        with contextlib.suppress(OSError), urllib.request.urlopen(target, timeout=5) as answer:
            if answer.status == 200:
                return
        time.sleep(0.05)
    raise Stop("The web process did not answer within a minute; its messages are above.")


def _raise_if_one_ended(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, process in processes.items():
        if process.poll() is not None:
            raise Stop(f"The {name} process ended by itself (status {process.returncode}); its last message is above.")


def _watch(processes: dict[str, subprocess.Popen[bytes]]) -> int:
    """Sleep until a signal or the end of a process."""

    def end(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    try:
        while True:
            _raise_if_one_ended(processes)
            time.sleep(0.5)
    except KeyboardInterrupt:
        return 0


def _stop(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    for process in processes.values():
        process.terminate()
    for process in processes.values():
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
