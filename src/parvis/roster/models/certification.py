"""A certification, the acts that change it, and what it was on each day."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q

from parvis.people.models import Nobody, Person
from parvis.roster.kinds import ACTS, BACKGROUNDS, CERTIFICATIONS, STATUSES
from parvis.roster.models.body import CertifyingBody
from parvis.roster.models.professional import Professional
from parvis.roster.policies import bodies_of, serves


class Certification(models.Model):
    """A professional, certified by a body for a kind of mandate. One for each body and kind: it is granted, suspended,
    cancelled and granted again by acts; what it was on a day is its `StandingPeriod`. Readable by everybody: no private fact.
    """

    professional = models.ForeignKey(Professional, models.PROTECT, related_name="certifications")
    body = models.ForeignKey(CertifyingBody, models.PROTECT, related_name="certifications")
    kind = models.CharField(max_length=30)
    background = models.CharField(max_length=20, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["professional", "body", "kind"],
                name="certification_once",
                violation_error_message="This body already follows a certification of this kind for this person.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=tuple(CERTIFICATIONS)),
                name="certification_kind_known",
                violation_error_message="This kind of certification does not exist.",
            ),
            models.CheckConstraint(
                condition=Q(background="") | Q(background__in=tuple(BACKGROUNDS)),
                name="certification_background_known",
                violation_error_message="This background does not exist.",
            ),
        ]

    def __str__(self) -> str:
        return f"certification {self.pk}"

    @property
    def code(self) -> str:
        """How the journal names this certification."""
        return f"certification:{self.pk}"


class CertificationFileQuerySet(models.QuerySet["CertificationFile"]):
    """Reads of what only the certifier, the Service and the professional may read."""

    def visible_to(self, person: Person | Nobody, *, at: datetime) -> CertificationFileQuerySet:
        """One's own; those that one's body follows; all of them for the Service."""
        if not isinstance(person, Person) or not person.is_active:
            return self.none()
        if serves(person, at=at):
            return self
        mine = Q(certification__professional__file__person=person.pk)
        return self.filter(mine | Q(certification__body__in=bodies_of(person, at=at)))


class CertificationFile(models.Model):
    """What only the certifier and the professional read of a certification.

    `mandates_before`: mandates completed before Parvis counted them, as attested: a supervisor needs 40 (s. 1, subpar. 4).
    """

    certification = models.OneToOneField(Certification, models.PROTECT, primary_key=True, related_name="file")
    member_number = models.CharField(max_length=40, blank=True)
    mandates_before = models.PositiveIntegerField(default=0)
    first_supervisor = models.CharField(max_length=120, blank=True)

    objects = CertificationFileQuerySet.as_manager()

    def __str__(self) -> str:
        return f"file of certification {self.certification_id}"


class StandingActQuerySet(models.QuerySet["StandingAct"]):
    """Reads of the acts."""

    def counted(self) -> StandingActQuerySet:
        """Those that stand, in the order in which they were decided: neither corrections nor what they took back."""
        return self.filter(correction__isnull=True).exclude(kind="correction").order_by("day", "pk")

    def visible_to(self, person: Person | Nobody, *, at: datetime) -> StandingActQuerySet:
        """One's own; those that one's body follows; all of them for the Service."""
        if not isinstance(person, Person) or not person.is_active:
            return self.none()
        if serves(person, at=at):
            return self
        mine = Q(certification__professional__file__person=person.pk)
        return self.filter(mine | Q(certification__body__in=bodies_of(person, at=at)))


class StandingAct(models.Model):
    """One act on a certification. Written once: the database refuses to change it; a correction is one more act.

    `day`: that of the decision; `informed`: when the certifier learned of it, where that is what counts (s. 9);
    `needs_notice`: the kind of notice that it calls for (s. 6), "" where it calls for none: the database refuses the end of a
    transaction in which an act that calls for a notice has none. `key`: the same act sent twice is one act.
    """

    certification = models.ForeignKey(Certification, models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=40)
    day = models.DateField()
    informed = models.DateField(null=True)
    fee_cents = models.PositiveIntegerField(null=True)
    norm = models.CharField(max_length=60)
    needs_notice = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    document = models.UUIDField(null=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="correction")
    key = models.CharField(max_length=64, unique=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    objects = StandingActQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["certification", "day"], name="standing_act_course")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ACTS),
                name="standing_act_known",
                violation_error_message="This act does not exist.",
            ),
            models.CheckConstraint(
                condition=~Q(norm=""),
                name="standing_act_has_norm",
                violation_error_message="An act has its norm.",
            ),
            models.CheckConstraint(
                condition=Q(kind="correction", corrects__isnull=False)
                | (~Q(kind="correction") & Q(corrects__isnull=True)),
                name="standing_act_correction",
                violation_error_message="A correction says which act it takes back.",
            ),
        ]

    def __str__(self) -> str:
        return f"act {self.pk}"

    @property
    def counts_from(self) -> date:
        """The day that counts: when the certifier was informed, where the text says so, else the day of the decision."""
        return self.informed or self.day


class StandingPeriodQuerySet(models.QuerySet["StandingPeriod"]):
    """Reads of what certifications were."""

    def on(self, day: date) -> StandingPeriodQuerySet:
        """What each was on a day."""
        return self.filter(days__contains=day)


class StandingPeriod(models.Model):
    """What a certification was from a day to a day: worked out again from its acts, by the law, each time that one is added.

    The database holds that a certification has one status a day; it writes `professional` and `kind` itself, from the
    certification, so that the register is searched in one table.
    """

    certification = models.ForeignKey(Certification, models.PROTECT, related_name="periods")
    professional = models.ForeignKey(
        Professional, models.PROTECT, null=True, editable=False, db_index=False, related_name="periods"
    )
    kind = models.CharField(max_length=30, editable=False)
    status = models.CharField(max_length=12)
    days = DateRangeField()
    act = models.ForeignKey(StandingAct, models.PROTECT, related_name="+")

    objects = StandingPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["certification_id", "days"]
        indexes = [
            GistIndex(fields=["days"], name="standing_period_days"),
            models.Index(
                fields=["professional", "kind"],
                include=["days", "certification"],
                condition=Q(status="certified"),
                name="standing_register",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=tuple(STATUSES)),
                name="standing_status_known",
                violation_error_message="This status does not exist.",
            ),
            ExclusionConstraint(
                name="standing_one_status_a_day",
                expressions=[(F("certification"), RangeOperators.EQUAL), ("days", RangeOperators.OVERLAPS)],
                violation_error_message="A certification has one status a day.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.days}"


class MinisterNoticeQuerySet(models.QuerySet["MinisterNotice"]):
    """Reads of the notices."""

    def visible_to(self, person: Person | Nobody, *, at: datetime) -> MinisterNoticeQuerySet:
        """Those of the bodies whose officer one is; all of them for the Service."""
        if not isinstance(person, Person) or not person.is_active:
            return self.none()
        if serves(person, at=at):
            return self
        return self.filter(certification__body__in=bodies_of(person, at=at))

    def to_send(self) -> MinisterNoticeQuerySet:
        """Those that were not sent yet, or whose sending failed, the oldest first."""
        return self.filter(state__in=("made", "failed")).order_by("made_at", "pk")


class MinisterNotice(models.Model):
    """What a certifier tells the Minister of an act (r. 0.7, s. 6; r. 0.6.1, ss. 3 and 35): made with the act itself.

    `content`: the information that the text lists, as it was on that day; `digest` and `signature`: of the bytes sent.
    """

    act = models.OneToOneField(StandingAct, models.PROTECT, null=True, related_name="notice")
    certification = models.ForeignKey(Certification, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20)
    mandated = models.BooleanField(default=True)
    content: models.JSONField[dict[str, object], dict[str, object]] = models.JSONField()
    state = models.CharField(max_length=15, default="made")
    made_at = models.DateTimeField(db_index=True)
    target = models.DateField()
    sent_at = models.DateTimeField(null=True)
    sent_how = models.CharField(max_length=10, blank=True)
    times_sent = models.PositiveSmallIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    signature = models.TextField(blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=60, blank=True)

    objects = MinisterNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "target"], name="notice_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("made", "sent", "failed", "acknowledged")),
                name="notice_state_known",
                violation_error_message="A notice is made, sent, failed or acknowledged.",
            ),
            models.CheckConstraint(
                condition=Q(state="acknowledged", acknowledged_at__isnull=False)
                | (~Q(state="acknowledged") & Q(acknowledged_at__isnull=True)),
                name="notice_acknowledged_once",
                violation_error_message="An acknowledgment has its moment.",
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"

    @property
    def code(self) -> str:
        """How the journal names this notice."""
        return f"notice:{self.pk}"

    @property
    def number(self) -> str:
        """How people name it."""
        return f"A-{self.pk:06}"
