"""An application for certification (r. 0.7, s. 4; r. 0.6.1): saved as it goes, sent, answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q

from parvis.law.kernel.states import state_table
from parvis.people.models import Nobody, Person
from parvis.roster.kinds import CERTIFICATIONS
from parvis.roster.models.body import CertifyingBody
from parvis.roster.models.certification import Certification
from parvis.roster.policies import bodies_of

STATES = tuple(state_table("application").states)
OPEN = ("draft", "sent", "more_asked")


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Reads of the applications."""

    def own(self, person: Person | Nobody) -> ApplicationQuerySet:
        """Those that a person makes."""
        return self.filter(person=person.pk) if isinstance(person, Person) else self.none()

    def received(self) -> ApplicationQuerySet:
        """Those that a body has received: a draft is its author's alone."""
        return self.filter(sent_at__isnull=False)

    def waiting(self) -> ApplicationQuerySet:
        """Those that wait for an officer, the oldest first."""
        return self.filter(state="sent").order_by("sent_at", "pk")

    def visible_to(self, person: Person | Nobody, *, at: datetime) -> ApplicationQuerySet:
        """A person's own, and those received by the bodies whose officer they are."""
        if not isinstance(person, Person) or not person.is_active:
            return self.none()
        return self.filter(Q(person=person.pk) | Q(body__in=bodies_of(person, at=at), sent_at__isnull=False))


class Application(models.Model):
    """What a person asks of a certifying body. `answers`: what they said, page by page, in the words of the question's facts;
    `version` grows with each change, so that two people who act at once know it; `decision`: the record of what the law said
    when it was decided; `again`: a return under s. 9.1. `sent_at` and `received_on`: the first sending; `completed_on`: the last,
    after more was asked.
    """

    number = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="applications")
    body = models.ForeignKey(CertifyingBody, models.PROTECT, related_name="applications")
    kind = models.CharField(max_length=30)
    again = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default="draft")
    answers: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, db_index=True)
    received_on = models.DateField(null=True)
    completed_on = models.DateField(null=True)
    fee_cents = models.PositiveIntegerField(null=True)
    fee_reference = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, blank=True)
    decision: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(null=True)
    certification = models.ForeignKey(Certification, models.PROTECT, null=True, related_name="applications")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "pk"]
        indexes = [models.Index(fields=["body", "state", "sent_at"], name="application_work_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=STATES),
                name="application_state_known",
                violation_error_message="This state does not exist.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=tuple(CERTIFICATIONS)),
                name="application_kind_known",
                violation_error_message="This kind of certification does not exist.",
            ),
            models.UniqueConstraint(
                fields=["person", "body", "kind"],
                condition=Q(state__in=OPEN),
                name="application_one_open",
                violation_error_message="An application of this kind is already open with this body.",
            ),
            models.CheckConstraint(
                condition=Q(state="granted", certification__isnull=False) | ~Q(state="granted"),
                name="application_granted_certifies",
                violation_error_message="An application that is granted leads to a certification.",
            ),
        ]

    def __str__(self) -> str:
        return f"application {self.number}"

    @property
    def code(self) -> str:
        """How the journal, and the documents, name this application."""
        return self.number

    @property
    def weighed_on(self) -> date | None:
        """The day as of which the law is asked: that on which the body received the complete application."""
        return self.completed_on or self.received_on


class ApplicationMessage(models.Model):
    """What the officer and the applicant told each other: more asked for, an answer, the reasons of a refusal."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=12)
    text = models.CharField(max_length=4000)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("asked", "answered", "granted", "refused", "withdrawn")),
                name="message_kind_known",
                violation_error_message="This kind of message does not exist.",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"
