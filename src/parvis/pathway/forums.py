"""How to reach the court or tribunal to which a matter goes instead: official page and telephone, each with its source.

Read once from `forums.toml`; KeyError at import where an entry lacks what a person needs.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from parvis.law.kernel.text import text_of
from parvis.pathway.parts import Contact, Telephone


def _contact(entry: Mapping[str, Any]) -> Contact:
    phones = tuple(Telephone(each["number"], text_of(each["where"])) for each in entry.get("phones", ()))
    return Contact(text_of(entry["name"]), text_of(entry["web"]), phones, entry["source"])


def _read() -> dict[str, tuple[Contact, ...]]:
    source = resources.files(__package__).joinpath("forums.toml").read_text(encoding="utf-8")
    entries: dict[str, dict[str, Any]] = tomllib.loads(source)
    return {
        forum: tuple(_contact(entries[each]) for each in entry.get("same_as", (forum,)))
        for forum, entry in entries.items()
    }


#: By forum of `small-claims/jurisdiction`; a forum without an entry is reached through the Division itself.
CONTACTS: Mapping[str, tuple[Contact, ...]] = _read()
