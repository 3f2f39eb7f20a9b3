"""Which case and which test runs which line, measured once on the law as it is."""

from __future__ import annotations

import hashlib
import pickle
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path

import coverage

from bench.mutants import checks
from bench.mutants.graph import QUESTIONS, files, imports, name_of
from bench.mutants.making import Mutant, modules

_KEPT = Path(".parvis/mutants/reach")


@dataclass(frozen=True)
class Reach:
    """For each file, the keys that run each of its lines; the keys that look at the whole of the rules; and the
    seconds that each test takes.
    """

    lines: dict[str, dict[int, set[str]]]
    whole: set[str]
    seconds: dict[str, float]


def reach() -> Reach:
    """For each file, the keys that run each of its lines; measured again when the law or its tests have changed."""
    read = [path for room in ("src/parvis/law", "tests/law") for path in sorted(Path(room).rglob("*.*"))]
    state = hashlib.sha256(b"".join(path.read_bytes() for path in read if path.suffix in (".py", ".toml"))).hexdigest()
    kept = _KEPT.with_suffix(f".{state[:16]}")
    if not kept.is_file():
        with get_context("fork").Pool(1) as pool:
            found = pool.apply(_measure)
        for old in _KEPT.parent.glob(_KEPT.name + ".*"):
            old.unlink()
        kept.write_bytes(pickle.dumps(found))
    return pickle.loads(kept.read_bytes())  # noqa: S301 - written here


def _measure() -> Reach:
    watch = coverage.Coverage(data_file=None, source=["src/parvis/law"], branch=False)
    watch.start()
    decide = checks.case_runner()
    failed: set[str] = set()

    def begin(key: str) -> None:
        _forget()
        watch.switch_context(key)

    for key in checks.case_keys():
        begin(key)
        try:
            decide(key)
        except BaseException:
            failed.add(key)
        watch.switch_context("")
    plugin = checks.Chosen(None, begin)
    checks.run_tests(checks.test_files(), plugin)
    watch.stop()
    failed |= plugin.failed
    for key in sorted(failed):
        print(f"fails on the law as it is, and is left out: {key}", flush=True)
    data = watch.get_data()
    found: dict[str, dict[int, set[str]]] = defaultdict(dict)
    here = Path.cwd()
    for file in data.measured_files():
        for line, keys in data.contexts_by_lineno(file).items():
            found[str(Path(file).relative_to(here))][line] = set(keys) - failed - {""}
    whole = {key for key in plugin.seconds.keys() - failed if key.partition("::")[0].endswith(checks.ALWAYS)}
    return Reach(dict(found), whole, plugin.seconds)


def _forget() -> None:
    """Empties the caches of the modules that decide: what one case has found would hide that another needs it."""
    for path in modules(()):
        for each in list(vars(sys.modules.get(name_of(path), object)).values()):
            if hasattr(each, "cache_clear"):
                each.cache_clear()


def reaching(mutant: Mutant, found: Reach, most: float) -> list[str]:
    """The keys that run the statement of a mutant: every case, and tests of `most` seconds together.

    A statement that is run at import is seen by whatever runs a line of the module, or of one that imports it. Cases
    come in an order that mixes the questions; of the tests, those that name the module first, then the quickest.
    """
    name = name_of(Path(mutant.path))
    if not mutant.at_import:
        lines = found.lines.get(mutant.path, {})
        keys = set().union(*(lines.get(line, ()) for line in range(mutant.first, mutant.last + 1)))
    else:
        near = [mutant.path, *(str(files()[each]) for each in _importing(name))]
        keys = {key for path in near for each in found.lines.get(path, {}).values() for key in each} | found.whole
    cases = sorted(filter(checks.is_case, keys), key=_mixed)
    tests = sorted(keys - set(cases), key=lambda key: (not _names(key, name), found.seconds[key], key))
    until = list(accumulate(found.seconds[key] for key in tests))
    return cases + [key for key, total in zip(tests, until, strict=True) if total <= most]


def _importing(name: str) -> list[str]:
    """The modules that import it, without the catalogue of all questions: every case runs that."""
    return [each for each, named in imports().items() if name in named and each != QUESTIONS]


def _mixed(key: str) -> bytes:
    return hashlib.md5(key.encode(), usedforsecurity=False).digest()


@cache
def _names(key: str, name: str) -> bool:
    """Whether the file of a test imports the module."""
    package, _, module = name.rpartition(".")
    text = Path(key.partition("::")[0]).read_text(encoding="utf-8")
    return (
        name in text or re.search(rf"^from {re.escape(package)} import .*\b{module}\b", text, re.MULTILINE) is not None
    )
