"""`script/bench mutants [PATH …] [--sample N] [--again] [--write]`."""

import argparse
import os
import random
import sys
import time

from bench.mutants import __doc__ as about
from bench.mutants.kept import Kept
from bench.mutants.making import modules, mutants
from bench.mutants.reach import reach, reaching
from bench.mutants.report import Tally, line_of, report, written
from bench.mutants.trying import tried


def main() -> int:
    """Try the mutants of the modules asked, and print what was killed and what survived."""
    parser = argparse.ArgumentParser(prog="script/bench mutants", description=about)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="modules or folders; all that decide without")
    parser.add_argument("--sample", type=int, metavar="N", help="N mutants drawn at random, the same each time")
    parser.add_argument("--again", action="store_true", help="try only those that no earlier run has killed")
    parser.add_argument("--write", action="store_true", help="write docs/mutants.md too")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many at once (the cores)")
    parser.add_argument(
        "--tests", type=float, default=3.0, metavar="SECONDS", help="of tests a mutant, after the cases"
    )
    asked = parser.parse_args()
    started = time.monotonic()
    chosen = modules(asked.paths)
    if not chosen:
        print("script/bench mutants: no module that decides lies there", file=sys.stderr)
        return 2
    found = reach()
    made = [mutant for path in chosen for mutant in mutants(path)]
    if asked.sample is not None and asked.sample < len(made):
        made = random.Random(1).sample(made, asked.sample)
    tally, kept = Tally(), Kept(asked.again)
    for mutant in made:
        if mutant in kept:
            tally.add(mutant, killed=True)
    work = [(each, reaching(each, found, asked.tests)) for each in made if each not in kept]
    for number, (mutant, killed) in enumerate(tried(work, asked.processes)):
        tally.add(mutant, killed)
        if killed:
            kept.add(mutant)
        else:
            print(f"{number + 1} of {len(work)}: survived: {line_of(mutant)}", file=sys.stderr, flush=True)
    text = report(tally, " ".join(sys.argv[1:]), time.monotonic() - started)
    print(text)
    if asked.write:
        written(text)
    return 0


sys.exit(main())
