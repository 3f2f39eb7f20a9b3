"""What the watchers found, on the desk: the list, one finding with its evidence, set aside, mended in one act."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from parvis.config import clock
from parvis.directory.actions import revise_record
from parvis.directory.models import Edition, Finding, Round, Service, Version
from parvis.directory.watch.codes import ANSWERS, KINDS, REASONS, WATCHER_LOOKS, WATCHER_NAMES
from parvis.directory.watch.duties import LOCAL, watch_records
from parvis.directory.watch.judging import MEANS
from parvis.directory.watch.noting import Seen, note_findings, note_round
from parvis.people.models.role import day_of
from parvis.web.desk.evidence import evidence_shown, short_evidence
from parvis.web.pages import address
from tests.factories.people import make_person, signed_in
from tests.factories.roles import give_role, make_in_role, make_operator

pytestmark = pytest.mark.django_db
NOW = clock.instant()
LAVAL = "seance-information-laval"


def moved(**changes: Any) -> Finding:
    service = Service.objects.get(pk="SVC-097")
    evidence = {
        "address": service.web,
        "final": "https://exemple.test/nouvelle",
        "proposed": "https://exemple.test/nouvelle",
        "status": 200,
        "seen": "moved",
        "detail": "",
        "excerpt": "Séance <b>x</b>",
        "days": 2,
        "looked_on": "2026-11-22",
        "answers": [
            {"day": "2026-11-21", "code": "ok", "status": 200},
            {"day": "2026-11-22", "code": "moved", "status": 301},
        ],
    }
    note_findings("links", [Seen("service", "SVC-097", "access.web", "moved", evidence | changes)], at=NOW)
    return Finding.objects.get(code="moved")


def test_every_code_has_its_words() -> None:
    assert {finding for finding, _ in MEANS.values()} <= set(KINDS)
    assert {*MEANS, "ok"} == set(ANSWERS)
    assert set(WATCHER_NAMES) == set(WATCHER_LOOKS) == {*LOCAL, "links"}
    assert set(REASONS) == {"malformed", "scheme", "userinfo", "port", "private"}
    for one in KINDS.values():
        assert all(text.fr != text.en for text in (one.name, one.means, one.do))


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_desk_and_the_list_show_what_broke(lang: str) -> None:
    one = moved()
    for name in LOCAL:
        watch_records(name, at=NOW)
    keeper = signed_in(make_in_role("directory_editor"))
    found = Finding.objects.open_on(day_of(NOW))
    total, law = found.exclude(watcher="rules").count(), found.filter(watcher="rules").count()
    desk = keeper.get(address(lang, "desk")).content.decode()
    sign = "\u00a0:" if lang == "fr" else ":"
    for heading, count in (("Ce qui a changé ou ne va plus au répertoire", total), ("Valeurs de la loi à relire", law)):
        english = {"Ce qui a changé ou ne va plus au répertoire": "What changed or broke in the directory"}.get(
            heading, "Values of the law to read again"
        )
        assert f"{heading if lang == 'fr' else english}{sign} {count}" in desk
    led = re.search(rf'href="{address(lang, "desk_findings")}">[^<]*{sign} (\d+)</a>', desk)
    assert led is not None
    assert int(led[1]) == total + law, "the number said is the number that the list shows"
    assert address(lang, "desk_finding", number=one.pk) in desk, "the oldest are shown on the desk itself"
    text = keeper.get(address(lang, "desk_findings") + "?of=links").content.decode()
    assert KINDS["moved"].name.to(lang) in text
    assert Service.objects.get(pk="SVC-097").name.to(lang) in text
    assert "SVC-097" in text
    everything = keeper.get(address(lang, "desk_findings")).content.decode()
    assert f"({Finding.objects.filter(watcher='rules').count()})" in everything, "each watcher with its count"
    assert f"{'Constats' if lang == 'fr' else 'Findings'}{sign} {total + law}</h2>" in everything
    assert f"{'Au répertoire' if lang == 'fr' else 'In the directory'}{sign} {total}." in everything
    assert ("Page 1 de" if lang == "fr" else "Page 1 of") in everything


def test_a_watcher_that_is_off_says_so_instead_of_reporting_everything_dead() -> None:
    keeper = signed_in(make_in_role("directory_editor"))
    page, desk = address("fr", "desk_findings"), address("fr", "desk")
    assert "Pas encore regardé" in keeper.get(page).content.decode()
    note_round("links", "off", at=NOW)
    assert "ne visite aucune adresse" in keeper.get(page).content.decode()
    assert "ne visite aucune adresse" in keeper.get(desk).content.decode()
    note_round("links", "no_network", at=NOW)
    assert "rien n’en est conclu" in keeper.get(page).content.decode()
    note_round("links", "unfinished", at=NOW, looked=3, left=7)
    assert "il en reste 7" in keeper.get(page).content.decode()
    assert Round.objects.get().looked == 3


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_finding_shows_its_evidence_and_its_next_act(lang: str) -> None:
    one = moved()
    text = (
        signed_in(make_in_role("directory_editor")).get(address(lang, "desk_finding", number=one.pk)).content.decode()
    )
    assert 'href="https://exemple.test/nouvelle"' in text
    assert "Séance &lt;b&gt;x&lt;/b&gt;" in text, "what a page says is text"
    assert ANSWERS["moved"].to(lang) in text
    assert address(lang, "desk_service", slug=LAVAL) in text
    assert address(lang, "desk_edit", slug="SVC-097") in text


def test_the_page_of_a_record_says_what_broke_in_it() -> None:
    one, client = moved(), signed_in(make_in_role("directory_editor"))
    where = address("fr", "desk_finding", number=one.pk)
    assert where in client.get(address("fr", "desk_service", slug=LAVAL)).content.decode()
    note_findings(
        "contradictions",
        [Seen("organization", "ORG-35", "phone", "shared_phone", {"phone": "1", "other": "ORG-1"})],
        at=NOW,
    )
    body = Finding.objects.get(code="shared_phone")
    page = client.get(address("fr", "desk_organization", slug="barreau-de-laval")).content.decode()
    assert address("fr", "desk_finding", number=body.pk) in page
    assert where not in page


def test_the_proposed_address_is_taken_in_one_act() -> None:
    one, service = moved(), Service.objects.get(pk="SVC-097")
    client, page = signed_in(make_in_role("directory_editor")), address("fr", "desk_finding", number=one.pk)
    stale = client.post(page, {"act": "take", "seen": "0" * 64})
    assert stale.status_code == 422
    done = client.post(page, {"act": "take", "seen": service.digest})
    assert done["Location"].endswith("/constats/?done=taken")
    assert "La nouvelle adresse est publiée" in client.get(done["Location"]).content.decode()
    after = Service.objects.listed().get(pk="SVC-097")
    assert (after.web, after.assurance_of("access").how) == ("https://exemple.test/nouvelle", "page_read")  # type: ignore[union-attr]
    cache.clear()  # another test's edition may have had the same number
    assert "https://exemple.test/nouvelle" in Client().get(address("fr", "service", slug=LAVAL)).content.decode()
    shown = client.get(page).content.decode()
    assert "réglé depuis" in shown
    assert 'name="act" value="take"' not in shown
    settled = client.get(address("fr", "desk_findings") + "?state=settled").content.decode()
    assert "Par un changement de la fiche" in settled


@pytest.mark.slow
def test_one_address_is_taken_everywhere_in_one_edition_within_reach() -> None:
    """The same page in three values of two records, and in a record that a keeper of Laval may not publish."""
    old, new = "https://exemple.test/vieux", "https://exemple.test/nouveau"
    said, evidence = (
        {"fr": "x", "en": "x"},
        {"address": old, "proposed": new, "final": new, "status": 200, "seen": "moved"},
    )
    for record in ("SVC-097", "SVC-098", "SVC-121"):
        version = Version.objects.of("service", record).first()
        assert version is not None
        correction = {
            "field": "status",
            "said": said,
            "known": said,
            "source": f"X, {old} (2023)",
            "confidence": "high",
        }
        says = {**version.content, "corrections": [correction], "access": {**version.content["access"], "web": old}}
        revise_record(Service.objects.get(pk=record), says=says, by="person:0", at=NOW)
    places = [
        ("SVC-097", "access.web"),
        ("SVC-097", "corrections.1.source"),
        ("SVC-098", "corrections.1.source"),
        ("SVC-121", "access.web"),
    ]
    note_findings("links", [Seen("service", *place, "moved", evidence) for place in places], at=NOW)
    near, edition = make_person(), Edition.present_number()
    give_role(near, "directory_editor", districts=("laval",))
    one = Finding.objects.get(record="SVC-097", path="access.web")
    client, page = signed_in(near), address("en", "desk_finding", number=one.pk)
    text = client.get(page).content.decode()
    assert "given elsewhere: 2" in text
    assert "SVC-121" not in text
    assert client.post(page, {"act": "take_all", "seen": Service.objects.get(pk="SVC-097").digest}).status_code == 303
    assert Edition.present_number() == edition + 1
    mended, source = Service.objects.listed().get(pk="SVC-097"), Service.objects.listed().get(pk="SVC-098")
    assert (mended.web, mended.corrections.get().source) == (new, f"X, {new} (2023)")
    assert (source.web, source.corrections.get().source) == (old, f"X, {new} (2023)"), (
        "what was not found is not changed"
    )
    assert mended.assurance_of("access").how == "page_read"  # type: ignore[union-attr]
    assert source.assurance_of("access") is None or source.assurance_of("access").how != "page_read"  # type: ignore[union-attr]
    assert list(Finding.objects.exclude(state="settled").values_list("record", flat=True)) == ["SVC-121"]
    assert Service.objects.get(pk="SVC-121").web == old


def test_setting_aside_asks_for_a_day_and_a_reason() -> None:
    one, client = moved(), signed_in(make_in_role("directory_editor"))
    page = address("fr", "desk_finding", number=one.pk)
    for typed in (
        {"until": "", "reason": "Lue"},
        {"until": "hier", "reason": "Lue"},
        {"until": "2050-01-01", "reason": "Lue"},
    ):
        refused = client.post(page, {"act": "aside", **typed})
        assert refused.status_code == 422
        assert 'href="#field-until"' in refused.content.decode()
    soon = (day_of(NOW) + timedelta(days=20)).isoformat()
    refused = client.post(page, {"act": "aside", "until": soon, "reason": " "})
    assert 'href="#field-reason"' in refused.content.decode()
    assert client.post(page, {"act": "aside", "until": soon, "reason": "Lue <i>moi</i>"}).status_code == 303
    listed = client.get(address("fr", "desk_findings")).content.decode()
    assert address("fr", "desk_finding", number=one.pk) not in listed
    aside = client.get(address("fr", "desk_findings") + "?state=aside").content.decode()
    assert "Lue &lt;i&gt;moi&lt;/i&gt;" in aside


def test_a_finding_that_settles_by_itself_says_so() -> None:
    one, client = moved(), signed_in(make_in_role("directory_editor"))
    note_findings("links", [], at=NOW)
    assert "s’est réglé de lui-même" in client.get(address("fr", "desk_finding", number=one.pk)).content.decode()
    settled = client.get(address("fr", "desk_findings") + "?state=settled").content.decode()
    assert "De lui-même" in settled
    sent = client.post(
        address("fr", "desk_finding", number=one.pk), {"act": "aside", "until": "demain", "reason": "Lue"}
    )
    assert sent.status_code == 422


def test_each_sees_and_does_what_their_role_reaches() -> None:
    one = moved()
    watch_records("rules", at=NOW)
    law = Finding.objects.filter(watcher="rules")[0]
    near, far = make_person(), make_person()
    give_role(near, "directory_editor", districts=("laval",))
    give_role(far, "directory_editor", districts=("rimouski",))
    page, law_page = address("fr", "desk_finding", number=one.pk), address("fr", "desk_finding", number=law.pk)
    for person, sees, sees_law in (
        (near, 200, 404),
        (far, 404, 404),
        (make_in_role("analyst"), 200, 200),
        (make_operator(), 200, 200),
    ):
        client = signed_in(person)
        assert (client.get(page).status_code, client.get(law_page).status_code) == (sees, sees_law)
        listed = client.get(address("fr", "desk_findings")).content.decode()
        assert (page in listed) == (sees == 200)
        assert ("Valeurs de la loi (0)" in listed) == (sees_law != 200)
    reader = signed_in(make_in_role("analyst"))
    assert 'name="act"' not in reader.get(page).content.decode()
    for act in ("aside", "take", "", "drop"):
        assert reader.post(page, {"act": act, "until": "demain", "reason": "Lue"}).status_code == 404
    assert signed_in(far).post(page, {"act": "aside", "until": "demain", "reason": "Lue"}).status_code == 404
    assert signed_in(near).post(page, {"act": "drop"}).status_code == 404
    assert signed_in(near).get(address("fr", "desk_finding", number=999_999)).status_code == 404
    one.refresh_from_db()
    assert one.state == "open"


def test_an_address_that_is_not_followed_is_no_link() -> None:
    one = moved(address="http://10.0.0.1/x", final="javascript:alert(1)", proposed="", seen="unsafe", detail="private")
    Finding.objects.filter(pk=one.pk).update(code="unsafe")
    text = (
        signed_in(make_in_role("directory_editor")).get(address("en", "desk_finding", number=one.pk)).content.decode()
    )
    assert "http://10.0.0.1/x" in text
    assert 'href="http://10.0.0.1' not in text
    assert 'href="javascript' not in text
    assert "leads to a private network" in text


def test_every_finding_of_the_real_directory_can_be_shown() -> None:
    for name in LOCAL:
        watch_records(name, at=NOW)
    found = list(Finding.objects.order_by("pk"))
    assert {one.watcher for one in found} >= {"prices", "contradictions", "rules"}
    for one in found:
        assert short_evidence(one)["words"]
        assert evidence_shown(one)["lines"]
    client = signed_in(make_in_role("directory_editor"))
    for one in {one.code: one for one in found}.values():
        assert client.get(address("fr", "desk_finding", number=one.pk)).status_code == 200
