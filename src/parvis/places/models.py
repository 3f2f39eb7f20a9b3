"""Districts, courthouses, municipalities: what is known of each, from where, and how sure it is.

Facts coded I or M are unconfirmed and every page says so. An empty field is not known, never "none".
"""

from __future__ import annotations

import math

from django.db import models
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When

from parvis.law.kernel.text import NO_BREAK_SPACE, Text
from parvis.places.names import fold, fold_bare
from parvis.places.records import CONFIDENCES, CONFIRMED, COURTHOUSE_KINDS, MUNICIPALITY_KINDS

#: Where the Ministère de la Justice says which district a municipality is in: the answer where ours is not sure.
OFFICIAL_SEARCH = Text(
    fr="https://www.justice.gouv.qc.ca/nous-joindre/recherche-dun-district/",
    en="https://www.justice.gouv.qc.ca/en/join-us/search-for-judicial-district/",
)
EARTH_RADIUS_KM = 6371.0
_DESIGNATIONS = {
    "municipality": Text("municipalité", "municipality"),
    "city": Text("ville", "city"),
    "parish": Text("paroisse", "parish"),
    "village": Text("village", "village"),
    "township": Text("canton", "township"),
    "united-townships": Text("cantons unis", "united townships"),
    "unorganized": Text("territoire non organisé", "unorganized territory"),
    "reserve": Text("communauté autochtone (réserve)", "Indigenous community (reserve)"),
    "northern-village": Text("village nordique", "northern village"),
    "cree-village": Text("communauté crie", "Cree community"),
    "naskapi-village": Text("communauté naskapie", "Naskapi community"),
    "regional-government": Text("gouvernement régional", "regional government"),
    "community": Text("communauté autochtone", "Indigenous community"),
}
_COURT_PLACES = {
    "courthouse": Text("palais de justice", "courthouse"),
    "service_point": Text("point de service de justice", "judicial service point"),
    "itinerant": Text("lieu de la cour itinérante", "place where the travelling court sits"),
}


def _of_known(field: str, values: tuple[str, ...], name: str, sentence: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name, violation_error_message=sentence)


class Source(models.Model):
    """Where facts come from; without an address, they rest on nothing that can be opened."""

    key = models.SlugField(primary_key=True, max_length=40)
    title_fr = models.TextField()
    title_en = models.TextField()
    address = models.URLField(blank=True)
    read_on = models.DateField(null=True)

    @property
    def title(self) -> Text:
        """The title, in both languages."""
        return Text(self.title_fr, self.title_en)


class Sourced(models.Model):
    """What rests on a source, with its confidence: S official text, 2 secondary, I inferred, M general knowledge."""

    confidence = models.CharField(max_length=1)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def confirmed(self) -> bool:
        """True where an official text or a published source says it."""
        return self.confidence in CONFIRMED


class DistrictQuerySet(models.QuerySet["District"]):
    """Reads of the districts."""

    def in_order(self) -> DistrictQuerySet:
        """By name, as a French index sorts."""
        return self.order_by("key")


class District(Sourced):
    """One of the 36 judicial districts; the confidence is that of its chief place, the name itself is certain."""

    slug = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=60, unique=True)
    key = models.CharField(max_length=80)
    chief_place = models.CharField(max_length=80)
    appeal = models.CharField(max_length=10)
    label = models.CharField(max_length=4, unique=True)
    column = models.PositiveSmallIntegerField()
    row = models.PositiveSmallIntegerField()
    note_fr = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    objects = DistrictQuerySet.as_manager()

    class Meta:
        constraints = [
            _of_known("confidence", CONFIDENCES, "district_confidence_known", "This confidence code is not known."),
            _of_known(
                "appeal", ("montreal", "quebec"), "district_appeal_known", "Appeals go to Montréal or to Québec."
            ),
            models.UniqueConstraint(
                fields=["column", "row"],
                name="district_tile_unique",
                violation_error_message="Two districts cannot share a tile of the map.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def note(self) -> Text | None:
        """What is easily confused about this district, or None."""
        return Text(self.note_fr, self.note_en) if self.note_fr else None


class CourthouseQuerySet(models.QuerySet["Courthouse"]):
    """Reads of the courthouses."""

    def of_district(self, slug: str) -> CourthouseQuerySet:
        """Those of a district: courthouses first, then service points, then places of the travelling court."""
        return self.filter(district_id=slug).order_by(_rank("kind", COURTHOUSE_KINDS), "key")

    def fixed(self) -> CourthouseQuerySet:
        """Those with a counter that one can go to: not the places where the court only travels."""
        return self.exclude(kind="itinerant")

    def nearest(self, latitude: float, longitude: float) -> list[tuple[Courthouse, float]]:
        """Each with its distance in kilometres as the crow flies, nearest first; points are town centres (about 5 km)."""
        measured = [(place, place.distance_km(latitude, longitude)) for place in self.select_related("district")]
        return sorted(measured, key=lambda pair: (pair[1], pair[0].key))


def _rank(field: str, order: tuple[str, ...]) -> Case:
    return Case(
        *(When(**{field: value}, then=Value(place)) for place, value in enumerate(order)),
        default=Value(len(order)),
        output_field=IntegerField(),
    )


class Courthouse(Sourced):
    """A courthouse, a service point, or a place where the travelling court sits.

    `hours` are pairs of local times, Monday to Friday; two pairs where the counter closes at midday. `office` is the
    number of the court office, the first three digits of a file number.
    """

    slug = models.SlugField(primary_key=True, max_length=60)
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="courthouses")
    kind = models.CharField(max_length=20)
    office = models.CharField(max_length=3)
    address = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=7, blank=True)
    mailing = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    hours = models.JSONField(default=list, blank=True)
    latitude = models.DecimalField(max_digits=5, decimal_places=2)
    longitude = models.DecimalField(max_digits=5, decimal_places=2)
    note_fr = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    objects = CourthouseQuerySet.as_manager()

    class Meta:
        constraints = [
            _of_known("confidence", CONFIDENCES, "courthouse_confidence_known", "This confidence code is not known."),
            _of_known("kind", COURTHOUSE_KINDS, "courthouse_kind_known", "This kind of court place is not known."),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def note(self) -> Text | None:
        """What one must know before going, or None."""
        return Text(self.note_fr, self.note_en) if self.note_fr else None

    @property
    def designation(self) -> Text:
        """What kind of place it is, in words."""
        return _COURT_PLACES[self.kind]

    @property
    def opening(self) -> Text | None:
        """When the Superior Court counter is open, in words, or None where it is not known."""
        if not self.hours:
            return None
        french = " et ".join(f"de {_hour_fr(opens)} à {_hour_fr(closes)}" for opens, closes in self.hours)
        english = " and ".join(f"{_hour_en(opens)} to {_hour_en(closes)}" for opens, closes in self.hours)
        return Text(f"du lundi au vendredi, {french}", f"Monday to Friday, {english}")

    def distance_km(self, latitude: float, longitude: float) -> float:
        """Kilometres as the crow flies to a point in degrees."""
        here, there = math.radians(float(self.latitude)), math.radians(latitude)
        half_lat = (there - here) / 2
        half_lon = math.radians(longitude - float(self.longitude)) / 2
        chord = math.sin(half_lat) ** 2 + math.cos(here) * math.cos(there) * math.sin(half_lon) ** 2
        return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(chord))


def _hour_fr(clock: str) -> str:
    hour, minute = clock.split(":")
    return f"{int(hour)}{NO_BREAK_SPACE}h" + ("" if minute == "00" else f"{NO_BREAK_SPACE}{minute}")


def _hour_en(clock: str) -> str:
    hour, minute = clock.split(":")
    if clock == "12:00":
        return "noon"
    half = "a.m." if int(hour) < 12 else "p.m."
    return f"{(int(hour) - 1) % 12 + 1}:{minute}{NO_BREAK_SPACE}{half}"


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    """Reads of the municipalities."""

    def search(self, name: str, *, worst: int = 4) -> MunicipalityQuerySet:
        """Those whose present, former or other name begins with or contains `name`, best first; none for no letters.

        Accents, capitals, hyphens, apostrophes and "St" for "Saint" make no difference. Each row carries `rank`:
        0 its present name, 1 another name, 2 begins so, 3 another name begins so, 4 a name contains it; ranks beyond
        `worst` are left out.
        """
        key, bare = fold(name), fold_bare(name)
        if not key:
            return self.none()
        names = MunicipalityName.objects.filter(municipality=OuterRef("pk"))
        same = Q(key=key) | Q(bare_key=key) | Q(bare_key=bare)
        begins = Q(key__startswith=key) | Q(bare_key__startswith=bare)
        rank = Case(
            When(Exists(names.filter(same, present=True)), then=Value(0)),
            When(Exists(names.filter(same)), then=Value(1)),
            When(Exists(names.filter(begins, present=True)), then=Value(2)),
            When(Exists(names.filter(begins)), then=Value(3)),
            *([When(Exists(names.filter(key__contains=key)), then=Value(4))] if len(key) >= 4 else []),
            default=Value(None),
            output_field=IntegerField(),
        )
        return self.annotate(rank=rank).filter(rank__lte=worst).order_by("rank", "-population", "key", "code")

    def with_districts(self) -> MunicipalityQuerySet:
        """With their possible districts, the likeliest first, in one more query."""
        belongings = MunicipalityDistrict.objects.select_related("district", "source").order_by("rank")
        return self.prefetch_related(models.Prefetch("belongings", queryset=belongings))


class Municipality(models.Model):
    """A municipality, an Indigenous community or an unorganized territory, by its official geographic code."""

    code = models.SlugField(primary_key=True, max_length=20)
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=80, db_index=True)
    kind = models.CharField(max_length=20)
    territory = models.CharField(max_length=80)
    territory_code = models.CharField(max_length=3)
    region = models.CharField(max_length=60)
    population = models.PositiveIntegerField()
    districts = models.ManyToManyField(District, through="MunicipalityDistrict", related_name="municipalities")
    #: How its name answers a search (`MunicipalityQuerySet.search`); only there.
    rank: int

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        constraints = [
            _of_known("kind", MUNICIPALITY_KINDS, "municipality_kind_known", "This kind of municipality is not known."),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def designation(self) -> Text:
        """City, parish, northern village…, in words."""
        return _DESIGNATIONS[self.kind]

    @property
    def where(self) -> Text:
        """What tells it from its homonyms: designation, regional county municipality, region."""
        parts = list(dict.fromkeys((self.territory, self.region)))
        inside = ", ".join(part for part in parts if part != self.name)
        if not inside:
            return self.designation
        return Text(f"{self.designation.fr}, {inside}", f"{self.designation.en}, {inside}")


class MunicipalityName(models.Model):
    """A name under which a municipality is looked for: its own, that of a merged town, a borough, an older spelling."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    bare_key = models.CharField(max_length=80)
    present = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="municipality_name_once")]
        indexes = [
            models.Index(fields=["key"], name="municipality_name_key", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["bare_key"], name="municipality_name_bare", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.name


class MunicipalityDistrict(Sourced):
    """A district that a municipality is in, or may be in; rank 0 is the likeliest.

    Several rows for one municipality: the person is asked which, or sent to the Ministry's search. Each keeps its own
    confidence, since one may be published and the other only possible.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="belongings")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="belongings")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "district"], name="municipality_district_once"),
            models.UniqueConstraint(fields=["municipality", "rank"], name="municipality_rank_once"),
            _of_known("confidence", CONFIDENCES, "belonging_confidence_known", "This confidence code is not known."),
        ]
