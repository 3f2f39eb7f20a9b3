"""The Répertoire of one day in one language, as plain values: what the page and the PDF lay out."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PublishedCorrection:
    """What the document said of a group of facts, and what is known since."""

    field: str
    said: str
    known: str
    since: str
    source: str
    confidence: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class PublishedCheck:
    """How a group of facts is known: in words, the day, the day on which it is due again."""

    fields: str
    how: str
    by: str
    on: date
    next_due: date | None
    due: bool


@dataclass(frozen=True, slots=True)
class PublishedService:
    """A service as published. Empty text or list: not known. `later`: its facts are dated after this day."""

    id: str
    slug: str
    kind: str
    status: str
    active: bool
    name: str
    summary: str
    details: str
    provider: str
    partners: tuple[str, ...]
    territory: str
    guidance: str
    for_public: bool
    period: str
    eligibility: tuple[str, ...]
    not_stated: tuple[str, ...]
    schedules: tuple[str, ...]
    costs: tuple[str, ...]
    languages: tuple[str, ...]
    channels: tuple[str, ...]
    booking: str
    how: str
    place: str
    web: str
    web_lost: bool
    phone: str
    email: str
    corrections: tuple[PublishedCorrection, ...]
    checks: tuple[PublishedCheck, ...]
    source_lines: tuple[int, ...]
    as_of: date
    later: bool


@dataclass(frozen=True, slots=True)
class PublishedPlace:
    """A place of an organization, with what is known of its address."""

    name: str
    address: str
    hours: str
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class PublishedOrganization:
    """An organization as published, with the services that it provides."""

    id: str
    slug: str
    kind: str
    name: str
    description: str
    territory: str
    web: str
    phone: str
    email: str
    places: tuple[PublishedPlace, ...]
    services: tuple[PublishedService, ...]
    source_lines: tuple[int, ...]
    as_of: date


@dataclass(frozen=True, slots=True)
class PublishedStatistic:
    """A figure as published; `numerator` and `denominator` are words, empty where they are not given."""

    id: str
    name: str
    stated: str
    measure: str
    unit: str
    base: str
    numerator: str
    denominator: str
    percent: str
    period: str
    territory: str
    verdict: str
    recomputation: str
    service: str
    organization: str
    source_lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the Répertoire: everywhere in Québec, then each kind of local organization."""

    key: str
    title: str
    organizations: tuple[PublishedOrganization, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed since the edition before: `what` is `added`, `changed`, `corrected` or `withdrawn`; `fields` are words."""

    what: str
    kind: str
    id: str
    slug: str
    name: str
    fields: tuple[str, ...]
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedDirectory:
    """The Répertoire as of a day. `edition_day` is the day of its last change; `days` are all such days."""

    day: date
    lang: str
    title: str
    publisher: str
    document_day: date
    edition_day: date | None
    previous_day: date | None
    days: tuple[date, ...]
    sections: tuple[Section, ...]
    statistics: tuple[PublishedStatistic, ...]
    changes: tuple[Change, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing is known of that day: it comes before the document."""
        return not self.sections

    @property
    def counts(self) -> dict[str, int]:
        """How many organizations, services, corrections and figures it holds."""
        organizations = [one for section in self.sections for one in section.organizations]
        services = [one for organization in organizations for one in organization.services]
        return {
            "organizations": len(organizations),
            "services": len(services),
            "corrections": sum(len(one.corrections) for one in services),
            "statistics": len(self.statistics),
        }
