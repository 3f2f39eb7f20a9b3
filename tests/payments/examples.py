"""Payments of the invented Exemple family, and any order that Hypothesis thinks of."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from parvis.law.kernel.money import Money
from parvis.payments.latin import SAFE
from parvis.payments.orders import MOST, Account, CreditTransfer, PaymentOrder, credit_transfer, debtor

MADE = datetime(2026, 11, 30, 20, 15, 7, 999_999, tzinfo=UTC)
PAYER = debtor("Service de médiation familiale (exemple)", "CA", Account("815", "30000", "0012345"))


def an_order(*transfers: CreditTransfer, **other: object) -> PaymentOrder:
    """An order of these payments, or of two."""
    two = (
        credit_transfer(
            "LOT-7.1", "Zoé Exemple-L’Écuyer", Account("006", "00001", "1234567"), Money(95_00), "Lot 7, mandat M-12"
        ),
        credit_transfer(
            "LOT-7.2", "Médiation A & B Exemple inc.", Account("815", "99001", "000123456789"), Money(1_234_05)
        ),
    )
    given: dict[str, object] = {"message_id": "LOT-7", "made_at": MADE, "execution_day": date(2026, 12, 3)}
    return PaymentOrder(**(given | {"transfers": transfers or two, "debtor": PAYER} | other))  # type: ignore[arg-type]


def many(count: int) -> PaymentOrder:
    """An order of `count` payments."""
    return an_order(
        *(
            credit_transfer(
                f"LOT-9.{n}", f"Médiatrice Exemple n° {n}", Account("006", "00001", f"{n:07d}"), Money(9_500 + n)
            )
            for n in range(count)
        )
    )


accounts = st.builds(
    Account,
    st.from_regex(r"[0-9]{3}", fullmatch=True).filter(str.isascii),
    st.from_regex(r"[0-9]{5}", fullmatch=True).filter(str.isascii),
    st.from_regex(r"[0-9]{7,12}", fullmatch=True).filter(str.isascii),
)
_words = st.text(st.sampled_from(sorted(SAFE) + list("éÀœß’&<>«»;_")), min_size=1, max_size=60).filter(
    lambda text: text.strip() and len(text) < 60
)
orders = st.lists(
    st.tuples(_words, accounts, st.integers(1, MOST.cents), st.one_of(st.just(""), _words)), min_size=1, max_size=12
).flatmap(
    lambda rows: st.builds(
        lambda days, made: an_order(
            *(credit_transfer(f"T{n}", name, to, Money(cents), said) for n, (name, to, cents, said) in enumerate(rows)),
            made_at=made,
            execution_day=made.date() + timedelta(days=days),
        ),
        st.integers(0, 40),
        st.integers(0, 200_000_000).map(lambda seconds: MADE + timedelta(seconds=seconds)),
    )
)
