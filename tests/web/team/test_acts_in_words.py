"""« What this account did »: each kind of entry that the code records is told in words, found by reading the code itself."""

import ast
from functools import cache
from pathlib import Path

import parvis
from parvis.directory.models.renewal import STEPS
from parvis.law.kernel.states import state_table
from parvis.payments.models.claim import KINDS
from parvis.web.team.shown import acts

ROOT = Path(parvis.__path__[0])


def _ends(table: str) -> set[str]:
    return {one.ends for one in state_table(table).transitions.values()}


#: A kind made of a word and of a part that is computed: which parts there are.
FORMED: dict[str, set[str]] = {
    "batch": set(state_table("batch").transitions),
    "claim": set(state_table("claim").transitions) | set(KINDS),
    "designation": set(state_table("designation").states),
    "draft": {"published", "sent", "discarded", "forgotten", "passed", "left"},
    "extension": _ends("extension"),
    "group_session": {"planned", "changed", "held", "cancelled"},
    "notice": set(state_table("notice").transitions),
    "renewal": set(STEPS),
    "signature": _ends("signature"),
    "supervision": _ends("supervision"),
    "training": _ends("training"),
}
#: Where the kind stands among the arguments of what records an entry: by position and by name.
RECORDERS = {"record_entry": (0, "kind"), "entry_of": (0, "kind")}


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _kind_given(call: ast.Call, place: tuple[int, str]) -> ast.expr | None:
    named = [one.value for one in call.keywords if one.arg == place[1]]
    return named[0] if named else call.args[place[0]] if len(call.args) > place[0] else None


def _words(node: ast.AST) -> set[str]:
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def _of_function(
    function: ast.FunctionDef, known: dict[str, tuple[int, str]]
) -> tuple[set[str], set[str], dict[str, tuple[int, str]]]:
    """The kinds that a function records, the first words of those that it forms, and itself where it passes a kind on."""
    taken = [one.arg for one in function.args.args]
    whole: set[str] = set()
    formed: set[str] = set()
    passes: dict[str, tuple[int, str]] = {}
    for call in ast.walk(function):
        if not isinstance(call, ast.Call) or _called(call) not in known:
            continue
        given = _kind_given(call, known[_called(call)])
        if isinstance(given, ast.JoinedStr):
            formed |= {word.partition(".")[0] for word in _words(given)}
        elif isinstance(given, ast.Name) and given.id in taken:
            passes[function.name] = (taken.index(given.id), given.id)
        elif isinstance(given, ast.Name):
            for made in ast.walk(function):
                if isinstance(made, ast.Assign) and ast.unparse(made.targets[0]) == given.id:
                    whole |= _words(made.value)
        elif given is not None:
            whole |= _words(given)
    return whole, formed, passes


@cache
def recorded() -> tuple[frozenset[str], frozenset[str]]:
    """The kinds that the code records, and the first words of those whose rest is computed."""
    whole: set[str] = set()
    formed: set[str] = set()
    for path in ROOT.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "record_entry" not in text and "entry_of" not in text:
            continue
        functions = [one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.FunctionDef)]
        known = dict(RECORDERS)
        for _ in range(2):  # what passes a kind on is found first
            for function in functions:
                kinds, begun, passes = _of_function(function, known)
                whole, formed, known = whole | kinds, formed | begun, {**passes, **known}
    return frozenset(whole), frozenset(formed)


def test_every_act_is_told_in_words() -> None:
    whole, formed = recorded()
    assert {"role_granted", "directory.published", "mandate.opened", "batch.taken", "draft.started"} <= whole, (
        "the reading is blind"
    )
    assert formed == set(FORMED), "say above what the computed part can be"
    kinds = whole | {f"{first}.{rest}" for first, parts in FORMED.items() for rest in parts}
    assert kinds - set(acts()) == set(), "add them to src/parvis/web/team/acts.toml"


def test_each_of_the_words_is_in_both_languages() -> None:
    for kind, said in acts().items():
        assert said.fr and said.en and said.fr != said.en, kind
