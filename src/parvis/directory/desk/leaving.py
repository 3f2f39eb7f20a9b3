"""Somebody leaves: what they were changing in records goes to whoever takes over, or is thrown away; nothing stays with nobody."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from parvis.directory.desk.editing import Keeper, close_draft
from parvis.directory.models import Draft
from parvis.journal.actions import record_entry
from parvis.people.models import Person
from parvis.people.policies import authorise
from parvis.people.refused import Refused


@transaction.atomic
def hand_over_drafts(person: Person, *, to: Person | None, by: Person, at: datetime) -> int:
    """Give the open drafts of somebody who leaves to another keeper; how many were given.

    One that the other may not change, or of a record of which they hold a draft already, is thrown away: what is published
    does not change by it, and nobody could ever open it again.
    """
    authorise(by, "team.manage", at=at)
    given = 0
    for draft in Draft.objects.select_for_update().filter(holder=person.code).order_by("pk"):
        if to is None or not _takes(to, draft, at):
            close_draft(draft, why="left", by=by.code, at=at)
            continue
        draft.holder = to.code
        draft.save(update_fields=["holder"])
        subject = (draft.kind, draft.record)
        record_entry("draft.passed", by=by.code, at=at, subject=subject, codes={"from": person.code, "to": to.code})
        given += 1
    return given


def _takes(to: Person, draft: Draft, at: datetime) -> bool:
    if Draft.objects.filter(holder=to.code, kind=draft.kind, record=draft.record).exists():
        return False
    try:
        Keeper(to).demand(draft, at=at)
    except Refused:
        return False
    return True
