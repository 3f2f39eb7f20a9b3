"""The pages from a mandate to money, walked by a mediator, a party, an officer and two payers: each with its clear answer."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from parvis.config import clock
from parvis.law.kernel.calendar import next_working_day
from parvis.law.kernel.money import Money
from parvis.law.kernel.text import amount
from parvis.payments.actions.corrections import correct_claim
from parvis.payments.days import CALENDAR
from parvis.payments.models import FeeClaim, Payment, PaymentBatch
from parvis.roster.models import Mandate, SessionSheet, Signature
from parvis.web.pages import address
from tests.factories.mandates import SERVICE, give_account, make_payer, person_behind
from tests.factories.people import make_person, signed_in
from tests.factories.roster import make_couple, make_mediator, make_service_officer, switch_on
from tests.payments.answers import answer_of

pytestmark = pytest.mark.django_db


def get(client: Client, name: str, lang: str = "fr", **kwargs: Any) -> str:
    """A page that answers 200, in one language."""
    response = client.get(address(lang, name, **kwargs))
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def post(client: Client, name: str, data: dict[str, Any], status: int = 303, **kwargs: Any) -> str:
    """A form that is sent; where it leads, or the page that it gives back."""
    response = client.post(address("en", name, **kwargs), data)
    page = response.content.decode()
    assert response.status_code == status, (name, re.findall(r"error-summary.*?</ul>", page, re.S)[:1])
    return response.headers.get("Location", "") or page


@pytest.mark.slow
def test_a_month_of_fees_page_by_page(tmp_path: Any) -> None:
    now, today = clock.now(), clock.today()
    switch_on(SERVICE, code="service", at=now)
    mediator = make_mediator(since=today - timedelta(days=900))
    desk = signed_in(person_behind(mediator))
    couple, day = make_couple(), today - timedelta(days=20)
    opening = {
        "act": "check",
        "kind": "family",
        "opened": day.isoformat(),
        "party_1": "Camille Exemple",
        "party_2": "Dominique Exemple",
        "couple": couple.number,
        "request": "first_agreement",
        "children": "yes",
        "objects": ["custody", "patrimony"],
        "patrimony_form": "marriage",
        "referral": "voluntary",
        "district": "laval",
    }
    get(desk, "practice_mandate_open")
    assert "number that the Service gave" in post(desk, "practice_mandate_open", opening | {"couple": "C-0"}, 422)
    checked = post(desk, "practice_mandate_open", opening, 200)
    assert "5\u00a0h" in checked and "under an undertaking" in checked and "Camille Exemple" in checked
    there = post(desk, "practice_mandate_open", opening | {"act": "open"})
    mandate = Mandate.objects.get()
    assert there == address("en", "practice_mandate", number=mandate.pk) + "?done=opened"
    sheet = {
        "kind": "mediation",
        "day": day.isoformat(),
        "begins": "9 h 30",
        "minutes": "75",
        "meeting": "in_person",
        "attended": ["1", "2"],
    }
    wrong = post(desk, "practice_session_new", sheet | {"minutes": "1560"}, 422, number=mandate.pk)
    assert "from 1 minute to 12 hours" in wrong
    post(desk, "practice_session_new", sheet, number=mandate.pk)
    again = post(desk, "practice_session_new", sheet, 422, number=mandate.pk)
    assert "already recorded" in again
    kept = SessionSheet.objects.get()
    tokens = []
    for position in ("1", "2"):
        page = post(desk, "practice_session", {"act": "ask", "position": position, "lang": "fr"}, 200, number=kept.pk)
        found = re.search(r"/fr/signature/([\w-]+)/", page)
        assert found is not None
        tokens.append(found[1])
    assert "signature/" not in get(desk, "practice_session", number=kept.pk)
    for token in tokens:
        phone = Client()
        assert "Je signe" in get(phone, "signing", token=token).replace("je signe", "Je signe")
        assert "1\u00a0h\u00a015\u00a0min" in get(phone, "signing", "en", token=token)
        post(phone, "signing", {"act": "sign"}, token=token)
        assert "Vous avez signé" in get(phone, "signing", token=token)
    assert Client().get(address("fr", "signing", token="A" * 32)).status_code == 404
    post(desk, "practice_work", {"day": day.isoformat(), "minutes": "30", "purpose": "summary"}, number=mandate.pk)
    post(desk, "practice_report", {"says": "held", "sessions": "1"}, number=mandate.pk)
    preview = get(desk, "practice_claim_new", "en", number=mandate.pk)
    key = re.search(r'name="key" value="([^"]+)"', preview)
    assert key is not None and "$227.50" in preview
    assert "1\u00a0h\u00a015\u00a0min" in preview and "$130 an hour" in preview and "Give an account" in preview
    first = post(desk, "practice_claim_new", {"key": key[1]}, number=mandate.pk)
    assert post(desk, "practice_claim_new", {"key": key[1]}, number=mandate.pk) == first
    claim = FeeClaim.objects.get()
    assert (claim.state, claim.service_cents) == ("sent", 22750)
    for name in ("practice_mandates", "practice_claims", "practice_statement"):
        get(desk, name)
        get(desk, name, "en")
    for name, number in (("practice_mandate", mandate.pk), ("practice_claim", claim.pk), ("practice_session", kept.pk)):
        get(desk, name, number=number)
        assert signed_in(make_person()).get(address("fr", name, number=number)).status_code == 404
    assert "digits" in post(desk, "practice_payee", {"institution": "8", "transit": "30000", "number": "1234567"}, 422)
    post(desk, "practice_payee", {"institution": "815", "transit": "30000", "number": "1234567"})
    assert "•••• 567".replace(" ", "") in get(desk, "practice_payee") or "567" in get(desk, "practice_payee")
    officer = signed_in(make_service_officer(at=now))
    listed = get(officer, "serving_claims")
    assert claim.number in listed and "La plus ancienne" in listed
    version = {"version": str(claim.version), "act": "refuse", "notes": "Non"}
    approved(officer, claim)
    late = post(officer, "serving_claim", version, 422, number=claim.pk)
    assert "Somebody else has just decided" in late
    paid(now, claim)
    get(officer, "serving_totals")
    assert "227.50" in officer.get(address("en", "serving_totals_csv")).content.decode()
    assert "227.50" in desk.get(address("en", "practice_statement_csv")).content.decode()
    assert "Payment of" in get(desk, "practice_statement", "en")
    closed = {"closed": today.isoformat(), "outcome": "none", "version": "1"}
    post(desk, "practice_mandate_close", closed, number=mandate.pk)
    token = tokens[0]
    assert "Le paiement est autorisé" in get(Client(), "signing", token=token)
    assert "already released" in post(Client(), "signing", {"act": "withdraw"}, 422, token=token)
    assert Signature.objects.filter(state="signed").count() == 2
    taken_back(officer, claim, kept)


def taken_back(officer: Client, claim: FeeClaim, sheet: SessionSheet) -> None:
    """A correction says what is taken back, from whom; the sheet that it voids still says who was there."""
    other = make_service_officer("Sacha Exemple", at=clock.now())
    fix = correct_claim(claim, void=(sheet.pk,), reason="Jamais tenue", by=other, at=clock.now(), key="fix")
    back, payee = amount(Money(-fix.service_cents)), claim.payee.name
    page = get(officer, "serving_claim_approve", "en", number=fix.pk)
    assert f"To take back from {payee}: {back.en}</h1>" in page and f"Approve: {back.en} to take back" in page
    assert f"party 1, party 2, {payee}." in page and "Voided on" in page
    page = get(officer, "serving_claim_approve", number=fix.pk)
    assert f"À reprendre à {payee}\u00a0: {back.fr}</h1>" in page and "Montant à payer" not in page


def approved(officer: Client, claim: FeeClaim) -> None:
    """An officer reads what the claim rests on, then confirms the page that says what is paid, and to whom."""
    page = get(officer, "serving_claim", "en", number=claim.pk)
    for said in (
        "by the report: 1; by the sheets: 1",
        "Party 1: signed on a phone",
        "Mediation session, 1\u00a0h\u00a015\u00a0min",
    ):
        assert said in page, said
    confirm = get(officer, "serving_claim_approve", "en", number=claim.pk)
    assert f"Approve $227.50 for {claim.payee.name}" in confirm and claim.mandate and claim.mandate.number in confirm
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', confirm)
    assert seen is not None
    get(officer, "serving_claim_approve", number=claim.pk)
    assert "has changed since you read it" in post(
        officer, "serving_claim_approve", {"seen": "0"}, 422, number=claim.pk
    )
    assert post(officer, "serving_claim", {"act": "approve", "version": "1"}, 404, number=claim.pk)
    post(officer, "serving_claim_approve", {"seen": seen[1]}, number=claim.pk)


def paid(now: Any, claim: FeeClaim) -> None:
    """One payer prepares, another releases; the bank answers."""
    maker, other = signed_in(make_payer(at=now)), signed_in(make_payer("Paule Exemple", at=now))
    assert "Aucun lot" in get(maker, "serving_batches")
    get(maker, "serving_batch_make")
    assert "Write a date" in post(maker, "serving_batch_make", {"execution_day": ""}, 422)
    day = next_working_day(clock.today(), CALENDAR)
    post(maker, "serving_batch_make", {"execution_day": day.isoformat()})
    batch = PaymentBatch.objects.get()
    assert "Somebody else releases" in post(maker, "serving_batch_release", {}, 422, number=batch.pk)
    assert maker.get(address("fr", "serving_batch_file", number=batch.pk)).status_code == 404
    get(other, "serving_batch_release", number=batch.pk)
    post(other, "serving_batch_release", {}, number=batch.pk)
    file = maker.get(address("fr", "serving_batch_file", number=batch.pk))
    assert b"<CtrlSum>227.50</CtrlSum>" in file.content and file.headers["Content-Disposition"].endswith('.xml"')
    assert maker.get(address("fr", "serving_batch_csv", number=batch.pk)).status_code == 200
    post(maker, "serving_batch", {"act": "sent"}, number=batch.pk)
    nothing = SimpleUploadedFile("answer.xml", b"<a/>")
    assert "not a pain.002" in post(maker, "serving_batch", {"act": "answer", "file": nothing}, 422, number=batch.pk)
    good = SimpleUploadedFile("answer.xml", answer_of(batch, settled=clock.today()))
    post(maker, "serving_batch", {"act": "answer", "file": good}, number=batch.pk)
    claim.refresh_from_db()
    assert claim.state == "paid" and Payment.objects.get().state == "paid"
    assert "Payé" in get(maker, "serving_batch", number=batch.pk)


def test_what_no_source_gives_and_a_page_signed_by_hand() -> None:
    now, today = clock.now(), clock.today()
    switch_on(SERVICE, code="service", at=now)
    mediator = make_mediator(since=date(2020, 1, 1), kind="small_claims_mediation")
    give_account(mediator, at=now)
    desk, day = signed_in(person_behind(mediator)), today - timedelta(days=5)
    opening = {
        "act": "open",
        "kind": "small_claims",
        "opened": day.isoformat(),
        "party_1": "Camille Exemple",
        "party_2": "Dominique Exemple",
        "court_file": "540-32-000000-268",
        "mandatory": "1",
    }
    post(desk, "practice_mandate_open", opening)
    mandate = Mandate.objects.get()
    absence = {
        "kind": "absence",
        "day": day.isoformat(),
        "begins": "14:15",
        "waited": "30",
        "serious_reason": "yes",
        "meeting": "video",
        "attended": ["1"],
    }
    post(desk, "practice_session_new", absence, number=mandate.pk)
    later = {
        "kind": "mediation",
        "day": (day + timedelta(days=1)).isoformat(),
        "begins": "14 h",
        "minutes": "60",
        "meeting": "video",
        "attended": ["1", "2"],
    }
    post(desk, "practice_session_new", later, number=mandate.pk)
    sheet = SessionSheet.objects.latest("pk")
    unsigned = post(desk, "practice_session", {"act": "paper", "positions": ["1"]}, 422, number=sheet.pk)
    assert "field-file" in unsigned
    get(desk, "practice_claim_new", number=mandate.pk)
    post(desk, "practice_claim_new", {"key": "k"}, number=mandate.pk)
    claim = FeeClaim.objects.get()
    assert claim.blocked == ["tariff_unknown"] and "amount unknown" in get(
        desk, "practice_claim", "en", number=claim.pk
    )
    officer = signed_in(make_service_officer(at=now))
    page = get(officer, "serving_claim", "en", number=claim.pk)
    names = sorted(set(re.findall(r'name="(amount-\d+)"', page)))
    amounts = {"act": "amounts", "version": str(claim.version), "notes": "Avis du Service", names[0]: "abc"}
    post(officer, "serving_claim", amounts, 422, number=claim.pk)
    post(officer, "serving_claim", amounts | dict.fromkeys(names, "67.50"), number=claim.pk)
    claim.refresh_from_db()
    assert (claim.state, claim.service_cents) == ("sent", 6750 * len(names))
