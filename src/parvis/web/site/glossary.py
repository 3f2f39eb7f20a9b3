"""The glossary: each legal word once, explained in everyday words, in both languages, with its article where there is one."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from parvis.law.kernel.text import Text, text_of


@dataclass(frozen=True)
class Entry:
    """One word: the code that pages link to, the word, what it means, and the article that uses it (may be empty)."""

    code: str
    word: Text
    meaning: Text
    norm: Text | None


@cache
def entries() -> dict[str, Entry]:
    """Every entry by its code, in the order of the file. `ValueError` with the code where one is incomplete."""
    table = tomllib.loads(files("parvis.web.site").joinpath("glossary.toml").read_text(encoding="utf-8"))
    found = {}
    for code, fields in table.items():
        try:
            norm = text_of(fields["norm"]) if "norm" in fields else None
            found[code] = Entry(code, text_of(fields["word"]), text_of(fields["meaning"]), norm)
        except (KeyError, ValueError) as error:
            raise ValueError(f"glossary.toml, {code}: {error}") from error
    return found


def entry(code: str) -> Entry:
    """One entry; `KeyError` where the glossary does not have the word."""
    return entries()[code]


def as_markdown() -> str:
    """`docs/glossary.md`: the code of each word, the word in both languages, its article. A test keeps the file in step."""
    lines = [
        "# Glossary",
        "",
        "Written by `parvis.web.site.glossary.as_markdown` from `src/parvis/web/site/glossary.toml`, which also holds the meanings.",
        "",
        "| code | French | English | article |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| `{one.code}` | {one.word.fr} | {one.word.en} | {one.norm.en if one.norm else ''} |"
        for one in entries().values()
    ]
    return "\n".join(lines) + "\n"
