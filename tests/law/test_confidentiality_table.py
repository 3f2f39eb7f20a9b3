"""The table of confidentiality: whole on any day, closed on the side of the court, and refused where a cell has a gap."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.law.kernel.instrument import FaultyTextError
from parvis.law.kernel.period import Span
from parvis.law.questions import answer
from parvis.law.texts.c25_01 import confidentiality
from parvis.law.texts.c25_01.confidentiality import (
    CLOSED_LIST,
    COURT_SIDE,
    FIRST_DAY,
    Cell,
    may_be_shown,
    table,
    table_for,
)

DAYS = st.dates(FIRST_DAY, date(2040, 12, 31))
#: What the court's side receives by its own office, and not from a mediation: filed at the court office, or public.
OF_THE_COURT = {
    "mediator_report",
    "exemption_ground",
    "victim_certificate",
    "victim_ground",
    "award",
    "arbitration_session",
}
CONTENT = ("said", "written", "documents", "offers", "private_session", "settlement_terms", "screening_answers")


@given(DAYS)
def test_every_cell_has_one_answer_on_any_day(day: date) -> None:
    cells = table_for(day)
    assert len({(cell.who, cell.what) for cell in cells}) == len(cells) == len(table().who) * len(table().what)


@given(DAYS)
def test_the_court_side_knows_of_a_mediation_only_the_closed_list(day: date) -> None:
    shown = {cell.what for cell in table_for(day) if cell.who in COURT_SIDE and cell.may_be_shown()}
    assert set(CLOSED_LIST) <= shown <= set(CLOSED_LIST) | OF_THE_COURT


@given(DAYS)
def test_nobody_outside_the_session_learns_its_content_without_a_condition(day: date) -> None:
    inside = {"party", "other_party", "mediator"}
    shown = [c for c in table_for(day) if c.what in CONTENT and c.who not in inside and c.may_be_shown()]
    assert not shown


@given(DAYS, st.sets(st.sampled_from(sorted(table().conditions))))
def test_a_condition_never_closes_what_was_open_and_the_question_says_the_same(day: date, conditions: set[str]) -> None:
    for cell in table_for(day)[::17]:
        assert may_be_shown(cell.who, cell.what, day, conditions) is cell.may_be_shown(conditions)
        assert cell.may_be_shown(conditions) >= cell.may_be_shown()
        facts = {"on": "2041-01-01", "day": day.isoformat(), "who": cell.who, "what": cell.what}
        outcome = answer("small-claims/confidentiality", {**facts, "conditions": sorted(conditions)})["outcome"]
        assert (outcome["may_know"] is True) == cell.may_be_shown(conditions)


def test_the_day_before_the_table_is_not_answered() -> None:
    with pytest.raises(KeyError):
        table_for(FIRST_DAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("spans", "message"),
    [
        ([Span(date(2016, 1, 2))], "starts on 2016-01-02, expected 2016-01-01"),
        ([Span(date(2016, 1, 1), date(2020, 1, 1))], "no row from 2020-01-02 on"),
        ([Span(date(2016, 1, 1), date(2020, 1, 1)), Span(date(2020, 1, 1))], "expected 2020-01-02"),
        ([Span(date(2016, 1, 1)), Span(date(2020, 1, 1))], "starts on 2020-01-01, expected None"),
    ],
)
def test_a_gap_or_an_overlap_stops_the_import(spans: list[Span], message: str) -> None:
    cell = table().at("judge", "said", FIRST_DAY)
    with pytest.raises(FaultyTextError, match=message):
        confidentiality._in_order(("said", "judge"), [(span, cell) for span in spans])


def test_an_exception_belongs_to_a_no_and_an_unknown_has_no_norm() -> None:
    entry = {"id": "x", "what": ["said"], "who": ["judge"], "because": {"fr": "a", "en": "a"}, "from": FIRST_DAY}
    for wrong in (
        {"may_know": "yes", "unless": ["agreement"], "norms": ["ccp/a4"]},
        {"may_know": "unknown", "norms": ["ccp/a4"]},
        {"may_know": "no", "norms": []},
    ):
        with pytest.raises(ValueError, match=r"^x: "):
            list(confidentiality._cells({**entry, **wrong, "confidence": "S"}))


def test_a_cell_that_no_text_opens_is_not_shown() -> None:
    unknown = table().at("judge", "victim_certificate", date(2026, 6, 1))
    assert isinstance(unknown, Cell)
    assert unknown.may_know is None
    assert not unknown.may_be_shown(table().conditions)


def test_the_reason_follows_the_condition_that_is_met() -> None:
    facts = {"on": "2026-06-01", "who": "judge", "what": "said"}
    closed = answer("small-claims/confidentiality", {**facts, "conditions": []})["outcome"]["because"]
    opened = answer("small-claims/confidentiality", {**facts, "conditions": ["agreement"]})["outcome"]["because"]
    assert closed["en"] == "What is said in mediation is no evidence, and nobody can be compelled to disclose it."
    assert opened["en"] == "Possible here: all the parties, and the mediator, agree."
