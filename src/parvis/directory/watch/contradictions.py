"""What a machine can see does not hold together: a telephone of two bodies, an end that has passed, a passing state that lasts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from parvis.directory.models import Organization, Service
from parvis.directory.models.values import first_day_of, last_day_of
from parvis.directory.watch.judging import excerpt
from parvis.directory.watch.noting import Seen
from parvis.places.names import words

#: Words of a state that passes; after a year, nobody knows whether it has.
PASSING = re.compile(
    r"\b(pandemie|covid\w*|confinement|temporaire(ment)?|provisoire(ment)?|pour l instant|pour le moment"
    r"|jusqu a nouvel ordre|nouvel avis|pandemic|lockdown|temporar(y|ily)|for now|until further notice)\b"
)
LONG = timedelta(days=365)
#: The texts of a service that state the present, by the group of facts that a check is of.
_TEXTS = {
    "summary": ("summary",),
    "details": ("details",),
    "access": ("how", "place", "capacity"),
    "eligibility": ("other", "residence"),
}


def contradictions(on: date) -> list[Seen]:
    """Every contradiction of the directory, in the order of the records."""
    services = list(Service.objects.listed().order_by("pk"))
    found = [seen for service in services for seen in of_service(service, on)]
    bodies = list(Organization.objects.select_related("parent").order_by("pk"))
    shared = {frozenset(one.organization_id for one in service.involvements.all()) for service in services}
    return [*shared_phones(bodies, shared), *found]


def of_service(service: Service, on: date) -> Iterator[Seen]:
    """What does not hold together in one service on a day."""
    end, start = last_day_of(service.until), first_day_of(service.since)
    if service.status in ("active", "paused", "unclear", "planned") and end is not None and end < on:
        yield Seen("service", service.pk, "until", "past_end", {"until": service.until, "status": service.status})
    begun = last_day_of(service.since)
    if service.status == "planned" and start is not None and begun is not None and begun < on:
        yield Seen("service", service.pk, "since", "past_start", {"since": service.since})
    if service.status != "ended" and service.web_lost and not service.web:
        yield Seen("service", service.pk, "access.web", "lost_link", {"source_lines": service.source_lines})
    if service.status != "ended":
        yield from _passing(service, on)


def _passing(service: Service, on: date) -> Iterator[Seen]:
    """Texts that tell a passing state, and that nobody checked in a year."""
    for group, names in _TEXTS.items():
        check = service.assurance_of(group)
        known = max(service.as_of, check.on) if check else service.as_of  # type: ignore[attr-defined]
        if known >= on - LONG:
            continue
        for name in names:
            said = getattr(service, f"{name}_fr")
            word = PASSING.search(" ".join(words(said)))
            if word is not None:
                path = f"{'access.' if group == 'access' else 'eligibility.' if group == 'eligibility' else ''}{name}"
                evidence = {"word": word[0], "excerpt": excerpt(said), "as_of": known.isoformat()}
                yield Seen("service", service.pk, path, "passing_state", evidence)


def shared_phones(bodies: Sequence[Organization], together: Iterable[frozenset[str]]) -> Iterator[Seen]:
    """Telephones that two bodies give although neither is part of the other, nor of the same, and no service is of both."""
    by_phone: dict[str, list[Organization]] = {}
    for one in bodies:
        digits = re.sub(r"\D", "", one.phone.partition("poste")[0])[-10:]
        if len(digits) == 10:
            by_phone.setdefault(digits, []).append(one)
    pairs = list(together)
    for sharing in by_phone.values():
        for first, second in combinations(sharing, 2):
            family = {first.parent_id, first.pk} & {second.parent_id, second.pk} - {None}
            if family or any({first.pk, second.pk} <= one for one in pairs):
                continue
            for one, other in ((first, second), (second, first)):
                evidence = {
                    "phone": one.phone,
                    "other": other.pk,
                    "other_name": {"fr": other.name_fr, "en": other.name_en},
                }
                yield Seen("organization", one.pk, "phone", "shared_phone", evidence)
