"""The Répertoire as of any day, from the versions.

Two clocks. From the day on which the files were first loaded, a version holds from its publication. Before it, the
directory is what the document of 2024-01-24 said, with each correction shown from the day since which it is known to be
true; a correction without a day, and a record that the document does not have, come in on the day they became known.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from parvis.directory import vocabulary
from parvis.directory.models import Version
from parvis.directory.models.values import first_day_of
from parvis.directory.published import Change, PublishedDirectory, Section
from parvis.directory.wording import Wording
from parvis.law.kernel.text import Text, text_of
from parvis.places.models import Courthouse, District

Key = tuple[str, str]
SECTIONS: dict[str, Text] = {
    "province": Text("Partout au Québec", "Everywhere in Québec"),
    "cjp": Text("Centres de justice de proximité", "Community justice centres"),
    "bar_section": Text("Barreaux de section", "Bar sections"),
    "local": Text("Autres organismes locaux", "Other local organizations"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """The document from which the directory starts."""

    title: Text
    publisher: Text
    day: date


@cache
def document() -> Document:
    """The title, the publisher and the day of the document (data/edition.toml)."""
    said = tomllib.loads(files("parvis.directory").joinpath("data/edition.toml").read_text(encoding="utf-8"))
    return Document(text_of(said["title"]), text_of(said["publisher"]), said["day"])


@dataclass(frozen=True, slots=True)
class _First:
    """The first version of a record: what is known of the time before the first load."""

    content: dict[str, Any] = field(repr=False)
    loaded: date
    known: date


def edition_as_of(day: date, lang: str) -> PublishedDirectory:
    """The Répertoire as of `day` in `lang`, with what changed since the edition before. Six queries, whatever its size.

    Empty before the document's own day.
    """
    first = {(one.kind, one.record): _first(one) for one in Version.objects.first_of_each()}
    days = _days(first)
    past = [one for one in days if one <= day]
    edition_day = past[-1] if past else None
    previous_day = past[-2] if len(past) > 1 else None
    here = _state(day, first) if edition_day else {}
    before = _state(previous_day, first) if previous_day else {}
    wording = _wording(lang, day)
    return PublishedDirectory(
        day=day,
        lang=lang,
        title=document().title.to(lang),
        publisher=document().publisher.to(lang),
        document_day=document().day,
        edition_day=edition_day,
        previous_day=previous_day,
        days=tuple(days),
        sections=_sections(here, wording),
        statistics=tuple(wording.statistic(says, _names(here, lang)) for says in _of("statistic", here)),
        changes=tuple(_changes(before, here, lang)) if previous_day else (),
    )


def edition_days() -> tuple[date, ...]:
    """The days on which the Répertoire changed, oldest first."""
    return tuple(_days({(one.kind, one.record): _first(one) for one in Version.objects.first_of_each()}))


def _wording(lang: str, day: date) -> Wording:
    return Wording(
        lang,
        day,
        dict(District.objects.values_list("slug", "name")),
        dict(Courthouse.objects.values_list("slug", "name")),
    )


def _first(version: Version) -> _First:
    """From the document where it has lines there; else from the day of its facts, if that is later than the document."""
    says, start = version.content, document().day
    if says.get("source_lines") and says.get("origin") != "known_since":
        known = start
    else:
        facts = date.fromisoformat(says["as_of"]) if "as_of" in says else version.valid_from
        known = facts if facts > start else version.valid_from
    return _First(says, version.valid_from, min(known, version.valid_from))


def _days(first: Mapping[Key, _First]) -> list[date]:
    found: set[date] = set()
    for one in first.values():
        found.add(one.known)
        for correction in one.content.get("corrections", []):
            since = first_day_of(correction.get("since", ""))
            if since is not None and one.known < since < one.loaded:
                found.add(since)
    found.update(Version.objects.order_by().values_list("valid_from", flat=True).distinct())
    return sorted(found)


def _state(day: date, first: Mapping[Key, _First]) -> dict[Key, dict[str, Any]]:
    """What each record said on that day."""
    versions = list(Version.objects.as_of(day))
    held = {(one.kind, one.record): one.content for one in versions if not one.withdrawn}
    withdrawn = {(one.kind, one.record) for one in versions if one.withdrawn}
    state = {}
    for key, one in first.items():
        if key in held:
            state[key] = held[key]
        elif one.known <= day and key not in withdrawn:
            state[key] = _before_the_load(one.content, day)
    return state


def _before_the_load(says: dict[str, Any], day: date) -> dict[str, Any]:
    known = []
    for correction in says.get("corrections", []):
        since = first_day_of(correction.get("since", ""))
        if since is not None and since <= day:
            known.append(correction)
    return {**says, "corrections": known} if "corrections" in says else says


def _of(kind: str, state: Mapping[Key, dict[str, Any]]) -> list[dict[str, Any]]:
    return [says for (kind_, _), says in sorted(state.items()) if kind_ == kind]


def _names(state: Mapping[Key, dict[str, Any]], lang: str) -> dict[str, str]:
    return {record: says["name"][lang] for (_, record), says in state.items()}


def _section_of(says: dict[str, Any]) -> str:
    if says["kind"] in ("cjp", "bar_section"):
        return str(says["kind"])
    return "province" if says["territory"]["scope"] == "province" else "local"


def _sections(state: Mapping[Key, dict[str, Any]], wording: Wording) -> tuple[Section, ...]:
    names = _names(state, wording.lang)
    provided: dict[str, list[dict[str, Any]]] = {}
    for says in _of("service", state):
        provided.setdefault(says["organizations"][0]["id"], []).append(says)
    organizations: dict[str, list[Any]] = {key: [] for key in SECTIONS}
    for says in _of("organization", state):
        services = [wording.service(one, names) for one in provided.get(says["id"], [])]
        organizations[_section_of(says)].append(wording.organization(says, services))
    return tuple(
        Section(key, title.to(wording.lang), tuple(sorted(organizations[key], key=lambda one: wording.key(one.name))))
        for key, title in SECTIONS.items()
        if organizations[key]
    )


def _changes(before: Mapping[Key, dict[str, Any]], here: Mapping[Key, dict[str, Any]], lang: str) -> Iterable[Change]:
    """New records, new corrections, changed facts, then the records that were withdrawn; in the order of the identifiers."""
    for key, says in sorted(here.items()):
        kind, record = key
        old = before.get(key)
        if old == says:
            continue
        known = [one for one in says.get("corrections", []) if one not in (old or {}).get("corrections", [])]
        fields = [] if old is None else [name for name in {**old, **says} if old.get(name) != says.get(name)]
        only_known = "corrected" if fields == ["corrections"] and known else "changed"
        what = "added" if old is None else only_known
        yield Change(
            what,
            kind,
            record,
            says.get("slug", ""),
            says["name"][lang],
            tuple(_field_name(name, lang) for name in fields),
            tuple(one["known"][lang] for one in known) if old is not None else (),
        )
    for (kind, record), says in sorted(before.items()):
        if (kind, record) not in here:
            yield Change("withdrawn", kind, record, "", says["name"][lang], (), ())


def _field_name(name: str, lang: str) -> str:
    name = {"assurance": "checks", "locations": "access"}.get(name, name)
    known = vocabulary.FIELDS.get(name)
    return known.to(lang) if known else vocabulary.OTHER_FIELDS.get(name, vocabulary.OTHER_FIELD).to(lang)
