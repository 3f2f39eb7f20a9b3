"""The report on mutants: a table of the modules, the survivors, and those that are known to change nothing."""

from __future__ import annotations

import os
import platform
import tomllib
from collections import defaultdict
from datetime import date
from pathlib import Path

from bench.mutants.making import ROOT, Mutant

_EQUIVALENT = Path(__file__).with_name("equivalent.toml")
_PAGE = Path("docs/mutants.md")
_HEAD = """# Mutants

`script/bench mutants` puts small faults into the rules, one at a time, and counts those that no case and no test finds.
What is mutated, and what is not, is told in `bench/mutants/__init__.py`.

"""


class Tally:
    """What became of each mutant."""

    def __init__(self) -> None:
        self.killed: dict[str, int] = defaultdict(int)
        self.survivors: dict[str, list[Mutant]] = defaultdict(list)

    def add(self, mutant: Mutant, killed: bool) -> None:
        """Counts one."""
        if killed:
            self.killed[mutant.path] += 1
        else:
            self.survivors[mutant.path].append(mutant)


def _equivalent() -> dict[tuple[str, str, str], str]:
    """The reason of each mutant that changes nothing, by its module and the lines before and after."""
    entries = tomllib.loads(_EQUIVALENT.read_text(encoding="utf-8")).get("mutant", [])
    return {(str(ROOT / each["module"]), each["before"], each["after"]): each["reason"] for each in entries}


#: Said where the run leaned on earlier ones: its minutes are then not those of the whole.
_AGAIN = (
    "Counted as killed without another try: those that an earlier run killed in the same state of their module. The time",
    "is that of the rest.",
    "",
)


def report(tally: Tally, asked: str, seconds: float) -> str:
    """The report, in Markdown."""
    reasons = _equivalent()
    paths = sorted({*tally.killed, *tally.survivors})
    same: list[tuple[Mutant, str | None]] = []
    open_: list[tuple[Mutant, str | None]] = []
    for path in paths:
        for mutant in sorted(tally.survivors[path], key=lambda each: each.line):
            reason = reasons.get((mutant.path, mutant.before, mutant.after))
            (open_ if reason is None else same).append((mutant, reason))
    killed = sum(tally.killed.values())
    total = killed + len(open_) + len(same)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    command = " ".join(["script/bench mutants", asked]).strip()
    lines = [
        f"{date.today().isoformat()} · {machine} · `{command}` · {seconds / 60:.0f} minutes",  # noqa: DTZ011 - a label
        "",
        f"**{killed} of {total} killed: {_share(killed, total)}**; of the {total - len(same)} that are not known to "
        f"change nothing, {_share(killed, total - len(same))}.",
        "",
        *(_AGAIN if "--again" in asked else ()),
        "| module | mutants | killed | survivors |",
        "| --- | --- | --- | --- |",
    ]
    for path in paths:
        left = len(tally.survivors[path])
        number = tally.killed[path] + left
        lines.append(f"| {path.removeprefix(f'{ROOT}/')} | {number} | {tally.killed[path]} | {left} |")
    lines += ["", f"## Survivors ({len(open_)})", ""]
    lines += [f"- {line_of(mutant)}" for mutant, _ in open_]
    lines += ["", f"## Known to change nothing ({len(same)})", ""]
    lines += [f"- {line_of(mutant)}: {reason}" for mutant, reason in same]
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"


def line_of(mutant: Mutant) -> str:
    """A mutant on one line: where it is, and what was changed into what."""
    return f"{mutant.where.removeprefix(f'{ROOT}/')}: `{mutant.before}` → `{mutant.after or '(nothing)'}`"


def written(text: str) -> None:
    """Writes the report to docs/mutants.md."""
    _PAGE.write_text(_HEAD + text + "\n", encoding="utf-8")
