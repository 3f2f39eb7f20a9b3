"""The tables of the payments."""

from parvis.payments.models.batch import ClaimTold, PayeeAccount, Payment, PaymentBatch, PaymentItem
from parvis.payments.models.claim import FeeClaim, FeeLine, Ledger

__all__ = ("ClaimTold", "FeeClaim", "FeeLine", "Ledger", "PayeeAccount", "Payment", "PaymentBatch", "PaymentItem")
