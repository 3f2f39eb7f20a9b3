"""The pages of an application, for its author and for the officers of its body: who opens what, what is served, how fast."""

import re
import time
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.config import clock
from parvis.documents.models import StoredDocument
from parvis.journal.models import Entry
from parvis.people import letters
from parvis.people.actions import accounts, opening
from parvis.people.models import Membership, Person, Ticket
from parvis.roster.actions.applications import begin_application, save_step, send_application
from parvis.roster.models import Application, Certification, CertifyingBody
from parvis.web.pages import address
from parvis.web.team.matrix import places
from tests.factories.applications import answer_all
from tests.factories.files import pdf
from tests.factories.people import make_person, signed_in
from tests.factories.roster import make_officer, switch_on
from tests.factories.undertakings import keep_mandate, make_supervisor

pytestmark = pytest.mark.django_db
WORK = "/fr/accreditation/demandes/"
MANY = 2_000


@pytest.mark.slow
def test_each_sees_what_is_theirs_and_nobody_else_anything() -> None:
    now, officer, camille = clock.instant(), make_officer(), make_person("Camille Exemple")
    notary, stranger = make_officer("chambre-des-notaires"), make_person("Dominique Exemple")
    draft = begin_application(
        CertifyingBody.objects.get(slug="barreau-du-quebec"), "family_mediation", by=camille, at=now
    )
    mine, theirs = f"/fr/pratique/demandes/{draft.number}/", f"{WORK}{draft.number}/"
    author, reader = signed_in(camille), signed_in(officer)
    sent = author.post(
        f"{mine}page/experience_proof/",
        {
            "act": "documents",
            "purpose": "experience",
            "file": SimpleUploadedFile("secret-de-camille.pdf", pdf()),
        },
    )
    assert sent["Location"].endswith("done=added")
    document = StoredDocument.objects.get()
    assert reader.get(theirs).status_code == 404, "a draft is its author's alone"
    assert reader.get(f"{theirs}documents/{document.pk}/").status_code == 404
    wrong = author.post(f"{mine}page/experience_proof/", {"act": "documents", "purpose": "experience"})
    assert (wrong.status_code, b"field-file-error" in wrong.content) == (422, True)
    answer_all(draft, at=now)
    late = author.post(f"{mine}page/experience/", {"experience_months": "41", "version": "1"})
    assert late.status_code == 422
    assert "vient de changer" in late.content.decode()
    send_application(draft, version=draft.version, by=camille, at=now)
    for client in (author, reader):
        base = mine if client is author else theirs
        page, given = client.get(base), client.get(f"{base}documents/{document.pk}/")
        assert (page.status_code, given.status_code) == (200, 200)
        assert given["Content-Disposition"].startswith("attachment")
        assert "secret" not in given["Content-Disposition"] + page.content.decode()
        assert "no-store" in page["Cache-Control"]
    for client in (signed_in(notary), signed_in(stranger)):
        for path in (
            mine,
            f"{mine}verifier/",
            f"{mine}documents/{document.pk}/",
            theirs,
            f"{theirs}accorder/",
            f"{theirs}documents/{document.pk}/",
        ):
            assert client.get(path).status_code == 404, path
    assert b"Camille" not in signed_in(notary).get(f"{WORK}?state=all").content
    assert author.get(f"{mine}page/experience/").status_code == 303, "what is sent is no longer changed"
    refused = reader.post(f"{theirs}accorder/", {"version": draft.version})
    assert (refused.status_code, b"field-checked" in refused.content) == (422, True)
    assert {one.name for one in places() if one.name.startswith("certifying_app")} == {
        "certifying_application",
        "certifying_applications",
    }


@pytest.mark.slow
def test_a_supervisor_named_by_hand_is_tied_to_the_register_or_said_to_be_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The officer is warned at the grant and says who it is; not in the register, everybody reads what to do, until it is done."""
    monkeypatch.setattr(letters, "later", lambda work: work())
    monkeypatch.setattr("django.db.transaction.on_commit", lambda work: work())
    now, on, officer = clock.instant(), clock.today(), make_officer()
    reader, barreau = signed_in(officer), CertifyingBody.objects.get(slug="barreau-du-quebec")
    few = make_supervisor(3, name="Dominique Exemple", at=now)
    for place, name in enumerate(("Camille Exemple", "Maude Exemple")):
        mine = make_person(name)
        draft = answer_all(begin_application(barreau, "family_mediation", by=mine, at=now), at=now)
        hand = {"supervisor_name": "Dominique  EXEMPLE", "supervisor_certified": True, "supervisor_mandates": 62}
        draft = save_step(draft, "supervisor", hand, version=draft.version, by=mine, at=now)
        send_application(draft, version=draft.version, by=mine, at=now)
        grant = f"{WORK}{draft.number}/accorder/"
        form = {"version": draft.version, "checked": "1"}
        if place:
            able = make_supervisor(62, name="Dominique Exemple-Tremblay", at=now)
            shown = reader.get(
                grant.replace("/fr/accreditation/demandes/", "/en/certification/applications/").replace(
                    "accorder", "grant"
                )
            )
            assert "It is Dominique Exemple-Tremblay" in shown.content.decode()
            for said in ({}, {"supervisor": few.pk}, {"supervisor": "²"}):
                refused = reader.post(grant, form | said)
                assert refused.status_code == 422 and 'href="#field-supervisor"' in refused.content.decode()
            form |= {"supervisor": str(able.pk)}
        else:
            shown = reader.get(grant).content.decode()
            assert "Personne à ce nom ne peut superviser" in shown and "Importer une ligne" in shown
        assert reader.post(grant, form).status_code == 303
        held = Certification.objects.get(professional__file__person=mine)
        sheet = address("fr", "practice_supervision", number=keep_mandate(held, on, None, at=now).pk)
        theirs = signed_in(mine).get(sheet).content.decode()
        followed = reader.get(address("en", "certifying_undertaking", number=held.pk)).content.decode()
        if place:
            assert held.file.first_supervisor == "Dominique Exemple-Tremblay"
            assert f'value="{able.pk}"' in theirs and "vous avez nommé" in theirs, "offered at once, without a search"
            assert "The supervisor is not in the register" not in followed
            assert Entry.objects.filter(kind="application.granted", codes__supervisor=able.code).exists()
        else:
            assert "ne peut superviser" in theirs and "attestation sur papier" in theirs
            assert "The supervisor is not in the register" in followed and "Import a row" in followed
    told = [
        "n’est pas au registre de Parvis" in one.body
        for one in mail.outbox
        if one.subject.startswith("Vous êtes accréditée")
    ]
    assert told == [True, False]


def test_the_second_officer_is_told_that_somebody_has_decided() -> None:
    now, first, second = clock.instant(), make_officer(), make_officer(name="Aurore Exemple")
    camille = make_person()
    draft = answer_all(
        begin_application(CertifyingBody.objects.get(slug="barreau-du-quebec"), "family_mediation", by=camille, at=now),
        at=now,
    )
    send_application(draft, version=draft.version, by=camille, at=now)
    version, where = draft.version, f"{WORK}{draft.number}/"
    assert (
        signed_in(first)
        .post(f"{where}accorder/", {"version": version, "checked": "1"})["Location"]
        .endswith("done=granted")
    )
    told = signed_in(second).post(f"{where}refuser/", {"version": version, "reason": "Des motifs assez longs"})
    assert told.status_code == 422
    assert "Quelqu’un vient de décider" in told.content.decode()
    assert Application.objects.get().state == "granted"


@pytest.mark.slow
def test_the_work_list_is_quick_with_many_and_truncates_nothing_in_silence() -> None:
    now, officer = clock.instant(), make_officer()
    body = CertifyingBody.objects.get(slug="barreau-du-quebec")
    people = Person.objects.bulk_create(
        Person(email=f"c{number}@exemple.invalid", name=f"Élie Exemple-{number}", added_at=now, added_by="system")
        for number in range(MANY)
    )
    Application.objects.bulk_create(
        Application(
            number=f"A-2026-{number:07d}",
            person=one,
            body=body,
            kind="family_mediation",
            state="sent",
            begun_at=now,
            changed_at=now,
            sent_at=now - timedelta(days=number % 90),
            received_on=(now - timedelta(days=number % 90)).date(),
        )
        for number, one in enumerate(people)
    )
    client = signed_in(officer)
    client.get(WORK)
    spent = []
    for query in ("", "?q=elie+exemple-17", "?sort=name&kind=family_mediation", "?page=30", ""):
        begun = time.process_time()
        with CaptureQueriesContext(connection) as asked:
            page = client.get(WORK + query)
        # Our own time, whatever else the machine does; what the database does is bounded by what it is asked.
        spent.append(time.process_time() - begun)
        assert page.status_code == 200
        assert len(asked) <= 16, [one["sql"][:100] for one in asked.captured_queries]
    assert f"Demandes : {MANY}" in page.content.decode().replace("\xa0", " ").replace("2 000", str(MANY))
    assert "il y a environ 3 mois" in page.content.decode().replace("\xa0", " ")
    found = client.get(WORK + "?q=elie+exemple-1999").content.decode()
    assert len(re.findall(r"Élie Exemple-\d+", found)) == 1
    assert sorted(spent)[len(spent) // 2] < 0.1, spent


def test_an_account_is_opened_without_saying_whether_the_address_was_known(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (opening, accounts):
        monkeypatch.setattr(module, "later", lambda work: work())
        monkeypatch.setattr(
            module,
            "post",
            lambda letter: mail.EmailMessage(letter.subject.to(letter.lang), letter.body(), None, [letter.to]).send(),
        )
    assert letters.post is not None
    known = make_person("Camille Exemple", email="connue@exemple.invalid")
    said = []
    for typed in ("connue@exemple.invalid", "nouvelle@exemple.invalid"):
        page = Client().post("/en/practice/account/", {"email": typed, "name": "Noa Exemple", "language": "en"})
        assert page.status_code == 200
        said.append(re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", page.content.decode()))
    assert said[0] == said[1]
    assert Person.objects.count() == 1, "nothing is opened before the link is followed"
    to_known, to_new = mail.outbox
    assert "/account/link/" in to_known.body or "/compte/lien/" in to_known.body
    link = re.search(r"/en/practice/account/\S+", to_new.body)[0]
    client = Client()
    assert client.get(link).status_code == 200
    assert Person.objects.count() == 1, "opening the page does nothing"
    followed = client.post(link)
    assert "/en/account/link/" in followed["Location"]
    person = Person.objects.get(email="nouvelle@exemple.invalid")
    assert (person.name, person.language, person.added_by) == ("Noa Exemple", "en", "visitor")
    assert not Membership.objects.filter(person=person).exists()
    assert client.post(link).status_code == 404, "a link works once"
    assert client.get("/en/practice/account/AAAA/").status_code == 404
    for typed in (
        {"email": "x"},
        {"email": "a@exemple.invalid", "name": " "},
        {"email": "a@exemple.invalid", "name": "A", "language": "de"},
    ):
        assert Client().post("/en/practice/account/", {"name": "A", "language": "fr"} | typed).status_code == 422
    before = len(mail.outbox)
    for _ in range(8):
        assert (
            Client().post("/en/practice/account/", {"email": known.email, "name": "A", "language": "fr"}).status_code
            == 200
        )
    assert len(mail.outbox) - before <= 4, "letters to one address from one place are counted"
    assert Ticket.objects.filter(kind="opening").count() == 0
    switch_on()
