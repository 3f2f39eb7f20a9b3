"""Which public pages are kept ready, and for whom they are compressed."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from parvis.directory.published import PublishedDirectory
from parvis.web.directory import edition

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_only_the_days_of_an_edition_are_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    known = edition.edition_as_of

    def counted(day: date, lang: str) -> PublishedDirectory:
        made.append(str(day))
        return known(day, lang)

    monkeypatch.setattr(edition, "edition_as_of", counted)
    cache.clear()
    for on, times in (("2024-01-24", 1), ("2024-03-05", 2), ("junk", 2)):
        made.clear()
        for _ in range(2):
            assert client.get("/fr/repertoire/edition/", {"on": on}).status_code == 200
        assert len(made) == times, on


@pytest.mark.parametrize(
    ("header", "packed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("GZIP; q=1", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("*;q=0", False),
        ("identity", False),
    ],
)
def test_gzip_is_sent_only_to_those_who_take_it(client: Client, header: str, packed: bool) -> None:
    page = client.get("/fr/districts/", headers={"Accept-Encoding": header})
    assert (page.get("Content-Encoding") == "gzip") is packed
