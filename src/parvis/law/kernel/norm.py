"""Norms: one unit of a legal text, in each version that Parvis knows, with its citation and its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from parvis.law.kernel.period import Span
from parvis.law.kernel.text import Text

#: S seen in the source; 2 second-hand; I inferred; M from memory. I and M are "unconfirmed".
CONFIDENCES = ("S", "2", "I", "M")
UNCONFIRMED = ("I", "M")
#: What a unit of a text is.
KINDS = (
    "condition",
    "duration",
    "amount",
    "deadline",
    "obligation",
    "prohibition",
    "power",
    "effect",
    "definition",
    "scope",
    "meta",
    "repealed",
)
#: What the program does with it. A unit that is only shown ("document") needs no rule.
SOFTWARE = ("decide", "compute", "record", "notify", "document")


@dataclass(frozen=True)
class Norm:
    """One version of a norm.

    `id` is instrument/unit and never changes; `in_force` are the days of this version; `address` is the official page.
    `as_known` is the day of the consolidation in which the wording was read, where it is not the first day in force.
    """

    id: str
    cite: Text
    says: Text
    in_force: Span
    confidence: str
    address: Text
    source: str
    division: str = ""
    kind: str = ""
    software: tuple[str, ...] = ()
    as_known: date | None = None
    article: str = ""

    @property
    def version(self) -> date:
        """The first day of the version, as known."""
        return self.as_known or self.in_force.first

    @property
    def place(self) -> tuple[int, ...]:
        """Where its article stands in the text ("9.1" after 9, before 10); a heading, without number, comes first."""
        return tuple(int(part) for part in self.article.replace("_", ".").split(".") if part.isdecimal())

    @cached_property
    def version_written(self) -> str:
        """The version as the contract writes it."""
        return self.version.isoformat()

    @property
    def only_shown(self) -> bool:
        """Whether the unit is there to be read and decides nothing."""
        return self.software == ("document",)

    @cached_property
    def unconfirmed(self) -> bool:
        """Whether the text itself was not seen, not even second-hand."""
        return self.confidence in UNCONFIRMED


class UnknownNormError(LookupError):
    """No norm of that identifier, or none in force on that day."""


class Norms:
    """Every known version of every norm. Loading refuses two versions of one norm on the same day."""

    def __init__(self) -> None:
        self._versions: dict[str, list[Norm]] = {}

    def add(self, version: Norm) -> None:
        """Adds a version; ValueError where it is in force on a day that another version of the norm covers."""
        known = self._versions.setdefault(version.id, [])
        for other in known:
            if other.in_force.overlaps(version.in_force):
                raise ValueError(f"{version.id}: two versions on one day ({other.version} and {version.version})")
        known.append(version)
        known.sort(key=lambda each: each.version)

    def __contains__(self, norm_id: object) -> bool:
        return norm_id in self._versions

    def __iter__(self) -> Iterator[Norm]:
        for versions in self._versions.values():
            yield from versions

    def in_force(self, norm_id: str, on: date) -> bool:
        """Whether a version of the norm is in force on that day; UnknownNormError for an unknown identifier."""
        return any(on in version.in_force for version in self.versions(norm_id))

    def versions(self, norm_id: str) -> tuple[Norm, ...]:
        """Every known version, oldest first."""
        return tuple(self._known(norm_id))

    def _known(self, norm_id: str) -> list[Norm]:
        try:
            return self._versions[norm_id]
        except KeyError:
            raise UnknownNormError(f"no norm {norm_id}") from None

    def at(self, norm_id: str, on: date) -> Norm:
        """The version in force on that day; UnknownNormError where there is none."""
        for version in self._known(norm_id):
            span = version.in_force
            if span.first <= on and (span.last is None or on <= span.last):
                return version
        raise UnknownNormError(f"{norm_id} is not in force on {on}")
