"""The code base keeps its own rules: five nouns, small files, imports that go down, no hidden clock."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "parvis"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
NOT_A_NOUN = {"utils", "util", "helpers", "helper", "services", "managers", "signals", "common", "misc", "tools"}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_there_is_something_to_check() -> None:
    assert len(MODULES) > 40


def test_no_file_is_over_400_lines() -> None:
    tests = sorted(Path(__file__).resolve().parents[1].rglob("*.py"))
    long = {
        path.name: n for path in [*MODULES, *tests] if (n := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_no_function_is_over_50_lines() -> None:
    long = {
        f"{path.relative_to(SOURCE)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in functions(path)
        if (node.end_lineno or 0) - node.lineno + 1 > 50
    }
    assert long == {}


def test_no_module_is_named_after_nothing() -> None:
    assert [path.name for path in SOURCE.rglob("*") if path.stem in NOT_A_NOUN] == []


@pytest.mark.parametrize("room", ["law", "directory", "places", "people", "pathway", "journal", "documents"])
def test_no_room_reads_the_clock(room: str) -> None:
    """The moment is an argument. Only `config.clock`, asked by views and commands, reads it."""
    clocks = re.compile(r"\b(date\.today|datetime\.now|timezone\.now|timezone\.localdate|time\.time)\(")
    readers = [
        str(path.relative_to(SOURCE))
        for path in MODULES
        if path.relative_to(SOURCE).parts[0] == room
        and path.name != "tasks.py"  # a periodic duty starts from the worker's clock and hands it down
        and clocks.search(path.read_text(encoding="utf-8"))
    ]
    assert readers == []


def test_only_actions_write() -> None:
    """Views, the API and the pathway's reads never save, create, update or delete."""
    writes = re.compile(r"\.(save|create|bulk_create|update_or_create|get_or_create|bulk_update|delete)\(")
    rooms = {"web", "api"}
    writers = [
        str(path.relative_to(SOURCE))
        for path in MODULES
        if path.relative_to(SOURCE).parts[0] in rooms
        and re.search(r"objects[^\n]*" + writes.pattern, path.read_text(encoding="utf-8"))
    ]
    assert writers == []


def test_money_is_never_a_float() -> None:
    """The law has no floating-point literal and never calls float()."""
    guilty = []
    for path in (SOURCE / "law").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, float):
                guilty.append(f"{path.name}:{node.lineno}")
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
                guilty.append(f"{path.name}:{node.lineno}")
    assert guilty == []


def test_nothing_is_left_unfinished() -> None:
    words = re.compile(
        r"\b(TODO|FIXME|XXX)\b|#\s*(?i:todo|fixme)|raise NotImplementedError|(?i:lorem ipsum)|pytest\.mark\.(xfail|skip)\b"
    )
    here = Path(__file__).resolve()
    files = [*MODULES, *(path for path in here.parents[1].rglob("*.py") if path != here), *SOURCE.rglob("*.html")]
    unfinished = [path.name for path in files if words.search(path.read_text(encoding="utf-8"))]
    assert unfinished == []


def test_the_formatter_lays_out_all_but_the_tables_of_questions() -> None:
    """What people are asked reads as a table, a question a line; everything else is laid out by the formatter."""
    here = Path(__file__).resolve()
    files = [*MODULES, *(path for path in here.parents[1].rglob("*.py") if path != here)]
    by_hand = {path.name for path in files if re.search(r"#\s*fmt:", path.read_text(encoding="utf-8"))}
    assert by_hand == {"first_questions.py", "later_questions.py", "questions.py"}
