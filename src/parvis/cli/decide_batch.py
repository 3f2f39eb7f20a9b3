"""A batch of decisions: JSON Lines in, JSON Lines out, in the same order, in constant memory, on every core.

Lines are read as they come and decided by blocks, by as many processes as there are cores; a bounded number of blocks
is under way at any time, so that a file of any length takes the same memory. A program that writes a line and waits for
its answer gets it: whatever was read is answered before waiting for more.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import select
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TextIO

from parvis.law.kernel.written import LONGEST, facts_from, too_long
from parvis.law.questions import Refusal, answer

#: Bytes read at once: some hundred ordinary cases, decided in less time than a reader notices.
_BLOCK = 128 * 1024


def line_of(value: object) -> str:
    """One line of output; what cannot be written in UTF-8 is replaced."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace").decode("utf-8")


def decided(question: str, line: str | bytes | None, lang: str, readings: Mapping[str, str]) -> str:
    """The answer to one line: a decision, or {"error": […]} with every fault. None is a line too long to be read."""
    try:
        if line is None:
            raise Refusal([too_long()])
        result: dict[str, Any] = answer(question, facts_from(line), lang, readings)
    except Refusal as refusal:
        result = {"error": [fault.as_json() for fault in refusal.faults]}
    return line_of(result)


def _block(question: str, lines: list[bytes | None], lang: str, readings: Mapping[str, str]) -> str:
    return "".join(decided(question, line, lang, readings) + "\n" for line in lines)


class _Lines:
    """The lines of a file descriptor, by blocks of what can be read at once."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._rest = bytearray()
        self._too_long = False
        self._ended = False

    def over(self) -> bool:
        """Whether everything was read."""
        return self._ended

    def ready(self) -> bool:
        """Whether reading would not wait."""
        try:
            return bool(select.select([self._descriptor], [], [], 0)[0])
        except OSError:
            return True

    def read(self) -> list[bytes | None]:
        """The lines that are complete now, without their ends; None for one longer than what is read."""
        block = os.read(self._descriptor, _BLOCK)
        if not block:
            self._ended = True
            last = [None if self._too_long else bytes(self._rest)] if self._rest or self._too_long else []
            self._rest.clear()
            return last
        self._rest += block
        *complete, rest = self._rest.split(b"\n")
        lines: list[bytes | None] = [bytes(each) if len(each) <= LONGEST else None for each in complete]
        if lines and self._too_long:
            lines[0], self._too_long = None, False
        if len(rest) > LONGEST:
            rest, self._too_long = bytearray(), True
        self._rest = bytearray(rest)
        return lines


def run_batch(question: str, descriptor: int, stdout: TextIO, lang: str, readings: Mapping[str, str]) -> None:
    """Answers every line read from the descriptor."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    lines = _Lines(descriptor)
    first = lines.read()
    stdout.write(_block(question, first, lang, readings))
    stdout.flush()
    if lines.over():
        return
    if cores == 1:
        for block in _blocks(lines):
            stdout.write(_block(question, block, lang, readings))
            stdout.flush()
        return
    with ProcessPoolExecutor(cores, multiprocessing.get_context("forkserver")) as pool:
        under_way: deque[Future[str]] = deque()
        while not lines.over() or under_way:
            if under_way and (lines.over() or len(under_way) > 2 * cores or not lines.ready()):
                stdout.write(under_way.popleft().result())
                stdout.flush()
                continue
            block = lines.read()
            if block:
                under_way.append(pool.submit(_block, question, block, lang, readings))


def _blocks(lines: _Lines) -> Iterator[list[bytes | None]]:
    while not lines.over():
        yield lines.read()
