"""What is told to a couple, on paper: safety, each section with its norms, the nearest certified mediators.

`plan` is `parvis.pathway.parts.Plan`, read by its names. `to`: how a norm is cited, by its number.
"""

from collections.abc import Callable, Iterable
from typing import Any

from parvis.documents import plan_words as words
from parvis.documents.sheet import Block, Run, bullets, facts, heading, link, mark, paragraph, strong

PlanValues = Any
#: A norm's number in the list at the end, as runs; nothing where there is no norm.
Cited = Callable[[Any], list[Run]]


def safety_blocks(plan: PlanValues, lang: str) -> Iterable[Block]:
    """Whom to call where one is afraid, before anything to do."""
    if plan.careful is None:
        return
    yield bullets(_line(line, lang) for line in plan.careful.lines)


def _line(line: Any, lang: str) -> list[Run]:
    name: list[Run] = [strong(line.name.to(lang))]
    number: list[Run] = [words.COLON.to(lang), strong(line.phone)] if line.phone else []
    address = link(line.web.removeprefix("https://").rstrip("/"), line.web)
    return [*name, *number, ". ", line.what.to(lang), " ", address]


def section_blocks(plan: PlanValues, lang: str, to: Cited) -> Iterable[Block]:
    """Every section: its answer, what goes with it, and how it was reached."""
    for section in plan.sections:
        yield heading(2, section.heading.to(lang))
        marked: list[Run] = [" ", mark(f"({words.UNCONFIRMED.to(lang)})")] if section.unconfirmed else []
        yield paragraph(strong(section.lead.to(lang)), *marked)
        if section.points:
            yield bullets([point.text.to(lang), *to(point.basis)] for point in section.points)
        if section.account:
            yield paragraph(words.WHERE_FROM.to(lang))
            yield bullets([point.text.to(lang), *to(point.basis)] for point in section.account)
        for said, address in section.links:
            yield paragraph(link(said.to(lang), address.to(lang)))
    if plan.mediators is not None:
        yield from _mediators(plan.mediators, lang)


def _mediators(near: Any, lang: str) -> Iterable[Block]:
    yield heading(3, words.MEDIATORS.to(lang))
    if not near.rows:
        yield paragraph(words.NO_MEDIATOR.to(lang))
    if near.wider:
        yield paragraph(words.MEDIATORS_WIDER.to(lang))
    for one in near.rows:
        yield paragraph(strong(one.name), ", ", one.profession.to(lang))
        told = [
            (words.CERTIFIED_BY.to(lang), one.certifier.to(lang)),
            (words.LANGUAGES.to(lang), ", ".join(each.to(lang) for each in one.languages)),
            (words.MEETINGS.to(lang), ", ".join(each.to(lang) for each in one.ways)),
            (words.PHONE.to(lang), one.phone),
        ]
        yield facts((label, value) for label, value in told if value)


def section_bases(plan: PlanValues) -> list[Any]:
    """The norms of the sections, in their order."""
    return [point.basis for section in plan.sections for point in (*section.points, *section.account)]
