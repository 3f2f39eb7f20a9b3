"""What people type is understood, or asked about with the meanings to choose from; it is never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.law.kernel.money import Money
from parvis.law.kernel.period import Span
from parvis.law.kernel.text import amount, short_date
from parvis.pathway.inputs import Unclear, read_amount, read_day, read_number, read_time

ON, FIRST, LAST = date(2026, 11, 22), date(1994, 1, 1), date(2026, 11, 22)


def day(typed: str, latest: date = LAST) -> date:
    return read_day(typed, on=ON, earliest=FIRST, latest=latest)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("8 400,50 $", 840050),
        ("8400.50", 840050),
        ("8,400.50", 840050),
        ("$8,400.50", 840050),
        ("8.400,50", 840050),
        ("8\u00a0400,50\u00a0$", 840050),
        ("8\u202f400,5", 840050),
        ("8400", 840000),
        ("CA$ 12", 1200),
        ("15,000.01", 1500001),
        ("1,234,567", 123456700),
        ("1 234 567,89", 123456789),
        ("12 dollars", 1200),
        ("８４００", 840000),
        ("0,01", 1),
    ],
)
def test_usual_amounts_are_understood(typed: str, cents: int) -> None:
    assert read_amount(typed) == Money(cents)


@pytest.mark.parametrize(
    ("typed", "meanings"),
    [("8,400", ["8400.00", "8.40"]), ("8.400", ["8400.00", "8.40"]), ("8,405", ["8405.00"]), ("0,400", ["0.40"])],
)
def test_an_amount_with_two_meanings_is_asked_about(typed: str, meanings: list[str]) -> None:
    with pytest.raises(Unclear) as unclear:
        read_amount(typed)
    assert [choice.value for choice in unclear.value.choices] == meanings
    assert all(read_amount(choice.value) == Money.parse(choice.value) for choice in unclear.value.choices)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "0",
        "0,00 $",
        "-5",
        "−5",
        "(5)",
        "5-",
        "huit mille",
        "😀",
        "<b>12</b>",
        "1e9",
        "8400.505",
        "12 34",
        "8,40,00",
        "1 23",
        "99999999999999999999",
        "9" * 2_000_000,
        "NaN",
        "12,5,5",
    ],
)
def test_what_is_no_amount_gets_a_clear_answer(typed: str) -> None:
    with pytest.raises(Unclear) as unclear:
        read_amount(typed)
    assert unclear.value.text.fr and unclear.value.text.en and not unclear.value.choices


@pytest.mark.parametrize(
    ("typed", "lang", "cents"),
    [
        ("8,400", "en", 840000),
        ("$1,200", "fr", 120000),
        ("1,200", "en", 120000),
        ("$ 1,200", "en", 120000),
        ("8,400.50", "en", 840050),
    ],
)
def test_a_comma_marks_thousands_in_english_or_after_the_sign(typed: str, lang: str, cents: int) -> None:
    assert read_amount(typed, lang=lang) == Money(cents)


@pytest.mark.parametrize(("typed", "lang"), [("8,400", "fr"), ("8,400 $", "fr"), ("8.400", "fr"), ("8.400", "en")])
def test_what_the_language_does_not_settle_is_asked_about(typed: str, lang: str) -> None:
    with pytest.raises(Unclear) as unclear:
        read_amount(typed, lang=lang)
    assert len(unclear.value.choices) == 2


def test_zero_is_taken_where_no_sum_is_claimed() -> None:
    assert read_amount("0", least=Money(0)) == Money(0)


@given(st.integers(min_value=1, max_value=10**9))
def test_an_amount_as_parvis_writes_it_with_cents_is_read_back(cents: int) -> None:
    money = Money(cents)
    dollars, _, rest = str(money).partition(".")
    assert read_amount(f"{int(dollars):,}.{rest}") == money
    assert read_amount(f"{int(dollars):,}".replace(",", " ") + f",{rest}") == money
    assert read_amount(amount(money).fr) == money


@given(st.text(max_size=80))
def test_any_text_is_an_amount_or_a_clear_answer(typed: str) -> None:
    try:
        assert read_amount(typed).cents > 0
    except Unclear as unclear:
        assert unclear.text.fr


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2026-11-03", date(2026, 11, 3)),
        ("2026/11/3", date(2026, 11, 3)),
        ("20261103", date(2026, 11, 3)),
        ("3 novembre 2026", date(2026, 11, 3)),
        ("le mardi 3 novembre 2026", date(2026, 11, 3)),
        ("1er août 2025", date(2025, 8, 1)),
        ("November 3, 2026", date(2026, 11, 3)),
        ("Nov. 3rd 2026", date(2026, 11, 3)),
        ("3 nov 2026", date(2026, 11, 3)),
        ("13/11/2026", date(2026, 11, 13)),
        ("11/13/2026", date(2026, 11, 13)),
        ("05/05/2026", date(2026, 5, 5)),
        ("hier", date(2026, 11, 21)),
        ("Aujourd’hui", ON),
        ("today", ON),
        ("29 février 2024", date(2024, 2, 29)),
        ("25.12.2025", date(2025, 12, 25)),
    ],
)
def test_usual_dates_are_understood(typed: str, expected: date) -> None:
    assert day(typed) == expected


@pytest.mark.parametrize(
    ("typed", "meanings"),
    [
        ("03/11/2025", ["2025-11-03", "2025-03-11"]),
        ("3 novembre", ["2025-11-03", "2026-11-03"]),
        ("12-03-2026", ["2026-03-12"]),
    ],
)
def test_a_date_with_two_meanings_is_asked_about(typed: str, meanings: list[str]) -> None:
    with pytest.raises(Unclear) as unclear:
        day(typed)
    assert [choice.value for choice in unclear.value.choices] == meanings


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2099-01-01",
        "1890-01-01",
        "31 février 2026",
        "2026-13-01",
        "26/11/03",
        "bientôt",
        "😀",
        "<script>",
        "mars 2024",
        "2024",
        "32/13/2026",
        "x" * 2_000_000,
        "0000-00-00",
        "demain",
    ],
)
def test_what_is_no_day_gets_a_clear_answer(typed: str) -> None:
    with pytest.raises(Unclear) as unclear:
        day(typed)
    assert unclear.value.text.fr and unclear.value.text.en


def test_a_month_or_a_year_is_a_span_where_no_more_is_known() -> None:
    def time(typed: str) -> Span:
        return read_time(typed, on=ON, earliest=FIRST, latest=LAST)

    assert time("mars 2024") == Span(date(2024, 3, 1), date(2024, 3, 31))
    assert time("2024") == Span(date(2024, 1, 1), date(2024, 12, 31))
    assert time("November 2026") == Span(date(2026, 11, 1), LAST)  # cut at today: it has happened
    assert time("3 mars 2024") == Span(date(2024, 3, 3), date(2024, 3, 3))
    for typed in ("2027", "1890", "mars 2099"):
        with pytest.raises(Unclear):
            time(typed)


@given(st.dates(min_value=FIRST, max_value=LAST))
def test_a_date_as_parvis_writes_it_is_read_back(written: date) -> None:
    assert day(short_date(written).fr) == day(short_date(written).en) == day(written.isoformat()) == written


@given(st.text(max_size=80))
def test_any_text_is_a_day_or_a_clear_answer(typed: str) -> None:
    try:
        assert FIRST <= day(typed) <= LAST
    except Unclear as unclear:
        assert unclear.text.fr


def test_numbers() -> None:
    assert read_number(" 12 ", least=0, most=365) == 12
    for typed in ("", "douze", "-1", "366", "1.5", "9" * 100_000, "😀"):
        with pytest.raises(Unclear):
            read_number(typed, least=0, most=365)
