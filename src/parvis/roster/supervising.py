"""Who may supervise, and which supervision sessions of a mandate comply: confirmed, by a supervisor who qualifies.

Nothing is decided here: whether a supervisor qualifies is asked of `family-mediation/undertaking`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.db.models import Exists, Max, OuterRef, Q

from parvis.law.questions import decide
from parvis.roster.models import CertificationFile, Mandate, Professional, StandingPeriod, SupervisionSession

#: The mandates of a family mediator that count as such: files in which no session was held are none (dossier A-06).
FAMILY = "family"
_NOT_BEGUN = "not_begun"


def family_mandates(professional: Professional, on: date) -> Iterable[Mandate]:
    """The family mandates that a professional was given by a day, alone or with somebody, under any of their certifications.

    The undertaking binds a person: what they did under one certifier is not done again for another.
    """
    own = Q(mediator__professional=professional) | Q(co_mediator__professional=professional)
    found = Mandate.objects.filter(own, kind=FAMILY, opened__lte=on).exclude(outcome=_NOT_BEGUN)
    return found.order_by("opened", "pk").distinct()


def completed_by(professional: Professional, on: date) -> int:
    """How many family mandates a professional had completed by a day: those recorded here, and those attested from before.

    Two certifiers attest the same past: the greater number counts, they are never added.
    """
    here = [one for one in family_mandates(professional, on) if one.closed is not None and one.closed <= on]
    files = CertificationFile.objects.filter(
        certification__professional=professional, certification__kind="family_mediation"
    )
    before: int = files.aggregate(Max("mandates_before"))["mandates_before__max"] or 0
    return len(here) + before


@lru_cache(maxsize=2048)
def qualifies(certified: bool, completed: int, day: date) -> bool:
    """Whether the law takes somebody as a supervisor on a day (s. 1, subpar. 4): asked by a mandate that they would supervise."""
    asked = {
        "id": "asked",
        "opened": day.isoformat(),
        "closed": day.isoformat(),
        "objects": ["custody"],
        "patrimony_form": None,
        "agreed": [],
        "supervision_sessions": 1,
        "supervisor": {"certified": certified, "mandates_completed": completed},
    }
    facts = {
        "on": day.isoformat(),
        "certified": day.isoformat(),
        "background": "both",
        "complementary_training": [],
        "mandates": [asked],
    }
    return decide("family-mediation/undertaking", facts).outcome["mandates_counted"] == 1


@dataclass(frozen=True, slots=True)
class Supervised:
    """The supervision of one mandate as the law's facts say it: how many sessions, under whom."""

    sessions: int = 0
    certified: bool = False
    completed: int = 0

    def as_facts(self) -> dict[str, object]:
        """The two members of a mandate in `family-mediation/undertaking`."""
        return {
            "supervision_sessions": self.sessions,
            "supervisor": {"certified": self.certified, "mandates_completed": self.completed},
        }


def supervision_of(professional: Professional, on: date) -> dict[int, Supervised]:
    """The confirmed supervision of each mandate (by its key) in which a professional was supervised, by a day.

    A supervisor is looked at on the day of their first session in the mandate (dossier A-08); a session on a day on which they
    were not certified does not count, even where that is learned later.
    """
    in_force = StandingPeriod.objects.filter(
        certification=OuterRef("supervisor"), status="certified", days__contains=OuterRef("day")
    )
    held = SupervisionSession.objects.filter(learner=professional, state="confirmed", day__lte=on)
    rows = held.annotate(in_force=Exists(in_force)).order_by("mandate_id", "day", "pk")
    found = rows.values_list("mandate_id", "supervisor_id", "day", "mandates_completed", "in_force")
    return {mandate: _supervised(list(each)) for mandate, each in groupby(found, key=lambda row: row[0])}


_Row = tuple[int, int, date, int, bool]


def _supervised(rows: list[_Row]) -> Supervised:
    """The sessions of the supervisors who qualify; where nobody does, all of them, so that the law says why none counts."""
    good = list(_of_those_who_qualify(rows))
    if good:
        return Supervised(sum(one.sessions for one in good), True, min(one.completed for one in good))
    in_force = [row for row in rows if row[4]]
    return Supervised(len(rows), bool(in_force), min((row[3] for row in in_force), default=0))


def _of_those_who_qualify(rows: list[_Row]) -> Iterator[Supervised]:
    by_supervisor: dict[int, list[_Row]] = {}
    for row in rows:
        if row[4]:
            by_supervisor.setdefault(row[1], []).append(row)
    for each in by_supervisor.values():
        _, _, first, completed, _ = each[0]
        if qualifies(True, completed, first):
            yield Supervised(len(each), True, completed)
