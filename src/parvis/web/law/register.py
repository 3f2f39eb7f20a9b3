"""What the pages of the law look up: norms by text, parameters by norm, and which questions lean on what.

Which question weighs which norm is found by deciding every case once, and by reading the table of deadlines: it is what
the program does, not a list that somebody keeps.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from parvis.law.cases import by_question
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


@cache
def _leaning_of(question: str) -> _Leaning:
    """What one question leans on: its cases decided, and for the timetable its table of deadlines."""
    norms: dict[str, None] = {}
    parameters: dict[str, None] = {}
    readings: dict[str, dict[str, Reading]] = {}
    for decision, others in _decided(question):
        norms.update(dict.fromkeys(_norms_in(decision)))
        parameters.update(dict.fromkeys(parameter_id for parameter_id, _ in decision.used))
        for reading, other in others:
            for norm_id in _changed(decision, other):
                readings.setdefault(norm_id, {})[reading.key] = reading
    if question == _TIMETABLE:
        for deadline in deadlines():
            norms[deadline.norm] = None
            parameters.update(dict.fromkeys(deadline.parameters()))
    return _Leaning(
        dict.fromkeys(norms, (question,)),
        dict.fromkeys(parameters, (question,)),
        {norm: tuple((question, reading) for reading in each.values()) for norm, each in readings.items()},
    )


@lru_cache(maxsize=1)
def _leaning() -> _Leaning:
    """What all the questions lean on."""
    norms: dict[str, tuple[str, ...]] = {}
    parameters: dict[str, tuple[str, ...]] = {}
    readings: dict[str, tuple[tuple[str, Reading], ...]] = {}
    for question in QUESTIONS:
        one = _leaning_of(question)
        for norm, asking in one.by_norm.items():
            norms[norm] = norms.get(norm, ()) + asking
        for parameter, asking in one.by_parameter.items():
            parameters[parameter] = parameters.get(parameter, ()) + asking
        for norm, met in one.readings.items():
            readings[norm] = readings.get(norm, ()) + met
    return _Leaning(norms, parameters, readings)


def made_ready() -> None:
    """Find out, before anybody asks, which question leans on what: it takes some seconds, once in each process."""
    _leaning()
    _searchable()


def _decided(question: str) -> Iterator[tuple[Decision, list[tuple[Reading, Decision]]]]:
    """Every case of a question decided, and decided again by each other reading of an unclear text that it met."""
    known = {each.key: each for each in QUESTIONS[question].readings}
    for case in by_question().get(question, ()):
        if case.refused is not None:
            continue
        try:
            decision = decide(question, case.facts, case.choose)
            others = [
                (known[used["key"]], decide(question, case.facts, {**case.choose, used["key"]: value}))
                for used in decision.readings
                for value in used["alternatives"]
                if value != used["chosen"]
            ]
        except Refusal:
            continue  # its own test says so; a page goes on without it
        yield decision, others


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
    return sorted(_leaning_of(question).by_norm, key=lambda norm: LAW.order.get(norm, len(LAW.order)))


def parameters_used_by(question: str) -> list[str]:
    """The parameters that a question reads."""
    return sorted(_leaning_of(question).by_parameter)


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


#: What is searched of a search; a page cuts it before.
_LONGEST_SEARCH = 400
#: "art. 10", "s. 10", "ss. 4 to 12", "articles 547 et 551", as people write them in either language.
_ARTICLE = re.compile(
    r"(?:\b[ld]')?\b(?:articles?|arts?|sections?|ss?|aa?)\.?\s*(\d+(?:[._]\d+)*)(?:\s(a|to|et|and)\s(\d+(?:[._]\d+)*))?(?!\w)"
)
#: What jurists call a text, and the name by which it is known here.
_CALLED = {
    "c.p.c.": "ccp",
    "cpc": "ccp",
    "ncpc": "ccp",
    "c.c.p.": "ccp",
    "c.c.q.": "ccq",
    "lpc": "cpa",
    "l.p.c.": "cpa",
    "c.p.a.": "cpa",
}
_LONGEST_RANGE = 100


def _articles_in(text: str) -> tuple[frozenset[str], ...]:
    """The numbers of each mention of an article in a folded text; all those of "4 to 12"."""
    return tuple(_between(*found.groups()) for found in _ARTICLE.finditer(text))


def _between(first: str, joined: str | None, last: str | None) -> frozenset[str]:
    numbers = {each.replace("_", ".") for each in (first, last) if each}
    if last and joined in ("a", "to") and first.isdigit() and last.isdigit():
        numbers.update(str(each) for each in range(int(first), min(int(last), int(first) + _LONGEST_RANGE) + 1))
    return frozenset(numbers)


def _numbers_of(norm: Norm) -> frozenset[str]:
    """The numbers by which a norm is asked: those of the articles in its citation, beside that of its address."""
    own = {norm.article.replace("_", ".")} if norm.article else set()
    return frozenset(own.union(*_articles_in(folded(unit_of(norm).fr))))


@lru_cache(maxsize=1)
def _searchable() -> tuple[tuple[Norm, str, frozenset[str]], ...]:
    return tuple(
        (norm, folded(" ".join((norm.id, norm.cite.fr, norm.cite.en, norm.says.fr, norm.says.en))), _numbers_of(norm))
        for instrument in LAW.instruments
        for norm in instrument.norms
    )


def search(words: str, day: date) -> list[Norm]:
    """The norms whose citation or paraphrase, in either language, holds every word; those in force on the day first.

    "art. 10", "a. 10", "s. 10" or "section 10" is the norm of that number, in either language: 10, not 110.
    """
    typed = folded(words)[:_LONGEST_SEARCH]
    articles = _articles_in(typed)
    wanted = [_CALLED.get(word.strip(",;"), word) for word in _ARTICLE.sub(" ", typed).split()[:12]]
    if not wanted and not articles:
        return []
    numbers = frozenset(wanted)
    best: dict[str, tuple[Norm, bool]] = {}
    for norm, text, own in _searchable():
        if not all(own & each for each in articles) or not all(word in text for word in wanted):
            continue
        if norm.id not in best or day in norm.in_force:
            best[norm.id] = norm, not numbers & own
    found = sorted(best.values(), key=lambda one: (day not in one[0].in_force, one[1], LAW.order[one[0].id]))
    return [norm for norm, _ in found]
