"""Who can help, on paper: each service with why it fits, its cost, how to reach it, its next dates and what is not known."""

from collections.abc import Iterable
from typing import Any

from parvis.documents import plan_words as words
from parvis.documents.sheet import Block, Run, Runs, bullets, facts, heading, link, mark, paragraph, quiet, strong
from parvis.law.kernel.text import short_date

#: `parvis.pathway.parts.Helper` and `Sitting`, read by their names.
HelperValues = Any
SittingValues = Any


def helper_blocks(plan: Any, lang: str) -> Iterable[Block]:
    """The services of the plan: those that help now, those that are paused, what there is to read."""
    yield heading(2, words.HELPERS.to(lang))
    if not plan.helpers:
        yield paragraph(words.NO_HELPER.to(lang))
    for helper in plan.helpers:
        yield from _helper(helper, lang)
    if plan.paused:
        yield heading(3, words.PAUSED.to(lang))
        yield bullets(_in_a_line(helper, lang) for helper in plan.paused)
    if plan.to_read:
        yield heading(3, words.TO_READ.to(lang))
        yield bullets(_in_a_line(helper, lang) for helper in plan.to_read)


def _helper(helper: HelperValues, lang: str) -> Iterable[Block]:
    yield heading(3, helper.name.to(lang))
    yield paragraph(helper.summary.to(lang), " ", strong(helper.guidance.to(lang)))
    pairs: list[tuple[str, Runs]] = []
    if helper.maybe is not None:
        pairs.append((words.MAYBE.to(lang), mark(helper.maybe.to(lang))))
    if helper.provider is not None:
        pairs.append((words.PROVIDER.to(lang), helper.provider.to(lang)))
    if helper.sittings:
        pairs.append((words.NEXT_DATES.to(lang), _sittings(helper.sittings, lang)))
    elif helper.schedule is not None:
        pairs.append((words.DATES.to(lang), helper.schedule.to(lang)))
    pairs += [
        (label.to(lang), text.to(lang))
        for label, text in ((words.COST, helper.cost), (words.REACH, helper.reach), (words.PLACE, helper.place))
        if text is not None
    ]
    if helper.phone:
        pairs.append((words.PHONE.to(lang), helper.phone))
    if helper.web:
        pairs.append((words.WEB.to(lang), link(helper.web.removeprefix("https://").removesuffix("/"), helper.web)))
    if helper.fits:
        pairs.append((words.FITS.to(lang), _listed(helper.fits, lang)))
    if helper.conditions:
        pairs.append((words.CONDITIONS_TO_MEET.to(lang), _listed(helper.conditions, lang)))
    if helper.not_known:
        pairs.append((words.NOT_KNOWN.to(lang), _listed(helper.not_known, lang)))
    yield facts(pairs)


def _listed(texts: Iterable[Any], lang: str) -> str:
    separator = " ; " if lang == "fr" else "; "
    return separator.join(text.to(lang).rstrip(".") for text in texts).replace(" ;", "\u00a0;")


def _sittings(sittings: Iterable[SittingValues], lang: str) -> list[Run]:
    runs: list[Run] = []
    for sitting in sittings:
        if runs:
            runs.append("\u00a0; " if lang == "fr" else "; ")
        runs.append(strong(sitting.when.to(lang)))
        if not sitting.confirmed:
            runs += [" ", mark(f"({words.NOT_ANNOUNCED.to(lang)})")]
    return runs


def _in_a_line(helper: HelperValues, lang: str) -> list[Run]:
    runs: list[Run] = [strong(helper.name.to(lang)), ". ", helper.summary.to(lang)]
    if helper.web:
        runs += [" ", link(helper.web.removeprefix("https://").removesuffix("/"), helper.web)]
    if helper.as_of is not None:
        runs += [" ", quiet(f"({short_date(helper.as_of).to(lang)})")]
    return runs
