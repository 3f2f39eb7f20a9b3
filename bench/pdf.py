"""The plan as a PDF, once warm; the whole Répertoire, once."""

import os
import subprocess
import sys
from collections.abc import Iterator

from bench.inside import run_inside
from bench.running import Row, folder

CODE = """
from parvis.cli.demonstration import answers_of, people
from datetime import timedelta

from parvis.config import clock
from parvis.documents.plan import plan_pdf
from parvis.pathway.offers import directory
from parvis.pathway.plan import plan_of

for index, name in ((1, "sued"), (2, "hearing")):
    person = people()[index]
    composing, printing = [], []
    for passed in range(25):
        # Another day each time: no two plans are the same, so that nothing is printed from memory.
        on = clock.today() + timedelta(days=passed)
        answers = answers_of(person, on=on)
        start = time.perf_counter()
        plan = plan_of(answers, on, directory())
        middle = time.perf_counter()
        size = len(plan_pdf(plan, person.lang, on))
        end = time.perf_counter()
        composing.append(1000 * (middle - start))
        printing.append(1000 * (end - middle))
    found[name] = {"compose": statistics.median(composing[3:]), "pdf": statistics.median(printing[3:]), "size": size}
"""


def measure() -> Iterator[Row]:
    """Milliseconds, median of 22 after 3 to warm up."""
    with folder() as home:
        subprocess.run(
            [sys.executable, "-m", "parvis.cli", "setup"],
            env={**os.environ, "PARVIS_HOME": str(home)},
            check=True,
            stderr=subprocess.DEVNULL,
        )
        got = run_inside(home, CODE)
        for name, figures in got.items():
            yield f"plan PDF ({name}), {figures['size'] / 1000:.0f} kB", f"{figures['pdf']:.0f} ms", "< 50 ms"
            yield f"composing that plan ({name})", f"{figures['compose']:.1f} ms", ""
