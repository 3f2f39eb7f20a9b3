"""A keeper tried to reach an organization and nobody answered: written down, with the day on which to try again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from parvis.directory.desk.assuring import OLDEST
from parvis.directory.desk.reach import reach_of
from parvis.directory.models import Attempt, Service
from parvis.directory.models.renewal import WAYS
from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.policies import authorise
from parvis.people.refused import Refused

#: When one tries again where nobody says another day, and how far off that may be.
AGAIN_AFTER, LATEST = timedelta(days=7), timedelta(days=366)
_HOW = Text("Dites comment vous avez essayé.", "Say how you tried.")
_ON = Text(
    "Donnez le jour de l’essai : aujourd’hui, ou un jour de la dernière année.",
    "Give the day of the attempt: today, or a day of the last year.",
)
_AGAIN = Text("Donnez un jour à venir, dans l’année au plus.", "Give a day to come, within a year at most.")


@transaction.atomic
def note_attempt(service: Service, *, how: str, on: date, again_on: date, by: Person, at: datetime) -> Attempt:
    """Write down an attempt without an answer. Nothing that is published changes; the ladder goes on."""
    authorise(by, "desk.edit", at=at)
    reach_of(by, "desk.edit", at=at).demand(service.pk)
    today = day_of(at)
    if how not in WAYS:
        raise Refused(_HOW, field="tried")
    if not today - OLDEST <= on <= today:
        raise Refused(_ON, field="tried_on")
    if not max(today, on) < again_on <= today + LATEST:
        raise Refused(_AGAIN, field="again_on")
    made = Attempt.objects.create(service=service, how=how, on=on, again_on=again_on, by=by.code, recorded_at=at)
    record_entry(
        "assurance.attempted",
        by=by.code,
        at=at,
        subject=("service", service.pk),
        codes={"how": how, "on": on, "again_on": again_on},
    )
    return made
