"""Whether a sheet, or work, is counted by a claim: asked of what pays, which says how (the roster knows nothing of claims)."""

from __future__ import annotations

from collections.abc import Callable

from parvis.law.kernel.text import Text
from parvis.people.refused import Refused
from parvis.roster.models import OutOfSessionWork, SessionSheet

Counted = Callable[[SessionSheet | OutOfSessionWork], bool]

_CLAIMED = Text(
    "Ceci est dans une demande d’honoraires : retirez la demande, ou demandez au Service une correction.",
    "This is in a fee claim: withdraw the claim, or ask the Service for a correction.",
)
_askers: list[Counted] = []


def ask_before_voiding(counted: Counted) -> None:
    """Register who says whether something is claimed: the payments, when they begin."""
    if counted not in _askers:
        _askers.append(counted)


def require_unclaimed(written: SessionSheet | OutOfSessionWork) -> None:
    """`Refused` where a live claim counts this: voided, the same hour could be paid a second time."""
    if any(counted(written) for counted in _askers):
        raise Refused(_CLAIMED)
