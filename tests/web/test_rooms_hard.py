"""What somebody would try on the pages of the roster: words that are code, files too large, a role that has just ended, old links."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from parvis.config import clock
from parvis.documents.models import StoredDocument
from parvis.people.models import Membership
from parvis.roster.actions.applications import begin_application, send_application
from parvis.roster.actions.signatures import ask_signature
from parvis.roster.actions.standing import record_act
from parvis.roster.models import Application, CertifyingBody, Professional, ProfessionalFile, Signature, StandingAct
from parvis.web.pages import address
from tests.factories.applications import answer_all
from tests.factories.mandates import make_mandate, make_session, moment, person_behind
from tests.factories.people import make_person, signed_in
from tests.factories.roster import make_mediator, make_officer, make_service_officer

pytestmark = pytest.mark.django_db
CODE = "<img src=x onerror=alert(1)>{{ 7 }}"
DAY = date(2026, 3, 9)


def sent_application(name: str) -> Application:
    now, camille = clock.instant(), make_person(name)
    body = CertifyingBody.objects.get(slug="barreau-du-quebec")
    draft = answer_all(begin_application(body, "family_mediation", by=camille, at=now), at=now)
    return send_application(draft, version=draft.version, by=camille, at=now)


def test_words_that_are_code_are_shown_as_words() -> None:
    officer, mine = make_officer(), make_mediator(f"Maude {CODE}", since=clock.today() - timedelta(days=500))
    Professional.objects.filter(pk=mine.professional_id).update(place=CODE, website="https://exemple.invalid/" + CODE)
    on = clock.today() - timedelta(days=2)
    act = record_act(mine, "struck_off_temporarily", day=on, reason=CODE, by=officer, at=clock.now(), key="a")
    client = signed_in(officer)
    there = address("fr", "certifying_person", number=mine.pk)
    pages = [there, address("fr", "certifying_people"), address("fr", "certifying_act", number=mine.pk)]
    ProfessionalFile.objects.filter(pk=mine.professional_id).update(person=None, email="", domicile=CODE)
    pages += [
        address("fr", "certifying_letter", number=mine.pk),
        address("en", "certifying_correct", number=mine.pk, act=act.pk),
    ]
    for page in pages:
        text = client.get(page).content.decode()
        assert "<img src=x" not in text, page
    shown = client.get(there).content.decode()
    assert "&lt;img src=x" in shown and "aucune lettre" in shown, "whom no letter reaches is said to the officer"
    letter = client.get(address("fr", "certifying_letter", number=mine.pk)).content.decode()
    assert "suspendue" in letter and "&lt;img" in letter
    elsewhere = signed_in(make_officer("ordre-psychologues", name="Paule Exemple"))
    assert elsewhere.get(address("fr", "certifying_letter", number=mine.pk)).status_code == 404
    wrong = client.post(address("fr", "certifying_correct", number=mine.pk, act=act.pk), {"reason": "", "key": CODE})
    assert wrong.status_code == 422 and "<img src=x" not in wrong.content.decode()
    record_act(mine, "sanction_ended", day=clock.today(), by=officer, at=clock.now(), key="b")
    public = Client()
    for page in (
        address("fr", "register"),
        address("en", "register_person", slug=mine.professional.slug),
        address("fr", "register") + "?q=" + CODE,
        address("fr", "register_day") + "?name=" + CODE,
    ):
        assert "<img src=x" not in public.get(page).content.decode(), page


def test_a_role_that_ends_between_the_form_and_its_sending_decides_nothing(settings: Any) -> None:
    officer, held, other = make_officer(), sent_application("Camille Exemple"), sent_application("Dominique Exemple")
    client, grant = signed_in(officer), address("fr", "certifying_grant", slug=held.number)
    assert client.get(grant).status_code == 200
    theirs = StoredDocument.objects.about("application", other.number).first()
    assert theirs is not None
    mixed = address("fr", "certifying_document", slug=held.number, document=theirs.pk)
    assert client.get(mixed).status_code == 404, "a document of another application, of the same body"
    proof = address("fr", "certifying_proof", document=theirs.pk)
    assert client.get(proof).status_code == 404, "an application’s document is no proof of an undertaking"
    Membership.objects.filter(person=officer).update(
        from_day=clock.today() - timedelta(days=9), to_day=clock.today() - timedelta(days=1)
    )
    assert client.post(grant, {"version": held.version, "checked": "1"}).status_code == 404
    held.refresh_from_db()
    assert held.state == "sent" and not StandingAct.objects.exists()
    service, session = make_service_officer(), make_mediator()
    desk = signed_in(service)
    page = address("fr", "serving_group_new") + "?district=laval"
    assert desk.get(page).status_code == 200
    Membership.objects.filter(person=service).update(districts=["gatineau"])
    moved = desk.post(page, {"district": "laval", "mediators": [session.pk]})
    assert moved.status_code == 422 and session.professional.name not in moved.content.decode()
    settings.LARGEST_DOCUMENT = 1_000_000
    mine = make_person("Élie Exemple")
    draft = begin_application(
        CertifyingBody.objects.get(slug="barreau-du-quebec"), "family_mediation", by=mine, at=clock.now()
    )
    large = SimpleUploadedFile("gros.pdf", b"%PDF-1.7\n" + b"0" * 1_200_000)
    step = address("fr", "practice_step", slug=draft.number, step="experience_proof")
    told = signed_in(mine).post(step, {"act": "documents", "purpose": "experience", "file": large})
    assert told.status_code == 422 and "field-file-error" in told.content.decode() and "1" in told.content.decode()
    assert not StoredDocument.objects.about("application", draft.number).exists()


def test_a_party_s_link_opens_its_sheet_until_its_end_and_nothing_else() -> None:
    mediator = make_mediator(since=date(2020, 1, 1))
    person, at = person_behind(mediator), moment(DAY, 23)
    sheet = make_session(make_mandate(mediator, date(2026, 3, 2)), DAY, sign=False)
    link = ask_signature(sheet, 1, by=person, at=at)
    party, one = Client(), address("fr", "signing", token=link.token)
    Signature.objects.filter(pk=link.signature.pk).update(expires_at=clock.now() + timedelta(hours=1))
    assert party.get(one).status_code == 200
    for odd in ("²" * 32, "é", "x" * 65, "x" * 4000, "a\x00b", link.token[:-1], link.token.swapcase()):
        for send in (party.get, party.post):
            assert send(address("fr", "signing", token=odd)).status_code == 404, odd
    assert party.post(one, {"act": "void", "session": sheet.pk + 1}).status_code == 404, "no other act, no other sheet"
    Signature.objects.filter(pk=link.signature.pk).update(expires_at=clock.now() - timedelta(minutes=1))
    late = party.post(one, {"act": "sign"})
    assert late.status_code == 422 and "ne sert plus" in late.content.decode()
    assert party.get(one).status_code == 200 and 'value="sign"' not in party.get(one).content.decode()
    for page in ("practice", "certifying", "serving", "account"):
        assert party.get(address("fr", page)).status_code in (302, 303), "the link opens no session"
    link.signature.refresh_from_db()
    assert link.signature.state == "asked"
