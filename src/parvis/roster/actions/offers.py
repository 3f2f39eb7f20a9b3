"""What a certifying body organizes for its mediators (r. 0.7, s. 5): courses, and access to supervision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from parvis.journal.actions import record_entry
from parvis.law.kernel.text import Text
from parvis.people.models import Person
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.roster.models import CertifyingBody, Offer
from parvis.roster.models.undertaking import SUBJECTS
from parvis.roster.policies import CERTIFY

KINDS = {
    "course": Text("Cours", "Course"),
    "supervision": Text("Accès à la supervision", "Access to supervision"),
}
#: The longest course. Not legal: more hours are a mistake in the form.
MOST_HOURS = 300
#: Nobody announces further than this. Not legal.
FURTHEST_YEARS = 5

_KIND = Text(
    "Dites si c’est un cours ou un accès à la supervision.", "Say whether it is a course or access to supervision."
)
_TITLE = Text("Donnez le titre, en français et en anglais.", "Give the title, in French and in English.")
_DAYS = Text(
    "Une activité finit le jour où elle commence, ou plus tard.", "An activity ends on the day it begins, or later."
)
_FAR = Text("Ce jour est trop loin.", "That day is too far.")
_HOURS = Text("Donnez les heures du cours, de 1 à 300.", "Give the hours of the course, from 1 to 300.")
_SUBJECT = Text("Choisissez le sujet du cours.", "Choose the subject of the course.")
_ADDRESS = Text(
    "Donnez une adresse de page qui commence par https://.", "Give a page’s address that begins with https://."
)
_GONE = Text("Cette activité est déjà retirée.", "This activity is already withdrawn.")


@dataclass(frozen=True, slots=True)
class Announcement:
    """A course or an access to supervision, as its body announces it."""

    kind: str
    title: Text
    first_day: date
    last_day: date
    subject: str = ""
    hours: int | None = None
    given_by: str = ""
    address: str = ""


@transaction.atomic
def announce_offer(body: CertifyingBody, told: Announcement, *, by: Person, at: datetime) -> Offer:
    """Announce what a body organizes; `Refused`, with the field, where it cannot be so."""
    authorise(by, CERTIFY, Scope(organization=body.slug), at=at)
    _checked(told, at.date())
    offer = Offer.objects.create(
        body=body,
        kind=told.kind,
        title_fr=told.title.fr.strip(),
        title_en=told.title.en.strip(),
        subject=told.subject if told.kind == "course" else "",
        hours=told.hours if told.kind == "course" else None,
        first_day=told.first_day,
        last_day=told.last_day,
        given_by=told.given_by.strip()[:120],
        address=told.address.strip(),
        added_by=by.code,
        added_at=at,
    )
    record_entry(
        "offer.announced",
        by=by.code,
        at=at,
        subject=("offer", str(offer.pk)),
        norm=NORMS[told.kind],
        codes={"body": body.slug, "kind": told.kind},
    )
    return offer


#: The duty that each kind performs.
NORMS = {"course": "c25.01-r0.7/s5-al1-org", "supervision": "c25.01-r0.7/s5-al2"}


def _checked(told: Announcement, today: date) -> None:
    if told.kind not in KINDS:
        raise Refused(_KIND, field="kind")
    for lang in ("fr", "en"):
        if not 0 < len(told.title.to(lang).strip()) <= 200:
            raise Refused(_TITLE, field=f"title_{lang}")
    if told.last_day < told.first_day:
        raise Refused(_DAYS, field="last_day")
    if told.last_day.year > today.year + FURTHEST_YEARS:
        raise Refused(_FAR, field="last_day")
    if told.kind == "course":
        if told.subject not in (*SUBJECTS, "basic"):
            raise Refused(_SUBJECT, field="subject")
        if told.hours is None or not 1 <= told.hours <= MOST_HOURS:
            raise Refused(_HOURS, field="hours")
    written = told.address.strip()
    if written and (not written.startswith("https://") or len(written) > 300 or any(one.isspace() for one in written)):
        raise Refused(_ADDRESS, field="address")


@transaction.atomic
def withdraw_offer(offer: Offer, *, by: Person, at: datetime) -> Offer:
    """Take an announcement back: it is no longer shown, and stays written."""
    authorise(by, CERTIFY, Scope(organization=offer.body_id), at=at)
    if not Offer.objects.filter(pk=offer.pk, withdrawn_at__isnull=True).update(withdrawn_at=at):
        raise Refused(_GONE)
    record_entry("offer.withdrawn", by=by.code, at=at, subject=("offer", str(offer.pk)), codes={"body": offer.body_id})
    offer.refresh_from_db()
    return offer
