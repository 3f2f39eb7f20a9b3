"""Whether a page speaks of a service: by its words, whatever their accents, and whatever is wrong with the page."""

from __future__ import annotations

import time

import pytest

from parvis.directory.watch.speaking import expected_of, lost_words, page_text, signs_of, speaks
from parvis.law.kernel.text import Text

NAME = Text("Séance d’information du dernier jeudi – Laval", "Last-Thursday information session – Laval")
EXPECTED = expected_of(NAME, ["Barreau de Laval", "Jeune Barreau de Laval"], ["450 555-0199"])


@pytest.mark.parametrize(
    ("said", "speaking"),
    [
        ("BARREAU de LAVAL", True),
        ("Tél. : (450) 555.0199, poste 3", True),
        ('<a href="tel:+1-450-555-0199">Appelez</a>', True),
        ("Les seances d'Informations : jeudis", True),
        ("Information sessions, last Thursday", True),
        ("Barreau de Québec", False),
        ("Une séance de cinéma", False),
        ("<script>Barreau de Laval 4505550199</script><style>Barreau de Laval</style><!-- Barreau de Laval -->", False),
    ],
)
def test_a_page_speaks_by_its_words_whatever_their_accents(said: str, speaking: bool) -> None:
    body = f"<html><body><p>{said}</p></body></html>".encode()
    assert speaks(signs_of(page_text(body, "text/html; charset=utf-8"), EXPECTED)) is speaking


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\xff\xfe",
        b"<" * 200_000,
        b"<a " * 60_000,
        b"<!--" * 60_000,
        b"&" * 90_000,
        "Séance".encode("latin-1"),
        b"<p>" * 100_000,
    ],
)
def test_a_page_full_of_faults_is_read_in_a_short_time(body: bytes) -> None:
    started = time.monotonic()
    signs_of(page_text(body, "text/html; charset=nonsense"), EXPECTED)
    assert time.monotonic() - started < 3


def test_words_that_are_gone_count_only_where_they_were() -> None:
    now = {"phone": "", "body": True, "share": 0.2, "found": ["laval"], "missing": ["jeudi"]}
    before = {"phone": "", "body": True, "share": 0.8, "found": ["laval", "jeudi"], "missing": []}
    assert lost_words(before, now) == ["jeudi"]
    assert (
        lost_words(None, now)
        == lost_words({**before, "share": 0.3}, now)
        == lost_words(before, {**now, "phone": "x"})
        == []
    )
