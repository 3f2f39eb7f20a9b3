"""The certifying bodies: the orders, and each institution that operates a child and youth protection centre."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from parvis.law.kernel.text import Text
from parvis.roster.kinds import CERTIFIERS


class CertifyingBody(models.Model):
    """A body that certifies. `slug` is the organization for which its officers act (`people.Membership.organization`);
    `certifier` is what the law calls it: an order by its name, `cpej` for the board of an institution.
    """

    slug = models.CharField(max_length=120, primary_key=True)
    certifier = models.CharField(max_length=30)
    name_fr = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(certifier__in=tuple(CERTIFIERS)),
                name="body_certifier_known",
                violation_error_message="This certifier does not exist.",
            ),
            models.UniqueConstraint(
                fields=["certifier"],
                condition=~Q(certifier="cpej"),
                name="body_one_per_order",
                violation_error_message="An order is one certifying body.",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def name(self) -> Text:
        """Its name in both languages."""
        return Text(self.name_fr, self.name_en)


class Offer(models.Model):
    """What a certifying body organizes for its mediators (r. 0.7, s. 5): a course, or access to supervision."""

    body = models.ForeignKey(CertifyingBody, models.PROTECT, related_name="offers")
    kind = models.CharField(max_length=12)
    title_fr = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    subject = models.CharField(max_length=30, blank=True)
    hours = models.PositiveSmallIntegerField(null=True)
    first_day = models.DateField()
    last_day = models.DateField()
    given_by = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=300, blank=True)
    added_by = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("course", "supervision")),
                name="offer_kind_known",
                violation_error_message="A body organizes courses and access to supervision.",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=models.F("first_day")),
                name="offer_days_in_order",
                violation_error_message="An offer ends on the day it begins, or later.",
            ),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"
