"""Who can help, on paper: each service with why it fits, its cost, how to reach it, its next dates and what is not known."""

from collections.abc import Iterable
from typing import Any

from parvis.documents import plan_words as words
from parvis.documents.sheet import Block, Run, Runs, bullets, facts, heading, link, mark, paragraph, strong
from parvis.law.kernel.text import Text, numbered

#: `parvis.pathway.parts.Helper` and `Sitting`, read by their names.
HelperValues = Any
SittingValues = Any


#: Services told in full; the others take a line each, so that the plan stays a few pages.
TOLD_IN_FULL = 5


def helper_blocks(plan: Any, lang: str) -> Iterable[Block]:
    """The services of the plan: those that help now, those that are paused, what there is to read."""
    yield heading(2, words.HELPERS.to(lang))
    if not plan.helpers:
        yield paragraph(words.NO_HELPER.to(lang))
    for helper in plan.helpers[:TOLD_IN_FULL]:
        yield from _helper(helper, lang)
    for title, helpers in (
        (words.OTHER_HELPERS, plan.helpers[TOLD_IN_FULL:]),
        (words.PAUSED, plan.paused),
        (words.TO_READ, plan.to_read),
    ):
        if helpers:
            yield heading(3, title.to(lang))
            yield bullets(_in_a_line(helper, lang) for helper in helpers)


def _helper(helper: HelperValues, lang: str) -> Iterable[Block]:
    yield heading(3, helper.name.to(lang))
    yield paragraph(helper.summary.to(lang), " ", _sentence(helper.guidance, lang))
    pairs: list[tuple[str, Runs]] = []
    if helper.maybe is not None:
        pairs.append((words.MAYBE.to(lang), mark(helper.maybe.to(lang))))
    if helper.sittings:
        pairs.append((words.NEXT_DATES.to(lang), _sittings(helper.sittings, lang)))
    elif helper.schedule is not None:
        pairs.append((words.DATES.to(lang), helper.schedule.to(lang)))
    steps: list[str] = []
    if helper.reach is not None:
        steps = numbered(helper.reach.to(lang))
        if len(steps) == 1:
            pairs.append((words.REACH.to(lang), steps[0]))
    if helper.phone:
        pairs.append((words.PHONE.to(lang), strong(helper.phone)))
    yield facts(pairs)
    if len(steps) > 1:
        yield paragraph(strong(words.REACH.to(lang)))
        yield bullets(steps, ordered=True)
    if rest := _rest(helper, lang):
        yield paragraph(*rest)


def _rest(helper: HelperValues, lang: str) -> list[Run]:
    """What else is known of a service, and what is not, in one paragraph."""
    told: list[tuple[Text, Run]] = [
        (label, text.to(lang).rstrip("."))
        for label, text in ((words.COST, helper.cost), (words.PROVIDER, helper.provider), (words.PLACE, helper.place))
        if text is not None
    ]
    if helper.web:
        told.append((words.WEB, _web(helper.web)))
    told += [
        (label, _listed(texts, lang))
        for label, texts in (
            (words.FITS, helper.fits),
            (words.CONDITIONS_TO_MEET, helper.conditions),
            (words.NOT_KNOWN, helper.not_known),
        )
        if texts
    ]
    return [run for label, said in told for run in (strong(label.to(lang) + words.COLON.to(lang)), said, ". ")]


def _sentence(text: Text, lang: str) -> Run:
    return strong(text.to(lang).rstrip(".") + ".")


def _web(address: str) -> Run:
    return link(address.removeprefix("https://").removesuffix("/"), address)


def _listed(texts: Iterable[Text], lang: str) -> str:
    return ("\u00a0; " if lang == "fr" else "; ").join(text.to(lang).rstrip(".") for text in texts)


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
    runs: list[Run] = [strong(helper.name.to(lang))]
    if helper.cost is not None:
        runs.append(f" ({helper.cost.to(lang).rstrip('.')})")
    if helper.phone:
        runs.append(f", {helper.phone}")
    if helper.web:
        runs += [", ", _web(helper.web)]
    return runs
