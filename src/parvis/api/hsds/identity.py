"""The record that a UUID asked for is; the UUIDs themselves are the directory's (`parvis.directory.identity`)."""

from collections.abc import Iterable

from parvis.api.answers import Problem
from parvis.directory.identity import uuid_of
from parvis.directory.withdrawn import PAGES, Withdrawn, withdrawn_with

__all__ = ["found", "uuid_of"]


def found(asked: str, kind: str, keys: Iterable[str]) -> str:
    """The key that has this UUID. Problem 410 for a record that was withdrawn, 404 where none ever had it."""
    wanted = asked.strip().lower()
    for key in keys:
        if uuid_of(kind, key) == wanted:
            return key
    withdrawn = withdrawn_with(kind, wanted) if kind in PAGES else None
    if withdrawn is not None:
        raise Problem.of(410, "/id", asked[:60], gone(withdrawn))
    raise Problem.of(404, "/id", asked[:60], f"the identifier of a {kind.replace('_', ' ')}")


def gone(withdrawn: Withdrawn) -> str:
    """What a program is told of a withdrawn record: since when, and the UUID of what stands in its place."""
    instead = withdrawn.replaced_by
    then = f"; replaced by {uuid_of(withdrawn.kind, instead.pk)}" if instead else ""
    return f"another {withdrawn.kind}: this one was withdrawn on {withdrawn.on}{then}"
