"""Who can help a couple, from the directory: the services whose subject is a separation, and those that say they help too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from parvis.law.kernel.text import Text
from parvis.pathway.matching import GUIDANCE, IN_LANGUAGE, at_centre, may_be_offered, next_sittings, suits
from parvis.pathway.offers import Centre, Directory, Offer
from parvis.pathway.parts import Helper
from parvis.pathway.separation.situation import Couple

#: The subject under which the directory files a service for couples who separate.
SUBJECT = "separation"
_ASK = Text(
    "Le répertoire décrit ce service pour les petites créances. Demandez s'il vaut pour une séparation.",
    "The directory describes this service for small claims. Ask whether it serves a separation.",
)
#: Services filed without that subject: one says that it serves families too, the other is general (with a doubt, said).
ALSO: Mapping[str, Text | None] = {"aide-pour-obtenir-un-mediateur": None, "information-juridique-cjp": _ASK}


def helpers_for(couple: Couple, on: date, directory: Directory) -> tuple[Helper, ...]:
    """The directory's services for a separation, those near first; what it does not say is said to be not known."""
    found = [offer for offer in directory.offers if _fits(offer, couple)]
    found.sort(key=lambda offer: (offer.subject != SUBJECT, offer.scope != "districts", offer.name.fr))
    centres = directory.centres.get(couple.district or "", ())
    return tuple(_helper(offer, couple, on, centres) for offer in found)


def _fits(offer: Offer, couple: Couple) -> bool:
    if (offer.subject != SUBJECT and offer.slug not in ALSO) or not may_be_offered(offer) or offer.status == "paused":
        return False
    return offer.scope != "districts" or couple.district in offer.districts


def _helper(offer: Offer, couple: Couple, on: date, centres: tuple[Centre, ...]) -> Helper:
    near = offer.scope == "districts"
    centre = centres[0] if offer.of_centres and centres else None
    _, wish = suits(offer, couple.languages, couple.channels)
    return Helper(
        slug=offer.slug,
        kind=offer.kind,
        name=offer.name,
        summary=offer.summary,
        provider=offer.provider,
        group="near" if near else "everywhere",
        fits=tuple(_reasons(offer, couple, near)),
        not_known=tuple(_not_known(offer, couple)),
        guidance=GUIDANCE[offer.guidance],
        cost=offer.cost,
        reach=offer.how,
        place=at_centre(centre) if centre else offer.place,
        phone=centre.phone if centre and centre.phone else offer.phone,
        web=offer.web,
        sittings=next_sittings(offer, on),
        schedule=offer.schedule,
        conditions=offer.conditions,
        maybe=ALSO.get(offer.slug) or wish,
        as_of=offer.as_of,
    )


def _reasons(offer: Offer, couple: Couple, near: bool) -> Iterator[Text]:
    if ALSO.get(offer.slug) is None:
        yield Text("pour un couple qui se sépare", "for a couple who separates")
    if near:
        yield Text("dans votre district", "in your district")
    elif offer.scope == "province":
        yield Text("partout au Québec", "everywhere in Québec")
    for lang in couple.languages:
        if lang in offer.languages and not offer.languages_implied:
            yield IN_LANGUAGE[lang]
    if offer.free:
        yield Text("gratuit", "free")


def _not_known(offer: Offer, couple: Couple) -> Iterator[Text]:
    if couple.languages and not offer.languages:
        yield Text("la langue", "the language")
    if not offer.rules and offer.schedule is None:
        yield Text("l'horaire", "the schedule")
