"""Stable identifiers: HSDS asks for UUIDs; ours follow (uuid5) from identifiers that never change."""

from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID, uuid5

from parvis.api.answers import Problem

#: The root of every identifier of this export; it never changes.
ROOT = UUID("6f1c9a3e-7d52-5b84-9c0e-2a5f3d1b8e47")


@lru_cache(maxsize=16_384)
def uuid_of(kind: str, *parts: str) -> str:
    """The UUID of a thing: `uuid_of("service", "SVC-097")`; of a part of it, with what tells the part from the others."""
    return str(uuid5(ROOT, "/".join((kind, *parts))))


def found(asked: str, kind: str, keys: Iterable[str]) -> str:
    """The key that has this UUID. Problem 404 where none has."""
    wanted = asked.strip().lower()
    for key in keys:
        if uuid_of(kind, key) == wanted:
            return key
    raise Problem.of(404, "/id", asked[:60], f"the identifier of a {kind.replace('_', ' ')}")
