"""The Répertoire on paper, as of a day: contents, what changed, each organization with its services, the statistics.

`published` is `parvis.directory.published.PublishedDirectory`, whose texts are already in one language. This room lies below the
directory, so the values are read by their names, never imported.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from parvis.documents import directory_words as words
from parvis.documents.render import Rendered
from parvis.documents.sheet import (
    Block,
    Run,
    Runs,
    bullets,
    contents,
    facts,
    heading,
    link,
    mark,
    page_break,
    paragraph,
    quiet,
    sheet_pdf,
    strong,
    table,
)
from parvis.law.kernel.text import Text, short_date

#: The values of `parvis.directory.published`.
PublishedValues = Any
#: What the denominator of a statistic counts, by its code.
Bases = Mapping[str, Text]
NO_BASES: Bases = {}
_CHANGES = {"added": words.ADDED, "changed": words.CHANGED, "corrected": words.CORRECTED, "withdrawn": words.WITHDRAWN}


def directory_pdf(published: PublishedValues, lang: str, bases: Bases = NO_BASES) -> bytes:
    """The edition as a PDF in `lang` (the language of its texts), dated that day. `bases`: what each base counts, in words."""
    return directory_sheet(published, lang, bases).pdf


def directory_sheet(published: PublishedValues, lang: str, bases: Bases = NO_BASES) -> Rendered:
    """The same, with the signs that could not be printed. `ValueError` where the edition is in another language."""
    if published.lang != lang:
        raise ValueError(f"the edition is in {published.lang!r}, asked for in {lang!r}")
    day = short_date(published.day).to(lang)
    return sheet_pdf(
        directory_blocks(published, lang, bases),
        title=f"{published.title}, {day}",
        author=published.publisher,
        lang=lang,
        on=published.day,
        running=f"{published.title} · {day}",
        apart=True,
    )


def directory_blocks(published: PublishedValues, lang: str, bases: Bases = NO_BASES) -> list[Block]:
    """The blocks of an edition, in order."""
    blocks = [*_head(published, lang)]
    if published.empty:
        return blocks
    blocks += [contents(lang, 3), page_break(), *_changes(published, lang)]
    for section in published.sections:
        blocks.append(heading(2, section.title))
        for organization in section.organizations:
            blocks += _organization(organization, lang)
    return [*blocks, *_statistics(published.statistics, lang, bases)]


def _head(published: PublishedValues, lang: str) -> Iterable[Block]:
    yield heading(1, published.title, listed=False)
    yield paragraph(words.AS_OF.fill(day=short_date(published.day)).to(lang), lead=True)
    if published.empty:
        yield paragraph(words.NOT_YET.fill(day=short_date(published.document_day)).to(lang))
        return
    if published.edition_day is not None:
        yield paragraph(words.LAST_CHANGE.fill(day=short_date(published.edition_day)).to(lang))
    yield paragraph(strong(words.COUNTS.fill(**published.counts).to(lang)))
    source = words.ABOUT.fill(day=short_date(published.document_day), publisher=published.publisher)
    yield paragraph(source.to(lang))


def _changes(published: PublishedValues, lang: str) -> Iterable[Block]:
    if published.previous_day is None or not published.changes:
        return
    yield heading(2, words.CHANGES.fill(day=short_date(published.previous_day)).to(lang))
    yield bullets(_change(each, lang) for each in published.changes)


def _change(change: Any, lang: str) -> list[Run]:
    runs: list[Run] = [strong(change.name), f" ({_CHANGES[change.what].to(lang)})"]
    if change.known:
        runs.append(" " + " ".join(change.known))
    elif change.fields:
        runs.append(". " + ", ".join(change.fields))
    return runs


def _organization(organization: Any, lang: str) -> Iterable[Block]:
    yield heading(3, organization.name)
    yield paragraph(organization.description, " ", quiet(f"({organization.kind})"))
    pairs: list[tuple[str, Runs]] = []
    _add(pairs, words.TERRITORY, organization.territory, lang)
    _add(pairs, words.PHONE, organization.phone, lang)
    _add(pairs, words.EMAIL, organization.email, lang)
    if organization.web:
        pairs.append((words.WEB.to(lang), _web(organization.web)))
    if pairs:
        yield facts(pairs)
    if organization.places:
        yield paragraph(strong(words.PLACES.to(lang)))
        yield bullets(_place(each, lang) for each in organization.places)
    for service in organization.services:
        yield from _service(service, lang)
    if not organization.services:
        yield paragraph(quiet(words.NO_SERVICE.to(lang)))


def _add(pairs: list[tuple[str, Runs]], label: Text, value: str | Iterable[str], lang: str) -> None:
    """Adds a fact where it is known; several are told one after the other."""
    told = value if isinstance(value, str) else _several(value, lang)
    if told:
        pairs.append((label.to(lang), told))


def _several(values: Iterable[str], lang: str) -> str:
    return ("\u00a0; " if lang == "fr" else "; ").join(each.rstrip(".") for each in values)


def _web(address: str) -> Run:
    return link(address.removeprefix("https://").removesuffix("/"), address)


def _place(place: Any, lang: str) -> list[Run]:
    runs: list[Run] = [strong(place.name), *(f", {each}" for each in (place.address, place.hours) if each)]
    if not place.confirmed:
        runs += [" ", mark(f"({words.UNCONFIRMED.to(lang)})")]
    return runs


def _service(service: Any, lang: str) -> Iterable[Block]:
    yield heading(4, service.name)
    state = f"({service.kind}; {service.status})" if lang == "en" else f"({service.kind}\u00a0; {service.status})"
    yield paragraph(service.summary, " ", mark(state) if not service.active else quiet(state))
    if service.details:
        yield paragraph(service.details)
    yield facts(_facts_of(service, lang))
    if service.corrections:
        yield from _corrections(service.corrections, lang)


def _facts_of(service: Any, lang: str) -> list[tuple[str, Runs]]:
    pairs: list[tuple[str, Runs]] = []
    eligibility = service.eligibility if service.for_public else (words.NOT_FOR_PUBLIC.to(lang), *service.eligibility)
    for label, value in (
        (words.FOR, eligibility),
        (words.TERRITORY, service.territory),
        (words.COST, service.costs),
        (words.DATES, service.schedules),
        (words.LANGUAGES, service.languages),
        (words.CHANNELS, service.channels),
        (words.BOOKING, service.booking),
        (words.HOW, service.how),
        (words.PLACE, service.place),
        (words.PHONE, service.phone),
        (words.EMAIL, service.email),
    ):
        _add(pairs, label, value, lang)
    if service.web:
        pairs.append((words.WEB.to(lang), _web(service.web)))
    elif service.web_lost:
        pairs.append((words.WEB.to(lang), words.WEB_LOST.to(lang)))
    _add(pairs, words.WITH, service.partners, lang)
    _add(pairs, words.PERIOD, service.period, lang)
    _add(pairs, words.NOT_STATED, service.not_stated, lang)
    pairs.append((words.KNOWN_BY.to(lang), _known_by(service, lang)))
    return pairs


def _known_by(service: Any, lang: str) -> list[Run]:
    runs: list[Run] = []
    for check in service.checks:
        runs += [f"{_in_a_sentence(check.fields)}{_colon(lang)}{_lower(check.how)}, ", *_linked(check.by)]
        runs += [
            f", {short_date(check.on).to(lang)}",
            *([" ", mark(f"({words.DUE.to(lang)})")] if check.due else []),
            ". ",
        ]
    runs.append(quiet(words.FACTS_OF.fill(day=short_date(service.as_of)).to(lang)))
    if service.source_lines:
        lines = ", ".join(map(str, service.source_lines))
        runs.append(quiet(f" ({words.LINES.fill(lines=lines).to(lang)})"))
    return runs


def _lower(word: str) -> str:
    """The word inside a sentence; a word of capitals keeps them."""
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]


def _in_a_sentence(fields: str) -> str:
    return ", ".join(_lower(each) for each in fields.split(", "))


def _linked(text: str) -> list[Run]:
    """The text with each full address as a link that shows its site."""
    runs: list[Run] = []
    for part in re.split(r"(https://[^\s,]+)", text):
        if part.startswith("https://"):
            runs.append(link(part.removeprefix("https://").split("/")[0], part))
        elif part:
            runs.append(part)
    return runs


def _colon(lang: str) -> str:
    return "\u00a0: " if lang == "fr" else ": "


def _corrections(corrections: Iterable[Any], lang: str) -> Iterable[Block]:
    columns = [(words.FIELD, 0.9), (words.SAID, 1.7), (words.KNOWN, 2.2), (words.SINCE, 0.9)]
    rows: list[list[Runs]] = [
        [
            each.field,
            each.said,
            [each.known, *([] if each.confirmed else [" ", mark(f"({words.UNCONFIRMED.to(lang)})")])],
            each.since,
        ]
        for each in corrections
    ]
    yield table([(label.to(lang), width) for label, width in columns], rows, caption=words.CORRECTIONS.to(lang))


def _statistics(statistics: Iterable[Any], lang: str, bases: Bases) -> Iterable[Block]:
    groups: dict[tuple[str, str], list[Any]] = {}
    for each in statistics:
        groups.setdefault((each.measure, each.base), []).append(each)
    if not groups:
        return
    yield heading(2, words.STATISTICS.to(lang))
    yield paragraph(words.STATISTICS_HOW.to(lang))
    for (measure, base), group in groups.items():
        counted = bases.get(base, words.BASE_UNCLEAR if not base else None)
        yield heading(3, f"{measure} {counted.to(lang)}" if counted is not None else measure)
        yield table(
            [(label.to(lang), width) for label, width in _STATISTIC_COLUMNS],
            [_statistic(each, lang) for each in group],
        )


_STATISTIC_COLUMNS = (
    (words.FIGURE, 1.7),
    (words.NUMERATOR, 1.0),
    (words.DENOMINATOR, 1.1),
    (words.WHEN, 1.0),
    (words.CHECKED, 2.3),
)


def _statistic(statistic: Any, lang: str) -> list[Runs]:
    not_given = quiet(words.NOT_GIVEN.to(lang))
    where = [each for each in (statistic.period, statistic.territory) if each]
    return [
        [strong(statistic.name), ". ", statistic.stated],
        statistic.numerator or not_given,
        statistic.denominator or not_given,
        _several(where, lang) or not_given,
        [statistic.verdict, ". ", statistic.recomputation] if statistic.recomputation else statistic.verdict,
    ]
