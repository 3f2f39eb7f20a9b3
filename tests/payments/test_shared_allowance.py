"""Two mandates of one couple's request, or of one court file: no more than one allowance, but what an officer saw and accepted."""

from datetime import date, timedelta
from itertools import count

import pytest
from django.db import IntegrityError, connection, transaction

from parvis.config.database import side
from parvis.payments.actions.approving import approve_shown
from parvis.payments.actions.batches import make_batch
from parvis.payments.actions.claims import computed, send_claim
from parvis.payments.actions.looking_again import recheck_claim, recheck_open
from parvis.payments.actions.review import approve_claim, refuse_claim, resume_claim
from parvis.payments.due import account_of
from parvis.payments.evidence import evidence_of
from parvis.payments.ledgers import left_of
from parvis.payments.models import FeeClaim
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.roster.models import Certification, Couple, Mandate
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


def mediators() -> tuple[Certification, Certification]:
    """Two mediators with accounts where they are paid."""
    two = make_mediator(since=date(2020, 1, 1)), make_mediator("Iris Exemple", since=date(2020, 1, 1))
    for one in two:
        give_account(one, at=NOW)
    return two


def with_hours(mediator: Certification, couple: Couple, hours: int, *, opened: date = DAY, hour: int = 9) -> Mandate:
    """A mandate of a couple with signed sessions of an hour and its report."""
    mandate = make_mandate(mediator, opened, couple=couple.number)
    for place in range(hours):
        make_session(mandate, opened + timedelta(days=place), hour=hour)
    report(mandate, "held", hours, opened + timedelta(days=hours))
    return mandate


def sent(mandate: Mandate) -> FeeClaim:
    """Its claim."""
    return send_claim(mandate, by=person_behind(mandate.mediator), at=NOW, key=str(next(_keys)))


@pytest.mark.slow
def test_a_second_mediator_does_not_bring_a_second_allowance_unseen(service: Person) -> None:
    couple, (main, other) = make_couple(), mediators()
    first = sent(with_hours(main, couple, 5))
    approve_claim(first, version=first.version, by=service, at=NOW)
    second = sent(with_hours(other, couple, 2, opened=date(2026, 3, 10)))
    assert (second.state, second.blocked, second.for_a_person) == ("held", ["shared_cap"], ["same_request"])
    with pytest.raises(Refused, match="Nothing is to be paid"):
        make_batch(execution_day=NOW.date(), by=make_payer(at=NOW), at=NOW)
    first.refresh_from_db()
    assert first.state == "held" and set(first.blocked) == {"shared_cap", "sibling_held"}
    assert first.for_a_person == ["same_request"], "who approved it had not seen the other mandate"
    number = first.mandate.number if first.mandate else ""
    with pytest.raises(Refused, match=f"{number} : 300.*420.minutes; the Service pays for 300 once"):
        resume_claim(second, version=second.version, by=service, at=NOW)
    resume_claim(second, notes="Entente du Service", version=second.version, by=service, at=NOW)
    assert (second.state, second.units_seen) == ("sent", 420)
    approve_claim(second, notes="Entente du Service", version=second.version, by=service, at=NOW)
    with side("worker"):  # the duty of every ten minutes, with what its side of the database may read
        assert recheck_open(at=NOW) == 1, "what was accepted is accepted for both"
    first.refresh_from_db()
    with pytest.raises(Refused, match="leaves something to a person"):
        approve_claim(first, version=first.version, by=service, at=NOW)
    approve_claim(first, notes="Vu avec l'autre", version=first.version, by=service, at=NOW)
    more = sent_again(second, 1)
    assert more.blocked == ["shared_cap"], "an officer saw 420 minutes, not 450"
    with pytest.raises(IntegrityError, match="goes over"), transaction.atomic():
        FeeClaim.objects.filter(pk=more.pk).update(state="approved")
        connection.check_constraints()
    refuse_claim(more, reason="Trop", version=more.version, by=service, at=NOW)
    batch = make_batch(execution_day=NOW.date(), by=make_payer("Paule Exemple", at=NOW), at=NOW)
    assert batch.total_cents == (300 + 120) * 13000 // 60


def sent_again(claim: FeeClaim, hours: int) -> FeeClaim:
    """One more claim for the same mandate, for more sessions."""
    mandate = claim.mandate
    assert mandate is not None
    for place in range(hours):
        make_session(mandate, date(2026, 3, 24) + timedelta(days=place), hour=15)
    report(mandate, "held", mandate.sessions.filter(voided_at=None).count(), date(2026, 3, 30))
    return sent(mandate)


def test_a_session_held_elsewhere_after_the_approval_is_told_before_the_batch(service: Person) -> None:
    couple, (main, other) = make_couple(), mediators()
    first = sent(with_hours(main, couple, 2))
    waits = sent(with_hours(other, make_couple(), 1))
    approve_claim(first, version=first.version, by=service, at=NOW)
    approve_claim(waits, version=waits.version, by=service, at=NOW)
    make_session(make_mandate(other, date(2026, 3, 20), couple=couple.number), date(2026, 3, 20), 30, sign=False)
    batch = make_batch(execution_day=NOW.date(), by=make_payer(at=NOW), at=NOW)
    assert batch.total_cents == 13000, "only what shares nothing"
    first.refresh_from_db()
    assert (first.state, first.blocked, first.for_a_person) == ("held", ["sibling_held"], ["same_request"])
    assert recheck_claim(first, at=NOW).state == "sent", "an officer decides, with what was told"
    third = sent(with_hours(main, make_couple(), 1, opened=date(2026, 3, 16), hour=13))
    assert third.mandate is not None and third.mandate.couple is not None
    make_session(
        make_mandate(other, date(2026, 3, 25), couple=third.mandate.couple.number), date(2026, 3, 25), sign=False
    )
    with pytest.raises(Refused, match="has changed since you read it"):
        approve_shown(third, seen=evidence_of(third, at=NOW).digest, by=service, at=NOW)
    third.refresh_from_db()
    assert (third.state, third.for_a_person) == ("sent", ["same_request"])
    seen = evidence_of(third, at=NOW).digest
    assert approve_shown(third, seen=seen, notes="Vu", by=service, at=NOW).state == "approved"


def test_a_court_file_that_passes_to_another_mediator_has_its_three_hours_once(service: Person) -> None:
    early = moment(date(2024, 3, 1), 12)
    switch_on(SERVICE, code="service", at=early)
    officer = make_service_officer("Solène Exemple", at=early)
    main = make_mediator(since=date(2020, 1, 1), kind="small_claims_mediation", at=early)
    other = make_mediator("Iris Exemple", since=date(2020, 1, 1), kind="small_claims_mediation", at=early)
    first = make_mandate(main, date(2024, 2, 1), kind="small_claims", court_file="540-32-700123-241")
    second = make_mandate(other, date(2024, 2, 5), kind="small_claims", court_file="540 32 700123 241")
    make_session(first, date(2024, 2, 2), 150, sign=False)
    make_session(second, date(2024, 2, 6), 30, sign=False)
    claims = [send_claim(one, by=person_behind(one.mediator), at=early, key="f") for one in (first, second)]
    assert [(one.state, one.for_a_person) for one in claims] == [("sent", ["same_file"])] * 2
    make_session(second, date(2024, 2, 8), 60, sign=False)
    more = computed(second, at=early)
    assert more.blocked == ("shared_cap",) and more.shared is not None
    assert (more.shared.total, more.shared.cap, more.service_cents) == (240, 180, 13000), "nothing is taken off unseen"
    assert [(one.number, one.used) for one in left_of(account_of(second, on=early.date())).earlier] == [
        (first.number, 150)
    ]
    held = send_claim(second, by=person_behind(other), at=early, key="more")
    assert held.state == "held"
    with pytest.raises(Refused, match="stays on hold"):
        approve_claim(claims[0], notes="Vu", version=claims[0].version, by=officer, at=early)
    refuse_claim(held, reason="Trois heures une fois", version=held.version, by=officer, at=early)
    for one in claims:
        assert approve_claim(one, notes="Vu", version=one.version, by=officer, at=early).state == "approved"
