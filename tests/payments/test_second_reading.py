"""What a second hostile reading of the payments found, one by one: nobody is paid for what no client attests, nor twice."""

from datetime import date, timedelta
from itertools import count

import pytest

from parvis.payments.actions.batches import make_batch
from parvis.payments.actions.claims import send_claim
from parvis.payments.actions.review import approve_claim, recheck_claim, withdraw_claim
from parvis.payments.due import account_of
from parvis.payments.models import FeeClaim
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.roster.actions.couples import change_earlier_use
from parvis.roster.actions.mandates import close_mandate
from parvis.roster.actions.reports import make_report
from parvis.roster.actions.sessions import record_work
from parvis.roster.models import Certification, Mandate
from tests.factories.mandates import (
    SERVICE,
    give_account,
    make_mandate,
    make_payer,
    make_session,
    moment,
    person_behind,
    report,
)
from tests.factories.roster import make_couple, make_mediator, make_service_officer, switch_on

pytestmark = pytest.mark.django_db
NOW = moment(date(2026, 4, 1), 12)
DAY = date(2026, 3, 3)
_keys = count(1)


@pytest.fixture
def service() -> Person:
    """The Service pays here; its officer."""
    switch_on(SERVICE, code="service", at=NOW)
    return make_service_officer(at=NOW)


@pytest.fixture
def mediator() -> Certification:
    """A mediator with an account where they are paid."""
    one = make_mediator(since=date(2020, 1, 1))
    give_account(one, at=NOW)
    return one


def sent(mandate: Mandate) -> FeeClaim:
    """The claim for what is not claimed yet."""
    return send_claim(mandate, by=person_behind(mandate.mediator), at=NOW, key=str(next(_keys)))


def with_hours(mandate: Mandate, hours: int) -> Mandate:
    """Signed sessions of an hour, and the report."""
    for place in range(hours):
        make_session(mandate, DAY + timedelta(days=place))
    report(mandate, "held", hours, DAY + timedelta(days=hours))
    return mandate


def end(mandate: Mandate, outcome: str) -> Mandate:
    """The mandate closed without an agreement."""
    return close_mandate(
        mandate, closed=NOW.date(), agreed=(), outcome=outcome, version=mandate.version, by=person_behind(mandate.mediator),
        at=NOW,
    )  # fmt: skip


def work(mandate: Mandate, minutes: int, day: date = DAY) -> None:
    """Work outside sessions."""
    by = person_behind(mandate.mediator)
    record_work(mandate, day=day, minutes=minutes, purpose="preparation", by=by, at=NOW)


def test_a_session_of_one_party_is_decided_by_a_person(service: Person, mediator: Certification) -> None:
    mandate = make_mandate(mediator, DAY)
    make_session(mandate, DAY, attended=(1,))
    report(mandate, "held", 1, DAY)
    claim = sent(mandate)
    assert (claim.state, claim.blocked, claim.for_a_person) == ("sent", [], ["one_party"])
    with pytest.raises(Refused, match="leaves something to a person"):
        approve_claim(claim, version=claim.version, by=service, at=NOW)
    # An individual information session that a party missed is told by the report: the law gives its fee.
    missed = make_mandate(mediator, DAY)
    make_session(missed, DAY, kind="information_individual", attended=(1,), hour=14)
    report(missed, "absence", 1, DAY)
    assert "one_party" not in account_of(missed, on=NOW.date()).for_a_person


def test_work_that_no_session_goes_with_is_decided_by_a_person_and_uses_up_the_hours(
    service: Person, mediator: Certification
) -> None:
    couple = make_couple()
    mandate = make_mandate(mediator, DAY, couple=couple.number)
    work(mandate, 300)
    report(mandate, "none_held", 0, DAY)
    claim = sent(mandate)
    assert (claim.service_cents, claim.for_a_person) == (65000, ["work_only"])
    with pytest.raises(Refused, match="leaves something to a person"):
        approve_claim(claim, version=claim.version, by=service, at=NOW)
    with pytest.raises(Refused, match="the mediation has begun"):
        end(mandate, "not_begun")
    end(mandate, "none")
    again = make_mandate(mediator, date(2026, 4, 1), couple=couple.number)
    work(again, 300, NOW.date())
    make_report(again, says="none_held", sessions=0, by=person_behind(mediator), at=NOW)
    second = sent(again)
    assert set(second.for_a_person) >= {"same_request", "work_only"}
    assert second.facts["earlier_use"] is True and second.blocked == ["shared_cap"]
    small = make_mediator("Iris Exemple", since=date(2020, 1, 1), kind="small_claims_mediation")
    file = make_mandate(small, date(2024, 2, 1), kind="small_claims", court_file="540-32-700123-241")
    record_work(
        file, day=date(2024, 2, 2), minutes=180, purpose="preparation", by=person_behind(small),
        at=moment(date(2024, 2, 3)),
    )  # fmt: skip
    assert sent(file).for_a_person[-1] == "work_only"
    end(file, "none")
    with pytest.raises(Refused, match="already have a mandate on this court file"):
        make_mandate(small, date(2024, 3, 1), kind="small_claims", court_file="540 32 700123 241")


def test_what_is_approved_is_what_the_law_gives_on_that_day(service: Person, mediator: Certification) -> None:
    couple = make_couple()
    claim = sent(with_hours(make_mandate(mediator, DAY, couple=couple.number), 5))
    change_earlier_use(couple, used=True, by=service, at=NOW)
    with pytest.raises(Refused, match="no longer what the law gives"):
        approve_claim(claim, notes="Vu", version=claim.version, by=service, at=NOW)
    assert recheck_claim(claim, at=NOW).blocked == ["amount_changed"]
    claim.refresh_from_db()
    withdraw_claim(claim, version=claim.version, by=person_behind(mediator), at=NOW)
    assert claim.mandate is not None
    claim = sent(claim.mandate)
    assert (claim.service_cents, claim.parties_cents) == (32500, 32500)
    approve_claim(claim, version=claim.version, by=service, at=NOW)
    change_earlier_use(couple, used=False, by=service, at=NOW)
    assert recheck_claim(claim, at=NOW).state == "held"
    with pytest.raises(Refused, match="Nothing is to be paid"):
        make_batch(execution_day=NOW.date(), by=make_payer(at=NOW), at=NOW)
