"""The conflict check: whether a mediator, or who mediates with them, already had a mandate with a person of that name.

Names are compared by keyed digests and never kept here. A match says "a person of this name": two people may share one. It tells
the number and the days of one's own mandates only; of a co-mediator's, that there is one, and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from parvis.roster.court_files import mandates_of_file
from parvis.roster.models import Certification, Mandate, MandateParty, Professional
from parvis.roster.parties import name_digest


@dataclass(frozen=True, slots=True)
class Match:
    """A person of the name given in that place (from 0). `number` and the days are empty for another mediator's mandate."""

    place: int
    own: bool
    number: str = ""
    kind: str = ""
    opened: date | None = None
    closed: date | None = None


def conflicts(
    professional: Professional,
    names: Iterable[str],
    *,
    with_others: Iterable[Professional] = (),
    but: Mandate | None = None,
) -> Sequence[Match]:
    """The mandates with people of these names: own ones with their number, then whether the others have any.

    `but`: the mandate that is being opened or changed, which does not count. An empty list is not a proof: a name may be
    written otherwise, and what was never recorded here is not known.
    """
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        if name.strip():
            places.setdefault(name_digest(name), []).append(place)
    if not places:
        return []
    known = MandateParty.objects.filter(name_digest__in=places).select_related("mandate")
    if but is not None:
        known = known.exclude(mandate=but)
    mine = known.filter(_mediated_by([professional])).order_by("-mandate__opened", "-mandate_id", "position")
    found = [
        Match(place, True, party.mandate.number, party.mandate.kind, party.mandate.opened, party.mandate.closed)
        for party in mine
        for place in places[party.name_digest]
    ]
    others = [one for one in with_others if one.pk != professional.pk]
    theirs = (
        known.filter(_mediated_by(others)).exclude(mandate__in=[party.mandate_id for party in mine]) if others else []
    )
    digests = {party.name_digest for party in theirs}
    return found + [Match(place, False) for digest in places if digest in digests for place in places[digest]]


def known_elsewhere(mandate: Mandate, professional: Professional) -> bool:
    """Whether a party of a mandate is, by name, one of another mandate of somebody; the same couple or court file is no conflict."""
    digests = MandateParty.objects.filter(mandate=mandate).values("name_digest")
    known = MandateParty.objects.filter(_mediated_by([professional]), name_digest__in=digests).exclude(mandate=mandate)
    if mandate.couple_id is not None:
        known = known.exclude(mandate__couple=mandate.couple_id)
    else:
        known = known.exclude(mandate__in=mandates_of_file(mandate.kind, mandate.court_file).values("pk"))
    return known.exists()


def _mediated_by(professionals: Sequence[Professional]) -> Q:
    theirs = Certification.objects.filter(professional__in=professionals)
    return Q(mandate__mediator__in=theirs) | Q(mandate__co_mediator__in=theirs)
