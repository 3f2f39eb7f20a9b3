"""What may kill a mutant: the cases of the law, and the tests of tests/law, each by a key of its own."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Collection
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from parvis.law.cases import by_key

TESTS = Path("tests/law")
#: The cases are run here, one by one; the others open processes of their own, where the mutant is not.
_NOT_HERE = ("test_cases.py", "test_purity.py")
_EXAMPLES = 25
_CASE = "case:"
#: What looks at the whole of the rules and data, whatever the module.
ALWAYS = ("test_coverage.py", "test_law_data.py", "test_norm_addresses.py")


class Chosen:
    """A plugin of pytest: runs the tests whose keys were chosen (all where None), with fewer examples each."""

    def __init__(self, keys: Collection[str] | None, around: Callable[[str], object] = str) -> None:
        self.keys, self.around, self.failed = keys, around, set[str]()
        self.seconds: dict[str, float] = {}

    @pytest.fixture(scope="session")
    def shared(self) -> Path:
        """The folder of the outside standard, as tests/conftest.py gives it."""
        folder = Path.cwd().parent / "shared"
        if not folder.is_dir():
            pytest.skip("../shared is not beside this checkout")
        return folder

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Keep what was chosen."""
        if self.keys is not None:
            items[:] = [item for item in items if item.nodeid in self.keys]
        for item in items:
            settings = getattr(item.obj, "_hypothesis_internal_use_settings", None)
            if settings is not None:
                item.obj._hypothesis_internal_use_settings = _quick(settings)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Tell that a test begins."""
        self.around(nodeid)

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Keep what failed, and the seconds."""
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0.0) + report.duration
        if report.failed:
            self.failed.add(report.nodeid)
        if report.when == "teardown":
            self.around("")


def _quick(settings: hypothesis.settings) -> hypothesis.settings:
    """The same examples each time, fewer of them, and no looking for a smaller one that fails."""
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    number = min(settings.max_examples, _EXAMPLES)
    return hypothesis.settings(
        settings, max_examples=number, derandomize=True, database=None, deadline=None, phases=phases
    )


def test_files() -> list[str]:
    """The files of tests that are run."""
    return [str(path) for path in sorted(TESTS.glob("test_*.py")) if path.name not in _NOT_HERE]


def run_tests(files: Collection[str], plugin: Chosen, *more: str) -> bool:
    """Whether the chosen tests of these files pass."""
    options = ["-q", "--noconftest", "--assert=plain", "-p", "no:cacheprovider", "--import-mode=importlib", *more]
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        return pytest.main([*options, "-c", os.devnull, "--rootdir", ".", *files], plugins=[plugin]) in (0, 5)


def case_keys() -> list[str]:
    """The keys of all cases."""
    return [_CASE + key for key in by_key()]


def is_case(key: str) -> bool:
    """Whether the key is that of a case."""
    return key.startswith(_CASE)


def case_runner() -> Callable[[str], None]:
    """What decides the case of a key and raises where it is not decided as written, as tests/law/test_cases.py does."""
    spec = spec_from_file_location("mutants_test_cases", TESTS / "test_cases.py")
    if spec is None or spec.loader is None:
        raise RuntimeError("tests/law/test_cases.py cannot be read")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return lambda key: module.test_the_case_is_decided_as_written(by_key()[key.removeprefix(_CASE)])
