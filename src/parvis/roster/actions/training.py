"""Courses with their attestation (r. 0.7, ss. 1, 2, 4.1, 7 and 9.1): declared by the mediator, accepted by the certifier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from parvis.documents.actions import store_document
from parvis.journal.actions import record_entry
from parvis.law.kernel.states import state_table
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions import decide
from parvis.people.letters import Letter, post
from parvis.people.models import Person
from parvis.people.policies import Scope, authorise
from parvis.people.refused import Refused
from parvis.roster.models import Certification, Training
from parvis.roster.models.undertaking import SUBJECTS
from parvis.roster.policies import CERTIFY, require_other, require_own
from parvis.roster.possible import require_office
from parvis.roster.progress import Beginning, NoUndertaking, day_of_course, progress_of
from parvis.roster.undertakings import follow

TABLE = state_table("training")
KINDS: dict[str, Text] = {
    "complementary": Text("Formation complémentaire", "Complementary training"),
    "practical": Text("Formation pratique (engagement réduit)", "Practical training (reduced undertaking)"),
    "renewal": Text(
        "Formation complémentaire à refaire (article 9.1)", "Complementary training to be done again (section 9.1)"
    ),
}
SUBJECT_WORDS: dict[str, Text] = {
    "process_negotiation": Text("Processus de médiation et négociation", "Mediation process and negotiation"),
    "economic_legal_tax": Text("Aspects économiques, légaux et fiscaux", "Economic, legal and tax aspects"),
    "psychosocial": Text("Aspects psychologiques et psychosociaux", "Psychological and psychosocial aspects"),
}
AFTER_NORM, PROOF_NORM = "c25.01-r0.7/s1-p4-after", "c25.01-r0.7/s7-al1-p3-proof"
MOST_HOURS, LONGEST_NAME, LONGEST = 300, 120, 1000

_KIND = Text("Choisissez le genre de formation.", "Choose the kind of training.")
_SUBJECT = Text("Choisissez le sujet du cours.", "Choose the subject of the course.")
_ORDER = Text("Le dernier jour vient avant le premier.", "The last day comes before the first.")
_NOT_YET = Text(
    "Ce cours n’est pas encore terminé. Inscrivez-le quand vous avez l’attestation.",
    "This course is not over yet. Enter it once you have the attestation.",
)
_HOURS = Text("Donnez les heures du cours, de 1 à 300.", "Give the hours of the course, from 1 to 300.")
_GIVEN_BY = Text("Dites qui donne ce cours.", "Say who gives this course.")
_EARLY = Text(
    "Ce cours commence le {first}, et l’accréditation est du {certified}. Seules les heures suivies après comptent.",
    "This course begins on {first}, and certification is of {certified}. Only hours taken after it count.",
)
_NONE = Text(
    "Aucun engagement n’est en cours pour cette accréditation.", "This certification has no undertaking under way."
)
_CHANGED = Text(
    "Quelqu’un vient de répondre pour ce cours. Relisez-le.",
    "Somebody has just answered for this course. Read it again.",
)
_WHY = Text("Dites pourquoi, en une phrase.", "Say why, in a sentence.")
_ANSWERED = Text("Votre attestation de formation", "Your training attestation")
_ACCEPTED_BODY = Text(
    "L’attestation du cours terminé le {day} est acceptée. Votre engagement sur Parvis en tient compte.",
    "The attestation of the course that ended on {day} is accepted. Your undertaking on Parvis takes it into account.",
)
_REFUSED_BODY = Text(
    "L’attestation du cours terminé le {day} n’est pas acceptée. La raison est sur Parvis.",
    "The attestation of the course that ended on {day} is not accepted. The reason is on Parvis.",
)


@dataclass(frozen=True, slots=True)
class Course:
    """What a mediator says of a course. `subject`: one of the three, "" for practical training; hours are whole."""

    kind: str
    subject: str
    first_day: date
    last_day: date
    hours: int
    given_by: str


def declare_training(
    certification: Certification, course: Course, *, attestation: bytes, by: Person, on: date, at: datetime
) -> Training:
    """Declare a course with its attestation (a PDF or an image); the certifier accepts it. `Refused`, with the field.

    A course that began by the day of certification is refused in words: its hours do not count (s. 1, subpar. 4).
    """
    require_own(by, certification.professional.file.person_id)
    _said(course, on)
    _after_certification(certification, course, on)
    with transaction.atomic():
        training = Training(
            certification=certification,
            kind=course.kind,
            subject=course.subject,
            first_day=course.first_day,
            last_day=course.last_day,
            hours=course.hours,
            given_by=course.given_by.strip(),
            declared_at=at,
        )
        training.save(force_insert=True)
        document = store_document(
            attestation,
            purpose="training_attestation",
            subject=("training", str(training.pk)),
            by=by.code,
            at=at,
            field="attestation",
        )
        training.document = document.pk
        training.save(update_fields=["document"])
        record_entry(
            "training.declared",
            by=by.code,
            at=at,
            subject=("training", str(training.pk)),
            norm=PROOF_NORM,
            codes={"certification": certification.code, "kind": training.kind, "hours": training.hours},
        )
    return training


def _said(course: Course, on: date) -> None:
    if course.kind not in KINDS:
        raise Refused(_KIND, field="kind")
    if course.subject not in (SUBJECTS if course.kind != "practical" else ("",)):
        raise Refused(_SUBJECT, field="subject")
    if course.last_day < course.first_day:
        raise Refused(_ORDER, field="last_day")
    if course.last_day > on:
        raise Refused(_NOT_YET, field="last_day")
    if not 1 <= course.hours <= MOST_HOURS:
        raise Refused(_HOURS, field="hours")
    if not course.given_by.strip() or len(course.given_by.strip()) > LONGEST_NAME:
        raise Refused(_GIVEN_BY, field="given_by")


def _after_certification(certification: Certification, course: Course, on: date) -> None:
    """`Refused` where the law counts none of the hours of this course, by itself, because of its day."""
    try:
        begun = progress_of(certification, on).beginning
    except NoUndertaking as none:
        raise Refused(_NONE) from none
    if (begun.kind == "renewal") != (course.kind == "renewal"):
        raise Refused(_KIND, field="kind")
    if not _counts(certification, course, begun, on):
        early = _EARLY.fill(first=short_date(course.first_day), certified=short_date(begun.day))
        raise Refused(early, field="first_day", norm=AFTER_NORM)


def _counts(certification: Certification, course: Course, begun: Beginning, on: date) -> bool:
    """Whether the law counts hours of this course at all. The background is left open: what complements it is not asked here."""
    held = Training(first_day=course.first_day, last_day=course.last_day)
    day = day_of_course(held, begun.day)
    facts: dict[str, Any] = {
        "on": max(on, begun.day).isoformat(),
        "certified": begun.day.isoformat(),
        "background": "other",
        "complementary_training": [],
        "mandates": [],
    }
    if course.kind == "practical":
        return True  # the text ties it to nothing but the reduced undertaking: the picture says what counts
    facts["complementary_training"] = [{"date": day, "subject": course.subject, "hours": course.hours}]
    decision = decide("family-mediation/undertaking", facts)
    return all(one.holds is not False for one in decision.findings if one.norm.id == AFTER_NORM)


def accept_training(training: Training, *, by: Person, on: date, at: datetime) -> Training:
    """The certifier accepts the attestation: its hours count from now on, as the law counts them."""
    return _answer(training, "accept", reason="", by=by, on=on, at=at)


def refuse_training(training: Training, *, reason: str, by: Person, on: date, at: datetime) -> Training:
    """The certifier does not accept the attestation, and says why."""
    if not reason.strip() or len(reason.strip()) > LONGEST:
        raise Refused(_WHY, field="reason")
    return _answer(training, "refuse", reason=reason.strip(), by=by, on=on, at=at)


def _answer(training: Training, name: str, *, reason: str, by: Person, on: date, at: datetime) -> Training:
    certification = training.certification
    with transaction.atomic():
        authorise(by, CERTIFY, Scope(organization=certification.body_id), at=at)
        require_other(by, certification)
        require_office(certification)
        _become(training, name, by=by, at=at, reason=reason, decided_by=by.code, decided_at=at)
        follow(certification, on=on)
        person = certification.professional.file.person
        if person is not None:
            body = _ACCEPTED_BODY if name == "accept" else _REFUSED_BODY
            post(Letter(person.email, person.language, _ANSWERED, (body.fill(day=short_date(training.last_day)),)))
    training.refresh_from_db()
    return training


def withdraw_training(training: Training, *, by: Person, at: datetime) -> Training:
    """The mediator withdraws a course that is not accepted."""
    require_own(by, training.certification.professional.file.person_id)
    with transaction.atomic():
        _become(training, "withdraw", by=by, at=at)
    training.refresh_from_db()
    return training


def _become(training: Training, name: str, *, by: Person, at: datetime, **also: Any) -> None:
    rows = Training.objects.filter(pk=training.pk, state__in=TABLE.begins(name))
    if not rows.update(state=TABLE.after(name), **also):
        raise Refused(_CHANGED)
    record_entry(
        f"training.{TABLE.after(name)}",
        by=by.code,
        at=at,
        subject=("training", str(training.pk)),
        norm=TABLE.transitions[name].norm,
        codes={"certification": training.certification.code},
    )
