"""A mandate: one file for one couple, or one dispute, given to a mediator. Dates, objects, outcome: never what was said."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from parvis.people.models import Nobody, Person
from parvis.roster.kinds import MANDATES, OBJECTS, OUTCOMES, REFERRALS
from parvis.roster.models.certification import Certification
from parvis.roster.policies import districts_of


class Couple(models.Model):
    """A couple, by the number that the Service gives it: what it has used of the programme is known by it.

    `digest`: keyed, of the two names and days of birth; it finds the number again and cannot be read. `used_before`: the
    Service knows of an earlier use that Parvis did not count.
    """

    number = models.CharField(max_length=20, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    used_before = models.BooleanField(default=False)
    given_by = models.CharField(max_length=60)
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"couple {self.number}"


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Reads of the mandates."""

    def of(self, person: Person | Nobody) -> MandateQuerySet:
        """Those in which a person mediates, alone or with somebody."""
        if not isinstance(person, Person):
            return self.none()
        mine = Certification.objects.filter(professional__file__person=person)
        return self.filter(Q(mediator__in=mine) | Q(co_mediator__in=mine))

    def asking(self, person: Person | Nobody) -> MandateQuerySet:
        """Those, still open, in which a person is asked to co-mediate and has not answered."""
        if not isinstance(person, Person):
            return self.none()
        return self.filter(co_asked__professional__file__person=person, closed__isnull=True)


class Mandate(models.Model):
    """A mandate. `request`: what the couple asks, in the words of `family-mediation/entitlement`; `court_file`: the number of
    a small claim; `objects`: entrusted and dealt with; `agreed`: those with an agreement; `co_asked`: who is asked to co-mediate and
    has not accepted yet.
    """

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=15)
    mediator = models.ForeignKey(Certification, models.PROTECT, related_name="mandates")
    co_mediator = models.ForeignKey(Certification, models.PROTECT, null=True, related_name="co_mandates")
    co_asked = models.ForeignKey(Certification, models.PROTECT, null=True, related_name="co_mandates_asked")
    couple = models.ForeignKey(Couple, models.PROTECT, null=True, related_name="mandates")
    court_file = models.CharField(max_length=40, blank=True)
    district = models.CharField(max_length=60, blank=True)
    referral = models.CharField(max_length=20, default="voluntary")
    request = models.CharField(max_length=30, blank=True)
    children_interests = models.BooleanField(null=True)
    mandatory = models.BooleanField(default=False)
    opened = models.DateField()
    closed = models.DateField(null=True)
    objects_entrusted: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=20), default=list)
    patrimony_form = models.CharField(max_length=10, blank=True)
    agreed: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=20), default=list)
    outcome = models.CharField(max_length=12, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=60)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["-opened", "-pk"]
        indexes = [
            models.Index(fields=["mediator", "-opened"], name="mandate_of_mediator"),
            models.Index(fields=["couple", "opened"], name="mandate_of_couple"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=tuple(MANDATES)),
                name="mandate_kind_known",
                violation_error_message="This kind of mandate does not exist.",
            ),
            models.CheckConstraint(
                condition=Q(closed__isnull=True) | Q(closed__gte=F("opened")),
                name="mandate_days_in_order",
                violation_error_message="A mandate ends on the day it begins, or later.",
            ),
            models.CheckConstraint(
                condition=Q(objects_entrusted__contained_by=list(OBJECTS))
                & Q(agreed__contained_by=F("objects_entrusted")),
                name="mandate_objects_known",
                violation_error_message="What was agreed is among the objects entrusted.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed__isnull=True)
                | (Q(outcome__in=tuple(OUTCOMES)) & Q(closed__isnull=False)),
                name="mandate_outcome_when_closed",
                violation_error_message="A mandate has its outcome when it is closed, and only then.",
            ),
            models.CheckConstraint(
                condition=~Q(co_mediator=F("mediator")),
                name="mandate_two_mediators",
                violation_error_message="A co-mediator is somebody else.",
            ),
            models.CheckConstraint(
                condition=Q(referral__in=tuple(REFERRALS)),
                name="mandate_referral_known",
                violation_error_message="This referral does not exist.",
            ),
            models.CheckConstraint(
                condition=Q(kind="family", couple__isnull=False) | (~Q(kind="family") & ~Q(court_file="")),
                name="mandate_has_its_file",
                violation_error_message="A family mandate has its couple's number, another its court file's.",
            ),
        ]

    def __str__(self) -> str:
        return f"mandate {self.number}"

    @property
    def code(self) -> str:
        """How the journal names this mandate."""
        return self.number

    @property
    def supervision_to_confirm(self) -> int:
        """How many of its supervision sessions are recorded and wait for the supervisor's answer."""
        return self.supervision_sessions.filter(state="recorded").count()


class MandateParty(models.Model):
    """A party of a mandate: a position and a keyed digest of the name, for the conflict check. No name is kept."""

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="parties")
    position = models.PositiveSmallIntegerField()
    name_digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ["mandate_id", "position"]
        constraints = [models.UniqueConstraint(fields=["mandate", "position"], name="mandate_party_once")]

    def __str__(self) -> str:
        return f"party {self.position} of {self.mandate_id}"


#: The states in which somebody is designated for a referral, and those after which somebody else is to be.
DESIGNATED, TO_REPLACE = ("offered", "accepted", "begun"), ("declined", "lapsed", "withdrawn")


class DesignationQuerySet(models.QuerySet["Designation"]):
    """Reads of the designations."""

    def visible_to(self, person: Person | Nobody, *, at: datetime) -> DesignationQuerySet:
        """For an officer of the Service, those of their districts; for a mediator, their own."""
        if not isinstance(person, Person) or not person.is_active:
            return self.none()
        places = districts_of(person, at=at)
        own = Q(mediator__professional__file__person=person)
        return self if places is None else self.filter(Q(district__in=places) | own)

    def own(self, person: Person | Nobody) -> DesignationQuerySet:
        """Those of a mediator."""
        return self.filter(mediator__professional__file__person=person) if isinstance(person, Person) else self.none()

    def to_replace(self) -> DesignationQuerySet:
        """The last one of each referral, where it was declined, withdrawn or not begun in time: nobody is designated."""
        same = Designation.objects.filter(couple=OuterRef("couple"), referred_on=OuterRef("referred_on"))
        later = same.filter(pk__gt=OuterRef("pk"))
        return self.filter(state__in=TO_REPLACE).exclude(Exists(later))


class Designation(models.Model):
    """A mediator designated by the Service after a court referral. `begin_by`: the last day to begin, as the law counts it."""

    couple = models.ForeignKey(Couple, models.PROTECT, related_name="designations")
    district = models.CharField(max_length=60)
    referred_on = models.DateField()
    begin_by = models.DateField(null=True)
    mediator = models.ForeignKey(Certification, models.PROTECT, related_name="designations")
    mandate = models.OneToOneField(Mandate, models.PROTECT, null=True, related_name="designation")
    state = models.CharField(max_length=10, default="offered")
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=60)

    objects = DesignationQuerySet.as_manager()

    class Meta:
        ordering = ["begin_by", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["couple", "referred_on"],
                condition=Q(state__in=DESIGNATED),
                name="designation_one_at_a_time",
                violation_error_message="A mediator is already designated for this referral.",
            ),
        ]

    def __str__(self) -> str:
        return f"designation {self.pk}"
