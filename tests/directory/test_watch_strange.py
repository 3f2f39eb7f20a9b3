"""Sites, texts and addresses that nobody expects: each is the matter of one address, and the round goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from parvis.config import clock
from parvis.directory.actions import revise_record
from parvis.directory.models import Finding, Look, Service, Version
from parvis.directory.watch import looking
from parvis.directory.watch.links import Link, addresses_in, with_address
from parvis.directory.watch.looking import Outcome, look_at_links
from parvis.directory.watch.settling import take_address
from parvis.directory.watch.speaking import _ENCODINGS, expected_of, page_text
from parvis.directory.watch.visiting import Visitor
from parvis.law.kernel.text import Text
from parvis.people.models.role import day_of
from parvis.people.refused import Refused
from tests.factories.roles import make_in_role
from tests.factories.site import Site, open_site

pytestmark = pytest.mark.django_db
FIRST = clock.instant()
EXPECTED = expected_of(Text("Séance d’information", "Information session"), ["Barreau de Laval"], [])
PAGE = "<title>Barreau de Laval</title><p>" + "Le dernier jeudi du mois à Laval. " * 12


@pytest.fixture
def site() -> Iterator[Site]:
    with open_site() as found:
        yield found


@pytest.fixture
def given(site: Site, monkeypatch: pytest.MonkeyPatch) -> list[Link]:
    """One service's own page, and one source."""
    found = [
        Link("service", "SVC-097", "access.web", site.url("/seance"), EXPECTED),
        Link("service", "SVC-097", "corrections.1.source", site.url("/source")),
    ]
    monkeypatch.setattr(looking, "links", lambda: list(found))
    site.page("/seance", PAGE)
    site.page("/source", "<p>ok")
    return found


def night(site: Site, number: int) -> Outcome:
    return look_at_links(site.visitor(), at=FIRST + timedelta(days=number))


def states() -> dict[tuple[str, str], str]:
    return {(one.path, one.code): one.state for one in Finding.objects.filter(watcher="links")}


@pytest.mark.parametrize(
    "named", ["utf_16", "idna", "punycode", "unicode_escape", "undefined", "rot13", "nonsense", "-", "utf-8"]
)
def test_a_page_in_an_encoding_that_is_none_is_read_as_utf_8(named: str) -> None:
    page = page_text("<h1>Séance</h1><p>été \\xzz \xff".encode(), f"text/html; charset={named}")
    assert page.words[:3] == ("seance", "seance", "ete")


@pytest.mark.parametrize(
    ("named", "codec"),
    [
        ("ISO-8859-1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("utf-16le", "utf-16-le"),
        ("iso-8859-15", "iso8859-15"),
        ("macintosh", "mac_roman"),
        ("UTF-8", "utf-8"),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_names(named: str, codec: str) -> None:
    assert page_text("<h1>Séance</h1>".encode(codec), f'text/html; charset="{named}"').heading == "seance"


def test_every_encoding_of_the_web_that_is_known_can_be_read() -> None:
    assert {"é".encode().decode(one, "replace") for one in set(_ENCODINGS.values())}


def test_an_address_that_is_badly_written_is_a_finding_and_the_round_goes_on(site: Site, given: list[Link]) -> None:
    text = "Voir https://[exemple](https://exemple.test) pour la suite."
    given.insert(0, Link("service", "SVC-097", "details.fr", addresses_in(text)[0]))
    site.page("/source", "", 404)
    for number in (0, 1, 2):
        assert night(site, number).outcome == "done"
    assert states() == {("details.fr", "unsafe"): "open", ("corrections.1.source", "dead"): "open"}
    assert Finding.objects.get(code="unsafe").evidence["detail"] == "malformed"


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (301, {"Location": "http://[x"}),
        (200, {"Content_Type": "text/html; charset=utf_16"}),
        (200, {"Content_Type": "text/html; charset=idna"}),
        (200, {"ETag": '"a\x00b"', "Last_Modified": "\x00", "Content_Type": "text/html\x00"}),
    ],
)
def test_one_strange_site_stops_nothing(site: Site, given: list[Link], status: int, headers: dict[str, str]) -> None:
    site.page("/seance", PAGE, status, **headers)
    site.page("/source", "", 404)
    for number in (0, 1, 2):
        assert night(site, number).outcome == "done"
    assert states()["corrections.1.source", "dead"] == "open"
    assert Look.objects.count() == 2


@pytest.mark.parametrize("at_fault", ["visit", "page", "database"])
def test_an_error_that_nobody_thought_of_is_one_bad_day_of_one_address(
    site: Site, given: list[Link], at_fault: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    night(site, 0)
    site.page("/seance", PAGE + "<p>fault")
    visit, read, save = Visitor.visit, looking.page_text, Look.save

    def visited(self: Visitor, address: str, **more: Any) -> Any:
        if address.endswith("/seance") and at_fault == "visit":
            raise RuntimeError("what the site said")
        return visit(self, address, **more)

    def page(body: bytes, kind: str) -> Any:
        if at_fault == "page":
            raise RuntimeError("what the page said")
        return read(body, kind)

    def saved(self: Look, **more: Any) -> None:
        if self.answers[-1]["code"] == "ok" and self.address.endswith("/seance") and at_fault == "database":
            self.answers[-1]["excerpt"] = "\x00"
        save(self, **more)

    monkeypatch.setattr(Visitor, "visit", visited)
    monkeypatch.setattr(looking, "page_text", page)
    monkeypatch.setattr(Look, "save", saved)
    assert night(site, 7).outcome == "done"
    held = {one.address: [answer["code"] for answer in one.answers] for one in Look.objects.all()}
    assert held == {site.url("/seance"): ["ok", "broken"], site.url("/source"): ["ok", "ok"]}
    assert Look.objects.get(address=site.url("/seance")).next_on == day_of(FIRST + timedelta(days=8)), "again tomorrow"
    assert states() == {}, "a passing state is no finding"
    assert [one.exc_info[0].__name__ for one in caplog.records if one.exc_info and one.exc_info[0]][-1:] == [
        "DataError" if at_fault == "database" else "RuntimeError"
    ]
    assert "said" not in " ".join(one.getMessage() for one in caplog.records), "the type, and not the words"


def test_an_address_too_long_to_be_kept_stops_nothing(site: Site, given: list[Link]) -> None:
    given.insert(0, Link("service", "SVC-097", "details.fr", "https://exemple.test/" + "x" * 600))
    assert night(site, 0).outcome == "done"
    assert Look.objects.count() == 2


def test_an_address_is_replaced_as_a_whole_wherever_it_stands() -> None:
    old, new = "https://a.test/x", "https://b.test/y"
    assert with_address("Voir https://a.test/x/y et https://a.test/x.", old, new) == (
        "Voir https://a.test/x/y et https://b.test/y."
    )
    assert with_address(f"{old}, ({old}) ; {old}2 {old}#a {old}?b « {old} »", old, new) == (
        f"{new}, ({new}) ; {old}2 {old}#a {old}?b « {new} »"
    )
    assert with_address("https://a.test/x/y", old, new) == "https://a.test/x/y"


def test_a_moved_address_leaves_the_longer_one_beside_it(site: Site, given: list[Link]) -> None:
    record = Service.objects.get(pk="SVC-097")
    version = Version.objects.of("service", "SVC-097").first()
    assert version is not None
    said = {"fr": "x", "en": "x"}
    text = f"Voir {site.url('/source/y')} et {site.url('/source')}."
    correction = {"field": "status", "said": said, "known": said, "source": text, "confidence": "high"}
    revise_record(record, says={**version.content, "corrections": [correction]}, by="person:0", at=FIRST)
    site.page("/source", "", 301, Location="/ailleurs/")
    site.page("/ailleurs/", "<p>ok")
    for number in (0, 1):
        night(site, number)
    record.refresh_from_db()
    take_address(Finding.objects.get(code="moved"), seen=record.digest, by=make_in_role("directory_editor"), at=FIRST)
    after = Service.objects.listed().get(pk="SVC-097")
    assert after.corrections.get().source == f"Voir {site.url('/source/y')} et {site.url('/ailleurs/')}."


def test_an_address_that_the_checks_refuse_is_not_published(site: Site, given: list[Link]) -> None:
    before = Service.objects.get(pk="SVC-097")
    given[0] = Link("service", "SVC-097", "access.web", site.url("/seance", "exemple.test"), EXPECTED)
    site.page("/seance", "", 301, Location="/nouvelle?utm_source=courriel")
    site.page("/nouvelle?utm_source=courriel", PAGE)
    for number in (0, 1):
        night(site, number)
    one = Finding.objects.get(code="moved")
    one.evidence["address"] = before.web
    one.save()
    versions = Version.objects.count()
    with pytest.raises(Refused, match="cannot take this address"):
        take_address(one, seen=before.digest, by=make_in_role("directory_editor"), at=FIRST)
    one.refresh_from_db()
    assert (one.state, Version.objects.count()) == ("open", versions), "nothing is saved"
