"""`parvis directory import` and the exports for editing: what a file would change, then, when asked, the change itself."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from parvis.config.home import Stop

if TYPE_CHECKING:
    from parvis.directory.exchange.batch import Differences, Finding

#: Who takes an import in, as the journal writes it.
_NAME = re.compile(r"[A-Za-z0-9_.:+-]{1,60}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `import`."""
    parser.add_argument("file", nargs="?")
    parser.add_argument("--format", default="")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--apply", action="store_true")
    parser.add_argument("--leave-refused", action="store_true")
    parser.add_argument("--by", default="")


def import_file(options: argparse.Namespace, stdout: TextIO) -> int:
    """Compare a file with the directory; with `--apply`, take it in. Exit status 1 where a row is refused."""
    if not options.file:
        raise Stop("parvis directory import: name a file.")
    if options.apply and options.dry_run:
        raise Stop("parvis directory import: --dry-run or --apply, not both.")
    if options.apply and not _NAME.fullmatch(options.by):
        raise Stop("parvis directory import --apply: say who takes it in: --by NAME (letters, digits, . _ : + -).")
    from parvis.config import clock
    from parvis.directory.exchange.apply import apply_import
    from parvis.directory.exchange.compare import compared
    from parvis.directory.exchange.reading import read_import
    from parvis.people.refused import Refused

    batch = read_import(Path(options.file), options.format, lang=options.lang)
    if not options.apply:
        differences = compared(batch, on=clock.today())
        stdout.writelines(f"{line}\n" for line in report(differences, options.lang))
        return 1 if differences.refused_rows else 0
    try:
        done = apply_import(batch, by=options.by, at=clock.now(), leave_refused=options.leave_refused)
    except Refused as refused:
        stdout.writelines(f"{line}\n" for line in report(compared(batch, on=clock.today()), options.lang))
        raise Stop(getattr(refused.reason, options.lang) + " (--leave-refused)") from refused
    stdout.writelines(f"{line}\n" for line in report(done.differences, options.lang))
    print(
        f"{done.published} published, {done.proposed} proposed to a keeper, {done.refused} refused; edition {done.edition}",
        file=stdout,
    )
    return 0


def report(differences: "Differences", lang: str) -> Iterator[str]:
    """The dry run as lines: every row that would change with each value, every finding; none is left out."""
    for note in differences.batch.notes:
        yield note.to(lang)
    for one in differences.of("new", "changed", "proposed"):
        yield f"{_place(one.sheet, one.row)} {one.state}: {one.record} {one.name}"
        for change in one.changes:
            yield f"    {change.path}: {_short(change.before)} -> {_short(change.after)}"
    for found in differences.findings:
        yield _finding(found, lang)
    yield ", ".join(f"{count} {state}" for state, count in sorted(differences.counts.items())) or "0"


def _place(sheet: str, row: int) -> str:
    return f"[{sheet + ' ' if sheet else ''}{row}]"


def _finding(one: "Finding", lang: str) -> str:
    column = f" {one.column}" if one.column else ""
    value = f" “{one.value}”" if one.value else ""
    return f"{_place(one.sheet, one.row)} {one.weight}:{column}{value}: {one.reason.to(lang)} {one.way_out.to(lang)}"


def _short(text: str) -> str:
    from parvis.directory.exchange.batch import shown

    return f"“{shown(text)}”" if text else "–"


def write_sheets(kind: str, target: str, stdout: TextIO) -> None:
    """Every record for editing: a kind as CSV on standard output, or all of them as an XLSX file."""
    from parvis.directory.exchange.sheets import SHEETS, records_csv, records_xlsx

    if target:
        Path(target).write_bytes(records_xlsx())
    else:
        stdout.write(records_csv(SHEETS[kind]))
