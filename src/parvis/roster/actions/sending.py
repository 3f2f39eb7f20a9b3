"""Sending a notice to the Minister, recording that it was brought, acknowledged, or that sending failed.

By e-mail where the installation knows the desk's address: the worker sends what waits, and tries again what failed. Otherwise an
officer takes the signed file, brings it, and says so. A notice only leaves the list once it was acknowledged.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F

from parvis.journal.actions import record_entry
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.roster.models import MinisterNotice
from parvis.roster.notices import by_email, file_of, title_of, written
from parvis.roster.policies import CERTIFY, SERVE, is_officer_of

TABLE = state_table("notice")
#: The most notices of one run of the worker; the next run takes the others.
MOST_AT_ONCE = 200

_ELSEWHERE = Text(
    "Cet avis vient de changer d’état. Relisez la liste.", "This notice has just changed state. Read the list again."
)
_NO_DESK = Text(
    "Aucune adresse n’est connue pour le bureau du ministre : prenez le fichier signé et transmettez-le.",
    "No address is known for the Minister’s desk: take the signed file and bring it.",
)


def bring_notices(notices: Iterable[MinisterNotice], *, by: Person, at: datetime) -> Sequence[MinisterNotice]:
    """Record that an officer brought these notices as a signed file; all of them or none."""
    kept = list(notices)
    with transaction.atomic():
        for notice in kept:
            authorise(by, CERTIFY, Scope(organization=notice.certification.body_id), at=at)
            _sent(notice, "file", by=by.code, at=at)
    return kept


def send_again(notice: MinisterNotice, *, by: Person, at: datetime) -> MinisterNotice:
    """Send a notice by e-mail once more; `Refused` where there is no address for the desk, or the server does not take it."""
    with transaction.atomic():
        authorise(by, CERTIFY, Scope(organization=notice.certification.body_id), at=at)
        if not by_email():
            raise Refused(_NO_DESK)
        _mail(notice, by=by.code, at=at)
    return notice


def acknowledge_notice(notice: MinisterNotice, *, by: Person, at: datetime) -> MinisterNotice:
    """Record that the Minister's desk acknowledges a notice: by the Service, or by the officer who was told so."""
    with transaction.atomic():
        own = is_officer_of(by, notice.certification.body_id, at=at)
        authorise(
            by, CERTIFY if own else SERVE, Scope(organization=notice.certification.body_id) if own else None, at=at
        )
        _change(notice, "acknowledge", by=by.code, at=at, acknowledged_at=at, acknowledged_by=by.code)
    return notice


def numbers_to_send() -> list[int]:
    """The notices that wait for the worker, the oldest first; none where the desk's address is not known."""
    return list(MinisterNotice.objects.to_send().values_list("pk", flat=True)[:MOST_AT_ONCE]) if by_email() else []


def send_notice(number: int, *, at: datetime) -> bool | None:
    """Send one notice by e-mail, held against another worker: whether it left; None where it no longer waits.

    The worker gives each its own transaction: a process that dies leaves the others as they were. One that dies between the
    mail server's answer and its own writing sends that notice again, under the same Message-ID: twice rather than never.
    """
    with transaction.atomic():
        notice = MinisterNotice.objects.to_send().select_for_update(skip_locked=True).filter(pk=number).first()
        return None if notice is None else _mail(notice, by="system", at=at)


def _mail(notice: MinisterNotice, *, by: str, at: datetime) -> bool:
    """Hand a notice to the mail server; whether it was taken. What it refuses is marked, and tried again by the worker."""
    made = file_of([notice])
    title = title_of(notice)
    message = EmailMessage(
        subject=f"{title.fr} / {title.en}",
        body=f"{written(notice, 'fr')}\n---\n\n{written(notice, 'en')}",
        to=[settings.MINISTER_DESK],
        headers={"Message-ID": f"<{notice.number}.{notice.times_sent + 1}@parvis>"},
        attachments=[(f"{notice.number}.json", made.content, "application/json")],
    )
    try:
        message.send()
    except OSError:  # SMTPException is one
        logging.getLogger("parvis.roster").exception("a notice was not sent", extra={"notice": notice.pk})
        if notice.state != "failed":
            _change(notice, "fail", by=by, at=at)
        return False
    _sent(notice, "email", by=by, at=at)
    return True


def _sent(notice: MinisterNotice, how: str, *, by: str, at: datetime) -> None:
    made = file_of([notice])
    name = "resend" if notice.state == "sent" else "send"
    _change(
        notice,
        name,
        by=by,
        at=at,
        sent_at=at,
        sent_how=how,
        digest=made.digest,
        signature=made.signature,
        times_sent=F("times_sent") + 1,
    )


def _change(notice: MinisterNotice, name: str, *, by: str, at: datetime, **fields: object) -> None:
    """Take a transition of the table: a conditional update, and its line in the journal."""
    done = MinisterNotice.objects.filter(
        pk=notice.pk, state__in=TABLE.begins(name), times_sent=notice.times_sent
    ).update(state=TABLE.after(name), **fields)
    if not done:
        raise Refused(_ELSEWHERE)
    record_entry(f"notice.{name}", by=by, at=at, subject=("notice", notice.code), norm=TABLE.transitions[name].norm)
    notice.refresh_from_db()
