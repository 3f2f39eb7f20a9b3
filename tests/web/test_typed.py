"""What is typed in an address, never a fault of the page; and a length of time, in its usual forms."""

from datetime import date

import pytest
from django.http import QueryDict

from parvis.law.kernel.text import Text
from parvis.pathway.inputs import Unclear
from parvis.roster.guide import Field
from parvis.web.practice.reading import read_fields
from parvis.web.typed import few_words, length_written, minutes_of, whole_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [("7", 7), ("007", 7), ("", None), ("²", None), ("٣", None), ("-1", None), ("1" * 16, None), ("1 ", None)],
)
def test_a_whole_number(typed: str, number: int | None) -> None:
    assert whole_number(typed) == number


def test_a_few_words() -> None:
    assert few_words("  Maude \x00 Exemple  ") == "Maude Exemple"
    assert few_words("a" * 200, most=5) == "aaaaa"


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("90", 90),
        ("1 h 30", 90),
        ("1\u00a0h\u00a030", 90),
        ("1h30", 90),
        ("1:30", 90),
        ("1 H", 60),
        ("2 heures", 120),
        ("1 hour and 30 minutes", 90),
        ("1 heure et 5 min", 65),
        ("45 min", 45),
        ("5 minutes", 5),
        ("1,5 h", 90),
        ("0:45", 45),
        ("1.75 hrs.", 105),
        ("13", 13),
        ("1 h 5", 65),
    ],
)
def test_a_length_of_time(typed: str, minutes: int) -> None:
    assert minutes_of(typed, least=1, most=720) == minutes
    assert minutes_of(length_written(minutes), least=1, most=720) == minutes


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Écrivez la durée"),
        ("une heure", "ne comprenons pas"),
        ("1,5", "ne comprenons pas"),
        ("-30", "ne comprenons pas"),
        ("1:75", "de 0 à 59"),
        ("1 h 90", "de 0 à 59"),
        ("2", "2 h, ou 2 min"),
        ("0", "au moins 1"),
        ("26 h", "trop longue"),
        ("999999", "trop longue"),
        ("1:3", "ne comprenons pas"),
        ("x" * 5000, "trop long"),
        ("1 h 30 x", "ne comprenons pas"),
    ],
)
def test_what_is_no_length_of_time_is_told_why(typed: str, said: str) -> None:
    with pytest.raises(Unclear) as unclear:
        minutes_of(typed, least=1, most=720)
    assert said in unclear.value.text.fr and "{" not in unclear.value.text.en


def test_how_an_applicant_is_reached() -> None:
    names = ("phone", "other_phone", "email", "website")
    fields = [Field(name, "text", Text(name, name), optional=name == "other_phone") for name in names]

    def wrong(**typed: str) -> list[str]:
        sent = QueryDict(mutable=True)
        sent.update(
            {"phone": "514 555-0100", "email": "nora@exemple.invalid", "website": "https://exemple.ca", **typed}
        )
        return [fault["field"] for fault in read_fields(fields, sent, on=date(2026, 11, 22))[1]]

    assert wrong() == [] and wrong(other_phone="514-555-0101, poste 12") == []
    assert wrong(phone="zz@@ 9", email="zz@@", website="https:// exemple") == ["phone", "email", "website"]
