"""The capabilities of an installation: the offices that may act through it, as data (`capabilities.toml`).

What each is, in both languages, and where an act ends while it is off. Whether one is on is a fact of the journal:
`parvis.journal.capabilities`.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from parvis.config.home import Stop

LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class Capability:
    """One office: its code; by language, its name, what it does, what happens while it is off, who may hold it."""

    code: str
    name: dict[str, str]
    does: dict[str, str]
    while_off: dict[str, str]
    holder: dict[str, str]


@cache
def capabilities() -> dict[str, Capability]:
    """Every capability by its code, in the order of the file. `ValueError` with the code where one is incomplete."""
    text = files("parvis.config").joinpath("capabilities.toml").read_text(encoding="utf-8")
    found = {}
    for code, fields in tomllib.loads(text).items():
        try:
            one = Capability(code, **fields)
        except TypeError as error:
            raise ValueError(f"capabilities.toml, {code}: {error}") from error
        for texts in (one.name, one.does, one.while_off, one.holder):
            if set(texts) != set(LANGUAGES) or not all(texts.values()):
                raise ValueError(f"capabilities.toml, {code}: each text stands in French and in English")
        found[code] = one
    return found


def capability(code: str) -> Capability:
    """One capability; `Stop` with the ones there are where this is none."""
    try:
        return capabilities()[code]
    except KeyError:
        raise Stop(f"There is no capability {code!r}; there are {', '.join(capabilities())}.") from None
