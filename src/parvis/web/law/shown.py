"""Norms, parameters and cases as the templates show them: values ready to be read, links as page names and keys."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from parvis.law.cases import Case
from parvis.law.kernel.instrument import Instrument
from parvis.law.kernel.norm import Norm
from parvis.law.kernel.parameter import DatedValue, Parameter
from parvis.law.kernel.text import Text, short_date
from parvis.law.questions import QUESTIONS
from parvis.law.texts import LAW
from parvis.web.law import register, words

#: Texts whose citation does not name them.
TITLES: Mapping[str, Text] = {
    "c25.01-r0.7": Text(
        "Règlement sur la médiation familiale (RLRQ, c. C-25.01, r. 0.7)",
        "Regulation respecting family mediation (CQLR c. C-25.01, r. 0.7)",
    ),
}
_SINCE = Text("depuis le {first}", "since {first}")
_FROM_TO = Text("du {first} au {last}", "from {first} to {last}")
_ONE_DAY = Text("le {day} seulement", "on {day} only")


def span_words(first: date, last: date | None) -> Text:
    """When something is in force: "du 1er janvier 2016 au 29 juin 2023", "depuis le 30 juin 2023"."""
    if last is None:
        return _SINCE.fill(first=short_date(first))
    if first == last:
        return _ONE_DAY.fill(day=short_date(first))
    return _FROM_TO.fill(first=short_date(first), last=short_date(last))


def parts(identifier: str) -> dict[str, str]:
    """The two parts of an identifier, as addresses take them."""
    head, _, unit = identifier.partition("/")
    return {"head": head, "unit": unit}


def norm_line(norm_id: str, day: date) -> dict[str, Any]:
    """A norm in a list: its unit, what it says on the day (or said nearest to it), whether it is in force."""
    norm = register.nearest_version(norm_id, day)
    return {
        "id": norm_id,
        **parts(norm_id),
        "label": register.unit_of(norm),
        "cite": named_cite(norm),
        "says": norm.says,
        "unconfirmed": norm.unconfirmed,
        "only_shown": norm.only_shown,
        "in_force": day in norm.in_force,
        "when": span_words(norm.in_force.first, norm.in_force.last),
        "values": [value_line(each, day) for each in register.parameters_of(norm_id)],
    }


def named_cite(norm: Norm) -> Text:
    """A norm as people know it: by the name of its text, where its citation has only a number."""
    title, unit = TITLES.get(register.instrument_of(norm.id).id), register.unit_of(norm)
    return Text(f"{title.fr}, {unit.fr}", f"{title.en}, {unit.en}") if title else norm.cite


def norm_on(norm_id: str, today: date) -> dict[str, Any]:
    """A norm as a link to a day on which it is in force: today where it still is, else its last day."""
    norm = LAW.norms.versions(norm_id)[-1]
    last = norm.in_force.last
    on = last if last is not None and last < today else None
    return {**parts(norm_id), "cite": named_cite(norm), "says": norm.says, "on": on}


def version_facts(norm: Norm) -> dict[str, Any]:
    """One version of a norm: when, how it is known, from where, its official page."""
    return {
        "norm": norm,
        "when": span_words(norm.in_force.first, norm.in_force.last),
        "confidence": words.CONFIDENCES[norm.confidence],
        "kind": words.KINDS.get(norm.kind),
        "software": [words.SOFTWARE[each] for each in norm.software],
    }


def changes(versions: Sequence[Norm], lang: str) -> list[dict[str, Any]]:
    """Each version beside the one before it, the words that went and the words that came marked; the latest first."""
    pairs = list(itertools.pairwise(versions))
    return [
        {
            "before": version_facts(earlier),
            "after": version_facts(later),
            "went": list(_marked(earlier.says.to(lang), later.says.to(lang), "delete")),
            "came": list(_marked(earlier.says.to(lang), later.says.to(lang), "insert")),
            "same": earlier.says == later.says,
        }
        for earlier, later in reversed(pairs)
    ]


def _marked(before: str, after: str, side: str) -> Iterator[dict[str, Any]]:
    """The words of one side, in runs; `marked` where the other side does not have them."""
    old, new = (re.findall(r"\S+\s*", text) for text in (before, after))
    matcher = difflib.SequenceMatcher(None, [one.strip() for one in old], [one.strip() for one in new], autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        run = "".join(old[i1:i2] if side == "delete" else new[j1:j2])
        if run:
            yield {"text": run.rstrip(), "marked": what != "equal", "space": run != run.rstrip()}


def value_facts(parameter: Parameter, value: DatedValue, day: date) -> dict[str, Any]:
    """One value of a parameter: in words, when, how it is known, until when it was confirmed."""
    return {
        "value": words.value_words(value.value, parameter.unit),
        "unknown": value.unknown,
        "unconfirmed": value.unconfirmed,
        "when": span_words(value.in_force.first, value.in_force.last),
        "first": value.in_force.first,
        "last": value.in_force.last,
        "confirmed_until": None if value.unknown else value.confirmed_until,
        "past_horizon": not value.unknown and value.past_horizon(day),
        "confidence": words.CONFIDENCES[value.confidence],
        "source": value.source,
        "known_from": value.known_from,
        "here": day in value.in_force,
    }


def value_line(parameter: Parameter, day: date) -> dict[str, Any]:
    """A parameter in a list: what it is on the day."""
    found = next((each for each in parameter.values if day in each.in_force), None)
    return {
        "id": parameter.id,
        **parts(parameter.id),
        "on_the_day": value_facts(parameter, found, day) if found else None,
        "values": [value_facts(parameter, each, day) for each in parameter.values],
    }


def question_line(question_id: str) -> dict[str, Any]:
    """A question in a list."""
    return {"id": question_id, **parts(question_id), "title": QUESTIONS[question_id].title}


def case_line(case: Case) -> dict[str, Any]:
    """A case in a list: what it is called, what it fixes, and where its facts can be tried."""
    return {
        "key": case.key,
        "title": case.title,
        "question": question_line(case.question),
        "refused": case.refused,
        "holds": [parts(each) | {"id": each} for each in case.expected.get("holds", ())],
        "fails": [parts(each) | {"id": each} for each in case.expected.get("fails", ())],
    }


def title_of(instrument: Instrument) -> Text:
    """What a text is called; its citation where that is its name."""
    return TITLES.get(instrument.id, instrument.cite)


def unit_words(norm_id: str) -> Text:
    """The unit of a norm alone, for where the text is plain from what stands around."""
    return register.unit_of(LAW.norms.versions(norm_id)[-1])


def norm_link(norm_id: str, lang: str) -> dict[str, Any]:
    """A norm as a link: its citation where it is known, its identifier where it is not."""
    known = norm_id in LAW.norms
    cite = LAW.norms.versions(norm_id)[-1].cite.to(lang) if known else norm_id
    return {"id": norm_id, **parts(norm_id), "cite": cite, "known": known}
