"""A professional who mediates: what the register shows of them, and, apart, what only their certifiers may read."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from parvis.people.models import Nobody, Person
from parvis.roster.policies import bodies_of, serves


class Professional(models.Model):
    """What the public may know of somebody who mediates. They are on the register only while a certification is in force.

    `name_key`: the name in small letters without accents, for the order of a list and the search. `districts`, `languages`:
    slugs and codes. The public side of the database reads this table: nothing private ever enters it.
    `step_free`: whether where they receive people can be reached without a step; None where nobody said.
    `in_force`: what the last act left them certified for (`*`, the kind, `*:legal`, `family_mediation:legal`), and
    `standing_day` the day of the last change: the database writes both from the periods, so that a search reads one table.
    """

    slug = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120, db_index=True)
    profession = models.CharField(max_length=30)
    phone = models.CharField(max_length=30, blank=True)
    email = models.CharField(max_length=254, blank=True)
    website = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    districts: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=60), default=list)
    languages: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=8), default=list)
    matters: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=40), default=list)
    in_person = models.BooleanField(default=True)
    remote = models.BooleanField(default=False)
    accepting = models.BooleanField(default=True)
    step_free = models.BooleanField(null=True)
    in_force: models.Field[list[str], list[str]] = ArrayField(
        models.CharField(max_length=60), default=list, db_default=[], editable=False
    )
    standing_day = models.DateField(null=True, editable=False)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=60)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["name_key", "pk"]
        indexes = [
            GinIndex(fields=["districts"], name="professional_districts"),
            GinIndex(fields=["languages"], name="professional_languages"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="professional_has_name",
                violation_error_message="A professional has a name.",
            ),
        ]

    def __str__(self) -> str:
        return f"professional {self.pk}"

    @property
    def code(self) -> str:
        """How the journal names this professional."""
        return f"professional:{self.pk}"


class ProfessionalFileQuerySet(models.QuerySet["ProfessionalFile"]):
    """Reads of what only certifiers, the Service and the professional may read."""

    def of(self, person: Person | Nobody) -> ProfessionalFileQuerySet:
        """That of a person."""
        return self.filter(person=person.pk) if isinstance(person, Person) else self.none()

    def visible_to(self, person: Person | Nobody, *, at: datetime) -> ProfessionalFileQuerySet:
        """One's own; those of the professionals whom one's body certifies; all of them for the Service."""
        if not isinstance(person, Person) or not person.is_active:
            return self.none()
        if serves(person, at=at):
            return self
        theirs = Q(professional__certifications__body__in=bodies_of(person, at=at))
        return self.filter(Q(person=person.pk) | theirs).distinct()


class ProfessionalFile(models.Model):
    """What a certifier needs to write to the Minister (s. 6) and to reach the professional: never public.

    `person`: the account, where there is one: somebody whose roster was imported has none yet. `contact_changed_at`: when the
    professional last changed how they are reached, here or on the register.
    """

    professional = models.OneToOneField(Professional, models.PROTECT, primary_key=True, related_name="file")
    person = models.OneToOneField(Person, models.PROTECT, null=True, related_name="professional_file")
    domicile = models.CharField(max_length=300, blank=True)
    borough = models.CharField(max_length=100, blank=True)
    phones: models.Field[list[str], list[str]] = ArrayField(models.CharField(max_length=30), default=list)
    email = models.CharField(max_length=254, blank=True)
    contact_changed_at = models.DateTimeField(null=True)

    objects = ProfessionalFileQuerySet.as_manager()

    def __str__(self) -> str:
        return f"file of professional {self.professional_id}"
