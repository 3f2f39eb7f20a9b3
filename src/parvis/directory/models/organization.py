"""Organizations and their places."""

from django.db import models

from parvis.directory import vocabulary
from parvis.directory.models.values import Both, both_or_neither, both_said, one_of
from parvis.places.models import Courthouse, District


class Record(models.Model):
    """What every published record has: the digest of what it says, that of the file it was loaded from, when it changed.

    A record whose two digests differ was edited by a keeper since the last load; the loader then only proposes.
    """

    digest = models.CharField(max_length=64)
    loaded_digest = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def edited(self) -> bool:
        """Whether a keeper changed it since the files were last loaded."""
        return self.digest != self.loaded_digest


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """Reads of the organizations."""

    def by_name(self, lang: str) -> "OrganizationQuerySet":
        """In the alphabetical order of a language, accents and case aside."""
        return self.order_by(f"key_{lang}", "pk")

    def of_kind(self, *kinds: str) -> "OrganizationQuerySet":
        """Of one of these kinds; all where none is given."""
        return self.filter(kind__in=kinds) if kinds else self

    def in_district(self, slug: str) -> "OrganizationQuerySet":
        """That serve a district, those of the whole province included."""
        there = Organization.districts.through.objects.filter(organization=models.OuterRef("pk"), district=slug)
        return self.filter(models.Q(territory_scope="province") | models.Exists(there))

    def listed(self) -> "OrganizationQuerySet":
        """With all that a list or a page shows of each, in a constant number of queries."""
        return self.select_related("parent").prefetch_related(
            "districts", "locations__district", "locations__courthouse"
        )


class Organization(Record):
    """A body that helps, or that stands behind a service. Its identifier (`ORG-35`) is never used again."""

    id = models.CharField(primary_key=True, max_length=20)
    slug = models.SlugField(unique=True, max_length=120)
    kind = models.CharField(max_length=40)
    name_fr = models.TextField()
    name_en = models.TextField()
    also_known_as = models.JSONField(default=list)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    origin = models.CharField(max_length=20)
    description_fr = models.TextField()
    description_en = models.TextField()
    territory_scope = models.CharField(max_length=20)
    territory_words_fr = models.TextField(blank=True)
    territory_words_en = models.TextField(blank=True)
    districts = models.ManyToManyField(District, related_name="organizations")
    courthouses = models.ManyToManyField(Courthouse, related_name="organizations")
    web = models.CharField(blank=True, max_length=500)
    phone = models.CharField(blank=True, max_length=60)
    email = models.CharField(blank=True, max_length=200)
    source_lines = models.JSONField(default=list)
    as_of = models.DateField()
    key_fr = models.TextField()
    key_en = models.TextField()

    name = Both()
    description = Both()
    territory_words = Both()

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("kind", vocabulary.ORGANIZATION_KINDS, "organization_kind_known"),
            one_of("origin", vocabulary.ORIGINS, "organization_origin_known"),
            one_of("territory_scope", vocabulary.SCOPES, "organization_scope_known"),
            both_said("name", "organization_name_said"),
            both_said("description", "organization_description_said"),
            both_or_neither("territory_words", "organization_territory_words_both"),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="organization_not_its_own_parent",
                violation_error_message="An organization is not part of itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.name_fr}"


class LocationQuerySet(models.QuerySet["Location"]):
    """Reads of the places of organizations."""

    def listed(self) -> "LocationQuerySet":
        """With what a list shows of each, in their own order."""
        return self.select_related("organization", "district", "courthouse").order_by("pk")


class Location(models.Model):
    """A place of an organization, as far as it is known: any part of the address may be missing."""

    id = models.CharField(primary_key=True, max_length=120)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="locations")
    name_fr = models.TextField(blank=True)
    name_en = models.TextField(blank=True)
    street = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postal_code = models.CharField(max_length=10, blank=True)
    district = models.ForeignKey(District, null=True, on_delete=models.PROTECT, related_name="locations")
    courthouse = models.ForeignKey(Courthouse, null=True, on_delete=models.PROTECT, related_name="locations")
    hours_fr = models.TextField(blank=True)
    hours_en = models.TextField(blank=True)
    source = models.TextField(blank=True)
    confidence = models.CharField(max_length=10, blank=True)

    name = Both()
    hours = Both()

    objects = LocationQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("confidence", vocabulary.CONFIDENCES, "location_confidence_known", or_unknown=True),
            both_or_neither("name", "location_name_both"),
            both_or_neither("hours", "location_hours_both"),
        ]

    def __str__(self) -> str:
        return self.pk

    @property
    def address(self) -> str:
        """The address on one line, with what is known of it."""
        return ", ".join(part for part in (self.street, self.town, self.postal_code) if part)
