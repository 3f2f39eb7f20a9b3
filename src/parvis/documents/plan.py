"""The plan on paper: the last day first, then what to do, who helps, where one stands, and every text it rests on.

`plan` is `parvis.pathway.parts.Plan`. This room lies below the pathway, so the values are read, never imported: nothing
here decides or computes anything, and every date printed is one that the plan holds.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from parvis.documents import plan_words as words
from parvis.documents.plan_helpers import helper_blocks
from parvis.documents.plan_sections import safety_blocks, section_bases, section_blocks
from parvis.documents.render import Rendered
from parvis.documents.sheet import (
    Block,
    Run,
    bullets,
    facts,
    heading,
    large,
    link,
    mark,
    note,
    paragraph,
    quiet,
    sheet_pdf,
    strong,
    table,
)
from parvis.law.kernel.text import Text, long_date, short_date

AUTHOR = "Parvis"
#: The values of `parvis.pathway.parts`, read by their names.
PlanValues = Any
StepValues = Any
BasisValues = Any
#: A citation, its version, and whether its text was not read.
Article = tuple[str, date, bool]


def plan_pdf(plan: PlanValues, lang: str, on: date) -> bytes:
    """The plan as a PDF in `lang`, dated `on`. `Unprintable` where it cannot be made (a fault of ours)."""
    return plan_sheet(plan, lang, on).pdf


def plan_sheet(plan: PlanValues, lang: str, on: date) -> Rendered:
    """The same, with the signs that could not be printed."""
    return sheet_pdf(
        plan_blocks(plan, lang),
        title=words.TITLE.to(lang),
        author=AUTHOR,
        lang=lang,
        on=on,
        running=_running(plan, lang),
    )


def _running(plan: PlanValues, lang: str) -> str:
    return f"{words.TITLE.to(lang)}, {short_date(plan.on).to(lang)} · {words.NOTHING_FILED.to(lang)}"


def plan_blocks(plan: PlanValues, lang: str) -> list[Block]:
    """The plan's blocks, in the order in which a worried reader needs them. Norms are numbered, and listed at the end."""
    references = References(plan)
    return [
        *_head(plan, lang),
        *(_standing(plan, lang, references) if plan.elsewhere else ()),
        *_steps(plan, lang, references),
        *section_blocks(plan, lang, references.to),
        *helper_blocks(plan, lang),
        *(() if plan.elsewhere else _standing(plan, lang, references)),
        *_assumed(plan, lang),
        *_norms(references, lang),
    ]


class References:
    """Every article that a plan rests on, once each, in the plan's order, with its number."""

    def __init__(self, plan: PlanValues) -> None:
        self.bases = bases(plan)
        self._numbers = {_article(each): number for number, each in enumerate(self.bases, start=1)}

    def to(self, basis: BasisValues) -> list[Run]:
        """« [3] », after what rests on it; nothing where there is no norm."""
        return [] if basis is None else [quiet(f"\u00a0[{self._numbers[_article(basis)]}]")]


def _head(plan: PlanValues, lang: str) -> Iterable[Block]:
    yield heading(1, words.TITLE.to(lang))
    yield paragraph(plan.summary.to(lang), lead=True)
    if plan.deadline is not None:
        yield _deadline(plan.deadline, lang)
    yield note("stop", strong(words.NOTHING_FILED.to(lang)), " ", words.NOT_ADVICE.to(lang))
    if plan.safety is not None:
        yield note("careful", strong(words.SAFETY.to(lang) + ". "), plan.safety.to(lang))
        yield from safety_blocks(plan, lang)
    yield from (paragraph(text.to(lang)) for text in plan.notes)
    yield paragraph(quiet(words.MADE_ON.fill(day=short_date(plan.on)).to(lang)))


def _deadline(deadline: Any, lang: str) -> Block:
    label = words.LAST_DAY_PAST if deadline.past else words.LAST_DAY
    runs: list[Run] = [deadline.act.to(lang)]
    if deadline.strict:
        runs += [" ", strong(words.STRICT.to(lang))]
    if deadline.unconfirmed:
        runs += [" ", mark(f"({words.UNCONFIRMED.to(lang)})")]
    return large(label.to(lang), long_date(deadline.day).to(lang), *runs)


def _steps(plan: PlanValues, lang: str, references: References) -> Iterable[Block]:
    if plan.steps:
        yield heading(2, words.YOUR_STEPS.to(lang))
        yield _step_table(plan.steps, lang, references, told_how=bool(plan.sections))
    if plan.if_nothing is not None:
        yield heading(2, words.IF_NOTHING.to(lang))
        yield paragraph(plan.if_nothing.to(lang))
    if plan.path:
        yield heading(2, words.PATH.to(lang))
        yield bullets(_station(station, lang) for station in plan.path)
    if plan.later:
        yield heading(2, words.LATER_STEPS.to(lang))
        yield _step_table(plan.later, lang, references)
    if plan.others:
        yield heading(2, words.THEIR_STEPS.to(lang))
        yield bullets(_other(step, lang, references) for step in plan.others)


def _other(step: StepValues, lang: str, references: References) -> list[Run]:
    return [strong(step.who.to(lang) + ". "), *_act(step, lang, references), " ", *_when(step, lang)]


def _step_table(steps: Iterable[StepValues], lang: str, references: References, *, told_how: bool = False) -> Block:
    columns = [(words.WHEN.to(lang), 1.1), (words.ACT.to(lang), 2.2), (words.OTHERWISE.to(lang), 1.7)]
    rows = [
        [
            _when(step, lang),
            [*_act(step, lang, references), *(f" {one.to(lang)}" for one in step.how if told_how)],
            step.if_missed.to(lang) if step.if_missed else "—",
        ]
        for step in steps
    ]
    return table(columns, rows)


def _station(station: Any, lang: str) -> list[Run]:
    label = station.label.to(lang)
    if station.state == "here":
        runs: list[Run] = [strong(f"{label} ({words.HERE.to(lang)})")]
    elif station.state == "nothing":
        runs = [f"{words.IF_NOTHING_SHORT.to(lang)} ", label]
    else:
        said = {"done": words.DONE, "missed": words.MISSED}.get(station.state)
        runs = [label, *([" ", quiet(f"({said.to(lang)})")] if said else [])]
    return [*runs, ". ", station.detail.to(lang)] if station.detail is not None else runs


def _when(step: StepValues, lang: str) -> list[Run]:
    when = step.when.to(lang)
    runs: list[Run] = [strong(when) if step.last_day is not None and not step.past else when]
    if step.strict and not step.past:
        runs += [" ", words.STRICT.to(lang)]
    for flag, word in ((step.done, words.DONE), (step.past and not step.done, words.PAST)):
        if flag:
            runs += [" ", quiet(f"({word.to(lang)})")]
    if step.unconfirmed:
        runs += [" ", mark(f"({words.UNCONFIRMED.to(lang)})")]
    return runs


def _act(step: StepValues, lang: str, references: References) -> list[Run]:
    runs: list[Run] = [step.act.to(lang)]
    if step.applies is None:
        runs += [" ", quiet(f"({words.IF_IT_APPLIES.to(lang)})")]
    why = step.why.to(lang) if step.why is not None else ""
    if why.rstrip(".") not in f"{step.act.to(lang)} {step.when.to(lang)}":
        runs += [" ", why]
    if step.readings:
        said = ", ".join(
            f"{label.to(lang)}{words.COLON.to(lang)}{short_date(day).to(lang)}" for label, day in step.readings
        )
        runs += [" ", words.READINGS.to(lang).replace("{readings}", said)]
    return [*runs, *references.to(step.basis)]


def _standing(plan: PlanValues, lang: str, references: References) -> Iterable[Block]:
    if plan.sections and plan.territory is None:
        return
    yield heading(2, (words.NEAR_YOU if plan.sections else words.STANDING).to(lang))
    if plan.standing is not None:
        yield from _small_claim(plan.standing, lang, references)
    if plan.territory is not None:
        yield heading(3, words.TERRITORY.to(lang))
        yield paragraph(
            plan.territory.sentence.to(lang),
            *_all(plan.territory.bases, references),
            *_marked(plan.territory.unconfirmed, lang),
        )
        if plan.territory.court_places:
            yield from _court_places(plan.territory.court_places, lang)
        elif plan.territory.district is None:
            yield paragraph(plan.territory.search.to(lang))
    if plan.prescription is not None:
        yield heading(3, words.PRESCRIPTION.to(lang))
        yield paragraph(
            plan.prescription.sentence.to(lang),
            *references.to(plan.prescription.basis),
            *_marked(plan.prescription.unconfirmed, lang),
        )
        if plan.prescription.account:
            yield paragraph(strong(words.ACCOUNT.to(lang)))
            yield bullets((_account_line(line, lang, references) for line in plan.prescription.account), ordered=True)
        if plan.prescription.may_change:
            yield paragraph(strong(words.TO_KNOW.to(lang)))
            yield bullets(_account_line(line, lang, references) for line in plan.prescription.may_change)
    if plan.route is not None:
        yield heading(3, words.ROUTE.to(lang))
        yield paragraph(
            plan.route.sentence.to(lang), *references.to(plan.route.basis), *_marked(plan.route.unconfirmed, lang)
        )
        yield from (paragraph(text.to(lang)) for text in plan.route.details)


def _small_claim(standing: Any, lang: str, references: References) -> Iterable[Block]:
    yield heading(3, words.CONDITIONS.to(lang))
    yield paragraph(strong(standing.sentence.to(lang)))
    if standing.conditions:
        columns = [(words.CONDITION.to(lang), 4.0), (words.HOLDS.to(lang), 1.2)]
        rows = [
            [
                [each.because.to(lang), *references.to(each.basis)],
                [_holds(each.holds).to(lang), *_marked(each.basis.unconfirmed, lang)],
            ]
            for each in standing.conditions
        ]
        yield table(columns, rows)
    if standing.missing:
        yield paragraph(strong(words.MISSING.to(lang)))
        yield bullets(text.to(lang) for text in standing.missing)
    if standing.elsewhere:
        yield paragraph(strong(words.INSTEAD.to(lang)))
        yield bullets(
            [strong(each.name.to(lang)), ". ", each.why.to(lang), *references.to(each.basis), *_contacts(each, lang)]
            for each in standing.elsewhere
        )


def _contacts(elsewhere: Any, lang: str) -> list[Run]:
    """The official pages and the telephones of where the matter goes."""
    runs: list[Run] = []
    for contact in elsewhere.contacts:
        address = contact.web.to(lang)
        runs += [" ", link(address.removeprefix("https://").rstrip("/"), address), "."]
        runs += [f" {phone.number} ({phone.where.to(lang)})." for phone in contact.phones]
    return runs


def _all(found: Iterable[BasisValues], references: References) -> list[Run]:
    return [run for basis in found for run in references.to(basis)]


def _holds(holds: bool | None) -> Text:
    return words.NOT_SURE if holds is None else words.YES if holds else words.NO


def _marked(unconfirmed: bool, lang: str) -> list[Run]:
    return [" ", mark(f"({words.UNCONFIRMED.to(lang)})")] if unconfirmed else []


def _court_places(places: Iterable[Any], lang: str) -> Iterable[Block]:
    """Those with an address or a number, each; then the names of the others, of which nothing more is known."""
    known = [place for place in places if place.address or place.phone]
    others = [place.name for place in places if not (place.address or place.phone)]
    if known:
        yield bullets(_court_place(place, lang) for place in known)
    if others:
        yield paragraph(words.OTHER_PLACES.to(lang) + words.COLON.to(lang) + ", ".join(others) + ".")


def _court_place(place: Any, lang: str) -> list[Run]:
    told = [place.address, place.postal_code, place.phone, place.hours.to(lang) if place.hours else ""]
    runs: list[Run] = [strong(place.name), *(f", {each}" for each in told if each)]
    if place.note is not None:
        runs += [". ", place.note.to(lang)]
    return [*runs, *_marked(not place.confirmed, lang)]


def _account_line(line: Any, lang: str, references: References) -> list[Run]:
    day: list[Run] = [strong(short_date(line.day).to(lang)), ". "] if line.day else []
    return [*day, line.text.to(lang), *references.to(line.basis)]


def _assumed(plan: PlanValues, lang: str) -> Iterable[Block]:
    if plan.assumed:
        yield heading(2, words.ASSUMED.to(lang))
        yield paragraph(words.ASSUMED_HOW.to(lang))
        yield facts((each.label.to(lang), each.answer.to(lang)) for each in plan.assumed)


def bases(plan: PlanValues) -> list[BasisValues]:
    """Every article that the plan rests on, once each, in the order of the plan; several norms may share an article."""
    found: list[BasisValues] = [step.basis for step in (*plan.steps, *plan.later, *plan.others)]
    if plan.standing is not None:
        found += [each.basis for each in (*plan.standing.conditions, *plan.standing.elsewhere)]
    if plan.territory is not None:
        found += plan.territory.bases
    if plan.prescription is not None:
        lines = (*plan.prescription.account, *plan.prescription.may_change)
        found += [plan.prescription.basis, *(line.basis for line in lines)]
    if plan.route is not None:
        found.append(plan.route.basis)
    found += section_bases(plan)
    once: dict[Article, BasisValues] = {}
    for each in found:
        if each is not None:
            once.setdefault(_article(each), each)
    return list(once.values())


def _article(basis: BasisValues) -> Article:
    return basis.cite.fr, basis.version, basis.unconfirmed


def _norms(references: References, lang: str) -> Iterable[Block]:
    if references.bases:
        yield heading(2, words.NORMS.to(lang))
        yield paragraph(words.NORMS_HOW.to(lang))
        yield bullets((_norm(each, lang) for each in references.bases), ordered=True)


def _norm(basis: BasisValues, lang: str) -> list[Run]:
    version = words.VERSION.fill(day=short_date(basis.version)).to(lang)
    cited = link(basis.cite.to(lang), basis.address.to(lang))
    return [cited, f" ({version}).", *_marked(basis.unconfirmed, lang)]
