"""family-mediation/certifier-duties: each act has the notice that section 6 gives it, and no other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.law.kernel.calendar import Holidays, is_working_day
from parvis.law.questions import answer

QUESTION = "family-mediation/certifier-duties"
NORMS = {
    "certified": "s6-al1-cert",
    "certified_again": "s6-al1-cert",
    "extended": "s6-al1-ext",
    "completed": "s6-al1-done",
    "suspended": "s6-al2",
    "revoked": "s6-al2",
    "cancelled": "s6-al2",
}


@given(st.sampled_from(sorted(NORMS)), st.dates(date(2002, 6, 24), date(2035, 12, 31)), st.booleans())
def test_the_notice_of_an_act_and_its_target(kind: str, day: date, employee: bool) -> None:
    facts = {
        "on": day.isoformat(),
        "certifier": "cpej" if employee else "psychologues",
        "act": {"kind": kind, "date": day.isoformat()},
    }
    decision = answer(QUESTION, facts)
    outcome = decision["outcome"]
    target = date.fromisoformat(outcome["target"])
    assert outcome["norm"] == f"c25.01-r0.7/{NORMS[kind]}"
    assert day < target <= day + timedelta(days=7) and is_working_day(target, Holidays.EVERY_ACT)
    assert outcome["norm"] in {each["norm"] for each in decision["for_a_person"]}
    assert (("employee_number" if employee else "member_number") in outcome["content"]) is ("al1" in NORMS[kind])


@pytest.mark.parametrize("kind", ["suspension_lifted", "address_changed"])
def test_what_section_6_does_not_list_calls_for_no_notice(kind: str) -> None:
    facts = {"on": "2012-06-15", "certifier": "barreau", "act": {"kind": kind, "date": "2012-06-01"}}
    decision = answer(QUESTION, facts)
    assert decision["outcome"]["notice_due"] is False
    assert not [finding for finding in decision["findings"] if "/s6-" in finding["norm"]]
