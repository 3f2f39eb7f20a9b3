"""The facts of an undertaking, gathered from rows: every situation of the law's own cases, written down and read again."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from parvis.config.clock import QUEBEC
from parvis.law.cases import cases
from parvis.law.questions import decide
from parvis.roster.models import Certification
from parvis.roster.progress import facts_of, progress_of
from tests.factories.undertakings import Unwritable, write_down

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 30, tzinfo=QUEBEC)
#: One situation in so many: all of them were tried once, and writing each down takes a tenth of a second.
EVERY = 4
QUESTION = "family-mediation/undertaking"


def situations() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The facts of the cases that are weighed: reread with other readings they are the same facts."""
    for case in cases():
        if case.question == QUESTION and case.refused is None and not case.choose:
            yield case.title.en, case.facts


def replayed(facts: Mapping[str, Any], supervisors: dict[tuple[bool, int], Certification]) -> None:
    """Written down, the facts are found again, and the law answers the same."""
    on = date.fromisoformat(facts["on"])
    certification = write_down(facts, at=AT, supervisors=supervisors)
    found, asked = facts_of(certification, on), decide(QUESTION, facts)
    given = decide(QUESTION, found)
    assert given.outcome == asked.outcome
    picture = progress_of(certification, on)
    told = {"completed": "met"}.get(asked.outcome["status"], asked.outcome["status"])
    # written down today with no word of its end, a period that was over long ago is not called late
    expected = {"unrecorded"} if told == "lapsed" and picture.unrecorded else {told, "ended"}
    assert picture.status in expected
    if not later_than(facts, facts["on"]):
        assert plainly(found) == plainly(facts)
        reasons = {(one.norm.id, one.holds, one.because.en) for one in asked.findings}
        assert {(one.norm.id, one.holds, one.because.en) for one in given.findings} == reasons


def later_than(facts: Mapping[str, Any], on: str) -> bool:
    """Whether something is dated after the day of the question: the law does not weigh it, rows do not give it."""
    written = json.dumps({**facts, "on": on})
    return any(word > on for word in written.replace('"', " ").split() if word[:4].isdigit() and len(word) == 10)


def plainly(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts without what says nothing: the order of lists, names of mandates, the supervisor of no session."""
    told = {name: value for name, value in facts.items() if value not in (None, [])}
    told["mandates"] = sorted((mandate(one) for one in facts["mandates"]), key=_in_order)
    for name in ("complementary_training", "practical_training", "inability"):
        told[name] = sorted((request(one) for one in facts.get(name) or []), key=_in_order)
    if facts.get("one_year"):
        told["one_year"] = request(facts["one_year"])
    return told


def _in_order(one: Mapping[str, Any]) -> str:
    return json.dumps(one, sort_keys=True)


def request(one: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if value not in (None, "")}


def mandate(one: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: sorted(value) if isinstance(value, list) else value for name, value in one.items() if name != "id"}
    if not told["supervision_sessions"] or not told["supervisor"]["certified"]:
        told["supervisor"] = "does not matter"
    if "patrimony" not in told["objects"]:
        told["patrimony_form"] = None
    return told


@pytest.mark.slow
def test_every_situation_of_the_law_is_the_same_in_rows() -> None:
    supervisors: dict[tuple[bool, int], Certification] = {}
    written, not_rows = 0, []
    for name, facts in list(situations())[::EVERY]:
        try:
            with transaction.atomic():
                replayed(facts, supervisors)
            written += 1
        except Unwritable as refused:
            not_rows.append((name, str(refused)))
        except AssertionError as fault:
            raise AssertionError(name) from fault
    assert written > 30, not_rows
    assert len(not_rows) < 5, not_rows


def test_the_fixed_examples_are_the_same_in_rows(shared: Path) -> None:
    supervisors: dict[tuple[bool, int], Certification] = {}
    lines = (shared / "contracts" / "examples" / "undertaking.jsonl").read_text(encoding="utf-8").splitlines()
    examples = [json.loads(line) for line in lines if line.strip()]
    weighed = [one for one in examples if "expect_error" not in one]
    for one in weighed:
        replayed(one["facts"], supervisors)
    assert len(weighed) >= 5
