"""Records as HSDS 3.1 writes them, in one language. A key whose value is not known is left out: HSDS refuses null."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from parvis.api.hsds.identity import uuid_of
from parvis.api.hsds.schedules import schedules_of
from parvis.api.hsds.taxonomies import attributes_of
from parvis.directory import vocabulary
from parvis.directory.models import Cost, Location, Organization, Service
from parvis.law.kernel.text import Text, amount
from parvis.places.models import Courthouse

Shape = dict[str, Any]
STATUS = {
    "active": "active",
    "unclear": "active",
    "paused": "temporarily closed",
    "planned": "inactive",
    "ended": "defunct",
}
_UNCLEAR = Text(
    "Rien ne confirme que ce service existe encore. Communiquez avec l’organisme.",
    "Nothing confirms that this service still exists. Contact the organization.",
)
_APPROXIMATE = Text(
    "Position du centre de la ville, à quelques kilomètres près.", "Town centre, to within a few kilometres."
)


def known(**values: Any) -> Shape:
    """The values that are known."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _said(record: Any, name: str, lang: str) -> str:
    text = getattr(record, name)
    return text.to(lang) if text is not None else ""


def _phones(owner: str, key: str, phone: str) -> list[Shape]:
    """The phone of the thing whose identifier is `key`; HSDS wants the extension as a number."""
    if not phone:
        return []
    number, _, extension = phone.partition(" poste ")
    found = {"id": uuid_of("phone", key), f"{owner}_id": key, "number": number, "type": "voice"}
    return [found | ({"extension": int(extension)} if extension.isdigit() else {})]


def organization(one: Organization, lang: str, *, full: bool = False, services: Iterable[Service] = ()) -> Shape:
    """An organization; `full` with its places, its phone and its services (named only)."""
    found = known(
        id=uuid_of("organization", one.pk),
        name=_said(one, "name", lang),
        description=_said(one, "description", lang),
        alternate_name=", ".join(one.also_known_as),
        email=one.email,
        website=one.web,
        parent_organization_id=uuid_of("organization", one.parent_id) if one.parent_id else None,
    )
    if full:
        found |= known(
            phones=_phones("organization", uuid_of("organization", one.pk), one.phone),
            locations=[location(place, lang) for place in one.locations.all()],
            organization_identifiers=[_identifier(one)],
            services=[
                known(id=uuid_of("service", each.pk), name=_said(each, "name", lang), status=STATUS[each.status])
                for each in services
            ],
        )
    return found


def _identifier(one: Organization) -> Shape:
    return {
        "id": uuid_of("organization_identifier", one.pk),
        "organization_id": uuid_of("organization", one.pk),
        "identifier_scheme": "parvis",
        "identifier_type": "Parvis",
        "identifier": one.pk,
    }


def location(one: Location, lang: str) -> Shape:
    """A place of an organization; an address only where all of it is known."""
    key = uuid_of("location", one.pk)
    return known(
        id=key,
        location_type="physical",
        name=_said(one, "name", lang) or one.town,
        description=", ".join(part for part in (one.address, _said(one, "hours", lang)) if part),
        organization_id=uuid_of("organization", one.organization_id),
        external_identifier=one.pk,
        external_identifier_type="Parvis",
        addresses=_addresses(key, one.street, one.town, one.postal_code),
    )


def courthouse(one: Courthouse, lang: str) -> Shape:
    """A courthouse or a service point; its position is that of the town."""
    key = uuid_of("courthouse", one.pk)
    parts = [part.strip() for part in one.address.split(",")] if one.address else []
    street, town = (", ".join(parts[:-1]), parts[-1]) if len(parts) > 1 else ("", "")
    note = one.note.to(lang) if one.note is not None else ""
    return known(
        id=key,
        location_type="physical",
        name=f"{one.designation.to(lang).capitalize()} – {one.name}",
        description=" ".join(part for part in (one.address, note, _APPROXIMATE.to(lang)) if part),
        latitude=float(one.latitude),
        longitude=float(one.longitude),
        external_identifier=one.office,
        external_identifier_type="greffe",
        addresses=_addresses(key, street, town, one.postal_code),
        phones=_phones("location", key, one.phone),
    )


def _addresses(location_id: str, street: str, town: str, postal_code: str) -> list[Shape]:
    if not (street and town and postal_code):
        return []
    return [
        {
            "id": uuid_of("address", location_id),
            "location_id": location_id,
            "address_1": street,
            "city": town,
            "state_province": "QC",
            "postal_code": postal_code,
            "country": "CA",
            "address_type": "physical",
        }
    ]


def service(one: Service, lang: str, on: date, *, full: bool = False) -> Shape:
    """A service: its own facts and its organization; `full` with everything that hangs on it."""
    found = known(
        id=uuid_of("service", one.pk),
        organization_id=uuid_of("organization", one.provider.pk),
        name=_said(one, "name", lang),
        status=STATUS[one.status],
        description="\n\n".join(filter(None, (_said(one, name, lang) for name in ("summary", "details", "capacity")))),
        url="" if one.web_lost else one.web,
        email=one.email,
        application_process=" ".join(part for part in (_booking(one, lang), _said(one, "how", lang)) if part),
        fees_description=" ".join(_fee(cost, lang) for cost in one.costs.all()),
        eligibility_description=" ".join(_eligibility(one, lang)),
        assured_date=one.assured_on.isoformat() if one.assured_on else None,
        alert=_alert(one, lang),
        last_modified=one.changed_at.isoformat(timespec="milliseconds"),
        organization=organization(one.provider, lang),
    )
    return found | _parts(one, lang, on) if full else found


def _parts(one: Service, lang: str, on: date) -> Shape:
    key = uuid_of("service", one.pk)
    return known(
        phones=_phones("service", key, one.phone),
        schedules=[record for schedule in one.schedules.all() for record in schedules_of(schedule, lang, on)],
        service_areas=_areas(one, lang),
        service_at_locations=[at_location(one, place, lang) for place in places_of(one)],
        languages=[
            known(
                id=uuid_of("language", one.pk, code),
                service_id=key,
                code=code,
                name=vocabulary.LANGUAGES[code].to(lang),
                note=vocabulary.LANGUAGE_BASES[one.languages_basis].to(lang) if one.languages_basis else "",
            )
            for code in one.languages
        ],
        cost_options=[
            known(
                id=uuid_of("cost_option", one.pk, str(cost.position)),
                service_id=key,
                valid_from=cost.as_of.isoformat(),
                option=vocabulary.COST_KINDS[cost.kind].to(lang),
                amount_description=_fee(cost, lang),
                **_price(cost),
            )
            for cost in one.costs.all()
        ],
        attributes=attributes_of(one, lang),
    )


def _booking(one: Service, lang: str) -> str:
    return f"{vocabulary.BOOKINGS[one.booking].to(lang)}." if one.booking else ""


def _price(cost: Cost) -> Shape:
    """The amount as the JSON number that HSDS asks for, in dollars."""
    if cost.amount_cents is None:
        return {}
    dollars, cents = divmod(cost.amount_cents, 100)
    return {"amount": dollars if not cents else float(f"{dollars}.{cents:02d}"), "currency": "CAD"}


def _fee(cost: Cost, lang: str) -> str:
    if cost.words_fr:
        return _said(cost, "words", lang)
    if cost.amount is not None:
        unit = vocabulary.COST_UNITS[cost.unit].to(lang) if cost.unit else ""
        return f"{amount(cost.amount).to(lang)} {unit}".strip() + "."
    return f"{vocabulary.COST_KINDS[cost.kind].to(lang)}."


def _eligibility(one: Service, lang: str) -> list[str]:
    lines = []
    if one.roles:
        lines.append(", ".join(vocabulary.ROLES[code].to(lang) for code in one.roles) + ".")
    if one.stages:
        lines.append(", ".join(vocabulary.STAGES[code].to(lang) for code in one.stages) + ".")
    if one.amount_max is not None:
        lines.append(f"≤ {amount(one.amount_max).to(lang)}.")
    return [*lines, *(text for text in (_said(one, "residence", lang), _said(one, "other", lang)) if text)]


def _alert(one: Service, lang: str) -> str:
    lines = [_UNCLEAR.to(lang)] if one.status == "unclear" else []
    lines += [correction.known.to(lang) for correction in one.corrections.all()]
    return " ".join(lines)


def _areas(one: Service, lang: str) -> list[Shape]:
    key = uuid_of("service", one.pk)
    if one.territory_scope == "province":
        return [
            {"id": uuid_of("service_area", one.pk, "QC"), "service_id": key, "name": "Québec", "extent_type": "text"}
        ]
    if one.territory_scope == "unnamed":
        name = _said(one, "territory_words", lang) or vocabulary.SCOPES["unnamed"].to(lang)
        return [
            {"id": uuid_of("service_area", one.pk, "unnamed"), "service_id": key, "name": name, "extent_type": "text"}
        ]
    return [
        {"id": uuid_of("service_area", one.pk, each.pk), "service_id": key, "name": each.name, "extent_type": "text"}
        for each in one.districts.all()
    ]


def places_of(one: Service) -> list[Location | Courthouse]:
    """Where a service is given: its place, and the courthouses that its source names."""
    own: list[Location | Courthouse] = [] if one.location is None else [one.location]
    return [*own, *one.courthouses.all()]


def at_location(
    one: Service, place: Location | Courthouse, lang: str, *, on: date | None = None, full: bool = False
) -> Shape:
    """A service at one of its places; `full` with the service and its schedules."""
    is_courthouse = isinstance(place, Courthouse)
    shape = courthouse(place, lang) if isinstance(place, Courthouse) else location(place, lang)
    kind = "courthouse" if is_courthouse else "location"
    found = known(
        id=uuid_of("service_at_location", at_key(one, place)),
        service_id=uuid_of("service", one.pk),
        location_id=uuid_of(kind, place.pk),
        description=_said(one, "place", lang),
        location=shape,
    )
    if on is not None:
        found["service"] = service(one, lang, on, full=full)
    return found


def at_key(one: Service, place: Location | Courthouse) -> str:
    """What tells a service at a place from all others."""
    return f"{one.pk}/{'courthouse' if isinstance(place, Courthouse) else 'location'}/{place.pk}"
