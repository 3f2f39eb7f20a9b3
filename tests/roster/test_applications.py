"""An application for certification, from the first page to the decision: whose it is, what the law says, what is written."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection

from parvis.config import clock
from parvis.config.database import side
from parvis.documents.models import StoredDocument
from parvis.journal.models import Entry
from parvis.law.questions import decide
from parvis.people import letters
from parvis.people.models import Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.roster.actions.applications import (
    add_document,
    begin_application,
    save_step,
    send_application,
    take_document_back,
    withdraw_application,
)
from parvis.roster.actions.applications_deciding import Recognized, ask_more, grant_application, refuse_application
from parvis.roster.actions.applications_keeping import forget_drafts
from parvis.roster.actions.standing import record_act
from parvis.roster.applying import kinds_of, weigh
from parvis.roster.models import (
    Application,
    Certification,
    CertificationFile,
    CertifyingBody,
    MinisterNotice,
    Professional,
    ProfessionalFile,
)
from parvis.roster.standing import status_on
from parvis.roster.supervisors import supervisors_named
from tests.factories.applications import FAMILY_ANSWERS, answer_all
from tests.factories.files import pdf, png
from tests.factories.people import make_person
from tests.factories.roster import make_mediator, make_officer, make_professional, switch_on

pytestmark = pytest.mark.django_db
NOTARIES = "chambre-des-notaires"


def where(lang: str) -> str:
    return f"https://exemple.invalid/{lang}/"


@pytest.fixture
def now() -> datetime:
    return clock.instant()


@pytest.fixture(autouse=True)
def posted(monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable[..., object]) -> None:
    """Letters leave at once, in the test itself."""
    monkeypatch.setattr(letters, "post", None)
    monkeypatch.setattr(
        "parvis.roster.actions.applications_deciding.post",
        lambda letter: mail.EmailMessage(letter.subject.to(letter.lang), letter.body(), None, [letter.to]).send(),
    )


def body(slug: str = "barreau-du-quebec") -> CertifyingBody:
    return CertifyingBody.objects.get(slug=slug)


def applied(by: Person, at: datetime) -> Application:
    """An application that meets every condition, sent."""
    application = answer_all(begin_application(body(), "family_mediation", by=by, at=at), at=at)
    return send_application(application, version=application.version, by=by, at=at)


def refused(call: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value


def test_from_the_first_page_to_certified(now: datetime) -> None:
    officer, camille = make_officer(), make_person("Camille Exemple", language="en")
    draft = begin_application(body(), "family_mediation", by=camille, at=now)
    weighed = weigh(draft, on=day_of(now))
    assert weighed.verdict == "no"
    assert not weighed.unmet, "nothing was answered: nothing is unmet yet"
    assert len(weighed.pending) > 10
    answer_all(draft, at=now)
    weighed = weigh(draft, on=day_of(now))
    assert (weighed.verdict, weighed.unmet, weighed.pending) == ("yes", (), ())
    assert weighed.decision.outcome["certify"] is True
    assert not Application.objects.visible_to(officer, at=now).exists(), "a draft is its author's alone"
    send_application(draft, version=draft.version, by=camille, at=now)
    assert (draft.state, draft.received_on, draft.fee_cents) == ("sent", day_of(now), 6500)
    assert list(Application.objects.visible_to(officer, at=now)) == [draft]

    version = draft.version
    grant_application(draft, checked=True, where=where, version=version, by=officer, at=now)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the database holds at the end of the transaction
    certification = draft.certification
    assert draft.state == "granted"
    assert status_on(certification, day_of(now))[0] == "certified"
    notice = MinisterNotice.objects.get(certification=certification)
    assert (notice.kind, notice.mandated, notice.content["member_number"]) == ("certified", True, "123456-1")
    professional = Professional.objects.get()
    assert (professional.phone, professional.districts, professional.remote) == ("514-555-0199", ["laval"], True)
    assert ProfessionalFile.objects.visible_to(camille, at=now).get().domicile == "34, rue Exemple, Laval"
    assert CertificationFile.objects.visible_to(officer, at=now).get().first_supervisor == "Dominique Exemple"
    assert draft.decision["outcome"]["certify"] is True
    assert draft.decision["words"]["en"]["because"]
    assert [one.to for one in mail.outbox] == [[camille.email]]
    assert mail.outbox[0].subject == "You are certified"
    kinds = set(Entry.objects.filter(subject=draft.number).values_list("kind", flat=True))
    assert kinds == {"application.begun", "application.sent", "application.granted"}

    second = refused(lambda: grant_application(draft, checked=True, where=where, version=version, by=officer, at=now))
    assert "changed elsewhere" in second.reason.en
    assert Certification.objects.count() == 1
    again = refused(lambda: begin_application(body(), "family_mediation", by=camille, at=now))
    assert "already exists" in again.reason.en
    other = begin_application(body(), "small_claims_mediation", by=camille, at=now)
    assert other.answers["districts"] == ["laval"], "what the register already says is not typed again"


def test_a_norm_that_is_not_met_stops_a_grant_and_is_named(now: datetime) -> None:
    officer, camille = make_officer(), make_person()
    draft = begin_application(body(), "family_mediation", by=camille, at=now)
    answers = FAMILY_ANSWERS | {"experience": {"experience_months": 35}}
    answer_all(draft, answers, at=now)
    assert weigh(draft, on=day_of(now)).unmet == ("c25.01-r0.7/s1-p3-exp",)
    send_application(draft, version=draft.version, by=camille, at=now)
    found = refused(
        lambda: grant_application(
            draft,
            checked=True,
            reason="Une raison assez longue",
            where=where,
            version=draft.version,
            by=officer,
            at=now,
        )
    )
    assert found.norm == "c25.01-r0.7/s1-p3-exp"
    unchecked = refused(
        lambda: grant_application(draft, checked=False, where=where, version=draft.version, by=officer, at=now)
    )
    assert unchecked.field == "checked"
    assert (
        refused(lambda: refuse_application(draft, "non", where=where, version=draft.version, by=officer, at=now)).field
        == "reason"
    )
    seen = draft.version
    ask_more(draft, "Joignez la preuve de vos 36 mois.", where=where, version=seen, by=officer, at=now)
    late = refused(
        lambda: refuse_application(draft, "Trop peu d’expérience.", where=where, version=seen, by=officer, at=now)
    )
    assert "vient de changer" in late.reason.fr, "the second of two officers is told"
    save_step(draft, "experience", {"experience_months": 36}, version=draft.version, by=camille, at=now)
    add_document(draft, png(), "experience", by=camille, at=now)
    tomorrow = now + timedelta(days=1)
    send_application(draft, message="Voici la preuve.", version=draft.version, by=camille, at=tomorrow)
    assert (draft.received_on, draft.sent_at) == (day_of(now), now), "the wait counts from the first sending"
    assert draft.completed_on == draft.weighed_on == day_of(tomorrow), "the complete application is received then"
    refuse_application(
        draft, "La preuve ne couvre que 30 mois.", where=where, version=draft.version, by=officer, at=tomorrow
    )
    assert [one.kind for one in draft.messages.all()] == ["asked", "answered", "refused"]
    assert "30 mois" in mail.outbox[-1].body
    assert (draft.decision["verdict"], draft.decision["on"]) == ("yes", day_of(tomorrow).isoformat())
    assert refused(lambda: withdraw_application(draft, version=draft.version, by=camille, at=now)).field == ""
    assert Certification.objects.count() == 0


def test_nobody_else_and_no_other_body(now: datetime) -> None:
    make_officer()
    stranger, notary = make_person("Dominique Exemple"), make_officer(NOTARIES)
    camille = make_person()
    draft = begin_application(body(), "family_mediation", by=camille, at=now)
    document = add_document(draft, pdf(), "experience", by=camille, at=now)
    for act in (
        lambda: save_step(draft, "experience", {"experience_months": 3}, version=1, by=stranger, at=now),
        lambda: add_document(draft, pdf(), "experience", by=stranger, at=now),
        lambda: take_document_back(draft, document, by=stranger, at=now),
        lambda: withdraw_application(draft, version=1, by=stranger, at=now),
        lambda: add_document(draft, pdf(), "session_sheet", by=camille, at=now),
        lambda: save_step(draft, "member_since", {"member_since": "2020-01-01"}, version=1, by=camille, at=now),
        lambda: save_step(draft, "experience", {"experience_months": "40"}, version=1, by=camille, at=now),
        lambda: save_step(draft, "orders", {"memberships": ["club"]}, version=1, by=camille, at=now),
        lambda: save_step(
            draft, "undertaking", {"undertakes": False, "undertaken_by": "x"}, version=1, by=camille, at=now
        ),
        lambda: save_step(draft, "supervisor", {"supervisor": 999_999}, version=1, by=camille, at=now),
        lambda: save_step(draft, "supervisor", {"supervisor_name": " "}, version=1, by=camille, at=now),
        lambda: begin_application(body(), "family_mediation", by=camille, at=now),
        lambda: begin_application(body("ordre-cpa"), "family_mediation", by=camille, at=now),
        lambda: begin_application(body(), "family_mediation", again=True, by=stranger, at=now),
        lambda: send_application(draft, version=1, by=camille, at=now),
    ):
        refused(act)
    contradiction = {**FAMILY_ANSWERS["training"], "awareness": 30}
    refused(lambda: save_step(draft, "training", contradiction, version=1, by=camille, at=now))
    take_document_back(draft, document, by=camille, at=now)
    answer_all(draft, at=now)
    stale = draft.version - 1
    assert (
        "changed elsewhere"
        in refused(
            lambda: save_step(draft, "experience", {"experience_months": 41}, version=stale, by=camille, at=now)
        ).reason.en
    )
    send_application(draft, version=draft.version, by=camille, at=now)
    sent = StoredDocument.objects.about("application", draft.number).kept().first()
    refused(lambda: take_document_back(draft, sent, by=camille, at=now))
    for person in (notary, stranger, camille):
        for decide_it in (
            lambda one: ask_more(draft, "Une raison assez longue", where=where, version=draft.version, by=one, at=now),
            lambda one: refuse_application(
                draft, "Une raison assez longue", where=where, version=draft.version, by=one, at=now
            ),
            lambda one: grant_application(draft, checked=True, where=where, version=draft.version, by=one, at=now),
        ):
            refused(lambda one=person, act=decide_it: act(one))
        assert not ProfessionalFile.objects.visible_to(person, at=now).exists()
    assert not Application.objects.visible_to(notary, at=now).exists()
    assert not Application.objects.visible_to(stranger, at=now).exists()
    assert draft.state == "sent"


def test_an_officer_does_not_decide_on_their_own_application(now: datetime) -> None:
    officer = make_officer()
    mine = applied(officer, now)
    found = refused(
        lambda: grant_application(mine, checked=True, where=where, version=mine.version, by=officer, at=now)
    )
    assert "your own application" in found.reason.en
    assert Application.objects.get().state == "sent"


def test_where_the_office_does_not_act_here_nothing_is_sent(now: datetime) -> None:
    camille = make_person()
    draft = answer_all(begin_application(body(), "family_mediation", by=camille, at=now), at=now)
    assert (
        "Rien n’est envoyé"
        in refused(lambda: send_application(draft, version=draft.version, by=camille, at=now)).reason.fr
    )
    assert Application.objects.get().state == "draft"


def test_a_return_after_a_cancellation(now: datetime) -> None:
    officer = make_officer(at=now - timedelta(days=1))
    certification = make_mediator(since=day_of(now) - timedelta(days=900))
    person = certification.professional.file.person
    refused(lambda: begin_application(body(), "family_mediation", again=True, by=person, at=now))
    gone = day_of(now) - timedelta(days=30)
    record_act(certification, "undertaking_completed", day=gone - timedelta(days=60), by=officer, at=now, key="k1")
    record_act(certification, "ceased_activities", day=gone, informed=gone, by=officer, at=now, key="k2")
    draft = begin_application(body(), "family_mediation", again=True, by=person, at=now)
    assert draft.answers["domicile"], "what the file says is there already"
    assert weigh(draft, on=day_of(now)).verdict == "no"
    save_step(draft, "fee", {"fee_reference": "VIR-2"}, version=draft.version, by=person, at=now)
    send_application(draft, version=draft.version, by=person, at=now)
    weighed = weigh(draft, on=draft.received_on)
    assert (weighed.verdict, weighed.decision.outcome["on_request"]) == ("yes", "certify_again")
    grant_application(draft, checked=True, where=where, version=draft.version, by=officer, at=now)
    assert draft.certification == certification
    assert status_on(certification, day_of(now))[0] == "certified"
    assert Professional.objects.count() == 1


def test_small_claims_and_what_the_text_leaves_to_a_person(now: datetime) -> None:
    officer, camille = make_officer(), make_person()
    draft = begin_application(body(), "small_claims_mediation", by=camille, at=now)
    subjects = ["private_modes", "principled_negotiation", "process"]
    answer_all(
        draft,
        {
            "profession": {"profession": "lawyer"},
            "member_number": {"member_number": "1"},
            "mediation_training": {"training_hours": 10, "under_certifier": True, "subjects": subjects},
            "deemed": {"certified_on_2003_10_16": True},
            "attestation": {},
        },
        at=now,
    )
    send_application(draft, version=draft.version, by=camille, at=now)
    assert weigh(draft, on=draft.received_on).verdict == "person"
    told = refused(
        lambda: grant_application(draft, checked=True, where=where, version=draft.version, by=officer, at=now)
    )
    assert told.field == "reason"
    grant_application(
        draft,
        checked=True,
        reason="Accréditée depuis 2001, formation vue au dossier.",
        where=where,
        version=draft.version,
        by=officer,
        at=now,
    )
    assert draft.certification.kind == "small_claims_mediation"
    assert draft.certification.acts.get().reason.startswith("Accréditée depuis 2001")
    arbitrator = begin_application(body(), "small_claims_arbitration", by=camille, at=now)
    assert weigh(arbitrator, on=day_of(now)).verdict == "no"


def test_a_record_that_an_import_made_is_tied_by_the_officer(now: datetime) -> None:
    officer, camille = make_officer(), make_person("Éloïse Exemple")
    imported = make_professional("Eloïse  EXEMPLE")
    other = make_professional("Noé Exemple")
    draft = applied(camille, now)
    refused(
        lambda: grant_application(
            draft, checked=True, known=Recognized(other.file), where=where, version=draft.version, by=officer, at=now
        )
    )
    grant_application(
        draft, checked=True, known=Recognized(imported.file), where=where, version=draft.version, by=officer, at=now
    )
    assert draft.certification.professional == imported
    assert Professional.objects.count() == 2


def test_supervisors_are_found_by_the_law_s_count(now: datetime) -> None:
    make_mediator("Maude Exemple-Médiatrice", mandates_before=40)
    make_mediator("Maude Exemple-Nouvelle", mandates_before=39)
    mine = make_mediator("Maude Exemple-Moi", mandates_before=80)
    me = mine.professional.file.person
    assert [one.professional.name for one in supervisors_named("maude exemple", on=day_of(now), but=me.pk)] == [
        "Maude Exemple-Médiatrice"
    ]
    assert supervisors_named("mediatrice", on=day_of(now))[0].professional.name == "Maude Exemple-Médiatrice"


def test_each_body_certifies_for_what_the_law_says(now: datetime) -> None:
    on = day_of(now)
    found = {one.certifier: kinds_of(one.certifier, on=on) for one in CertifyingBody.objects.all()}
    assert found["barreau"] == ("family_mediation", "small_claims_mediation", "small_claims_arbitration")
    assert found["cpa"] == ("small_claims_mediation",)
    assert found["psychologues"] == ("family_mediation",)
    asked = {"on": on.isoformat(), "profession": "cpa", "certifier": "cpa"}
    assert decide("small-claims/arbitrator-certification", asked).outcome["certify"] is False
    switch_on()


def test_what_was_never_sent_is_forgotten_after_a_year_with_its_documents(now: datetime) -> None:
    make_officer()
    camille, dominique = make_person(), make_person()
    sent = applied(camille, now)
    draft = begin_application(body(), "family_mediation", by=dominique, at=now)
    document = add_document(draft, pdf(), "experience", by=dominique, at=now)
    with side("worker"):
        assert forget_drafts(at=now + timedelta(days=364)) == 0
        assert (forget_drafts(at=now + timedelta(days=366)), forget_drafts(at=now + timedelta(days=366))) == (1, 0)
    assert list(Application.objects.all()) == [sent]
    document.refresh_from_db()
    assert document.removed_by == "system"
