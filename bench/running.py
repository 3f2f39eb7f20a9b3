"""A Parvis of one's own for the length of a measure."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
Row = tuple[str, str, str]


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """An empty folder that the database's user may enter; gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="parvis-b-"))
    path.chmod(0o755)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def serving(home: Path, *, command: list[str] | None = None, **environment: str) -> Iterator[tuple[str, float]]:
    """Start Parvis; gives its address and the seconds until it was printed."""
    base = {**os.environ, "PARVIS_HOME": str(home), "PYTHONPATH": f"{PROJECT}/src:{PROJECT}", **environment}
    start = time.perf_counter()
    process = subprocess.Popen(
        command or [sys.executable, "-m", "parvis.cli", "serve"],
        env=base,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        address = process.stdout.readline().strip().rstrip("/") if process.stdout else ""
        took = time.perf_counter() - start
        if not address:
            raise RuntimeError(process.stderr.read()[-2000:] if process.stderr else "no answer")
        # Nobody reads the log of a measure; an unread pipe would fill and stop the server.
        drain = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
        yield address, took
    finally:
        process.terminate()
        process.wait(30)
        with contextlib.suppress(UnboundLocalError):
            drain.wait(5)
