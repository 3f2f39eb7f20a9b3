"""`script/bench law`: the family fee, explained, against OpenFisca-Core and zen-engine, on the same files, in one run.

The engines run in a process of an environment of their own. Rounds alternate, so that a busy machine slows all of
them; what is shown is the median of the ratios of the rounds.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench.fee_cases import cases
from parvis.law.kernel import decision as kernel
from parvis.law.questions import answer, decide

QUESTION = "family-mediation/fees"
ROUNDS, COUNT, DIFFERENTIAL, BATCH = 9, 200, 20_000, 100_000
_ENGINES = Path(".parvis/engines/bin/python")
_RAISED = "2023-11-23"


@contextmanager
def _engines() -> Iterator[Callable[[dict[str, Any]], Any]]:
    with subprocess.Popen(
        [str(_ENGINES), "-m", "bench.engines"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        stdin, stdout = process.stdin, process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("the engines' process has no pipes")

        def order(what: dict[str, Any]) -> Any:
            stdin.write(json.dumps(what) + "\n")
            stdin.flush()
            line = stdout.readline()
            if not line:
                raise RuntimeError("the engines' process stopped")
            return json.loads(line)

        yield order
        stdin.close()


def _seconds(way: Callable[[dict[str, Any]], object], files: list[dict[str, Any]]) -> float:
    start = time.perf_counter()
    for facts in files:
        way(facts)
    return time.perf_counter() - start


def _explained(facts: dict[str, Any]) -> object:
    return decide(QUESTION, facts)


def _as_json(facts: dict[str, Any]) -> object:
    return json.dumps(answer(QUESTION, facts, "fr"), ensure_ascii=False)


@contextmanager
def _without_explanation() -> Iterator[None]:
    """While it lasts, norms are found and weighed, and nothing is kept of why."""
    weigh = kernel.Weighing.weigh
    try:
        kernel.Weighing.weigh = lambda self, norm_id, **kept: None  # type: ignore[assignment,method-assign,return-value]
        yield
    finally:
        kernel.Weighing.weigh = weigh  # type: ignore[method-assign]


def totals(facts: dict[str, Any]) -> dict[str, int]:
    """Parvis's totals in whole dollars, as the other formulation writes them (-1: the tariff does not apply)."""
    outcome = answer(QUESTION, facts)["outcome"]
    found = {}
    for name in ("service_pays", "parties_pay", "parties_ceiling"):
        amount = outcome[name]
        if amount is not None and not amount.endswith(".00"):
            raise ValueError(f"{name} is {amount}: the files were made so that every amount is whole dollars")
        found[name] = -1 if amount is None else int(amount[:-3])
    return found


def _differential(order: Callable[[dict[str, Any]], Any]) -> tuple[str, str, str]:
    files = cases(DIFFERENTIAL)
    order({"cases": files})
    theirs = order({"do": "differential"})
    different = [facts for facts, other in zip(files, theirs, strict=True) if totals(facts) != other]
    for facts in different[:3]:
        print(f"differs: {json.dumps(facts)}", file=sys.stderr)
    return (f"{DIFFERENTIAL:,} random files against OpenFisca, to the cent", f"{len(different)} differ", "0")


def measure() -> Iterator[tuple[str, str, str]]:
    """The rows of the table."""
    files = [facts for facts in cases(2 * COUNT, seed=3) if not _straddles(facts)][:COUNT]
    with _engines() as order:
        yield _differential(order)
        order({"cases": files})
        yield from _ratios(order, files)
    yield from _batch()


def _straddles(facts: dict[str, Any]) -> bool:
    days = [each["date"] for each in (*facts["sessions"], *facts.get("out_of_session", ()))]
    return bool(days) and min(days) < _RAISED <= max(days)


def _ratios(order: Callable[[dict[str, Any]], Any], files: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    names = ("openfisca traced", "openfisca json", "zen traced", "zen json")
    _seconds(_as_json, files)
    times: dict[str, list[float]] = {name: [] for name in (*names, "explained", "json", "outcome")}
    for _ in range(ROUNDS):
        for name in names:
            times[name].append(order({"do": name}))
        times["explained"].append(_seconds(_explained, files))
        times["json"].append(_seconds(_as_json, files))
        with _without_explanation():
            times["outcome"].append(_seconds(_explained, files))

    def ratio(one: str, other: str) -> str:
        return f"{median(a / b for a, b in zip(times[one], times[other], strict=True)):.2f}"

    def micro(name: str) -> str:
        return f"{median(times[name]) / len(files) * 1e6:,.0f} µs"

    yield ("explained decision, as JSON", micro("json"), "")
    yield ("explained decision, not serialised", micro("explained"), "")
    yield ("OpenFisca with its trace, as JSON / Parvis as JSON", ratio("openfisca json", "json"), "≥ 5, aim 8")
    yield ("OpenFisca with its trace / Parvis, neither serialised", ratio("openfisca traced", "explained"), "≥ 12")
    yield ("zen-engine with its trace, as JSON / Parvis as JSON", ratio("zen json", "json"), "≥ 1")
    yield ("zen-engine with its trace / Parvis, neither serialised", ratio("zen traced", "explained"), "")
    yield ("the explanation: explained / outcome alone", ratio("explained", "outcome"), "")
    yield ("the words and the JSON: as JSON / explained", ratio("json", "explained"), "")


def _batch() -> Iterator[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        peaks = []
        for count in (BATCH // 10, BATCH):
            file = Path(folder, f"{count}.jsonl")
            pattern = cases(1000, seed=5)
            with file.open("w", encoding="utf-8") as out:
                for number in range(count):
                    out.write(json.dumps(pattern[number % len(pattern)]) + "\n")
            start = time.perf_counter()
            lines, peak, seconds = _run_batch(file)
            elapsed = time.perf_counter() - start
            peaks.append(peak)
            if lines != count:
                raise RuntimeError(f"{lines} answers for {count} lines")
        yield (f"--batch of {BATCH:,}", f"{elapsed:.1f} s, {BATCH / elapsed:,.0f} decisions a second", "")
        yield ("processor time / elapsed time (cores used)", f"{seconds / elapsed:.2f}", "both cores")
        yield (
            f"memory of all processes, {BATCH:,} lines / {BATCH // 10:,} lines",
            f"{peaks[1]:.0f} MB / {peaks[0]:.0f} MB = {peaks[1] / peaks[0]:.2f}",
            "constant",
        )


def _run_batch(file: Path) -> tuple[int, float, float]:
    """Answers of `parvis decide --batch`, the most memory (MB) and the processor time (s) of its processes together."""
    command = [sys.executable, "-m", "parvis.cli", "decide", QUESTION, "--batch", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        if process.stdout is None:
            raise RuntimeError("no output to read")
        lines, peak, seconds = 0, 0.0, 0.0
        for _ in process.stdout:
            if lines % 500 == 0:
                memory, used = _of_tree(process.pid)
                peak, seconds = max(peak, memory), max(seconds, used)
            lines += 1
    return lines, peak, seconds


def _of_tree(pid: int) -> tuple[float, float]:
    """Megabytes (proportional where pages are shared) and processor seconds of a process and all that it started."""
    kilobytes, ticks, waiting = 0, 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="utf-8")
            kilobytes += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
            ticks += sum(int(each) for each in Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()[11:13])
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text(encoding="utf-8").split()]
        except (OSError, StopIteration):
            continue
    return kilobytes / 1024, ticks / os.sysconf("SC_CLK_TCK")
