"""A case in words: its facts by the labels of the form, and the answer that was worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from parvis.law.cases import Case
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, amount, long_date
from parvis.law.questions import QUESTIONS
from parvis.web.law import forms, results, shown, wording
from parvis.web.law.blanks import Blank, blanks
from parvis.web.law.faults import field_of

#: The most facts told of a case beside a norm; the others are on its own page, and their number is said.
MOST_FACTS = 12


def told(case: Case, lang: str, today: date) -> dict[str, Any]:
    """The case: its name, its situation, what it expects, where it is tried."""
    question = QUESTIONS[case.question]
    words = wording.calculator(question.id)
    form = forms.read(question, forms.typed_from(question, case.facts, lang), lang=lang, today=today)
    top = blanks(form, words)
    labels = dict(top.labels())
    facts = [{"label": labels[one.name], "value": said} for one in _leaves(top) if (said := _typed(one)) is not None]
    answer = results.Words(question, form, labels, wording.options_of(words))
    return {
        **shown.case_line(case),
        "facts": facts[:MOST_FACTS],
        "more": max(len(facts) - MOST_FACTS, 0),
        "expected": [
            {"label": answer.member(name, top=True), "value": results.node(value, answer, name)}
            for name, value in case.expected.get("expect", {}).items()
        ],
        "refused_at": [labels[name] for at in case.refused or () if (name := field_of(at, form)) in labels],
    }


def _leaves(blank: Blank) -> Iterator[Blank]:
    parts = (*blank.members, *blank.apart, *blank.elements)
    if not parts and blank.what not in ("group", "list"):
        yield blank
    for part in parts:
        yield from _leaves(part)


def _typed(blank: Blank) -> Text | None:
    """What is typed in a field, in words; None where nothing is."""
    chosen = [one for one in (*blank.values, blank.value) if one.strip()]
    if not chosen:
        return None
    named = [option["label"] for option in blank.options if option["value"] in chosen]
    if named:
        return Text(", ".join(one.fr for one in named), ", ".join(one.en for one in named))
    if blank.what == "date":
        return _read(lambda: long_date(date.fromisoformat(blank.value)), blank.value)
    if blank.what == "amount":
        return _read(lambda: amount(Money.parse(blank.value.replace(",", "."))), blank.value)
    typed = ", ".join(chosen)
    return Text(typed, typed)


def _read(words: Callable[[], Text], typed: str) -> Text:
    """A value in words; as it was typed where a case gives on purpose what cannot be read."""
    try:
        return words()
    except ValueError:
        return Text(typed, typed)
