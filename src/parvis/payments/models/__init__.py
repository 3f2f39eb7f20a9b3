"""The tables of the payments."""

from parvis.payments.models.batch import PayeeAccount, Payment, PaymentBatch, PaymentItem
from parvis.payments.models.claim import FeeClaim, FeeLine, Ledger

__all__ = ("FeeClaim", "FeeLine", "Ledger", "PayeeAccount", "Payment", "PaymentBatch", "PaymentItem")
