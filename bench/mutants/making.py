"""Mutants: every small change that Cosmic Ray's operators make in a module, one at a time."""

from __future__ import annotations

import ast
import hashlib
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import MutationVisitor
from cosmic_ray.operators.operator import Operator
from cosmic_ray.operators.provider import OperatorProvider

ROOT = Path("src/parvis/law")
_KEPT = Path(".parvis/mutants/made")
_KERNEL = ("calendar", "deadline", "decision", "facts", "kinds", "money", "norm", "parameter", "period", "rule")
_OPERATORS = (
    "ReplaceBinaryOperator_Add_Sub",
    "ReplaceBinaryOperator_Sub_Add",
    "ReplaceBinaryOperator_Mul_FloorDiv",
    "ReplaceBinaryOperator_FloorDiv_Mul",
    "ReplaceBinaryOperator_Div_Mul",
    "ReplaceBinaryOperator_Mod_Mul",
    "ReplaceBinaryOperator_BitOr_BitAnd",
    "ReplaceBinaryOperator_BitAnd_BitOr",
    "ReplaceComparisonOperator_Eq_NotEq",
    "ReplaceComparisonOperator_NotEq_Eq",
    "ReplaceComparisonOperator_Is_IsNot",
    "ReplaceComparisonOperator_IsNot_Is",
    "ReplaceComparisonOperator_Lt_LtE",
    "ReplaceComparisonOperator_LtE_Lt",
    "ReplaceComparisonOperator_Gt_GtE",
    "ReplaceComparisonOperator_GtE_Gt",
    "ReplaceComparisonOperator_Lt_GtE",
    "ReplaceComparisonOperator_LtE_Gt",
    "ReplaceComparisonOperator_Gt_LtE",
    "ReplaceComparisonOperator_GtE_Lt",
    "ReplaceUnaryOperator_USub_UAdd",
    "ReplaceUnaryOperator_Delete_Not",
    "AddNot",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ExceptionReplacer",
    "NumberReplacer",
    "RemoveDecorator",
    "ZeroIterationForLoop",
)
_CACHES = ("lru_cache", "cache")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a module: the line, `before` and `after` of what changed, and the whole mutated source.

    `first` and `last` are the lines of its statement; a statement `at_import` is run when the module is imported.
    """

    path: str
    line: int
    operator: str
    before: str
    after: str
    source: str
    first: int
    last: int
    at_import: bool

    @property
    def where(self) -> str:
        """The file and the line."""
        return f"{self.path}:{self.line}"


def modules(asked: Iterable[str]) -> list[Path]:
    """The modules that decide, or those of them that lie under the paths asked."""
    found = [ROOT / "kernel" / f"{name}.py" for name in _KERNEL]
    for room in ("texts", "questions"):
        found += sorted(path for path in (ROOT / room).rglob("*.py") if not path.name.endswith("_facts.py"))
    under = [Path(each) for each in asked]
    return [path for path in found if not under or any(each == path or each in path.parents for each in under)]


def mutants(path: Path) -> list[Mutant]:
    """Every mutant of the module, in the order of its lines; made once for each state of the module."""
    source = path.read_text(encoding="utf-8")
    state = hashlib.sha256(f"{path}\n{source}\n{Path(__file__).read_text(encoding='utf-8')}".encode()).hexdigest()
    kept = _KEPT / f"{path.stem}-{state[:16]}"
    if not kept.is_file():
        _KEPT.mkdir(exist_ok=True)
        kept.write_bytes(pickle.dumps(list(_mutants(path, source))))
    found: list[Mutant] = pickle.loads(kept.read_bytes())  # noqa: S301 - written here
    return found


def _mutants(path: Path, source: str) -> Iterator[Mutant]:
    tree = ast.parse(source)
    lines = source.splitlines(keepends=True)
    found, known = [], set()
    for first, last in _chunks(tree, len(lines)):
        chunk = "".join(lines[first - 1 : last])
        quiet = _quiet(chunk)
        for name, occurrence, (line, column) in _positions(chunk):
            if any(start <= (line, column) < end for start, end in quiet):
                continue
            changed = MutationVisitor.mutate_code(chunk, _operator(name), occurrence)
            meaning = _meaning(changed)
            if meaning in (None, _meaning(chunk)) or (first, meaning) in known:
                continue
            known.add((first, meaning))
            mutated = "".join(lines[: first - 1]) + changed + "".join(lines[last:])
            before, after = _change(chunk, changed)
            place = _place(tree, first + line - 1)
            found.append(Mutant(str(path), first + line - 1, name, before, after, mutated, *place))
    yield from sorted(found, key=lambda each: each.line)


@cache
def _operator(name: str) -> Operator:
    return OperatorProvider()[name]()


def _chunks(tree: ast.Module, length: int) -> Iterator[tuple[int, int]]:
    """The first and last line of each statement of the module: one is parsed at a time."""
    starts = [min([each.lineno, *(d.lineno for d in getattr(each, "decorator_list", ()))]) for each in tree.body]
    yield from zip(starts, [start - 1 for start in starts[1:]] + [length], strict=True)


def _positions(chunk: str) -> Iterator[tuple[str, int, tuple[int, int]]]:
    nodes = list(ast_nodes(get_ast(chunk)))
    for name in _OPERATORS:
        places = [start for node in nodes for start, _ in _operator(name).mutation_positions(node)]
        for occurrence, start in enumerate(places):
            yield name, occurrence, start


class _Plainer(ast.NodeTransformer):
    """Writes `not a is b` as `a is not b` and leaves two negations out, so that one change is not counted twice."""

    _TURNED = {
        ast.Eq: ast.NotEq,
        ast.NotEq: ast.Eq,
        ast.Is: ast.IsNot,
        ast.IsNot: ast.Is,
        ast.Lt: ast.GtE,
        ast.GtE: ast.Lt,
        ast.Gt: ast.LtE,
        ast.LtE: ast.Gt,
        ast.In: ast.NotIn,
        ast.NotIn: ast.In,
    }

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        inner = node.operand
        if not isinstance(node.op, ast.Not):
            return node
        if isinstance(inner, ast.Compare) and len(inner.ops) == 1:
            return ast.Compare(inner.left, [self._TURNED[type(inner.ops[0])]()], inner.comparators)
        if isinstance(inner, ast.UnaryOp) and isinstance(inner.op, ast.Not):
            return inner.operand
        return node


@lru_cache(maxsize=256)
def _meaning(code: str | None) -> str | None:
    """What tells two mutants of a chunk apart; None where it cannot be compiled."""
    if code is None:
        return None
    try:
        return ast.dump(_Plainer().visit(ast.parse(code)))
    except SyntaxError:
        return None


def _quiet(chunk: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where a change cannot change an answer: annotations, `strict=`, declarations, what caches and dataclasses are told."""
    nodes: list[ast.AST | None] = []
    for node in ast.walk(ast.parse(chunk)):
        nodes.append(getattr(node, "annotation", None))
        if isinstance(node, ast.FunctionDef):
            nodes.append(node.returns)
        if isinstance(node, ast.Call):
            nodes += [each.value for each in node.keywords if each.arg == "strict"]
            if getattr(node.func, "id", "") == "Field":
                nodes.append(node)
        for decorator in getattr(node, "decorator_list", ()):
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            name = getattr(called, "id", "")
            if name in _CACHES:
                nodes.append(decorator)
            elif name == "dataclass" and isinstance(decorator, ast.Call):
                nodes += [each.value for each in decorator.keywords]
    return [_span(node) for node in nodes if node is not None]


def _span(node: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    # One column earlier: the position of a decorator is that of its @.
    return (node.lineno, max(0, node.col_offset - 1)), (node.end_lineno, node.end_col_offset)


def _change(chunk: str, changed: str) -> tuple[str, str]:
    """The lines that differ, each without its indentation."""
    old, new = chunk.splitlines(), changed.splitlines()
    for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag != "equal":
            return " ".join(map(str.strip, old[a:b])), " ".join(map(str.strip, new[c:d]))
    return "", ""


def _kept(function: ast.FunctionDef) -> bool:
    """Whether what a function finds is kept: then it may have run long before the case that needs it."""
    called = (each.func if isinstance(each, ast.Call) else each for each in function.decorator_list)
    return any(getattr(each, "id", "") in (*_CACHES, "cached_property") for each in called)


def _place(tree: ast.Module, line: int) -> tuple[int, int, bool]:
    """The lines of the statement to which a line belongs, and whether it runs when the module is imported."""
    found: ast.stmt = tree.body[0]
    at_import, body, inside = True, tree.body, True
    while inside:
        inside = False
        for each in body:
            start = min([each.lineno, *(d.lineno for d in getattr(each, "decorator_list", ()))])
            if not start <= line <= (each.end_lineno or start):
                continue
            found = each
            parts = [
                part
                for name in ("body", "orelse", "finalbody")
                for part in getattr(each, name, ())
                if isinstance(part, ast.stmt)
            ]
            for handler in getattr(each, "handlers", ()):
                parts += handler.body
            if parts and line >= min(part.lineno for part in parts):
                at_import = at_import and (not isinstance(each, ast.FunctionDef) or _kept(each))
                body, inside = parts, True
            elif parts:
                return start, min(part.lineno for part in parts) - 1, at_import
            break
    return found.lineno, found.end_lineno or found.lineno, at_import
