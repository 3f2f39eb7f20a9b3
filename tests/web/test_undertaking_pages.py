"""The pages of an undertaking: the mediator's, the supervisor's and the officer's, from a first session to the end."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from parvis.config import clock
from parvis.journal.models import Entry
from parvis.roster.certified import under_undertaking
from parvis.roster.models import (
    Certification,
    ExtensionRequest,
    Mandate,
    MinisterNotice,
    StandingPeriod,
    SupervisionSession,
    Training,
    Undertaking,
)
from parvis.roster.progress import progress_of
from parvis.roster.reminding import due_letters
from parvis.roster.undertakings import follow
from parvis.web.pages import address
from tests.factories.files import jpeg
from tests.factories.mandates import person_behind
from tests.factories.people import signed_in
from tests.factories.roster import make_mediator, make_officer
from tests.factories.undertakings import keep_course, keep_mandate, keep_sessions, make_supervisor

pytestmark = pytest.mark.django_db
NOW = clock.instant()
TODAY = clock.today()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def mediator() -> Certification:
    return make_mediator(since=ago(400), at=before())


def before() -> datetime:
    return NOW - timedelta(days=500)


def picture(size: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("attestation.jpg", jpeg((size, 40)), content_type="image/jpeg")


def text_of(client: Client, name: str, lang: str = "fr", **kwargs: object) -> str:
    response = client.get(address(lang, name, **kwargs))
    assert response.status_code == 200, (name, response.status_code)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def test_a_session_from_the_sheet_to_the_picture(mediator: Certification) -> None:
    """Recorded by the mediator, confirmed by the supervisor, who reads nothing of the parties; then it counts."""
    supervisor = make_supervisor(at=before())
    mandate = keep_mandate(mediator, ago(60), None, at=before())
    mine, theirs = signed_in(person_behind(mediator)), signed_in(person_behind(supervisor))
    sheet = address("fr", "practice_supervision", number=mandate.pk)
    assert "Sacha Exemple-Superviseur" in mine.get(f"{sheet}?q=sacha").content.decode()
    assert mine.post(sheet, {"supervisor": "x", "day": ""}).status_code == 422
    too_early = mine.post(sheet, {"supervisor": supervisor.pk, "day": ago(61).isoformat()})
    assert too_early.status_code == 422
    own = mine.post(sheet, {"supervisor": mediator.pk, "day": ago(50).isoformat()})
    assert own.status_code == 422
    assert "Personne ne se supervise" in own.content.decode()
    assert mine.post(sheet, {"supervisor": supervisor.pk, "day": ago(50).isoformat()}).status_code == 303
    session = SupervisionSession.objects.get()
    for lang in ("fr", "en"):
        assert mandate.number in text_of(theirs, "practice_to_confirm", lang)
        shown = text_of(theirs, "practice_supervision_answer", lang, number=session.pk)
        assert mandate.number in shown
        assert mandate.couple is not None
        assert mandate.couple.number not in shown
    answer = address("fr", "practice_supervision_answer", number=session.pk)
    assert mine.get(answer).status_code == 404
    assert theirs.post(answer, {"act": "refuse", "reason": ""}).status_code == 422
    assert theirs.post(answer, {"act": "confirm"}).status_code == 303
    assert theirs.post(answer, {"act": "confirm"}).status_code == 422
    shown = text_of(mine, "practice_undertaking_one", number=mediator.pk)
    assert "Séances de supervision confirmées : 1" in shown.replace("\u00a0", " ")
    assert theirs.get(address("fr", "practice_undertaking_one", number=mediator.pk)).status_code == 404
    assert theirs.get(sheet).status_code == 404


def test_every_page_of_the_mediator_in_both_languages(mediator: Certification) -> None:
    alone = keep_mandate(mediator, ago(90), ago(30), objects=["custody"], at=before())
    mine, number = signed_in(person_behind(mediator)), mediator.pk
    assert mine.get(address("fr", "practice_undertaking")).status_code == 303
    for lang in ("fr", "en"):
        for name in (
            "practice_undertaking_one",
            "practice_trainings",
            "practice_more_time",
            "practice_inability",
            "practice_one_year",
            "practice_completion",
        ):
            text_of(mine, name, lang, number=number)
    assert "sans supervision conforme" in text_of(mine, "practice_undertaking_one", number=number)
    assert alone.number in text_of(mine, "practice_undertaking_one", number=number)
    file = mine.get(address("en", "practice_undertaking_calendar", number=number))
    assert file["Content-Type"].startswith("text/calendar")
    assert file.content.count(b"BEGIN:VEVENT") == 2
    assert b"Maude" not in file.content


@pytest.mark.slow
def test_a_course_and_a_request_from_the_mediator_to_the_officer(mediator: Certification) -> None:
    mine, officer, number = signed_in(person_behind(mediator)), signed_in(make_officer(at=before())), mediator.pk
    courses = address("fr", "practice_trainings", number=number)
    said = {
        "kind": "complementary",
        "subject": "psychosocial",
        "first_day": ago(40).isoformat(),
        "last_day": ago(39).isoformat(),
        "hours": "12",
        "given_by": "École Exemple",
    }
    assert mine.post(courses, said).status_code == 422, "without its attestation"
    assert mine.post(courses, said | {"first_day": ago(401).isoformat(), "attestation": picture(60)}).status_code == 422
    assert mine.post(courses, said | {"attestation": picture(60)}).status_code == 303
    course = Training.objects.get()
    assert course.document is not None
    proof = {"document": course.document}
    assert mine.get(address("fr", "practice_proof", **proof)).status_code == 200
    assert officer.get(address("fr", "certifying_proof", **proof)).status_code == 200
    assert officer.get(address("fr", "practice_proof", **proof)).status_code == 404
    for lang in ("fr", "en"):
        assert "Maude Exemple" in text_of(officer, "certifying_courses", lang)
        text_of(officer, "certifying_course", lang, number=course.pk)
    page = address("fr", "certifying_course", number=course.pk)
    assert officer.post(page, {"act": "refuse"}).status_code == 422
    assert officer.post(page, {"act": "accept"}).status_code == 303
    assert Training.objects.get().state == "accepted"

    said = {"reason": "illness", "first": ago(300).isoformat(), "last": ago(271).isoformat(), "fee": "65,00"}
    assert mine.post(address("fr", "practice_inability", number=number), {}).status_code == 422
    assert mine.post(address("fr", "practice_inability", number=number), said).status_code == 303
    asked = ExtensionRequest.objects.get()
    own = address("fr", "practice_request", number=asked.pk)
    assert mine.post(own, {"purpose": "inability"}).status_code == 422
    for place, purpose in enumerate(("inability", "affidavit")):
        assert mine.post(own, {"purpose": purpose, "file": picture(70 + place)}).status_code == 303
    for lang in ("fr", "en"):
        text_of(mine, "practice_request", lang, number=asked.pk)
        text_of(officer, "certifying_requests", lang)
        shown = text_of(officer, "certifying_request", lang, number=asked.pk)
    assert "obliges you to extend" in shown
    page = address("fr", "certifying_request", number=asked.pk)
    seen = officer.get(page).context["seen"]
    established = {
        "act": "establish",
        "seen": seen,
        "fee": "65,00",
        "documents": "1",
        "affidavit": "1",
        "first": ago(300).isoformat(),
        "last": ago(271).isoformat(),
    }
    assert officer.post(page, established).status_code == 303
    assert officer.post(page, {"act": "grant", "seen": "0" * 16}).status_code == 422
    assert officer.post(page, {"act": "grant", "seen": officer.get(page).context["seen"]}).status_code == 303
    assert ExtensionRequest.objects.get().state == "granted"
    text_of(mine, "practice_request", number=asked.pk)
    assert officer.get(address("fr", "certifying_undertaking", number=number)).status_code == 200


@pytest.mark.slow
def test_the_end_and_the_officers_list(mediator: Certification) -> None:
    """Everything is done: the affidavit, the declaration, the acknowledgment; then another's that is not met."""
    supervisor = make_supervisor(at=before())
    for place, sessions in enumerate((4, 4, 3, 3, 3, 1, 1, 1, 1, 1)):
        opened = ago(380 - 20 * place)
        held = keep_mandate(mediator, opened, opened + timedelta(days=60), at=before())
        keep_sessions(held, supervisor, [opened + timedelta(days=each) for each in range(sessions)], at=before())
    for subject, hours in (("process_negotiation", 15), ("psychosocial", 30)):
        keep_course(mediator, ago(100), subject, hours, at=before())
    mine, officer, number = signed_in(person_behind(mediator)), signed_in(make_officer(at=before())), mediator.pk
    end, one = (
        address("fr", "practice_completion", number=number),
        address("fr", "certifying_undertaking", number=number),
    )
    assert "met" in {follow(mediator, on=TODAY).status}  # type: ignore[union-attr]
    assert mine.post(end, {"act": "declare"}).status_code == 422
    assert officer.post(one, {"act": "acknowledge"}).status_code == 422
    assert mine.post(end, {"supervisor": supervisor.pk, "file": picture(80)}).status_code == 303
    assert mine.post(end, {"act": "declare"}).status_code == 303
    for lang in ("fr", "en"):
        assert "Maude Exemple" in text_of(officer, "certifying_undertakings", lang)
        text_of(officer, "certifying_undertaking", lang, number=number)
    assert officer.post(one, {"act": "unmet"}).status_code == 422
    assert officer.post(one, {"act": "acknowledge"}).status_code == 303
    assert Undertaking.objects.get(pk=number).status == "acknowledged"
    own, theirs = (
        text_of(mine, "practice_undertaking_one", number=number),
        text_of(officer, "certifying_undertaking", number=number),
    )
    assert "Complété et reconnu" in own and "n’est plus obligatoire" in own
    for said in (own, theirs):
        assert "Il ne reste rien à faire" in said
        for past in ("Dernier jour", "Ce qui reste", "Encore", "révoquer", "Demander un délai"):
            assert past not in said, past
    assert b"VEVENT" not in mine.get(address("fr", "practice_undertaking_calendar", number=number)).content
    for lang, why in (("fr", "il n’y a plus rien à prolonger"), ("en", "there is nothing to extend")):
        for form in ("practice_inability", "practice_one_year"):
            for closed in (mine.get(address(lang, form, number=number)), mine.post(address(lang, form, number=number))):
                shown = closed.content.decode().replace("\u00a0", " ")
                assert closed.status_code == 409 and why in shown and 'name="fee"' not in shown, form
    assert not ExtensionRequest.objects.exists()

    late = make_mediator("Noé Exemple", since=ago(800), at=before())
    follow(late, on=TODAY)
    listed = officer.get(address("fr", "certifying_undertakings") + "?state=lapsed&q=noe").content.decode()
    assert "Noé Exemple" in listed
    one = address("fr", "certifying_undertaking", number=late.pk)
    assert officer.post(one, {"act": "unmet"}).status_code == 303
    assert "votre décision" in text_of(officer, "certifying_undertaking", number=late.pk)
    stranger = signed_in(make_officer("chambre-des-notaires", name="Noémie Exemple", at=before()))
    assert stranger.get(one).status_code == 404
    assert "Noé Exemple" not in text_of(stranger, "certifying_undertakings")
    assert Mandate.objects.count() == 10


@pytest.mark.slow
def test_a_supervisor_without_an_account_attests_on_paper_and_nobody_else_is_shown(mediator: Certification) -> None:
    """The mediator joins the paper, the certifier's officer reads that very paper and accepts it; a stranger's name stays out."""
    supervisor = make_mediator("Noa Exemple-Papier", since=ago(900), mandates_before=45, account=False, at=before())
    gone = make_mediator("Claude Exemple-Révoqué", since=ago(900), mandates_before=45, at=before())
    StandingPeriod.objects.filter(certification=gone).update(status="revoked")
    mandate = keep_mandate(mediator, ago(60), None, at=before())
    mine, officer = signed_in(person_behind(mediator)), signed_in(make_officer(at=before()))
    other = signed_in(make_officer("ordre-psychologues", name="Ariane Exemple", at=before()))
    sheet = address("fr", "practice_supervision", number=mandate.pk)
    looked = mine.post(sheet, {"supervisor": gone.pk, "day": "x"})
    assert (looked.status_code, "Révoqué" in looked.content.decode()) == (422, False)

    assert mine.post(sheet, {"supervisor": supervisor.pk, "day": ago(50).isoformat()}).status_code == 303
    session = SupervisionSession.objects.get()
    assert mine.post(sheet, {"act": "attest", "session": session.pk}).status_code == 422, "no file"
    for size in (60, 61):
        said = {"act": "attest", "session": session.pk, "file": picture(size)}
        assert mine.post(sheet, said).status_code == 303
        earlier, session = session.document, SupervisionSession.objects.get()
    joined = text_of(mine, "practice_supervision", number=mandate.pk)
    assert "À accepter par votre organisme" in joined and "À confirmer par" not in joined
    assert earlier is not None and earlier != session.document
    for lang in ("fr", "en"):
        assert "Noa Exemple-Papier" in text_of(officer, "certifying_attestations", lang)
        assert "Noa Exemple-Papier" in text_of(officer, "certifying_attestation", lang, number=session.pk)
        text_of(mine, "practice_supervision", lang, number=mandate.pk)
    one, proof = address("fr", "certifying_attestation", number=session.pk), {"document": session.document}
    assert officer.get(address("fr", "certifying_proof", **proof)).status_code == 200
    assert mine.get(address("fr", "practice_proof", **proof)).status_code == 200
    assert other.get(one).status_code == other.get(address("fr", "certifying_proof", **proof)).status_code == 404
    assert "Noa" not in text_of(other, "certifying_attestations")
    assert officer.post(one, {"act": "accept", "seen": earlier.hex}).status_code == 422, (
        "another paper than the one read"
    )
    assert officer.post(one, {"act": "refuse", "reason": "", "seen": session.document.hex}).status_code == 422
    assert officer.post(one, {"act": "accept", "seen": session.document.hex}).status_code == 303
    session.refresh_from_db()
    assert (session.state, session.answered_by[:7]) == ("confirmed", "person:")
    assert Entry.objects.filter(kind="supervision.confirmed", codes__act="accept_paper").exists()
    shown = text_of(mine, "practice_undertaking_one", number=mediator.pk)
    assert "Séances de supervision confirmées : 1" in shown.replace("\u00a0", " ")


@pytest.mark.slow
def test_an_earlier_register_that_does_not_say_how_an_undertaking_ended() -> None:
    """Not a delay: nobody is told of one; the officer records the day, without a notice for the past; too old, an import says it."""
    held, old = make_mediator(since=ago(2000)), make_mediator("Élie Exemple", since=date(1999, 3, 1))
    single = keep_mandate(held, ago(90), ago(30), at=NOW)
    officer, mine = signed_in(make_officer(at=NOW)), signed_in(person_behind(held))
    row = follow(held, on=TODAY)
    assert row is not None and (row.status, row.unsupervised) == ("unrecorded", 0) and follow(old, on=TODAY) is None
    assert not list(due_letters(progress_of(held, TODAY)))
    one = address("fr", "certifying_undertaking", number=held.pk)
    for lang, said, late in (("fr", "n’est pas inscrite", "Délai passé"), ("en", "is not recorded", "Period expired")):
        for shown in (
            text_of(officer, "certifying_person", lang, number=held.pk),
            text_of(officer, "certifying_person", lang, number=old.pk),
            text_of(officer, "certifying_undertaking", lang, number=held.pk),
            text_of(mine, "practice_undertaking_one", lang, number=held.pk),
        ):
            assert said in shown and late not in shown and single.number not in shown
        assert "Maude" not in text_of(officer, "certifying_undertakings", lang)
    assert "Maude" in officer.get(address("fr", "certifying_undertakings") + "?state=unrecorded").content.decode()
    assert officer.get(address("fr", "certifying_undertaking", number=old.pk)).status_code == 404
    assert b"VEVENT" not in mine.get(address("fr", "practice_undertaking_calendar", number=held.pk)).content
    for wrong in ("", ago(2000).isoformat(), (TODAY + timedelta(days=1)).isoformat()):
        refused = officer.post(one, {"act": "completed_before", "day": wrong})
        assert refused.status_code == 422 and 'id="field-day-error"' in refused.content.decode()
    assert officer.post(one, {"act": "completed_before", "day": ago(1400).isoformat()}).status_code == 303
    assert officer.post(one, {"act": "completed_before", "day": ago(1400).isoformat()}).status_code == 422, "once"
    assert Undertaking.objects.get(pk=held.pk).status == "acknowledged"
    assert not MinisterNotice.objects.exists() and not under_undertaking(held, TODAY)
