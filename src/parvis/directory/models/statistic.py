"""Figures: never a percentage without what it is a percentage of, or the words that this is not known."""

from decimal import Decimal

from django.db import models

from parvis.directory import vocabulary
from parvis.directory.models.organization import Organization, Record
from parvis.directory.models.service import Service
from parvis.directory.models.values import Both, both_or_neither, both_said, one_of
from parvis.places.models import Courthouse, District


class StatisticQuerySet(models.QuerySet["Statistic"]):
    """Reads of the figures."""

    def in_order(self) -> "StatisticQuerySet":
        """Those that share a measure and a base side by side, then by period."""
        return self.order_by("measure", "base", models.F("period_from").asc(nulls_last=True), "pk")

    def in_district(self, slug: str = "") -> "StatisticQuerySet":
        """About a district by name; figures for the whole province are not about it."""
        there = Statistic.districts.through.objects.filter(statistic=models.OuterRef("pk"), district=slug)
        return self.filter(models.Exists(there)) if slug else self

    def listed(self) -> "StatisticQuerySet":
        """With all that a list shows of each, in a constant number of queries."""
        return self.select_related("service", "organization").prefetch_related("districts", "courthouses")


class Statistic(Record):
    """A figure as its source states it, its parts, its period, and what comes of doing the sum again."""

    id = models.CharField(primary_key=True, max_length=20)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="statistics")
    service = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="statistics")
    name_fr = models.TextField()
    name_en = models.TextField()
    stated_fr = models.TextField()
    stated_en = models.TextField()
    measure = models.CharField(max_length=30)
    unit = models.CharField(max_length=30)
    base = models.CharField(max_length=60, blank=True)
    numerator = models.DecimalField(null=True, max_digits=14, decimal_places=2)
    numerator_max = models.DecimalField(null=True, max_digits=14, decimal_places=2)
    numerator_approximate = models.BooleanField(null=True)
    numerator_words_fr = models.TextField(blank=True)
    numerator_words_en = models.TextField(blank=True)
    denominator = models.DecimalField(null=True, max_digits=14, decimal_places=2)
    denominator_max = models.DecimalField(null=True, max_digits=14, decimal_places=2)
    denominator_approximate = models.BooleanField(null=True)
    denominator_words_fr = models.TextField(blank=True)
    denominator_words_en = models.TextField(blank=True)
    percent = models.DecimalField(null=True, max_digits=6, decimal_places=2)
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    period_words_fr = models.TextField()
    period_words_en = models.TextField()
    territory_scope = models.CharField(max_length=20)
    territory_words_fr = models.TextField(blank=True)
    territory_words_en = models.TextField(blank=True)
    districts = models.ManyToManyField(District, related_name="statistics")
    courthouses = models.ManyToManyField(Courthouse, related_name="statistics")
    verdict = models.CharField(max_length=30)
    recomputation_fr = models.TextField()
    recomputation_en = models.TextField()
    source_lines = models.JSONField(default=list)

    name = Both()
    stated = Both()
    numerator_words = Both()
    denominator_words = Both()
    period_words = Both()
    territory_words = Both()
    recomputation = Both()

    objects = StatisticQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("measure", vocabulary.MEASURES, "statistic_measure_known"),
            one_of("unit", vocabulary.UNITS, "statistic_unit_known"),
            one_of("verdict", vocabulary.VERDICTS, "statistic_verdict_known"),
            one_of("territory_scope", vocabulary.SCOPES, "statistic_scope_known"),
            *(
                both_said(text, f"statistic_{text}_said")
                for text in ("name", "stated", "period_words", "recomputation")
            ),
            both_or_neither("numerator_words", "statistic_numerator_words_both"),
            both_or_neither("denominator_words", "statistic_denominator_words_both"),
            models.CheckConstraint(
                condition=models.Q(percent=None) | models.Q(percent__gte=0, percent__lte=100),
                name="statistic_percent_possible",
                violation_error_message="A percentage lies between 0 and 100.",
            ),
            models.CheckConstraint(
                condition=models.Q(percent=None) | ~models.Q(denominator_words_fr="") | ~models.Q(denominator=None),
                name="statistic_percent_of_something",
                violation_error_message="A percentage says of what it is one, or that this is not known.",
            ),
            models.CheckConstraint(
                condition=models.Q(period_from=None)
                | models.Q(period_to=None)
                | models.Q(period_from__lte=models.F("period_to")),
                name="statistic_period_in_order",
                violation_error_message="A period ends after it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.name_fr}"

    @property
    def ratio(self) -> Decimal | None:
        """Numerator over denominator in per cent, where both are exact and known: the figure that can be drawn."""
        if self.numerator is None or not self.denominator or self.numerator_max or self.denominator_max:
            return None
        if self.numerator_approximate or self.denominator_approximate or not self.measure.endswith("_rate"):
            return None
        return round(100 * self.numerator / self.denominator, 2)
