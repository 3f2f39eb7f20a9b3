"""What the Service takes away of the fees: claims, their lines, what is used, batches and payments.

A batch gathers every district: whoever serves some districts takes the claims and lines of theirs, no batch. Accounts stay sealed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db.models import Model, Q

from parvis.payments.models import (
    ClaimTold,
    FeeClaim,
    FeeLine,
    Ledger,
    PayeeAccount,
    Payment,
    PaymentBatch,
    PaymentItem,
)
from parvis.roster.exchange.export import Reach, Table
from parvis.roster.exchange.tables import listed, of_districts


def _claim(path: str) -> Callable[[Reach], Q]:
    return lambda reach: (
        of_districts(f"{path}mandate__district", reach) | of_districts(f"{path}group_session__district", reach)
    )


def _everywhere(reach: Reach) -> Q:
    return Q() if reach.districts is None else Q(pk__in=())


TABLES: Mapping[str, Table] = {
    "claims": listed(
        FeeClaim,
        "number kind mandate__number group_session_id payee_id corrects__number state facts service_cents"
        " parties_cents blocked for_a_person officer_notes sent_by sent_at reviewed_by reviewed_at",
        _claim(""),
        whose="service",
    ),
    "lines": listed(
        FeeLine,
        "pk claim__number session_id work_id corrects_id payer amount_cents units norm live",
        _claim("claim__"),
        whose="service",
    ),
    "ledgers": listed(
        Ledger,
        "couple__number mandate__number unit cap used norm",
        lambda reach: of_districts("mandate__district", reach),
        whose="service",
    ),
    "batches": listed(
        PaymentBatch,
        "number state execution_day total_cents count reason made_by made_at released_by released_at taken_at"
        " nothing_executed_at sent_at settled_at",
        _everywhere,
        whose="service",
    ),
    "payments": listed(
        Payment,
        "reference batch__number payee_id amount_cents state reason_code settled_at paid_on day_from said_by"
        " said_reason said_reference",
        _everywhere,
        whose="service",
    ),
    "items": listed(
        PaymentItem, "payment__reference claim__number amount_cents live", _claim("claim__"), whose="service"
    ),
}
#: Nothing of these is taken away: where somebody is paid is sealed; what they were told is in the claim and the payment.
LEFT_OUT: frozenset[type[Model]] = frozenset({PayeeAccount, ClaimTold})
