"""A mediator with two certifications of a kind, homonyms among co-mediators: the one in force, designated or chosen; never the first."""

from datetime import date, timedelta
from typing import Any

import pytest

from parvis.config import clock
from parvis.journal.models import Entry
from parvis.roster.models import Designation, Mandate, StandingPeriod
from parvis.web.pages import address
from tests.factories.mandates import PARTIES, person_behind
from tests.factories.people import signed_in
from tests.factories.roster import certified_since, make_certification, make_couple, make_mediator

pytestmark = pytest.mark.django_db
SINCE = date(2020, 1, 1)


def test_the_certification_in_force_the_designated_one_else_the_one_chosen() -> None:
    first, today = make_mediator(since=SINCE), clock.today()
    second = make_certification(first.professional, body="ordre-psychologues")
    certified_since(second, SINCE)
    desk, page = signed_in(person_behind(first)), address("en", "practice_mandate_open")

    def opening(**said: Any) -> dict[str, Any]:
        return {
            "act": "open",
            "kind": "family",
            "opened": today.isoformat(),
            "party_1": PARTIES[0],
            "party_2": PARTIES[1],
            "couple": make_couple().number,
            "request": "first_agreement",
            "children": "yes",
            "objects": ["custody"],
            "referral": "voluntary",
            "district": "laval",
            "no_conflict": "1",
        } | said

    asked = desk.post(page, opening())
    assert asked.status_code == 422 and "Choose the certification" in asked.content.decode()
    assert desk.post(page, opening(certification=second.pk)).status_code == 303
    assert Mandate.objects.get().mediator == second

    couple = make_couple()
    Designation.objects.create(
        couple=couple,
        district="laval",
        referred_on=today - timedelta(days=3),
        begin_by=today + timedelta(days=20),
        mediator=second,
        state="accepted",
        offered_at=clock.now(),
        by="system",
    )
    said = opening(couple=couple.number, referral="court_designated", certification=first.pk)
    assert desk.post(page, said).status_code == 303
    begun = Designation.objects.get()
    assert begun.state == "begun" and begun.mandate is not None and begun.mandate.mediator == second

    StandingPeriod.objects.filter(certification=first).update(status="suspended")
    assert desk.post(page, opening()).status_code == 303, "one alone is in force"
    assert Mandate.objects.latest("pk").mediator == second
    StandingPeriod.objects.filter(certification=second).update(status="suspended")
    assert "not in force" in desk.post(page, opening()).content.decode()


def test_of_co_mediators_of_one_name_one_is_chosen_and_a_conflict_met_is_journalled() -> None:
    mediator, today = make_mediator(since=SINCE), clock.today()
    gone, one, two = (make_mediator("Noa Exemple", since=SINCE) for _ in range(3))
    StandingPeriod.objects.filter(certification=gone).update(status="revoked")
    desk, page = signed_in(person_behind(mediator)), address("en", "practice_mandate_open")
    said = {
        "act": "open",
        "kind": "family",
        "opened": today.isoformat(),
        "party_1": PARTIES[0],
        "party_2": PARTIES[1],
        "couple": make_couple().number,
        "request": "first_agreement",
        "children": "yes",
        "objects": ["custody"],
        "referral": "voluntary",
        "district": "laval",
        "co_mediator": "noa exemple",
    }
    which = desk.post(page, said)
    shown = which.content.decode()
    assert which.status_code == 422 and "choose which" in shown
    assert all(f'value="{each.pk}"' in shown for each in (one, two)) and f'value="{gone.pk}"' not in shown
    assert desk.post(page, said | {"co_certification": str(gone.pk)}).status_code == 422
    assert desk.post(page, said | {"co_certification": str(two.pk)}).status_code == 303
    mandate = Mandate.objects.get()
    assert (mandate.co_mediator, mandate.co_asked) == (None, two), "in it once they accept"
    theirs = signed_in(person_behind(two))
    for lang in ("fr", "en"):
        assert mandate.number in theirs.get(address(lang, "practice_co_mediations")).content.decode()
    answered = theirs.post(address("fr", "practice_co_mediations"), {"act": "decline", "mandate": mandate.pk})
    assert answered.status_code == 303
    assert Mandate.objects.get().co_asked is None and Mandate.objects.get().co_mediator is None
    again = desk.post(page, said | {"co_mediator": "", "couple": make_couple().number})
    assert again.status_code == 422 and mandate.number in again.content.decode()
    entry = Entry.objects.get(kind="mandate.conflict_met")
    assert (entry.codes["names_met"], "Exemple" in str(entry.codes)) == (2, False)
