"""What differs between two texts, in words: which fact, and its values, never a path or a code."""

import pytest

from parvis.directory.desk.changing import difference
from parvis.law.kernel.text import Text
from parvis.web.templatetags.facts import fact_becomes, fact_name, fact_was

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "path", "fr", "en"),
    [
        ("service", "summary.fr", "Le résumé, en français", "The summary, in French"),
        ("organization", "phone", "Les coordonnées – Le téléphone", "Contact details – The phone number"),
        ("service", "assurance.2.how", "Les vérifications (2) – comment", "Checks (2) – how"),
        ("service", "slug", "Le nom court dans l’adresse", "Short name in the address"),
    ],
)
def test_a_fact_is_named_as_the_editor_asks_for_it(kind: str, path: str, fr: str, en: str) -> None:
    named = fact_name(difference(kind, path, "a", "b"))
    assert (named.fr, named.en) == (fr, en)


def test_every_row_says_its_number() -> None:
    named = fact_name(difference("service", "schedules.3.rrule", "", "FREQ=WEEKLY;BYDAY=MO"))
    assert "(3)" in named.fr
    assert "rrule" not in named.fr + named.en


@pytest.mark.parametrize(
    ("kind", "path", "cell", "fr", "en"),
    [
        (
            "service",
            "schedules.1.rrule",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH",
            "Le jeudi, toutes les 2 semaines.",
            "Every 2 weeks, on Thursday.",
        ),
        ("service", "schedules.1.rrule", "FREQ=YEARLY", "Une autre règle (FREQ=YEARLY)", "Another rule (FREQ=YEARLY)"),
        ("service", "as_of", "2024-01-24", "24 janvier 2024", "January 24, 2024"),
        ("service", "schedules.1.starts", "15:30", "15 h 30", "3:30 p.m."),
        ("service", "for_public", "true", "Oui", "Yes"),
        ("service", "costs.1.amount", "110.00", "110 $", "$110"),
        ("service", "since", "2017-06", "juin 2017", "June 2017"),
        ("service", "status", "paused", "En pause", "Paused"),
        ("statistic", "percent", "22.5", "22,5 %", "22.5%"),
        ("service", "territory.districts", "laval; montreal", "Laval ; Montréal", "Laval; Montréal"),
        ("service", "as_of", "hier", "hier", "hier"),
        ("service", "organizations.1.id", "ORG-9999", "ORG-9999", "ORG-9999"),
    ],
)
def test_a_value_is_said_in_words(kind: str, path: str, cell: str, fr: str, en: str) -> None:
    one = difference(kind, path, cell, cell)
    for said in (fact_was(one), fact_becomes(one)):
        words = said if isinstance(said, Text) else Text(said, said)
        assert (words.fr.replace("\u00a0", " "), words.en.replace("\u00a0", " ")) == (fr, en)


def test_a_record_is_said_by_its_name() -> None:
    said = fact_was(difference("service", "organizations.1.id", "ORG-35", ""))
    assert isinstance(said, Text)
    assert "Laval" in said.fr
