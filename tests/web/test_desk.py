"""The keepers' desk: what is due, what waits, confirming, answering, taking a proposal, undoing."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from parvis.config import clock
from parvis.config.database import side
from parvis.directory.actions import publish_together
from parvis.directory.desk.assuring import confirm_facts, move_renewals
from parvis.directory.desk.changing import bring_back, differences
from parvis.directory.desk.deciding import answer_in_part
from parvis.directory.desk.ladder import due_together, interval, ladder, next_step
from parvis.directory.desk.reach import reach_of
from parvis.directory.desk.reports import file_report
from parvis.directory.files import Content
from parvis.directory.models import Edition, Organization, Proposal, ReaderReport, Renewal, Service, Statistic, Version
from parvis.directory.models.renewal import STEPS
from parvis.directory.tasks import ask_again
from parvis.directory.vocabulary import FIELDS, STATUSES
from parvis.journal.models import Entry
from parvis.people.models import Nobody, Person
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.web.pages import address
from tests.factories.people import make_person, signed_in
from tests.factories.roles import give_role, make_in_role

pytestmark = pytest.mark.django_db
LAVAL = "seance-information-laval"


def laval() -> Service:
    return Service.objects.listed().get(pk="SVC-097")


def says(**new: object) -> dict[str, object]:
    version = Version.objects.of("service", "SVC-097").first()
    assert version is not None
    return {**version.content, **new}


def proposed(**new: object) -> Proposal:
    publish_together([], [Content("service", "SVC-097", says(**new))], by="system", at=clock.instant())
    return Proposal.objects.get(record="SVC-097")


def keeper() -> Person:
    return make_in_role("directory_editor")


def confirm(by: Person, *, seen: str = "", fields: tuple[str, ...] = ("schedules",), days: int = 0) -> Service:
    one, now = laval(), clock.instant()
    with side("staff"):
        return confirm_facts(
            one,
            fields=fields,
            how="called",
            on=day_of(now) - timedelta(days=days),
            seen=seen or one.digest,
            by=by,
            at=now,
        )


def test_the_ladder_is_data_that_the_database_knows() -> None:
    assert tuple(one.code for one in ladder()) == STEPS
    assert all(one.name.fr != one.name.en for one in ladder())
    assert interval("schedules") < interval("costs") < interval("summary")
    on = date(2026, 11, 22)
    assert due_together(["summary", "schedules", "name"], on) == {
        date(2027, 2, 20): ["schedules"],
        date(2027, 11, 22): ["summary", "name"],
    }


def test_each_step_waits_for_the_one_before() -> None:
    due = date(2026, 1, 10)
    assert next_step("", due, due - timedelta(days=1)) is None
    assert next_step("", due, due).code == "letter"  # type: ignore[union-attr]
    assert next_step("letter", due, due + timedelta(days=29)) is None
    assert next_step("letter", due, due + timedelta(days=30)).code == "reminder"  # type: ignore[union-attr]
    assert next_step("unconfirmed", due, due + timedelta(days=999)) is None


def test_the_nightly_duty_moves_overdue_facts_one_step_and_never_removes_any() -> None:
    late = {
        (one.service_id, one.next_due)
        for service in Service.objects.exclude(status="ended").listed()
        for one in service.assurances.all()
        if one.is_due(day_of(clock.instant()))
    }
    assert late
    published = Service.objects.count()
    assert ask_again(0) == len(late), "on the worker's side"
    assert ask_again(0) == 0
    assert set(Renewal.objects.values_list("step", flat=True)) == {"letter"}
    now = clock.instant()
    move_renewals(at=now + timedelta(days=29))
    assert set(Renewal.objects.values_list("step", flat=True)) == {"letter"}, "the reminder waits for thirty days"
    moved = move_renewals(at=now + timedelta(days=30))
    assert moved >= len(late)
    move_renewals(at=now + timedelta(days=60))
    assert Renewal.objects.filter(service="SVC-097").order_by("-pk")[0].step == "unconfirmed"
    assert Service.objects.count() == published
    assert Entry.objects.filter(kind="renewal.letter", subject="SVC-097").exists()


def test_confirming_is_an_event_and_a_new_version(client: Client) -> None:
    before, edition, by = Version.objects.of("service", "SVC-097").count(), Edition.present_number(), keeper()
    today = day_of(clock.instant())
    confirm(by, fields=("schedules", "access"), days=2)
    one = laval()
    for field in ("schedules", "access"):
        check = one.assurance_of(field)
        assert (check.how, check.on, check.by) == ("called", today - timedelta(days=2), "Parvis")
        assert check.next_due == check.on + interval(field)
        assert sum(field in other.fields for other in one.assurances.all()) == 1, "the earlier one is in its version"
    assert Version.objects.of("service", "SVC-097").count() == before + 1
    assert Edition.present_number() == edition + 1
    entry = Entry.objects.get(kind="assurance.confirmed")
    assert (entry.by, entry.codes["fields"], entry.codes["how"]) == (by.code, "schedules+access", "called")
    assert "Vérifié par téléphone" in client.get(address("fr", "service", slug=LAVAL)).content.decode()


@pytest.mark.parametrize(
    ("fields", "days"), [((), 0), (("schedules", "nothing"), 0), (("schedules",), -1), (("schedules",), 400)]
)
def test_a_check_that_says_nothing_is_refused(fields: tuple[str, ...], days: int) -> None:
    with pytest.raises(Refused):
        confirm(keeper(), fields=fields, days=days)
    assert not Entry.objects.filter(kind="assurance.confirmed").exists()


def test_of_two_keepers_on_one_record_the_second_is_told() -> None:
    first, second, seen = keeper(), keeper(), laval().digest
    confirm(first, seen=seen)
    with pytest.raises(Refused, match="Somebody changed this record"):
        confirm(second, seen=seen, fields=("costs",))
    confirm(second, fields=("costs",))


def test_a_role_for_a_district_or_a_body_reaches_its_own_records() -> None:
    near, far, body = make_person(), make_person(), make_person()
    give_role(near, "directory_editor", districts=("laval",))
    give_role(far, "directory_editor", districts=("rimouski",))
    give_role(body, "directory_editor", kind="cjp")
    for person in (far, body, make_in_role("analyst"), make_in_role("cjp_agent"), make_person()):
        with pytest.raises(Refused):
            confirm(person)
    assert signed_in(near).get(address("fr", "desk_service", slug=LAVAL)).status_code == 200
    assert signed_in(far).get(address("fr", "desk_service", slug=LAVAL)).status_code == 404
    confirm(near)


@pytest.mark.slow
def test_no_link_of_a_record_leads_a_narrow_role_to_a_page_that_is_not_there() -> None:
    agent, near = make_person(), make_person()
    give_role(agent, "cjp_agent")
    give_role(near, "directory_editor", districts=("laval",))
    outside = 0
    for person in (agent, near):
        browser, reach = signed_in(person), reach_of(person, "desk.read", at=clock.instant())
        bodies = [one for one in Organization.objects.all() if reach.has(one.pk)]
        services = [one for one in Service.objects.all() if reach.has(one.pk)]
        figures = [one for one in Statistic.objects.all() if reach.has(one.pk)]
        pages = [address("fr", "desk_organization", slug=one.slug) for one in bodies[:8]]
        pages += [address("fr", "desk_service", slug=one.slug) for one in services[:8]]
        pages += [address("fr", "desk_statistic", slug=one.pk) for one in figures[:8]]
        shown = "".join(browser.get(page).content.decode() for page in pages)
        links = set(re.findall(r'href="(/fr/[^"]+)"', shown))
        records = sorted(link for link in links if re.search("/(atelier|repertoire)/(organisme|service|chiffre)", link))
        outside += sum("/repertoire/" in link for link in records)
        assert {link: status for link in records if (status := browser.get(link).status_code) != 200} == {}
    assert outside, "some records are out of reach: they are read as everybody reads them"


def test_a_proposal_is_compared_taken_or_left_once() -> None:
    by = keeper()
    held = proposed(status="paused")
    page = signed_in(by).get(address("en", "desk_proposal", number=held.pk)).content.decode()
    assert STATUSES["active"].en in page
    assert STATUSES["paused"].en in page
    assert "<code" not in page, "words, never a path or a code"
    found = differences("service", says(), held.content)
    assert [(one.path, one.before, one.after) for one in found] == [("status", "active", "paused")]
    assert found[0].field == FIELDS["status"]
    sent = signed_in(by).post(
        address("en", "desk_proposal", number=held.pk), {"answer": "take", "seen": laval().digest}
    )
    assert sent["Location"].endswith("/desk/?done=taken")
    assert laval().status == "paused"
    with pytest.raises(Refused, match="already answered"):
        answer_in_part(held, keys=(), reason="", seen=laval().digest, by=by, at=clock.instant())


def test_a_proposal_seen_beside_an_older_text_is_not_taken() -> None:
    held, seen = proposed(status="paused"), laval().digest
    confirm(keeper())
    client = signed_in(keeper())
    answer = client.post(address("fr", "desk_proposal", number=held.pk), {"answer": "take", "seen": seen})
    assert answer.status_code == 422
    assert laval().status == "active"
    assert Proposal.objects.get(pk=held.pk).answer == ""


def test_undoing_adds_a_version() -> None:
    by = keeper()
    old = Version.objects.of("service", "SVC-097").first()
    confirm(by)
    count = Version.objects.of("service", "SVC-097").count()
    page = signed_in(by).get(address("fr", "desk_version", number=old.pk)).content.decode()
    assert "Vérifié par téléphone" in page
    assert "assurance." not in page, "words, never a path"
    with side("staff"):
        bring_back(old, seen=laval().digest, by=by, at=clock.instant())
    assert laval().digest == old.digest
    assert Version.objects.of("service", "SVC-097").count() == count + 1
    with pytest.raises(Refused, match="already says"):
        bring_back(old, seen=laval().digest, by=by, at=clock.instant())
    analyst = signed_in(make_in_role("analyst"))
    assert analyst.post(address("fr", "desk_version", number=old.pk), {"seen": laval().digest}).status_code == 404


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_keepers_morning(lang: str) -> None:
    client = signed_in(keeper())
    reference = file_report("Fermé <b>lundi</b>.", about="SVC-097", language="fr", by=Nobody(), at=clock.instant())
    proposed(status="paused")
    report = ReaderReport.objects.get()
    text = client.get(address(lang, "desk")).content.decode()
    assert address(lang, "desk_report", number=report.pk) in text
    assert address(lang, "desk_proposal", number=Proposal.objects.get().pk) in text
    assert "Fermé &lt;b&gt;lundi&lt;/b&gt;." in text
    assert address(lang, "desk_due") in text, "the first of what is due, and the way to the whole list"
    answer = address(lang, "desk_report", number=report.pk)
    assert client.post(answer, {"outcome": "", "answer": ""}).status_code == 422
    assert client.post(answer, {"outcome": "corrected", "answer": "C’est réglé."}).status_code == 303
    assert "C’est réglé." in Client().get(address(lang, "report_answer", token=reference)).content.decode()
    page = address(lang, "desk_service", slug=LAVAL)
    form = {"fields": ["schedules"], "how": "visited", "on": "demain", "seen": laval().digest}
    refused = client.post(page, form)
    assert refused.status_code == 422
    assert 'href="#field-on"' in refused.content.decode()
    done = client.post(page, {**form, "on": day_of(clock.instant()).isoformat()})
    assert done.status_code == 303
    assert laval().assurance_of("schedules").how == "visited"
    assert client.post(page, {**form, "fields": ["made_up"], "on": "hier"}).status_code == 404


def test_the_analyst_reads_and_writes_nothing() -> None:
    file_report("Fermé lundi.", about="SVC-097", language="fr", by=Nobody(), at=clock.instant())
    client = signed_in(make_in_role("analyst"))
    text = client.get(address("fr", "desk")).content.decode()
    assert "Fermé lundi." not in text, "what a reader wrote is for who answers"
    assert client.get(address("fr", "desk_report", number=ReaderReport.objects.get().pk)).status_code == 404
    page = address("fr", "desk_service", slug=LAVAL)
    assert 'name="seen"' not in client.get(page).content.decode()
    assert client.post(page, {"fields": ["schedules"], "how": "called", "on": "hier"}).status_code == 404
