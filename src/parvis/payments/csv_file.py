"""A payment order as a table for a spreadsheet: the same payments, in the same order, with the same words.

Each language has the separators of its Windows in Canada, so that a double click opens columns and amounts are numbers:
";" and a decimal comma in French, "," and a decimal point in English. An account is one cell with hyphens, so that no
spreadsheet drops its zeros. No cell is a formula. UTF-8 with its mark.
"""

import csv
import io

from parvis.law.kernel.money import Money
from parvis.payments.orders import PaymentOrder

#: A spreadsheet takes a cell that begins so for a formula, and would run it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS: dict[str, tuple[str, ...]] = {
    "fr": ("ordre", "jour du versement", "versement", "bénéficiaire", "compte", "montant", "devise", "référence"),
    "en": ("order", "day of payment", "payment", "payee", "account", "amount", "currency", "reference"),
}
_SEPARATOR = {"fr": ";", "en": ","}
_POINT = {"fr": ",", "en": "."}


def write_csv(order: PaymentOrder, lang: str) -> bytes:
    """The order as CSV in `lang` ("fr" or "en"); KeyError for any other."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=_SEPARATOR[lang], lineterminator="\r\n")
    writer.writerow(COLUMNS[lang])
    day = order.execution_day.isoformat()
    for one in order.transfers:
        writer.writerow(
            (
                _cell(order.message_id),
                day,
                _cell(one.end_to_end_id),
                _cell(one.creditor_name),
                one.account.written,
                _amount(one.amount, lang),
                "CAD",
                _cell(one.reference),
            )
        )
    return out.getvalue().encode()


def _amount(amount: Money, lang: str) -> str:
    return str(amount).replace(".", _POINT[lang])


def _cell(text: str) -> str:
    """A text that no spreadsheet runs."""
    return f"'{text}" if text.startswith(_FORMULA) else text
