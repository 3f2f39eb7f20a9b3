"""What the pages of the law look up: norms by text, parameters by norm, and which questions lean on what.

Which question weighs which norm is found by deciding every case once, and by reading the table of deadlines: it is what
the program does, not a list that somebody keeps.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from parvis.law.cases import cases
from parvis.law.kernel.decision import Decision, Reading
from parvis.law.kernel.instrument import Instrument
from parvis.law.kernel.norm import Norm
from parvis.law.kernel.parameter import DatedValue, Parameter
from parvis.law.kernel.text import Text
from parvis.law.questions import QUESTIONS, Refusal, decide
from parvis.law.texts import LAW
from parvis.law.texts.deadlines import deadlines

_TIMETABLE = "small-claims/timetable"


@lru_cache(maxsize=1)
def instruments() -> Mapping[str, Instrument]:
    """Every legal text by its identifier, in the order in which findings are shown."""
    return {each.id: each for each in LAW.instruments}


@lru_cache(maxsize=1)
def _parameters_of() -> Mapping[str, tuple[Parameter, ...]]:
    found: dict[str, list[Parameter]] = {}
    for parameter in LAW.parameters:
        found.setdefault(parameter.norm, []).append(parameter)
    return {norm: tuple(each) for norm, each in found.items()}


def parameters_of(norm_id: str) -> tuple[Parameter, ...]:
    """The parameters that hang on a norm."""
    return _parameters_of().get(norm_id, ())


def instrument_of(norm_id: str) -> Instrument:
    """The legal text of a norm or parameter."""
    return instruments()[norm_id.partition("/")[0]]


def unit_of(norm: Norm) -> Text:
    """The unit alone: the citation without that of its text."""
    head = instrument_of(norm.id).cite
    return Text(norm.cite.fr.removeprefix(f"{head.fr}, "), norm.cite.en.removeprefix(f"{head.en}, "))


def version_on(norm_id: str, day: date) -> Norm | None:
    """The version of a norm in force on a day; None where none is."""
    return next((each for each in LAW.norms.versions(norm_id) if day in each.in_force), None)


def nearest_version(norm_id: str, day: date) -> Norm:
    """The version in force on a day, else the last one before it, else the first."""
    versions = LAW.norms.versions(norm_id)
    begun = [each for each in versions if each.in_force.first <= day]
    return version_on(norm_id, day) or (begun or [versions[0]])[-1]


def norm_ids(instrument: Instrument) -> list[str]:
    """The norms of a text, each once, in the order of the text."""
    return list(dict.fromkeys(norm.id for norm in instrument.norms))


@dataclass(frozen=True)
class _Leaning:
    """What the questions lean on: their identifiers by norm and by parameter, and the readings that change a norm."""

    by_norm: Mapping[str, tuple[str, ...]]
    by_parameter: Mapping[str, tuple[str, ...]]
    readings: Mapping[str, tuple[tuple[str, Reading], ...]]


@lru_cache(maxsize=1)
def _leaning() -> _Leaning:
    norms: dict[str, dict[str, None]] = {}
    parameters: dict[str, dict[str, None]] = {}
    readings: dict[str, dict[tuple[str, str], Reading]] = {}
    for question, decision, others in _decided():
        for norm_id in _norms_in(decision):
            norms.setdefault(norm_id, {})[question] = None
        for parameter_id, _ in decision.used:
            parameters.setdefault(parameter_id, {})[question] = None
        for reading, other in others:
            for norm_id in _changed(decision, other):
                readings.setdefault(norm_id, {})[question, reading.key] = reading
    for deadline in deadlines():
        norms.setdefault(deadline.norm, {})[_TIMETABLE] = None
        for parameter_id in deadline.parameters():
            parameters.setdefault(parameter_id, {})[_TIMETABLE] = None
    return _Leaning(
        {key: tuple(found) for key, found in norms.items()},
        {key: tuple(found) for key, found in parameters.items()},
        {
            key: tuple((question, reading) for (question, _), reading in found.items())
            for key, found in readings.items()
        },
    )


def _decided() -> Iterator[tuple[str, Decision, list[tuple[Reading, Decision]]]]:
    """Every case decided, and decided again by each other reading of an unclear text that it met."""
    for case in cases():
        if case.refused is not None or case.question not in QUESTIONS:
            continue
        known = {each.key: each for each in QUESTIONS[case.question].readings}
        try:
            decision = decide(case.question, case.facts, case.choose)
            others = [
                (known[used["key"]], decide(case.question, case.facts, {**case.choose, used["key"]: value}))
                for used in decision.readings
                for value in used["alternatives"]
                if value != used["chosen"]
            ]
        except Refusal:
            continue  # its own test says so; a page goes on without it
        yield case.question, decision, others


def _norms_in(decision: Decision) -> Iterator[str]:
    yield from (finding.norm.id for finding in decision.findings)
    yield from (left.norm for left in decision.for_a_person)


def _changed(one: Decision, other: Decision) -> set[str]:
    """The norms of which the two decisions do not say the same."""
    first, second = ({each.norm.id: each.holds for each in decision.findings} for decision in (one, other))
    return {norm for norm in first.keys() | second.keys() if first.get(norm, "absent") != second.get(norm, "absent")}


def questions_weighing(norm_id: str) -> tuple[str, ...]:
    """The questions that weigh a norm."""
    return _leaning().by_norm.get(norm_id, ())


def questions_using(parameter_id: str) -> tuple[str, ...]:
    """The questions that read a parameter."""
    return _leaning().by_parameter.get(parameter_id, ())


def readings_of(norm_id: str) -> tuple[tuple[str, Reading], ...]:
    """The unclear texts whose reading changes whether a norm holds, each with its question."""
    return _leaning().readings.get(norm_id, ())


def norms_weighed_by(question: str) -> list[str]:
    """The norms that a question weighs, in the order of the texts."""
    found = [norm for norm, questions in _leaning().by_norm.items() if question in questions]
    return sorted(found, key=lambda norm: LAW.order.get(norm, len(LAW.order)))


def parameters_used_by(question: str) -> list[str]:
    """The parameters that a question reads."""
    return sorted(each for each, questions in _leaning().by_parameter.items() if question in questions)


def unconfirmed_norms(day: date) -> list[Norm]:
    """The versions in force on a day whose text was not seen, in the order of the texts."""
    return [norm for each in LAW.instruments for norm in each.norms if norm.unconfirmed and day in norm.in_force]


def _values_on(day: date) -> Iterator[tuple[Parameter, DatedValue]]:
    for parameter in LAW.parameters:
        for value in parameter.values:
            if day in value.in_force:
                yield parameter, value


def unconfirmed_values(day: date) -> list[tuple[Parameter, DatedValue]]:
    """The values in force on a day that are an inference, or from memory."""
    return [(parameter, value) for parameter, value in _values_on(day) if value.unconfirmed]


def values_past_horizon(day: date) -> list[tuple[Parameter, DatedValue]]:
    """The values used on a day after the last one on which somebody confirmed them."""
    return [(parameter, value) for parameter, value in _values_on(day) if value.past_horizon(day) and not value.unknown]


def unknown_stretches() -> list[tuple[Parameter, DatedValue]]:
    """The stretches of time for which no source gives a value."""
    return [(parameter, value) for parameter in LAW.parameters for value in parameter.values if value.unknown]


# Search -------------------------------------------------------------------------------------------------------------


def folded(text: str) -> str:
    """The text without accents, case or curly apostrophes, as it is searched."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'").replace("\u00a0", " "))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@lru_cache(maxsize=1)
def _searchable() -> tuple[tuple[Norm, str], ...]:
    return tuple(
        (norm, folded(" ".join((norm.id, norm.cite.fr, norm.cite.en, norm.says.fr, norm.says.en))))
        for instrument in LAW.instruments
        for norm in instrument.norms
    )


def search(words: str, day: date) -> list[Norm]:
    """The norms whose citation or paraphrase, in either language, holds every word; those in force on the day first."""
    wanted = folded(words).split()[:12]
    if not wanted:
        return []
    best: dict[str, Norm] = {}
    for norm, text in _searchable():
        if all(word in text for word in wanted) and (norm.id not in best or day in norm.in_force):
            best[norm.id] = norm
    return sorted(best.values(), key=lambda norm: (day not in norm.in_force, LAW.order[norm.id]))
