"""`parvis law …`: what the law room covers, what is stale, what a draft would change.

    parvis law coverage [--on DAY] [--missing] [--json]   each unit → what encodes it → the cases that pin it
    parvis law stale [--on DAY]                           what is past its horizon; what is declared unknown
    parvis law impact DRAFT [--cases | --records FILE]    a draft, replayed over decisions before it is switched on
                            [--lang en|fr] [--json]       (English by default, as everything here)
    parvis law record QUESTION [FILE] [--keep DAYS]       decide, keep the decision, print its reference
    parvis law replay [REFERENCE ...]                     the decisions kept here, taken again: what would change

`coverage` ends with exit status 1 where a unit in force has neither rule nor "document only", where a rule has no
unit, or where the values of a parameter overlap or leave a gap. Days are ISO 8601; without --on, coverage shows every
version ever in force, and stale asks about today.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import NoReturn, TextIO


class _Usage(Exception):
    """The command line is wrong; the message says how."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Leaves to the caller what argparse would do to the whole process."""
        raise _Usage(message)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written!r} is no day such as 2026-03-15") from None


def _parser() -> _Parser:
    parser = _Parser(prog="parvis law", add_help=False)
    commands = parser.add_subparsers(dest="command", parser_class=_Parser)
    coverage = commands.add_parser("coverage", add_help=False)
    coverage.add_argument("--on", type=_day)
    coverage.add_argument("--missing", action="store_true")
    coverage.add_argument("--json", action="store_true")
    stale = commands.add_parser("stale", add_help=False)
    stale.add_argument("--on", type=_day)
    impact = commands.add_parser("impact", add_help=False)
    impact.add_argument("draft")
    impact.add_argument("--cases", action="store_true")
    impact.add_argument("--records", metavar="FILE")
    impact.add_argument("--json", action="store_true")
    impact.add_argument("--lang", choices=("en", "fr"), default="en")
    record = commands.add_parser("record", add_help=False)
    record.add_argument("question")
    record.add_argument("file", nargs="?")
    record.add_argument("--reading", action="append", default=[], metavar="KEY=VALUE")
    record.add_argument("--keep", type=int, default=365, metavar="DAYS")
    replay = commands.add_parser("replay", add_help=False)
    replay.add_argument("reference", nargs="*")
    return parser


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Runs the command; 0 where all is well, 1 where something is found that must be mended, 2 for wrong usage."""
    try:
        if {"-h", "--help"} & set(argv):
            stdout.write((__doc__ or "") + "\n")
            return 0
        options = _parser().parse_args(argv)
        if not options.command:
            stdout.write((__doc__ or "") + "\n")
            return 2
        if options.command == "coverage":
            return _coverage(options, stdout, stderr)
        if options.command == "stale":
            return _stale(options.on, stdout)
        if options.command in ("record", "replay"):
            return _records(options, stdin, stdout, stderr)
        from parvis.cli import law_impact

        source = "cases" if options.cases else options.records
        return law_impact.run(options.draft, source, options.json, options.lang, stdout)
    except _Usage as wrong:
        stderr.write(f"parvis law: {wrong}\n")
        return 2


def _records(options: argparse.Namespace, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    from parvis.cli import law_records
    from parvis.cli.decide import UsageError, readings_in

    if options.command == "replay":
        return law_records.replay(tuple(options.reference), stdout)
    if options.keep < 0:
        raise _Usage(f"--keep {options.keep}: a number of days, 0 or more")
    try:
        readings = readings_in(options.reading)
    except UsageError as wrong:
        raise _Usage(str(wrong)) from wrong
    try:
        raw = Path(options.file).read_bytes() if options.file else stdin.read()
    except OSError as error:
        raise _Usage(f"{options.file}: {error.strerror}") from error
    return law_records.record(options.question, raw, readings, options.keep, stdout, stderr)


def _coverage(options: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    from parvis.law import coverage

    units = [unit for unit in coverage.units(options.on) if not options.missing or unit.state == "missing"]
    if options.json:
        rows = [
            {
                "norm": unit.norm.id,
                "from": unit.norm.in_force.first.isoformat(),
                "to": unit.norm.in_force.last.isoformat() if unit.norm.in_force.last else None,
                "kind": unit.norm.kind,
                "state": unit.state,
                "encoded_by": list(unit.encoded_by),
                "cases": list(unit.pinned_by),
            }
            for unit in units
        ]
        stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    else:
        for unit in units:
            how = ", ".join(unit.encoded_by) or {"document": "document only"}.get(unit.state, "NOTHING")
            span = f"{unit.norm.in_force.first} … {unit.norm.in_force.last or ''}".rstrip()
            stdout.write(f"{unit.norm.id:<44} {span:<27} {how}  ({len(unit.pinned_by)} cases)\n")
    faults = coverage.faults()
    for fault in faults:
        stderr.write(f"{fault}\n")
    states = [unit.state for unit in units]
    unpinned = sum(unit.state == "encoded" and not unit.pinned_by for unit in units)
    stderr.write(
        f"{len(units)} units: {states.count('encoded')} encoded, {states.count('document')} document only, "
        f"{states.count('missing')} missing; {unpinned} encoded without a case of their own; {len(faults)} faults.\n"
    )
    return 1 if faults else 0


def _stale(on: date | None, stdout: TextIO) -> int:
    from parvis.law import coverage

    if on is None:
        from parvis.config import clock

        on = clock.today()
    rows = coverage.stale(on)
    for row in rows:
        stdout.write(
            f"{row.parameter:<44} confirmed until {row.confirmed_until}, {row.days} days ago  ({row.source})\n"
        )
    unknown = coverage.unknown_stretches()
    for parameter, first, last, source in unknown:
        stdout.write(f"{parameter:<44} unknown from {first} to {last or 'now'}  ({source})\n")
    stdout.write(f"{len(rows)} values past their horizon on {on}; {len(unknown)} stretches declared unknown.\n")
    return 0
