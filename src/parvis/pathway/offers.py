"""The directory's services and the courthouses, as plain values, loaded once an edition and kept in this process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from parvis.directory import vocabulary
from parvis.directory.models import Cost, Edition, Organization, Service
from parvis.directory.models.values import last_day_of
from parvis.directory.recurrence import Rule
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, amount
from parvis.pathway.parts import CourtPlace
from parvis.pathway.territory import all_court_places, district_names

#: Services of the network of centres that one receives at a centre.
AT_A_CENTRE = ("legal_information", "premediation", "information_session")


@dataclass(frozen=True, slots=True)
class Offer:
    """A service as matching needs it. Empty and None are "the source does not say", never "no"."""

    slug: str
    kind: str
    status: str
    name: Text
    summary: Text
    provider: Text | None
    scope: str
    districts: frozenset[str]
    guidance: str
    roles: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    amount_max: Money | None = None
    represented: bool | None = None
    notice_received: bool | None = None
    contested: bool | None = None
    filed_from: date | None = None
    consumer: bool | None = None
    low_income: bool | None = None
    selected: bool | None = None
    persons_only: bool | None = None
    subject: str = ""
    conditions: tuple[Text, ...] = ()
    not_stated: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    languages_implied: bool = False
    channels: tuple[str, ...] = ()
    how: Text | None = None
    place: Text | None = None
    phone: str = ""
    web: str = ""
    cost: Text | None = None
    free: bool = False
    rules: tuple[Rule, ...] = ()
    schedule: Text | None = None
    until: date | None = None
    as_of: date | None = None
    for_public: bool = True
    of_centres: bool = False


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre de justice de proximité that one can go to or call: name, street and town, phone; empty is not known."""

    name: Text
    where: str
    phone: str


@dataclass(frozen=True, slots=True)
class Directory:
    """What a plan reads besides the law: the services on offer, and by district the court and the centres."""

    offers: tuple[Offer, ...]
    court_places: Mapping[str, tuple[CourtPlace, ...]]
    district_names: Mapping[str, str]
    centres: Mapping[str, tuple[Centre, ...]] = field(default_factory=dict)


_kept: dict[tuple[int, object], Directory] = {}


def directory() -> Directory:
    """The directory of the present edition: one query where it is already in memory, a fixed few where it is not."""
    edition = Edition.current()
    key = (edition.number, edition.changed_at)
    if key not in _kept:
        loaded = Directory(
            tuple(offer_of(service) for service in Service.objects.offered().listed().by_name("fr")),
            all_court_places(),
            district_names(),
            centres(),
        )
        _kept.clear()
        _kept[key] = loaded
    return _kept[key]


def centres() -> dict[str, tuple[Centre, ...]]:
    """The centres of each district that have a phone or a street address: one that is only announced has neither."""
    found: dict[str, list[Centre]] = {}
    for one in Organization.objects.of_kind("cjp").listed().by_name("fr"):
        place = next((each for each in one.locations.all() if each.street), None)
        if place is None and not one.phone:
            continue
        where = ", ".join(part for part in (place.street, place.town) if part) if place else ""
        for district in one.districts.all():
            found.setdefault(district.slug, []).append(Centre(one.name, where, one.phone))
    return {slug: tuple(each) for slug, each in found.items()}


def offer_of(service: Service) -> Offer:
    """A service of the directory as plain values; read with `Service.objects.listed()`, it makes no query."""
    schedules = list(service.schedules.all())
    costs = list(service.costs.all())
    words = [one.words for one in schedules if one.words]
    location = service.location
    place = service.place or (location.name if location else None)
    provider = service.provider
    return Offer(
        slug=service.slug,
        kind=service.kind,
        status=service.status,
        name=service.name,
        summary=service.summary,
        provider=provider.name,
        scope=service.territory_scope,
        districts=frozenset(one.slug for one in service.districts.all()),
        guidance=service.guidance,
        roles=tuple(service.roles),
        stages=tuple(service.stages),
        amount_max=service.amount_max,
        represented=service.represented,
        notice_received=service.notice_received,
        contested=service.contested,
        filed_from=service.filed_from,
        consumer=service.consumer,
        low_income=service.low_income,
        selected=service.selected,
        persons_only=service.persons_only,
        subject=service.subject,
        conditions=tuple(each for each in (service.residence, service.other) if each),
        not_stated=tuple(service.not_stated),
        languages=tuple(service.languages),
        languages_implied=service.languages_basis == "implied",
        channels=tuple(service.channels),
        how=service.how,
        place=place,
        phone=service.phone or provider.phone,
        web=service.web or provider.web,
        cost=_cost(costs),
        free=bool(costs) and all(one.kind == "free" for one in costs),
        rules=tuple(one.as_rule() for one in schedules),
        schedule=_joined(words),
        until=last_day_of(service.until),
        as_of=service.assured_on or service.as_of,
        for_public=service.for_public,
        of_centres=provider.kind == "network" and service.kind in AT_A_CENTRE,
    )


def _cost(costs: Iterable[Cost]) -> Text | None:
    """What it costs: the source's words, else the kind of price with its amount."""
    parts = []
    for one in costs:
        label = vocabulary.COST_KINDS[one.kind]
        if one.words and one.kind not in ("free",):
            parts.append(one.words)
        elif one.amount is not None:
            unit = vocabulary.COST_UNITS.get(one.unit)
            price = amount(one.amount)
            parts.append(Text(f"{price.fr} {unit.fr}", f"{price.en} {unit.en}") if unit else price)
        else:
            parts.append(label)
    return _joined(parts)


def _joined(parts: list[Text]) -> Text | None:
    """The sentences one after the other."""
    if not parts:
        return None
    return Text(" ".join(one.fr for one in parts), " ".join(one.en for one in parts))
