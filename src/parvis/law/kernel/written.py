"""Facts as somebody wrote them: JSON text, read strictly, before any question looks at them."""

from __future__ import annotations

import json
from typing import Any

from parvis.law.kernel.facts import Members, Refusal
from parvis.law.kernel.fault import Fault, Reason
from parvis.law.kernel.text import Text

#: The longest facts that are read, in characters: far beyond any real file, far below what would hurt.
LONGEST = 1_000_000
NOT_JSON = Reason(
    "not_json",
    "one JSON object",
    Text("Écrivez un objet JSON, en UTF-8.", "Write one JSON object, in UTF-8."),
)
_TOO_LONG = Reason(
    "too_long",
    NOT_JSON.line,
    Text("C’est trop long : {most} signes au plus.", "This is too long: {most} characters at most."),
)
_DIGITS = 18


def too_long() -> Fault:
    """What is said of facts that are not read, for their length."""
    return _TOO_LONG.at("", f"more than {LONGEST} characters", most=LONGEST)


def _text(raw: str | bytes) -> str:
    if isinstance(raw, str):
        return raw.removeprefix("\ufeff")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal([NOT_JSON.at("", "bytes that are not UTF-8")]) from error


def facts_from(raw: str | bytes) -> object:
    """The facts written as JSON. Refusal for what is not JSON in UTF-8, or is beyond reason.

    A float, NaN and a member given twice pass here and are refused by the schema, at their own pointers.
    """
    if len(raw) > LONGEST:
        raise Refusal([too_long()])
    try:
        return json.loads(_text(raw), parse_int=_whole, object_pairs_hook=_members)
    except (json.JSONDecodeError, RecursionError) as error:
        where = f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "too deep"
        raise Refusal([NOT_JSON.at("", f"text that is not JSON ({where})")]) from error


def _whole(written: str) -> int | str:
    """A whole number; where it has too many digits, words that no fact may be, so that it is refused at its pointer."""
    return int(written) if len(written.lstrip("-")) <= _DIGITS else f"a number of {len(written)} digits"


def _members(pairs: list[tuple[str, Any]]) -> Members:
    return Members(pairs)
