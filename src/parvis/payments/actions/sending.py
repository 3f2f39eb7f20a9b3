"""All that a mediator can claim, sent at once: a month's mandates are read together, asked of the law one by one, written together.

What only the mediator can complete (a report, a signature) is not sent: it stays in the list, with what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from parvis.law.kernel.text import Text
from parvis.payments.actions.claims import (
    Computed,
    computed_together,
    require_open_office,
    sealed_key,
    why_not_sent,
    write_claims,
    written_meanwhile,
)
from parvis.payments.blocked import SHARED_CAP
from parvis.payments.ledgers import hold_together
from parvis.payments.models import FeeClaim, FeeLine
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.roster.actions.mandates import own_of
from parvis.roster.models import Mandate, OutOfSessionWork, SessionSheet
from parvis.roster.models.mandate import MandateQuerySet

T = TypeVar("T")
_RACE = Text(
    "Une demande vient d’être envoyée pour un de ces mandats. Relisez la liste.",
    "A claim was just sent for one of these mandates. Read the list again.",
)

#: How many mandates are held and written in one transaction. Not legal: long enough to be quick, short enough that who records
#: a session of one of them hardly waits.
TOGETHER = 250
#: What does not keep a claim from being sent: the Service decides it.
_FOR_THE_SERVICE = frozenset({"tariff_unknown", SHARED_CAP})


@dataclass(frozen=True, slots=True)
class ToSend:
    """What a mediator could send now: the claims that are `ready`, and those that wait for something of theirs."""

    ready: tuple[Computed, ...]
    waiting: tuple[Computed, ...]

    @property
    def service_cents(self) -> int:
        """What the ready claims ask of the Service."""
        return sum(one.service_cents for one in self.ready)


def to_send(person: Person, *, at: datetime) -> ToSend:
    """What a mediator could claim of their own mandates, at a moment: reads only."""
    found = [
        one
        for mandates in _parts(list(_unclaimed(person).select_related("mediator", "couple")))
        for one in computed_together(mandates, at=at)
        if why_not_sent(one) is None
    ]
    ready = tuple(one for one in found if _is_ready(one))
    return ToSend(ready, tuple(one for one in found if not _is_ready(one)))


def _is_ready(found: Computed) -> bool:
    return set(found.blocked) <= _FOR_THE_SERVICE


def _unclaimed(person: Person) -> MandateQuerySet:
    """Their own mandates with a session, work or a report that no claim counts yet."""
    counted = FeeLine.objects.filter(live=True, corrects=None)
    sheets = SessionSheet.objects.filter(mandate=OuterRef("pk"), voided_at=None)
    work = OutOfSessionWork.objects.filter(mandate=OuterRef("pk"), voided_at=None)
    asked = (
        Exists(sheets.exclude(Exists(counted.filter(session=OuterRef("pk")))))
        | Exists(work.exclude(Exists(counted.filter(work=OuterRef("pk")))))
        | (
            Q(reports__replaced_at=None, reports__isnull=False)
            & ~Exists(FeeClaim.objects.live().filter(mandate=OuterRef("pk")))
        )
    )
    return Mandate.objects.filter(asked, mediator__professional__file__person=person).order_by("pk").distinct()


def send_due(*, by: Person, at: datetime, key: str) -> list[FeeClaim]:
    """Send a claim for each of one's own mandates that is ready. The same `key` twice sends nothing twice.

    Norms: those of `send_claim`, one mandate after another. `Refused` where the Service does not receive claims here.
    """
    require_open_office()
    made: list[FeeClaim] = []
    for part in _parts(list(_unclaimed(by).values_list("pk", flat=True))):
        try:
            with transaction.atomic():
                made += _send(part, by=by, at=at, key=key)
        except IntegrityError as clash:
            if not written_meanwhile(clash):
                raise
            raise Refused(_RACE) from clash
    return made


def _send(part: Sequence[int], *, by: Person, at: datetime, key: str) -> list[FeeClaim]:
    held = hold_together(part)
    mine = [one for one in held.values() if own_of(one.mediator) == by.pk]
    keys = {one.pk: sealed_key(key, one.code) for one in mine}
    there = set(FeeClaim.objects.filter(key__in=list(keys.values())).values_list("key", flat=True))
    asked = {one.pk: one for one in mine if keys[one.pk] not in there}
    found = computed_together(list(asked.values()), at=at)
    alone = [one for one in found if not asked.keys() & set(one.account.file.history.siblings)]
    apart = {one.account.file.mandate.pk for one in alone}
    shared = [one for pk, one in asked.items() if pk not in apart]
    made = _write(alone, keys, by=by, at=at)
    for one in shared:  # each sees what the one before has just used of the same allowance
        made += _write(computed_together([one], at=at), keys, by=by, at=at)
    return made


def _write(found: Sequence[Computed], keys: Mapping[int, str], *, by: Person, at: datetime) -> list[FeeClaim]:
    """The claims of what is ready."""
    ready = [one for one in found if why_not_sent(one) is None and _is_ready(one)]
    sent = [(one, keys[one.account.file.mandate.pk]) for one in ready]
    return write_claims(sent, kind="sessions", by=by.code, at=at) if sent else []


def _parts(mandates: Sequence[T]) -> Iterator[Sequence[T]]:
    for first in range(0, len(mandates), TOGETHER):
        yield mandates[first : first + TOGETHER]
