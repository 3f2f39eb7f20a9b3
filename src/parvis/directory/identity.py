"""Stable identifiers for other systems: HSDS asks for UUIDs; ours follow (uuid5) from identifiers that never change."""

from functools import lru_cache
from uuid import UUID, uuid5

#: The root of every identifier of this export; it never changes.
ROOT = UUID("6f1c9a3e-7d52-5b84-9c0e-2a5f3d1b8e47")


@lru_cache(maxsize=16_384)
def uuid_of(kind: str, *parts: str) -> str:
    """The UUID of a thing: `uuid_of("service", "SVC-097")`; of a part of it, with what tells the part from the others."""
    return str(uuid5(ROOT, "/".join((kind, *parts))))
