"""An order cannot be made wrong, its sums are exact, its names are written as banks take them."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.law.kernel.money import Money
from parvis.payments.csv_file import COLUMNS, write_csv
from parvis.payments.latin import SAFE, NotLatin, Replaced, written_in_latin
from parvis.payments.orders import (
    MOST,
    Account,
    CreditTransfer,
    Debtor,
    OrderRefused,
    PaymentOrder,
    credit_transfer,
    debtor,
)
from tests.payments.examples import MADE, PAYER, an_order, many, orders

HERE = Account("006", "00001", "1234567")


def refused(code: str, make: object, *given: object, **named: object) -> OrderRefused:
    with pytest.raises(OrderRefused) as caught:
        make(*given, **named)  # type: ignore[operator]
    assert caught.value.code == code
    assert caught.value.reason.fr != caught.value.reason.en
    return caught.value


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("06", "00001", "1234567"), "institution"),
        (("0006", "00001", "1234567"), "institution"),
        (("٠٠٦", "00001", "1234567"), "institution"),
        (("006", "1", "1234567"), "transit"),
        (("006", "0000A", "1234567"), "transit"),
        (("006", "00001", "123456"), "number"),
        (("006", "00001", "1234567890123"), "number"),
        (("006", "00001", "1234 567"), "number"),
        (("006", "00001", "²234567"), "number"),
    ],
)
def test_an_account_has_its_digits_and_no_log_has_them(parts: tuple[str, str, str], code: str) -> None:
    assert parts[2] not in str(refused(code, Account, *parts))


def test_an_account_is_written_read_masked() -> None:
    account = Account.parse(" 815-30000-0012345 ")
    assert (account.routing, account.written) == ("081530000", "815-30000-0012345")
    assert account.masked == "815-30000-••••345"
    assert "0012345" not in repr(account)
    for wrong in ("815-30000", "30000-815-0012345", "815-30000-12345678901234", "815-30000-0012345\n1", ""):
        refused("account", Account.parse, wrong)


@pytest.mark.parametrize("identifier", ["", "a" * 36, "-a", "a-", "a b", "a/b", "é", "a\n", "=1", "<x>"])
def test_an_identifier_is_plain(identifier: str) -> None:
    refused("identifier", credit_transfer, identifier, "Zoé Exemple", HERE, Money(1))
    refused("identifier", an_order, message_id=identifier)


def test_an_amount_is_more_than_nothing_whole_cents_and_within_what_clears() -> None:
    refused("amount", credit_transfer, "a", "Zoé Exemple", HERE, Money(0))
    refused("amount", credit_transfer, "a", "Zoé Exemple", HERE, Money(-1))
    refused("too-much", credit_transfer, "a", "Zoé Exemple", HERE, MOST + Money(1))
    for wrong in (9.5, 950, "9.50", True):
        with pytest.raises(TypeError, match="whole cents"):
            credit_transfer("a", "Zoé Exemple", HERE, wrong)  # type: ignore[arg-type]


def test_a_text_is_neither_empty_nor_too_long_nor_in_letters_that_no_bank_takes() -> None:
    refused("empty", credit_transfer, "a", " \u00a0", HERE, Money(1))
    refused("empty", debtor, "", "CA", HERE)
    refused("too-long", credit_transfer, "a", "ß" * 36, HERE, Money(1))
    refused("too-long", credit_transfer, "a", "Zoé", HERE, Money(1), "r" * 141)
    assert refused("characters", credit_transfer, "a", "Zoé ᐃᓄᒃ", HERE, Money(1)).reason.en.count("character 5") == 1
    refused("characters", credit_transfer, "a", "Zo\x00e", HERE, Money(1))
    refused("characters", CreditTransfer, "a", "Zoé", HERE, Money(1))
    for stray in (" Zoe", "Zoe ", "Zoe  Exemple"):
        refused("characters", CreditTransfer, "a", stray, HERE, Money(1))
    for country in ("Canada", "ca", ""):
        refused("country", Debtor, "Zoe", country, HERE)
    longest = credit_transfer("a", "é" * 70, HERE, Money(1), "à" * 140)
    assert (len(longest.creditor_name), len(longest.reference)) == (70, 140)


def test_an_order_has_payments_each_once_a_zone_and_a_day_to_come() -> None:
    one = an_order().transfers[0]
    refused("twice", an_order, one, one)
    refused("no-transfer", an_order, transfers=())
    refused("moment", an_order, made_at=datetime(2026, 11, 30))  # noqa: DTZ001
    refused("day", an_order, execution_day=date(2026, 11, 29))
    # 3 a.m. in UTC on December 1 is still November 30 in Québec.
    assert an_order(made_at=datetime(2026, 12, 1, 3, tzinfo=UTC), execution_day=date(2026, 11, 30)).count == 2
    with pytest.raises(TypeError, match="a date"):
        an_order(execution_day=MADE)


def test_a_name_is_written_by_the_rule_and_each_change_is_said() -> None:
    one = credit_transfer("a", "Noémie Œuvrard\u00a0& Lœtitia d’Exemple", HERE, Money(1), "«\u00a0Août\u00a0»")
    assert one.creditor_name == "Noemie OEuvrard + Loetitia d'Exemple"
    assert one.reference == "' Aout '"
    assert ("creditor_name", Replaced(2, "é", "e")) in one.replaced
    assert ("reference", Replaced(3, "û", "u")) not in one.replaced
    assert ("reference", Replaced(4, "û", "u")) in one.replaced
    assert credit_transfer("a", "Zoe", HERE, Money(1)).replaced == ()
    # A name typed in pieces (NFD) is the same name.
    assert written_in_latin("Zoe\u0301")[0] == written_in_latin("Zoé")[0] == "Zoe"
    assert written_in_latin("a\u200bb\u00adc")[0] == "abc"
    assert written_in_latin("Ægir Łuk Ðo ﬁn n° 5 @ 10 %")[0] == "AEgir Luk Do fin n. 5 . 10 ."


@given(st.text(max_size=40))
@settings(max_examples=60)
def test_what_the_rule_writes_is_what_banks_take(text: str) -> None:
    try:
        written, replaced = written_in_latin(text)
    except NotLatin:
        return
    assert set(written) <= SAFE
    assert written == " ".join(written.split())
    assert written_in_latin(written) == (written, ())
    assert all(one.was != one.became for one in replaced)


@given(orders)
@settings(max_examples=12)
def test_sums_are_exact_and_the_table_says_the_same(order: PaymentOrder) -> None:
    cents = sum(one.amount.cents for one in order.transfers)
    assert order.control_sum == Money(cents)
    for lang, separator, point in (("fr", ";", ","), ("en", ",", ".")):
        text = write_csv(order, lang).decode("utf-8-sig")
        header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        assert tuple(header) == COLUMNS[lang]
        assert len(rows) == order.count
        assert sum(Money.parse(row[5].replace(point, ".")).cents for row in rows) == cents
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


def test_the_table_opens_as_it_is_and_runs_nothing() -> None:
    order = an_order(
        credit_transfer("LOT-7.1", "-2+3 Exemple; inc.", HERE, Money(1_234_05), "+cmd('x')!A1"),
        credit_transfer("LOT-7.2", "Zoé Exemple", Account("006", "00001", "0000001"), Money(1)),
    )
    assert (
        write_csv(order, "fr")
        == (
            "\ufeffordre;jour du versement;versement;bénéficiaire;compte;montant;devise;référence\r\n"
            "LOT-7;2026-12-03;LOT-7.1;'-2+3 Exemple, inc.;006-00001-1234567;1234,05;CAD;'+cmd('x').A1\r\n"
            "LOT-7;2026-12-03;LOT-7.2;Zoe Exemple;006-00001-0000001;0,01;CAD;\r\n"
        ).encode()
    )
    assert write_csv(order, "en").splitlines()[1].split(b",")[3:5] == [b"\"'-2+3 Exemple", b' inc."']
    with pytest.raises(KeyError):
        write_csv(order, "de")


def test_what_is_shown_of_an_order_names_nobody() -> None:
    shown = repr(an_order()) + repr(an_order().transfers[0]) + repr(PAYER.account)
    assert "Zoe" not in shown
    assert "1234567" not in shown
    assert many(3).control_sum == Money(9_500 * 3 + 3)
