"""Article 547: the options of a person sued, which of them go with a contestation, and where each leads."""

from typing import Any

from parvis.law.questions import answer
from parvis.law.texts.c25_01.answer import CHOICES, WITH_A_CONTESTATION

FACTS = {"on": "2026-06-01", "claim_notified": "2026-05-16"}


def options() -> dict[str, Any]:
    return {each["key"]: each for each in answer("small-claims/answer", FACTS, "en")["outcome"]["options"]}


def test_the_second_paragraph_is_for_one_who_contests() -> None:
    assert [key for key, each in options().items() if not each["only_with_contestation"]] == list(CHOICES)
    assert {key for key, each in options().items() if each["only_with_contestation"]} == set(WITH_A_CONTESTATION)


def test_a_referral_to_another_court_is_told_to_the_plaintiff_and_another_request_is_decided() -> None:
    for key in ("other_district", "other_court"):
        assert options()[key]["effect_norm"] == "ccp/a548-al2-referral"
        assert "10 days to write" in options()[key]["effect"]["en"]
    for key in ("dismissal", "ordinary_rules"):
        assert options()[key]["effect_norm"] == "ccp/a547-al2-p2-referral"
        assert options()[key]["effect"]["en"] == "The court decides."


def test_what_an_option_still_needs_is_told_before_it_is_taken() -> None:
    assert [each["act"] for each in options()["settle"]["missing"]] == ["agreement_sent"]
    assert all(each["complete"] is None and not each["taken"] for each in options().values())
