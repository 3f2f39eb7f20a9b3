"""Trying mutants: one process has the law that the module does not touch; it forks a child for each mutant."""

from __future__ import annotations

import gc
import importlib
import importlib.abc
import importlib.machinery
import os
import resource
import sys
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec, spec_from_file_location
from multiprocessing import get_context
from pathlib import Path
from types import CodeType
from typing import Any, cast

from bench.mutants import checks
from bench.mutants.graph import QUESTIONS, TEXTS, files, imported_by, leaning_on, name_of
from bench.mutants.making import Mutant

_CHUNK = 30
#: Seconds of the processor, not of the clock: the machine may be busy.
_FOR_CASES, _FOR_TESTS = 10, 90
_KILLED, _SURVIVED = 1, 0
#: The sources as they were when the run began: somebody may be writing.
_UNCHANGED: dict[str, str] = {}
Work = tuple[str, list[tuple[Mutant, list[str]]]]


def tried(work: Sequence[tuple[Mutant, list[str]]], processes: int) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant with the keys that reach it: whether it was killed.

    Cases that fail without any change are told on standard error, and left out.
    """
    by_path: dict[str, list[tuple[Mutant, list[str]]]] = {}
    for mutant, keys in work:
        by_path.setdefault(mutant.path, []).append((mutant, keys))
    _UNCHANGED.update({path: Path(path).read_text(encoding="utf-8") for path in by_path})
    tasks = [(path, each[at : at + _CHUNK]) for path, each in by_path.items() for at in range(0, len(each), _CHUNK)]
    tomllib.loads = lru_cache(maxsize=None)(tomllib.loads)
    for file in checks.TESTS.glob("*.toml"):
        tomllib.loads(file.read_text(encoding="utf-8"))
    tasks.sort(key=lambda each: -sum(len(keys) for _, keys in each[1]))
    # What every rule leans on is imported once, and then forked, for the modules on which it does not lean itself.
    under = {str(files()[name]) for name in imported_by(TEXTS)}
    for low in (True, False):
        if not low:
            importlib.import_module(TEXTS)
        now = [each for each in tasks if (each[0] in under) is low]
        with get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
            for results in pool.imap_unordered(_task, now):
                yield from results


class _Loader(importlib.machinery.SourceFileLoader):
    """Serves the source of a mutant in the place of the module's."""

    source = ""

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.source, self.path, "exec", dont_inherit=True)


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, name: str, path: str) -> None:
        self.name, self.loader = name, _Loader(name, str(Path(path).resolve()))

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The mutant, where it is the module that is imported."""
        if fullname != self.name:
            return None
        folder = [str(Path(self.loader.path).parent)] if self.loader.path.endswith("__init__.py") else None
        return spec_from_file_location(
            fullname, self.loader.path, loader=self.loader, submodule_search_locations=folder
        )


def _task(work: Work) -> list[tuple[Mutant, bool]]:
    path, each = work
    finder = _Finder(name_of(Path(path)), path)
    sys.meta_path.insert(0, finder)
    _open_the_rest(finder.name)
    finder.loader.source = _UNCHANGED[path]
    gc.disable()
    failing = _failing(sorted({key for _, keys in each for key in keys if checks.is_case(key)}))
    if failing:
        print(f"left out for {path}, failing on the law as it is: {', '.join(failing)}", file=sys.stderr, flush=True)
    results = []
    gc.freeze()
    for mutant, keys in each:
        finder.loader.source = mutant.source
        results.append((mutant, _killed([key for key in keys if key not in failing])))
    return results


def _open_the_rest(name: str) -> None:
    """Imports what does not lean on the module, and forgets what does: a child imports that, and only that."""
    leaning = leaning_on(name)
    for each in leaning:
        sys.modules.pop(each, None)
    rest = [each for each in files() if each not in leaning and each != QUESTIONS]
    if QUESTIONS in leaning:
        file = files()[QUESTIONS].resolve()
        spec = spec_from_file_location(QUESTIONS, file, submodule_search_locations=[str(file.parent)])
        sys.modules[QUESTIONS] = module_from_spec(cast(ModuleSpec, spec))
    for each in rest:
        importlib.import_module(each)
    if QUESTIONS in leaning:
        del sys.modules[QUESTIONS]
    if name in sys.modules:
        raise RuntimeError(f"{name} is imported before it is changed: graph.py misses an import")
    if QUESTIONS in leaning:
        vars(sys.modules["parvis.law"]).pop("questions", None)


def _failing(keys: Sequence[str]) -> set[str]:
    """The cases that fail without any change: somebody may be writing them."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _quietly()
        decide = checks.case_runner()
        for key in keys:
            try:
                decide(key)
            except BaseException:
                os.write(writing, f"{key}\n".encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        found = set(pipe.read().split("\n")) - {""}
    os.waitpid(child, 0)
    return found


def _killed(keys: Sequence[str]) -> bool:
    child = os.fork()
    if not child:
        os._exit(_child(keys))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != _SURVIVED


def _quietly() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _child(keys: Sequence[str]) -> int:
    """In the child: imports the law, decides the cases, then runs the tests. Whatever is raised kills the mutant."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (_FOR_CASES, most))
    _quietly()
    try:
        decide = checks.case_runner()
        for key in keys:
            if checks.is_case(key):
                decide(key)
        tests = {key for key in keys if not checks.is_case(key)}
        if not tests:
            return _SURVIVED
        resource.setrlimit(resource.RLIMIT_CPU, (_FOR_TESTS, most))
        named = sorted({key.partition("::")[0] for key in tests})
        return _SURVIVED if checks.run_tests(named, checks.Chosen(tests), "-x") else _KILLED
    except BaseException:
        return _KILLED
