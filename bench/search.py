"""Search over 10,000 generated services: time in the database, 95th percentile."""

import subprocess
import sys
from collections.abc import Iterator

from bench.inside import run_inside
from bench.running import Row, folder

CODE = """
import itertools, re
from django.db import connection, transaction
from parvis.directory.models import Service
from tests.factories.directory import many_services

class Undo(Exception):
    pass

WORDS = ("médiation", "audience", "séance", "avocat", "gratuit", "jugement", "preuve", "consommateur", "huissier", "greffe", "reparation", "creances")
try:
    with transaction.atomic():
        many_services(10_000)
        found["services"] = Service.objects.count()
        connection.cursor().execute("ANALYZE directory_service")
        times = []
        for pair in itertools.islice(itertools.permutations(WORDS, 2), 120):
            connection.force_debug_cursor = True
            connection.queries_log.clear()
            list(Service.objects.search(" ".join(pair), "fr")[:20].values_list("pk", flat=True))
            times.append(1000 * sum(float(query["time"]) for query in connection.queries_log))
        times.sort()
        found["p50"], found["p95"] = times[len(times) // 2], times[int(len(times) * 0.95)]
        # The queries' own clock has a resolution of 1 ms: EXPLAIN ANALYZE gives the database's.
        exact = []
        for pair in itertools.islice(itertools.permutations(WORDS, 2), 120):
            plan = Service.objects.search(" ".join(pair), "fr")[:20].values_list("pk", flat=True).explain(analyze=True)
            exact.append(sum(float(ms) for ms in re.findall(r"(?:Planning|Execution) Time: ([0-9.]+)", plan)))
        exact.sort()
        found["exact50"], found["exact95"] = exact[len(exact) // 2], exact[int(len(exact) * 0.95)]
        raise Undo
except Undo:
    pass
"""


def measure() -> Iterator[Row]:
    """Milliseconds in the database."""
    with folder() as home:
        from os import environ

        subprocess.run(
            [sys.executable, "-m", "parvis.cli", "setup"],
            env={**environ, "PARVIS_HOME": str(home)},
            check=True,
            stderr=subprocess.DEVNULL,
        )
        got = run_inside(home, CODE)
        yield (
            f"search of two words over {got['services']:,} services, median in the database",
            f"{got['exact50']:.1f} ms",
            "",
        )
        yield "the same, 95th percentile", f"{got['exact95']:.1f} ms", "< 15 ms"
        yield (
            "the same as the program waits for it (every query of a search), 95th percentile",
            f"{got['p95']:.0f} ms",
            "",
        )
