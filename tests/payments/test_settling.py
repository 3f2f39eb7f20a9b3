"""The day of a payment, what a bank says without a file, a batch cancelled once its file has left, letters: each once."""

from datetime import date, timedelta
from typing import Any

import pytest

from parvis.journal.models import Entry
from parvis.payments import telling
from parvis.payments.actions.approving import approve_shown
from parvis.payments.actions.bank import record_bank_answer
from parvis.payments.actions.batches import cancel_batch, make_batch, mark_sent, release_batch, take_file
from parvis.payments.actions.claims import send_claim
from parvis.payments.actions.corrections import correct_claim
from parvis.payments.actions.looking_again import recheck_open
from parvis.payments.actions.review import hold_claim, refuse_claim, resume_claim
from parvis.payments.actions.settling import Word, record_bank_word
from parvis.payments.days import day_of_payment, require_payment_day
from parvis.payments.evidence import evidence_of
from parvis.payments.models import FeeClaim, PaymentBatch
from parvis.payments.read_status import Answer
from parvis.payments.statements import statement_of, totals_by_month
from parvis.payments.status_reasons import Outcome
from parvis.payments.telling import tell_claims
from parvis.people.letters import Letter
from parvis.people.models import Person
from parvis.people.refused import Refused
from parvis.roster.actions.reports import make_report
from parvis.roster.actions.signatures import withdraw_signature
from parvis.roster.models import Certification, Signature
from tests.factories.mandates import (
    give_account,
    make_mandate,
    make_payer,
    make_session,
    moment,
    person_behind,
    report,
)
from tests.factories.roster import make_mediator
from tests.payments.answers import answer_of

NOW = moment(date(2026, 4, 1), 12)
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 20), "is past: the bank does not pay backwards.*Monday, November.23"),
        (date(2025, 11, 24), "is past"),
        (date(2026, 11, 28), "is a Saturday: no payment.*Monday, November.30"),
        (date(2026, 11, 29), "is a Sunday"),
        (date(2026, 12, 25), "is Christmas Day"),
        (date(2027, 12, 1), "more than 60 days away.*no later than Friday, January.22, 2027"),
        (MONDAY, ""),
    ],
)
def test_a_day_of_payment_says_what_is_wrong_why_and_what_to_do(day: date, why: str) -> None:
    if not why:
        return require_payment_day(day, today=MONDAY)
    with pytest.raises(Refused, match=why) as refused:
        require_payment_day(day, today=MONDAY)
    assert refused.value.field == "execution_day"
    return None


@pytest.mark.parametrize(
    ("settled", "accepted", "found"),
    [
        (date(2026, 11, 25), date(2026, 11, 24), (date(2026, 11, 25), "bank")),
        (None, date(2026, 11, 26), (date(2026, 11, 26), "bank")),
        (None, date(2026, 11, 23), (date(2026, 11, 24), "asked")),  # the order was taken ahead of its day
        (date(1999, 1, 1), None, (date(2026, 11, 24), "asked")),
        (date(2199, 1, 1), None, (date(2026, 11, 24), "asked")),
        (None, None, (date(2026, 11, 24), "asked")),
    ],
)
def test_a_payment_is_of_the_day_that_the_bank_says(
    settled: date | None, accepted: date | None, found: tuple[date, str]
) -> None:
    answer = Answer(Outcome.ACCEPTED, "ACSC", (), settled, accepted)
    read = date(2026, 11, 27)
    assert day_of_payment(answer, asked=date(2026, 11, 24), released=MONDAY, read=read) == found


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> list[Letter]:
    """The letters that were posted, instead of sent."""
    sent: list[Letter] = []
    monkeypatch.setattr(telling, "post", sent.append)
    return sent


def claimed(mediator: Certification, *, hour: int = 9, key: str = "k") -> FeeClaim:
    """A claim for two signed sessions of an hour, with its report."""
    mandate = make_mandate(mediator, date(2026, 3, 2))
    for place in range(2):
        make_session(mandate, date(2026, 3, 3) + timedelta(days=place), hour=hour)
    report(mandate, "held", 2, date(2026, 3, 5))
    return send_claim(mandate, by=person_behind(mediator), at=NOW, key=key)


def sent(maker: Person, other: Person) -> PaymentBatch:
    """All that is approved, in a batch that is handed to the bank."""
    batch = release_batch(make_batch(execution_day=NOW.date(), by=maker, at=NOW), by=other, at=NOW)
    take_file(batch, by=maker, at=NOW)
    return mark_sent(batch, by=maker, at=NOW)


def approve(claim: FeeClaim, by: Person) -> FeeClaim:
    """An officer approves what they see."""
    seen = evidence_of(claim, at=NOW).digest
    return approve_shown(claim, seen=seen, by=by, at=NOW)


@pytest.mark.django_db
def test_a_claim_that_changed_since_it_was_shown_is_not_approved(service: Person) -> None:
    mediator = make_mediator(since=date(2020, 1, 1))
    claim = claimed(mediator)
    seen = evidence_of(claim, at=NOW).digest
    assert evidence_of(claim, at=NOW + timedelta(hours=1)).digest == seen, "what is shown, not when"
    give_account(mediator, at=NOW)
    assert evidence_of(claim, at=NOW).digest != seen, "an account is said on the page"
    seen = evidence_of(claim, at=NOW).digest
    assert claim.mandate is not None
    make_report(claim.mandate, says="held", sessions=2, by=person_behind(mediator), at=NOW)
    with pytest.raises(Refused, match="has changed since you read it"):
        approve_shown(claim, seen=seen, by=service, at=NOW)
    seen = evidence_of(claim, at=NOW).digest
    withdraw_signature(Signature.objects.filter(state="signed").latest("pk"), at=NOW)
    with pytest.raises(Refused, match="has changed since you read it"):
        approve_shown(claim, seen=seen, by=service, at=NOW)
    with pytest.raises(Refused, match="stays on hold"):
        approve_shown(claim, seen=evidence_of(claim, at=NOW).digest, by=service, at=NOW)
    claim.refresh_from_db()
    assert claim.state == "sent"


@pytest.mark.django_db
def test_what_the_bank_says_by_telephone_is_recorded_by_a_second_person_once(service: Person) -> None:
    one, two = make_mediator(since=date(2020, 1, 1)), make_mediator("Iris Exemple", since=date(2020, 1, 1))
    for place, mediator in enumerate((one, two)):
        give_account(mediator, at=NOW)
        approve(claimed(mediator, hour=9 + 3 * place, key=str(place)), service)
    maker, other = make_payer(at=NOW), make_payer("Paule Exemple", at=NOW)
    batch = sent(maker, other)
    first, second = batch.payments.order_by("pk")
    later = NOW + timedelta(days=2)
    good = Word("paid", date(2026, 4, 2), "AVIS-77", "Relevé du compte")

    def say(word: Word, *references: str, by: Person = other) -> Any:
        return record_bank_word(batch, references, word, by=by, at=later)

    for word, by, why in (
        (good, maker, "somebody else records"),
        (Word("paid", date(2026, 4, 9), "A", "R"), other, "has not come yet"),
        (Word("paid", date(2026, 3, 1), "A", "R"), other, "before the batch was released"),
        (Word("refused", date(2026, 3, 1), "A", "R"), other, "before the batch was released"),
        (Word("paid", good.day, " ", "R"), other, "bank’s reference"),
        (Word("paid", good.day, "A", ""), other, "how you know"),
        (Word("lost", good.day, "A", "R"), other, "what the bank did"),
    ):
        with pytest.raises(Refused, match=why):
            say(word, first.reference, by=by)
    with pytest.raises(Refused, match="at least one payment"):
        say(good, first.reference, "L-AUTRE-1")
    with pytest.raises(Refused, match="Your role"):
        say(good, first.reference, by=service)
    assert say(good, first.reference).waiting == 1
    assert say(Word("refused", good.day, "AVIS-78", "Compte fermé"), second.reference).returned == 1
    for _ in range(2):
        say(good, first.reference)
        say(Word("refused", good.day, "AVIS-78", "Compte fermé"), second.reference)
    batch.refresh_from_db()
    first.refresh_from_db()
    assert (batch.state, first.paid_on, first.day_from, first.said_by) == (
        "partly_settled",
        good.day,
        "person",
        other.code,
    )
    assert sorted(FeeClaim.objects.values_list("state", flat=True)) == ["approved", "paid"]
    assert Entry.objects.filter(kind="batch.said").count() == 2
    month = statement_of(one.professional, date(2026, 4, 1))
    assert [each.payment.paid_on for each in month.paid] == [good.day] and totals_by_month()[0].total_cents == 26000
    with pytest.raises(Refused, match="now says paid"):
        say(good, second.reference)
    assert FeeClaim.objects.get(payee=two.professional).state == "held"
    say(Word("refused", good.day, "AVIS-79", "Revenu"), first.reference)
    batch.refresh_from_db()
    assert batch.state == "failed" and FeeClaim.objects.get(payee=one.professional).state == "approved"


@pytest.mark.django_db
def test_a_batch_whose_file_left_is_cancelled_only_on_the_bank_s_word(service: Person) -> None:
    mediator = make_mediator(since=date(2020, 1, 1))
    give_account(mediator, at=NOW)
    claim = approve(claimed(mediator), service)
    maker, other = make_payer(at=NOW), make_payer("Paule Exemple", at=NOW)
    batch = release_batch(make_batch(execution_day=NOW.date(), by=maker, at=NOW), by=other, at=NOW)
    take_file(batch, by=maker, at=NOW)
    with pytest.raises(Refused, match="tick the box") as refused:
        cancel_batch(batch, reason="Doublon", nothing_executed=False, by=other, at=NOW)
    assert refused.value.field == "nothing_executed"
    with pytest.raises(Refused, match="Say why"):
        cancel_batch(batch, reason=" ", nothing_executed=True, by=other, at=NOW)
    with pytest.raises(Refused, match="somebody else calls the bank"):
        cancel_batch(batch, reason="Doublon", nothing_executed=True, by=maker, at=NOW)
    done = cancel_batch(batch, reason="Doublon", nothing_executed=True, by=other, at=NOW)
    claim.refresh_from_db()
    assert done.state == "cancelled" and claim.state == "approved"
    assert (done.reason, done.nothing_executed_at) == ("Doublon", NOW), "a fact with its day, not words"
    again = make_batch(execution_day=NOW.date(), by=maker, at=NOW)
    cancelled = cancel_batch(again, reason="Pas encore", nothing_executed=True, by=maker, at=NOW)
    assert cancelled.nothing_executed_at is None, "nothing was taken to the bank"


@pytest.mark.django_db
def test_a_mediator_is_told_once_of_what_becomes_of_each_claim(service: Person, letters: list[Letter]) -> None:
    mediator = make_mediator(since=date(2020, 1, 1))
    person = person_behind(mediator)
    Person.objects.filter(pk=person.pk).update(language="en")
    give_account(mediator, at=NOW)
    claim = claimed(mediator)

    def told() -> str:
        count = tell_claims(at=NOW)
        assert tell_claims(at=NOW) == 0 and count == len(letters), "once"
        said = "\n".join(f"{one.to} {one.subject.to(one.lang)}\n{one.body()}" for one in letters)
        letters.clear()
        return said.replace("\u00a0", " ")

    assert told() == "", "sent by themselves"
    hold_claim(claim, reason="<b>Une pièce manque</b>", version=claim.version, by=service, at=NOW)
    said = told()
    assert person.email in said and f"Claim {claim.number}: on hold" in said and "<b>Une pièce manque</b>" in said
    claim.refresh_from_db()
    resume_claim(claim, version=claim.version, by=service, at=NOW)
    assert told() == ""
    withdraw_signature(Signature.objects.filter(state="signed").latest("pk"), at=NOW)
    assert recheck_open(at=NOW) == 1 and "A party withdrew their signature" in told()
    other = claimed(mediator, hour=14, key="other")
    refuse_claim(other, reason="Hors du programme", version=other.version, by=service, at=NOW)
    assert "Hors du programme" in told()
    third = approve(claimed(mediator, hour=18, key="third"), service)
    assert told() == ""
    maker, second = make_payer(at=NOW), make_payer("Paule Exemple", at=NOW)
    batch = sent(maker, second)
    bad = {one.reference: "AC01" for one in batch.payments.all()}
    assert told() == ""
    record_bank_answer(batch, answer_of(batch, rejected=bad), by=maker, at=NOW)
    assert "the payment did not go through" in told()
    again = sent(maker, second)
    told()
    record_bank_answer(again, answer_of(again, settled=date(2026, 4, 2)), by=maker, at=NOW)
    record_bank_answer(again, answer_of(again, settled=date(2026, 4, 2)), by=maker, at=NOW)
    said = told()
    assert f"{third.number} is paid: $260, on Thursday, April 2, 2026" in said and "1234567" not in said
    third.refresh_from_db()
    wrong = third.lines.exclude(session=None).earliest("pk").session_id
    assert wrong is not None
    correct_claim(third, void=(wrong,), reason="Jamais tenue", by=service, at=NOW, key="c")
    assert f"correction to your claim {third.number}" in told()
    assert "Camille" not in said


@pytest.mark.django_db
def test_the_worker_may_tell_and_no_letter_leaves_before_its_act_is_written(
    service: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = claimed(make_mediator(since=date(2020, 1, 1)))
    tell_claims(at=NOW)
    hold_claim(claim, reason="Non", version=claim.version, by=service, at=NOW)

    def fails(*given: Any, **named: Any) -> None:
        raise RuntimeError("the machine stops here")

    with monkeypatch.context() as broken:
        broken.setattr(telling, "letter_of", fails)
        with pytest.raises(RuntimeError):
            tell_claims(at=NOW)
    posted: list[Letter] = []
    monkeypatch.setattr(telling, "post", posted.append)
    assert tell_claims(at=NOW) == 1 == len(posted), "nothing was kept of the letter that did not leave"
