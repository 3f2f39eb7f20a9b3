"""A file as its author laid it out: comments, order and line breaks kept, except where what it says has changed.

A file is cut into statements (a header, or a key with its value, however many lines), each with the comments above it.
What comes out always says what was asked: the caller reads it again, and writes the file anew where it does not.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from parvis.directory.exchange.toml_form import HEADED, PARTS, headed, kinds_of, record, statement

Says = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """Some lines of a file: `header` is their `[…]` or `[[…]]` name, `key` the first part of their key; the rest is empty."""

    text: str
    header: str = ""
    key: str = ""


@dataclass(slots=True)
class Block:
    """The statements of one record, and what its part of the file is called ("services"; "" above the first record)."""

    part: str
    statements: list[Statement] = field(default_factory=list)


def statements(text: str) -> Iterator[Statement]:
    """Cut a file that is TOML into its statements."""
    above, lines = "", ""
    for line in text.splitlines(keepends=True):
        if not lines and not line.partition("#")[0].strip():
            above += line
            continue
        lines += line
        try:
            said = tomllib.loads(lines)
        except tomllib.TOMLDecodeError:
            continue
        first = lines.strip()
        if first.startswith("["):
            yield Statement(above + lines, header=first.partition("#")[0].strip().strip("[]").strip())
        else:
            yield Statement(above + lines, key=next(iter(said)))
        above, lines = "", ""
    if above or lines:
        yield Statement(above + lines)


def blocks(text: str) -> list[Block]:
    """Cut a file into its records, in their order."""
    found = [Block("")]
    for one in statements(text):
        if one.header in PARTS:
            found.append(Block(one.header))
        found[-1].statements.append(one)
    return found


def laid_out(text: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """The file `text`, which says `old`, changed to say `new`: both as read (the keys of `PARTS`; an id for each record)."""
    kept: list[str] = []
    before = {(part, one["id"]): one for part, one in _records(old)}
    after = {(part, one["id"]): one for part, one in _records(new)}
    # The reader keeps the order of each list: the third block of a part is its third record.
    by_part = {part: [key for key in before if key[0] == part] for part in PARTS}
    turn = dict.fromkeys(PARTS, 0)
    last = dict.fromkeys(PARTS, -1)
    for block in blocks(text):
        if not block.part:
            kept.append("".join(one.text for one in block.statements))
            continue
        key = by_part[block.part][turn[block.part]]
        turn[block.part] += 1
        if key in after:
            kept.append(_block(block, before[key], after[key]))
            last[block.part] = len(kept)
    return "".join(_with_new(kept, last, [one for one in after.items() if one[0] not in before]))


def _records(document: Mapping[str, Any]) -> Iterator[tuple[str, Says]]:
    for part in PARTS:
        for one in [document[part]] if part == "organization" else document.get(part, []):
            yield part, one


def _with_new(kept: list[str], last: dict[str, int], new: list[tuple[tuple[str, str], Says]]) -> list[str]:
    """New records come after the last one of their part, or after what comes before that part."""
    parts = list(PARTS)
    for part, ones in groupby(new, key=lambda one: one[0][0]):
        place = max((last[before] for before in parts[: parts.index(part) + 1]), default=-1)
        place = len(kept) if place < 0 else place
        texts = ["\n" + record(part, dict(says)) for _, says in ones]
        kept[place:place] = texts
        for other in parts[parts.index(part) :]:
            if last[other] >= place:
                last[other] += len(texts)
        last[part] = place + len(texts)
    return kept


def _block(block: Block, old: Says, new: Says) -> str:
    """One record: its statements, those of the changed keys replaced."""
    changed = {key for key in {**old, **new} if old.get(key) != new.get(key) or (key in old) != (key in new)}
    if not changed:
        return "".join(one.text for one in block.statements)
    known = kinds_of(PARTS[block.part])
    plain = [key for key in known if key in changed and key in new and not (key in HEADED and new[key])]
    apart = [key for key in known if key in changed and key in HEADED and new.get(key)]
    root = block.statements[: _first_header(block)]
    out = _replaced(root, changed, lambda key: statement(key, known[key], new[key]) if key in plain else "")
    missing = [key for key in plain if key not in {one.key for one in root}]
    out += [statement(key, known[key], new[key]) for key in missing]
    for key, ones in groupby(_sub_tables(block), key=lambda pair: pair[0]):
        kept = "".join(one.text for _, one in ones)
        if key not in changed:
            out.append(kept)
        elif key in apart:
            apart.remove(key)
            out.append("\n" + headed(block.part, key, known[key], new[key]))
    out += ["\n" + headed(block.part, key, known[key], new[key]) for key in apart]
    return "".join(out)


def _first_header(block: Block) -> int:
    """Where the headers inside a record begin."""
    heads = (number for number, one in enumerate(block.statements) if one.header and number)
    return next(heads, len(block.statements))


def _sub_tables(block: Block) -> Iterator[tuple[str, Statement]]:
    """Each statement under a header inside the record, with the key that the header is about."""
    here = ""
    for number, one in enumerate(block.statements):
        if number and one.header:
            here = one.header.removeprefix(block.part + ".").partition(".")[0]
        if here:
            yield here, one


def _replaced(root: list[Statement], changed: set[str], new: Callable[[str], str]) -> list[str]:
    """The statements of a record's own keys: a changed one is written anew where its first line stood."""
    done: set[str] = set()
    out = []
    for one in root:
        if not one.key or one.key not in changed:
            out.append(one.text)
        elif one.key not in done:
            done.add(one.key)
            out.append(_comments(one.text) + new(one.key))
    return out


def _comments(text: str) -> str:
    """The blank lines and comments above a statement."""
    lines = text.splitlines(keepends=True)
    count = next((n for n, line in enumerate(lines) if line.partition("#")[0].strip()), len(lines))
    return "".join(lines[:count])
