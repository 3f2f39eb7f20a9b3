"""The law room is pure: no Django, no clock, no environment, and nothing read once it is loaded."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import parvis.law

ROOM = Path(parvis.law.__file__).parent
FILES = sorted(ROOM.rglob("*.py"))
ALLOWED = {
    "__future__",
    "ast",
    "calendar",
    "collections",
    "contextlib",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "importlib",
    "itertools",
    "json",
    "math",
    "parvis",
    "pkgutil",
    "re",
    "string",
    "tomllib",
    "typing",
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOM)))
def test_only_the_standard_library_and_the_room_itself_are_imported(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            assert name.split(".")[0] in ALLOWED, name
            assert not name.startswith("parvis.") or name.startswith("parvis.law"), name


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOM)))
def test_the_clock_is_never_read(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("today", "now", "utcnow", "environ", "getenv"), f"line {node.lineno}"


def test_the_room_opens_without_django_and_answers_without_reading_a_file() -> None:
    program = """
import sys
from parvis.law.questions import answer
facts = {"on": "2026-06-01", "district": "laval", "claim_amount": "900.00",
         "events": {"claim_filed": "2020-03-02", "claim_notified": "2026-05-16"}}
answer("small-claims/timetable", facts)
assert not any(name.split(".")[0] == "django" for name in sys.modules)
def watch(event, arguments):
    assert event != "open", arguments
sys.addaudithook(watch)
answer("small-claims/timetable", facts)
print("pure")
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOM.parent.parent,
    )
    assert done.stdout == "pure\n", done.stderr
