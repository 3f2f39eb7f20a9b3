"""What a mediator under an undertaking is told by mail: a date that comes near, a mandate without supervision, a period that ended.

Days before which one is told are not legal: three months are what the law gives to ask for the year, a month is for late ones.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db import transaction

from parvis.journal.actions import record_entry
from parvis.law.kernel.facts import Refusal
from parvis.law.kernel.text import Text, short_date
from parvis.people.letters import Letter, post
from parvis.roster.models import Certification, StandingPeriod, SupervisionSession, Undertaking
from parvis.roster.progress import NoUndertaking, Picture, progress_of
from parvis.roster.telling import mailbox_of
from parvis.roster.undertakings import keep

#: Days before a date on which the mediator is told, the nearest first.
BEFORE = (30, 90)
_SUBJECT = Text("Votre engagement de médiation familiale", "Your family mediation undertaking")
_ASK = Text(
    "Le dernier jour pour demander un an de plus est le {day}. Une demande faite après ne peut plus être accordée.",
    "The last day to ask for one more year is {day}. A request made later can no longer be granted.",
)
_DEADLINE = Text(
    "Le dernier jour de votre engagement est le {day}. Voyez sur Parvis ce qu’il reste à faire.",
    "The last day of your undertaking is {day}. See on Parvis what is left to do.",
)
_LAPSED = Text(
    "Le délai de votre engagement a pris fin le {day}, et tout n’est pas fait. Communiquez avec votre organisme.",
    "The period of your undertaking expired on {day}, and not everything is done. Contact your certifying body.",
)
_UNSUPERVISED = Text(
    "Le mandat {number} s’est terminé sans supervision conforme. Il ne compte pas. Communiquez avec votre organisme.",
    "Mandate {number} ended without compliant supervision. It does not count. Contact your certifying body.",
)
_UNANSWERED = Text(
    "Une séance de supervision du mandat {number} attend depuis plus de 30 jours que la personne qui supervise la confirme. "
    "Écrivez-lui, ou joignez son attestation sur papier. D’ici là, la séance ne compte pas.",
    "A supervision session of mandate {number} has waited for more than 30 days for the supervisor to confirm it. Write to "
    "them, or join their attestation on paper. Until then the session does not count.",
)
_TO_ANSWER = Text("Des séances de supervision à confirmer", "Supervision sessions to confirm")
_WAITING = Text(
    "Des séances de supervision attendent votre réponse depuis plus de 30 jours : {count}.",
    "Supervision sessions have waited for your answer for more than 30 days: {count}.",
)
_WHERE = Text(
    "Confirmez-les ou refusez-les dans Parvis, à « Supervision à confirmer ». D’ici là, elles ne comptent pas pour la personne supervisée.",
    "Confirm or refuse them in Parvis, under “Supervision to confirm”. Until then they do not count for the person supervised.",
)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to tell, once: its code and its sentence."""

    code: str
    words: Text


def due_letters(picture: Picture) -> Iterator[Told]:
    """What is to be told on the day of a picture. A date that moves is told again for its new day."""
    for number in picture.without_supervision:
        yield Told(f"unsupervised:{number}"[:40], _UNSUPERVISED.fill(number=number))
    for number in picture.unanswered:
        yield Told(f"unanswered:{number}"[:40], _UNANSWERED.fill(number=number))
    if picture.status == "lapsed":
        yield Told(f"lapsed:{picture.last_day}", _LAPSED.fill(day=short_date(picture.last_day)))
    if picture.status != "open":
        return
    for name, day, words in (("ask", picture.ask_by, _ASK), ("deadline", picture.last_day, _DEADLINE)):
        left = (day - picture.on).days if day is not None else -1
        near = next((each for each in BEFORE if 0 <= left <= each), None)
        if day is not None and near is not None:
            yield Told(f"{name}{near}:{day}", words.fill(day=short_date(day)))


def follow_undertakings(*, on: date, at: datetime) -> int:
    """Work out every undertaking that runs and tell what is due; how many letters. Idempotent: a letter is sent once.

    One that cannot be worked out (acts that contradict each other) stops none of the others: it is in the log.
    """
    sent = 0
    for certification in _followed(on):
        try:
            sent += _follow(certification, on=on, at=at)
        except (NoUndertaking, Refusal):
            logging.getLogger("parvis.roster").exception(
                "an undertaking was not worked out", extra={"code": certification.code}
            )
    return sent


def _followed(on: date) -> Iterator[Certification]:
    """The family certifications whose undertaking is not over; those that nobody has worked out yet too."""
    held = StandingPeriod.objects.on(on).filter(status__in=("certified", "suspended"))
    over = Undertaking.objects.filter(status="acknowledged")
    found = Certification.objects.filter(kind="family_mediation", pk__in=held.values("certification"))
    known = found.exclude(pk__in=over.values("pk")) | found.filter(undertaking__kind="renewal")
    still = Undertaking.objects.running().exclude(certification__in=found)
    yield from known.distinct().select_related("professional__file__person", "body").iterator(chunk_size=500)
    yield from Certification.objects.filter(pk__in=still.values("pk")).select_related(
        "professional__file__person", "body"
    )


def _follow(certification: Certification, *, on: date, at: datetime) -> int:
    picture = progress_of(certification, on)
    with transaction.atomic():
        row = Undertaking.objects.select_for_update().get(pk=keep(picture).pk)
        new = [one for one in due_letters(picture) if one.code not in row.told]
        if not new:
            return 0
        row.told = [*row.told, *(one.code for one in new)]
        row.save(update_fields=["told"])
        record_entry(
            "undertaking.told",
            by="system",
            at=at,
            subject=("certification", certification.code),
            codes={"lines": len(new)},
        )
        if (box := mailbox_of(certification.professional)) is not None:
            post(Letter(box.email, box.language, _SUBJECT, tuple(one.words for one in new)))
    return 1


def remind_supervisors(*, on: date, at: datetime) -> int:
    """Write once to each supervisor whose answer has been awaited for long, with how many sessions; how many letters."""
    with transaction.atomic():
        late = SupervisionSession.objects.unanswered(on).filter(reminded_on__isnull=True, document__isnull=True)
        waiting = list(late.select_for_update(of=("self",)).select_related("teacher").order_by("teacher_id", "pk"))
        sent = 0
        for _, group in groupby(waiting, key=lambda one: one.teacher_id):
            theirs = list(group)
            SupervisionSession.objects.filter(pk__in=[one.pk for one in theirs]).update(reminded_on=on)
            record_entry(
                "supervision.reminded",
                by="system",
                at=at,
                subject=("professional", theirs[0].teacher.code),
                codes={"sessions": len(theirs)},
            )
            if (box := mailbox_of(theirs[0].teacher)) is not None:
                post(Letter(box.email, box.language, _TO_ANSWER, (_WAITING.fill(count=len(theirs)), _WHERE)))
                sent += 1
    return sent
