"""The roll-out of mandatory mediation: what is leaned on where the first day in a district was only inferred."""

import pytest

from parvis.law.questions import answer

ABITIBI = "c25.01-r0.6.1/roll-out/abitibi"


@pytest.mark.parametrize(("day", "unconfirmed"), [("2026-03-10", True), ("2026-03-11", False)])
def test_the_day_on_which_every_district_had_it_is_confirmed_for_all(day: str, unconfirmed: bool) -> None:
    facts = {"on": day, "district": "abitibi", "claim_filed": day, "contested": day, "claim_amount": "4200.00"}
    decision = answer("small-claims/mediation-route", facts)
    assert decision["outcome"]["route"] == "mandatory"
    assert (ABITIBI in {each.get("parameter") for each in decision["unconfirmed"]}) is unconfirmed
