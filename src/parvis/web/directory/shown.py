"""How a record of the directory is put to people: the values that the components show. No query: everything is loaded before."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from parvis.directory import vocabulary as words
from parvis.directory.models import Cost, Location, Organization, Service
from parvis.directory.recurrence import Occurrence
from parvis.law.kernel.text import Text, amount, long_date, short_date
from parvis.pathway.offers import AT_A_CENTRE
from parvis.web.pages import address
from parvis.web.templatetags.parvis import clock

_MONTHS = Text(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "January February March April May June July August September October November December",
)
EVERYWHERE = Text("Partout au Québec", "Everywhere in Québec")
_STATE_KINDS = {"active": "go", "paused": "careful", "unclear": "careful", "planned": "accent", "ended": "stop"}
#: What to ask, the most useful first, where the source does not say it. The card keeps three; the page tells them all.
_TO_ASK = ("language", "cost", "schedule", "booking", "channel", "place")


def month_name(day: date) -> Text:
    """« mars 2026 », “March 2026”."""
    fr, en = (names.split()[day.month - 1] for names in (_MONTHS.fr, _MONTHS.en))
    return Text(fr=f"{fr}\u00a0{day.year}", en=f"{en}\u00a0{day.year}")


def partial_date(known: str) -> Text | None:
    """A date known in part, as far as it is known: “2017” → 2017, “2017-06” → June 2017. None for nothing."""
    if not known:
        return None
    parts = [int(part) for part in known.split("-")]
    if len(parts) == 1:
        return Text(known, known)
    day = date(parts[0], parts[1], parts[2] if len(parts) == 3 else 1)
    return short_date(day) if len(parts) == 3 else month_name(day)


def cost(one: Cost) -> Text:
    """A price in a few words: « 110 $ l’heure (l’État paie) »."""
    words_ = words.COST_KINDS[one.kind]
    if one.amount is not None and one.kind != "free":
        unit = words.COST_UNITS.get(one.unit)
        price = amount(one.amount)
        words_ = Text(f"{price.fr} {unit.fr}", f"{price.en} {unit.en}") if unit else price
        if one.kind in ("reduced", "tariff", "legal_aid"):
            kind = words.COST_KINDS[one.kind]
            words_ = Text(f"{words_.fr} – {kind.fr.lower()}", f"{words_.en} – {kind.en.lower()}")
    if one.payer == "state":
        return Text(f"{words_.fr} (l’État paie)", f"{words_.en} (the State pays)")
    return words_


def first_cost(service: Service) -> Text | None:
    """The first price of a service, None where none is stated."""
    return next((cost(one) for one in service.costs.all()), None)


def moment(one: Occurrence) -> Text:
    """« jeudi 26 novembre 2026, de 15 h 30 à 17 h »."""
    day = long_date(one.day)
    if one.start is None:
        return day
    hours = [(clock(one.start.time(), lang), clock(one.end.time(), lang) if one.end else "") for lang in ("fr", "en")]
    (fr, fr_end), (en, en_end) = hours
    if one.end is None:
        return Text(f"{day.fr}, {fr}", f"{day.en}, {en}")
    return Text(f"{day.fr}, de {fr} à {fr_end}", f"{day.en}, {en} to {en_end}")


def where(service: Service) -> Text | None:
    """Where it takes place, else the districts it is for, else the whole province; None where the source names none."""
    if service.place:
        return service.place
    if service.territory_scope == "province":
        return EVERYWHERE
    names = ", ".join(district.name for district in sorted(service.districts.all(), key=lambda each: each.slug))
    return Text(names, names) if names else service.territory_words


def choices_said(codes: Iterable[str], vocabulary: dict[str, Text]) -> Text | None:
    """Several codes of a list in words, separated by commas; None where there is none."""
    found = [vocabulary[code] for code in codes]
    if not found:
        return None
    fr, en = ([one.to(lang) for one in found] for lang in ("fr", "en"))
    return Text(*(", ".join([names[0], *(name[:1].lower() + name[1:] for name in names[1:])]) for names in (fr, en)))


def by_whom(service: Service) -> Text:
    """Who provides it, and with how many partners."""
    name = service.provider.name
    partners = len(service.partners)
    if not partners:
        return name
    if partners == 1:
        other = service.partners[0].name
        return Text(f"{name.fr}, avec {other.fr}", f"{name.en}, with {other.en}")
    return Text(f"{name.fr}, avec {partners} partenaires", f"{name.en}, with {partners} partners")


def tags(service: Service) -> list[dict[str, Any]]:
    """The words on small surfaces at the head of a card: its kind, whether it is advice, its state where it is not simply active."""
    found: list[dict[str, Any]] = [{"label": words.SERVICE_KINDS[service.kind], "kind": ""}]
    if service.guidance == "advice":
        found.append({"label": words.GUIDANCES["advice"], "kind": "accent"})
    if any(one.kind == "free" for one in service.costs.all()):
        found.append({"label": words.COST_KINDS["free"], "kind": "go"})
    if service.status != "active":
        found.append({"label": words.STATUSES[service.status], "kind": _STATE_KINDS[service.status]})
    if not service.for_public:
        found.append({"label": Text("Pas pour le public", "Not for the public"), "kind": ""})
    return found


def card(service: Service, lang: str, on: date, centres: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What a card shows of a service on a day. `centres`: the reader's own centre, by the network that it is part of."""
    provider = service.provider
    at_a_centre = service.kind in AT_A_CENTRE and service.territory_scope == "province"
    coming = service.next_occurrences(on, 1)
    corrected = any(one.since_day is None or one.since_day <= on for one in service.corrections.all())
    return {
        "name": service.name,
        "href": address(lang, "service", slug=service.slug),
        "by": by_whom(service),
        "centre": (centres or {}).get(provider.pk) if at_a_centre else None,
        "summary": service.summary,
        "tags": tags(service),
        "cost": first_cost(service),
        "next": moment(coming[0]) if coming else None,
        "next_unconfirmed": bool(coming) and not coming[0].confirmed,
        "place": where(service),
        "reach": choices_said(service.channels, words.CHANNELS),
        "unknown": [words.NOT_STATED[code] for code in _TO_ASK if code in service.not_stated],
        "corrected": corrected,
        "as_of": service.assured_on or service.as_of,
    }


def place(location: Location) -> dict[str, Any]:
    """A place of an organization, with where it is known from."""
    return {
        "name": location.name,
        "address": location.address,
        "hours": location.hours,
        "courthouse": location.courthouse,
        "district": location.district,
        "source": location.source,
        "doubtful": location.confidence in ("medium", "low"),
    }


def reached_at(record: Service | Organization) -> dict[str, str]:
    """Telephone, e-mail and web of a record; a web address only where it is a safe one."""
    web = record.web if record.web.startswith(("https://", "http://")) else ""
    return {"phone": record.phone, "email": record.email, "web": web}
