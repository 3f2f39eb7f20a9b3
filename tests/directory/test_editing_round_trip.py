"""Every value of every record, through the editor's forms and back: nothing changes by being looked at."""

from datetime import date
from typing import Any

import pytest

from parvis.directory.columns import digest_of
from parvis.directory.desk import editing_content
from parvis.directory.desk.editing_checks import faults_of
from parvis.directory.desk.editing_pages import KEPT, Question, covered, questions
from parvis.directory.exchange.export import present
from parvis.directory.exchange.paths import leaves
from parvis.directory.files import Content
from parvis.web.desk import edit_form, edit_rhythm

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ON = date(2026, 11, 22)


def rows_of(question: Question, says: dict[str, Any]) -> range:
    return range(1, len(says.get(question.rows, [])) + 1) if question.rows else range(1)


def records() -> list[Content]:
    found = present()
    assert len([one for one in found if one.kind == "service"]) >= 123
    return found


@pytest.mark.parametrize("kind", ["service", "organization", "statistic"])
def test_every_value_of_a_record_stands_in_exactly_one_question_or_is_never_changed(kind: str) -> None:
    asked = [*covered(kind), *KEPT[kind]]
    assert len(asked) == len(set(asked))
    for path in leaves(kind):
        plain = path.replace(".*", "")
        assert any(plain == one or plain.startswith(f"{one}.") for one in asked), path


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_page_saved_as_it_is_shown_sets_nothing(lang: str) -> None:
    for one in records():
        for question in questions(one.kind):
            for row in rows_of(question, one.says):
                typed = edit_form.shown_in(question, one.says, row, lang)
                sent = {name: [value.replace("\n", "\r\n") for value in values] for name, values in typed.items()}
                answers = edit_form.answers_of(question, one.says, row, sent, lang=lang, on=ON)
                assert (dict(answers.sets), answers.faults) == ({}, []), f"{one.record} {question.code} {row}"
                after = editing_content.with_sets(question, one.says, row, answers.sets)
                assert digest_of(after) == digest_of(one.says)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_value_typed_anew_is_read_as_what_it_was(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not only left alone: each value is really read, as though everything had been typed again."""
    monkeypatch.setattr(edit_form, "_same", lambda *_: False)
    count = 0
    for one in records():
        for question in questions(one.kind):
            for row in rows_of(question, one.says):
                typed = edit_form.shown_in(question, one.says, row, lang)
                answers = edit_form.answers_of(question, one.says, row, typed, lang=lang, on=ON)
                assert (dict(answers.sets), answers.faults) == ({}, []), f"{one.record} {question.code} {row}"
                count += len(typed)
    assert count > 8_000


def test_every_published_record_is_without_fault() -> None:
    assert {one.record: faults_of(one.kind, one.says) for one in records() if faults_of(one.kind, one.says)} == {}


def test_every_rule_of_the_directory_is_said_by_plain_choices() -> None:
    rules = [each["rrule"] for one in records() for each in one.says.get("schedules", []) if "rrule" in each]
    assert rules
    for rule in rules:
        assert edit_rhythm.shown({"rrule": rule, "certainty": "rule"})["rhythm"][0] in ("weekly", "monthly"), rule
