"""Who approves, who releases, whose word of the bank counts and of which day: never one person alone, never on a closed day."""

from datetime import date, timedelta
from importlib import import_module
from itertools import count
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from parvis.payments.actions.bank import record_bank_answer
from parvis.payments.actions.batches import cancel_batch, make_batch, mark_sent, release_batch, take_file
from parvis.payments.actions.claims import claim_group_session, send_claim
from parvis.payments.actions.corrections import correct_claim
from parvis.payments.actions.review import approve_claim, hold_claim, refuse_claim, withdraw_claim
from parvis.payments.actions.settling import Word, record_bank_word
from parvis.payments.models import FeeClaim, Payment, PaymentBatch
from parvis.payments.statements import totals_by_month
from parvis.people.actions.roles import Grant, record_role
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.roster.actions.mandates import open_mandate
from parvis.roster.actions.sessions import Sheet, record_session, record_work, void_work
from parvis.roster.models import Certification, GroupSession, Presence, Signature
from parvis.roster.opening import Opening
from parvis.web.pages import address
from tests.factories.mandates import (
    SERVICE,
    make_mandate,
    make_payer,
    make_session,
    moment,
    person_behind,
    report,
)
from tests.factories.people import signed_in
from tests.factories.roster import make_couple, make_mediator, make_service_officer
from tests.payments.answers import answer_of

pytestmark = pytest.mark.django_db
#: A Thursday, the eve of Good Friday.
TODAY = date(2026, 4, 2)
NOW = moment(TODAY, 12)
DAY = date(2026, 3, 3)
_keys = count(1)


def sent(mediator: Certification, *, hour: int = 9) -> FeeClaim:
    """A claim for a signed session of an hour, with its report."""
    mandate = make_mandate(mediator, DAY)
    make_session(mandate, DAY, hour=hour)
    report(mandate, "held", 1, DAY)
    return send_claim(mandate, by=person_behind(mediator), at=NOW, key=str(next(_keys)))


def released(claim: FeeClaim, officer: Person, *, on: date = TODAY) -> tuple[PaymentBatch, Person, Person]:
    """An approved claim in a released batch; who made it, who released it."""
    approve_claim(claim, version=claim.version, by=officer, at=NOW)
    maker, other = make_payer("Paule Exemple", at=NOW), make_payer("Pia Exemple", at=NOW)
    return release_batch(make_batch(execution_day=on, by=maker, at=NOW), by=other, at=NOW), maker, other


def test_who_made_a_correction_does_not_approve_it(service: Person, mediator: Certification) -> None:
    claim = sent(mediator)
    batch, maker, _ = released(claim, service)
    record_bank_answer(mark_sent(batch, by=maker, at=NOW), answer_of(batch), by=maker, at=NOW)
    sheet = claim.lines.earliest("pk").session_id
    assert sheet is not None
    fix = correct_claim(claim, void=(sheet,), reason="Jamais tenue", by=service, at=NOW, key="k")
    with pytest.raises(Refused, match="somebody else of the Service approves"):
        approve_claim(fix, version=fix.version, by=service, at=NOW)
    fix.refresh_from_db()
    assert fix.state == "sent"
    second = make_service_officer("Sacha Exemple", at=NOW)
    assert approve_claim(fix, version=fix.version, by=second, at=NOW).state == "approved"


def test_what_an_officer_writes_is_whole_or_refused(service: Person, mediator: Certification) -> None:
    claim = sent(mediator)
    for act in (hold_claim, refuse_claim):
        with pytest.raises(Refused, match="at most, and there are 10000") as refused:
            act(claim, reason="é" * 10_000, version=claim.version, by=service, at=NOW)
        assert refused.value.field == "notes"
        with pytest.raises(Refused, match="Say why"):
            act(claim, reason="\x00 \x00", version=claim.version, by=service, at=NOW)
    claim.refresh_from_db()
    assert claim.state == "sent"
    held = hold_claim(claim, reason="Une\x00pièce" + "é" * 991, version=claim.version, by=service, at=NOW)
    assert held.officer_notes == "Une pièce" + "é" * 991


def test_the_bank_s_word_is_of_a_day_on_which_banks_pay(service: Person, mediator: Certification) -> None:
    batch, maker, other = released(sent(mediator), service, on=date(2026, 4, 7))
    mark_sent(batch, by=maker, at=NOW)
    reference, later = batch.payments.get().reference, NOW + timedelta(days=15)

    def say(outcome: str, day: date, reason: str = "Appel") -> object:
        word = Word(outcome, day, "AVIS-1", reason)
        return record_bank_word(batch, (reference,), word, by=other, at=later)

    for day, why in (
        (date(2026, 4, 3), "before the day of payment that was asked for, Tuesday, April.7"),
        (date(2026, 4, 11), "is a Saturday: no payment is made"),
        (date(2026, 4, 12), "is a Sunday"),
        (date(2026, 4, 18), "has not come yet"),
        (date(2026, 4, 1), "before the batch was released"),
    ):
        with pytest.raises(Refused, match=why) as refused:
            say("paid", day)
        assert refused.value.field == "day", day
    with pytest.raises(Refused, match="at most, and there are 901"):
        say("paid", date(2026, 4, 8), "x" * 901)
    assert Payment.objects.get().state == "pending"
    say("refused", date(2026, 4, 3))
    assert Payment.objects.get().state == "returned", "a bank may refuse before the day, and on any day"


def test_a_batch_is_made_for_a_day_on_which_banks_pay_whoever_asks(service: Person, mediator: Certification) -> None:
    claim, maker = sent(mediator), make_payer(at=NOW)
    approve_claim(claim, version=claim.version, by=service, at=NOW)
    for day, why in (
        (TODAY + timedelta(days=1), "Good Friday"),
        (TODAY - timedelta(days=1), "is past"),
        (date(2027, 4, 1), "60 days"),
    ):
        with pytest.raises(Refused, match=why):
            make_batch(execution_day=day, by=maker, at=NOW)
    assert make_batch(execution_day=TODAY, by=maker, at=NOW).count == 1


def test_a_payer_who_mediates_does_not_release_their_own_money(service: Person, mediator: Certification) -> None:
    claim, maker, person = sent(mediator), make_payer(at=NOW), person_behind(mediator)
    grant = Grant("service_payer", TODAY, None, SERVICE, "government_department", ())
    record_role(person, grant, by="system", at=NOW)
    approve_claim(claim, version=claim.version, by=service, at=NOW)
    batch = make_batch(execution_day=TODAY, by=maker, at=NOW)
    with pytest.raises(Refused, match="pays you"):
        release_batch(batch, by=person, at=NOW)
    release_batch(batch, by=make_payer("Pia Exemple", at=NOW), at=NOW)
    mark_sent(batch, by=maker, at=NOW)
    word = Word("refused", TODAY, "AVIS-1", "Appel")
    with pytest.raises(Refused, match="pays you"):
        record_bank_word(batch, (batch.payments.get().reference,), word, by=person, at=NOW)


def test_a_group_session_whose_claim_was_withdrawn_is_claimed_again(service: Person, mediator: Certification) -> None:
    begins, person = moment(date(2026, 3, 10), 18), person_behind(mediator)
    group = GroupSession.objects.create(
        begins_at=begins,
        day=begins.date(),
        minutes=90,
        district="laval",
        meeting="in_person",
        places=9,
        couples=1,
        persons=2,
        state="held",
        by=service.code,
        at=NOW,
    )
    Presence.objects.create(
        group_session=group,
        certification=mediator,
        professional=mediator.professional,
        span=(begins, begins + timedelta(minutes=90)),
    )
    there = Sheet(
        kind="mediation", begins_at=begins + timedelta(minutes=30), minutes=60, meeting="video", attended=(1, 2)
    )
    with pytest.raises(Refused, match="already in a group session at that time"):
        record_session(make_mandate(mediator, DAY), there, by=person, at=NOW)
    first = claim_group_session(group, by=person, at=NOW, key="g")
    withdraw_claim(first, version=first.version, by=person, at=NOW)
    second = claim_group_session(group, by=person, at=NOW, key="g")
    assert second != first and second.state == "sent", "the page asks by the same key"
    assert claim_group_session(group, by=person, at=NOW, key="g") == second, "and twice is once"
    refuse_claim(second, reason="Doublon", version=second.version, by=service, at=NOW)
    assert claim_group_session(group, by=person, at=NOW, key="g").state == "sent"
    assert FeeClaim.objects.live().filter(kind="group").count() == 1


def test_a_form_sent_again_after_its_claim_was_withdrawn_says_so(service: Person, mediator: Certification) -> None:
    claim, person = sent(mediator), person_behind(mediator)
    mandate, key = claim.mandate, f"{next(_keys)}"
    assert mandate is not None
    withdraw_claim(claim, version=claim.version, by=person, at=NOW)
    again = send_claim(mandate, by=person, at=NOW, key=key)
    withdraw_claim(again, version=again.version, by=person, at=NOW)
    with pytest.raises(Refused, match="is withdrawn, or refused"):
        send_claim(mandate, by=person, at=NOW, key=key)


def test_that_nothing_is_executed_is_a_fact_of_its_own(service: Person, mediator: Certification) -> None:
    batch, maker, other = released(sent(mediator), service)
    take_file(batch, by=maker, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentBatch.objects.filter(pk=batch.pk).update(nothing_executed_at=NOW)
    done = cancel_batch(batch, reason="Doublon", nothing_executed=True, by=other, at=NOW)
    assert (done.reason, done.nothing_executed_at) == ("Doublon", NOW)
    kept = import_module("parvis.payments.migrations.0009_nothing_executed").KEPT
    for words in (
        "La banque confirme que rien ne sera exécuté : ",
        "The bank confirms that nothing will be executed: ",
    ):
        PaymentBatch.objects.filter(pk=batch.pk).update(reason=f"{words}Doublon", nothing_executed_at=None)
        with connection.cursor() as cursor:
            cursor.execute(kept)
        done.refresh_from_db()
        assert (done.reason, done.nothing_executed_at) == ("Doublon", NOW), "what was in the words of a reason is kept"


def test_waiting_that_has_not_passed_and_the_work_of_another(service: Person, mediator: Certification) -> None:
    second = make_mediator("Iris Exemple", since=date(2020, 1, 1), profession="psychologist")
    mandate, person = make_mandate(mediator, DAY, co_mediator=second), person_behind(mediator)
    absence = Sheet(kind="absence", begins_at=moment(DAY, 14), minutes=0, meeting="in_person", waited=30)
    with pytest.raises(Refused, match="have not passed yet"):
        record_session(mandate, absence, by=person, at=moment(DAY, 14, 29))
    assert record_session(mandate, absence, by=person, at=moment(DAY, 14, 30)).waited == 30
    twice = Sheet(kind="mediation", begins_at=moment(DAY, 9), minutes=60, meeting="video", attended=(1, 1))
    with pytest.raises(Refused, match="among the mandate"):
        record_session(mandate, twice, by=person, at=NOW)  # one party counted twice would pass for the two
    work = record_work(mandate, day=DAY, minutes=60, purpose="summary", by=person, at=NOW)
    with pytest.raises(Refused, match="only they void it"):
        void_work(work, by=person_behind(second), at=NOW)
    assert void_work(work, by=person, at=NOW).voided_at == NOW


def test_a_forged_district_and_names_without_a_letter_open_nothing(service: Person, mediator: Certification) -> None:
    small = make_mediator("Iris Exemple", since=date(2020, 1, 1), kind="small_claims_mediation")
    person = person_behind(mediator)
    good: dict[str, Any] = {
        "kind": "family",
        "opened": DAY,
        "parties": ("Camille Exemple", "Dominique Exemple"),
        "couple": make_couple().number,
        "request": "first_agreement",
        "children": True,
        "objects": ("custody",),
        "district": "laval",
    }
    for wrong, field in (
        ({"district": "nulle-part"}, "district"),
        ({"district": "LAVAL"}, "district"),
        ({"parties": ("!!!", "???")}, "parties"),
        ({"parties": ("Camille Exemple", "…")}, "parties"),
    ):
        with pytest.raises(Refused) as refused:
            open_mandate(mediator, Opening(**(good | wrong)), by=person, at=NOW)
        assert refused.value.field == field, wrong
    for number in ("", "---", "sans numéro", "²"):
        with pytest.raises(Refused, match="number of the court file"):
            make_mandate(small, DAY, kind="small_claims", court_file=number)
    assert open_mandate(mediator, Opening(**good), by=person, at=NOW).district == "laval"


@pytest.mark.slow
def test_what_the_bank_paid_after_all_never_leaves_a_second_time(service: Person, mediator: Certification) -> None:
    claim, person = sent(mediator), person_behind(mediator)
    batch, maker, other = released(claim, service)
    mark_sent(batch, by=maker, at=NOW)
    bad = {one.reference: "AC01" for one in batch.payments.all()}
    reference, after = batch.payments.get().reference, Word("paid_after_all", TODAY, "AVIS-2", "Appel à la banque")

    def say(word: Word, by: Person = other) -> object:
        return record_bank_word(batch, (reference,), word, by=by, at=NOW)

    with pytest.raises(Refused, match="That is not so of"):
        say(after)
    record_bank_answer(batch, answer_of(batch, rejected=bad), by=maker, at=NOW)
    with pytest.raises(Refused, match="That is not so of"):
        say(after)
    second = make_batch(execution_day=TODAY, by=maker, at=NOW)
    for _ in range(2):
        with pytest.raises(Refused, match=f"{claim.number} .{second.number}"):
            say(Word("paid", TODAY, "AVIS-2", "Appel"))
    with pytest.raises(Refused, match="That is not so of"):
        say(after)  # it is in the other batch, which would pay it a second time
    cancel_batch(second, reason="Déjà payé", by=maker, at=NOW)
    claim.refresh_from_db()
    assert (claim.state, claim.blocked) == ("held", ["bank_contradiction"])
    with pytest.raises(Refused, match="may have paid it"):
        withdraw_claim(claim, version=claim.version, by=person, at=NOW)
    with pytest.raises(Refused, match="may have paid it"):
        refuse_claim(claim, reason="Doublon", version=claim.version, by=service, at=NOW)
    with pytest.raises(Refused, match="somebody else records"):
        say(after, maker)
    where, desk = address("en", "serving_batch_said", number=batch.pk), signed_in(other)
    assert "now confirms that it paid it" in (page := desk.get(where).content.decode()) and reference in page
    for _ in range(2):
        say(after)
    assert "now confirms that it paid it" not in desk.get(where).content.decode()
    claim.refresh_from_db()
    batch.refresh_from_db()
    payment = Payment.objects.get(reference=reference)
    assert (claim.state, claim.blocked, batch.state) == ("paid", [], "settled")
    assert (payment.state, payment.paid_on, payment.reason_code, payment.said_by) == ("paid", TODAY, "", other.code)
    assert not Signature.objects.filter(state="signed", closed_at=None).exists(), "no signature is taken back any more"
    assert totals_by_month()[0].total_cents == claim.service_cents, "once"
    connection.check_constraints()


def test_a_claim_made_again_is_held_where_the_bank_paid_the_first(service: Person, mediator: Certification) -> None:
    claim, person = sent(mediator), person_behind(mediator)
    batch, maker, other = released(claim, service)
    mark_sent(batch, by=maker, at=NOW)
    bad = {one.reference: "AC01" for one in batch.payments.all()}
    record_bank_answer(batch, answer_of(batch, rejected=bad), by=maker, at=NOW)
    claim.refresh_from_db()
    hold_claim(claim, reason="À revoir", version=claim.version, by=service, at=NOW)
    refuse_claim(claim, reason="À refaire", version=claim.version, by=service, at=NOW)
    assert claim.mandate is not None
    again = send_claim(claim.mandate, by=person, at=NOW, key="again")
    approve_claim(again, version=again.version, by=service, at=NOW)
    with pytest.raises(Refused, match=f"now says paid.*{again.number}"):
        record_bank_answer(batch, answer_of(batch), by=other, at=NOW)
    again.refresh_from_db()
    assert (again.state, again.blocked) == ("held", ["bank_contradiction"]), "the same session, under another number"


@pytest.mark.slow
def test_a_file_that_is_no_longer_the_one_released_says_so(
    service: Person, mediator: Certification, settings: Any
) -> None:
    batch, maker, _ = released(sent(mediator), service)
    settings.PAYER_ACCOUNT = "815-30000-7654321"
    for name in ("serving_batch_file", "serving_batch_csv"):
        answer = signed_in(maker).get(address("en", name, number=batch.pk))
        assert answer.status_code == 422 and "no longer the one that was released" in answer.content.decode(), name
    batch.refresh_from_db()
    assert batch.taken_at is None, "nothing was handed over"
