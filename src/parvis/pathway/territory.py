"""In which district: the place that the law points to, and its courthouses as the places know them."""

from __future__ import annotations

from datetime import time

from parvis.law.kernel.decision import Decision
from parvis.law.kernel.text import Text
from parvis.pathway.hours import clock
from parvis.pathway.parts import CourtPlace, Territory
from parvis.pathway.situation import Situation
from parvis.pathway.standing import basis
from parvis.places.models import OFFICIAL_SEARCH, Courthouse, District


def all_court_places() -> dict[str, tuple[CourtPlace, ...]]:
    """The courthouses, service points and places of the travelling court of each district, in one query."""
    order = {"courthouse": 0, "service_point": 1, "itinerant": 2}
    found: dict[str, list[tuple[int, CourtPlace]]] = {}
    for place in Courthouse.objects.order_by("key"):
        shown = CourtPlace(
            place.slug,
            place.name,
            place.designation,
            place.address,
            place.postal_code,
            place.phone,
            _hours(place),
            place.note,
            place.confirmed,
        )
        found.setdefault(place.district_id, []).append((order[place.kind], shown))
    return {slug: tuple(one for _, one in sorted(each, key=lambda pair: pair[0])) for slug, each in found.items()}


def district_names() -> dict[str, str]:
    """The 36 districts by slug."""
    return dict(District.objects.in_order().values_list("slug", "name"))


def _hours(place: Courthouse) -> Text | None:
    if not place.hours:
        return None
    spans = [(clock(time.fromisoformat(first)), clock(time.fromisoformat(last))) for first, last in place.hours]
    return Text(
        "du lundi au vendredi, " + " et ".join(f"de {first.fr} à {last.fr}" for first, last in spans),
        "Monday to Friday, " + " and ".join(f"{first.en} to {last.en}" for first, last in spans),
    )


def territory_of(
    situation: Situation, decision: Decision | None, places: tuple[CourtPlace, ...], name: str
) -> Territory:
    """The district of the file, or where to look it up. `decision`: the law's answer, before anything is filed."""
    place = situation.forum
    slug = decision.outcome["district"] if decision else situation.district
    sure = bool(place and place.sure)
    bases = tuple(basis(finding.norm) for finding in decision.findings if finding.holds) if decision else ()
    unconfirmed = bool(slug and not sure)
    return Territory(
        _sentence(situation, decision, slug, name), slug, name, places, bases, OFFICIAL_SEARCH, unconfirmed
    )


def _sentence(situation: Situation, decision: Decision | None, slug: str | None, name: str) -> Text:
    if slug is None:
        return Text(
            "Nous ne savons pas dans quel district va le dossier. Le site du ministère de la Justice le dit à partir "
            "de la municipalité.",
            "We do not know in which district the file goes. The site of the Ministère de la Justice tells it from "
            "the municipality.",
        )
    if decision is None:
        return Text("Votre dossier est dans le district de {name}.", "Your file is in the district of {name}.").fill(
            name=name
        )
    whose = (
        Text("celui du consommateur", "the consumer's")
        if decision.outcome["forum"] == "consumer"
        else Text("celui de l'autre partie", "the other party's")
        if situation.is_claimant
        else Text("le vôtre", "yours")
    )
    return Text(
        "La demande va au district de {name} : {whose}.", "The claim goes to the district of {name}: {whose}."
    ).fill(name=name, whose=whose)
