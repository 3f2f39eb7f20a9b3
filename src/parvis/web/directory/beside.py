"""What a search also finds: organizations, the districts of the places it names, bodies outside this directory."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q

from parvis.directory import vocabulary as words
from parvis.directory.models import Location, Organization, Service
from parvis.directory.search import Asked, asked
from parvis.law.kernel.text import Text, text_of
from parvis.places.models import Courthouse, District, Municipality
from parvis.places.names import fold
from parvis.places.names import words as folded
from parvis.web.cache import KEPT
from parvis.web.directory import shown
from parvis.web.pages import address

#: Organizations shown above the services; the rest are on their own page.
MOST = 6
#: The longest name of a place, in words: « Saint-Joseph-de-Beauce » has four.
_LONGEST_PLACE = 6
#: People from which a municipality’s name is read in a question: a smaller one may be an everyday word (« L’Avenir »).
_A_TOWN = 10_000
_WORD = re.compile(r"\w+")
#: Words that tell nothing apart.
_SMALL = frozenset(  # a list of so many quotes is harder to read
    "a au aux d dans de des du en et l la le les pour sur un une an and at for in near of the to".split()  # noqa: SIM905
)
_OUTSIDE = Path(__file__).with_name("outside.toml")


@dataclass(frozen=True, slots=True)
class Known:
    """What a question is compared with: the words of each organization's names and places, the districts of each place."""

    organizations: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    places: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Named:
    """The districts that a question names, and what is left of it to search."""

    districts: frozenset[str]
    rest: Asked


def known(edition: int) -> Known:
    """Read once an edition: districts and organizations are loaded with it."""
    found: Known | None = cache.get_or_set(f"beside:{edition}", _read, KEPT)
    return found or _read()


def _read() -> Known:
    organizations = {}
    for one in Organization.objects.listed():
        own = (one.name_fr, one.name_en, *one.also_known_as)
        places = [place.town for place in one.locations.all()]
        organizations[one.pk] = (frozenset(_stems(own)), frozenset(_stems(places)))
    places_: dict[str, set[str]] = {}
    pairs = [
        *District.objects.values_list("name", "slug"),
        *Courthouse.objects.values_list("name", "district"),
        *Municipality.objects.filter(population__gte=_A_TOWN, belongings__rank=0).values_list(
            "name", "belongings__district"
        ),
        *Location.objects.exclude(town="").exclude(district=None).values_list("town", "district"),
    ]
    for name, district in pairs:
        places_.setdefault(fold(name), set()).add(district)
    return Known(organizations, {key: frozenset(slugs) for key, slugs in places_.items() if key})


def _stems(texts: Iterable[str]) -> list[str]:
    """Words without accents, nor the mark of a plural: « notaires » finds « notaire »."""
    return [word.rstrip("sx") or word for text in texts for word in folded(text) if word not in _SMALL]


def organizations_named(question: Asked, lang: str, edition: int) -> list[Organization]:
    """The organizations whose names and places hold every word of the question; those named before those only placed there."""
    wanted = set(_stems([question.text]))
    if not wanted:
        return []
    hits = {
        pk: not wanted & names
        for pk, (names, places) in known(edition).organizations.items()
        if wanted <= names | places
    }
    found = Organization.objects.filter(pk__in=hits).listed().by_name(lang)
    return sorted(found, key=lambda one: hits[one.pk])


def short_card(one: Organization, lang: str, services: int | None = None) -> dict[str, Any]:
    """An organization in a few lines: kind, phone, address, web, number of services where it was counted."""
    place = next((place.address for place in one.locations.all() if place.address), "")
    return {
        "name": one.name,
        "href": address(lang, "organization", slug=one.slug),
        "kind": words.ORGANIZATION_KINDS[one.kind],
        "address": place,
        "services": services,
        **shown.reached_at(one),
    }


def named(question: Asked, edition: int) -> Named:
    """The places in a question: a district, a town with a courthouse, a town where an organization is."""
    if not question:
        return Named(frozenset(), question)
    places, written = known(edition).places, _WORD.findall(question.text)
    districts: set[str] = set()
    rest: list[str] = []
    start = 0
    while start < len(written):
        lengths = range(min(_LONGEST_PLACE, len(written) - start), 0, -1)
        length = next((each for each in lengths if fold(" ".join(written[start : start + each])) in places), 0)
        if length:
            districts |= places[fold(" ".join(written[start : start + length]))]
        else:
            rest.append(written[start])
        start += length or 1
    if not districts or not _stems(rest):
        return Named(frozenset(districts), question)
    left = asked(" ".join(rest))
    return Named(frozenset(districts), Asked(left.text, left.words, left.key, question.cut))


def centres(district: str, edition: int) -> dict[str, dict[str, Any]]:
    """The centre with a telephone in a district, by the network that it is part of; nothing where none has one."""
    if not district:
        return {}
    found: dict[str, dict[str, Any]] | None = cache.get_or_set(
        f"centres:{edition}:{district}", lambda: _centres(district), KEPT
    )
    return found or {}


def _centres(district: str) -> dict[str, dict[str, Any]]:
    there = Organization.objects.of_kind("cjp").filter(districts=district).exclude(phone="").exclude(parent=None)
    return {str(one.parent_id): {"name": one.name, "phone": one.phone} for one in there.by_name("fr")}


def numbers(edition: int) -> dict[str, int]:
    """How many records people can use or read, how many the directory holds in all, how many the Répertoire names."""
    found: dict[str, int] | None = cache.get_or_set(f"numbers:{edition}", _numbers, KEPT)
    return found or _numbers()


def _numbers() -> dict[str, int]:
    in_all: dict[str, int] = Service.objects.aggregate(
        all=Count("pk"), document=Count("pk", filter=~Q(source_lines=[]))
    )
    return {"public": Service.objects.public().count(), **in_all}


@dataclass(frozen=True, slots=True)
class Body:
    """A public body with its official site, and what it is for. `organization`: its slug where the directory has it too."""

    name: Text
    what: Text
    web: Text
    words: frozenset[str]
    organization: str


@lru_cache(maxsize=1)
def bodies() -> tuple[Body, ...]:
    """The bodies of `outside.toml`."""
    return tuple(
        Body(
            text_of(one["name"]),
            text_of(one["what"]),
            text_of(one["web"]),
            frozenset(_stems(one["words"])),
            one.get("organization", ""),
        )
        for one in tomllib.loads(_OUTSIDE.read_text("utf-8"))["bodies"]
    )


def bodies_for(question: Asked) -> list[Body]:
    """The bodies that a word of the question is about."""
    wanted = set(_stems([question.text]))
    return [one for one in bodies() if wanted & one.words]
