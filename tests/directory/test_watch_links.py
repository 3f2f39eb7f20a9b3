"""The watcher of links, night after night: what is a finding, what is not yet, what settles by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from parvis.config import clock
from parvis.directory.actions import revise_record
from parvis.directory.models import Finding, Look, Round, Service, Version
from parvis.directory.watch import looking
from parvis.directory.watch.duties import CONTACT, agent, look_at_addresses, watch_links
from parvis.directory.watch.judging import finding_of, with_answer
from parvis.directory.watch.links import Link, addresses_in, in_turn, links
from parvis.directory.watch.looking import Outcome, look_at_links
from parvis.directory.watch.settling import set_aside_finding, take_address
from parvis.directory.watch.speaking import expected_of
from parvis.journal.models import Entry
from parvis.law.kernel.text import Text
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from parvis.web.pages import address
from tests.factories.roles import make_in_role
from tests.factories.site import Site, open_site

pytestmark = pytest.mark.django_db
FIRST = clock.instant()
NAME = Text("Séance d’information du dernier jeudi – Laval", "Last-Thursday information session – Laval")
EXPECTED = expected_of(NAME, ["Barreau de Laval", "Jeune Barreau de Laval"], ["450 555-0199"])
PAGE = "<title>Barreau de Laval</title><h1>Séances d’information</h1><p>" + "Le dernier jeudi du mois à Laval. " * 12
OTHER = "<title>Casino</title><h1>Jouez</h1><p>" + "Des machines et des jeux en ligne partout. " * 12


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as found:
        yield found


@pytest.fixture
def given(site: Site, monkeypatch: pytest.MonkeyPatch) -> list[Link]:
    """The addresses that records would give: one service's own page, and one source."""
    found = [
        Link("service", "SVC-097", "access.web", site.url("/seance"), EXPECTED),
        Link("service", "SVC-097", "corrections.1.source", site.url("/source")),
    ]
    monkeypatch.setattr(looking, "links", lambda: list(found))
    site.page("/seance", PAGE)
    site.page("/source", "<p>ok")
    return found


def night(site: Site, number: int, **changes: Any) -> Outcome:
    return look_at_links(site.visitor(), at=FIRST + timedelta(days=number), **changes)


def states() -> dict[tuple[str, str], str]:
    return {(one.path, one.code): one.state for one in Finding.objects.filter(watcher="links")}


def test_all_is_well_and_is_left_alone_for_a_week(site: Site, given: list[Link]) -> None:
    done = night(site, 0)
    assert (done.outcome, done.looked, done.left, states()) == ("done", 2, 0, {})
    assert Round.objects.get(pk="links").outcome == "done"
    site.asked.clear()
    night(site, 1)
    assert site.asked == []
    night(site, 7)
    assert sorted(set(site.paths())) == ["/seance", "/source"]


def test_one_bad_night_is_no_finding_and_three_are(site: Site, given: list[Link]) -> None:
    night(site, 0)
    site.page("/seance", "", 404)
    for number in (7, 8):
        night(site, number)
        assert states() == {}
    night(site, 9)
    assert states() == {("access.web", "dead"): "open"}
    one = Finding.objects.get()
    assert (one.evidence["seen"], one.evidence["status"], one.evidence["days"]) == ("gone", 404, 3)
    assert [answer["code"] for answer in one.evidence["answers"]] == ["ok", "gone", "gone", "gone"]
    night(site, 10)
    night(site, 10)
    assert (Finding.objects.count(), Finding.objects.get().times) == (1, 1), "the same finding is one row"
    site.page("/seance", PAGE)
    night(site, 11)
    assert states() == {("access.web", "dead"): "settled"}
    for number in (18, 19, 20):
        site.page("/seance", "", 410)
        night(site, number)
    back = Finding.objects.get()
    assert (back.state, back.times, back.first_seen) == ("open", 2, day_of(FIRST + timedelta(days=20)))
    kinds = Entry.objects.filter(subject_kind="finding").values_list("kind", flat=True).order_by("pk")
    assert list(kinds) == ["finding.opened", "finding.settled", "finding.reopened"]


def test_a_night_between_that_is_well_starts_the_count_again(site: Site, given: list[Link]) -> None:
    for number, status in enumerate((404, 404, 200, 404, 404)):
        site.page("/source", "", status)
        night(site, number)
    answers = Look.objects.get(address=given[1].address).answers
    assert [one["code"] for one in answers] == ["gone", "gone", "ok"], "after a good night it waits for a week"
    assert states() == {}


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        (["gone", "gone", "gone"], "dead"),
        (["no_name", "refused", "tls"], "dead"),
        (["slow", "slow", "gone"], "dead"),
        (["gone", "gone", "slow"], ""),
        (["server"] * 4, ""),
        (["server", "slow", "broken", "server", "slow"], "unwell"),
        (["moved"], ""),
        (["moved", "moved"], "moved"),
        (["moved", "ok", "moved"], ""),
        (["silent", "silent"], "silent"),
        (["robots"], "by_hand"),
        (["closed", "too_often", "closed"], "by_hand"),
        (["closed", "ok", "closed"], ""),
        (["ok"], ""),
    ],
)
def test_what_several_days_mean(codes: list[str], found: str) -> None:
    assert finding_of([{"day": str(number), "code": code} for number, code in enumerate(codes)])[0] == found


def test_a_day_has_one_answer_the_latest() -> None:
    answers: list[dict[str, Any]] = []
    for day, code in (("2026-11-01", "gone"), ("2026-11-01", "ok"), ("2026-11-02", "gone")):
        answers = with_answer(answers, {"day": day, "code": code})
    assert [one["code"] for one in answers] == ["ok", "gone"]


def test_a_moved_page_proposes_its_new_address_and_one_click_publishes_it(site: Site, given: list[Link]) -> None:
    before = Service.objects.get(pk="SVC-097")
    old, new = before.web, site.url("/nouvelle", "exemple.test")
    given[0] = Link("service", "SVC-097", "access.web", site.url("/seance", "exemple.test"), EXPECTED)
    site.page("/seance", "", 301, Location="/nouvelle")
    site.page("/nouvelle", PAGE)
    for number in (0, 1):
        night(site, number)
    one = Finding.objects.get(code="moved")
    assert (one.evidence["proposed"], one.evidence["excerpt"][:30]) == (new, "Séances d’information Le derni")
    one.evidence["address"] = old  # the record gives its own address, which no test asks for
    one.save()
    by = make_in_role("directory_editor")
    with pytest.raises(Refused, match="changed this record"):
        take_address(one, seen="0" * 64, by=by, at=FIRST)
    take_address(one, seen=before.digest, by=by, at=FIRST)
    after = Service.objects.listed().get(pk="SVC-097")
    assert after.web == new
    assert after.assurance_of("access").how == "page_read"  # type: ignore[union-attr]
    assert after.assurance_of("schedules").how == "document_read"  # type: ignore[union-attr]
    one.refresh_from_db()
    assert (one.state, one.state_by) == ("settled", by.code)
    with pytest.raises(Refused, match="settled while"):
        take_address(one, seen=after.digest, by=by, at=FIRST)
    with pytest.raises(Refused):
        take_address(one, seen=after.digest, by=make_in_role("analyst"), at=FIRST)


def test_the_address_of_a_source_is_taken_without_a_check_of_the_service(site: Site, given: list[Link]) -> None:
    record = Service.objects.get(pk="SVC-097")
    version = Version.objects.of("service", "SVC-097").first()
    assert version is not None
    text = f"Communiqué, {site.url('/source')} ; puis {site.url('/autre')} (2023)"
    said = {"fr": "x", "en": "x"}
    correction = {"field": "status", "said": said, "known": said, "source": text, "confidence": "high"}
    revise_record(record, says={**version.content, "corrections": [correction]}, by="person:0", at=FIRST)
    given[1] = Link("service", "SVC-097", "corrections.1.source#2", site.url("/autre"))
    site.page("/autre", "", 308, Location="/ailleurs/")
    site.page("/ailleurs/", "<p>ok")
    for number in (0, 1):
        night(site, number)
    record.refresh_from_db()
    take_address(Finding.objects.get(), seen=record.digest, by=make_in_role("directory_editor"), at=FIRST)
    after = Service.objects.listed().get(pk="SVC-097")
    assert after.corrections.get().source == text.replace("/autre", "/ailleurs/")
    assert after.assurance_of("access").how == "document_read"  # type: ignore[union-attr]


def test_a_page_that_stops_speaking_of_the_service(site: Site, given: list[Link]) -> None:
    night(site, 0)
    site.page("/seance", OTHER)
    night(site, 7)
    assert states() == {}
    night(site, 8)
    assert states() == {("access.web", "silent"): "open"}
    evidence = Finding.objects.get().evidence
    assert {"seance", "information", "jeudi"} <= set(evidence["missing"])
    assert evidence["excerpt"].startswith("Jouez Des machines")
    site.page(
        "/seance", PAGE.replace("Séances d’information", "Nouvelles").replace("Le dernier jeudi du mois à", "Venez à")
    )
    night(site, 9)
    night(site, 10)
    assert states() == {("access.web", "silent"): "settled", ("access.web", "lost"): "open"}
    assert Finding.objects.get(code="lost").evidence["lost"] == ["seance", "information", "dernier", "jeudi"]
    site.page("/seance", PAGE)
    night(site, 11)
    assert set(states().values()) == {"settled"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<title>Erreur 404</title><h1>Oups</h1>" + PAGE, "not_there"),
        ("<title>Barreau</title><h1>Page introuvable</h1>", "not_there"),
        ("<title>x</title><h1>This domain is for sale</h1>", "not_there"),
        (
            "<title>Appli</title><div id=app></div><script>render()</script><noscript>Activez JavaScript</noscript>",
            "by_hand",
        ),
    ],
)
def test_a_page_that_answers_and_is_not_there(site: Site, given: list[Link], body: str, code: str) -> None:
    site.page("/seance", body)
    for number in (0, 1):
        night(site, number)
    assert states() == {("access.web", code): "open"}


def test_a_page_that_has_not_changed_says_what_it_said(site: Site, given: list[Link]) -> None:
    site.page("/seance", OTHER, ETag='"1"')
    for number in (0, 1, 2):
        night(site, number)
    assert site.paths("GET").count("/seance") == 1, "read once; the same since"
    assert states() == {("access.web", "silent"): "open"}
    given[0] = Link("service", "SVC-097", "access.web", site.url("/seance"), expected_of(NAME, ["Casino"], []))
    night(site, 3)
    assert site.paths("GET").count("/seance") == 2, "another thing is looked for: the page is read again"
    assert states() == {("access.web", "silent"): "settled"}


def test_a_site_that_asks_not_to_be_read_is_for_a_person(site: Site, given: list[Link]) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /seance")
    night(site, 0)
    assert states() == {("access.web", "by_hand"): "open"}
    assert "/seance" not in site.paths()
    assert Look.objects.get(address=given[0].address).next_on == day_of(FIRST) + timedelta(days=14)


def test_a_site_that_asks_to_wait_is_left_alone_for_the_round(site: Site, given: list[Link]) -> None:
    site.page("/seance", "", 429, Retry_After="3600")
    done = night(site, 0)
    assert (done.left, site.paths()) == (1, ["/seance"])
    assert Look.objects.count() == 1


def test_a_finding_set_aside_comes_back_on_its_day(site: Site, given: list[Link]) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /seance")
    night(site, 0)
    one, by, on = Finding.objects.get(), make_in_role("directory_editor"), day_of(FIRST)
    for reason, until in (("", 30), ("x" * 501, 30), ("Lue", 0), ("Lue", 400)):
        with pytest.raises(Refused):
            set_aside_finding(one, until=on + timedelta(days=until), reason=reason, by=by, at=FIRST)
    set_aside_finding(one, until=on + timedelta(days=30), reason="Lue  par\n moi.", by=by, at=FIRST)
    night(site, 14)
    one.refresh_from_db()
    assert (one.state, one.reason, one.state_by) == ("aside", "Lue par moi.", by.code)
    set_aside_finding(one, until=on + timedelta(days=30), reason="L\x00ue\u00a0 \u202e\x07par\n moi.", by=by, at=FIRST)
    with pytest.raises(Refused):
        set_aside_finding(one, until=on + timedelta(days=30), reason="\x00\u202e\u200f\x01", by=by, at=FIRST)
    one.refresh_from_db()
    assert one.reason == "Lue par moi.", "no sign that is not seen"
    assert list(Finding.objects.open_on(on + timedelta(days=29))) == []
    assert list(Finding.objects.open_on(on + timedelta(days=30))) == [one]
    night(site, 30)
    one.refresh_from_db()
    assert (one.state, one.reason, one.times) == ("open", "", 1)


def test_a_keeper_who_changed_the_address_sees_the_finding_settle(site: Site, given: list[Link]) -> None:
    site.page("/seance", "", 404)
    for number in (0, 1, 2):
        night(site, number)
    given[0] = Link("service", "SVC-097", "access.web", site.url("/bonne"), EXPECTED)
    site.page("/bonne", "", 503)
    night(site, 3)
    assert states() == {("access.web", "dead"): "settled"}
    assert not Look.objects.filter(address=site.url("/seance")).exists(), "nobody gives it any more"


def test_without_a_way_out_nothing_is_concluded(site: Site, given: list[Link]) -> None:
    night(site, 0)
    looks = list(Look.objects.order_by("pk").values("answers", "next_on"))
    with open_site() as gone:
        port = gone.port
    given[:] = [Link("service", "SVC-097", f"p{number}", f"http://h{number}.test:{port}/") for number in range(9)]
    given.append(Link("service", "SVC-097", "access.web", site.url("/seance"), EXPECTED))
    reach = site.visitor().reach
    closed = type(reach)(reach.resolve, frozenset({port}))
    done = look_at_links(site.visitor(reach=closed), at=FIRST + timedelta(days=1))
    assert (done.outcome, done.left) == ("no_network", 9)
    assert list(Look.objects.order_by("pk").values("answers", "next_on")) == looks
    assert Round.objects.get(pk="links").outcome == "no_network"
    both = type(reach)(reach.resolve, frozenset({port, site.port}))
    done = look_at_links(site.visitor(reach=both), at=FIRST + timedelta(days=1))
    assert done.outcome == "done", "a page that was well still answers: it is the others that are down"
    assert Look.objects.filter(answers__0__code="refused").count() >= 8


def test_a_round_has_an_end_and_the_rest_waits(site: Site, given: list[Link]) -> None:
    ticks = iter(range(0, 10_000, 2000))
    done = look_at_links(site.visitor(), at=FIRST, clock=lambda: float(next(ticks)), longest=2700)
    assert (done.outcome, done.left) == ("unfinished", 1)
    assert night(site, 0).outcome == "done"
    assert Look.objects.count() == 2


def test_a_dry_run_keeps_nothing(site: Site, given: list[Link]) -> None:
    site.page("/source", "", 404)
    done = night(site, 0, write=False)
    assert [answer["code"] for _, answer in done.answers] == ["ok", "gone"]
    assert not Look.objects.exists()
    assert not Round.objects.exists()


def test_switched_off_it_says_so_and_asks_nobody(settings: Any, site: Site, given: list[Link]) -> None:
    assert settings.WATCH_LINKS is False, "off in tests: nothing leaves by accident"
    assert look_at_addresses(0) == 0
    assert Round.objects.get(pk="links").outcome == "off"
    settings.WATCH_LINKS = True
    assert watch_links(at=FIRST, visitor=site.visitor()).outcome == "done"


def test_who_looks_says_who_and_why(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["parvis.exemple.test", "testserver"]
    assert f"https://parvis.exemple.test{CONTACT}" in agent()
    path, _, anchor = CONTACT.partition("#")
    assert path == address("en", "about")
    assert f'id="{anchor}"' in Client().get(path).content.decode(), "the page says what the visits are"


def test_every_address_of_the_directory_the_law_and_the_places_is_known() -> None:
    found = links()
    kinds = {one.kind for one in found}
    assert {"organization", "service", "norm", "place"} <= kinds
    own = {one.record for one in found if one.path == "access.web"}
    assert own == set(Service.objects.exclude(web="").values_list("pk", flat=True))
    laval = next(one for one in found if (one.record, one.path) == ("SVC-097", "access.web"))
    assert laval.expected is not None
    assert ("barreau", "laval") in laval.expected.bodies
    assert len({one.place for one in found}) == len(found)
    assert not any(one.path.startswith("assurance.") for one in found), "a past check is not rewritten"
    assert any(one.path.startswith("corrections.") and one.path.endswith("#2") for one in found)
    articles = [one for one in found if one.kind == "norm" and "C-25.01?code" in one.address]
    assert len(articles) <= 2, "an Act is one page a language"


def test_addresses_in_a_text() -> None:
    text = "Voir https://a.test/x(1) ; « https://b.test/y. » (https://c.test/z), https://a.test/x(1)."
    assert addresses_in(text) == ["https://a.test/x(1)", "https://b.test/y", "https://c.test/z"]
    assert in_turn(["http://a/1", "http://a/2", "http://b/1", "http://a/3"]) == [
        "http://a/1",
        "http://b/1",
        "http://a/2",
        "http://a/3",
    ]
