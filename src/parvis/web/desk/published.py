"""What is published of each kind of facts of a service, in a few words: what a keeper reads before confirming it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from parvis.config import clock
from parvis.directory import vocabulary as words
from parvis.directory.models import Service
from parvis.law.kernel.text import Text, short_date
from parvis.web.directory import shown
from parvis.web.directory.records import conditions, corrections

NOTHING = Text("Rien n’est dit", "Nothing is said")
#: Characters shown of one text; the published record, beside it, has the whole.
_SHORT = 300
_WHOLE = Text("Toute la fiche publiée", "The whole published record")
_ROLES = {
    "claimant": Text("La personne qui réclame", "The person who claims"),
    "defendant": Text("La personne poursuivie", "The person sued"),
}
_PUBLIC = {
    True: Text("Ouvert au public", "Open to the public"),
    False: Text("Pas pour le public", "Not for the public"),
}


def published_words(service: Service, field: str) -> Text:
    """What the published record says of a kind of facts; that it says nothing, where it does. No query: all is loaded."""
    return _joined(_SAID[field](service)) or NOTHING


def phone_of(service: Service) -> str:
    """The number to call about a service: its own, else its provider's; "" where none is known."""
    return shown.reached_at(service)["phone"] or shown.reached_at(service.provider)["phone"]


def _joined(parts: Iterable[Text | str | None]) -> Text | None:
    """Several texts in one line, a long one cut short; None for none."""
    said = [Text(one, one) if isinstance(one, str) else one for one in parts if one]
    if not said:
        return None
    return Text(*(" – ".join(_short(one.to(lang)) for one in said) for lang in ("fr", "en")))


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"


def _access(one: Service) -> list[Any]:
    reached = shown.reached_at(one)
    place = one.location.address if one.location else ""
    return [
        reached["phone"],
        reached["email"],
        reached["web"],
        one.place,
        place,
        one.how,
        words.BOOKINGS.get(one.booking),
        shown.choices_said(one.channels, words.CHANNELS),
        shown.choices_said(one.languages, words.LANGUAGES),
        one.capacity,
    ]


def _schedules(one: Service) -> list[Any]:
    coming = [shown.moment(each) for each in one.next_occurrences(clock.today(), 2)]
    dates = (
        Text(
            f"Prochaines dates\u00a0: {'; '.join(each.fr for each in coming)}",
            f"Next dates: {'; '.join(each.en for each in coming)}",
        )
        if coming
        else None
    )
    return [*(each.words for each in one.schedules.all()), dates]


def _costs(one: Service) -> list[Any]:
    return [part for each in one.costs.all() for part in (shown.cost(each), each.words)]


def _eligibility(one: Service) -> list[Any]:
    roles, stages = shown.choices_said(one.roles, _ROLES), shown.choices_said(one.stages, words.STAGES)
    return [roles, stages, *conditions(one)]


def _territory(one: Service) -> list[Any]:
    names = ", ".join(each.name for each in sorted(one.districts.all(), key=lambda each: each.slug))
    return [words.SCOPES[one.territory_scope], names, one.territory_words]


#: What the record says of each kind of facts of the vocabulary.
_SAID: dict[str, Callable[[Service], Iterable[Text | str | None]]] = {
    "record": lambda _: [_WHOLE],
    "name": lambda one: [one.name],
    "kind": lambda one: [words.SERVICE_KINDS[one.kind]],
    "status": lambda one: [words.STATUSES[one.status]],
    "summary": lambda one: [one.summary],
    "details": lambda one: [one.details],
    "organizations": lambda one: [one.provider.name, *(each.name for each in one.partners)],
    "territory": _territory,
    "guidance": lambda one: [words.GUIDANCES[one.guidance]],
    "for_public": lambda one: [_PUBLIC[one.for_public]],
    "since": lambda one: [shown.partial_date(one.since)],
    "until": lambda one: [shown.partial_date(one.until)],
    "as_of": lambda one: [short_date(one.as_of)],
    "eligibility": _eligibility,
    "schedules": _schedules,
    "costs": _costs,
    "access": _access,
    "corrections": lambda one: [each["known"] for each in corrections(one)],
    "statistics": lambda one: [each.stated for each in one.statistics.all()],
}
