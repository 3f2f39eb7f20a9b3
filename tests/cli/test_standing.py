"""A running installation stands up again by itself: its worker, its database; and leaves nothing behind when it ends."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SECRET = "q9Vx7Lm2-Zk4Tr8Bn1Wc5Yd3Fh6Jp0Sg_aB7eD2kQ9uXo4Ri6Ty1Mw"

pytestmark = pytest.mark.slow


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """A production of its own, as the README sets it up."""
    home = Path(tempfile.mkdtemp(prefix="parvis-w-"))
    home.chmod(0o755)
    yield {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(PROJECT / "src"),
        "PARVIS_HOME": str(home),
        "PARVIS_ENV": "production",
        "PARVIS_SECRET": SECRET,
        "PARVIS_HOSTS": "parvis.example",
    }
    shutil.rmtree(home, ignore_errors=True)


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def until(holds: Callable[[], bool], seconds: float = 40) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.2)
    return False


def children(parent: int) -> dict[int, str]:
    """The processes that `serve` started: number and command."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(stat[1]) == parent:
                    found[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
    return found


def test_what_falls_stands_up_again_and_nothing_is_left_behind(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "parvis.cli", "serve"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as serve:
        try:
            assert serve.stdout is not None
            address = serve.stdout.readline().strip().rstrip("/")
            assert address.startswith("http://localhost:"), "a production set up as the README says starts"
            assert status(f"{address}/health") == 200

            worker = next(number for number, line in children(serve.pid).items() if line.rstrip().endswith("jobs"))
            os.kill(worker, signal.SIGKILL)
            assert until(lambda: any("jobs" in line and n != worker for n, line in children(serve.pid).items()))
            assert status(f"{address}/health") == 200, "the site goes on while the worker is away"

            postmaster = Path(environment["PARVIS_HOME"], "postgres", "postmaster.pid")
            os.kill(int(postmaster.read_text().splitlines()[0]), signal.SIGKILL)
            assert until(lambda: status(f"{address}/health") == 200)
            assert serve.poll() is None

            left = set(children(serve.pid))
            serve.send_signal(signal.SIGHUP)
            assert serve.wait(40) == 0
            assert until(lambda: not any(Path(f"/proc/{number}").exists() for number in left), 15)
            assert not postmaster.exists(), "the last to use the database stops it"
        finally:
            serve.kill()


PREPARED = """
from parvis.cli.setup import is_prepared
from parvis.config.home import Home
print(is_prepared(Home.from_environment()))
"""


def test_two_set_ups_at_once_both_end_well_and_a_removed_cluster_is_noticed(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "parvis.cli", "setup"]
    both = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [one.communicate(timeout=120)[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], told
    assert not any("Traceback" in text for text in told)
    asked = [sys.executable, "-c", PREPARED]
    assert subprocess.check_output(asked, env=environment, text=True).strip() == "True"
    shutil.rmtree(Path(environment["PARVIS_HOME"]) / "postgres")
    assert subprocess.check_output(asked, env=environment, text=True).strip() == "False"
