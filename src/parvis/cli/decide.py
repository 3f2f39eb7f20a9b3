"""`parvis decide`: one question, one JSON object of facts in, one JSON decision out.

    parvis decide QUESTION [FILE]          one decision; FILE or standard input
    parvis decide QUESTION --batch [FILE]  JSON Lines in, JSON Lines out, same order, constant memory
    parvis decide --list                   every question, with the facts it takes and what it answers

Options: --lang fr|en (of the reasons; fr by default), --reading KEY=VALUE (another reading of an unclear text).
Exit status: 0 where it answered; 2 where the command or the facts are refused, with one line for each fault on
standard error (in English; with --lang fr, in French beside it) and nothing on standard output. In a batch, a refused
line answers {"error": [...]}; the batch goes on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from io import TextIOBase
from pathlib import Path
from typing import Any, NoReturn, TextIO

from parvis.cli.decide_batch import decided, line_of, run_batch
from parvis.law.kernel.written import LONGEST, facts_from
from parvis.law.questions import QUESTIONS, Refusal, answer, catalogue


class UsageError(Exception):
    """The command line is wrong; the message says how."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Leaves to the caller what argparse would do to the whole process."""
        raise UsageError(message)


def _parser() -> _Parser:
    parser = _Parser(prog="parvis decide", add_help=False)
    parser.add_argument("question", nargs="?")
    parser.add_argument("file", nargs="?")
    parser.add_argument("--batch", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--lang", choices=("fr", "en"), default="fr")
    parser.add_argument("--reading", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("-h", "--help", action="store_true")
    return parser


def run(argv: list[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Runs the command; the exit status is 0 where it answered, 2 where it was refused."""
    try:
        options = _parser().parse_intermixed_args(argv)
        readings = readings_in(options.reading)
        if options.help:
            stdout.write((__doc__ or "") + "\n")
            return 0
        if options.list:
            stdout.write(_listing(options.lang))
            return 0
        if options.question not in QUESTIONS:
            found = options.question or "no question"
            raise UsageError(f"{found}: expected one of {', '.join(QUESTIONS)} (see --list)")
        with _source(options.file, stdin) as source:
            if options.batch:
                return _batch(options.question, source, stdout, options.lang, readings)
            return _one(options.question, source, stdout, stderr, options.lang, readings)
    except UsageError as wrong:
        stderr.write(f"parvis decide: {wrong}\n")
        return 2


def readings_in(given: list[str]) -> dict[str, str]:
    """The readings chosen, each written KEY=VALUE; UsageError for anything else, or for two choices of one key."""
    readings: dict[str, str] = {}
    for each in given:
        key, sign, value = each.partition("=")
        if not sign or not key or not value or "=" in value:
            raise UsageError(
                f"--reading {each}: expected KEY=VALUE, with one = sign; for two readings, --reading twice"
            )
        if readings.get(key, value) != value:
            raise UsageError(f"--reading {each}: {key} is chosen already ({readings[key]})")
        readings[key] = value
    return readings


class _source:  # noqa: N801 - reads as a statement: with _source(...)
    """The text to read: a file that is closed afterwards, or standard input, which is not ours to close."""

    def __init__(self, file: str | None, stdin: TextIO) -> None:
        self._file = file
        self._text = stdin
        self._ours: TextIOBase | None = None

    def __enter__(self) -> Any:
        if self._file is None or self._file == "-":
            buffer = getattr(self._text, "buffer", None)
            return self._text if buffer is None else buffer
        try:
            opened = Path(self._file).open("rb")
        except OSError as error:
            raise UsageError(f"{self._file}: {error.strerror}") from error
        self._ours = opened  # type: ignore[assignment]
        return opened

    def __exit__(self, *error: object) -> None:
        if self._ours is not None:
            self._ours.close()


def _one(question: str, source: Any, stdout: TextIO, stderr: TextIO, lang: str, readings: Mapping[str, str]) -> int:
    try:
        decision = answer(question, facts_from(source.read(LONGEST + 1)), lang, readings)
    except Refusal as refusal:
        for fault in refusal.faults:
            stderr.write(fault.line() + (f" | en français : {fault.written.fr}" if lang == "fr" else "") + "\n")
        return 2
    stdout.write(line_of(decision) + "\n")
    return 0


def _lines(source: Any) -> Iterator[str | bytes | None]:
    """Each line without its end; None for a line longer than what is read, of which the rest is thrown away."""
    while line := source.readline(LONGEST + 2):
        end = b"\n" if isinstance(line, bytes) else "\n"
        if line.endswith(end):
            yield line[:-1]
            continue
        if len(line) <= LONGEST:
            yield line
            continue
        while rest := source.readline(LONGEST):
            if rest.endswith(end):
                break
        yield None


def _batch(question: str, source: Any, stdout: TextIO, lang: str, readings: Mapping[str, str]) -> int:
    try:
        descriptor = source.fileno()
    except (AttributeError, OSError):
        for line in _lines(source):
            stdout.write(decided(question, line, lang, readings) + "\n")
        return 0
    run_batch(question, descriptor, stdout, lang, readings)
    return 0


_FACTS = {
    "fr": "  Faits (* : à donner ; null quand ce n’est pas connu) :\n",
    "en": "  Facts (*: must be given; null where it is not known):\n",
}


def _listing(lang: str) -> str:
    parts = []
    for question in catalogue(lang):
        since = {"fr": "répond depuis le", "en": "answers from"}[lang]
        parts.append(f"{question['question']}\n    {question['title']} ({since} {question['answers_from']})\n")
        parts.append(_FACTS[lang])
        parts.extend(_members_listed(question["facts"], lang, "    "))
        parts.append({"fr": "  Réponse :\n", "en": "  Answer:\n"}[lang])
        parts.extend(f"    {name}: {text}\n" for name, text in question["outcome"].items())
        if question["readings"]:
            parts.append({"fr": "  Lectures :\n", "en": "  Readings:\n"}[lang])
            parts.extend(
                f"    {each['key']} = {' | '.join(each['alternatives'])}: {each['about']}\n"
                for each in question["readings"]
            )
        parts.append("\n")
    return "".join(parts)


_TYPES_FR = {
    "list of": "liste :",
    "whole number": "nombre entier",
    "true or false": "vrai ou faux",
    "word": "mot",
    "amount": "montant",
    "object": "objet",
    "text": "texte",
    "rate in percent": "taux en pour cent",
}


def _type_in(lang: str, name: str) -> str:
    if lang == "fr":
        for english, french in _TYPES_FR.items():
            name = name.replace(english, french)
    return name


def _members_listed(members: list[dict[str, Any]], lang: str, indent: str) -> Iterator[str]:
    for member in members:
        values = f" [{' | '.join(member['values'])}]" if "values" in member else ""
        required = " *" if member["required"] else ""
        yield f"{indent}{member['name']}{required} ({_type_in(lang, member['type'])}){values}: {member['is']}\n"
        if "members" in member:
            yield from _members_listed(member["members"], lang, indent + "    ")


def main() -> int:
    """The command as a program."""
    return run(sys.argv[1:], sys.stdin, sys.stdout, sys.stderr)
