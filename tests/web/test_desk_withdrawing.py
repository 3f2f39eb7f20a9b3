"""A record added by mistake is withdrawn: gone from everywhere but its history, and brought back; what a new service leaves unsaid."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from parvis.config import clock
from parvis.directory.actions import MODELS, load_directory, publish_together
from parvis.directory.desk.editing_content import put_back, without_row
from parvis.directory.desk.editing_gaps import gaps_of
from parvis.directory.desk.editing_pages import questions_of
from parvis.directory.exchange.compare import compared
from parvis.directory.exchange.export import present
from parvis.directory.exchange.reading import read_import
from parvis.directory.files import Content
from parvis.directory.identity import uuid_of
from parvis.directory.models import Draft, Edition, Organization, Service, Statistic, Version
from parvis.directory.publication import edition_as_of
from parvis.journal.models import Entry
from parvis.law.kernel.text import long_date
from parvis.web.pages import address
from tests.factories.drafts import draft_of, publish, published
from tests.factories.people import signed_in
from tests.factories.roles import make_in_role

pytestmark = pytest.mark.django_db
MISTAKE = "SVC-9001"


def added() -> Service:
    says = {**published("SVC-097"), "id": MISTAKE, "slug": "clinique-exemple-par-erreur"}
    says["name"] = {"fr": "Clinique Exemple", "en": "Exemple Clinic"}
    publish_together([Content("service", MISTAKE, says)], [], by="keeper:1", at=clock.instant())
    return Service.objects.get(pk=MISTAKE)


def withdraw(browser: Client, record: Any, reason: str = "Ajoutée deux fois", instead: str = "") -> Any:
    page = address("fr", "desk_withdraw", slug=record.pk)
    return browser.post(page, {"seen": record.digest, "reason": reason, "replaced_by": instead})


def read(browser: Client, name: str, lang: str = "fr", **parts: object) -> str:
    return str(browser.get(address(lang, name, **parts)).content.decode())


@pytest.mark.slow
def test_a_record_added_by_mistake_leaves_everything_but_its_history_and_can_come_back() -> None:
    me = make_in_role("directory_editor")
    browser, record = signed_in(me), added()
    open_draft = draft_of(me, MISTAKE)
    edition = Edition.present_number()
    assert address("fr", "desk_withdraw", slug=MISTAKE) in read(browser, "desk_service", slug=record.slug)
    assert withdraw(browser, record, " ").status_code == 422
    assert withdraw(browser, record).headers["Location"].endswith("?done=withdrawn")
    assert Edition.present_number() == edition + 1
    held = Version.objects.of("service", MISTAKE)[0]
    assert (held.withdrawn, held.reason, held.by) == (True, "Ajoutée deux fois", me.code)
    assert browser.get(address("fr", "service", slug=record.slug)).status_code == 410
    assert MISTAKE not in {one.record for one in present()}
    assert MISTAKE not in str(edition_as_of(clock.today(), "fr").sections)
    assert record.slug not in str(browser.get(address("fr", "directory") + "?q=clinique+exemple").content)
    assert browser.get(address("fr", "desk_draft_preview", number=open_draft.pk)).status_code == 200
    entry = Entry.objects.get(kind="directory.withdrawn")
    assert "Ajoutée" not in str(entry.codes), "the journal holds codes, no words"
    with pytest.raises(Exception, match="withdrawn"):
        publish(open_draft, me)
    differences = compared(read_import(f"id,status\n{MISTAKE},paused\n".encode(), name="a.csv"), on=date(2026, 11, 22))
    assert "retirée" in differences.findings[0].reason.fr

    shelf = read(browser, "desk_organizations")
    assert "Fiches retirées : 1".replace(" :", "\u00a0:") in shelf and "Ajoutée deux fois" in shelf
    assert "is no longer in the lists" in read(browser, "desk_version", "en", number=held.pk)
    back = browser.post(address("fr", "desk_version", number=held.pk), {"seen": ""})
    assert back.headers["Location"].endswith("?done=brought_back")
    again = Service.objects.get(pk=MISTAKE)
    assert (again.digest, again.slug) == (record.digest, record.slug)
    assert browser.get(address("fr", "service", slug=record.slug)).status_code == 200
    assert not Version.objects.withdrawn_now().exists()
    assert len(Version.objects.of("service", MISTAKE)) == 3


def test_readers_and_programs_are_told_that_a_record_was_withdrawn_since_when_and_what_replaces_it() -> None:
    keeper, reader, record = signed_in(make_in_role("directory_editor")), Client(), added()
    other = Service.objects.public().exclude(pk=MISTAKE).with_dates().order_by("pk")[0]
    hsds = f"/api/hsds/services/{uuid_of('service', MISTAKE)}"
    feed = f"/api/calendar/service/{record.slug}.ics"
    assert reader.get(hsds).status_code == reader.get(feed).status_code == 200
    for unclear in ("Une fiche qui n’existe pas", MISTAKE):
        refused = withdraw(keeper, record, instead=unclear)
        assert refused.status_code == 422 and 'id="field-replaced_by-error"' in refused.content.decode()
    assert (
        withdraw(keeper, record, instead=f"https://parvis.example/fr/repertoire/services/{other.slug}/").status_code
        == 303
    )
    today = clock.today()
    for lang, said, day in (
        ("fr", "Ce qui la remplace", long_date(today).fr),
        ("en", "What replaces it", long_date(today).en),
    ):
        gone = reader.get(address(lang, "service", slug=record.slug))
        page = gone.content.decode()
        assert gone.status_code == 410 and "public" not in gone.headers.get("Cache-Control", "")
        assert said in page and day in page and address(lang, "service", slug=other.slug) in page
        assert "Ajoutée deux fois" not in page, "the keeper's reason is for the desk"
        assert f"{address(lang, 'edition')}?on={today}" in page and 'content="noindex"' in page
        assert reader.get(address(lang, "service", slug="jamais-vue")).status_code == 404
        assert reader.get(address(lang, "organization", slug=record.slug)).status_code == 404
    for asked in (hsds, feed):
        told = reader.get(asked)
        assert told.status_code == 410 and uuid_of("service", other.pk) in told.json()["error"][0]["expected"]
    assert reader.get(f"/api/hsds/services/{uuid_of('service', 'SVC-9999')}").status_code == 404
    listed = reader.get("/api/hsds/services?per_page=500&minimal=true").json()["contents"]
    assert uuid_of("service", MISTAKE) not in {one["id"] for one in listed}


def test_a_replacement_that_was_replaced_leads_to_the_record_that_is_there() -> None:
    keeper = signed_in(make_in_role("directory_editor"))
    body = Version.objects.of("organization", "ORG-25")[0].content
    bodies = [
        Content(
            "organization",
            f"ORG-90{n}",
            body
            | {
                "id": f"ORG-90{n}",
                "slug": f"exemple-{n}",
                "name": {"fr": f"Exemple {n}", "en": f"Exemple {n}"},
            },
        )
        for n in (1, 2, 3)
    ]
    publish_together(bodies, [], by="keeper:1", at=clock.instant())
    for gone, instead in (("ORG-901", "Exemple 2"), ("ORG-902", "ORG-903")):
        assert withdraw(keeper, Organization.objects.get(pk=gone), instead=instead).status_code == 303
    page = Client().get(address("en", "organization", slug="exemple-1"))
    assert page.status_code == 410 and address("en", "organization", slug="exemple-3") in page.content.decode()
    assert withdraw(keeper, Organization.objects.get(pk="ORG-903")).status_code == 303
    assert "No other record is given" in Client().get(address("en", "organization", slug="exemple-1")).content.decode()
    organization = f"/api/hsds/organizations/{uuid_of('organization', 'ORG-903')}"
    assert "replaced by" not in Client().get(organization).json()["error"][0]["expected"]
    with pytest.raises(IntegrityError, match="version_replaced_where_withdrawn"), transaction.atomic():
        Version.objects.create(
            kind="organization",
            record="ORG-904",
            valid_from=clock.today(),
            recorded_at=clock.instant(),
            by="system",
            edition=1,
            digest="",
            content={},
            replaced_by="ORG-903",
        )


def test_setting_up_again_does_not_bring_a_withdrawn_record_back() -> None:
    browser = signed_in(make_in_role("directory_editor"))
    figure = Statistic.objects.order_by("pk")[0]
    assert withdraw(browser, figure).status_code == 303
    report = load_directory(at=clock.instant() + timedelta(hours=1))
    assert report.made == 0
    assert not Statistic.objects.filter(pk=figure.pk).exists()


def test_what_others_lean_on_is_not_withdrawn() -> None:
    browser = signed_in(make_in_role("directory_editor"))
    body = Organization.objects.filter(involvements__isnull=False).order_by("pk")[0]
    for lang, said in (("fr", "D’autres fiches y tiennent"), ("en", "Other records lean on it")):
        assert said in read(browser, "desk_withdraw", lang, slug=body.pk)
    assert withdraw(browser, body).status_code == 422
    assert MODELS["organization"]._default_manager.filter(pk=body.pk).exists()
    stranger = signed_in(make_in_role("cjp_agent"))
    assert withdraw(stranger, body).status_code == 404


def test_a_new_service_that_says_no_way_price_or_time_is_said_so_before_it_is_published() -> None:
    browser = signed_in(make_in_role("directory_editor"))
    bare = Organization.objects.filter(phone="", email="", web="").order_by("pk").first()
    owner = bare or Organization.objects.order_by("pk")[0]
    name = {"name_fr": "Clinique Exemple", "name_en": "Exemple Clinic"}
    browser.post(address("fr", "desk_new"), {"kind": "service", "owner": owner.pk, **name})
    draft = Draft.objects.get(is_new=True)
    codes = [one.code for one in gaps_of(draft)]
    assert codes[-2:] == ["cost", "schedule"] and ("reach" in codes) == (bare is not None)
    assert "Les lecteurs ne sauront pas" in read(browser, "desk_draft_finish", number=draft.pk)
    assert "Readers will not know" in read(browser, "desk_draft_list", "en", number=draft.pk)
    draft.content["eligibility"] = {"not_stated": ["cost", "schedule"]}
    assert {one.code for one in gaps_of(draft)} <= {"reach"}


def test_the_last_schedule_taken_out_leaves_not_known_behind() -> None:
    says = {"eligibility": {"roles": ["claimant"]}, "schedules": [{"certainty": "unknown"}, {"certainty": "rule"}]}
    one = without_row("service", says, "schedules", 2)
    assert "not_stated" not in one["eligibility"]
    none = without_row("service", one, "schedules", 1)
    assert none["eligibility"] == {"roles": ["claimant"], "not_stated": ["schedule"]} and "schedules" not in none
    rhythm = questions_of("service", "schedules")[0]
    assert put_back(rhythm, none, says) == says
