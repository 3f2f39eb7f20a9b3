"""The victims' certificate: nothing in a decision tells that it, rather than another exclusion, is in the file."""

import json

import pytest

from parvis.law.questions import answer

EXCLUSIONS = ("victim_certificate_filed", "judgment_on_the_record", "validity_of_a_rule", "charter_right")


def decided(exclusion: str, lang: str) -> str:
    facts = {
        "on": "2026-06-01",
        "district": "laval",
        "claim_filed": "2026-04-01",
        "contested": "2026-05-01",
        "claim_amount": "900.00",
        "exclusions": {exclusion: True},
    }
    return json.dumps(answer("small-claims/mediation-route", facts, lang), sort_keys=True)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_four_exclusions_give_the_same_decision_to_the_letter(lang: str) -> None:
    assert len({decided(exclusion, lang) for exclusion in EXCLUSIONS}) == 1


def test_the_word_victim_is_in_no_decision() -> None:
    for lang, word in (("fr", "victim"), ("en", "victim")):
        assert word not in decided("victim_certificate_filed", lang).lower()


def test_an_exemption_granted_to_a_victim_reads_as_one_granted_for_an_order() -> None:
    def exempted(ground: str) -> str:
        facts = {
            "on": "2026-06-01",
            "district": "laval",
            "claim_filed": "2026-04-01",
            "contested": "2026-05-01",
            "claim_amount": "900.00",
            "exemption": {"notice": "2026-05-04", "requested": "2026-05-08", "ground": ground, "granted": True},
        }
        return json.dumps(answer("small-claims/mediation-route", facts), sort_keys=True)

    assert exempted("victim") == exempted("no_contact_order")
