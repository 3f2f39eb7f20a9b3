"""The nearest certified mediators, from the public register: only what the register itself shows."""

from __future__ import annotations

from datetime import date

from parvis.pathway.parts import NearMediator, NearMediators
from parvis.pathway.separation.situation import Couple
from parvis.roster.register import Found, Listed, search_register

#: How many are shown; the register has the others.
SHOWN = 4
_AT_A_DISTANCE = ("phone", "online")


def mediators_near(couple: Couple, on: date) -> NearMediators:
    """Those certified on a day in a couple's district, language and way to meet; where none is, those who work at a distance."""
    language = couple.languages[0] if len(couple.languages) == 1 else ""
    near = search_register(
        on=on, district=couple.district or "", language=language, remote=_wanted(couple), limit=SHOWN
    )
    if near.total or not couple.district:
        return _shown(near, wider=False)
    return _shown(search_register(on=on, language=language, remote=True, limit=SHOWN), wider=True)


def _wanted(couple: Couple) -> bool | None:
    """At a distance, in person, or no matter."""
    at_a_distance = any(one in couple.channels for one in _AT_A_DISTANCE)
    in_person = "in_person" in couple.channels
    return at_a_distance if at_a_distance != in_person else None


def _shown(found: Found, *, wider: bool) -> NearMediators:
    return NearMediators(tuple(_line(one) for one in found.rows), found.total, wider)


def _line(one: Listed) -> NearMediator:
    return NearMediator(
        name=one.name, profession=one.profession, certifier=one.certifier, languages=one.languages, ways=one.ways,
        districts=one.districts, phone=one.phone, slug=one.slug, accepting=one.accepting,
    )  # fmt: skip
