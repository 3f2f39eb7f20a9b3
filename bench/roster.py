"""The register with 10,000 mediators and 60,000 mandates, generated in bulk: the search and the work list, in the database."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from bench.inside import run_inside
from bench.running import Row, folder

CODE = """
import re
from datetime import date
from bench.roster_rows import fill
from django.db import connection, transaction
from parvis.config import clock
from parvis.roster.notices import waiting_for
from parvis.roster.register import search_register
from tests.factories.roster import make_officer

class Timed:
    def __init__(self):
        self.queries = []
    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            self.queries.append((sql, params))
        return execute(sql, params, many, context)

def exact(ask):
    asked = Timed()
    with connection.execute_wrapper(asked):
        ask()
    spent = 0.0
    for sql, params in asked.queries:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, TIMING OFF) " + sql, params)
            plan = "\\n".join(row[0] for row in cursor.fetchall())
        spent += sum(float(ms) for ms in re.findall(r"(?:Planning|Execution) Time: ([0-9.]+)", plan))
    return spent

def spread(times):
    times = sorted(times)
    return times[len(times) // 2], times[int(len(times) * 0.95)]

ON = clock.today()
DISTRICTS = ["", "laval", "montreal", "quebec", "longueuil", "abitibi", "saint-francois"]
asks = []
for place in range(168):
    asks.append(dict(
        kind=["family_mediation", "family_mediation", "small_claims_mediation", ""][place % 4],
        district=DISTRICTS[place % 7], language=["", "fr", "en", "es"][place // 7 % 4], remote=[None, True, False][place % 3],
        text=["", "", "exemple 12", "maude", "exemple"][place % 5], background=["", "", "legal"][place % 3],
        offset=[0, 0, 20, 400][place // 3 % 4],
    ))
with transaction.atomic():
    found["counts"] = fill(at=clock.instant())
    officer = make_officer()
# As PostgreSQL itself does in a database that runs: the bulk copy leaves the tables as nobody's use would.
connection.cursor().execute("VACUUM ANALYZE")
times = [min(exact(lambda one=one: search_register(on=ON, **one)) for _ in range(3)) for one in asks]
found["register"] = spread(times)
found["work"] = spread([exact(lambda: waiting_for(officer, at=clock.instant())) for _ in range(40)])
"""


def measure() -> Iterator[Row]:
    """Milliseconds in the database: planning and execution of every query, as PostgreSQL measures them."""
    with folder() as home:
        from os import environ

        subprocess.run(
            [sys.executable, "-m", "parvis.cli", "setup"],
            env={**environ, "PARVIS_HOME": str(home)},
            check=True,
            stderr=subprocess.DEVNULL,
        )
        got = run_inside(home, CODE)
    counts = got["counts"]
    people = f"{counts['professionals']:,} mediators and {counts['mandates']:,} mandates"
    yield (
        f"search of the register, every query of it, over {people}, best of three: median",
        f"{got['register'][0]:.1f} ms",
        "",
    )
    yield "the same, 95th percentile", f"{got['register'][1]:.1f} ms", "< 15 ms"
    yield f"an officer's work list, {counts['notices']:,} notices: median", f"{got['work'][0]:.1f} ms", ""
    yield "the same, 95th percentile", f"{got['work'][1]:.1f} ms", "< 100 ms"
