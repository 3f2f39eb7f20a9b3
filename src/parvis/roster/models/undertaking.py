"""The undertaking (r. 0.7, ss. 1, 2, 3 and 4.1): supervision confirmed by the supervisor, courses by attestation, more time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from parvis.law.kernel.states import state_table
from parvis.people.models import Nobody, Person
from parvis.roster.models.certification import Certification
from parvis.roster.models.mandate import Mandate
from parvis.roster.models.professional import Professional

SUBJECTS = ("process_negotiation", "economic_legal_tax", "psychosocial")
#: What the law answers of an undertaking (open, met, lapsed); acknowledged once a person has said so; ended with its certification;
#: unrecorded where an earlier roster does not say how it ended.
STATUSES = ("open", "met", "lapsed", "acknowledged", "ended", "unrecorded")


#: How long a supervisor has to answer before both are told that nobody has. Not legal: a month, as for what else is late.
ANSWER_WITHIN = timedelta(days=30)


class UndertakingQuerySet(models.QuerySet["Undertaking"]):
    """Reads of the undertakings."""

    def of_bodies(self, bodies: Collection[str]) -> UndertakingQuerySet:
        """Those whose certifications these bodies (slugs) follow."""
        return self.filter(certification__body__in=bodies)

    def running(self) -> UndertakingQuerySet:
        """Those that are neither acknowledged nor ended with their certification."""
        return self.filter(status__in=("open", "met", "lapsed", "unrecorded"))


class Undertaking(models.Model):
    """Where the undertaking of a certification stands, as the law last answered: kept for the lists, never asked instead of it.

    Worked out again by every act that may change it and every night (`roster.undertakings.follow`). `kind`: the undertaking of
    section 1, or the training to be done again of section 9.1, subpar. 2. `ask_by`: the last day to ask for one more year.
    `unsupervised`: mandates ended without compliant supervision (s. 3, par. 3). `told`: the letters that were sent, by code.
    """

    certification = models.OneToOneField(Certification, models.PROTECT, primary_key=True, related_name="undertaking")
    kind = models.CharField(max_length=12, default="undertaking")
    began = models.DateField()
    deadline = models.DateField()
    ask_by = models.DateField(null=True)
    status = models.CharField(max_length=12)
    lines_missing = models.PositiveSmallIntegerField(default=0)
    unsupervised = models.PositiveSmallIntegerField(default=0)
    declared_on = models.DateField(null=True)
    unmet_on = models.DateField(null=True)
    told: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)
    computed_on = models.DateField()

    objects = UndertakingQuerySet.as_manager()

    class Meta:
        ordering = ["deadline", "pk"]
        indexes = [models.Index(fields=["status", "deadline", "certification"], name="undertaking_by_deadline")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("undertaking", "renewal")),
                name="undertaking_kind_known",
                violation_error_message="An undertaking is that of section 1 or that of section 9.1.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=STATUSES),
                name="undertaking_status_known",
                violation_error_message="This state of an undertaking does not exist.",
            ),
        ]

    def __str__(self) -> str:
        return f"undertaking of {self.certification_id}"


class OfAMediator(models.QuerySet[Any]):
    """Reads of what is one mediator's own, and of what the officers of a body look at."""

    def own(self, person: Person | Nobody) -> Any:
        """What is about a person's own certifications."""
        if not isinstance(person, Person):
            return self.none()
        return self.filter(certification__professional__file__person=person)

    def of_bodies(self, bodies: Collection[str]) -> Any:
        """What is about the certifications of these bodies (slugs)."""
        return self.filter(certification__body__in=bodies)


class SupervisionQuerySet(models.QuerySet["SupervisionSession"]):
    """Reads of the supervision sessions."""

    def own(self, person: Person | Nobody) -> SupervisionQuerySet:
        """Those in which a person was supervised."""
        return self.filter(learner__file__person=person) if isinstance(person, Person) else self.none()

    def unanswered(self, on: date) -> SupervisionQuerySet:
        """Those recorded so long ago, without an answer, that both are told."""
        return self.filter(state="recorded", recorded_at__date__lte=on - ANSWER_WITHIN)

    def by_supervisor(self, person: Person | Nobody) -> SupervisionQuerySet:
        """Those in which a person supervised."""
        return self.filter(teacher__file__person=person) if isinstance(person, Person) else self.none()

    def of_bodies(self, bodies: Collection[str]) -> SupervisionQuerySet:
        """Those of the mediators whom these bodies (slugs) certify: under the certification by which they mediate."""
        alone = Q(mandate__mediator__body__in=bodies, mandate__mediator__professional=F("learner"))
        shared = Q(mandate__co_mediator__body__in=bodies, mandate__co_mediator__professional=F("learner"))
        return self.filter(alone | shared)

    def on_paper(self) -> SupervisionQuerySet:
        """Those that nobody has answered, with the supervisor's attestation on paper: the certifier answers."""
        return self.filter(state="recorded", document__isnull=False)


class SupervisionSession(models.Model):
    """One supervision session in the course of a mandate. `mandates_completed`: how many the supervisor had completed then.

    `learner` and `teacher` are the two people: nobody supervises themself, and the database holds it. `document`: the supervisor's
    attestation on paper, where they have no account to confirm with; `answered_by`: who confirmed or refused, by code;
    `reminded_on`: the day on which the supervisor was written to, because they had not answered.
    """

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="supervision_sessions")
    supervisor = models.ForeignKey(Certification, models.PROTECT, related_name="supervisions")
    learner = models.ForeignKey(Professional, models.PROTECT, related_name="+")
    teacher = models.ForeignKey(Professional, models.PROTECT, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=10, default="recorded")
    mandates_completed = models.PositiveIntegerField()
    supervisor_certified = models.BooleanField()
    reason = models.CharField(max_length=1000, blank=True)
    recorded_by = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    document = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=60, blank=True, default="")
    reminded_on = models.DateField(null=True)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["supervisor", "state"], name="supervision_to_confirm")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(learner=F("teacher")),
                name="supervision_by_another",
                violation_error_message="Nobody supervises themself.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=tuple(state_table("supervision").states)),
                name="supervision_state_known",
                violation_error_message="This state does not exist.",
            ),
            models.UniqueConstraint(
                fields=["mandate", "supervisor", "learner", "day"],
                condition=Q(state__in=("recorded", "confirmed")),
                name="supervision_once_a_day",
                violation_error_message="This supervision session is already recorded for that day.",
            ),
        ]

    def __str__(self) -> str:
        return f"supervision {self.pk}"

    @property
    def under(self) -> Certification:
        """The certification by which whoever is supervised mediates in the mandate."""
        one, other = self.mandate.mediator, self.mandate.co_mediator
        return other if other is not None and other.professional_id == self.learner_id else one


class Training(models.Model):
    """A course, with its attestation. `kind`: `complementary` (45 h), `practical` (21 h) or `renewal` (s. 9.1, subpar. 2)."""

    certification = models.ForeignKey(Certification, models.PROTECT, related_name="trainings")
    kind = models.CharField(max_length=15)
    subject = models.CharField(max_length=30, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    hours = models.PositiveSmallIntegerField()
    given_by = models.CharField(max_length=120)
    document = models.UUIDField(null=True)
    state = models.CharField(max_length=10, default="declared")
    reason = models.CharField(max_length=1000, blank=True)
    declared_at = models.DateTimeField()
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = OfAMediator.as_manager()

    class Meta:
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="complementary", subject__in=SUBJECTS) | Q(kind__in=("practical", "renewal")),
                name="training_kind_known",
                violation_error_message="A complementary course has its subject.",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="training_days_in_order",
                violation_error_message="A course ends on the day it begins, or later.",
            ),
            models.CheckConstraint(
                condition=Q(hours__gte=1, hours__lte=300),
                name="training_hours_possible",
                violation_error_message="A course has from 1 to 300 hours.",
            ),
        ]

    def __str__(self) -> str:
        return f"training {self.pk}"


class ExtensionRequest(models.Model):
    """A request for more time (s. 4.1). `facts`: in the words of `family-mediation/undertaking`; `began`: the day on which the
    undertaking that it would extend began. The year is asked for once in each undertaking.
    """

    certification = models.ForeignKey(Certification, models.PROTECT, related_name="extension_requests")
    ground = models.CharField(max_length=12)
    facts: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    requested = models.DateField()
    began = models.DateField()
    state = models.CharField(max_length=10, default="asked")
    document = models.UUIDField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    decision: models.JSONField[dict[str, Any] | None, dict[str, Any] | None] = models.JSONField(null=True)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = OfAMediator.as_manager()

    class Meta:
        ordering = ["requested", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ground__in=("inability", "one_year")),
                name="extension_ground_known",
                violation_error_message="More time is asked for inability, or for one year.",
            ),
            models.UniqueConstraint(
                fields=["certification", "began"],
                condition=Q(ground="one_year", state__in=("asked", "granted")),
                name="extension_one_year_once",
                violation_error_message="The year is asked for once.",
            ),
        ]

    def __str__(self) -> str:
        return f"extension request {self.pk}"


class TimeLeft(models.Model):
    """What a certifier decided of the time left to a mediator who came back before the end of an undertaking (s. 9.1, subpar. 3).

    The text refers to section 4.1 with "necessary adaptations" and gives no day: a person decides. Written once; a later decision
    for the same return takes the place of the one before. `returned_on`: the day of the certification granted again.
    """

    certification = models.ForeignKey(Certification, models.PROTECT, related_name="time_left")
    returned_on = models.DateField()
    last_day = models.DateField()
    reason = models.CharField(max_length=1000)
    decided_by = models.CharField(max_length=60)
    decided_at = models.DateTimeField()

    objects = OfAMediator.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("returned_on")) & ~Q(reason=""),
                name="time_left_decided",
                violation_error_message="The time left ends on the day of the return or later, for a reason.",
            ),
        ]

    def __str__(self) -> str:
        return f"time left {self.pk}"
