"""First start from a fresh copy of the project, with nothing of Parvis installed; then a warm start."""

import shutil
import subprocess
from collections.abc import Iterator

from bench.running import PROJECT, Row, folder, serving


def measure() -> Iterator[Row]:
    """Seconds from the command to the printed address."""
    with folder() as place:
        copy = place / "parvis"
        archive = subprocess.run(["git", "-C", str(PROJECT), "archive", "HEAD"], capture_output=True, check=True).stdout
        copy.mkdir()
        subprocess.run(["tar", "-x", "-C", str(copy)], input=archive, check=True)
        home = place / "home"
        home.mkdir()
        command = [str(copy / "script" / "serve")]
        with serving(home, command=command) as (_, first):
            yield "first start, fresh machine", f"{first:.1f} s", "< 90 s"
        with serving(home, command=command) as (_, warm):
            yield "warm start", f"{warm:.1f} s", "< 4 s"
        shutil.rmtree(copy, ignore_errors=True)
