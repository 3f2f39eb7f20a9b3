"""Claims computed from real sheets: the examples T1 to T12 of the dossier, the hours, small claims, what is left."""

from datetime import date, timedelta
from typing import Any

import pytest

from parvis.law.texts import LAW
from parvis.payments.actions.claims import computed
from parvis.payments.ledgers import left_of
from parvis.roster.models import Mandate
from tests.factories.mandates import make_mandate, make_session, moment, report
from tests.factories.roster import make_couple, make_mediator

pytestmark = pytest.mark.django_db
OPENED = date(2012, 1, 5)
ON = moment(date(2012, 10, 31))


def totals(mandate: Mandate) -> tuple[int, int]:
    """What the Service and the parties pay, in cents; every line has a norm that exists."""
    found = computed(mandate, at=ON)
    assert all(one.due.norm in LAW.norms for one in found.fresh)
    assert sum(one.cents for one in found.fresh) == found.service_cents + found.parties_cents
    return found.service_cents, found.parties_cents


def test_the_examples_of_the_dossier_through_real_sheets() -> None:
    mediator = make_mediator(since=date(2005, 1, 1))
    other = make_mediator("Noé Exemple-Médiateur", since=date(2005, 1, 1))

    def mandate(**said: Any) -> Mandate:
        return make_mandate(mediator, OPENED, **said)

    hour = iter(range(200))

    def slot(one: Mandate, count: int, **said: Any) -> Mandate:
        """Each example in years of its own hours, so that one mediator can be in all of them."""
        number = next(hour)
        for place in range(count):
            day = date(2012, 1, 10) + timedelta(days=7 * place + number // 6)
            make_session(one, day, 75, hour=8 + 2 * (number % 6), sign=False, **said)
        return one

    t1 = slot(mandate(), 6)
    assert totals(t1) == (57000, 0)
    t2 = mandate()
    slot(t2, 1, kind="information_individual")
    assert totals(slot(t2, 6)) == (57000, 9500)
    t3 = slot(mandate(), 8)
    assert totals(t3) == (57000, 19000)
    left = left_of(computed(t3, at=ON).account)
    assert left.allowance is not None
    assert (left.allowance.unit, left.allowance.cap, left.recorded, left.left) == ("session", 6, 6, 0)
    t4 = mandate(request="review_of_judgment")
    slot(t4, 1, kind="information_individual")
    assert totals(slot(t4, 3)) == (28500, 9500)
    t5 = slot(mandate(co_mediator=other), 4, co_mediator=True, additional_requested=1)
    assert totals(t5) == (38000, 0)
    answer = computed(t5, at=ON).account.decision
    assert answer is not None and str(answer.outcome["parties_ceiling"]) == "380.00"
    t6 = slot(mandate(co_mediator=other), 7, co_mediator=True, additional_requested=1)
    assert totals(t6) == (57000, 9500)
    answer = computed(t6, at=ON).account.decision
    assert answer is not None and str(answer.outcome["parties_ceiling"]) == "665.00"
    for says, referral in (("absence", "voluntary"), ("declaration", "voluntary"), ("none_held", "court_chosen")):
        reduced = mandate(referral=referral)  # T8, T9, T10
        report(reduced, says, 0, date(2012, 2, 1))
        assert totals(reduced) == (5000, 0), says
        assert computed(reduced, at=ON).blocked == ()
    t11 = slot(mandate(referral="court_designated", children=False), 3)
    assert totals(t11) == (0, 28500)
    t12 = mandate(referral="court_designated", children=False)
    report(t12, "none_held", 0, date(2012, 2, 1))
    assert totals(t12) == (0, 5000)


def test_the_hours_are_shared_between_the_service_and_the_parties_and_counted() -> None:
    mediator = make_mediator(since=date(2020, 1, 1))
    mandate = make_mandate(mediator, date(2026, 3, 2))
    for place in range(4):
        make_session(mandate, date(2026, 3, 3) + timedelta(days=place), 90, sign=False)
    found = computed(mandate, at=moment(date(2026, 4, 1)))
    assert (found.service_cents, found.parties_cents) == (5 * 13000, 13000)
    service = [one.due for one in found.fresh if one.due.payer == "service"]
    assert [one.units for one in service] == [90, 90, 90, 30]
    left = left_of(found.account)
    assert left.allowance is not None and left.allowance.norm == "c25.01-r0.7/s101-max"
    assert (left.allowance.cap, left.recorded, left.left) == (300, 300, 0)
    assert set(found.blocked) == {"report_missing", "signature_missing"}


def test_an_earlier_use_lowers_the_hours_and_an_officer_is_asked_where_the_request_is_the_same() -> None:
    mediator = make_mediator(since=date(2020, 1, 1))
    couple = make_couple()
    first = make_mandate(mediator, date(2025, 3, 2), couple=couple.number)
    make_session(first, date(2025, 3, 3), 60, sign=False)
    second = make_mandate(
        make_mediator("Noé Exemple-Médiateur", since=date(2020, 1, 1)), date(2026, 3, 2), couple=couple.number
    )
    make_session(second, date(2026, 3, 3), 180, sign=False)
    found = computed(second, at=moment(date(2026, 4, 1)))
    assert (found.service_cents, found.parties_cents) == (32500, 6500)
    assert "same_request" in found.account.for_a_person
    known = make_mandate(mediator, date(2026, 3, 2), couple=make_couple(used_before=True).number)
    assert left_of(computed(known, at=moment(date(2026, 4, 1))).account).left == 150


def test_small_claims_by_what_was_known_of_the_tariff_and_what_no_source_gives() -> None:
    mediator = make_mediator(since=date(2020, 1, 1), kind="small_claims_mediation")
    mandate = make_mandate(mediator, date(2022, 4, 4), kind="small_claims")
    make_session(mandate, date(2022, 4, 5), 240, sign=False)
    then = computed(mandate, at=moment(date(2022, 4, 10)))
    assert (then.service_cents, then.parties_cents) == (33000, 11000)
    now = computed(mandate, at=moment(date(2022, 5, 1)))
    assert (now.service_cents, now.parties_cents) == (34200, 11400)
    assert now.blocked == ()
    today = make_mandate(
        mediator, date(2026, 6, 1), kind="small_claims", mandatory=True, court_file="540-32-000000-001"
    )
    make_session(today, date(2026, 6, 2), 120, sign=False)
    found = computed(today, at=moment(date(2026, 6, 3)))
    assert (found.service_cents, found.blocked) == (0, ("tariff_unknown",))
    arbitrator = make_mediator("Iris Exemple", since=date(2020, 1, 1), kind="small_claims_arbitration")
    award = make_mandate(arbitrator, date(2026, 6, 1), kind="arbitration")
    make_session(award, date(2026, 6, 2), 120, sign=False, kind="arbitration")
    one = computed(award, at=moment(date(2026, 6, 3)))
    assert [line.due.norm for line in one.fresh] == ["c25.01-r0.6.1/arbitrator-fee"]
    assert one.blocked == ("tariff_unknown",) and one.account.for_a_person


def test_a_couple_without_children_has_the_hours_of_the_programme_and_an_officer_decides() -> None:
    mediator = make_mediator(since=date(2020, 1, 1))
    mandate = make_mandate(mediator, date(2026, 3, 2), children=False)
    make_session(mandate, date(2026, 3, 3), 200, sign=False)
    found = computed(mandate, at=moment(date(2026, 4, 1)))
    assert found.account.allowance is not None and found.account.allowance.cap == 180
    assert (found.service_cents, found.parties_cents) == (39000, 4333)
    assert "programme-2021/maximum" in found.account.for_a_person
    assert found.account.decision is not None
    assert found.account.decision.question == "family-mediation/fees-outside-section-10"
    adopting = make_mandate(mediator, date(2022, 3, 2), request="adoption_agreement")
    make_session(adopting, date(2022, 3, 3), 330, sign=False)
    lines = [(one.due.payer, one.cents, one.due.units) for one in computed(adopting, at=moment(date(2022, 4, 1))).fresh]
    assert lines == [("service", 55000, 300), ("parties", 5500, 0)]
