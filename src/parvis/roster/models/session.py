"""What the Service is told of a mandate: session sheets, who was there, signatures, work outside sessions, the report."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from parvis.law.kernel.states import state_table
from parvis.people.models import Nobody, Person
from parvis.roster.kinds import MEETINGS, REPORTS, SESSION_KINDS
from parvis.roster.models.certification import Certification
from parvis.roster.models.mandate import Mandate
from parvis.roster.models.professional import Professional
from parvis.roster.policies import districts_of

#: The longest session that can be written down. Not a rule of law: nobody sits longer in a day.
LONGEST = 12 * 60
#: In which languages a group session is held. Not legal: those in which this product can announce one.
GROUP_LANGUAGES = ("fr", "en")


class SessionSheet(models.Model):
    """One session of a mandate. `attended`: the positions of the parties who came; `additional_requested`: mediators beyond
    the first that the parties asked for. A sheet that was wrong is voided (`voided_at`) and another made: what was signed
    stays as it was signed.
    """

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="sessions")
    kind = models.CharField(max_length=25)
    begins_at = models.DateTimeField()
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    waited = models.PositiveSmallIntegerField(null=True)
    serious_reason = models.BooleanField(null=True)
    meeting = models.CharField(max_length=10)
    attended: models.Field[list[int], list[int]] = ArrayField(models.PositiveSmallIntegerField(), default=list)
    additional_requested = models.PositiveSmallIntegerField(default=0)
    digest = models.CharField(max_length=64)
    recorded_by = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["begins_at", "pk"]
        indexes = [models.Index(fields=["mandate", "begins_at"], name="session_of_mandate")]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__lte=LONGEST),
                name="session_minutes_possible",
                violation_error_message="A session lasts 12 hours at most.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=tuple(SESSION_KINDS)),
                name="session_kind_known",
                violation_error_message="This kind of session does not exist.",
            ),
            models.CheckConstraint(
                condition=Q(meeting__in=tuple(MEETINGS)),
                name="session_meeting_known",
                violation_error_message="A session is held in person, by video or by telephone.",
            ),
        ]

    def __str__(self) -> str:
        return f"session {self.pk}"

    @property
    def ends_at(self) -> datetime:
        """When it ended."""
        return self.begins_at + timedelta(minutes=self.minutes)


class GroupSessionQuerySet(models.QuerySet["GroupSession"]):
    """Reads of the group sessions."""

    def visible_to(self, person: Person | Nobody, *, at: datetime) -> GroupSessionQuerySet:
        """For an officer of the Service, those of their districts; for a mediator, those that they give."""
        if not isinstance(person, Person) or not person.is_active:
            return self.none()
        places = districts_of(person, at=at)
        own = Q(pk__in=self.model.objects.own(person).values("pk"))
        return self if places is None else self.filter(Q(district__in=places) | own)

    def own(self, person: Person | Nobody) -> GroupSessionQuerySet:
        """Those that a mediator gives, or gave, or would have given."""
        if not isinstance(person, Person):
            return self.none()
        mine = Presence.objects.filter(professional__file__person=person, group_session__isnull=False)
        return self.filter(pk__in=mine.values("group_session"))

    def announced(self, *, at: datetime) -> GroupSessionQuerySet:
        """What anybody may know of: those that have not begun, the nearest first; one that is cancelled says so until then."""
        return self.filter(state__in=("planned", "cancelled"), begins_at__gt=at).order_by("begins_at", "pk")


class GroupSession(models.Model):
    """A group information session: one claim a mediator, whatever the number of couples (s. 10; C.C.P., art. 419).

    Everybody reads when and where it is held, in which language and how to register (`enrol`: a telephone, an e-mail or a page;
    "" where it is the Service's usual way): no name enters this table.
    """

    begins_at = models.DateTimeField()
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    district = models.CharField(max_length=60)
    meeting = models.CharField(max_length=10)
    places = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8, default="fr")
    place = models.CharField(max_length=200, blank=True)
    enrol = models.CharField(max_length=200, blank=True)
    couples = models.PositiveSmallIntegerField(null=True)
    persons = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, default="planned")
    version = models.PositiveIntegerField(default=1)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = GroupSessionQuerySet.as_manager()

    class Meta:
        ordering = ["begins_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("planned", "held", "cancelled")),
                name="group_session_state_known",
                violation_error_message="A group session is planned, held or cancelled.",
            ),
            models.CheckConstraint(
                condition=Q(state="held", couples__isnull=False) | ~Q(state="held"),
                name="group_session_counts",
                violation_error_message="A session that was held says how many couples came.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST),
                name="group_session_minutes_possible",
                violation_error_message="A session lasts 12 hours at most.",
            ),
            models.CheckConstraint(
                condition=Q(language__in=GROUP_LANGUAGES),
                name="group_session_language_known",
                violation_error_message="A group session is held in French or in English.",
            ),
        ]

    def __str__(self) -> str:
        return f"group session {self.pk}"

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.begins_at + timedelta(minutes=self.minutes)


class Presence(models.Model):
    """A mediator was there, from a moment to a moment: in a session of a mandate, or in a group session.

    The database holds that one person is in one session at a time.
    """

    session = models.ForeignKey(SessionSheet, models.CASCADE, null=True, related_name="presences")
    group_session = models.ForeignKey(GroupSession, models.CASCADE, null=True, related_name="presences")
    certification = models.ForeignKey(Certification, models.PROTECT, related_name="presences")
    professional = models.ForeignKey(Professional, models.PROTECT, related_name="presences")
    span = DateTimeRangeField()
    voided = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=False, group_session__isnull=True)
                | Q(session__isnull=True, group_session__isnull=False),
                name="presence_in_one_session",
                violation_error_message="A presence is in one session.",
            ),
            models.UniqueConstraint(
                fields=["session", "professional"],
                condition=Q(voided=False),
                name="presence_once",
                violation_error_message="This mediator is already in this session.",
            ),
            ExclusionConstraint(
                name="presence_one_session_at_a_time",
                expressions=[(F("professional"), RangeOperators.EQUAL), ("span", RangeOperators.OVERLAPS)],
                condition=Q(voided=False),
                violation_error_message="This mediator is already in another session at that time.",
            ),
        ]

    def __str__(self) -> str:
        return f"presence {self.pk}"


class OutOfSessionWork(models.Model):
    """Work outside sessions that the tariff by the hour counts: a day and minutes, for one of a few purposes."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="work")
    certification = models.ForeignKey(Certification, models.PROTECT, related_name="work")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST),
                name="work_minutes_possible",
                violation_error_message="From 1 minute to 12 hours of work in a day.",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=("summary", "preparation", "communication")),
                name="work_purpose_known",
                violation_error_message="This kind of work does not exist.",
            ),
        ]

    def __str__(self) -> str:
        return f"work {self.pk}"


class Signature(models.Model):
    """A party's signature of a session sheet (s. 12): on their own phone, by a link shown once, or on paper that is scanned.

    `digest`: that of the sheet that was shown; `token_digest`: of the link, which is kept nowhere; `closed_at`: the session's
    payment is released, so that the signature is no longer withdrawn by the link.
    """

    session = models.ForeignKey(SessionSheet, models.PROTECT, related_name="signatures")
    position = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=6)
    state = models.CharField(max_length=10, default="asked")
    token_digest = models.CharField(max_length=64, unique=True, null=True)
    digest = models.CharField(max_length=64)
    document = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=tuple(state_table("signature").states)),
                name="signature_state_known",
                violation_error_message="This state does not exist.",
            ),
            models.CheckConstraint(
                condition=Q(how="phone", token_digest__isnull=False) | Q(how="paper", document__isnull=False),
                name="signature_has_its_means",
                violation_error_message="A signature has its link or its scanned page.",
            ),
            models.UniqueConstraint(
                fields=["session", "position"],
                condition=Q(state__in=("asked", "signed")),
                name="signature_once",
                violation_error_message="This party has already signed, or has a link that is still good.",
            ),
        ]

    def __str__(self) -> str:
        return f"signature {self.pk}"


class MediatorReport(models.Model):
    """The mediator's report to the Service: what the law lets it say (held or not, absence, outcome), never the content."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="reports")
    says = models.CharField(max_length=12)
    sessions = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(says__in=tuple(REPORTS)),
                name="report_words_known",
                violation_error_message="A report says one of four things.",
            ),
            models.UniqueConstraint(
                fields=["mandate"],
                condition=Q(replaced_at__isnull=True),
                name="report_one_in_force",
                violation_error_message="A mandate has one report in force.",
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"
