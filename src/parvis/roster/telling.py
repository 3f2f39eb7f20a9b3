"""A person whose certification changes is told: a letter in their language once the act is written, and a notice at their desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from parvis.law.kernel.text import Text, long_date
from parvis.people.letters import Letter, post
from parvis.people.models import Person
from parvis.roster.act_words import cite_of
from parvis.roster.kinds import CERTIFICATIONS
from parvis.roster.models import Certification, Professional, ProfessionalFile, StandingPeriod
from parvis.roster.standing import status_on

_SUBJECT = Text("Votre accréditation a changé", "Your certification has changed")
_IS = {
    "certified": Text("Votre accréditation est en vigueur", "Your certification is in force"),
    "suspended": Text("Votre accréditation est suspendue", "Your certification is suspended"),
    "revoked": Text("Votre accréditation est révoquée", "Your certification is revoked"),
    "cancelled": Text("Votre accréditation est annulée", "Your certification is cancelled"),
    "none": Text("Votre accréditation ne compte plus", "Your certification no longer counts"),
}
_SINCE = Text("{status} depuis le {day}, ce jour compris.", "{status} since {day}, that day included.")
_ABOUT = Text("Accréditation : {kind}, par : {body}.", "Certification: {kind}, by: {body}.")
_UNDER = Text("L’organisme a inscrit cet acte selon : {norm}.", "The body recorded this act under: {norm}.")
_CORRECTED = Text("L’organisme a corrigé un acte antérieur.", "The body corrected an earlier act.")
_ASK = Text(
    "Pour en savoir les motifs, ou dire que c’est une erreur, écrivez à l’organisme : {body}.",
    "To learn the reasons, or to say that this is a mistake, write to the body: {body}.",
)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where letters reach a professional, and in which language."""

    email: str
    language: str


def mailbox_of(professional: Professional) -> Mailbox | None:
    """That of their account; without an account, the e-mail that their certifier keeps; None where nothing reaches them.

    Somebody taken from an earlier roster has no account yet: French is then the language of the letter.
    """
    file = ProfessionalFile.objects.filter(professional=professional).select_related("person").first()
    if file is None:
        return None
    if file.person is not None:
        return Mailbox(file.person.email, file.person.language)
    return Mailbox(file.email, "fr") if file.email else None


@contextmanager
def told_of_change(certification: Certification, *, on: date, corrected: bool = False) -> Iterator[None]:
    """Whatever is done inside is one transaction; where it changes the status of the day, the person is told by letter.

    `corrected`: what is done takes an earlier act back.
    """
    with transaction.atomic():
        before, _ = status_on(certification, on)
        yield
        after, period = status_on(certification, on)
        box = mailbox_of(certification.professional)
        if after != before and box is not None:
            post(Letter(box.email, box.language, _SUBJECT, words_of(certification, after, period, corrected)))


def words_of(
    certification: Certification, status: str, period: StandingPeriod | None, corrected: bool = False
) -> tuple[Text, ...]:
    """What somebody is told of their certification: its status, since when, who decided, under which norm, whom to ask."""
    body, lines = certification.body.name, [_IS[status]]
    if period is not None:
        lines = [_SINCE.fill(status=_IS[status], day=long_date(period.days.lower))]
    lines.append(_ABOUT.fill(kind=CERTIFICATIONS[certification.kind], body=body))
    lines.append(_CORRECTED if corrected or period is None else _UNDER.fill(norm=cite_of(period.act.norm)))
    return (*lines, _ASK.fill(body=body))


def out_of_force(person: Person, on: date) -> list[tuple[Text, ...]]:
    """What a person's desk says first: each of their certifications that is not in force on a day."""
    held = StandingPeriod.objects.on(on).filter(certification__professional__file__person=person.pk)
    found = held.exclude(status="certified").select_related("certification__body", "act").order_by("certification_id")
    return [words_of(one.certification, one.status, one) for one in found]
