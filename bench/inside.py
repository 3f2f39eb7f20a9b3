"""Running a measure inside Django, on a set-up home of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.running import PROJECT

START = """
import json, os, statistics, sys, time
import django
from parvis.cli.setup import database_up
with database_up():
    django.setup()
    found = {}
    exec(sys.stdin.read())
    print("RESULT " + json.dumps(found))
"""


def run_inside(home: Path, code: str, *, process: str = "owner") -> dict[str, Any]:
    """Run code that fills `found`, with the database of this home up; what it found."""
    environment = {**os.environ, "PARVIS_HOME": str(home), "PARVIS_ENV": "demonstration", "PARVIS_PROCESS": process}
    environment |= {"DJANGO_SETTINGS_MODULE": "parvis.config.settings", "PYTHONPATH": f"{PROJECT}/src:{PROJECT}"}
    done = subprocess.run(
        [sys.executable, "-c", START], input=code, env=environment, capture_output=True, text=True, check=False
    )
    line = next((one for one in done.stdout.splitlines() if one.startswith("RESULT ")), "")
    if not line:
        raise RuntimeError(done.stderr[-3000:])
    return json.loads(line.removeprefix("RESULT "))
