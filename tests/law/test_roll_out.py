"""Whatever is supposed of a district's first day, every district has mandatory mediation since March 11, 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from parvis.law.questions import answer
from parvis.law.texts.c25_01_r0_6_1.route import EVERYWHERE

SUPPOSED = ("abitibi", "temiscamingue", "charlevoix", "arthabaska")


def unconfirmed(district: str, day: date) -> set[str | None]:
    """The dated facts and values that the answer names as unconfirmed."""
    facts = {
        "on": date(2026, 6, 1).isoformat(),
        "district": district,
        "claim_amount": "3000.00",
        "claim_filed": day.isoformat(),
        "contested": day.isoformat(),
    }
    decision = answer("small-claims/mediation-route", facts)
    assert decision["outcome"]["route"] == "mandatory"
    return {each.get("parameter") for each in decision["unconfirmed"]}


@pytest.mark.parametrize("district", SUPPOSED)
def test_a_supposed_first_day_is_said_only_before_every_district_has_it(district: str) -> None:
    norm = f"c25.01-r0.6.1/roll-out/{district}"
    assert norm in unconfirmed(district, EVERYWHERE - timedelta(days=1))
    assert norm not in unconfirmed(district, EVERYWHERE)
