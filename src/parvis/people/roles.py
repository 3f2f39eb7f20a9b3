"""The roles, read once from `roles.toml`: names, what each does, for whom it can be held, what it opens."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from parvis.law.kernel.text import Text, text_of

#: Any kind of organization.
ANY = "*"


@dataclass(frozen=True, slots=True)
class Role:
    """One role. `kinds`: kinds of organization it is held for ("" is Parvis itself, `*` any); `powers`: what it opens, each
    a code; `mode_powers`: what it opens while its holder is in operator mode.
    """

    code: str
    name: Text
    does: Text
    kinds: frozenset[str]
    takes_districts: bool
    powers: frozenset[str]
    mode_powers: frozenset[str]
    apart_from: frozenset[str]

    def is_for(self, kind: str) -> bool:
        """Whether it can be held for an organization of this kind ("" for Parvis itself)."""
        return kind in self.kinds or (kind != "" and ANY in self.kinds)

    @property
    def needs_organization(self) -> bool:
        """Whether it is always held for an organization of the directory."""
        return "" not in self.kinds


def _read(code: str, table: Mapping[str, object]) -> Role:
    def listed(key: str) -> frozenset[str]:
        found = table.get(key, [])
        if not isinstance(found, list):
            raise ValueError(f"roles.toml: {code}.{key} is a list")
        return frozenset(str(one) for one in found)

    return Role(
        code=code,
        name=text_of(table["name"]),
        does=text_of(table["does"]),
        kinds=listed("kinds"),
        takes_districts=bool(table["districts"]),
        powers=listed("may"),
        mode_powers=listed("may_in_mode"),
        apart_from=listed("apart_from"),
    )


@cache
def roles() -> dict[str, Role]:
    """Every role by its code, in the order of the file."""
    data = tomllib.loads(files("parvis.people").joinpath("roles.toml").read_text(encoding="utf-8"))
    return {code: _read(code, table) for code, table in data.items()}


@cache
def powers() -> tuple[str, ...]:
    """Every power that some role has."""
    return tuple(sorted({power for role in roles().values() for power in role.powers | role.mode_powers}))


@cache
def roles_with(power: str, *, in_mode: bool = False) -> frozenset[str]:
    """The codes of the roles that have this power; `in_mode`: of those that have it in operator mode only."""
    return frozenset(role.code for role in roles().values() if power in (role.mode_powers if in_mode else role.powers))


#: The codes as the database checks them; a test holds this equal to the file.
CODES = (
    "directory_editor",
    "cjp_agent",
    "court_clerk",
    "judge",
    "certifier_officer",
    "mediation_officer",
    "service_payer",
    "analyst",
    "operator",
)
