"""Facts as somebody wrote them: JSON text, read strictly, before any question looks at them."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from parvis.law.kernel.facts import Fault, Refusal

#: The longest facts that are read, in characters: far beyond any real file, far below what would hurt.
LONGEST = 1_000_000
OBJECT = "one JSON object"
_DIGITS = 18


def _text(raw: str | bytes) -> str:
    if isinstance(raw, str):
        return raw
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal([Fault("", "bytes that are not UTF-8", OBJECT)]) from error


def facts_from(raw: str | bytes) -> object:
    """The facts written as JSON. Refusal for a float, NaN, a duplicate member, a number or a text beyond reason."""
    if len(raw) > LONGEST:
        raise Refusal([Fault("", f"more than {LONGEST} characters", OBJECT)])
    try:
        return json.loads(
            _text(raw),
            parse_float=_no_float,
            parse_int=_whole,
            parse_constant=_no_float,
            object_pairs_hook=_members,
        )
    except (json.JSONDecodeError, RecursionError) as error:
        where = f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "too deep"
        raise Refusal([Fault("", f"text that is not JSON ({where})", OBJECT)]) from error


def _no_float(written: str) -> NoReturn:
    raise Refusal([Fault("", written[:40], 'a whole number, or an amount as a string such as "95.00"')])


def _whole(written: str) -> int:
    if len(written.lstrip("-")) > _DIGITS:
        raise Refusal([Fault("", f"a number of {len(written)} digits", f"a whole number of at most {_DIGITS} digits")])
    return int(written)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, value in pairs:
        if name in members:
            raise Refusal([Fault("", f"the member {name[:40]!r} twice", "each member once")])
        members[name] = value
    return members
