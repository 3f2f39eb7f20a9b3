"""A service as schema.org data, for search engines: only what is known, in one language."""

from datetime import date
from typing import Any

from parvis.directory.models import Organization, Schedule, Service
from parvis.directory.recurrence import QUEBEC

#: Kinds of organization whose services are those of a government or a court.
_PUBLIC_BODIES = ("court", "government_department", "government_agency", "legal_aid_agency", "crown_corporation")
_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
_FREQUENCIES = {"DAILY": "P1D", "WEEKLY": "P1W", "MONTHLY": "P1M", "YEARLY": "P1Y"}


def service(service: Service, lang: str, url: str, on: date | None = None) -> dict[str, Any]:
    """The service as a schema.org `GovernmentService` or `Service`; with `on`, its announced dates from that day as events.

    A date that only follows from a rule is given as a rule (`Schedule`), never as an event that somebody announced.
    """
    provider = service.provider
    described = {
        "@context": "https://schema.org",
        "@type": "GovernmentService" if provider.kind in _PUBLIC_BODIES else "Service",
        "@id": url,
        "url": url,
        "inLanguage": lang,
        "name": service.name.to(lang),
        "description": service.summary.to(lang),
        "identifier": service.pk,
        "provider": _organization(provider, lang),
        "areaServed": _area(service),
        "isAccessibleForFree": _is_free(service),
        "audience": _audience(service, lang),
        "availableChannel": _channel(service, lang),
        "event": _events(service, lang, url, on),
        "dateModified": service.changed_at.astimezone(QUEBEC).date().isoformat(),
    }
    return {key: value for key, value in described.items() if value not in (None, [], "")}


def _organization(organization: Organization, lang: str) -> dict[str, Any]:
    kind = "GovernmentOrganization" if organization.kind in _PUBLIC_BODIES else "Organization"
    found = {
        "@type": kind,
        "name": organization.name.to(lang),
        "url": organization.web,
        "telephone": organization.phone,
    }
    return {key: value for key, value in found.items() if value}


def _area(service: Service) -> Any:
    districts = [
        {"@type": "AdministrativeArea", "name": f"District de {one.name}"}
        for one in sorted(service.districts.all(), key=lambda each: each.slug)
    ]
    if service.territory_scope == "province":
        return {"@type": "AdministrativeArea", "name": "Québec"}
    return districts or None


def _is_free(service: Service) -> bool | None:
    kinds = {one.kind for one in service.costs.all()}
    if kinds == {"free"}:
        return True
    return False if kinds and not kinds & {"free", "unknown", "legal_aid", "tariff"} else None


def _audience(service: Service, lang: str) -> dict[str, Any] | None:
    if not service.other_fr:
        return None
    return {"@type": "Audience", "audienceType": service.other.to(lang)}


def _channel(service: Service, lang: str) -> dict[str, Any] | None:
    found: dict[str, Any] = {"@type": "ServiceChannel"}
    if service.web and not service.web_lost:
        found["serviceUrl"] = service.web
    if service.phone:
        found["servicePhone"] = {"@type": "ContactPoint", "telephone": service.phone}
    if service.languages:
        found["availableLanguage"] = list(service.languages)
    if service.place_fr:
        found["serviceLocation"] = {"@type": "Place", "name": service.place.to(lang)}
    return found if len(found) > 1 else None


def _events(service: Service, lang: str, url: str, on: date | None) -> list[dict[str, Any]]:
    common = {
        "@type": "Event",
        "name": service.name.to(lang),
        "url": url,
        "organizer": _organization(service.provider, lang),
    }
    events: list[dict[str, Any]] = []
    if service.place_fr:
        common["location"] = {"@type": "Place", "name": service.place.to(lang)}
    if service.status == "active":
        rules = [one for one in service.schedules.all() if one.rrule and not one.only_on_sitting_days]
        events += [{**common, "eventSchedule": _schedule(one)} for one in rules]
    for occurrence in service.next_occurrences(on, 10) if on is not None else []:
        if occurrence.confirmed:
            start, end = occurrence.start, occurrence.end
            event = {**common, "startDate": start.isoformat() if start else occurrence.day.isoformat()}
            events.append({**event, "endDate": end.isoformat()} if end else event)
    return events


def _schedule(schedule: Schedule) -> dict[str, Any]:
    parts = dict(part.split("=", 1) for part in schedule.rrule.split(";"))
    days = [one for one in parts.get("BYDAY", "").split(",") if one]
    found = {
        "@type": "Schedule",
        "repeatFrequency": _FREQUENCIES.get(parts.get("FREQ", "")),
        # A rank in the month is written as in RFC 5545 ("-1TH"), as schema.org allows; a plain weekday as its address.
        "byDay": [f"https://schema.org/{_DAYS[one]}" if one in _DAYS else one for one in days],
        "byMonth": [int(one) for one in parts.get("BYMONTH", "").split(",") if one],
        "startDate": schedule.first.isoformat() if schedule.first else None,
        "endDate": schedule.last.isoformat() if schedule.last else None,
        "startTime": schedule.starts.isoformat("minutes") if schedule.starts else None,
        "endTime": schedule.ends.isoformat("minutes") if schedule.ends else None,
        "scheduleTimezone": "America/Toronto",
        "exceptDate": [day.isoformat() for day in schedule.exceptions],
    }
    return {key: value for key, value in found.items() if value not in (None, [], "")}
