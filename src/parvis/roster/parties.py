"""Names of parties: never kept. A keyed digest knows a name again, and cannot be read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from parvis.people.sealing import keyed_digest

PURPOSE = "roster party"


def name_digest(name: str) -> str:
    """The keyed digest of a name, whatever its accents, capitals, hyphens and spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe").replace("æ", "ae"))
    kept = "".join(one if one.isalnum() else " " for one in plain if not unicodedata.combining(one))
    return keyed_digest(PURPOSE, " ".join(sorted(kept.split())))


def digests_of(names: Iterable[str]) -> list[str]:
    """The digest of each name that is not empty, in their order."""
    return [name_digest(name) for name in names if name.strip()]
