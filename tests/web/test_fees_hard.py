"""The pages of fees used as people and others use them: what is taken back, ticked, missing, hostile; each with clear words."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from parvis.config import clock
from parvis.documents.models import StoredDocument
from parvis.law.kernel.calendar import next_working_day, previous_working_day
from parvis.payments.actions.approving import approve_shown
from parvis.payments.actions.claims import send_claim
from parvis.payments.days import CALENDAR
from parvis.payments.evidence import evidence_of
from parvis.payments.models import FeeClaim, PaymentBatch
from parvis.people.models import Person
from parvis.roster.models import Certification, Mandate, MediatorReport, Professional, SessionSheet
from parvis.web.pages import address
from tests.factories.mandates import (
    SERVICE,
    give_account,
    make_mandate,
    make_payer,
    make_session,
    person_behind,
    report,
)
from tests.factories.people import signed_in
from tests.factories.roster import make_couple, make_mediator, make_service_officer, switch_on
from tests.payments.answers import answer_of
from tests.web.test_fees import get, post

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f00050001ff"
    "56c72f0d0000000049454e44ae426082"
)


def claimed(mediator: Certification, *, key: str = "k", hour: int = 9) -> FeeClaim:
    """A claim for a signed session of an hour and a half, ten days ago, with its report."""
    day = clock.today() - timedelta(days=10)
    mandate = make_mandate(mediator, day - timedelta(days=1))
    make_session(mandate, day, 90, hour=hour)
    report(mandate, "held", 1, day)
    return send_claim(mandate, by=person_behind(mediator), at=clock.now(), key=key)


@pytest.mark.slow
def test_what_a_mediator_takes_back_ticks_and_has_not_given() -> None:
    now, today = clock.now(), clock.today()
    switch_on(SERVICE, code="service", at=now)
    mediator = make_mediator(since=today - timedelta(days=900))
    desk, day = signed_in(person_behind(mediator)), today - timedelta(days=10)
    opening = {
        "act": "check",
        "kind": "family",
        "opened": day.isoformat(),
        "party_1": f"Camille {SCRIPT}",
        "party_2": "Dominique Exemple",
        "couple": make_couple().number,
        "request": "first_agreement",
        "children": "no",
        "objects": ["custody", "support"],
        "referral": "voluntary",
        "district": "laval",
    }
    checked = post(desk, "practice_mandate_open", opening, 200)
    assert SCRIPT not in checked and "&lt;script&gt;" in checked
    again = post(desk, "practice_mandate_open", opening | {"act": "change"}, 200)
    assert not Mandate.objects.exists(), "to change is not to open"
    for kept in ('value="Dominique Exemple"', f'value="{opening["couple"]}"', f'value="{day.isoformat()}"'):
        assert kept in again, kept
    for name, value in (
        ("objects", "custody"),
        ("objects", "support"),
        ("children", "no"),
        ("request", "first_agreement"),
    ):
        assert re.search(rf'name="{name}" value="{value}" checked', again), (name, value)
    mandate = make_mandate(mediator, day)
    sheet = make_session(mandate, day, 90, sign=False)
    differs = post(desk, "practice_report", {"says": "held", "sessions": "3"}, 422, number=mandate.pk)
    assert "the sheets count 1" in differs and 'id="field-differs"' in differs and 'value="3"' in differs
    assert not MediatorReport.objects.exists(), "not without the tick"
    post(desk, "practice_report", {"says": "held", "sessions": "3", "differs": "1"}, number=mandate.pk)
    assert MediatorReport.objects.get().sessions == 3
    post(desk, "practice_report", {"says": "held", "sessions": "1"}, number=mandate.pk)
    page = SimpleUploadedFile("page.png", PNG, "image/png")
    nobody = {"act": "paper", "file": page}
    assert "which parties signed" in post(desk, "practice_session", nobody, 422, number=sheet.pk)
    signed = {"act": "paper", "positions": ["1", "2"], "file": SimpleUploadedFile("page.png", PNG, "image/png")}
    post(desk, "practice_session", signed, number=sheet.pk)
    assert "Give an account" in get(desk, "practice_claim_new", "en", number=mandate.pk)
    claim = send_claim(mandate, by=person_behind(mediator), at=now, key="k")
    places: dict[str, dict[str, Any]] = {
        "practice_claims": {},
        "practice_claim": {"number": claim.pk},
        "practice_statement": {},
    }
    for name, kwargs in places.items():
        for lang, words in (("fr", "Donner un compte"), ("en", "Give an account")):
            said = get(desk, name, lang, **kwargs)
            assert words in said and address(lang, "practice_payee") in said, name
    give_account(mediator, at=now)
    assert "Give an account" not in get(desk, "practice_claim", "en", number=claim.pk)
    officer, document = signed_in(make_service_officer(at=now)), StoredDocument.objects.get()
    said = get(officer, "serving_claim", "en", number=claim.pk)
    where = address("en", "serving_claim_document", number=claim.pk, document=document.pk)
    assert "Party 2: signed on paper" in said and where in said
    found = officer.get(where)
    assert found.content[:8] == PNG[:8] and found.headers["Content-Disposition"].startswith("attachment")
    other = address("en", "serving_claim_document", number=claim.pk, document="0" * 8 + "-0000-4000-8000-" + "0" * 12)
    assert officer.get(other).status_code == 404 == desk.get(where).status_code
    assert signed_in(make_payer(at=now)).get(where).status_code == 404, "who pays does not read the sheets"
    assert desk.get(address("en", "practice_mandate_open") + "?designation=²").status_code == 200


def bank(client: Client, batch: PaymentBatch, content: bytes, status: int = 422) -> str:
    """The bank's answer as a payer sends it."""
    sent = {"act": "answer", "file": SimpleUploadedFile("answer.xml", content)}
    return post(client, "serving_batch", sent, status, number=batch.pk)


def made(maker: Client, day: str) -> PaymentBatch:
    """A batch as a payer makes it."""
    post(maker, "serving_batch_make", {"execution_day": day})
    return PaymentBatch.objects.latest("pk")


@pytest.mark.slow
def test_what_a_payer_is_told_of_days_answers_and_files(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # The bank pays on working days only: on a Sunday nothing could be said paid "today".
    monkeypatch.setenv("PARVIS_TODAY", previous_working_day(clock.today(), CALENDAR).isoformat())
    now, today = clock.now(), clock.today()
    switch_on(SERVICE, code="service", at=now)
    officer = make_service_officer(at=now)
    mediator = make_mediator(since=today - timedelta(days=900))
    give_account(mediator, at=now)
    Professional.objects.filter(pk=mediator.professional_id).update(name="-1+2 Exemple' & fils")
    claim = claimed(mediator)
    approve(claim, officer)
    person, second = make_payer(at=now), make_payer("Paule Exemple", at=now)
    maker, other = signed_in(person), signed_in(second)
    assert "What it rests on" not in get(maker, "serving_claim", "en", number=claim.pk), (
        "only who reviews reads the sheets"
    )
    saturday = today + timedelta(days=(5 - today.weekday()) % 7 + 7)
    for day, words in (
        ((today - timedelta(days=3)).isoformat(), "the bank does not pay backwards"),
        (saturday.isoformat(), "no payment is made on that day"),
        ((today + timedelta(days=400)).isoformat(), "more than 60 days away"),
        ("demain peut-être", "Write it like this"),
    ):
        page = post(maker, "serving_batch_make", {"execution_day": day}, 422)
        assert words in page and f'value="{day}"' in page, day
    open_day = next_working_day(today, CALENDAR).isoformat()
    batch = made(maker, open_day)
    post(other, "serving_batch_release", {}, number=batch.pk)
    table = maker.get(address("en", "serving_batch_csv", number=batch.pk)).content.decode()
    assert ",'-1+2 Exemple" in table, "no spreadsheet runs a name"
    assert "somebody else calls the bank" in get(maker, "serving_batch", "en", number=batch.pk)
    unsure = post(other, "serving_batch", {"act": "cancel", "reason": SCRIPT}, 422, number=batch.pk)
    assert "tick the box" in unsure and 'id="field-nothing_executed"' in unsure and SCRIPT not in unsure
    assert 'value="&lt;script&gt;' in unsure, "nothing typed is lost"
    sure = {"act": "cancel", "reason": SCRIPT, "nothing_executed": "1"}
    assert "somebody else calls the bank" in post(maker, "serving_batch", sure, 422, number=batch.pk)
    long = post(other, "serving_batch", sure | {"reason": "é" * 1001}, 422, number=batch.pk)
    assert "1001" in long and "é" * 1001 in long, "neither cut nor lost"
    post(other, "serving_batch", sure | {"reason": f"{SCRIPT}\x00"}, number=batch.pk)
    for lang, words in (
        ("fr", "La banque confirme que rien ne sera exécuté. C’est noté le"),
        ("en", "It was recorded on"),
    ):
        page = get(maker, "serving_batch", lang, number=batch.pk)
        assert words in page and SCRIPT not in page
    assert maker.get(address("en", "serving_batch_said", number=batch.pk)).status_code == 404, "not handed to the bank"
    first = made(maker, open_day)
    post(other, "serving_batch_release", {}, number=first.pk)
    post(maker, "serving_batch", {"act": "sent"}, number=first.pk)
    good = answer_of(first)
    entity = good.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "ACSC">]>', 1).replace(b">ACSC<", b">&b;<")
    bomb = good.replace(b"ACSC", b"&#0;")
    for content, words in (
        (answer_of(first, number=batch.number), "answers another order"),
        (good[:-40], "not correct XML"),
        (entity, "document type"),
        (bomb, "not correct XML"),
        (b"", "no file|empty|not correct XML"),
        (b"%PDF-1.7", "not correct XML"),
    ):
        page = bank(maker, first, content)
        assert re.search(words, page, re.I) and 'href="#field-file"' in page and 'id="field-file-error"' in page, words
    settings.LARGEST_DOCUMENT = 2_000_000
    assert "too large" in bank(maker, first, b"x" * 2_000_001).lower().replace("too big", "too large")
    assert FeeClaim.objects.get().state == "batched", "nothing of any of it was believed"
    word_of_mouth(maker, other, first)
    bank(maker, first, good, 303)
    bank(maker, first, good, 303)
    assert PaymentBatch.objects.get(pk=first.pk).state == "settled" and FeeClaim.objects.get().state == "paid"


def word_of_mouth(maker: Client, other: Client, batch: PaymentBatch) -> None:
    """What the bank says by telephone: not by who made the batch; nothing typed is lost; said once."""
    where: dict[str, Any] = {"number": batch.pk}
    reference = batch.payments.get().reference
    said = {
        "outcome": "paid",
        "payments": [reference],
        "day": clock.today().isoformat(),
        "reference": SCRIPT,
        "reason": "",
    }
    assert "somebody else records" in get(maker, "serving_batch_said", "en", **where)
    assert "somebody else records" in post(maker, "serving_batch_said", said | {"reason": "Avis"}, 422, **where)
    wrong = post(other, "serving_batch_said", said | {"payments": [], "outcome": ""}, 422, **where)
    for name in ("outcome", "payments", "reason"):
        assert f'id="field-{name}-error"' in wrong, name
    assert SCRIPT not in wrong and "&lt;script&gt;" in wrong and f'value="{said["day"]}"' in wrong
    assert "at least one payment" in post(
        other, "serving_batch_said", said | {"payments": ["X"], "reason": "Avis"}, 422, **where
    )
    get(other, "serving_batch_said", **where)
    post(other, "serving_batch_said", said | {"reason": f"Avis {SCRIPT}"}, **where)
    page = get(other, "serving_batch", "en", **where)
    assert SCRIPT not in page and "Day recorded by the Service" in page
    assert "Day recorded by the Service" in get(signed_in(payee_of(batch)), "practice_statement", "en")


def payee_of(batch: PaymentBatch) -> Person:
    """Whom a batch pays."""
    person = batch.payments.get().payee.file.person
    assert person is not None
    return person


def approve(claim: FeeClaim, by: Person) -> None:
    """An officer approves what they see."""
    approve_shown(claim, seen=evidence_of(claim, at=clock.now()).digest, by=by, at=clock.now())
    assert SessionSheet.objects.exists()
