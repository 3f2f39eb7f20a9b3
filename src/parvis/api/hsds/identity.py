"""The record that a UUID asked for is; the UUIDs themselves are the directory's (`parvis.directory.identity`)."""

from collections.abc import Iterable

from parvis.api.answers import Problem
from parvis.directory.identity import uuid_of

__all__ = ["found", "uuid_of"]


def found(asked: str, kind: str, keys: Iterable[str]) -> str:
    """The key that has this UUID. Problem 404 where none has."""
    wanted = asked.strip().lower()
    for key in keys:
        if uuid_of(kind, key) == wanted:
            return key
    raise Problem.of(404, "/id", asked[:60], f"the identifier of a {kind.replace('_', ' ')}")
