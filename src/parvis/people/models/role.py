"""Who acts for whom: roles held from a day to a day, invitations to one, and the operator's short mode."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower

from parvis.config.clock import QUEBEC
from parvis.people.models.person import Person
from parvis.people.roles import CODES, roles_with

if TYPE_CHECKING:
    from parvis.people.models.person import Nobody

#: How long an invitation can be accepted, and an operator's mode can last.
INVITED_FOR = timedelta(days=14)
LONGEST_MODE = timedelta(minutes=60)
#: A role that nobody looked at for this long is to be confirmed or ended.
REVIEWED_EVERY = timedelta(days=365)


def day_of(at: datetime) -> date:
    """The day in Québec of an instant."""
    return at.astimezone(QUEBEC).date()


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), QUEBEC)


class _Days(Func):
    function = "daterange"
    output_field = DateRangeField()


class _Moments(Func):
    function = "tstzrange"
    output_field = DateTimeRangeField()


def by_name(field: str) -> Func:
    """Names in the order of an index: accents and case aside."""
    return Lower(Func(F(field), function="unaccent", output_field=models.TextField()))


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads of the roles that people hold."""

    def in_force(self, on: date) -> MembershipQuerySet:
        """Those in force on a day. One that was ended stopped at once: that day is no longer one of its days."""
        begun = self.filter(from_day__lte=on).filter(Q(to_day__isnull=True) | Q(to_day__gte=on))
        return begun.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=_end_of(on)))

    def over(self, on: date) -> MembershipQuerySet:
        """Those that are past: ended, or their last day has gone by."""
        return self.filter(Q(ended_at__lt=_end_of(on)) | Q(to_day__lt=on))

    def not_over(self, on: date) -> MembershipQuerySet:
        """Those in force and those still to begin."""
        return self.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=_end_of(on))).filter(
            Q(to_day__isnull=True) | Q(to_day__gte=on)
        )

    def in_scope(self, organization: str, district: str) -> MembershipQuerySet:
        """Those that reach an organization and a district ("" where it does not matter which)."""
        found = self
        if organization:
            found = found.filter(organization__in=("", organization))
        if district:
            found = found.filter(Q(districts=[]) | Q(districts__contains=[district]))
        return found

    def visible_to(self, person: Person | Nobody, *, at: datetime) -> MembershipQuerySet:
        """Those that a person may know of: their own, those of the organizations they act for, all in operator mode."""
        if not isinstance(person, Person) or not person.is_active:
            return self.none()
        mine = Membership.objects.filter(person=person).in_force(day_of(at))
        if OperatorMode.objects.open(person, at=at) and mine.filter(role__in=_SEE_ALL).exists():
            return self
        return self.filter(Q(person=person) | Q(organization__in=mine.values("organization")))

    def to_review(self, on: date) -> MembershipQuerySet:
        """Those not over that nobody looked at for a year, the longest first."""
        return self.not_over(on).filter(reviewed_on__lte=on - REVIEWED_EVERY).order_by("reviewed_on", "pk")

    def listed(self) -> MembershipQuerySet:
        """With each person, in the order of a list."""
        return self.select_related("person").order_by(
            by_name("person__name"), "person__name", "person_id", "from_day", "pk"
        )


_SEE_ALL = roles_with("team.read_all", in_mode=True)


class Membership(models.Model):
    """A person acts for an organization in a role, from a day to a day. `organization`: the slug of a record of the
    directory, or "" for Parvis itself; `districts`: slugs, none where it holds everywhere. Never deleted: ended.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    organization = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=40)
    districts: models.Field[list[str], list[str]] = ArrayField(
        models.CharField(max_length=60), default=list, blank=True
    )
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    granted_by = models.CharField(max_length=60)
    granted_at = models.DateTimeField()
    ended_by = models.CharField(max_length=60, blank=True)
    ended_at = models.DateTimeField(null=True)
    reviewed_on = models.DateField(db_index=True)
    reviewed_by = models.CharField(max_length=60, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gte=F("from_day")),
                name="membership_days_in_order",
                violation_error_message="A role ends on the day it begins, or later.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=CODES),
                name="membership_role_known",
                violation_error_message="This role does not exist.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="membership_ended_by_somebody",
                violation_error_message="Somebody ends a role, at a moment.",
            ),
            ExclusionConstraint(
                name="membership_no_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organization", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (_Days("from_day", "to_day", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at__isnull=True),
                violation_error_message="This person already has this role on some of these days.",
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"

    def state(self, *, at: datetime) -> str:
        """`to_come`, `in_force` or `over`."""
        on = day_of(at)
        if self.ended_at is not None or (self.to_day is not None and self.to_day < on):
            return "over"
        return "to_come" if self.from_day > on else "in_force"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reads of the invitations."""

    def waiting(self, *, at: datetime) -> InvitationQuerySet:
        """Those that can still be accepted."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at)

    def visible_to(self, person: Person | Nobody, *, at: datetime) -> InvitationQuerySet:
        """Those that a person may know of: all in operator mode, none otherwise."""
        if not isinstance(person, Person) or not person.is_active or not OperatorMode.objects.open(person, at=at):
            return self.none()
        operates = Membership.objects.filter(person=person, role__in=_SEE_ALL).in_force(day_of(at))
        return self if operates.exists() else self.none()


class Invitation(models.Model):
    """An invitation to a role, sent to an address. `digest`: of its one-time token, which is kept nowhere."""

    digest = models.CharField(max_length=64, unique=True)
    email = models.CharField(max_length=254)
    language = models.CharField(max_length=2)
    organization = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=40)
    districts: models.Field[list[str], list[str]] = ArrayField(
        models.CharField(max_length=60), default=list, blank=True
    )
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    invited_by = models.CharField(max_length=60)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="invitations")
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=CODES),
                name="invitation_role_known",
                violation_error_message="This role does not exist.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")),
                name="invitation_ends_later",
                violation_error_message="An invitation ends after it was sent.",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_one_end",
                violation_error_message="An invitation is accepted or withdrawn, not both.",
            ),
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gte=F("from_day")),
                name="invitation_days_in_order",
                violation_error_message="A role ends on the day it begins, or later.",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class OperatorModeQuerySet(models.QuerySet["OperatorMode"]):
    """Reads of the operators' modes."""

    def open(self, person: Person, *, at: datetime) -> OperatorMode | None:
        """The mode in which this person is at this moment."""
        found = self.filter(person=person, begins_at__lte=at, ends_at__gt=at)
        return found.filter(Q(stopped_at__isnull=True) | Q(stopped_at__gt=at)).first()


class OperatorMode(models.Model):
    """An operator's power for less than an hour, with the reason that they gave."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="operator_modes")
    reason = models.CharField(max_length=300)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    objects = OperatorModeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")) & Q(ends_at__lte=F("begins_at") + LONGEST_MODE),
                name="operator_mode_short",
                violation_error_message="The operator mode lasts an hour at most.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="operator_mode_has_reason",
                violation_error_message="The operator mode has a reason.",
            ),
            ExclusionConstraint(
                name="operator_mode_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (_Moments("begins_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(stopped_at__isnull=True),
                violation_error_message="This person is already in operator mode.",
            ),
        ]

    def __str__(self) -> str:
        return f"operator mode {self.pk}"

    def minutes_left(self, *, at: datetime) -> int:
        """Minutes until it runs out, the one that has begun included."""
        return max(0, -((at - self.ends_at) // timedelta(minutes=1)))
