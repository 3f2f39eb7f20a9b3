"""A month of fee claims: 5,000 computed from their sheets by the law, sent, approved, put in one batch, written for the bank."""

import subprocess
import sys
from collections.abc import Iterator
from os import environ

from bench.inside import run_inside
from bench.running import Row, folder

CODE = """
from time import perf_counter
from django.db import connection, transaction
from parvis.payments.actions.batches import make_batch, release_batch, waiting
from parvis.payments.actions.claims import send_claim
from parvis.payments.actions.review import approve_claim
from parvis.payments.models import FeeClaim
from parvis.payments.statements import totals_by_month
from tests.factories.many_mandates import AT, many_mandates

class Undo(Exception):
    pass

try:
    with transaction.atomic():
        made = many_mandates(5_000)
        connection.cursor().execute("ANALYZE")
        start = perf_counter()
        claims = [send_claim(one, by=person, at=AT, key="month") for person, one in made.mandates]
        found["sent"] = perf_counter() - start
        found["claims"], found["held"] = len(claims), sum(claim.state == "held" for claim in claims)
        start = perf_counter()
        found["listed"] = len(FeeClaim.objects.filter(state="sent").select_related("mandate", "payee")[:50])
        found["list"] = perf_counter() - start
        start = perf_counter()
        for claim in claims:
            approve_claim(claim, version=claim.version, by=made.officer, at=AT)
        found["approved"] = perf_counter() - start
        start = perf_counter()
        batch = make_batch(execution_day=AT.date(), by=made.payers[0], at=AT)
        connection.check_constraints()
        found["batched"] = perf_counter() - start
        start = perf_counter()
        release_batch(batch, by=made.payers[1], at=AT)
        found["released"] = perf_counter() - start
        found["payments"], found["cents"] = batch.count, batch.total_cents
        raise Undo
except Undo:
    pass
"""


def measure() -> Iterator[Row]:
    """Seconds, in one process."""
    with folder() as home:
        subprocess.run(
            [sys.executable, "-m", "parvis.cli", "setup"],
            env={**environ, "PARVIS_HOME": str(home)},
            check=True,
            stderr=subprocess.DEVNULL,
        )
        got = run_inside(home, CODE)
        whole = got["sent"] + got["batched"]
        yield (
            f"{got['claims']:,} fee claims computed by the law from three signed sheets each, and sent",
            f"{got['sent']:.1f} s",
            "",
        )
        yield f"one batch of them ({got['payments']:,} payments), every sum held", f"{got['batched']:.1f} s", ""
        yield "computed and batched", f"{whole:.1f} s", "< 60 s"
        yield "each approved by an officer, what stops it read again", f"{got['approved']:.1f} s", ""
        yield "released: sealed, written as pain.001 and validated", f"{got['released']:.1f} s", ""
        yield "first page of the work list over them", f"{1000 * got['list']:.0f} ms", "< 100 ms"
