"""A reader says "this is wrong": a report without an account, its reference, its answer; what nobody else can read."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client

from parvis.config import clock
from parvis.config.database import side
from parvis.directory.desk.reports import answer_report, file_report, forget_reports, normal_reference, report_told
from parvis.directory.models import Finding, Proposal, ReaderReport, Service
from parvis.directory.tasks import forget_old_reports
from parvis.journal.models import Entry
from parvis.people import letters
from parvis.people.models import Nobody
from parvis.people.refused import Refused
from parvis.web.pages import address
from tests.factories.people import make_person, signed_in
from tests.factories.roles import give_role, make_in_role

pytestmark = pytest.mark.django_db
WORDS = "Le numéro de téléphone ne répond plus."


@pytest.fixture(autouse=True)
def _new_hour() -> None:
    cache.clear()


def filed(about: str = "SVC-022", email: str = "") -> tuple[str, ReaderReport]:
    reference = file_report(WORDS, about=about, language="fr", email=email, by=Nobody(), at=clock.now())
    return reference, ReaderReport.objects.get(about=about)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_reader_says_what_is_wrong_and_gets_a_reference(lang: str, client: Client) -> None:
    page = address(lang, "report") + "?about=SVC-022"
    assert 'action="' + page in client.get(page).content.decode()
    sent = client.post(page, {"words": WORDS, "email": "", "website": ""})
    assert sent.status_code == 303
    held = ReaderReport.objects.get()
    assert (held.about, held.language, held.words, held.email) == ("SVC-022", lang, WORDS, None)
    reference = sent["Location"].rstrip("/").rpartition("/")[2]
    assert normal_reference(reference.lower().replace("-", " ")) == reference
    text = client.get(sent["Location"]).content.decode()
    assert reference in text
    assert WORDS not in text, "a shared telephone must not show it"
    found = client.get(address(lang, "report") + f"?reference={reference.lower()}")
    assert found["Location"] == sent["Location"]
    assert Entry.objects.get(kind="report.filed").codes == {"about": "SVC-022"}


def test_a_page_that_is_no_record_is_named_by_its_code_and_an_address_is_not(client: Client) -> None:
    footer = client.get("/fr/glossaire/").content.decode()
    assert "/fr/signaler/?about=page%3Aglossary" in footer
    assert "about=page%3Adistrict/laval" in client.get(address("fr", "district", slug="laval")).content.decode()
    shown = client.get("/en/report/?about=page:district/laval").content.decode()
    assert 'href="/en/districts/laval/"' in shown
    for typed in (
        "https://example.com/x?y",
        "<script>alert(1)</script>",
        "no such page",
        "page:no_such",
        "SVC-999998",
        "x" * 200,
    ):
        assert "<p>La page" not in client.get("/fr/signaler/", {"about": typed}).content.decode()
        cache.clear()
        client.post(f"/fr/signaler/?about={typed}", {"words": WORDS})
    assert set(ReaderReport.objects.values_list("about", flat=True)) == {""}


def test_the_secret_of_a_kept_plan_never_becomes_what_a_report_is_about(client: Client) -> None:
    text = client.get(address("fr", "account_link", token="A" * 32)).content.decode()
    assert "about=page%3Aaccount_link" in text or "about=" not in text
    assert not re.search(r"about=[^\"]*AAAA", text)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"words": " \u200b "}, "words"),
        ({"words": "x" * 2001}, "words"),
        ({"words": WORDS, "email": "camille"}, "email"),
        ({"words": WORDS, "email": "a@b.ca\nBcc: z@b.ca"}, "email"),
        ({"words": WORDS, "website": "https://buy.example"}, "website"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_is_lost(
    form: dict[str, str], field: str, client: Client
) -> None:
    answer = client.post("/en/report/?about=SVC-022", form)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#field-{field}"' in text
    assert form["words"].strip()[:20] in text
    assert not ReaderReport.objects.exists()


def test_one_device_and_the_whole_installation_have_their_limits(client: Client) -> None:
    answers = [client.post("/fr/signaler/", {"words": WORDS}).status_code for _ in range(9)]
    assert answers == [303] * 8 + [422]
    assert client.post("/fr/signaler/", {"words": WORDS}, REMOTE_ADDR="203.0.113.9").status_code == 303
    filed_before = ReaderReport.objects.count()
    now = clock.now()
    for number in range(60 - filed_before):
        file_report(WORDS, about=f"SVC-{number:03}", language="fr", by=Nobody(), at=now)
    with pytest.raises(Refused, match="Many reports"):
        file_report(WORDS, about="SVC-100", language="fr", by=Nobody(), at=now)
    file_report(WORDS, about="SVC-100", language="fr", by=Nobody(), at=now + timedelta(minutes=61))


def test_no_address_and_no_device_stand_in_the_database(client: Client) -> None:
    client.post("/fr/signaler/", {"words": WORDS}, REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Essai/1.0")
    with connection.cursor() as cursor:
        for table in ("directory_readerreport", "journal_entry", "people_attempt"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")  # noqa: S608
            held = cursor.fetchone()[0]
            assert "203.0.113" not in held
            assert "Essai" not in held


def test_the_public_side_can_file_and_read_one_answer_and_nothing_else() -> None:
    with side("public"):
        reference = file_report(WORDS, about="SVC-022", language="fr", by=Nobody(), at=clock.now())
        assert report_told(reference) is not None
        assert report_told("22222-22222") is None
    for act in (
        lambda: list(ReaderReport.objects.all()),
        lambda: ReaderReport.objects.update(words="x"),
        lambda: ReaderReport.objects.all().delete(),
        lambda: connection.cursor().execute("INSERT INTO directory_readerreport (digest) VALUES ('x')"),
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), side("public"):
            act()


def test_a_keeper_answers_and_the_address_is_gone(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    sent: list[letters.Letter] = []
    monkeypatch.setattr("parvis.directory.desk.reports.post", sent.append)
    reference, held = filed(email="camille@exemple.invalid")
    assert b"camille" not in bytes(held.email)
    keeper = make_in_role("directory_editor")
    with side("staff"):
        answer_report(held, outcome="corrected", answer="Le bon numéro est affiché.", by=keeper, at=clock.now())
    held.refresh_from_db()
    assert held.email is None
    assert [(one.to, one.lang) for one in sent] == [("camille@exemple.invalid", "fr")]
    assert "Le bon numéro est affiché." in sent[0].body()
    text = client.get(address("en", "report_answer", token=reference)).content.decode()
    assert "Le bon numéro est affiché." in text
    assert "We have corrected the page." in text
    assert 'lang="fr"' in text
    with pytest.raises(Refused, match="already been answered"):
        answer_report(held, outcome="confirmed", answer="Encore", by=keeper, at=clock.now())


def test_who_has_no_role_or_whose_role_does_not_reach_it_answers_nothing() -> None:
    _, held = filed()
    local = make_person()
    give_role(local, "directory_editor", districts=("rimouski",))
    for person in (make_in_role("analyst"), make_in_role("cjp_agent"), local):
        with pytest.raises(Refused):
            answer_report(held, outcome="corrected", answer="Voilà.", by=person, at=clock.now())
    held.refresh_from_db()
    assert held.answered_at is None


def test_reports_are_forgotten_in_their_time() -> None:
    now = clock.now()
    _, first = filed("SVC-022")
    _, second = filed("SVC-023")
    answer_report(first, outcome="confirmed", answer="C'est exact.", by=make_in_role("directory_editor"), at=now)
    assert forget_reports(at=now + timedelta(days=89)) == 0
    assert forget_reports(at=now + timedelta(days=91)) == 1
    assert forget_reports(at=now + timedelta(days=91)) == 0
    assert list(ReaderReport.objects.all()) == [second]
    ReaderReport.objects.update(filed_at=now - timedelta(days=400), forget_at=now - timedelta(days=35))
    assert forget_old_reports(0) == 1, "the night's duty, on the worker's side"
    assert not ReaderReport.objects.exists()


def test_a_report_about_a_service_shows_whom_to_call(client: Client) -> None:
    assert 'href="tel:+14186142470"' in client.get("/fr/signaler/?about=ORG-13").content.decode()
    assert "justicedeproximite.qc.ca" in client.get("/en/report/?about=SVC-022").content.decode()
    assert client.get("/en/report/?about=SVC-999999").status_code == 200


def test_the_keepers_own_address_shows_where_one_was_given(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARVIS_KEEPER", raising=False)
    assert "mailto:" not in client.get("/fr/signaler/").content.decode()
    monkeypatch.setenv("PARVIS_KEEPER", "exemple@exemple.test")
    assert "mailto:exemple@exemple.test" in client.get("/en/report/").content.decode()


def test_two_roles_together_read_no_more_than_each_of_them() -> None:
    """Reading every record as an analyst and answering in Rimouski as an editor is not answering about Laval."""
    both, near, reads = make_person(), make_person(), make_in_role("analyst")
    give_role(both, "analyst")
    give_role(both, "directory_editor", districts=("rimouski",))
    give_role(near, "directory_editor", districts=("laval",))
    _, held = filed("SVC-097")
    now, slug = clock.instant(), Service.objects.get(pk="SVC-097").slug
    seen = {who: set(ReaderReport.objects.visible_to(who, at=now)) for who in (both, near, reads)}
    assert seen == {both: set(), near: {held}, reads: set()}
    for path in (address("fr", "desk"), address("fr", "desk_service", slug=slug)):
        text = signed_in(both).get(path).content.decode()
        assert WORDS not in text and address("fr", "desk_report", number=held.pk) not in text, path
        assert address("fr", "desk_report", number=held.pk) in signed_in(near).get(path).content.decode(), path
    assert signed_in(both).get(address("fr", "desk_report", number=held.pk)).status_code == 404


def test_what_waits_at_the_desk_is_read_by_whose_role_reaches_it() -> None:
    everywhere, near, far, agent = (
        make_in_role("analyst"),
        make_person(),
        make_person(),
        make_in_role("certifier_officer"),
    )
    give_role(near, "directory_editor", districts=("laval",))
    give_role(far, "directory_editor", districts=("rimouski",))
    now = clock.instant()
    found = Finding(
        watcher="links",
        kind="service",
        record="SVC-097",
        path="access.web",
        code="gone",
        first_seen=clock.today(),
        last_seen=clock.today(),
        state_at=now,
        state_by="system",
    )
    found.save()
    asked = Proposal(
        kind="service", record="SVC-097", digest="d" * 64, content={"name": {"fr": "a", "en": "b"}}, made_at=now
    )
    asked.save()
    for who, count in ((everywhere, 1), (near, 1), (far, 0), (agent, 0), (Nobody(), 0)):
        assert Finding.objects.visible_to(who, at=now).filter(pk=found.pk).count() == count, who
        assert Proposal.objects.visible_to(who, at=now).filter(pk=asked.pk).count() == count, who
    near.is_active = False
    assert not Proposal.objects.visible_to(near, at=now).exists(), "a closed account reads nothing"
