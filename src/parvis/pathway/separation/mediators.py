"""The nearest certified mediators, from the public register: only what the register itself shows."""

from __future__ import annotations

from datetime import date

from parvis.pathway.parts import NearMediator, NearMediators
from parvis.pathway.separation.situation import Couple
from parvis.roster.register import Listed, search_register

#: How many are shown; the register has the others.
SHOWN = 4
_AT_A_DISTANCE = ("phone", "online")


def mediators_near(couple: Couple, on: date) -> NearMediators:
    """Those certified on a day in a couple's district, language and way to meet; where none is, those who work at a distance."""
    language = couple.languages[0] if len(couple.languages) == 1 else ""
    district, remote = couple.district or "", _wanted(couple)
    near = search_register(on=on, district=district, language=language, remote=remote, limit=SHOWN)
    wider = not near.total and bool(district)
    if wider:
        district, remote = "", True
        near = search_register(on=on, language=language, remote=remote, limit=SHOWN)
    total = near.total
    if remote and district:  # the district is no filter of the register at a distance
        district, total = "", search_register(on=on, language=language, remote=True, limit=0).total
    how = "" if remote is None else "remote" if remote else "in_person"
    wishes = (("district", district), ("language", language), ("how", how))
    return NearMediators(
        tuple(_line(one) for one in near.rows), total, wider, tuple(each for each in wishes if each[1])
    )


def _wanted(couple: Couple) -> bool | None:
    """At a distance, in person, or no matter."""
    at_a_distance = any(one in couple.channels for one in _AT_A_DISTANCE)
    in_person = "in_person" in couple.channels
    return at_a_distance if at_a_distance != in_person else None


def _line(one: Listed) -> NearMediator:
    return NearMediator(
        name=one.name,
        profession=one.profession,
        certifier=one.certifier,
        languages=one.languages,
        ways=one.ways,
        districts=one.districts,
        phone=one.phone,
        slug=one.slug,
        accepting=one.accepting,
    )
