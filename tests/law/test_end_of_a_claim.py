"""The questions on the end of a small claim give the days that the timetable gives: two answers never disagree."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from parvis.law.questions import answer

DAYS = st.dates(date(2021, 10, 1), date(2030, 12, 31))


def item(on: date, key: str, **events: Any) -> dict[str, Any]:
    """A line of the timetable, for what happened."""
    told = {name: str(each) if isinstance(each, date) else each for name, each in events.items()}
    facts = {"on": str(on), "district": None, "claim_amount": None, "events": told}
    return next(each for each in answer("small-claims/timetable", facts)["outcome"]["items"] if each["key"] == key)


def outcome(question: str, **facts: Any) -> dict[str, Any]:
    """The outcome of a question on these facts."""
    told = {name: str(each) if isinstance(each, date) else each for name, each in facts.items()}
    found: dict[str, Any] = answer(question, told)["outcome"]
    return found


@given(DAYS, st.sampled_from(["no_answer", "absent", "none"]))
def test_execution_starts_on_the_same_day(judgment: date, default: str) -> None:
    on = judgment + timedelta(days=60)
    found = outcome("small-claims/execution", on=on, kind="judgment", judgment=judgment, default=default)
    by_default = {"judgment_by_default": default != "none", "default_by_absence": default == "absent"}
    line = item(on, "execution", judgment=judgment, **by_default)
    assert found["first_day"] == found["earliest_day"] == line["first_day"]
    assert date.fromisoformat(line["first_day"]) - judgment >= timedelta(days=11 if default == "no_answer" else 31)
    assert found["prescribed_after"] == item(on, "judgment_prescribed", judgment=judgment)["last_day"]
    assert found["may_execute"] is True


@given(DAYS, st.sampled_from(["no_answer", "absent", "none"]))
def test_no_day_before_the_first_one_may_be_executed_on(judgment: date, default: str) -> None:
    first = date.fromisoformat(
        outcome("small-claims/execution", on=judgment, kind="judgment", judgment=judgment, default=default)["first_day"]
    )
    told = {"kind": "judgment", "judgment": judgment, "default": default}
    assert outcome("small-claims/execution", on=first - timedelta(days=1), **told)["may_execute"] is False
    assert outcome("small-claims/execution", on=first, **told)["may_execute"] is True


@given(DAYS, st.integers(0, 220))
def test_revocation_ends_on_the_same_day(judgment: date, until_known: int) -> None:
    known = judgment + timedelta(days=until_known)
    told = {"judgment": judgment, "known": known, "default": "no_answer"}
    found = outcome("small-claims/revocation", on=known, **told)
    events = {"judgment": judgment, "judgment_known": known, "judgment_by_default": True}
    assert found["last_day"] == item(known, "revocation", **events)["last_day"]
    assert found["six_month_limit"] == item(known, "revocation_limit", **events)["last_day"]
    late = date.fromisoformat(found["last_day"]) + timedelta(days=1)
    if late >= known:
        assert outcome("small-claims/revocation", on=late, **told)["may_ask"] is False


@given(DAYS)
def test_documents_are_due_on_the_same_day(hearing: date) -> None:
    on = hearing - timedelta(days=100)
    found = outcome("small-claims/hearing", on=on, hearing_date=hearing)
    line = item(on, "documents", hearing_date=hearing)
    assert (found["file_by"], found["file_by_counted"]) == (line["last_day"], line["counted"])
    assert found["file_by_readings"] == line["readings"]
    window = item(on, "hearing_notice", hearing_date=hearing)["range"]
    assert {key: found["notice"][key] for key in window} == window


@given(
    DAYS,
    st.sampled_from(
        [
            ("contested", "judgment", "advisement"),
            ("award", "award", "award_advisement"),
            ("default", "default_judgment", "default_file_complete"),
        ]
    ),
)
def test_it_is_judged_by_the_same_day(start: date, kind: tuple[str, str, str]) -> None:
    named, key, event = kind
    found = outcome("small-claims/judgment", on=start, kind=named, from_day=start)
    assert found["by"] == item(start, key, **{event: start})["last_day"]


@given(st.dates(date(2023, 11, 23), date(2030, 12, 31)))
def test_an_award_is_attacked_until_the_same_day(notified: date) -> None:
    found = outcome("small-claims/award", on=notified, award=notified, notified=notified, alleged=["incapacity"])
    assert found["annulment_by"] == item(notified, "annul_award", award_notified=notified)["last_day"]
    assert found["annulment_possible"] is True
