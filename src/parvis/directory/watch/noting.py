"""What a round saw becomes findings: the same one is one row, one whose cause is gone settles, one that comes back opens again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from parvis.directory.models import Finding, Round
from parvis.journal.actions import record_entry
from parvis.people.models.role import day_of

#: Where a value stands: the kind of record, its identifier, the path.
Place = tuple[str, str, str]
#: How long a finding that is settled is kept.
KEPT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that a round saw wrong, and what shows it."""

    kind: str
    record: str
    path: str
    code: str
    evidence: dict[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Where it was seen."""
        return self.kind, self.record, self.path


@dataclass(slots=True)
class Noted:
    """How many findings a round opened, opened again, saw once more, and settled."""

    opened: int = 0
    reopened: int = 0
    still: int = 0
    settled: int = 0

    def __str__(self) -> str:
        return f"{self.opened} new, {self.reopened} back, {self.still} as before, {self.settled} settled"


@transaction.atomic
def note_findings(
    watcher: str,
    seen: Iterable[Seen],
    *,
    at: datetime,
    stay: Collection[Place] = (),
    only: Collection[Place] | None = None,
) -> Noted:
    """Bring the findings of a watcher to what it saw. Idempotent: twice on the same day changes nothing.

    `stay`: places of which this round concluded nothing, whose findings stay as they are. `only`: the places that were
    looked at, where that is not all of them.
    """
    held = {
        (one.kind, one.record, one.path, one.code): one
        for one in Finding.objects.select_for_update().filter(watcher=watcher).order_by("pk")
    }
    noted, there = Noted(), set()
    for one in seen:
        there.add((*one.place, one.code))
        _note(held.get((*one.place, one.code)), watcher, one, at, noted)
    for key, finding in held.items():
        looked = only is None or key[:3] in only
        if key not in there and looked and key[:3] not in stay and finding.state != "settled":
            _settle(finding, at, by="system")
            noted.settled += 1
    return noted


def _note(finding: Finding | None, watcher: str, one: Seen, at: datetime, noted: Noted) -> None:
    day = day_of(at)
    if finding is None:
        made = Finding.objects.create(
            watcher=watcher,
            kind=one.kind,
            record=one.record,
            path=one.path,
            code=one.code,
            evidence=one.evidence,
            first_seen=day,
            last_seen=day,
            state_at=at,
            state_by="system",
        )
        noted.opened += 1
        _journal("finding.opened", made, at)
        return
    finding.evidence, finding.last_seen = one.evidence, max(day, finding.last_seen)
    over = finding.state == "aside" and finding.aside_until is not None and finding.aside_until <= day
    if finding.state == "settled" or over:
        finding.first_seen = day if finding.state == "settled" else finding.first_seen
        finding.times += 1 if finding.state == "settled" else 0
        finding.state, finding.state_at, finding.state_by = "open", at, "system"
        finding.aside_until, finding.reason = None, ""
        noted.reopened += 1
        _journal("finding.reopened", finding, at)
    else:
        noted.still += 1
    finding.save()


def _settle(finding: Finding, at: datetime, *, by: str) -> None:
    finding.state, finding.state_at, finding.state_by = "settled", at, by
    finding.aside_until, finding.reason = None, ""
    finding.save()
    _journal("finding.settled", finding, at, by=by)


def settle_finding(finding: Finding, *, by: str, at: datetime) -> None:
    """Settle one finding, in the transaction of the act that took its cause away."""
    if finding.state != "settled":
        _settle(finding, at, by=by)


def _journal(kind: str, finding: Finding, at: datetime, *, by: str = "system") -> None:
    record_entry(kind, by=by, at=at, subject=("finding", str(finding.pk)), codes={"code": finding.code})


@transaction.atomic
def note_round(watcher: str, outcome: str, *, at: datetime, looked: int = 0, left: int = 0) -> Round:
    """Write down how a round went: the desk says when each watcher last looked, and why it did not."""
    row, _ = Round.objects.update_or_create(
        watcher=watcher, defaults={"at": at, "outcome": outcome, "looked": looked, "left": left}
    )
    return row


@transaction.atomic
def forget_findings(*, at: datetime) -> int:
    """Delete the findings that were settled long ago; how many. The journal keeps that they were."""
    count, _ = Finding.objects.filter(state="settled", state_at__lte=at - KEPT).delete()
    return count
