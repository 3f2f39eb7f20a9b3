"""`parvis law record` and `parvis law replay`: decisions kept in this installation, and taken again.

parvis law record QUESTION [FILE] [--reading KEY=VALUE] [--keep DAYS]   decides, keeps, prints the reference
parvis law replay [REFERENCE …]                                        all of them where none is named
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, TextIO

from parvis.config.home import Stop
from parvis.law.kernel.facts import Refusal

if TYPE_CHECKING:
    from parvis.decisions.models import DecisionRecord
    from parvis.decisions.replay import Replay


@contextmanager
def _installation() -> Iterator[None]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    os.environ["PARVIS_PROCESS"] = "owner"
    from parvis.cli.setup import database_up

    with database_up():
        import django

        django.setup()
        yield


def recorded(references: tuple[str, ...] = ()) -> list[DecisionRecord]:
    """The decisions kept in this installation, the oldest first; Stop for a reference that is not there."""
    with _installation():
        from parvis.decisions.models import DecisionRecord

        found = list(DecisionRecord.objects.to_replay())
    if unknown := sorted(set(references) - {each.reference for each in found}):
        raise Stop(f"no decision {unknown[0]} is kept here")
    return [each for each in found if not references or each.reference in references]


def record(
    question: str, raw: str | bytes, readings: Mapping[str, str], keep: int, stdout: TextIO, stderr: TextIO
) -> int:
    """Decides and keeps the decision for `keep` days; 2 where the facts are refused."""
    from parvis.law.kernel.written import facts_from

    with _installation():
        from parvis.config import clock
        from parvis.decisions.actions import record_decision

        try:
            facts = facts_from(raw)
            if not isinstance(facts, dict):
                raise Stop("the facts must be one JSON object")
            until = clock.today() + timedelta(days=keep)
            kept = record_decision(question, facts, by="operator", at=clock.now(), keep_until=until, readings=readings)
        except Refusal as refusal:
            for fault in refusal.faults:
                stderr.write(fault.line() + "\n")
            return 2
    stdout.write(f"{kept.reference}\n")
    return 0


def replay(references: tuple[str, ...], stdout: TextIO) -> int:
    """Takes the decisions again and says what changed; 1 where one would be different today."""
    records = recorded(references)
    from parvis.decisions.replay import replay as replayed

    different = 0
    for each in records:
        found = replayed(each)
        different += not found.same
        for line in _lines(found):
            stdout.write(line + "\n")
    stdout.write(f"{len(records)} decisions taken again, {different} would be different today.\n")
    return 1 if different else 0


def _lines(found: Replay) -> Iterator[str]:
    state = "the same" if found.same else "DIFFERENT"
    law = "on the same law" if found.same_law else "on a law that changed since"
    yield f"{found.reference}  {found.question}: {state}, {law}"
    for kind in ("outcome", "findings", "parameters", "rules"):
        for at, (was, becomes) in getattr(found, kind).items():
            yield f"    {kind}{at}: {was} → {becomes}"
    if found.for_a_person:
        yield f"    left to a person: {found.for_a_person[0]} → {found.for_a_person[1]}"
    for fault in found.refused:
        yield f"    refused today: {fault}"
    if found.words:
        yield f"    words only: {', '.join(found.words)}"
