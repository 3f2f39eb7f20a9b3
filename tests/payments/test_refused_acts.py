"""Acts on claims and payments that stay refused, whoever tries them and in whatever order."""

from datetime import date, timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.payments.actions.accounts import set_payee_account
from parvis.payments.actions.bank import record_bank_answer
from parvis.payments.actions.batches import (
    cancel_batch,
    file_of_batch,
    make_batch,
    mark_sent,
    release_batch,
    take_file,
    waiting,
)
from parvis.payments.actions.claims import send_claim
from parvis.payments.actions.corrections import correct_claim
from parvis.payments.actions.looking_again import recheck_claim
from parvis.payments.actions.review import approve_claim, resume_claim, withdraw_claim
from parvis.payments.models import FeeClaim, PaymentBatch
from parvis.payments.orders import Account
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.roster.actions.reports import make_report
from parvis.roster.actions.sessions import record_work
from parvis.roster.actions.signatures import withdraw_signature
from parvis.roster.actions.standing import record_act
from parvis.roster.models import Certification, Mandate, Signature
from tests.factories.mandates import (
    give_account,
    make_mandate,
    make_payer,
    make_session,
    moment,
    person_behind,
    report,
)
from tests.factories.roster import (
    certified_since,
    make_certification,
    make_couple,
    make_mediator,
    make_officer,
    make_professional,
    make_service_officer,
)
from tests.payments.answers import answer_of

pytestmark = pytest.mark.django_db
NOW = moment(date(2026, 4, 1), 12)
DAY = date(2026, 3, 3)
_keys = count(1)


def approved(mandate: Mandate, officer: Person, sessions: int = 2, *, hour: int = 9) -> FeeClaim:
    """A claim for signed sessions of an hour, with its report, approved."""
    for place in range(sessions):
        make_session(mandate, DAY + timedelta(days=place), hour=hour)
    report(mandate, "held", sessions, DAY + timedelta(days=sessions))
    claim = send_claim(mandate, by=person_behind(mandate.mediator), at=NOW, key=str(next(_keys)))
    return approve_claim(claim, notes="Vu", version=claim.version, by=officer, at=NOW)


def released() -> tuple[PaymentBatch, Person]:
    """All that is approved, in a released batch; with who made it."""
    maker, other = make_payer(f"Paule {next(_keys)}", at=NOW), make_payer(f"Pia {next(_keys)}", at=NOW)
    batch = make_batch(execution_day=NOW.date(), by=maker, at=NOW)
    return release_batch(batch, by=other, at=NOW), maker


def paid(claim: FeeClaim) -> PaymentBatch:
    """What is approved, sent and accepted by the bank."""
    batch, maker = released()
    mark_sent(batch, by=maker, at=NOW)
    record_bank_answer(batch, answer_of(batch), by=maker, at=NOW)
    claim.refresh_from_db()
    return batch


def test_a_mediator_does_not_withdraw_a_correction_of_the_service(service: Person, mediator: Certification) -> None:
    mandate = make_mandate(mediator, date(2026, 3, 2))
    paid(claim := approved(mandate, service))
    wrong = mandate.sessions.earliest("pk")
    fix = correct_claim(claim, void=(wrong.pk,), reason="Jamais tenue", by=service, at=NOW, key="k")
    with pytest.raises(Refused, match="not withdrawn"):
        withdraw_claim(fix, version=fix.version, by=person_behind(mediator), at=NOW)


def test_an_officer_who_mediated_neither_approves_nor_corrects(service: Person, mediator: Certification) -> None:
    early = moment(date(2026, 2, 1))
    own = make_certification(make_professional("Solange Exemple", person=service, at=early), at=early)
    certified_since(own, date(2020, 1, 1), at=early)
    mandate = make_mandate(mediator, date(2026, 3, 2), co_mediator=own)
    with pytest.raises(Refused, match="their own"):
        approved(mandate, service)
    claim = FeeClaim.objects.get()
    approve_claim(claim, version=claim.version, by=make_service_officer("Sacha Exemple", at=NOW), at=NOW)
    paid(claim)
    with pytest.raises(Refused, match="their own"):
        correct_claim(claim, void=(), reason="Rien", by=service, at=NOW, key="k")


def test_a_bank_s_free_words_are_not_kept(service: Person, mediator: Certification) -> None:
    approved(make_mandate(mediator, date(2026, 3, 2)), service)
    batch, maker = released()
    mark_sent(batch, by=maker, at=NOW)
    answer = answer_of(batch, rejected={batch.payments.get().reference: "AC01"})
    record_bank_answer(batch, answer.replace(b"<Cd>AC01</Cd>", b"<Prtry>EXEMPLE M</Prtry>"), by=maker, at=NOW)
    assert batch.payments.get().reason_code == "OWN"


def test_a_sheet_that_is_paid_stays_closed_when_its_correction_is_cancelled(
    service: Person, mediator: Certification
) -> None:
    mandate = make_mandate(mediator, date(2026, 3, 2))
    paid(claim := approved(mandate, service, 7))
    wrong = mandate.sessions.earliest("pk")
    fix = correct_claim(claim, void=(wrong.pk,), reason="Jamais tenue", by=service, at=NOW, key="k")
    report(mandate, "held", 6, date(2026, 3, 31))
    approved(make_mandate(mediator, date(2026, 3, 2)), service, hour=14)
    approve_claim(fix, version=fix.version, by=make_service_officer("Sacha Exemple", at=NOW), at=NOW)
    batch, maker = released()
    cancel_batch(batch, reason="Erreur", by=maker, at=NOW)
    kept = Signature.objects.filter(session__mandate=mandate, state="signed", session__voided_at=None)
    for one in kept:
        with pytest.raises(Refused, match="already released"):
            withdraw_signature(one, at=NOW)
    again = Signature.objects.filter(state="signed").exclude(session__mandate=mandate)
    assert again.filter(closed_at=None).count() == again.count() > 0


def test_a_payment_accepted_after_its_return_is_never_paid_twice_unknown(
    service: Person, mediator: Certification
) -> None:
    claim = approved(make_mandate(mediator, date(2026, 3, 2)), service)
    first, maker = released()
    mark_sent(first, by=maker, at=NOW)
    bad = {one.reference: "AC01" for one in first.payments.all()}
    record_bank_answer(first, answer_of(first, rejected=bad), by=maker, at=NOW)
    second = make_batch(execution_day=NOW.date(), by=maker, at=NOW)
    for _ in range(2):
        with pytest.raises(Refused, match=f"now says paid.*{claim.number} .{second.number}"):
            record_bank_answer(first, answer_of(first), by=maker, at=NOW)
    with pytest.raises(Refused, match="on hold"):
        release_batch(second, by=make_payer("Pia Exemple", at=NOW), at=NOW)
    cancel_batch(second, reason="La banque a déjà payé", by=maker, at=NOW)
    claim.refresh_from_db()
    assert recheck_claim(claim, at=NOW).state == "held" and "bank_contradiction" in claim.blocked
    with pytest.raises(Refused, match="Nothing is to be paid"):
        make_batch(execution_day=NOW.date(), by=maker, at=NOW)
    with pytest.raises(Refused, match="what it confirmed"):
        resume_claim(claim, version=claim.version, by=service, at=NOW)
    resumed = resume_claim(claim, notes="Appel : jamais payé", version=claim.version, by=service, at=NOW)
    assert (resumed.state, resumed.officer_notes) == ("sent", "Appel : jamais payé"), "a person decides"


def test_work_and_a_co_mediator_are_checked_for_their_certification(service: Person) -> None:
    early, late = moment(date(2026, 2, 1)), moment(date(2026, 3, 31))
    officer, opened = make_officer(at=early), date(2026, 3, 2)
    main = make_mediator(since=date(2020, 1, 1), at=early)
    second = make_mediator("Iris Exemple", since=date(2020, 1, 1), profession="psychologist", at=early)
    mandate, joint = make_mandate(main, opened), make_mandate(main, opened, co_mediator=second)
    make_session(mandate, DAY)
    record_work(mandate, day=date(2026, 3, 20), minutes=60, purpose="summary", by=person_behind(main), at=late)
    make_session(joint, date(2026, 3, 12), hour=14, co_mediator=True, additional_requested=1)
    for person, day in ((main, date(2026, 3, 15)), (second, date(2026, 3, 10))):
        record_act(person, "struck_off_temporarily", day=day, reason="Décision", by=officer, at=late, key=f"s{day}")
    for joined in (mandate, joint):
        report(joined, "held", 1, date(2026, 3, 31))
        claim = send_claim(joined, by=person_behind(main), at=NOW, key="k")
        assert claim.blocked == ["not_certified"], joined


def test_a_file_that_was_taken_is_not_paid_again_unsaid(service: Person, mediator: Certification) -> None:
    approved(make_mandate(mediator, date(2026, 3, 2)), service)
    batch, maker = released()
    assert take_file(batch, by=maker, at=NOW) == file_of_batch(batch)
    second = make_payer("Paulin Exemple", at=NOW)
    with pytest.raises(Refused, match="was downloaded"):
        cancel_batch(batch, reason="La banque ne l'a pas reçu : fichier perdu", by=second, at=NOW)
    cancel_batch(batch, reason="Fichier perdu", nothing_executed=True, by=second, at=NOW)
    with pytest.raises(Refused, match="no longer given"):
        take_file(batch, by=maker, at=NOW)
    with pytest.raises(Refused, match="now says paid"):
        record_bank_answer(batch, answer_of(batch), by=maker, at=NOW)


def test_a_report_changed_since_the_approval_stops_the_release(service: Person, mediator: Certification) -> None:
    mandate = make_mandate(mediator, date(2026, 3, 2))
    claim = approved(mandate, service)
    make_report(mandate, says="none_held", sessions=0, by=person_behind(mediator), at=NOW)
    with pytest.raises(Refused, match=claim.number):
        released()


def test_a_withdrawal_waits_for_the_release(service: Person, mediator: Certification) -> None:
    approved(make_mandate(mediator, date(2026, 3, 2)), service)
    with CaptureQueriesContext(connection) as asked:
        released()
    locks = [one["sql"] for one in asked if one["sql"].endswith('FOR UPDATE OF "roster_signature"')]
    reads = [place for place, one in enumerate(asked) if "withdrawn" in one["sql"]]
    first = next(place for place, one in enumerate(asked) if one["sql"] in locks)
    assert locks and first < min(reads)


def test_a_name_that_no_bank_takes_is_left_out_and_named(service: Person, mediator: Certification) -> None:
    foreign = make_mediator("Мария Exemple", since=date(2020, 1, 1))
    give_account(foreign, at=NOW)
    with pytest.raises(Refused, match="cannot carry"):
        set_payee_account(foreign.professional, Account("815", "30000", "1234567"), by=person_behind(foreign), at=NOW)
    for one in (foreign, mediator):
        approved(make_mandate(one, date(2026, 3, 2)), service)
    assert set(waiting().unwritable) == {foreign.professional_id}
    assert [one.payee_id for one in released()[0].payments.all()] == [mediator.professional_id]


def test_a_correction_does_not_pay_a_session_that_its_own_claim_would_not(
    service: Person, mediator: Certification
) -> None:
    mandate = make_mandate(mediator, date(2026, 3, 2))
    paid(claim := approved(mandate, service, 4))
    unsigned = make_session(mandate, date(2026, 3, 20), 120, sign=False)
    report(mandate, "held", 5, date(2026, 3, 21))
    assert send_claim(mandate, by=person_behind(mediator), at=NOW, key="u").state == "held"
    wrong = mandate.sessions.earliest("pk")
    fix = correct_claim(claim, void=(wrong.pk,), reason="Jamais tenue", by=service, at=NOW, key="k")
    assert fix.service_cents == -13000
    assert not fix.lines.filter(session=unsigned).exists()


def test_two_mandates_for_one_request_ask_an_officer_whichever_was_opened_first(
    service: Person, mediator: Certification
) -> None:
    couple, second = make_couple(), make_mediator("Iris Exemple", since=date(2020, 1, 1))
    first = make_mandate(mediator, date(2026, 3, 1), couple=couple.number)
    approved(make_mandate(second, date(2026, 3, 2), couple=couple.number), service)
    make_session(first, date(2026, 3, 15))
    report(first, "held", 1, date(2026, 3, 16))
    claim = send_claim(first, by=person_behind(mediator), at=NOW, key="k")
    assert "same_request" in claim.for_a_person
    with pytest.raises(Refused, match="leaves something to a person"):
        approve_claim(claim, version=claim.version, by=service, at=NOW)
