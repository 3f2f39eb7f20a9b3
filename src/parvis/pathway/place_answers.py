"""The answer to "which municipality?": resolved to a judicial district, asked about, or left unknown; never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from parvis.law.kernel.text import Text
from parvis.pathway.catalogue import Option
from parvis.pathway.inputs import Unclear
from parvis.places.models import OFFICIAL_SEARCH, District, Municipality, MunicipalityDistrict
from parvis.places.resolve import Found, Resolution, resolve_municipality, resolve_place

#: The value that stands for "none of those" among the candidates.
NONE_OF_THESE = "none"


@dataclass(frozen=True, slots=True)
class PlaceTyped:
    """What a form sent: the text typed, the candidate chosen, the district picked from the list of 36."""

    text: str
    choice: str = ""
    district: str = ""


class PlaceUnclear(Unclear):
    """Several places, several districts, or none: `options` to choose from; `official` says where to look."""

    def __init__(self, text: Text, options: tuple[Option, ...] = (), official: Text | None = None) -> None:
        super().__init__(text)
        self.options = options
        self.official = official


def read_place(typed: PlaceTyped) -> dict[str, Any]:
    """The place as it is kept: name, district (a slug), sure (False where no published source says it).

    `PlaceUnclear` where the person has to choose, or where nothing is known.
    """
    if typed.district:
        return _of_district(typed.district)
    if typed.choice and typed.choice != NONE_OF_THESE:
        code, _, district = typed.choice.partition(":")
        return _kept(resolve_municipality(code), district)
    if not typed.text.replace("\x00", "").strip():
        raise PlaceUnclear(
            Text(
                "Écrivez le nom d'une municipalité, ou choisissez un district.",
                "Write the name of a municipality, or choose a district.",
            )
        )
    if typed.choice == NONE_OF_THESE:
        raise _unknown(())
    return _kept(resolve_place(typed.text), "")


def _of_district(slug: str) -> dict[str, Any]:
    # Looked for among the 36 here: PostgreSQL refuses some of what a form can send (U+0000).
    district = next((one for one in District.objects.in_order() if one.slug == slug), None)
    if district is None:
        raise PlaceUnclear(Text("Choisissez un district de la liste.", "Choose a district in the list."))
    name = Text(f"district de {district.name}", f"district of {district.name}")
    return {"name": district.name, "district": district.slug, "sure": True, "picked": True, "label": name.as_json()}


def _kept(found: Resolution, chosen_district: str) -> dict[str, Any]:
    if found.found is Found.UNKNOWN:
        raise _unknown(found.others)
    if found.found is Found.SEVERAL:
        raise PlaceUnclear(
            Text(
                "Ce nom peut désigner plus d'un endroit. Choisissez le vôtre.",
                "This name may stand for more than one place. Choose yours.",
            )
            if len(found.municipalities) > 1
            else Text("Est-ce bien cet endroit\u00a0?", "Is this the place?"),
            _municipalities(found.municipalities),
        )
    place = found.municipalities[0]  # ONE and TWO_DISTRICTS hold exactly one
    by_slug = {belonging.district_id: belonging for belonging in found.belongings}
    if chosen_district and chosen_district not in by_slug:
        raise PlaceUnclear(
            Text(
                "Ce district n'est pas celui de {name}. Choisissez parmi ce qui est proposé.",
                "This district is not the one of {name}. Choose among what is offered.",
            ).fill(name=place.name),
            tuple(_in_district(place, one) for one in by_slug.values()),
            OFFICIAL_SEARCH,
        )
    if len(by_slug) > 1 and not chosen_district:
        raise PlaceUnclear(
            Text(
                "{name} peut être dans plus d'un district judiciaire. Choisissez le bon si vous le connaissez.",
                "{name} may be in more than one judicial district. Choose the right one if you know it.",
            ).fill(name=place.name),
            tuple(_in_district(place, one) for one in by_slug.values()),
            OFFICIAL_SEARCH,
        )
    belonging = by_slug.get(chosen_district) or next(iter(by_slug.values()), None)
    if belonging is None:
        return {"name": place.name, "district": None, "sure": False}
    return {"name": place.name, "district": belonging.district_id, "sure": belonging.confirmed or bool(chosen_district)}


def _in_district(place: Municipality, belonging: MunicipalityDistrict) -> Option:
    name = belonging.district.name
    return Option(f"{place.code}:{belonging.district_id}", Text(f"District de {name}", f"District of {name}"))


def _municipalities(places: tuple[Municipality, ...]) -> tuple[Option, ...]:
    return tuple(Option(place.code, Text(place.name, place.name), place.where) for place in places)


def _unknown(others: tuple[Municipality, ...]) -> PlaceUnclear:
    return PlaceUnclear(
        Text(
            "Nous ne connaissons pas ce nom. Vérifiez-le, choisissez un district dans la liste, ou passez cette "
            "question.",
            "We do not know this name. Check it, choose a district in the list, or skip this question.",
        ),
        _municipalities(others),
        OFFICIAL_SEARCH,
    )


def districts() -> list[Option]:
    """The 36 districts, to pick from."""
    return [Option(one.slug, Text(one.name, one.name), None) for one in District.objects.in_order()]
