"""The mediators and arbitrators: no facts make a rule fail, every weighed norm has its rule, every text keeps the voice."""

import json
import re
from collections.abc import Iterator
from datetime import date
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.law.kernel.facts import Amount, Day, Field, Flag, Items, Kind, Number, OneOf, Record
from parvis.law.kernel.text import Text
from parvis.law.questions import QUESTIONS, Refusal, answer, decide
from parvis.law.questions.mediators import (
    arbitrators,
    certification,
    fees_facts,
    mandate_facts,
    pilot_facts,
    register,
)
from parvis.law.registry import encodings
from parvis.law.texts import LAW

OURS = (
    "small-claims/mediator-certification",
    "small-claims/arbitrator-certification",
    "small-claims/mediator-fees",
    "small-claims/arbitration-mandate",
    "small-claims/register",
    "small-claims/pilot-mediation",
)
INSTRUMENTS = ("c25.01-r0.6/", "c25.01-r0.6.1/", "c25.01-r1/")


def of(kind: Kind, first: date) -> st.SearchStrategy[Any]:
    """Any fact of a kind, with days that are near one another."""
    if isinstance(kind, Day):
        return st.dates(first, date(2027, 3, 1)).map(str)
    if isinstance(kind, Number):
        return st.integers(kind.least, min(kind.most, kind.least + 60))
    if isinstance(kind, Flag):
        return st.booleans()
    if isinstance(kind, OneOf):
        return st.sampled_from(kind.values)
    if isinstance(kind, Amount):
        return st.integers(0, 1_500_000).map(lambda each: f"{each // 100}.{each % 100:02d}")
    if isinstance(kind, Items):
        return st.lists(of(kind.of, first), max_size=4)
    assert isinstance(kind, Record)
    return st.fixed_dictionaries({each.name: member(each, first) for each in kind.fields})


def member(each: Field, first: date) -> st.SearchStrategy[Any]:
    found = of(each.kind, first)
    return found | st.none() if each.nullable else found


@pytest.mark.parametrize("question", OURS)
@settings(max_examples=100)
@given(data=st.data())
def test_facts_are_decided_or_refused_at_their_pointers(question: str, data: st.DataObject) -> None:
    schema = QUESTIONS[question].facts
    facts = data.draw(of(schema.record, schema.answers_from))
    try:
        decision = decide(question, facts)
    except Refusal as refusal:
        assert all(fault.at.startswith("/") for fault in refusal.faults)
        return
    assert set(decision.outcome) == set(QUESTIONS[question].outcome)
    for lang in ("fr", "en"):
        shown = decision.as_json(lang)
        assert all(finding["because"] and "{" not in finding["because"] for finding in shown["findings"])
        assert all(pointer.startswith("/") for finding in shown["findings"] for pointer in finding["facts"])


@pytest.mark.parametrize("question", OURS)
def test_anything_else_is_refused(question: str) -> None:
    others: tuple[object, ...] = (None, [], "", 3, {"on": "2024-01-01", "foreign": 1}, {"on": 20240101})
    for nothing in others:
        with pytest.raises(Refusal):
            answer(question, nothing)


def test_every_norm_that_decides_has_a_rule_and_the_others_say_that_they_are_only_shown() -> None:
    for norm in LAW.norms:
        if norm.id.startswith(INSTRUMENTS):
            assert norm.kind and norm.software and norm.division, norm.id
            assert norm.only_shown == (norm.id not in encodings()), norm.id


def written(doc: str, heading: str) -> Any:
    """The JSON under a heading of a docstring, without its comments; "…" stands for what the example leaves open."""
    block = doc.split(heading, 1)[1].split("\n\n", 2)[1]
    return json.loads(re.sub(r"//.*", "", block).replace("…", '"…"'))


@pytest.mark.parametrize("module", (arbitrators, certification, fees_facts, mandate_facts, pilot_facts, register))
def test_the_example_of_each_docstring_is_decided_as_it_says(module: ModuleType) -> None:
    doc = module.__doc__ or ""
    question = doc.split(":", 1)[0].strip()
    found = answer(question, written(doc, "Facts"))["outcome"]
    expected = written(doc, "Outcome:")
    assert set(expected) == set(found)
    for name, value in expected.items():
        assert "…" in json.dumps(value, ensure_ascii=False) or found[name] == value, name


def test_what_was_not_seen_decides_nothing_and_says_so() -> None:
    unseen = [norm for norm in LAW.norms if norm.id.startswith(INSTRUMENTS) and norm.kind == "meta"]
    assert len(unseen) >= 15
    for norm in unseen:
        assert norm.only_shown and norm.unconfirmed, norm.id
        assert "not seen" in norm.says.en and "été vu" in norm.says.fr, norm.id


def test_the_texts_of_the_outcomes_and_facts_keep_the_house_voice() -> None:
    for question in OURS:
        for text in texts_of(QUESTIONS[question].facts.record, QUESTIONS[question].outcome):
            assert "!" not in text.fr + text.en and "veuillez" not in text.fr.lower()
            assert not re.search(r"[^\s\u00a0][:;?]( |$)", text.fr), text.fr


def texts_of(kind: Kind, outcome: Any) -> Iterator[Text]:
    yield from outcome.values()
    if isinstance(kind, Items):
        yield from texts_of(kind.of, {})
    if isinstance(kind, Record):
        for each in kind.fields:
            yield each.doc
            yield from texts_of(each.kind, {})


@given(st.dates(date(2018, 11, 23), date(2030, 12, 31)), st.integers(0, 4000))
def test_five_years_are_full_on_one_day_and_ever_after(since: date, later: int) -> None:
    facts = {"profession": "lawyer", "certifier": "barreau", "member_since": str(since), "insured": True}
    on = date.fromordinal(max(date(2023, 11, 23).toordinal(), since.toordinal()) + later)
    outcome = answer("small-claims/arbitrator-certification", {"on": str(on), **facts})["outcome"]
    full = date.fromisoformat(outcome["five_years_on"])
    assert ("c25.01-r0.6.1/s33-p1" in outcome["unmet"]) == (on < full)
    assert (full.year - since.year, full.month) == (5, since.month)


@given(st.dates(date(2023, 11, 23), date(2027, 1, 1)), st.integers(0, 120))
def test_a_mandate_is_withdrawn_only_after_forty_five_days(given_on: date, later: int) -> None:
    on = date.fromordinal(given_on.toordinal() + later)
    facts = {"on": str(on), "mandates": [{"given": str(given_on)}]}
    outcome = answer("small-claims/arbitration-mandate", facts)["outcome"]
    if later <= 45:
        assert outcome["status"] == "contact_due"
    if later > 52:
        assert outcome["status"] == "to_withdraw"
