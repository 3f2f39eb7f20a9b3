"""The public register: who is certified on a day. Somebody appears because a certification is in force, and for no other reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from parvis.law.kernel.text import Text
from parvis.places.models import District
from parvis.roster.kinds import CERTIFICATIONS, LANGUAGES, PROFESSIONS
from parvis.roster.models import Professional, StandingPeriod
from parvis.roster.names import name_key

#: Only so much of a name that is typed is read, and only so many words of it.
LONGEST_TEXT, MOST_WORDS = 120, 6
IN_PERSON, REMOTE = Text("en personne", "in person"), Text("à distance", "remotely")


@dataclass(frozen=True, slots=True)
class Certified:
    """A certification in force: for what, by whom, since which day without interruption."""

    kind: str
    body: Text
    body_slug: str
    background: str
    since: date


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the register: what the public may know of somebody who is certified that day."""

    slug: str
    name: str
    profession: Text
    held: tuple[Certified, ...]
    languages: tuple[Text, ...]
    ways: tuple[Text, ...]
    districts: tuple[str, ...]
    place: str
    phone: str
    email: str
    website: str
    accepting: bool
    record: Professional

    @property
    def kinds(self) -> tuple[Text, ...]:
        """What they are certified for."""
        return tuple(CERTIFICATIONS[kind] for kind in dict.fromkeys(one.kind for one in self.held))

    @property
    def certifiers(self) -> tuple[Text, ...]:
        """Who certifies them."""
        return tuple({one.body_slug: one.body for one in self.held}.values())

    @property
    def certifier(self) -> Text:
        """Who certifies them, in one line."""
        return Text(", ".join(one.fr for one in self.certifiers), ", ".join(one.en for one in self.certifiers))


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the register: how many there are in all, and those of the page."""

    total: int
    rows: tuple[Listed, ...]


def search_register(  # noqa: PLR0913 - the filters of the register
    *,
    on: date,
    kind: str = "family_mediation",
    district: str = "",
    language: str = "",
    remote: bool | None = None,
    text: str = "",
    background: str = "",
    limit: int = 20,
    offset: int = 0,
) -> Found:
    """Those certified on a day, by name. `kind`: "" for all of them; `remote`: True at a distance, False in person.

    `district`: a slug; `language`: a code; `background`: a code of `BACKGROUNDS`; `text`: words of the name.
    """
    people = Professional.objects.all()
    if district:
        people = people.filter(districts__contains=[district])
    if language:
        people = people.filter(languages__contains=[language])
    if remote is not None:
        people = people.filter(remote=True) if remote else people.filter(in_person=True)
    for word in name_key(text[:LONGEST_TEXT]).split()[:MOST_WORDS]:
        people = people.filter(name_key__contains=word)
    found = people.filter(_certified(on, kind, background))
    total = found.count()
    rows = listed(found.order_by("name_key", "pk")[offset : offset + limit], on) if total > offset else ()
    return Found(total, rows)


def counted_by_district(on: date, kind: str) -> Counter[str]:
    """How many of those certified on a day say that they receive people in each district (by slug)."""
    held = Professional.objects.filter(_certified(on, kind, ""), in_person=True).values_list("districts", flat=True)
    return Counter(slug for each in held.iterator(chunk_size=5_000) for slug in set(each))


def _certified(on: date, kind: str, background: str) -> Q:
    """Whether somebody holds a certification in force on a day.

    Since their last act, what that act left says it; for a day before it, their periods do. The two never differ.
    """
    code = f"{kind or '*'}:{background}" if background else kind or "*"
    before = _held(on, kind, background).values("professional")
    # In this order: the periods are only read where somebody's last act came after that day.
    return Q(standing_day__lte=on, in_force__contains=[code]) | (Q(standing_day__gt=on) & Q(pk__in=before))


def _held(on: date, kind: str = "", background: str = "") -> QuerySet[StandingPeriod]:
    held = StandingPeriod.objects.on(on).filter(status="certified")
    if kind:
        held = held.filter(kind=kind)
    return held.filter(certification__background=background) if background else held


def listed(professionals: QuerySet[Professional], on: date) -> tuple[Listed, ...]:
    """The lines of some professionals, in their order; who has nothing in force on the day has no line."""
    people = list(professionals)
    periods = _held(on).filter(professional__in=people).select_related("certification__body")
    held: dict[int, list[Certified]] = {}
    for period in periods.order_by("certification__kind", "certification_id"):
        one = period.certification
        held.setdefault(one.professional_id, []).append(
            Certified(one.kind, one.body.name, one.body_id, one.background, period.days.lower)
        )
    names = district_names()
    return tuple(_line(one, tuple(held[one.pk]), names) for one in people if one.pk in held)


def district_names() -> Mapping[str, str]:
    """Every district's slug with its name, in alphabetical order."""
    return dict(District.objects.in_order().values_list("slug", "name"))


def _line(one: Professional, held: tuple[Certified, ...], names: Mapping[str, str]) -> Listed:
    ways = (*((IN_PERSON,) if one.in_person else ()), *((REMOTE,) if one.remote else ()))
    return Listed(
        one.slug,
        one.name,
        PROFESSIONS.get(one.profession, Text(one.profession, one.profession)),
        held,
        tuple(LANGUAGES[code] for code in one.languages if code in LANGUAGES),
        ways,
        tuple(names[slug] for slug in one.districts if slug in names),
        one.place,
        one.phone,
        one.email,
        one.website,
        one.accepting,
        one,
    )


def entry(slug: str, on: date) -> Listed | None:
    """The entry of somebody on a day; None where they are not on the register that day."""
    return next(iter(listed(Professional.objects.filter(slug=slug), on)), None)


def certified_on_day(name: str, day: date) -> Sequence[Listed]:
    """Those of exactly this name (accents and capitals apart) who were certified on a day. Nothing else is told of the past."""
    key = name_key(name[:LONGEST_TEXT])
    return listed(Professional.objects.filter(name_key=key).order_by("pk"), day) if key else ()
