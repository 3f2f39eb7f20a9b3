"""Drafts of records, as a keeper makes them: on the staff side of the database."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from parvis.config import clock
from parvis.config.database import side
from parvis.directory.desk.editing import Keeper, save_answers, start_draft
from parvis.directory.desk.editing_content import Answers
from parvis.directory.desk.editing_pages import Question, question
from parvis.directory.desk.editing_publish import publish_draft
from parvis.directory.models import Draft, Version
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of
from tests.factories.roles import make_in_role

LAVAL = "SVC-097"


def keeper(name: str = "Camille Exemple") -> Person:
    """A directory editor."""
    return make_in_role("directory_editor", name=name)


def draft_of(me: Person, record: str = LAVAL, kind: str = "service") -> Draft:
    """The open draft of a record."""
    with side("staff"):
        return start_draft(kind, record, holder=Keeper(me), at=clock.instant())


def asked(code: str, kind: str = "service") -> Question:
    """A question by its code."""
    found = question(kind, code)
    assert found is not None
    return found


def answer(draft: Draft, me: Person, code: str, sets: Mapping[str, Any], row: int = 0) -> list[tuple[str, Text]]:
    """One page saved with these values; its faults."""
    with side("staff"):
        return save_answers(
            draft, asked(code, draft.kind), row, Answers(sets, {}, "fr"), holder=Keeper(me), at=clock.instant()
        )


def publish(draft: Draft, me: Person, how: str = "called", at: datetime | None = None) -> Version:
    """The draft, published."""
    now = at or clock.instant()
    with side("staff"):
        return publish_draft(draft, seen=draft.against, how=how, on=day_of(now), by=me, at=now)


def published(record: str = LAVAL, kind: str = "service") -> dict[str, Any]:
    """What readers see of a record."""
    return dict(Version.objects.of(kind, record)[0].content)
