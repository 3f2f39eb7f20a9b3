"""The Répertoire as of a day in Markdown: what changed since the edition before, then every body with its services."""

import re
from collections.abc import Iterable, Iterator

from parvis.directory.published import PublishedDirectory, PublishedOrganization, PublishedService
from parvis.law.kernel.text import Text, short_date

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
_AS_OF = Text("Au {day}", "As of {day}")
_LAST = Text("Dernier changement : {day}.", "Last change: {day}.")
_EMPTY = Text(
    "Rien n’est connu de ce jour : le Répertoire commence le {day}.",
    "Nothing is known of this day: the Répertoire starts on {day}.",
)
_SINCE = Text("Ce qui a changé depuis le {day}", "What changed since {day}")
_NOTHING = Text("Rien de connu.", "Nothing known.")
_FIGURES = Text("Les chiffres", "Figures")
_WHAT = {
    "added": Text("ajouté", "added"),
    "changed": Text("modifié", "changed"),
    "corrected": Text("corrigé", "corrected"),
    "withdrawn": Text("retiré", "withdrawn"),
}
_KNOWN = Text("Ce que l’on sait depuis", "What is known since")
_LABELS: dict[str, Text] = {
    "status": Text("État", "Status"),
    "territory": Text("Territoire", "Territory"),
    "eligibility": Text("Pour qui", "Who it is for"),
    "schedules": Text("Horaire", "Schedule"),
    "costs": Text("Prix", "Price"),
    "how": Text("Comment", "How"),
    "place": Text("Lieu", "Place"),
    "phone": Text("Téléphone", "Phone"),
    "email": Text("Courriel", "E-mail"),
    "web": Text("Web", "Web"),
}


def markdown(published: PublishedDirectory) -> str:
    """An edition as Markdown, in the language of its texts. The same edition gives the same bytes."""
    return "\n".join(_lines(published)) + "\n"


def _lines(published: PublishedDirectory) -> Iterator[str]:
    lang = published.lang
    yield f"# {_safe(published.title)}"
    yield f"\n{_safe(published.publisher)}. {_AS_OF.fill(day=short_date(published.day)).to(lang)}."
    if published.empty or published.edition_day is None:
        yield f"\n{_EMPTY.fill(day=short_date(published.document_day)).to(lang)}"
        return
    yield f"\n{_LAST.fill(day=short_date(published.edition_day)).to(lang)}"
    if published.previous_day is not None:
        yield f"\n## {_SINCE.fill(day=short_date(published.previous_day)).to(lang)} ({len(published.changes)})\n"
        yield from _changes(published) if published.changes else [_NOTHING.to(lang)]
    for section in published.sections:
        yield f"\n## {_safe(section.title)}"
        for organization in section.organizations:
            yield from _organization(organization, lang)
    if published.statistics:
        yield f"\n## {_FIGURES.to(lang)}\n"
        yield from (f"- **{_safe(one.name)}** ({one.id}) {_safe(one.stated)}" for one in published.statistics)


def _changes(published: PublishedDirectory) -> Iterator[str]:
    for one in published.changes:
        detail = " ".join(one.known) if one.known else ", ".join(one.fields)
        yield f"- **{_safe(one.name)}** ({one.id}, {_WHAT[one.what].to(published.lang)}) {_safe(detail)}".rstrip()


def _organization(one: PublishedOrganization, lang: str) -> Iterator[str]:
    yield f"\n### {_safe(one.name)} ({one.id})"
    yield f"\n{_safe(one.description)}\n"
    yield from _facts([(name, (getattr(one, name),)) for name in ("territory", "phone", "email", "web")], lang)
    for place in one.places:
        yield f"- {_safe(', '.join(part for part in (place.name, place.address, place.hours) if part))}"
    for service in one.services:
        yield from _service(service, lang)


def _service(one: PublishedService, lang: str) -> Iterator[str]:
    yield f"\n#### {_safe(one.name)} ({one.id})"
    yield f"\n{_safe(one.summary)} {_safe(one.details)}".rstrip() + "\n"
    several = {name: getattr(one, name) for name in ("eligibility", "schedules", "costs")}
    single = {name: (getattr(one, name),) for name in ("status", "territory", "how", "place", "phone", "email")}
    single["web"] = ("" if one.web_lost else one.web,)
    yield from _facts([(name, (several | single)[name]) for name in _LABELS], lang)
    if one.corrections:
        known = " ".join(f"({each.since}) {each.known}" if each.since else each.known for each in one.corrections)
        yield f"- {_KNOWN.to(lang)}{_colon(lang)} {_safe(known)}"


def _facts(facts: Iterable[tuple[str, tuple[str, ...]]], lang: str) -> Iterator[str]:
    for name, values in facts:
        told = " ".join(value for value in values if value)
        if told:
            yield f"- {_LABELS[name].to(lang)}{_colon(lang)} {_safe(told) if name != 'web' else f'<{told}>'}"


def _colon(lang: str) -> str:
    return "\u00a0:" if lang == "fr" else ":"


def _safe(text: str) -> str:
    """Text that no reader of Markdown takes for markup."""
    return _SPECIAL.sub(r"\\\1", text.replace("\n", " "))
