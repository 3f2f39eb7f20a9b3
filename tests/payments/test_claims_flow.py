"""From a mandate to money: sent once, held and resumed, decided by one of two, batched, released by another, answered."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from parvis.law.kernel.money import Money
from parvis.payments.actions.accounts import set_payee_account
from parvis.payments.actions.bank import record_bank_answer
from parvis.payments.actions.batches import (
    cancel_batch,
    file_of_batch,
    make_batch,
    mark_sent,
    release_batch,
    waiting,
)
from parvis.payments.actions.claims import claim_group_session, send_claim
from parvis.payments.actions.corrections import correct_claim, index_claims
from parvis.payments.actions.looking_again import recheck_open
from parvis.payments.actions.review import (
    approve_claim,
    decide_amounts,
    hold_claim,
    refuse_claim,
    resume_claim,
    withdraw_claim,
)
from parvis.payments.models import FeeClaim, FeeLine, Ledger, PayeeAccount, PaymentBatch
from parvis.payments.orders import Account
from parvis.payments.payee import account_kept
from parvis.payments.statements import statement_of, totals_by_month
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.roster.actions.signatures import ask_signature, sign_sheet, withdraw_signature
from parvis.roster.models import Certification, GroupSession, Mandate, Presence, Signature
from tests.factories.mandates import (
    SERVICE,
    give_account,
    lines_of,
    make_mandate,
    make_payer,
    make_session,
    moment,
    person_behind,
    report,
)
from tests.factories.roster import make_mediator, make_service_officer, switch_on
from tests.payments.answers import answer_of

pytestmark = pytest.mark.django_db
NOW = moment(date(2026, 4, 1), 12)
DAY = date(2026, 3, 3)


def ready(mediator: Certification, sessions: int = 2, *, opened: date = date(2026, 3, 2)) -> Mandate:
    """A mandate with signed sessions of an hour and its report."""
    mandate = make_mandate(mediator, opened)
    for place in range(sessions):
        make_session(mandate, opened + timedelta(days=place + 1), hour=8 + Mandate.objects.count() % 12)
    report(mandate, "held", sessions, opened + timedelta(days=sessions + 1))
    return mandate


def paid(claims: list[FeeClaim], *, at: datetime = NOW) -> PaymentBatch:
    """Approved claims paid in a batch that the bank accepts."""
    maker, other = make_payer(at=at), make_payer("Paule Exemple", at=at)
    batch = make_batch(execution_day=at.date(), by=maker, at=at)
    mark_sent(release_batch(batch, by=other, at=at), by=maker, at=at)
    record_bank_answer(batch, answer_of(batch), by=maker, at=at)
    for claim in claims:
        claim.refresh_from_db()
        assert claim.state == "paid"
    batch.refresh_from_db()
    return batch


def test_a_claim_is_sent_once_and_held_until_nothing_is_missing(service: Person, mediator: Certification) -> None:
    mandate, person = make_mandate(mediator, date(2026, 3, 2)), person_behind(mediator)
    sheet = make_session(mandate, DAY, sign=False)
    claim = send_claim(mandate, by=person, at=NOW, key="k1")
    assert (claim.state, claim.blocked) == ("held", ["report_missing", "signature_missing"])
    assert send_claim(mandate, by=person, at=NOW, key="k1").pk == claim.pk
    with pytest.raises(Refused, match="nothing to claim"):
        send_claim(mandate, by=person, at=NOW, key="k2")
    assert lines_of(claim) == [("service", 13000, 60, "c25.01-r0.7/s10-al1-hour")]
    assert Ledger.objects.get(mandate=mandate).used == 60
    with pytest.raises(Refused, match="stays on hold"):
        resume_claim(claim, version=claim.version, by=service, at=NOW)
    report(mandate, "held", 2, date(2026, 3, 31))
    for position in (1, 2):
        sign_sheet(ask_signature(sheet, position, by=person, at=NOW).signature, at=NOW)
    assert recheck_open(at=NOW) == 0, "the report says two sessions, the sheets one"
    claim.refresh_from_db()
    assert claim.blocked == ["report_mismatch"]
    report(mandate, "held", 1, date(2026, 3, 31))
    assert recheck_open(at=NOW) == 1
    claim.refresh_from_db()
    assert claim.state == "sent"
    stranger = person_behind(make_mediator("Iris Exemple"))
    with pytest.raises(Refused):
        send_claim(mandate, by=stranger, at=NOW, key="k3")


def test_two_officers_at_once_one_wins_and_a_withdrawn_signature_stops_the_money(
    service: Person, mediator: Certification
) -> None:
    mandate, other = ready(mediator), make_service_officer("Sophie Exemple", at=NOW)
    claim = send_claim(mandate, by=person_behind(mediator), at=NOW, key="a")
    assert claim.state == "sent"
    seen = claim.version
    approve_claim(claim, version=seen, by=service, at=NOW)
    with pytest.raises(Refused, match="Somebody else has just decided"):
        refuse_claim(claim, reason="Trop tard", version=seen, by=other, at=NOW)
    assert claim.state == "approved" and claim.reviewed_by == service.code
    signature = Signature.objects.filter(session__mandate=mandate, state="signed").first()
    assert signature is not None
    maker = make_payer(at=NOW)
    batch = make_batch(execution_day=NOW.date(), by=maker, at=NOW)
    withdraw_signature(signature, at=NOW)
    with pytest.raises(Refused, match=claim.number):
        release_batch(batch, by=make_payer("Paule Exemple", at=NOW), at=NOW)
    cancel_batch(batch, reason="Une signature est retirée", by=maker, at=NOW)
    assert recheck_open(at=NOW) == 1
    claim.refresh_from_db()
    assert (claim.state, claim.blocked) == ("held", ["signature_withdrawn"])
    with pytest.raises(Refused, match="approved"):
        make_batch(execution_day=NOW.date(), by=maker, at=NOW)
    refuse_claim(claim, reason="La partie ne reconnaît pas la séance", version=claim.version, by=other, at=NOW)
    assert Ledger.objects.get(mandate=mandate).used == 0
    assert not claim.lines.filter(live=True).exists()
    again = send_claim(mandate, by=person_behind(mediator), at=NOW, key="b")
    assert again.state == "held"
    assert withdraw_claim(again, version=again.version, by=person_behind(mediator), at=NOW).state == "withdrawn"


def test_a_file_that_fails_half_way_is_never_paid_twice(service: Person, mediator: Certification) -> None:
    second = make_mediator("Noé Exemple-Médiateur", since=date(2020, 1, 1))
    give_account(second, "7654321", at=NOW)
    third = make_mediator("Iris Exemple", since=date(2020, 1, 1))
    claims = []
    for one in (mediator, second, third):
        claim = send_claim(ready(one), by=person_behind(one), at=NOW, key="c")
        claims.append(approve_claim(claim, version=claim.version, by=service, at=NOW))
    found = waiting()
    assert set(found.no_account) == {third.professional_id} and found.total() == 52000
    maker, other = make_payer(at=NOW), make_payer("Paule Exemple", at=NOW)
    batch = make_batch(execution_day=NOW.date(), by=maker, at=NOW)
    assert (batch.count, batch.total_cents) == (2, 52000)
    with pytest.raises(Refused, match="Somebody else releases"):
        release_batch(batch, by=maker, at=NOW)
    with pytest.raises(Refused, match="not handed"):
        record_bank_answer(batch, answer_of(batch), by=maker, at=NOW)
    release_batch(batch, by=other, at=NOW)
    content = file_of_batch(batch)
    set_payee_account(second.professional, Account("815", "30000", "9999999"), by=person_behind(second), at=NOW)
    assert file_of_batch(batch) == content, "what is released stays as it was released"
    kept = PayeeAccount.objects.get(professional=second.professional)
    assert account_kept(kept).number == "9999999"
    mark_sent(batch, by=maker, at=NOW)
    bad = batch.payments.get(payee=second.professional_id).reference
    with pytest.raises(Refused, match="another order"):
        record_bank_answer(batch, answer_of(batch, number="L-2026-OTHER"), by=maker, at=NOW)
    half = answer_of(batch, rejected={bad: "AC01"})
    first = record_bank_answer(batch, half, by=maker, at=NOW)
    assert (first.paid, first.returned, first.waiting) == (1, 1, 0)
    assert record_bank_answer(batch, half, by=maker, at=NOW) == first
    batch.refresh_from_db()
    assert batch.state == "partly_settled"
    assert batch.payments.get(reference=bad).reason_code == "AC01"
    for claim, state in zip(claims, ("paid", "approved", "approved"), strict=True):
        claim.refresh_from_db()
        assert claim.state == state
    retry = make_batch(execution_day=NOW.date(), by=maker, at=NOW)
    assert [one.payee_id for one in retry.payments.all()] == [second.professional_id]
    with pytest.raises(IntegrityError), transaction.atomic():
        retry.payments.get().items.create(claim=claims[0], amount_cents=26000)
    signature = Signature.objects.filter(session__mandate=claims[0].mandate, state="signed").first()
    assert signature is not None
    with pytest.raises(Refused, match="already released"):
        withdraw_signature(signature, at=NOW)
    said = statement_of(mediator.professional, NOW.date())
    assert (said.paid_cents, said.waiting_cents) == (26000, 0)
    assert [(one.total_cents, one.claims) for one in totals_by_month()] == [(26000, 1)]


def test_a_correction_takes_back_what_was_paid_and_nets_off_the_next_payment(
    service: Person, mediator: Certification
) -> None:
    mandate, person = make_mandate(mediator, date(2026, 3, 2)), person_behind(mediator)
    for place in range(6):
        make_session(mandate, DAY + timedelta(days=place))
    report(mandate, "held", 6, date(2026, 3, 20))
    claim = send_claim(mandate, by=person, at=NOW, key="a")
    assert (claim.service_cents, claim.parties_cents) == (65000, 13000)
    approve_claim(claim, version=claim.version, by=service, at=NOW)
    paid([claim])
    wrong = mandate.sessions.order_by("pk").first()
    assert wrong is not None
    with pytest.raises(Refused, match="Nothing changes"):
        correct_claim(claim, void=(), reason="Rien", by=service, at=NOW, key="0")
    second = make_service_officer("Sacha Exemple", at=NOW)
    fix = correct_claim(claim, void=(wrong.pk,), reason="Séance jamais tenue", by=service, at=NOW, key="1")
    assert correct_claim(claim, void=(wrong.pk,), reason="Séance jamais tenue", by=service, at=NOW, key="1") == fix
    assert (fix.kind, fix.service_cents, fix.parties_cents) == ("correction", 0, -13000)
    assert sorted(one[:2] for one in lines_of(fix)) == [("parties", -13000), ("service", -13000), ("service", 13000)]
    assert Ledger.objects.get(mandate=mandate).used == 300
    last = mandate.sessions.filter(voided_at=None).order_by("pk").last()
    assert last is not None
    more = correct_claim(claim, void=(last.pk,), reason="Séance jamais tenue", by=service, at=NOW, key="2")
    assert more.service_cents == -13000
    for one in (fix, more):
        approve_claim(one, version=one.version, by=second, at=NOW)
    with pytest.raises(Refused):
        make_batch(execution_day=NOW.date(), by=make_payer(at=NOW), at=NOW)
    assert set(waiting().carried) == {mediator.professional_id}
    following = send_claim(ready(mediator, 3, opened=date(2026, 3, 16)), by=person, at=NOW, key="n")
    approve_claim(following, version=following.version, by=service, at=NOW)
    assert paid([fix, more, following]).total_cents == 39000 - 13000


def test_indexing_published_late_is_a_difference_made_once(service: Person) -> None:
    mediator = make_mediator(since=date(2020, 1, 1), kind="small_claims_mediation")
    give_account(mediator, at=NOW)
    mandate = make_mandate(mediator, date(2022, 4, 4), kind="small_claims")
    make_session(mandate, date(2022, 4, 5), 240, sign=False)
    early, late = moment(date(2022, 4, 11)), moment(date(2022, 5, 1))
    switch_on(SERVICE, code="service", at=early)
    officer = make_service_officer("Solène Exemple", at=early)
    claim = send_claim(mandate, by=person_behind(mediator), at=early, key="a")
    approve_claim(claim, version=claim.version, by=officer, at=early)
    paid([claim], at=early)
    assert index_claims(by="system", at=early) == []
    (added,) = index_claims(by="system", at=late)
    assert index_claims(by="system", at=late) == []
    assert (added.kind, added.corrects, added.service_cents, added.parties_cents) == ("indexation", claim, 1200, 400)
    assert {line.corrects.claim_id for line in added.lines.all() if line.corrects} == {claim.pk}


def test_what_no_source_gives_is_said_by_an_officer_before_payment(service: Person) -> None:
    mediator = make_mediator(since=date(2020, 1, 1), kind="small_claims_mediation")
    mandate = make_mandate(mediator, date(2026, 3, 2), kind="small_claims", mandatory=True)
    make_session(mandate, DAY, 120, sign=False)
    claim = send_claim(mandate, by=person_behind(mediator), at=NOW, key="a")
    assert (claim.state, claim.service_cents) == ("held", 0)
    line = claim.lines.get()
    with pytest.raises(Refused):
        decide_amounts(claim, {line.pk: Money(27000)}, reason="", version=claim.version, by=service, at=NOW)
    with pytest.raises(Refused):
        decide_amounts(claim, {}, reason="Avis", version=claim.version, by=service, at=NOW)
    seen = claim.version
    decide_amounts(claim, {line.pk: Money(27000)}, reason="Avis du Service", version=seen, by=service, at=NOW)
    assert (claim.state, claim.service_cents) == ("sent", 27000)
    with pytest.raises(Refused):
        decide_amounts(claim, {line.pk: Money(1)}, reason="Encore", version=seen, by=service, at=NOW)
    hold_claim(claim, reason="À vérifier", version=claim.version, by=service, at=NOW)
    assert recheck_open(at=NOW) == 0, "what an officer holds, an officer resumes"
    resume_claim(claim, version=claim.version, by=service, at=NOW)
    assert approve_claim(claim, version=claim.version, by=service, at=NOW).state == "approved"


def test_a_group_session_is_one_claim_for_each_mediator(service: Person, mediator: Certification) -> None:
    second = make_mediator("Noé Exemple-Médiateur", since=date(2005, 1, 1))
    first = make_mediator("Iris Exemple", since=date(2005, 1, 1))
    day = date(2012, 3, 3)
    group = GroupSession.objects.create(
        begins_at=moment(day, 18),
        day=day,
        minutes=90,
        district="laval",
        meeting="in_person",
        places=20,
        couples=9,
        persons=18,
        state="held",
        by=service.code,
        at=NOW,
    )
    for one in (first, second):
        Presence.objects.create(
            group_session=group,
            certification=one,
            professional=one.professional,
            span=(moment(day, 18), moment(day, 19, 30)),
        )
    claims = [claim_group_session(group, by=person_behind(one), at=NOW, key="g") for one in (first, second)]
    assert [claim.service_cents for claim in claims] == [12500, 12500], "T7: 250 $ whatever the number of couples"
    assert claim_group_session(group, by=person_behind(first), at=NOW, key="g") == claims[0]
    with pytest.raises(Refused, match="already claimed"):
        claim_group_session(group, by=person_behind(first), at=NOW, key="h")
    with pytest.raises(Refused, match="did not give"):
        claim_group_session(group, by=person_behind(mediator), at=NOW, key="g")
    assert FeeLine.objects.filter(claim__in=claims).exclude(norm="c25.01-r0.7/s10-al2-p2").count() == 0
