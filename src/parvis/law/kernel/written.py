"""Facts as somebody wrote them: JSON text, read strictly, before any question looks at them."""

from __future__ import annotations

import json
from typing import Any

from parvis.law.kernel.facts import Fault, Members, Refusal

#: The longest facts that are read, in characters: far beyond any real file, far below what would hurt.
LONGEST = 1_000_000
OBJECT = "one JSON object"
_DIGITS = 18


def _text(raw: str | bytes) -> str:
    if isinstance(raw, str):
        return raw.removeprefix("\ufeff")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal([Fault("", "bytes that are not UTF-8", OBJECT)]) from error


def facts_from(raw: str | bytes) -> object:
    """The facts written as JSON. Refusal for what is not JSON in UTF-8, or is beyond reason.

    A float, NaN and a member given twice pass here and are refused by the schema, at their own pointers.
    """
    if len(raw) > LONGEST:
        raise Refusal([Fault("", f"more than {LONGEST} characters", OBJECT)])
    try:
        return json.loads(_text(raw), parse_int=_whole, object_pairs_hook=_members)
    except (json.JSONDecodeError, RecursionError) as error:
        where = f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "too deep"
        raise Refusal([Fault("", f"text that is not JSON ({where})", OBJECT)]) from error


def _whole(written: str) -> int | str:
    """A whole number; where it has too many digits, words that no fact may be, so that it is refused at its pointer."""
    return int(written) if len(written.lstrip("-")) <= _DIGITS else f"a number of {len(written)} digits"


def _members(pairs: list[tuple[str, Any]]) -> Members:
    return Members(pairs)
