"""Amounts are whole cents; texts are written as each language writes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.law.kernel.money import Money
from parvis.law.kernel.text import Text, amount, counted, listed, long_date, short_date, text_of

AMOUNTS = st.integers(0, 10**13).map(Money)
NBSP = "\u00a0"


@given(AMOUNTS)
def test_an_amount_is_read_as_it_is_written(money: Money) -> None:
    assert Money.parse(str(money)) == money


@pytest.mark.parametrize(
    "written", ["", "95", "95.0", "95.000", "-1.00", "+1.00", "01.00", " 1.00", "1.00\n", "1,00", "1e2", "１.00", "NaN"]
)
def test_what_is_not_an_amount(written: str) -> None:
    with pytest.raises(ValueError, match="expected an amount"):
        Money.parse(written)


@pytest.mark.parametrize("cents", [1.0, True, "1", None])
def test_cents_are_whole_numbers(cents: object) -> None:
    with pytest.raises(TypeError):
        Money(cents)  # type: ignore[arg-type]


@given(AMOUNTS, st.integers(0, 1000), st.integers(1, 1000))
def test_a_share_is_the_nearest_cent(money: Money, numerator: int, denominator: int) -> None:
    share = money.share(numerator, denominator)
    exact_times_denominator = money.cents * numerator
    assert abs(share.cents * denominator - exact_times_denominator) * 2 <= denominator


def test_half_a_cent_goes_away_from_zero() -> None:
    assert Money(1).share(1, 2) == Money(1)
    assert Money(-1).share(1, 2) == Money(-1)


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (1, -1), (-1, 2), (-2, -1)])
def test_what_is_no_share(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="a share is a fraction"):
        Money(100).share(numerator, denominator)


def test_a_whole_number_of_dollars() -> None:
    assert Money.dollars(95) == Money(9500)


def test_a_debt_of_a_cent_keeps_its_sign() -> None:
    assert [str(Money(cents)) for cents in (-101, -1, 0, 1)] == ["-1.01", "-0.01", "0.00", "0.01"]


@pytest.mark.parametrize(
    ("cents", "french", "english"),
    [
        (840050, f"8{NBSP}400,50{NBSP}$", "$8,400.50"),
        (1500000, f"15{NBSP}000{NBSP}$", "$15,000"),
        (5, f"0,05{NBSP}$", "$0.05"),
        (-19500, f"\N{MINUS SIGN}195{NBSP}$", "\N{MINUS SIGN}$195"),
        (123456789012, f"1{NBSP}234{NBSP}567{NBSP}890,12{NBSP}$", "$1,234,567,890.12"),
    ],
)
def test_amounts_in_words(cents: int, french: str, english: str) -> None:
    assert amount(Money(cents)).as_json() == {"fr": french, "en": english}


def test_dates_in_words() -> None:
    assert long_date(date(2026, 6, 1)).fr == f"lundi 1er{NBSP}juin 2026"
    assert long_date(date(2026, 6, 1)).en == f"Monday, June{NBSP}1, 2026"
    assert short_date(date(2026, 8, 22)).fr == f"22{NBSP}août 2026"


def test_french_typography_is_applied_once_and_for_all() -> None:
    text = Text("Qui réclame: l'autre?  « Oui »; 15 000 $, à 5 %.", "Who's there?")
    assert text.fr == (f"Qui réclame{NBSP}: l’autre{NBSP}?  «{NBSP}Oui{NBSP}»{NBSP}; 15{NBSP}000{NBSP}$, à 5{NBSP}%.")
    assert text.en == "Who’s there?"
    assert Text(text.fr, text.en) == text


def test_an_address_is_left_alone() -> None:
    address = "https://www.legisquebec.gouv.qc.ca/fr/version/lc/C-25.01?code=se:536"
    assert Text(address, address).fr == address


def test_plurals_and_lists() -> None:
    day = (Text("jour", "day"), Text("jours", "days"))
    assert [counted(n, *day).fr.split(NBSP)[1] for n in (0, 1, 2)] == ["jour", "jour", "jours"]
    assert [counted(n, *day).en.split(NBSP)[1] for n in (0, 1, 2)] == ["days", "day", "days"]
    assert listed([Text("a", "a"), Text("b", "b"), Text("c", "c")]) == Text("a, b et c", "a, b and c")


@pytest.mark.parametrize("table", [{"fr": "a"}, {"fr": "a", "en": " "}, {"fr": "a", "en": "b", "de": "c"}, "a", None])
def test_a_text_needs_both_languages_and_no_other(table: object) -> None:
    with pytest.raises(ValueError, match="text"):
        text_of(table)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr or en"):
        Text("a", "b").to("de")
