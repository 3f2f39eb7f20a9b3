"""What no client attests, what changed since, what no source gives: an officer decides it before anybody is paid, once."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError

from parvis.law.kernel.money import Money
from parvis.payments.actions import claims as actions
from parvis.payments.actions.bank import record_bank_answer
from parvis.payments.actions.batches import make_batch, mark_sent, release_batch
from parvis.payments.actions.claims import claim_group_session, computed, send_claim
from parvis.payments.actions.corrections import correct_claim, index_claims
from parvis.payments.actions.looking_again import recheck_claim
from parvis.payments.actions.review import approve_claim, decide_amounts, unknown_lines, withdraw_claim
from parvis.payments.due import account_of
from parvis.payments.models import FeeClaim, Ledger
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.roster.actions.couples import change_earlier_use
from parvis.roster.actions.group_sessions import hold_group_session
from parvis.roster.actions.mandates import close_mandate
from parvis.roster.actions.reports import make_report
from parvis.roster.actions.sessions import record_work
from parvis.roster.models import Certification, GroupSession, Mandate, Presence
from parvis.web.practice.money.claim_shown import owed_by, owed_of
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
from tests.payments.answers import answer_of

pytestmark = pytest.mark.django_db
NOW = moment(date(2026, 4, 1), 12)
DAY = date(2026, 3, 3)
_keys = count(1)


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
        mandate,
        closed=NOW.date(),
        agreed=(),
        outcome=outcome,
        version=mandate.version,
        by=person_behind(mandate.mediator),
        at=NOW,
    )


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
        file,
        day=date(2024, 2, 2),
        minutes=180,
        purpose="preparation",
        by=person_behind(small),
        at=moment(date(2024, 2, 3)),
    )
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


def paid(claim: FeeClaim, officer: Person, *, at: datetime = NOW) -> FeeClaim:
    """A claim approved, put in a batch and paid."""
    approve_claim(claim, notes="Vu", version=claim.version, by=officer, at=at)
    maker, other = make_payer(f"Paule {next(_keys)}", at=at), make_payer(f"Pia {next(_keys)}", at=at)
    batch = make_batch(execution_day=at.date(), by=maker, at=at)
    mark_sent(release_batch(batch, by=other, at=at), by=maker, at=at)
    record_bank_answer(batch, answer_of(batch), by=maker, at=at)
    claim.refresh_from_db()
    assert claim.state == "paid"
    return claim


def test_only_a_rate_is_indexed_and_old_days_have_no_free_hours(service: Person) -> None:
    small = make_mediator("Iris Exemple", since=date(2010, 1, 1), kind="small_claims_mediation")
    give_account(small, at=NOW)
    by, early = person_behind(small), moment(date(2022, 3, 28), 12)
    switch_on(SERVICE, code="service", at=early)
    officer = make_service_officer("Solène Exemple", at=early)
    mandate = make_mandate(small, date(2022, 3, 1), kind="small_claims")
    make_session(mandate, date(2022, 3, 20), 180, sign=False)
    paid(send_claim(mandate, by=by, at=early, key="a"), officer, at=early)
    make_session(mandate, date(2022, 3, 5), 120, sign=False, at=early)
    assert index_claims(by="system", at=early) == [], "the late session is claimed, not indexed"
    # Before 2021 one session is paid, whatever its minutes: nothing is counted in three hours, and the officer says the amount.
    old = make_mandate(small, date(2019, 3, 1), kind="small_claims", court_file="540-32-700999-191")
    make_session(old, date(2019, 3, 4), 240, sign=False)
    claim = sent(old)
    assert (claim.state, claim.blocked) == ("held", ["tariff_unknown"])
    assert not Ledger.objects.filter(mandate=old).exists()
    with pytest.raises(IntegrityError), patch.object(actions, "write_claims", side_effect=IntegrityError("other")):
        make_session(old, date(2019, 3, 5), 60, sign=False)
        sent(old)


def test_paid_work_and_a_paid_group_session_are_corrected(service: Person, mediator: Certification) -> None:
    mandate = make_mandate(mediator, DAY)
    make_session(mandate, DAY, 240)
    work(mandate, 120, date(2026, 3, 10))
    report(mandate, "held", 1, DAY)
    claim = paid(sent(mandate), service)
    assert (claim.service_cents, claim.parties_cents) == (65000, 13000)
    wrong = mandate.work.get()
    said: dict[str, Any] = {"reason": "Jamais fait", "by": service, "at": NOW}
    with pytest.raises(Refused, match="not in this claim"):
        correct_claim(claim, void=(), works=(wrong.pk + 1,), key="w", **said)
    fix = correct_claim(claim, void=(), works=(wrong.pk,), key="w", **said)
    assert (fix.service_cents, fix.parties_cents) == (-13000, -13000)
    assert mandate.work.get().voided_at == NOW and Ledger.objects.get(mandate=mandate).used == 240
    begins, later = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
    group = GroupSession.objects.create(
        begins_at=begins,
        day=NOW.date(),
        minutes=90,
        district="laval",
        meeting="in_person",
        places=20,
        by=service.code,
        at=NOW,
    )
    Presence.objects.create(
        group_session=group,
        certification=mediator,
        professional=mediator.professional,
        span=(begins, begins + timedelta(minutes=90)),
    )
    held: dict[str, Any] = {"couples": 9, "persons": 18, "version": 1, "by": service}
    with pytest.raises(Refused, match="not over yet"):
        hold_group_session(group, at=NOW, **held)
    hold_group_session(group, at=later, **held)
    said["at"] = later
    claim = paid(claim_group_session(group, by=person_behind(mediator), at=later, key="g"), service, at=later)
    back = correct_claim(claim, void=(), key="g", **said)
    assert (back.service_cents, back.group_session, back.corrects) == (-claim.service_cents, group, claim)
    assert correct_claim(claim, void=(), key="g", **said) == back
    with pytest.raises(Refused, match="Nothing changes"):
        correct_claim(claim, void=(), key="h", **said)
    with pytest.raises(Refused, match="already claimed"):
        claim_group_session(group, by=person_behind(mediator), at=NOW, key="again")
    approve_claim(back, version=back.version, by=make_service_officer("Sacha Exemple", at=later), at=later)


def test_what_the_parties_owe_is_not_known_until_an_officer_says_it(service: Person) -> None:
    small = make_mediator("Iris Exemple", since=date(2020, 1, 1), kind="small_claims_mediation")
    mandate = make_mandate(small, date(2025, 6, 2), kind="small_claims")
    make_session(mandate, date(2025, 6, 3), 240, sign=False)
    assert {one.en for one in owed_by(computed(mandate, at=NOW)).values()} == {"Not known yet"}
    claim = sent(mandate)
    assert owed_of(claim)["parties"].en == "Not known yet"
    said = {line.pk: Money(40500 if line.payer == "service" else 13500) for line in unknown_lines(claim)}
    decide_amounts(claim, said, reason="Avis du Service", version=claim.version, by=service, at=NOW)
    assert (claim.state, claim.service_cents, claim.parties_cents) == ("sent", 40500, 13500)
    assert owed_of(claim)["parties"].en == "$135"


def test_the_law_says_which_requests_have_less_and_since_when_a_mediation_is_mandatory(
    service: Person, mediator: Certification
) -> None:
    for request, lower in (
        ("first_agreement", False),
        ("change_of_agreement", True),
        ("after_separation_judgment", True),
    ):
        file = account_of(make_mandate(mediator, DAY, request=request), on=NOW.date())
        assert file.facts["earlier_use"] is lower, request
    small = make_mediator("Iris Exemple", since=date(2020, 1, 1), kind="small_claims_mediation")
    with pytest.raises(Refused, match="was mandatory before"):
        make_mandate(small, date(2023, 11, 22), kind="small_claims", mandatory=True)
    mandate = make_mandate(small, date(2023, 11, 22), kind="small_claims")
    Mandate.objects.filter(pk=mandate.pk).update(mandatory=True)
    mandate.refresh_from_db()
    found = account_of(mandate, on=NOW.date())
    assert found.facts["mandate"] == "voluntary" and "not_mandatory" in found.for_a_person
