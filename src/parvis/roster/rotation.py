"""Whose turn it is to be designated in a district: those certified today who accept files, the longest without a designation first.

No text sets an order. A turn counts from the moment it is offered, whatever the answer: to decline does not keep one's place.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, Max, OuterRef, QuerySet

from parvis.roster.models import Certification, Couple, Designation, StandingPeriod
from parvis.roster.models.mandate import DesignationQuerySet


def in_turn(district: str, *, on: date, couple: Couple, decided: date) -> QuerySet[Certification]:
    """The family certifications in force in a district, in their turn; `last`: the last time each person was designated.

    One line a person, where two bodies certify them. Not those who were already designated for this referral.
    """
    held = StandingPeriod.objects.on(on).filter(status="certified", kind="family_mediation")
    other = held.filter(professional=OuterRef("professional"), certification__lt=OuterRef("pk"))
    asked = Designation.objects.filter(
        couple=couple, referred_on=decided, mediator__professional=OuterRef("professional")
    )
    found = Certification.objects.filter(
        ~Exists(other),
        ~Exists(asked),
        Exists(held.filter(certification=OuterRef("pk"))),
        professional__accepting=True,
        professional__districts__contains=[district],
    )
    turns = found.annotate(last=Max("professional__certifications__designations__offered_at"))
    return turns.select_related("professional", "body").order_by(
        F("last").asc(nulls_first=True), "professional__name_key", "pk"
    )


def no_longer_certified(designations: DesignationQuerySet, on: date) -> DesignationQuerySet:
    """Those that wait for a mediator whose certification is not in force that day: the Service takes them up again."""
    held = StandingPeriod.objects.on(on).filter(status="certified", certification=OuterRef("mediator"))
    return designations.filter(~Exists(held), state__in=("offered", "accepted"))
