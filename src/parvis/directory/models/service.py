"""Services: what is offered, to whom, where, and how to reach it."""

from datetime import date

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from parvis.directory import vocabulary
from parvis.directory.models.organization import Location, Organization, Record
from parvis.directory.models.service_reads import ServiceQuerySet
from parvis.directory.models.values import Both, both_or_neither, both_said, codes, last_day_of, one_of, some_of
from parvis.directory.recurrence import Occurrence, next_of
from parvis.law.kernel.money import Money
from parvis.places.models import Courthouse, District


def _search(lang: str) -> models.Expression:
    """The name weighs most, then what the service does, then everything else that is said of it."""
    config = f"parvis_{lang}"
    return (
        SearchVector(f"name_{lang}", weight="A", config=config)
        + SearchVector(f"summary_{lang}", weight="B", config=config)
        + SearchVector(f"words_{lang}", weight="C", config=config)
    )


class Service(Record):
    """A service, a tool or a publication. Its identifier (`SVC-097`) is never used again; what is empty is not known."""

    id = models.CharField(primary_key=True, max_length=20)
    slug = models.SlugField(unique=True, max_length=120)
    kind = models.CharField(max_length=40)
    status = models.CharField(max_length=20)
    name_fr = models.TextField()
    name_en = models.TextField()
    summary_fr = models.TextField()
    summary_en = models.TextField()
    details_fr = models.TextField(blank=True)
    details_en = models.TextField(blank=True)
    organizations = models.ManyToManyField(Organization, through="Involvement", related_name="services")
    territory_scope = models.CharField(max_length=20)
    territory_words_fr = models.TextField(blank=True)
    territory_words_en = models.TextField(blank=True)
    districts = models.ManyToManyField(District, related_name="services")
    courthouses = models.ManyToManyField(Courthouse, related_name="services")
    guidance = models.CharField(max_length=20)
    for_public = models.BooleanField()
    since = models.CharField(max_length=10, blank=True)
    until = models.CharField(max_length=10, blank=True)
    source_lines = models.JSONField(default=list)
    as_of = models.DateField()

    # Whom it is for
    roles = codes()
    stages = codes()
    amount_max_cents = models.BigIntegerField(null=True)
    represented = models.BooleanField(null=True)
    notice_received = models.BooleanField(null=True)
    contested = models.BooleanField(null=True)
    filed_from = models.DateField(null=True)
    consumer = models.BooleanField(null=True)
    low_income = models.BooleanField(null=True)
    selected = models.BooleanField(null=True)
    persons_only = models.BooleanField(null=True)
    subject = models.CharField(max_length=40, blank=True)
    residence_fr = models.TextField(blank=True)
    residence_en = models.TextField(blank=True)
    other_fr = models.TextField(blank=True)
    other_en = models.TextField(blank=True)
    not_stated = codes()

    # How to reach it
    languages = codes()
    languages_basis = models.CharField(max_length=10, blank=True)
    channels = codes()
    booking = models.CharField(max_length=20, blank=True)
    how_fr = models.TextField(blank=True)
    how_en = models.TextField(blank=True)
    place_fr = models.TextField(blank=True)
    place_en = models.TextField(blank=True)
    location = models.ForeignKey(Location, null=True, on_delete=models.PROTECT, related_name="services")
    capacity_fr = models.TextField(blank=True)
    capacity_en = models.TextField(blank=True)
    people_min = models.PositiveIntegerField(null=True)
    people_max = models.PositiveIntegerField(null=True)
    web = models.CharField(blank=True, max_length=500)
    web_lost = models.BooleanField(default=False)
    phone = models.CharField(blank=True, max_length=60)
    email = models.CharField(blank=True, max_length=200)

    # How it is found
    key_fr = models.TextField()
    key_en = models.TextField()
    words_fr = models.TextField(blank=True)
    words_en = models.TextField(blank=True)
    search_fr = models.GeneratedField(expression=_search("fr"), output_field=SearchVectorField(), db_persist=True)
    search_en = models.GeneratedField(expression=_search("en"), output_field=SearchVectorField(), db_persist=True)

    name = Both()
    summary = Both()
    details = Both()
    territory_words = Both()
    residence = Both()
    other = Both()
    how = Both()
    place = Both()
    capacity = Both()

    objects = ServiceQuerySet.as_manager()

    class Meta:
        indexes = [
            # Written once a load, read at every search: a list of entries still to be sorted in would be read each time.
            GinIndex(fields=["search_fr"], name="service_search_fr", fastupdate=False),
            GinIndex(fields=["search_en"], name="service_search_en", fastupdate=False),
            GinIndex(OpClass("key_fr", name="gin_trgm_ops"), name="service_alike_fr", fastupdate=False),
            GinIndex(OpClass("key_en", name="gin_trgm_ops"), name="service_alike_en", fastupdate=False),
        ]
        constraints = [
            one_of("kind", vocabulary.SERVICE_KINDS, "service_kind_known"),
            one_of("status", vocabulary.STATUSES, "service_status_known"),
            one_of("guidance", vocabulary.GUIDANCES, "service_guidance_known"),
            one_of("territory_scope", vocabulary.SCOPES, "service_scope_known"),
            one_of("subject", vocabulary.SUBJECTS, "service_subject_known", or_unknown=True),
            one_of("languages_basis", vocabulary.LANGUAGE_BASES, "service_languages_basis_known", or_unknown=True),
            one_of("booking", vocabulary.BOOKINGS, "service_booking_known", or_unknown=True),
            some_of("roles", vocabulary.ROLES, "service_roles_known"),
            some_of("stages", vocabulary.STAGES, "service_stages_known"),
            some_of("languages", vocabulary.LANGUAGES, "service_languages_known"),
            some_of("channels", vocabulary.CHANNELS, "service_channels_known"),
            some_of("not_stated", vocabulary.NOT_STATED, "service_not_stated_known"),
            both_said("name", "service_name_said"),
            both_said("summary", "service_summary_said"),
            both_or_neither("details", "service_details_both"),
            both_or_neither("territory_words", "service_territory_words_both"),
            both_or_neither("residence", "service_residence_both"),
            both_or_neither("other", "service_other_both"),
            both_or_neither("how", "service_how_both"),
            both_or_neither("place", "service_place_both"),
            both_or_neither("capacity", "service_capacity_both"),
            models.CheckConstraint(
                condition=models.Q(amount_max_cents=None) | models.Q(amount_max_cents__gt=0),
                name="service_amount_positive",
                violation_error_message="A largest amount is above zero.",
            ),
            models.CheckConstraint(
                condition=models.Q(people_min=None)
                | models.Q(people_max=None)
                | models.Q(people_min__lte=models.F("people_max")),
                name="service_people_in_order",
                violation_error_message="The fewest people are not more than the most.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.name_fr}"

    @property
    def amount_max(self) -> Money | None:
        """The largest amount that the service takes, where one is stated."""
        return None if self.amount_max_cents is None else Money(self.amount_max_cents)

    @property
    def provider(self) -> Organization:
        """The organization that gives the service (the first named)."""
        return next(one.organization for one in self.involvements.all() if one.position == 0)

    @property
    def partners(self) -> list[Organization]:
        """The other organizations behind it."""
        return [one.organization for one in self.involvements.all() if one.position > 0]

    @property
    def assured_on(self) -> date | None:
        """The last day on which somebody checked a part of this record."""
        return max((one.on for one in self.assurances.all()), default=None)

    def assurance_of(self, field: str) -> "models.Model | None":
        """The latest check of a group of facts (`costs`, `schedules` …): who, how, when; None where nobody checked it."""
        checks = [one for one in self.assurances.all() if field in one.fields]
        return max(checks, key=lambda one: one.on, default=None)

    def next_occurrences(self, on: date, count: int = 3) -> list[Occurrence]:
        """The next dates from `on` (included), each confirmed or to be confirmed; none once ended, paused or only planned."""
        if self.status not in ("active", "unclear"):
            return []
        end = last_day_of(self.until)
        found = next_of([one.as_rule() for one in self.schedules.all()], on, count)
        return [one for one in found if end is None or one.day <= end]


class Involvement(models.Model):
    """The part an organization takes in a service; the one at position 0 provides it."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="involvements")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="involvements")
    role = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            one_of("role", vocabulary.INVOLVEMENTS, "involvement_role_known"),
            models.UniqueConstraint(fields=["service", "organization"], name="involvement_once"),
            models.UniqueConstraint(fields=["service", "position"], name="involvement_one_a_position"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.organization_id} {self.role}"
