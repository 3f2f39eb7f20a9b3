"""From what a person types to a municipality and its judicial district.

The answer is one municipality, several to choose from, one that may be in two districts, or unknown: never a guess
passed off as a fact. What is typed is neither kept nor logged.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum

from parvis.law.kernel.text import Text
from parvis.places.models import (
    OFFICIAL_SEARCH,
    District,
    Municipality,
    MunicipalityDistrict,
    MunicipalityName,
)
from parvis.places.names import LONGEST_KEY, fold, without_civic_prefix, words

#: More than this is not the name of a place: a paste gone wrong, answered at once without looking at it.
LONGEST_TYPED = 200
#: How many candidates are shown; the total is always said.
SHOWN = 20
#: How close a misspelt name must be to be suggested (1 is the same).
CLOSE_ENOUGH = 0.78
SUGGESTED = 5

_POSTAL_CODE = re.compile(r"\b[a-z]\d[a-z] ?\d[a-z]\d\b", re.IGNORECASE)
_PARTS = re.compile(r"[,;()\n\r\t/]+")
_ABROAD = {"qc", "pq", "canada", "ca", "provincedequebec", "provinceofquebec"}


class Found(StrEnum):
    """What kind of answer a resolution is."""

    ONE = "one"
    SEVERAL = "several"
    TWO_DISTRICTS = "two_districts"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was found for a typed name.

    ONE: one municipality, one district. TWO_DISTRICTS: one municipality, two or more possible districts (`belongings`,
    likeliest first). SEVERAL: candidates to choose from, `total` of them; there
    may be one, where its name is not the one typed. UNKNOWN: nothing; `others` are then close names.
    `others` in the first three: places of a similar name, in case another was meant.
    """

    found: Found
    municipalities: tuple[Municipality, ...] = ()
    total: int = 0
    others: tuple[Municipality, ...] = ()
    official_search: Text = OFFICIAL_SEARCH

    @property
    def municipality(self) -> Municipality | None:
        """The municipality, where there is only one."""
        return self.municipalities[0] if self.found in (Found.ONE, Found.TWO_DISTRICTS) else None

    @property
    def belongings(self) -> tuple[MunicipalityDistrict, ...]:
        """The possible districts of the one municipality, each with its confidence and source; empty otherwise."""
        return tuple(self.municipality.belongings.all()) if self.municipality else ()

    @property
    def district(self) -> District | None:
        """The district, where all that was found leads to the same one: there is then nothing to ask."""
        if self.found is Found.UNKNOWN or self.total > len(self.municipalities):
            return None
        districts = {belonging.district for place in self.municipalities for belonging in place.belongings.all()}
        return districts.pop() if len(districts) == 1 else None

    @property
    def confirmed(self) -> bool:
        """True where there is one district and a text or a publication says so; otherwise, say "unconfirmed"."""
        if self.district is None:
            return False
        return all(belonging.confirmed for place in self.municipalities for belonging in place.belongings.all())


def resolve_municipality(code: str) -> Resolution:
    """The answer for a municipality chosen from a list; unknown for a code that is not one."""
    if not re.fullmatch(r"[a-z0-9-]{1,20}", code):
        return Resolution(Found.UNKNOWN)
    place = Municipality.objects.with_districts().filter(code=code).first()
    return _one(place) if place else Resolution(Found.UNKNOWN)


def resolve_place(typed: str) -> Resolution:
    """The answer for what a person typed: a name, a former name, a name and its region, the end of an address."""
    if len(typed) > LONGEST_TYPED:
        return Resolution(Found.UNKNOWN)
    parts = _parts_of(typed)
    if not parts:
        return Resolution(Found.UNKNOWN)
    whole = _resolve_name(" ".join(parts), ())
    if whole.found is not Found.UNKNOWN:
        return whole
    if len(parts) == 1:
        return _without_quebec(parts[0]) or whole
    for number, part in enumerate(parts):
        hints = tuple(fold(other) for place, other in enumerate(parts) if place != number)
        answer = _resolve_name(part, hints, exact=True)
        if answer.found is not Found.UNKNOWN:
            return answer
    return whole


def _parts_of(typed: str) -> list[str]:
    without_code = _POSTAL_CODE.sub(" ", typed)
    parts = [without_civic_prefix(part) for part in _PARTS.split(without_code)]
    parts = [_without_province(part) for part in parts]
    parts = [part for part in parts if fold(part) and fold(part) not in _ABROAD]
    if len(parts) > 1 and fold(parts[-1]) == "quebec":
        parts.pop()
    names = [part for part in parts if not any(letter.isdigit() for letter in part)]
    return names or parts


def _without_quebec(part: str) -> Resolution | None:
    name = part.removesuffix(" quebec")
    return _resolve_name(name, (), exact=True) if name != part else None


def _without_province(part: str) -> str:
    found = words(part)
    while len(found) > 1 and found[-1] in _ABROAD:
        found.pop()
    return " ".join(found)


def _resolve_name(name: str, hints: tuple[str, ...], *, exact: bool = False) -> Resolution:
    """The answer for one name; `hints` are words that may tell homonyms apart, `exact` leaves out what only begins so."""
    same = list(Municipality.objects.search(name, worst=1).with_districts()[: SHOWN + 1])
    if len(same) > 1:
        same = _told_apart(same, hints)
    if len(same) == 1:
        others = Municipality.objects.search(name, worst=3).exclude(pk=same[0].pk).with_districts()
        if same[0].rank == 0 or exact or not others:
            return _one(same[0], tuple(others[:SUGGESTED]))
        # A former name that other names begin with ("Saint-Jean"): which one is meant is for the person to say.
        return Resolution(Found.SEVERAL, (same[0], *others[: SHOWN - 1]), 1 + others.count())
    if exact:
        return Resolution(Found.SEVERAL, tuple(same), len(same)) if same else Resolution(Found.UNKNOWN)
    matches = Municipality.objects.search(name)
    total = matches.count()
    if total == 0:
        return Resolution(Found.UNKNOWN, others=_close_to(name))
    shown = tuple(matches.with_districts()[:SHOWN])
    return Resolution(Found.SEVERAL, shown, total)  # even one: it only begins so, or holds the name


def _told_apart(places: list[Municipality], hints: tuple[str, ...]) -> list[Municipality]:
    def fits(place: Municipality) -> bool:
        where = fold(place.territory) + " " + fold(place.region) + " " + fold(place.designation.fr)
        return any(len(hint) >= 4 and hint in where for hint in hints)

    return [place for place in places if fits(place)] or places


def _one(place: Municipality, others: tuple[Municipality, ...] = ()) -> Resolution:
    several = len(place.belongings.all()) > 1
    return Resolution(Found.TWO_DISTRICTS if several else Found.ONE, (place,), 1, others)


def _close_to(name: str) -> tuple[Municipality, ...]:
    key = fold(name)
    if not 4 <= len(key) < LONGEST_KEY:
        return ()
    by_key = dict(MunicipalityName.objects.order_by("present").values_list("key", "municipality_id"))
    close = difflib.get_close_matches(key, by_key, n=SUGGESTED, cutoff=CLOSE_ENOUGH)
    codes = list(dict.fromkeys(by_key[known] for known in close))
    found = Municipality.objects.with_districts().in_bulk(codes)
    return tuple(found[code] for code in codes)
