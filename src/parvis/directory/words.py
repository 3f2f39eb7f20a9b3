"""The words by which a service is found, beyond its name and summary."""

from collections.abc import Iterator
from typing import Any

from parvis.directory import vocabulary

#: What people type and the records do not say, by kind of service.
EVERYDAY: dict[str, dict[str, str]] = {
    "on_site_mediation": {"fr": "médiateur entente régler à l’amiable", "en": "mediator settle agreement"},
    "mediation": {"fr": "médiateur entente régler à l’amiable", "en": "mediator settle agreement"},
    "premediation": {"fr": "médiateur entente préparer", "en": "mediator agreement prepare"},
    "legal_assistance": {"fr": "avocat conseil gratuit aide", "en": "lawyer free advice help"},
    "legal_information": {"fr": "information droits aide", "en": "information rights help"},
    "information_session": {"fr": "séance rencontre conférence", "en": "session meeting talk"},
    "hearing_preparation": {"fr": "préparer procès cour juge", "en": "prepare trial court judge"},
    "referral": {"fr": "trouver un avocat notaire", "en": "find a lawyer notary"},
    "enforcement": {"fr": "huissier saisie se faire payer jugement", "en": "bailiff seizure get paid judgment"},
    "e_filing": {"fr": "formulaire demande déposer poursuivre", "en": "form claim file sue"},
    "dispute_resolution": {"fr": "consommateur commerçant négocier", "en": "consumer merchant negotiate"},
}


def search_words(service: Any) -> dict[str, str]:
    """The words of a listed service in each language."""
    return {lang: " ".join(part for part in _parts(service, lang) if part) for lang in ("fr", "en")}


def _parts(service: Any, lang: str) -> Iterator[str]:
    for name in ("details", "other", "residence", "place", "how", "capacity", "territory_words"):
        yield getattr(service, f"{name}_{lang}")
    for one in service.involvements.all():
        yield getattr(one.organization, f"name_{lang}")
        yield " ".join(one.organization.also_known_as)
    yield from (district.name for district in service.districts.all())
    yield from (courthouse.name for courthouse in service.courthouses.all())
    yield vocabulary.SERVICE_KINDS[service.kind].to(lang)
    yield EVERYDAY.get(service.kind, {}).get(lang, "")
    for cost in service.costs.all():
        yield vocabulary.COST_KINDS[cost.kind].to(lang) if cost.kind != "unknown" else ""
    if service.location is not None:
        yield service.location.town
