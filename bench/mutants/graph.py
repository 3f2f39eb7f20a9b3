"""Which module of the law imports which: what is to be imported again when one is changed."""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path

SRC = Path("src")
#: It imports every question: where one is changed, an empty package stands in for it until the child imports it.
QUESTIONS = "parvis.law.questions"
#: It reads every text: the rules lean on it, and it leans on the kernel only.
TEXTS = "parvis.law.texts"


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@lru_cache(maxsize=1)
def files() -> dict[str, Path]:
    """Every module of the law, by its dotted name."""
    return {name_of(path): path for path in sorted((SRC / "parvis/law").rglob("*.py"))}


@lru_cache(maxsize=1)
def imports() -> dict[str, set[str]]:
    """The modules of the law that each of them imports, the packages in which those lie included."""
    return {name: _imported(name, path) for name, path in files().items()}


def _imported(name: str, path: Path) -> set[str]:
    named: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            named |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{each.name}" for each in node.names}
            named |= inside & files().keys()
            if inside - files().keys():
                named.add(node.module)
    for each in [*named, name]:
        parts = each.split(".")
        named |= {".".join(parts[:end]) for end in range(1, len(parts))} - {QUESTIONS}
    return (named & files().keys()) - {name}


def leaning_on(name: str) -> set[str]:
    """Every module that imports it, or one that does."""
    found, waiting = {name}, [name]
    while waiting:
        one = waiting.pop()
        for each, named in imports().items():
            if one in named and each not in found:
                found.add(each)
                waiting.append(each)
    return found


def imported_by(name: str) -> set[str]:
    """The module, and every module that it imports, or that one of those does."""
    found, waiting = {name}, [name]
    while waiting:
        more = imports()[waiting.pop()] - found
        found |= more
        waiting += more
    return found
