"""Size of a first load; throughput against the bare page of the same server, in alternating rounds of one run."""

import gzip
import itertools
import os
import re
import statistics
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.load import request, throughput
from bench.running import Row, folder, serving

ROUNDS = 5
SECONDS = 1.5


def measure() -> Iterator[Row]:
    """Sizes, then ratios."""
    with folder() as home, serving(home, DJANGO_SETTINGS_MODULE="bench.site", PARVIS_ENV="demonstration") as (base, _):
        port = int(base.rsplit(":", 1)[1])
        cookie = _cookie(home)
        for name, path in (
            ("home", "/fr/"),
            ("plan", "/fr/plan/"),
            ("search", "/fr/repertoire/?q=médiation"),
            ("service", SERVICE),
        ):
            yield f"first load of {name}, compressed", f"{_first_load(base, path, cookie) / 1000:.1f} kB", "< 60 kB"
        bare = [request("/bare")]
        for name, requests, asked in (
            ("home", [request("/fr/")], 1 / 2),
            ("service", [request(SERVICE)], 1 / 2),
            ("plan", [request("/fr/plan/", cookie)], 1 / 40),
            ("distinct searches", _searches(), 1 / 20),
        ):
            ratio, rate, bare_rate = _ratio(port, requests, bare)
            found = f"{ratio:.2f} of the bare page ({rate:.0f}/s against {bare_rate:.0f}/s)"
            yield f"throughput of {name}", found, f"≥ {asked:.3g}"


SERVICE = "/fr/repertoire/services/seance-information-laval/"


def _ratio(port: int, requests: Sequence[bytes], bare: Sequence[bytes]) -> tuple[float, float, float]:
    """Median over the rounds of the page's throughput to the bare page's, measured next to each other."""
    throughput(port, requests, 0.5)
    throughput(port, bare, 0.5)
    rounds = [(throughput(port, requests, SECONDS), throughput(port, bare, SECONDS)) for _ in range(ROUNDS)]
    ratio = statistics.median(one / other for one, other in rounds)
    return ratio, statistics.median(one for one, _ in rounds), statistics.median(other for _, other in rounds)


def _searches() -> list[bytes]:
    """Searches that are all different, so that none is kept ready."""
    words = (
        "médiation",
        "audience",
        "séance",
        "avocat",
        "gratuit",
        "jugement",
        "preuve",
        "consommateur",
        "huissier",
        "greffe",
    )
    pairs = itertools.permutations(words, 4)
    return [request("/fr/repertoire/?q=" + urllib.parse.quote(" ".join(pair))) for pair in pairs]


def _first_load(base: str, path: str, cookie: str) -> int:
    """Bytes of the page and of everything it loads, as a phone receives them."""
    page = _get(base + urllib.parse.quote(path, safe="/?=&"), cookie)
    html = gzip.decompress(page).decode() if page[:2] == b"\x1f\x8b" else page.decode()
    assets = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', html))
    return len(page) + sum(len(_get(base + asset, "")) for asset in assets)


def _get(url: str, cookie: str) -> bytes:
    headers = {"Accept-Encoding": "gzip", **({"Cookie": cookie} if cookie else {})}
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
        return bytes(answer.read())


COOKIE = """
import django; django.setup()
from parvis.cli.demonstration import answers_of, people
from parvis.config import clock
from parvis.config.database import side
from parvis.web.session import COOKIE, Answers
with side("public"):
    answers = Answers(); answers["plan"] = answers_of(people()[1], on=clock.today())
print(f"{COOKIE}={answers.sealed()}")
"""


def _cookie(home: Path) -> str:
    """The cookie of a visit whose questions are all answered (an invented person who is sued)."""
    environment = {**os.environ, "PARVIS_HOME": str(home), "PARVIS_ENV": "demonstration"}
    environment |= {"DJANGO_SETTINGS_MODULE": "parvis.config.settings", "PYTHONPATH": "src"}
    made = subprocess.run([sys.executable, "-c", COOKIE], env=environment, capture_output=True, text=True, check=True)
    return made.stdout.strip()
