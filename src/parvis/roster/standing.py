"""Was this person certified on that day? The status of a certification, with the chain of acts that led to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from parvis.roster.models import Certification, StandingAct, StandingPeriod


@dataclass(frozen=True, slots=True)
class Link:
    """One act of the chain. `corrected`: the act that took it back; `since`: the period that it began, where it began one."""

    act: StandingAct
    corrected: StandingAct | None
    period: StandingPeriod | None

    @property
    def counts(self) -> bool:
        """Whether it still stands."""
        return self.corrected is None and self.act.kind != "correction"


def status_on(certification: Certification, day: date) -> tuple[str, StandingPeriod | None]:
    """The status on a day (`certified`, `suspended`, `revoked`, `cancelled`, or `none`) and the period that says it."""
    period = StandingPeriod.objects.on(day).filter(certification=certification).select_related("act").first()
    return (period.status, period) if period else ("none", None)


def chain(certification: Certification, day: date) -> Sequence[Link]:
    """The acts whose day is that one or before, oldest first, with those that were taken back and what took them back."""
    acts = (
        StandingAct.objects.filter(certification=certification)
        .select_related("correction", "corrects")
        .order_by("day", "pk")
    )
    begun = {period.act_id: period for period in StandingPeriod.objects.filter(certification=certification)}
    return [Link(act, getattr(act, "correction", None), begun.get(act.pk)) for act in acts if act.counts_from <= day]
