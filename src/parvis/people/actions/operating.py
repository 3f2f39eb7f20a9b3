"""The operator's mode: a power for less than an hour, with its reason, which everybody who sees it can read."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.actions.roles import SENTENCES, sentence_of
from parvis.people.models import OperatorMode, Person
from parvis.people.models.role import LONGEST_MODE
from parvis.people.policies import authorise
from parvis.people.refused import Refused


@transaction.atomic
def start_operator_mode(person: Person, *, reason: str, minutes: int, by: Person, at: datetime) -> OperatorMode:
    """Enter operator mode for so many minutes (60 at most). Operators do it for themselves only."""
    authorise(by, "team.operate", at=at)
    said = " ".join(reason.split())
    if person.pk != by.pk:
        raise Refused(Text("Chacun entre dans ce mode pour soi.", "Everyone enters this mode for themself."))
    if not 10 <= len(said) <= 300:
        raise Refused(
            Text("Écrivez la raison, en 10 à 300 caractères.", "Write the reason, in 10 to 300 characters."),
            field="reason",
        )
    if not timedelta(0) < timedelta(minutes=minutes) <= LONGEST_MODE:
        raise Refused(SENTENCES["operator_mode_short"], field="minutes")
    mode = OperatorMode(person=person, reason=said, begins_at=at, ends_at=at + timedelta(minutes=minutes))
    try:
        with transaction.atomic():
            mode.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(sentence_of(error)) from error
    record_entry(
        "operator_mode_started",
        by=by.code,
        at=at,
        subject=("person", str(person.pk)),
        codes={"mode": mode.pk, "minutes": minutes},
    )
    return mode


@transaction.atomic
def stop_operator_mode(person: Person, *, by: Person, at: datetime) -> None:
    """Leave operator mode. Leaving it when not in it changes nothing."""
    if person.pk != by.pk:
        raise Refused(Text("Chacun quitte ce mode pour soi.", "Everyone leaves this mode for themself."))
    mode = OperatorMode.objects.open(person, at=at)
    if mode is None:
        return
    mode.stopped_at = at
    mode.save(update_fields=["stopped_at"])
    record_entry(
        "operator_mode_stopped", by=by.code, at=at, subject=("person", str(person.pk)), codes={"mode": mode.pk}
    )
