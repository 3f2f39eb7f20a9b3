"""The page of a service and that of an organization: the answer first, then facts with their age and source."""

from datetime import date
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.config import clock
from parvis.directory import vocabulary as words
from parvis.directory.desk.confirming import declared_of
from parvis.directory.desk.editing_texts import marks_of
from parvis.directory.models import Correction, Organization, Service, Statistic
from parvis.law.kernel.text import Text, amount, short_date
from parvis.places.names import fold_for_order
from parvis.web.cache import cached_by_edition
from parvis.web.directory import beside, shown
from parvis.web.directory.feeds import feed, json_ld
from parvis.web.directory.gone import withdrawn_or_absent
from parvis.web.pages import address, language_of

_ROLES = {
    "claimant": Text("La personne qui réclame", "The person who claims"),
    "defendant": Text("La personne poursuivie", "The person sued"),
}
_YES = {
    "contested": Text("La demande doit être contestée.", "The claim must be contested."),
    "notice_received": Text("Il faut avoir reçu l’avis d’audience.", "You must have received the hearing notice."),
    "consumer": Text("Un consommateur contre un commerçant.", "A consumer against a merchant."),
    "low_income": Text("Il y a une condition de revenu.", "There is an income condition."),
    "selected": Text(
        "L’organisme choisit les demandes qu’il accepte.", "The organization chooses the requests it accepts."
    ),
    "represented": Text("Il faut être représenté.", "You must be represented."),
    "persons_only": Text("Une personne, non une entreprise.", "A person, not a business."),
}
_NO = {
    "represented": Text("Seulement si vous n’avez pas d’avocat.", "Only if you do not have a lawyer."),
    "contested": Text("La demande ne doit pas être contestée.", "The claim must not be contested."),
}

#: Groups of facts that decide whether somebody goes, when and at what price.
_DEEDS = frozenset({"status", "costs", "access", "schedules", "eligibility", "guidance", "for_public", "until"})


@cached_by_edition
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """One service."""
    lang, on = language_of(request), clock.today()
    record = Service.objects.listed().filter(slug=slug).first()
    if record is None:
        return withdrawn_or_absent(request, "service", slug)
    page_address = request.build_absolute_uri(address(lang, "service", slug=record.slug))
    context = service_context(record, lang, on) | {"json_ld": json_ld(record, lang, page_address, on)}
    return render(request, "directory/service.html", context)


def service_context(record: Service, lang: str, on: date) -> dict[str, Any]:
    """What the page of a listed service shows, on a day; the editor's preview shows the same."""
    known = corrections(record)
    context: dict[str, Any] = {
        "service": record,
        "on": on,
        "tags": shown.tags(record),
        "by": record.provider,
        "partners": record.partners,
        "costs": [{"said": shown.cost(one), "of": one} for one in record.costs.all()],
        "where": shown.where(record),
        "reached": shown.reached_at(record),
        "conditions": conditions(record),
        "roles": shown.choices_said(record.roles, _ROLES),
        "stages": shown.choices_said(record.stages, words.STAGES),
        "languages": shown.choices_said(record.languages, words.LANGUAGES),
        "channels": shown.choices_said(record.channels, words.CHANNELS),
        "guidance": words.GUIDANCES[record.guidance],
        "booking": words.BOOKINGS.get(record.booking),
        "unknown": [words.NOT_STATED[code] for code in record.not_stated],
        "next": [{"said": shown.moment(one), "of": one} for one in record.next_occurrences(on, 6)],
        "schedules": [one.words for one in record.schedules.all() if one.words],
        "corrections": [one for one in known if one["matters"]],
        "about_the_document": [one for one in known if not one["matters"]],
        "assurances": assurances(record, on),
        "statistics": list(Statistic.objects.filter(service=record).in_order().listed()),
        "since": shown.partial_date(record.since),
        "until": shown.partial_date(record.until),
        "calendar_feed": feed("service", record.slug, lang) if has_dates(record) else "",
        "older": marks_of("service", record.pk, lang),
    }
    context["checked"] = {field: checked(record, field, on) for field in ("schedules", "access", "eligibility")}
    context["last_checked"] = record.assured_on or record.as_of
    context["late"] = any(one["late"] for one in context["assurances"])
    return context


def has_dates(record: Service) -> bool:
    """Whether the service has a rule or announced days: only then a calendar can be followed."""
    return any(one.rrule or one.dates for one in record.schedules.all())


def checked(record: Service, field: str, on: date) -> dict[str, Any]:
    """How and when a group of facts was last checked; nothing where nobody did."""
    latest: Any = record.assurance_of(field)
    return {"how": words.ASSURANCES[latest.how], "on": latest.on, "late": latest.is_due(on)} if latest else {}


def conditions(record: Service) -> list[Text]:
    """The conditions that the source states, in words; what it does not state is said elsewhere."""
    found = [text for key, text in _YES.items() if getattr(record, key) is True]
    found += [text for key, text in _NO.items() if getattr(record, key) is False]
    if record.amount_max is not None:
        most = amount(record.amount_max)
        found.append(Text(f"Une demande de {most.fr} ou moins.", f"A claim of {most.en} or less."))
    if record.filed_from is not None:
        day = short_date(record.filed_from)
        found.append(Text(f"Une demande déposée à partir du {day.fr}.", f"A claim filed on or after {day.en}."))
    if record.subject:
        subject = words.SUBJECTS[record.subject]
        found.append(Text(f"{subject.fr}.", f"{subject.en}."))
    return found + [text for text in (record.residence, record.other) if text]


def corrections(record: Service) -> list[dict[str, Any]]:
    """What the document said, and what is known since; `matters` where it changes what a reader does."""
    return [
        {
            "matters": _matters(one),
            "field": words.FIELDS[one.field],
            "said": one.said,
            "known": one.known,
            "since": shown.partial_date(one.since),
            "source": one.source,
            "doubtful": one.confidence != "high",
        }
        for one in record.corrections.all()
    ]


def _matters(one: Correction) -> bool:
    """Whether it is about the service. The rest is about the document's form, read in the document itself: misspelled, moved."""
    return one.field in _DEEDS or bool(one.since) or not one.source.startswith("Répertoire")


def assurances(record: Service, on: date) -> list[dict[str, Any]]:
    """How each group of facts is known, by whom, when, and whether it should have been checked again."""
    return [
        {
            "fields": shown.choices_said(one.fields, words.FIELDS),
            "how": words.ASSURANCES[one.how],
            "by": one.by,
            "on": one.on,
            "next_due": one.next_due,
            "late": one.is_due(on),
        }
        for one in record.assurances.all()
    ]


@cached_by_edition
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """One organization, with everything it takes part in."""
    lang, on = language_of(request), clock.today()
    record = Organization.objects.listed().filter(slug=slug).first()
    if record is None:
        return withdrawn_or_absent(request, "organization", slug)
    return render(request, "directory/organization.html", organization_context(record, lang, on))


def organization_context(record: Organization, lang: str, on: date) -> dict[str, Any]:
    """What the page of a listed organization shows, on a day; the editor's preview shows the same."""
    services = Service.objects.of_organization(record.pk).by_state(lang).listed()
    return {
        "organization": record,
        "kind": words.ORGANIZATION_KINDS[record.kind],
        "origin": words.ORIGINS[record.origin],
        "parts": list(record.parts.by_name(lang)),
        "places": [shown.place(one) for one in record.locations.all()],
        "reached": shown.reached_at(record),
        "cards": [shown.card(one, lang, on) for one in services],
        "statistics": list(record.statistics.in_order().listed()),
        "older": marks_of("organization", record.pk, lang),
        "declared": declared_of("organization", record.pk),
    }


@cached_by_edition
def organizations(request: HttpRequest) -> HttpResponse:
    """Every organization, by kind in the alphabet of the page's language, with its number of services."""
    lang = language_of(request)
    counted = Organization.objects.listed().by_name(lang).annotate(taking_part=Count("involvements"))
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for one in counted:
        by_kind.setdefault(one.kind, []).append(beside.short_card(one, lang, one.taking_part))
    kinds = sorted(by_kind, key=lambda kind: fold_for_order(words.ORGANIZATION_KINDS[kind].to(lang)))
    groups = [{"kind": words.ORGANIZATION_KINDS[kind], "cards": by_kind[kind]} for kind in kinds]
    context = {"groups": groups, "total": sum(len(cards) for cards in by_kind.values())}
    return render(request, "directory/organizations.html", context)
