"""The closed lists of the directory as HSDS taxonomies, and how a term narrows a list of services."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from parvis.api.answers import Problem
from parvis.api.hsds.identity import uuid_of
from parvis.directory import vocabulary
from parvis.directory.models.service_reads import ServiceQuerySet
from parvis.law.kernel.text import Text

Narrow = Callable[[ServiceQuerySet, list[str]], ServiceQuerySet]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One closed list: its words, the codes that a service has in it, and how to find services by some of its codes."""

    key: str
    name: Text
    about: Text
    words: vocabulary.Vocabulary
    codes_of: Callable[[Any], list[str]]
    narrow: Narrow

    @property
    def id(self) -> str:
        """Its identifier."""
        return uuid_of("taxonomy", self.key)

    def term_id(self, code: str) -> str:
        """The identifier of one of its terms."""
        return uuid_of("taxonomy_term", self.key, code)


def _by_column(column: str) -> Narrow:
    return lambda services, codes: services.filter(**{f"{column}__in": codes})


def _by_array(column: str) -> Narrow:
    return lambda services, codes: services.filter(**{f"{column}__overlap": codes})


TAXONOMIES: tuple[Taxonomy, ...] = (
    Taxonomy(
        "kind",
        Text("Sorte de service", "Kind of service"),
        Text(
            "Ce qu’est le service : séance, clinique, médiation, document…",
            "What the service is: session, clinic, mediation, document…",
        ),
        vocabulary.SERVICE_KINDS,
        lambda service: [service.kind],
        _by_column("kind"),
    ),
    Taxonomy(
        "role",
        Text("Rôle", "Role"),
        Text("À qui le service s’adresse.", "Who the service is for."),
        vocabulary.ROLES,
        lambda service: service.roles,
        _by_array("roles"),
    ),
    Taxonomy(
        "stage",
        Text("Étape", "Stage"),
        Text("L’étape du litige où le service aide.", "The stage of the dispute at which the service helps."),
        vocabulary.STAGES,
        lambda service: service.stages,
        _by_array("stages"),
    ),
    Taxonomy(
        "guidance",
        Text("Information ou conseil", "Information or advice"),
        Text(
            "Le service informe, conseille, ou ne fait ni l’un ni l’autre.",
            "The service informs, advises, or does neither.",
        ),
        vocabulary.GUIDANCES,
        lambda service: [service.guidance],
        _by_column("guidance"),
    ),
    Taxonomy(
        "channel",
        Text("Façon de recevoir le service", "How the service is given"),
        Text("En personne, par téléphone, en ligne…", "In person, by phone, online…"),
        vocabulary.CHANNELS,
        lambda service: service.channels,
        _by_array("channels"),
    ),
    Taxonomy(
        "booking",
        Text("Rendez-vous", "Booking"),
        Text("S’il faut prendre rendez-vous.", "Whether an appointment is needed."),
        vocabulary.BOOKINGS,
        lambda service: [service.booking] if service.booking else [],
        _by_column("booking"),
    ),
    Taxonomy(
        "cost",
        Text("Prix", "Price"),
        Text("Gratuit, à prix réduit, payant…", "Free, reduced price, paid…"),
        vocabulary.COST_KINDS,
        lambda service: list(dict.fromkeys(one.kind for one in service.costs.all())),
        lambda services, codes: services.filter(costs__kind__in=codes).distinct(),
    ),
)


@cache
def terms() -> dict[str, tuple[Taxonomy, str]]:
    """Every term: its identifier → its taxonomy and its code."""
    return {one.term_id(code): (one, code) for one in TAXONOMIES for code in one.words}


def as_taxonomy(one: Taxonomy, lang: str) -> dict[str, Any]:
    """A taxonomy as HSDS writes it."""
    return {"id": one.id, "name": one.name.to(lang), "description": one.about.to(lang), "version": "1"}


def as_term(one: Taxonomy, code: str, lang: str) -> dict[str, Any]:
    """A term as HSDS writes it."""
    return {
        "id": one.term_id(code),
        "code": code,
        "name": one.words[code].to(lang),
        "description": f"{one.name.to(lang)} – {one.words[code].to(lang)}",
        "taxonomy": one.name.to(lang),
        "taxonomy_id": one.id,
        "taxonomy_detail": as_taxonomy(one, lang),
        "language": lang,
    }


def attributes_of(service: Any, lang: str) -> list[dict[str, Any]]:
    """The terms of a service, as HSDS attributes."""
    found = []
    for one in TAXONOMIES:
        for code in one.codes_of(service):
            link = uuid_of("attribute", service.pk, one.key, code)
            found.append(
                {
                    "id": link,
                    "link_id": uuid_of("service", service.pk),
                    "link_type": one.key,
                    "link_entity": "service",
                    "taxonomy_term_id": one.term_id(code),
                    "taxonomy_term": as_term(one, code, lang),
                }
            )
    return found


def narrowed(services: ServiceQuerySet, term_id: str | None, taxonomy_id: str | None) -> ServiceQuerySet:
    """The services that have a term, or any term of a taxonomy. Problem 422 where there is no such one."""
    if term_id:
        if term_id.lower() not in terms():
            raise Problem.of(422, "/taxonomy_term_id", term_id[:60], "the identifier of a taxonomy term")
        one, code = terms()[term_id.lower()]
        services = one.narrow(services, [code])
    if taxonomy_id:
        chosen = next((one for one in TAXONOMIES if one.id == taxonomy_id.lower()), None)
        if chosen is None:
            raise Problem.of(422, "/taxonomy_id", taxonomy_id[:60], "the identifier of a taxonomy")
        services = chosen.narrow(services, list(chosen.words))
    return services
